"""A list of a single page, by what the other lists of its site show (all invented)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spiders.lists import reader
from spiders.lists.account import Account
from spiders.lists.base import ListPage
from spiders.lists.links import Link
from spiders.visit.lists.siblings import Shape, oldest_year, settle, settle_years, shape_of
from tests.support.one_list import HOST, html, li

ONE, OTHER = f"{HOST}/zfbg/", f"{HOST}/gzbg/"
SCRIPT = "<script src='/js/jquery.js'></script>"


def column(rows: int, pager: str, box: str = "list") -> str:
    return html(f"{SCRIPT}<ul class='{box}'>{''.join(map(li, range(rows)))}</ul>{pager}")


def account(url: str, text: str, shapes: dict[str, Shape], read_on: bool = False) -> Account:
    """Return the account of a list that ends after its first page, or after a second one with two rows."""
    page = ListPage(url, text, 1, url)
    listing = reader.read(page)
    if shape := shape_of(page, listing):
        shapes[url] = shape
    made = Account(url)
    made.add(listing)
    if read_on:
        made.add(reader.read(ListPage(f"{url}2.html", column(2, ""), 2, url)))
    made.end("no further page")
    return made


def settled(one: str, other: str, read_on: bool = True) -> tuple[Account, Account]:
    """Return the account of a list before and after looking at another."""
    shapes: dict[str, Shape] = {}
    before = account(ONE, one, shapes)
    values = [before.as_dict(), account(OTHER, other, shapes, read_on).as_dict()]
    settle(values, shapes, {})
    return before, Account.from_dict(values[0])


def surplus(one: int, other: int, pages: tuple[int, int] = (2, 2), box: str = "list") -> Account:
    """Return the account of a list whose pager counts pages that are missing, beside another such list."""
    shapes: dict[str, Shape] = {}
    values = []
    for url, rows, count, name in ((ONE, one, pages[0], "list"), (OTHER, other, pages[1], box)):
        text = column(rows, f"<script>createPageHTML({count}, 0, 'index', 'html');</script>", name)
        page = ListPage(url, text, 1, url)
        listing = reader.read(page)
        shapes[url] = shape_of(page, listing) or shapes[url]
        made = Account(url)
        made.add(listing)
        made.end("page 2: gone", missing=True)
        values.append(made.as_dict())
    settle(values, shapes, {})
    return Account.from_dict(values[0])


def test_a_full_page_is_whole_where_the_pager_of_a_shorter_list_counts_as_many_too_many() -> None:
    assert surplus(12, 4).state == "complete"
    assert surplus(12, 12).code == "list_incomplete"
    assert surplus(12, 4, (3, 2)).code == "list_incomplete"
    assert surplus(12, 4, box="news").code == "list_incomplete"


NEXT = "<div class='page'><a href='index_2.html'>下一页</a></div>"
EMPTY = "<div class='page'></div>"


def test_an_empty_place_where_another_list_has_its_pager_is_a_single_page() -> None:
    before, after = settled(column(15, EMPTY), column(15, NEXT))
    assert (before.code, after.state) == ("list_incomplete", "complete")
    assert "pager in its place" in after.ended


DOUBTED = {
    "as many rows as the other": (column(20, ""), column(20, NEXT)),
    "fewer rows than the other, of a usual size": (column(10, ""), column(20, NEXT)),
    "fewer rows than the other": (column(16, ""), column(20, NEXT)),
    "another template": (column(15, EMPTY, "news"), column(15, NEXT)),
    "a link in the other's place that does not lead on": (
        column(10, EMPTY),
        column(
            20,
            "<div class='page'><a href='/x/'>专题</a></div><div class='fanye'><a href='index_2.html'>下一页</a></div>",
        ),
    ),
    "other script files": (column(15, f"{EMPTY}<script src='/js/list.js'></script>"), column(15, NEXT)),
    "a pager that a script draws in the other": (
        column(15, EMPTY),
        column(
            15,
            "<div class='page'></div><script>document.write(\"<a href='index_2.html'>下一页</a>\")</script>",
        ),
    ),
    "an empty place of another name": (column(15, "<div id='fenye'></div>"), column(15, NEXT)),
    "a button for more": (column(16, "<button class='b'>加载更多</button>"), column(20, NEXT)),
}


@pytest.mark.parametrize("name", DOUBTED)
def test_what_another_list_does_not_show_stays_in_doubt(name: str) -> None:
    one, other = DOUBTED[name]
    _, after = settled(one, other)
    assert after.code == "list_incomplete"


def annual(first: int, last: int, without: tuple[int, ...] = (), more: str = "") -> str:
    years = [year for year in range(last, first - 1, -1) if year not in without]
    rows = (
        f"<li><a href='/zfbg/x{year}.html'>松浦区{year}年政府工作报告</a><i>{year}-02-03</i></li>"
        for year in years
    )
    return html(f"{SCRIPT}<ul class='list'>{''.join(rows)}</ul>{more}")


def dated(title: str, day: str | None = None) -> Link:
    return Link(f"{HOST}/x.html", title, title, day)


def by_years(one: str, began: int, read_on: bool = True, files: bool = True) -> Account:
    """Return the account of a list once another, whose oldest row is of the year `began`, is known."""
    shapes: dict[str, Shape] = {}
    values = [account(ONE, one, shapes).as_dict()]
    shapes = {url: replace(shape, whole=files) for url, shape in shapes.items()}
    values.append(account(OTHER, column(15, NEXT), shapes, read_on).as_dict())
    rows = [
        dated("关于召开会议的通知", f"{began}-05-06"),
        dated("公告"),
    ]
    settle(values, shapes, {OTHER: oldest_year(rows) or 0})
    return Account.from_dict(values[0])


@pytest.mark.parametrize(("first", "last"), [(2009, 2024), (2005, 2024), (2010, 2024)])
def test_years_without_a_gap_that_go_back_as_far_as_the_site_are_the_whole_list(
    first: int, last: int
) -> None:
    assert by_years(annual(first, last), first).state == "complete"
    ended = by_years(annual(first, last), first + 1).ended
    assert ended == f"a single page: its years go back to {first}, the site's other lists to {first + 1}"


def test_years_that_may_go_on_stay_in_doubt() -> None:
    whole = annual(2009, 2024)
    doubted = {
        "older rows elsewhere": by_years(whole, 2008),
        "a gap": by_years(annual(2008, 2024, without=(2011,)), 2009),
        "a year twice": by_years(annual(2010, 2024, more=li(3)).replace("2011年", "2012年"), 2012),
        "no list that was followed": by_years(whole, 2010, read_on=False),
        "script files": by_years(whole, 2010, files=False),
        "an empty place": by_years(annual(2009, 2024, more="<div id='fenye'></div>"), 2010),
        "a button": by_years(annual(2009, 2024, more="<button class='b'>加载更多</button>"), 2010),
        "a next page": by_years(annual(2009, 2024, more="<a onclick='go(2)'>下一页</a>"), 2010),
    }
    assert {name: one.code for name, one in doubted.items()} == dict.fromkeys(doubted, "list_incomplete")


def test_the_oldest_row_is_dated_or_is_a_report() -> None:
    rows = [
        dated("关于1998年档案的公告", "2012-03-04"),
        dated("松浦区2006年政府工作报告", "2011-03-04"),
        dated("公告", None),
    ]
    assert (oldest_year(rows), oldest_year(rows[:1]), oldest_year(rows[2:])) == (2006, 2012, None)


def test_a_list_that_was_not_read_on_is_no_evidence() -> None:
    _, after = settled(column(15, EMPTY), column(15, NEXT), read_on=False)
    assert after.code == "list_incomplete"


def of_year(year: int, months: list[int]) -> str:
    rows = (
        f"<li><a href='/zfbg/x{year}{at}{month}.html'>松浦区{year}年{month}月简报</a><i>{year}-{month:02d}-09</i></li>"
        for at, month in enumerate(months)
    )
    return html(f"{SCRIPT}<ul class='list'>{''.join(rows)}</ul>")


@pytest.mark.parametrize(
    ("oldest", "before", "state"),
    [
        (2, [12, 7], "complete"),  # 62 days, as from July to September
        (3, [12, 7], "incomplete"),  # 90 days: rows of January may be lost
        (2, [7], "incomplete"),
        (2, [], "incomplete"),
    ],
)
def test_a_full_page_of_a_year_is_whole_where_the_year_before_follows(
    oldest: int, before: list[int], state: str
) -> None:
    newest = [12, 11, 10, 9, 7, 6, 5, 4, 4, oldest]
    shapes: dict[str, Shape] = {}
    parts = {f"{ONE}2019.html": "2019年", f"{ONE}2018.html": "2018年"}
    pages = {ONE: of_year(2019, newest), f"{ONE}2019.html": of_year(2019, newest)}
    pages |= {f"{ONE}2018.html": of_year(2018, before)} if before else {}
    values = [account(url, text, shapes).as_dict() for url, text in pages.items()]
    settle_years(values, shapes, parts, dict.fromkeys(parts, ONE))
    assert [one["state"] for one in values[:2]] == [state, state]
