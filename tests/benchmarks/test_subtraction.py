"""What is taken away from the imitation sites is gone, and its loss is reported on a few of them."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from benchmarks.subtraction import REPORTED, Cell, Site, rows_of, table
from benchmarks.taken_away import NAMES, Place, Served, take

ROW = '<li><a href="/a/{0}.html" title="第{0}号">第{0}号</a><span>2021-03-0{0}</span></li>\n'
HEAD = '<html><body><ul><li><a href="/">首页</a></li></ul><div class="list"><ul>\n'
PAGER = '<div class="page">共6条 <a href="index_2.html">下一页</a> 第1/2页</div>'
HTML = f"{HEAD}{''.join(map(ROW.format, range(1, 5)))}</ul></div>{PAGER}<script>var n = 1;</script></body></html>"
LIST = Served(200, HTML.encode(), "text/html; charset=utf-8")
ANSWER = Served(
    200,
    json.dumps({"data": {"total": 4, "rows": [{"id": n} for n in range(4)]}}).encode(),
    "application/json",
)
FIRST, LAST = Place(1, 2, LIST, "http://a.example/"), Place(2, 2, LIST, "http://a.example/")


def text(kind: str, served: Served = LIST, place: Place | None = LAST) -> str:
    return take(kind, served, place).body.decode()


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        ("pager", PAGER),
        ("late", PAGER),
        ("next", '<a href="index_2.html">下一页</a>'),
        ("script", "<script>var n = 1;</script>"),
    ],
)
def test_only_what_is_named_is_gone(kind: str, gone: str) -> None:
    assert text(kind) == HTML.replace(gone, "")


def test_totals_are_gone_and_the_way_to_the_next_page_is_not() -> None:
    assert text("total") == HTML.replace("共6条", "").replace("第1/2页", "第1页")
    assert json.loads(text("total", ANSWER)) == {"data": {"rows": [{"id": n} for n in range(4)]}}
    call = Served(
        200, HTML.replace(PAGER, 'createPageHTML(3, 0, "index", "html");').encode(), LIST.content_type
    )
    assert 'createPageHTML(\'\', 0, "index", "html");' in text("total", call)


def test_rows_are_gone_from_their_page_alone() -> None:
    assert text("last") == HTML.replace(ROW.format(2), "").replace(ROW.format(4), "")
    assert text("empty", ANSWER) == '{"data": {"total": 4, "rows": []}}'
    assert text("top", place=FIRST) == text("last")
    assert take("last", LIST, FIRST) is LIST and take("empty", LIST, None) is LIST
    assert take("half", LIST, LAST) is LIST  # two pages have no middle one


def test_the_second_page_is_gone_or_another_one() -> None:
    assert take("404", LIST, LAST).status == take("end", LIST, LAST).status == 404
    assert take("again", ANSWER, LAST) is LIST
    assert take("home", LIST, LAST).location == "http://a.example/"
    assert len(text("cut")) == pytest.approx(len(HTML) / 2, abs=40)
    assert all(take(kind, LIST, replace(FIRST, pages=1)) is LIST for kind in ("404", "end", "home", "again"))


def test_the_table_tells_both_nights_apart_only_where_they_differ() -> None:
    cells = {"end": Cell(REPORTED, REPORTED), "last": Cell("other rows: 2", "SILENT: 1/8")}
    lines = table([(cast(Site, SimpleNamespace(family="numbers")), cells)], list(cells))
    assert lines[2] == "| numbers | + | (2), SILENT 1/8 |"
    assert "`+` reported: 2" in lines[-1] and "a report lost in silence: 1" in lines[-1]


@pytest.mark.shared
@pytest.mark.farm
@pytest.mark.ci
@pytest.mark.xdist_group("farm")
@pytest.mark.timeout(900)
def test_a_loss_is_an_issue_until_it_heals() -> None:
    kinds = ["pager", "next", "end", "again"]
    ((_, cells),) = rows_of("b", ["beilin"], kinds)
    assert set(kinds) <= set(NAMES)
    assert {kind: (cell.known, cell.faults) for kind, cell in cells.items()} == dict.fromkeys(
        kinds, (REPORTED, ())
    )
    assert {cell.first for cell in cells.values()} == {REPORTED}
