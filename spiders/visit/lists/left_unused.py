"""What is left unused on the pages of a visit's lists, noted while the lists are read."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.warc.outcomes import ABSENT, PRESENT
from spiders.config.sitefile import List
from spiders.lists.account import Account
from spiders.lists.base import Listing, ListPage, is_answer, is_fragment
from spiders.lists.pagers.links import number_in
from spiders.lists.rows import targets_of
from spiders.lists.unused import net
from spiders.lists.unused.net import Read
from spiders.visit import candidates
from spiders.visit.bounds import forbidden
from spiders.visit.lists.siblings import Shape, are_of_one_template, shape_of
from spiders.visit.lists.unused_signs import of_page, whys
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

_ARTICLES: Final = 2  # of earlier nights, to see what stands on all pages of a site


class LeftUnused:
    """Note what is left unused on the pages of a visit's lists; `reads` holds it by the list's address."""

    def __init__(self, visit: SiteRequests, previous: PreviousCrawls) -> None:
        self.reads: dict[str, Read] = {}
        self._visit, self._previous = visit, previous
        self._of_articles: set[str] | None = None

    def of(self, account: Account) -> str:
        """Return what is left unused on the pages of a list that is read completely, as far as it is the list's own."""
        read = self.reads.get(account.url)
        if read is None or account.state != "complete" or not read.signs:
            return ""
        return whys(of_page(self._visit, account.as_dict(), read, self._marks()))

    def _marks(self) -> set[str]:
        """Return the marks of what stands on articles of earlier nights, and so has nothing to do with a list."""
        if self._of_articles is None:
            self._of_articles = set()
            known = [one.url for one in self._previous.pages(self._visit.site.id) if one.outcome in PRESENT]
            stored = [
                (url, body) for url in known[:_ARTICLES] if (body := self._previous.body(url)) is not None
            ]
            for url, body in stored:
                with contextlib.suppress(TooSlowError), time_limit():
                    self._of_articles |= net.marks(ListPage(url, candidates.page_text(*body), 1, url))
        return self._of_articles

    def note(self, entry: List, pages: Sequence[tuple[ListPage, Listing]], *, run: bool) -> None:
        """Note what is left unused on a list's pages; the account is judged by it once the visit is over.

        How a list is paged is what its site file says, if it does; with `pages: {kind: none}` a person has looked.
        """
        if entry.pages is not None and entry.pages.kind == "none":
            return
        try:
            with time_limit():
                read = self.reads[entry.url] = net.of(pages, run=run)
                if entry.pages is not None:
                    read.signs = [one for one in read.signs if one.kind in ("part", "frame", "row")]
        except TooSlowError as error:
            self._visit.result.problems.append(f"list {entry.url}: {error}")


async def first_by_number(
    visit: SiteRequests, entry: List, account: Account, pages: Sequence[tuple[ListPage, Listing]]
) -> list[tuple[ListPage, Listing]]:
    """Return the first page of a list as the pager of its others numbers it (`list-1.html`), if it has rows that stand
    neither on the list's own page, which has fewer than the others, nor on those.

    The account is closed if no row stands between the two: the numbered page has only known rows, and more than the
    list's own, or there is none, and the list's own page is of another template. Raises LeftAloneError.
    """
    (first, _), (second, _) = pages[:2]
    before = _before(first.url, second.url) if second.requested.body is None else None
    if before is None or forbidden(visit.site, before) or is_answer(second) or is_fragment(second):
        return []
    answer = await visit.get(before, "list", via=entry.url)
    if answer is None or answer.outcome not in (*PRESENT, *ABSENT):
        return []
    try:
        with time_limit():
            rows = targets_of(first)
            apart = not are_of_one_template(_shape(first), _shape(second))
            if answer.outcome in ABSENT:
                found = None
            else:
                found = ListPage(answer.url, await visit.text(answer, "list"), 1, first.start)
            shown = targets_of(found) if found else set()
            known = {link.url for _, listing in pages for link in listing.links}
            if found and shown - known:
                listing = replace(candidates.read_list(visit.site, found, entry), uneven=True)
                account.add(listing, len(shown & known))
                account.set_first_apart()
                return [(found, listing)]
            if len(shown) > len(rows) or (apart and shown <= rows):
                account.set_first_apart()
    except TooSlowError as error:
        visit.result.problems.append(f"list {entry.url}: {error}")
    return []


def _before(first: str, second: str) -> str | None:
    """Return the address of the page before the second, by the number in the second's: `list-1.html`, `?page=1`."""
    number = number_in(first, second)
    if not number:
        return None
    at = second.rindex(str(number))
    return f"{second[:at]}{number - 1}{second[at + len(str(number)) :]}"


def _shape(page: ListPage) -> Shape | None:
    return shape_of(page, Listing(()))


def may_draw_more(opening: ListPage, pages: Sequence[tuple[ListPage, Listing]]) -> bool:
    """Return whether the scripts of a list's page may draw more than the rows that an answer brought."""
    if all(listing.rows and not is_answer(page) for page, listing in pages):
        return False
    try:
        with time_limit():
            return net.draws_several(opening)
    except TooSlowError:
        return False


def as_page(page: ListPage | None) -> list[tuple[ListPage, Listing]]:
    """Return a list's page as its scripts draw it, as one that has no rows of its own."""
    return [] if page is None else [(page, Listing((), rows=False))]
