"""The completeness account of a list: complete, or a description of what is missing."""

from __future__ import annotations

import pytest

from spiders.lists.account import Account
from spiders.lists.base import Declared, Listing, PageRequest


def account(*shown: int, rows: int | None = None, pages: int | None = None) -> Account:
    made = Account("http://www.yunxi.example/gzbg/")
    for count in shown:
        made.add(Listing((), shown=count, declared=Declared(rows, pages)))
    return made


@pytest.mark.parametrize(
    ("made", "missing", "state"),
    [
        (account(15, 15, 15, 7, rows=52, pages=4), False, "complete"),
        (account(15, 15, 15, 7, pages=4), False, "complete"),
        (
            account(15, 15, 15, 7, pages=6),
            True,
            "complete",
        ),  # 404 directly after the rows: declared numbers are often too high
        (account(15, 15, 15, 7, rows=52, pages=8), True, "complete"),  # all rows are there
        (account(7, 7, 7, 2, rows=412, pages=4), False, "complete"),  # of the whole site
        (account(7, 7, 7, 7, rows=412, pages=4), False, "incomplete"),  # the pager may be cut off
        (account(7, 7, 7, 2, rows=112, pages=4), False, "incomplete"),
        (account(7, 7, 7, 2, rows=412, pages=5), False, "incomplete"),
        (account(8), False, "complete"),
        (account(15, 15, rows=52, pages=4), False, "incomplete"),
        (account(15, 15, 15, 7, rows=80), False, "incomplete"),
        (account(15, 7, 15, 7, pages=4), False, "incomplete"),  # a page in the middle that lost half its rows
        (account(15, 15, pages=9), True, "incomplete"),
        (account(15), False, "incomplete"),  # a full first page without any sign of further ones
        (
            account(24, 12, 12, 7),
            False,
            "complete",
        ),  # two requests in the first view of a list that is scrolled
        (account(24, 12, 7), False, "incomplete"),
        (account(15, 15, 7, rows=38), False, "complete"),  # a total may count a row that is not shown
        (account(15, 14, 15, 7, rows=52), False, "incomplete"),  # it is a page in the middle that lacks one
        (account(14, 15, rows=30), False, "incomplete"),
        (account(24, 12, 12, 7, rows=56), False, "complete"),
        (account(15, 15, 15, 15, rows=61), False, "incomplete"),  # a row that needs a further page
        (account(), False, "unread"),
    ],
)
def test_an_account_is_complete_or_says_what_is_missing(made: Account, missing: bool, state: str) -> None:
    made.end("no next page", missing=missing)
    assert (made.state, bool(made.why)) == (state, state != "complete")
    assert made.line().count("complete") == (state != "unread")


@pytest.mark.parametrize(
    ("shown", "uneven", "why"),
    [
        ((15, 15, 4, 15, 7, 15, 3), {3}, "page 5 shows 7 rows, others 15"),
        ((15, 4, 15, 7, 15, 15), {2}, "page 4 shows 7 rows, others 15"),
        ((15, 15, 7, 4, 9), {4, 5}, None),  # the last page before the years
        ((15, 4, 9, 2), {2, 3, 4}, None),
        ((15, 4, 15, 15, 7), {2}, None),
    ],
)
def test_a_page_of_a_year_does_not_hide_the_loss_behind_it(
    shown: tuple[int, ...], uneven: set[int], why: str | None
) -> None:
    made = account()
    for number, count in enumerate(shown, 1):
        made.add(Listing((), shown=count, uneven=number in uneven))
    made.end("no next page")
    assert made.why == why


@pytest.mark.parametrize(
    ("shown", "uneven", "open_"),
    [
        ((15, 30, 15), {2}, True),
        ((15, 15), set(), True),
        ((15, 30), {2}, False),  # the rest of the list
        ((15, 30, 7), {2}, False),
    ],
)
def test_a_full_last_page_is_seen_behind_a_page_of_a_year(
    shown: tuple[int, ...], uneven: set[int], open_: bool
) -> None:
    made = account()
    for number, count in enumerate(shown, 1):
        made.add(Listing((), shown=count, uneven=number in uneven, bare=number > 1))
    made.end("no next page")
    assert ("no pager that leads on" in (made.why or "")) is open_


def test_a_failed_page_leaves_the_account_incomplete() -> None:
    made = account(15, rows=15)
    made.end("page 2: error", failed=True)
    assert (made.code, made.why) == ("list_incomplete", "page 2: error")


def test_a_list_that_lost_many_rows_over_night_is_incomplete() -> None:
    made = account(7)
    made.end("no next page")
    made.compare(8)
    assert made.state == "complete"
    made.compare(15)
    assert made.why == "7 rows, 15 the last time"


@pytest.mark.parametrize(
    ("shown", "open_"), [((7, 7, 7), True), ((7, 7), False), ((7, 8, 7), False), ((7, 7, 5), False)]
)
def test_three_short_pages_of_one_size_are_full_so_that_the_next_one_is_missed(
    shown: tuple[int, ...], open_: bool
) -> None:
    made = account(*shown)
    made.end(f"page {len(shown) + 1}: gone", missing=True, named=True)
    assert (made.code == "list_incomplete") is open_


@pytest.mark.parametrize(
    ("now", "before", "state"),
    [(41, 45, "complete"), (40, 45, "incomplete"), (108, 114, "complete"), (45, None, "complete")],
)
def test_a_tenth_of_its_rows_is_much_for_one_night(now: int, before: int | None, state: str) -> None:
    made = account(now)
    made.end("no next page")
    made.doubt, made.state = None, "complete"
    made.compare(before)
    assert made.state == state


@pytest.mark.parametrize(("before", "state"), [(45, "incomplete"), (44, "complete"), (None, "complete")])
def test_a_known_document_is_lost_with_its_row_but_not_if_another_row_took_its_place(
    before: int | None, state: str
) -> None:
    made = account(44)
    made.end("no next page")
    made.delisted = "1 of 9 known documents is no longer listed: http://www.yunxi.example/1.html"
    again = Account.from_dict(made.as_dict())
    again.compare(before)
    assert again.state == state
    assert state == "complete" or again.why == f"{made.delisted}; 44 rows, 45 the last time"


def test_a_list_of_which_a_page_was_cut_off_is_incomplete_however_it_ends() -> None:
    made = account(15, 7, rows=22)
    made.cut = "page 2 ends in the middle"
    made.end("no next page")
    assert (made.state, made.why) == ("incomplete", "page 2 ends in the middle")
    played = account(15, 15, 7)
    played.end("no next page")
    made.take(played)
    assert (made.state, made.rows) == ("incomplete", 37)  # its scripts may read the rest, but who knows
    browser = account(15, 15, 15)
    browser.end("no next page")
    made.replace_by(browser)
    assert (made.state, made.rows) == ("complete", 45)


def test_a_post_is_identified_by_its_body() -> None:
    url = "http://www.yunxi.example/queryList"
    one, other = PageRequest(url, "current=1"), PageRequest(url, "current=2")
    assert len({url, PageRequest(url).address, one.address, other.address}) == 3
    assert one.address.startswith(f"{url}#post-")
