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


def feed(rows: int, following: str = "") -> str:
    items = "".join(
        f"<item><title>松浦区政府工作报告（第{n}号）</title><link>{HOST}/zfbg/x{n}.html</link></item>"
        for n in range(rows)
    )
    link = f"<atom:link rel='next' href='{following}'/>" if following else ""
    head = (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'>"
    )
    return f"{head}<channel><title>松浦区</title>{link}{items}</channel></rss>"


def account(
    url: str, text: str, shapes: dict[str, Shape], at: str | None = None, read_on: bool = False
) -> Account:
    """Return the account of a list that ends after its first page, or after a second one with two rows."""
    page = ListPage(at or url, text, 1, url)
    listing = reader.read(page)
    if shape := shape_of(page, listing):
        shapes[url] = shape
    made = Account(url)
    made.add(listing)
    if read_on:
        made.add(reader.read(ListPage(f"{url}2.html", column(2, ""), 2, url)))
    made.end("no further page")
    return made


def settled(
    one: tuple[str, str | None], other: tuple[str, str | None], read_on: bool = True
) -> tuple[Account, Account]:
    """Return the account of a list before and after looking at another, each with its text and its feed's address."""
    shapes: dict[str, Shape] = {}
    before = account(ONE, one[0], shapes, one[1])
    values = [before.as_dict(), account(OTHER, other[0], shapes, other[1], read_on).as_dict()]
    settle(values, shapes)
    return before, Account.from_dict(values[0])


NEXT = "<div class='page'><a href='index_2.html'>下一页</a></div>"
EMPTY = "<div class='page'></div>"


def test_an_empty_place_where_another_list_has_its_pager_is_a_single_page() -> None:
    before, after = settled((column(15, EMPTY), None), (column(15, NEXT), None))
    assert (before.code, after.state) == ("list_incomplete", "complete")
    assert "pager in its place" in after.ended


def test_fewer_rows_than_another_list_has_on_a_page_are_a_single_page() -> None:
    before, after = settled((column(16, ""), None), (column(20, NEXT), None))
    assert (before.code, after.state) == ("list_incomplete", "complete")


def test_a_feed_with_fewer_items_than_another_has_on_a_page_is_whole() -> None:
    before, after = settled(
        (feed(16), f"{HOST}/rss/a.xml"), (feed(20, "/rss/b.xml?p=2"), f"{HOST}/rss/b.xml")
    )
    assert (before.code, after.state) == ("list_incomplete", "complete")


DOUBTED = {
    "as many rows as the other": (column(20, ""), column(20, NEXT)),
    "another template": (column(16, "", "news"), column(20, NEXT)),
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
    _, after = settled((one, None), (other, None))
    assert after.code == "list_incomplete"


def test_a_list_that_was_not_read_on_is_no_evidence() -> None:
    _, after = settled((column(15, EMPTY), None), (column(15, NEXT), None), read_on=False)
    assert after.code == "list_incomplete"
