"""Ways to a site's columns that names and links alone do not show: side bars, frames, trees, English (all invented)."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.lists.titles import names_column
from spiders.survey.columns import columns, ways
from tests.spiders.survey.test_probe import HOME, probed, rows, shell

TWO = ("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")


def test_side_bars_are_followed_down_to_the_column(tmp_path: Path) -> None:
    pages = {
        "/": shell('<a href="/gk/">政务公开</a>'),
        "/gk/": shell('<div class="side"><a href="/gk/bg/">规划报告</a></div><p>机构概况</p>'),
        "/gk/bg/": shell('<div class="side"><a href="/gk/bg/zf/">政府工作报告</a></div><p>本栏目</p>'),
        "/gk/bg/zf/": shell(rows(*TWO)),
    }
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [HOME + "gk/bg/zf/"]
    assert not found.unread


def test_columns_are_known_by_their_english_names(tmp_path: Path) -> None:
    pages = {
        "/": shell('<a href="/c/3.html">Open Government</a>'),
        "/c/3.html": shell(
            '<a href="/c/31.html">Work Reports</a><a href="/c/32.html">Livelihood Projects</a>'
        ),
        "/c/31.html": shell(rows(*TWO)),
        "/c/32.html": shell(rows("2024年云溪区民生实事项目").replace("/gzbg/", "/ss/")),
    }
    found, _ = probed(pages, tmp_path)
    assert {(one.url, one.kind) for one in found.lists} == {
        (HOME + "c/31.html", "reports"),
        (HOME + "c/32.html", "livelihood"),
    }


def test_where_no_name_says_anything_the_menu_is_tried_down_to_its_entries(tmp_path: Path) -> None:
    pages = {
        "/": shell('<a href="/v/">Notebook</a><a href="/n/">新闻动态</a>'),
        "/v/": shell('<a href="/v/a/">政府工作报告</a>'),
        "/v/a/": shell(rows(*TWO)),
    }
    assert [one.url for one in probed(pages, tmp_path)[0].lists] == [HOME + "v/a/"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Work Reports", "reports"),
        ("Government Work Report", "reports"),
        ("Report on the Work of the Government", "reports"),
        ("Archived Reports >>", "reports"),
        ("Livelihood Projects", "livelihood"),
        ("Annual Report", None),
        ("Reports", None),
        ("2024", None),
    ],
)
def test_english_names_of_columns(name: str, kind: str | None) -> None:
    assert names_column(name) == kind


TREE = """<ul><li>A01 综合政务<ul><li>政府会议</li><li>政府工作报告<ul>
<li><a href="list.jsp?code=A1" target="main">2021年至今</a></li><li><a href="list.jsp?code=A2">2016—2020年</a></li>
<li><a href="list.jsp?code=A3">2015年以前</a></li></ul></li></ul></li><li>A02 民生<ul><li>教育</li></ul></li></ul>"""


def test_parts_below_a_name_that_is_no_link_are_columns() -> None:
    found = columns(shell(TREE), HOME + "gk/tree.jsp")
    assert [(one.url, one.kind, one.part) for one in found] == [
        (f"{HOME}gk/list.jsp?code=A{n}", "reports", True) for n in (1, 2, 3)
    ]
    assert columns(shell(TREE.replace("政府工作报告", "政府公报")), HOME) == []


def test_a_directory_in_frames_is_opened(tmp_path: Path) -> None:
    def part(*years: int) -> str:
        return shell(
            "".join(rows(f"{year}年云溪区政府工作报告").replace("20240", f"{year}0") for year in years)
        )

    pages = {
        "/": shell("云溪" * 2000 + '<a href="/gk/">政府信息公开</a>'),
        "/gk/": shell(
            '<iframe src="tree.jsp" height="600"></iframe><iframe src="new.jsp" height="600"></iframe>'
        ),
        "/gk/tree.jsp": shell(TREE),
        "/gk/new.jsp": shell("<p>最新</p>"),
        "/gk/list.jsp?code=A1": part(2023, 2022),
        "/gk/list.jsp?code=A2": part(2018, 2017),
        "/gk/list.jsp?code=A3": part(2012),
    }
    found, _ = probed(pages, tmp_path)
    assert {one.url for one in found.lists} == {f"{HOME}gk/list.jsp?code=A{n}" for n in (1, 2, 3)}
    assert found.years["reports"] == [2012, 2017, 2018, 2022, 2023]


def test_each_year_below_an_unlinked_name_is_a_list(tmp_path: Path) -> None:
    years = range(2008, 2025)
    tree = "".join(f'<li><a href="l{year}.html">{year}年</a></li>' for year in years)
    pages = {
        "/": shell('<a href="/gk/">信息公开目录</a>'),
        "/gk/": shell(f"<dl><dt>政府工作报告</dt><dd><ul>{tree}</ul></dd></dl>"),
        **{
            f"/gk/l{year}.html": shell(
                f'<li><a href="/zwgk/gzbg/{year}/t{year}0205_1.html">{year}年云溪区政府工作报告</a></li>'
            )
            for year in years
        },
    }
    found, _ = probed(pages, tmp_path)
    assert len(found.lists) == len(years) and found.years["reports"] == list(years)


def test_the_directory_may_be_on_another_host_of_the_site() -> None:
    html = shell(
        '<a href="http://gk.www.yunxi.example/a/">政府信息公开</a><a href="http://www.other.example/">政务公开</a>'
        '<a href="/b/">Government Information</a>'
    )
    assert ways(html, HOME) == [HOME + "b/", "http://gk.www.yunxi.example/a/"]
