"""The survey of a new site without a network: where its columns are, which of them become lists (all invented)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.scrapy_side.context import CrawlContext
from spiders.survey.found import Found
from spiders.survey.probe import Probe
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher

HOME = "http://www.yunxi.example/"
OPENER = "<p>各位代表：</p><p>现在，我代表云溪区人民政府，向大会报告工作，请予审议。</p>"
REPORT = OPENER + "<p>过去一年，成绩很大。</p>" * 9


def shell(main: str) -> str:
    return f"<html><head><title>云溪区人民政府</title></head><body>{main}</body></html>"


def rows(*titles: str) -> str:
    return "".join(
        f'<li><a href="/zwgk/gzbg/20240{n}/t2024020{n}_31000{n}.html">{title}</a></li>'
        for n, title in enumerate(titles, 1)
    )


def probed(pages: Mapping[str, str], tmp_path: Path, typed: str = HOME) -> tuple[Found, list[str]]:
    """Survey a site with these pages, by path; return the result and the paths that were requested."""
    text = f"name: x\nhomepage: {HOME}\nfamily: plain\nreports: [{typed}]\n"
    probe, requested = _probe(pages, tmp_path, text, typed)
    return asyncio.run(probe.run()), requested


def checked(pages: Mapping[str, str], tmp_path: Path, text: str) -> Found:
    """Check a site with these pages against the text of its file."""
    return asyncio.run(_probe(pages, tmp_path, text, HOME)[0].check())


def _probe(pages: Mapping[str, str], tmp_path: Path, text: str, typed: str) -> tuple[Probe, list[str]]:
    draft = sitefile.parse(text, "yunxi", "x.yaml")
    requested: list[str] = []

    async def fetch(url: str, purpose: Purpose) -> Answer:
        path = url.removeprefix(HOME.rstrip("/"))
        requested.append(path)
        if path.startswith("/zwgk/gzbg/2") and path not in pages:
            return Answer(url, "ok", 200, shell(REPORT).encode(), "text/html; charset=utf-8")
        if path not in pages:
            return Answer(url, "gone", 404)
        return Answer(url, "ok", 200, pages[path].encode(), "text/html; charset=utf-8")

    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls.open(tmp_path, tmp_path, ["yunxi"])
    context = CrawlContext({"yunxi": draft}, Settings(), previous, None, "survey")  # type: ignore[arg-type]  # nothing is recorded
    return Probe(draft, typed, context, fetcher), requested


def test_a_home_page_of_frames_is_searched_through_its_frames(tmp_path: Path) -> None:
    pages = {
        "/": "<html><frameset rows='0,*'><frame src='blank.htm'><frame src='zw/main.htm'></frameset></html>",
        "/zw/main.htm": shell(rows("2024年云溪区政府工作报告") + '<a href="../zwgk/gzbg/">政府工作报告</a>'),
        "/zwgk/gzbg/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")),
    }
    found, _ = probed(pages, tmp_path)
    # The frame itself also shows a report, but is not a column.
    assert [column.url for column in found.lists] == [HOME + "zwgk/gzbg/"]
    assert found.family and found.family.family == "trs"
    assert {sample.kind for sample in found.samples} == {"work_report"}


def test_one_column_under_two_addresses_is_one_list(tmp_path: Path) -> None:
    column = shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告"))
    old = shell(
        rows("2024年云溪区政府工作报告") + '<a href="/old/202001/t20200105_1.html">2020年政府工作报告</a>'
    )
    pages = {
        "/": shell('<a href="/zwgk/gzbg/">政府工作报告</a><a href="/zwgk/gzbg/index.html">工作报告</a>'),
        "/zwgk/gzbg/": column,
        "/zwgk/gzbg/index.html": column,
    }
    assert [one.url for one in probed(pages, tmp_path)[0].lists] == [HOME + "zwgk/gzbg/"]
    # A second one that lists what the first does not is one more list.
    pages["/zwgk/gzbg/index.html"] = old
    assert len(probed(pages, tmp_path)[0].lists) == 2


def test_a_column_of_doubtful_titles_is_still_a_list(tmp_path: Path) -> None:
    pages = {
        "/": shell('<a href="/zwgk/gzbg/">政府工作报告（历年）</a><a href="/rd/">人大报告</a>'),
        "/zwgk/gzbg/": shell(
            '<a href="/rd/">人大报告</a>' + rows("2024年报告", "在第九届人民代表大会第五次会议上")
        ),
    }
    found, requested = probed(pages, tmp_path)
    assert [column.url for column in found.lists] == [HOME + "zwgk/gzbg/"]
    assert len(found.candidates[HOME + "zwgk/gzbg/"]) == len(found.samples) == 2
    assert "/rd/" not in requested


def test_the_address_of_a_list_may_be_typed(tmp_path: Path) -> None:
    pages = {"/": shell("云溪"), "/zwgk/jh/": shell(rows("2024年云溪区政府工作报告"))}
    found, _ = probed(pages, tmp_path, HOME + "zwgk/jh/")
    assert [(column.url, column.kind) for column in found.lists] == [(HOME + "zwgk/jh/", "reports")]


def test_a_column_is_known_by_its_entries_whatever_its_name(tmp_path: Path) -> None:
    pages = {
        "/": shell(
            '<a href="/zwgk/xqzl/">县情资料</a><a href="/zwgk/tzgg/">通知公告</a><a href="/rd/">人大公告</a>'
        ),
        "/zwgk/xqzl/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告", "云溪区地图")),
        "/zwgk/tzgg/": shell(rows("关于停水的通知", "关于修路的通知")),
    }
    found, requested = probed(pages, tmp_path)
    assert [(one.url, one.kind) for one in found.lists] == [(HOME + "zwgk/xqzl/", "reports")]
    assert found.years == {"reports": [2023, 2024]}
    assert "/rd/" not in requested


def test_the_column_of_a_known_report_is_found_above_it(tmp_path: Path) -> None:
    above = (
        '<ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/zwgk/nb/">年度资料</a></li></ol>'
    )
    pages = {
        "/": shell(rows("2024年云溪区政府工作报告") + '<a href="/zwgk/nb/">年度资料</a>'),
        "/zwgk/gzbg/202401/t20240201_310001.html": shell(above + REPORT),
        "/zwgk/nb/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")),
    }
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [HOME + "zwgk/nb/"]


@pytest.mark.parametrize("name", ["年度报告", "人大会议", "区人大第二次会议", "两会"])
def test_a_column_that_may_be_of_others_is_known_by_its_entries(name: str, tmp_path: Path) -> None:
    pages = {
        "/": shell(f'<a href="/zwgk/a/">{name}</a><a href="/rd/">人大常委会</a>'),
        "/zwgk/a/": shell(rows("在云溪区第九届人民代表大会第五次会议上的报告", "2023年云溪区政府工作报告")),
    }
    found, requested = probed(pages, tmp_path)
    assert [(one.url, one.kind) for one in found.lists] == [(HOME + "zwgk/a/", "reports")]
    assert "/rd/" not in requested


def test_a_column_whose_titles_are_cut_is_proven_by_the_one_that_names_a_congress(tmp_path: Path) -> None:
    others = [f"关于云溪区{n}年资金使用情况的报告" for n in range(2011, 2017)]
    cut = "在云溪区第九届人民代表大会第五次..."
    pages = {
        "/": shell('<a href="/zwgk/ls/">历史资料</a>'),
        "/zwgk/ls/": shell(rows(*others, cut, "2015年云溪区政府工作报告")),
        **{
            f"/zwgk/gzbg/20240{n}/t2024020{n}_31000{n}.html": shell("<p>资金使用情况如下。</p>" * 9)
            for n in range(1, 7)
        },
    }
    found, _ = probed(pages, tmp_path)
    assert [(one.url, one.kind) for one in found.lists] == [(HOME + "zwgk/ls/", "reports")]


def test_older_years_in_another_column_are_another_list(tmp_path: Path) -> None:
    old = "".join(
        f'<li><a href="/zwgk/lnbg/{n}/t{n}0205_1.html">{n}年云溪区政府工作报告</a></li>'
        for n in range(2008, 2014)
    )
    pages = {
        "/": shell('<a href="/zwgk/gzbg/">政府工作报告</a><a href="/zwgk/zywj/">重要文件</a>'),
        "/zwgk/gzbg/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")),
        "/zwgk/zywj/": shell(old),
    }
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [HOME + "zwgk/zywj/", HOME + "zwgk/gzbg/"]
    assert found.years["reports"] == [*range(2008, 2014), 2023, 2024]


def test_a_second_column_is_found_although_the_home_page_has_both_kinds(tmp_path: Path) -> None:
    pages = {
        "/": shell(
            '<a href="/gk/">政务公开</a><a href="/zwgk/gzbg/">政府工作报告</a><a href="/ss/">民生实事</a>'
        ),
        "/zwgk/gzbg/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")),
        "/ss/": shell(rows("2024年云溪区民生实事项目").replace("/gzbg/", "/ss/")),
        "/gk/": shell('<a href="/lj/">历届政府工作报告</a>'),
        "/lj/": shell(rows("2014年云溪区政府工作报告", "2013年云溪区政府工作报告").replace("/2024", "/2014")),
    }
    found, _ = probed(pages, tmp_path)
    assert HOME + "lj/" in [one.url for one in found.lists]


def test_a_column_whose_further_rows_are_not_read_is_a_list_beside_one_with_reports(tmp_path: Path) -> None:
    papers = [f"云溪区{year}年统计工作情况专报" for year in range(2016, 2023)]
    more = "<p>共31条 <a onclick='turn(2)'>下一页</a></p>"
    pages = {
        "/": shell('<a href="/zwgk/bg/">政府工作报告</a><a href="/zwgk/lj/">历届政府工作报告</a>'),
        "/zwgk/bg/": shell(rows(*papers).replace("/gzbg/", "/bg/") + more),
        "/zwgk/lj/": shell(rows("2014年云溪区政府工作报告", "2013年云溪区政府工作报告")),
    }
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [HOME + "zwgk/lj/", HOME + "zwgk/bg/"]
    assert [one["state"] for one in found.accounts] == ["complete", "incomplete"]
    pages["/zwgk/bg/"] = shell(rows(*papers).replace("/gzbg/", "/bg/"))  # read to its end: it holds no report
    assert [one.url for one in probed(pages, tmp_path)[0].lists] == [HOME + "zwgk/lj/"]


def test_an_archive_on_another_port_is_a_host_to_allow(tmp_path: Path) -> None:
    archive = "http://www.yunxi.example:8080/gzbg/"
    pages = {"/": shell(f'<a href="{archive}">政府工作报告</a>')}
    found, requested = probed(pages, tmp_path)
    assert found.lists == [] and ":8080/gzbg/" in requested  # not there
    pages[":8080/gzbg/"] = shell(
        rows("2024年云溪区政府工作报告").replace('href="', 'href="http://www.yunxi.example:8080')
    )
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [archive]
    assert list(found.hosts) == ["www.yunxi.example:8080"]
    # Another government's site is not part of this one, even if a link claims it.
    other = {"/": shell('<a href="http://www.other.example/gzbg/">政府工作报告</a>')}
    assert not [path for path in probed(other, tmp_path)[1] if "other" in path]


def test_the_column_of_a_known_report_is_found_through_its_breadcrumb(tmp_path: Path) -> None:
    crumb = '<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/bgwj/">文稿</a></div>'
    article = "/zwgk/gzbg/202401/t20240201_310001.html"
    pages = {
        "/": shell(rows("2024年云溪区政府工作报告")),
        article: shell(crumb + REPORT),
        "/zwgk/bgwj/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")),
    }
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [HOME + "zwgk/bgwj/"]
    # Without the column there is only the report: a file that works but does not fit.
    del pages["/zwgk/bgwj/"]
    found, _ = probed(pages, tmp_path)
    assert found.lists == [] and found.single == [HOME.rstrip("/") + article]


def test_reports_of_a_list_on_another_host_of_the_site_make_the_host_part_of_it(tmp_path: Path) -> None:
    away = "".join(
        f'<li><a href="http://zwgk.yunxi.example/gzbg/{year}.html">{year}年云溪区政府工作报告</a></li>'
        for year in (2022, 2023, 2024)
    )
    pages = {
        "/": shell('<a href="/zwgk/gzbg/">政府工作报告</a>'),
        "/zwgk/gzbg/": shell(
            away + '<li><a href="http://www.linqing.example/1.html">2024年政府工作报告</a></li>'
        ),
        **{f"http://zwgk.yunxi.example/gzbg/{year}.html": shell(REPORT) for year in (2022, 2023, 2024)},
    }
    found, requested = probed(pages, tmp_path)
    assert list(found.hosts) == ["zwgk.yunxi.example"]
    assert len(found.candidates[HOME + "zwgk/gzbg/"]) == 3
    assert not [one for one in requested if "linqing" in one]


def test_a_gazette_with_reports_is_read_by_year_and_issue(tmp_path: Path) -> None:
    years = (2021, 2022, 2023)
    menu = '<a href="/gb/">政府公报</a><a href="/msgb/">民生实事公报</a>'
    contents = {
        f"/gb/{year}/q1/": shell(
            menu + f'<p><a href="/gb/{year}/q1/7{year}.html">{year}年云溪区政府工作报告</a></p>'
        )
        for year in years
    }
    pages = {
        "/": shell(menu),
        "/gb/": shell(menu + "".join(f'<a href="{year}/">{year}年公报</a>' for year in years)),
        **{
            f"/gb/{year}/": shell(
                menu + f'<ul><li><a href="q1/"><img src="/1.jpg" alt="{year}年第1期"></a></li></ul>'
            )
            for year in years
        },
        **contents,
        **{f"/gb/{year}/q1/7{year}.html": shell(REPORT) for year in years},
        "/msgb/": shell(
            menu + '<ul><li><a href="/msgb/81.html">2023年云溪区民生实事项目清单</a> 2023-02-01</li></ul>'
        ),
        "/msgb/81.html": shell("<p>办好十件民生实事。</p>" * 9),
    }
    found, _ = probed(pages, tmp_path)
    kinds = {column.url.removeprefix(HOME): column.kind for column in found.lists}
    assert kinds == {"gb/": "reports", "msgb/": "livelihood"}
    assert len(found.candidates[HOME + "gb/"]) >= len(years)


APP = shell('<div id="app"></div><script src="/js/index.js"></script>')
ROUTES = """(function () { var app = document.getElementById('app');
function home() { fetch('/v1/menu').then(r => r.json()).then(d => { app.innerHTML =
  d.map(c => '<p><a href="#/col/' + c.id + '">' + c.name + '</a></p>').join(''); }); }
function col(id) { fetch('/v1/rows?col=' + id).then(r => r.json()).then(d => { app.innerHTML =
  d.rows.map(x => '<p><a href="/zwgk/gzbg/' + x.at + '">' + x.title + '</a> ' + x.day + '</p>').join('')
  + '共' + d.total + '条'; }); }
var m = location.hash.split('/'); if (m[1] === 'col') col(m[2]); else home(); })();"""


def test_an_application_without_a_home_page_is_shown_by_its_scripts(tmp_path: Path) -> None:
    named = [
        {"at": f"2024020{n}.html", "title": f"{2020 + n}年云溪区政府工作报告", "day": "2024-02-01"}
        for n in (1, 2, 3)
    ]
    pages = {
        "/": APP, "/#/col/7": APP, "/#/col/8": APP, "/js/index.js": ROUTES,
        "/v1/menu": json.dumps([{"id": 7, "name": "政府工作报告"}, {"id": 8, "name": "公告"}], ensure_ascii=False),
        "/v1/rows?col=7": json.dumps({"total": 3, "rows": named}, ensure_ascii=False),
    }  # fmt: skip
    found, _ = probed(pages, tmp_path)
    assert [one.url for one in found.lists] == [HOME + "#/col/7"]
    assert found.years == {"reports": [2021, 2022, 2023]}
    assert [one["state"] for one in found.accounts] == ["complete"]


def test_an_application_whose_menu_is_not_obtained_is_no_site_with_a_list(tmp_path: Path) -> None:
    found, requested = probed({"/": APP, "/js/index.js": ROUTES}, tmp_path)
    assert (found.lists, found.single) == ([], [])
    assert requested.count("/v1/menu") == 1
