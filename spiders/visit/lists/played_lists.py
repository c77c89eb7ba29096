"""Read a list by running its page's scripts with real answers: each request that they make is one of the visit.

Used where no other reader closes a list's account. The page is played again after each answer, and its pager is used
as a reader would, until nothing new is shown.
"""

from __future__ import annotations

import time
from collections.abc import Set
from dataclasses import dataclass, field, replace
from typing import Final

from archive.warc.outcomes import PRESENT
from archive.wording import counted
from spiders.lists.account import EMPTY_PLACE, Account
from spiders.lists.base import Declared, Listing, ListPage, PageRequest
from spiders.lists.pagers.functions import ANY
from spiders.lists.played import Played, may_open_parts
from spiders.visit.bounds import forbidden
from spiders.visit.lists.script_files import with_files
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

UNREACHED: Final = "its parts, which are opened in place, were not reached"
_MAX_STEPS: Final = 90  # runs of a page's scripts for one list
_MAX_CPU: Final = 20.0  # seconds for one list
_AT_ONCE: Final = 3  # requests that one run may add
_MAX_ANSWERS: Final = 6  # rounds of requests of a page that is only looked at


@dataclass(slots=True)
class PlayedList:
    """The pages of a list as its scripts show them, and why there are no more."""

    pages: list[tuple[ListPage, Listing]] = field(default_factory=list)
    ended: str = "nothing was shown"
    missing: bool = False
    named: bool = False  # by the pager of the last page, which opens the one that is missing
    failed: bool = False
    drawn: bool = False  # the last page shows its pager
    lacks_pager: bool = False  # its place for a pager is empty
    exhausted: bool = False  # a control for further rows was used, and brought none
    answered: bool = False  # it made a request of its own for them, which was answered

    def lacks(self, read: Set[str]) -> str | None:
        """Return that another reading showed rows that this one did not."""
        missing = read - {link.url for _, listing in self.pages for link in listing.links}
        return (
            f"{counted(len(missing), 'row')} of the first part are not shown by its scripts"
            if missing
            else None
        )

    def replaces(self, account: Account) -> bool:
        """Put this reading into a list's account if it shows more of the list; return whether it does."""
        shown = Account(account.url)
        for _, listing in self.pages:
            shown.add(listing)
        shown.end(self.ended, missing=self.missing, failed=self.failed, named=self.named)
        single = (
            self.answered
            and shown.pages == 1
            and shown.declared == Declared()
            and shown.state == "incomplete"
        )
        if self.exhausted and (shown.doubted or single):
            shown.state, shown.why = "complete", None
        whole = shown.state == "complete"
        settles = whole and account.doubted and self.drawn and shown.rows == account.rows
        declares = (
            shown.declared != Declared() and account.declared == Declared()
        )  # its scripts draw the pager
        settles = settles or (whole and declares and shown.rows == account.rows)
        settles = settles or (account.state == "unread" and shown.rows > 0)
        settles = settles or (whole and self.exhausted and shown.rows == account.rows)
        if shown.rows <= account.rows and not (whole and shown.pages > 1) and not settles:
            return False
        if self.named and shown.rows <= account.rows and (account.declared.pages or 0) > shown.pages:
            return False  # it lacks the same page
        account.take(shown)
        return True


def may_have_parts(page: ListPage) -> bool:
    """Return whether a page may open parts of its list in place; a page that takes too long to look at has none."""
    try:
        with time_limit():
            return may_open_parts(page)
    except TooSlowError:
        return False


async def play(visit: SiteRequests, page: ListPage) -> PlayedList:
    """Return the list that a page's scripts show, page by page. Raises LeftAloneError."""
    found = PlayedList()
    base = await with_files(visit, page, (ANY,))
    answers: dict[str, str | None] = {}
    opened = {page.url}
    seen: set[str] = set()
    number, turns, known, parted, data = 1, 0, 0, 0, False
    started = time.process_time()
    for _ in range(_MAX_STEPS):
        if time.process_time() - started > _MAX_CPU:
            break
        try:
            with time_limit():
                played = Played(base, answers)
                turned = _turned(played, base.number, turns)
                at_rest = not played.pending and turned and played.opened is None
                shown = played.listing(number, seen, data=data) if at_rest else None
                at_end = shown is None or (shown[1].shown == 0 and not played.has_further_parts)
                if shown and shown[1].shown == 0 and number == 1:
                    data = True
                    shown = played.listing(number, seen, data=data)
        except TooSlowError as error:
            return replace(found, ended=f"page {number}: {error}", failed=True)
        if played.pending:
            for request in played.pending[:_AT_ONCE]:
                answers[request.address] = await _text(visit, request, base)
        elif played.opened is not None:
            target = played.opened
            text = None if target.address in opened else await _text(visit, target, base)
            opened.add(target.address)
            if text is None:
                return replace(found, ended=f"page {number} was not obtained", missing=True, named=True)
            base = await with_files(visit, ListPage(target.url, text, number, page.start), (ANY,))
            turns = 0
        elif at_end and played.of_part and (not parted or None in answers.values()):
            why = "a part of the list was not obtained" if parted else "the parts of the list were not opened"
            return replace(found, ended=why, failed=True)
        elif at_end and played.leaves_parts and not (shown and played.names_more()):
            return replace(found, ended=UNREACHED, failed=True)
        elif shown is None:
            unused = played.control(number)
            if data and found.pages and found.pages[-1][1].declared == Declared():
                unused = unused or "its rows are in the data of its scripts, and no total"
            if len(found.pages) == 1 and found.lacks_pager:
                unused = unused or EMPTY_PLACE
            return replace(found, ended=f"no further page was shown, but {unused}" if unused else "no further page",
                           failed=unused is not None)  # fmt: skip
        elif shown[1].shown == 0 and played.has_further_parts and number < visit.site.max_pages:
            number, turns = number + 1, turns + 1  # a part without rows of its own
        elif shown[1].shown == 0 and played.names_more():
            why = f"page {number} shows no further rows, but the last answer names some"
            return replace(found, ended=why, failed=True)
        elif shown[1].shown == 0 and played.adding and None in (list(answers.values())[known:] or [None]):
            return replace(found, ended=f"page {number}, which a button names, was not obtained", failed=True)
        elif shown[1].shown == 0:
            obtained = number > 1 and None not in answers.values() and opened == {page.url}
            again = played.rows_again()
            if again and _repeat(found, again):
                return replace(found, ended=f"the answers repeat the rows of page {number - 1}", failed=True)
            obtained = obtained and not again
            declares = found.pages[-1][1].declared.pages if found.pages else None
            return replace(found, ended=f"page {number} shows no further rows",
                           missing=number > 1 and (declares is None or declares < number),
                           exhausted=obtained, answered=obtained and len(answers) > known)  # fmt: skip
        else:
            found.pages.append(shown)
            parted += played.of_part > 0
            known = len(answers)
            found.drawn, found.lacks_pager = played.drawn, played.lacks_pager
            seen |= {link.url for link in shown[1].links}
            if _is_whole(found):
                return replace(found, ended="all declared rows are read")
            number, turns = number + 1, turns + 1
            if number > visit.site.max_pages:
                return replace(found, ended=f"max_pages of {visit.site.max_pages} reached", failed=True)
    return replace(found, ended=f"page {number}: its scripts request or compute too much", failed=True)


async def shown(visit: SiteRequests, page: ListPage) -> ListPage | None:
    """Return a page as its scripts show it, with the answers to the requests that they make at once.

    None if they ask for too much. Raises LeftAloneError and TooSlowError.
    """
    base = await with_files(visit, page, (ANY,))
    answers: dict[str, str | None] = {}
    for _ in range(_MAX_ANSWERS):
        with time_limit():
            played = Played(base, answers)
        if not played.pending:
            return played.shown(page.number)
        for request in played.pending[:_AT_ONCE]:
            answers[request.address] = await _text(visit, request, base)
    return None


async def drawn(visit: SiteRequests, page: ListPage) -> ListPage | None:
    """Return a list's page as its scripts draw it, None if that takes too long. Raises LeftAloneError."""
    try:
        return await shown(visit, page)
    except TooSlowError:
        return None


def _turned(played: Played, first: int, turns: int) -> bool:
    """Turn pages until an answer is missing or another page is opened; return whether each turn did something."""
    for turn in range(turns):
        if played.pending or played.opened is not None:
            return True
        if not played.turn(first + turn + 1):
            return False
    return True


def _repeat(found: PlayedList, again: int) -> bool:
    """Return whether the last page had few new rows, although an answer like its own has as many as the first page."""
    shown = [listing.shown or 0 for _, listing in found.pages]
    return len(shown) > 1 and 2 * shown[-1] < shown[0] <= again


def _is_whole(found: PlayedList) -> bool:
    rows = sum(listing.shown or 0 for _, listing in found.pages)
    totals = found.pages[-1][1].declared
    return (totals.rows is not None and rows >= totals.rows) or totals.pages == len(found.pages)


async def _text(visit: SiteRequests, request: PageRequest, page: ListPage) -> str | None:
    """Return the text of an answer; None if it was not obtained."""
    if forbidden(visit.site, request.url):
        return None
    post = request if request.body is not None else None
    answer = await visit.get(request.address, "list", via=page.start, post=post, headers=request.headers)
    return await visit.text(answer, "list", post) if answer and answer.outcome in PRESENT else None
