"""A list of a single page, by what the other lists of its site show (all invented)."""

from __future__ import annotations

import pytest

from spiders.lists import reader
from spiders.lists.account import Account
from spiders.lists.base import ListPage
from spiders.visit.lists.siblings import Shape, settle, shape_of
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
    settle(values, shapes)
    return before, Account.from_dict(values[0])


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


def test_a_list_that_was_not_read_on_is_no_evidence() -> None:
    _, after = settled(column(15, EMPTY), column(15, NEXT), read_on=False)
    assert after.code == "list_incomplete"
