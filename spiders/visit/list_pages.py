"""The pages of a list, one after the other: requested, played by their scripts, or rendered, with an account."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.config.settings import Settings
from spiders.config.sitefile import List, SiteFile
from spiders.families import generic
from spiders.lists.account import NO_FURTHER, NO_WORD, Account
from spiders.lists.base import (
    Declared,
    Listing,
    ListPage,
    PageRequest,
    ends_early,
    has_scripts,
    is_answer,
    is_fragment,
    repeats_first_rows,
)
from spiders.lists.interfaces import next_rows
from spiders.lists.links import Link
from spiders.lists.rows import are_alike, is_step
from spiders.lists.titles import names_part
from spiders.lists.unused.net import has_next
from spiders.rendering.rendition import Rendition
from spiders.visit import candidates
from spiders.visit.articles.posted_articles import PostedArticles
from spiders.visit.judge import EMPTY_BODY
from spiders.visit.lists import framesets, played_lists, rendered_lists, script_files
from spiders.visit.lists.left_unused import LeftUnused, as_page, first_by_number, may_draw_more
from spiders.visit.lists.siblings import Shape, oldest_year, shape_of
from spiders.visit.lists.site_map import SiteMap, may_add, older_rows
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.time_limit import TooSlowError, time_limit

SECOND: Final = 2  # page
THIRD: Final = 3


class ListPages(PostedArticles):
    """Read the pages of a site's lists; `result.lists` holds an account of each."""

    def __init__(
        self, site: SiteFile, settings: Settings, previous: PreviousCrawls, fetcher: Fetcher
    ) -> None:
        super().__init__(site, settings, previous, fetcher)
        self.styled = set()
        self.unshown = {}
        self._rendered_lists: dict[str, Rendition | str] = {}
        self._opening: dict[str, ListPage] = {}  # a list's own page with its scripts, by the list's address
        self._first_rows: dict[str, ListPage] = {}
        self._site_maps: dict[str, SiteMap] = {}
        self.left_unused = LeftUnused(self, previous)
        self.shapes: dict[str, Shape] = {}  # of the lists' first pages of rows
        self.oldest: dict[str, int] = {}  # of the lists' pages, as `oldest_year`

    async def pages(self, entry: List) -> AsyncIterator[tuple[ListPage, Listing]]:
        """Yield the pages of a list, from the first until there is evidence that it ends.

        The evidence: no further page is named, the page was requested before, it is missing, or it shows no link that
        the earlier pages did not show. `result.lists` holds the list's account from the start; it is closed at the end.
        With `render: lists`, a list whose account is not complete is then rendered.
        """
        account = Account(entry.url)
        at = len(self.result.lists)
        read: set[str] = set()
        pages_read: list[tuple[ListPage, Listing]] = []
        run = False  # the pages are as scripts or a browser showed them
        self.result.lists.append(account.as_dict())
        try:
            async with contextlib.aclosing(self._requested_pages(entry, account)) as pages:
                async for one in pages:
                    read |= {link.url for link in one[1].links if not names_part(link.title)}
                    pages_read.append(one)
                    yield one
                    if len(pages_read) > 2:
                        pages_read[-2][0].release()
        finally:
            self.result.lists[at] = account.as_dict()
        if account.first_is_short:
            for one in await first_by_number(self, entry, account, pages_read):
                yield one
            self.result.lists[at] = account.as_dict()
        lacks = (account.state in ("incomplete", "unread") or account.believed) and not account.out_of_reach
        opening = self._opening.get(entry.url)
        drawn = None
        if opening and account.state == "complete" and may_draw_more(opening, pages_read):
            drawn = await played_lists.drawn(self, opening)
        has_parts = (
            opening is not None
            and account.state == "complete"
            and played_lists.may_have_parts(drawn or opening)
        )
        self.left_unused.note(entry, [*pages_read, *as_page(drawn)], run=False)
        unused = self.left_unused.of(account)
        if opening and (lacks or has_parts or unused):
            played = await played_lists.play(self, opening)
            before, rows = read, account.rows
            run = played.replaces(account)
            pages_read = played.pages if run else pages_read
            drawn = None if run else drawn
            for one in played.pages if run else ():
                self.result.lists[at] = account.as_dict()
                read = read | {link.url for link in one[1].links}
                yield one
            lost = played.lacks(before) if account.rows > rows else None
            if has_parts and (lost or played.ended == played_lists.UNREACHED):
                account.state, account.why = "incomplete", lost or played.ended
            self.result.lists[at] = account.as_dict()
        first = self._first_rows.get(entry.url)
        beyond = first and not account.out_of_reach
        if first and beyond and (account.state == "incomplete" or may_add(first, account)):
            for one in await older_rows(self, first, account, self._site_maps, read):
                yield one
            self.result.lists[at] = account.as_dict()
        self.left_unused.note(entry, [*pages_read, *as_page(drawn)], run=run)
        if not self.site.render or account.out_of_reach:
            return
        unused = self.left_unused.of(account)
        if account.state in ("incomplete", "unread") or unused:
            rows = account.rows
            if unused:
                account.state, account.why = "incomplete", unused
            rendered = await self._rendered_pages(entry, account)
            if unused and account.rows <= rows:  # the visit decides whether that is all
                account.state, account.why, account.rendered = "complete", None, None
            for one in rendered:
                self.result.lists[at] = account.as_dict()
                yield one
            self.result.lists[at] = account.as_dict()
            if account.rendered:
                self.left_unused.note(entry, rendered, run=True)

    async def _rendered_pages(self, entry: List, account: Account) -> list[tuple[ListPage, Listing]]:
        """Return the pages of a list as a browser shows them; the account becomes theirs if they show more of it."""
        made = self._rendered_lists.get(entry.url)
        if made is None or (isinstance(made, Rendition) and made.reason == "limit"):
            made = await rendered_lists.rendition(self, entry, self._settings, self._fetcher)
            self._rendered_lists[entry.url] = made
        if isinstance(made, str):
            account.why = f"{account.why}; {made}"
            return []
        pages = made.pages()
        self.result.list_pages += len(pages)
        shown = Account(entry.url)
        for _, listing in pages:
            shown.add(listing)
        shown.end(
            made.ended, missing=made.reason in ("last", "end"), failed=made.reason in ("failed", "limit")
        )
        account.replace_by(shown)
        if account.rendered:  # what the server sent had no links
            empty = f"list {generic.fragment_free(entry.url)}: no links"
            self.result.problems = [problem for problem in self.result.problems if problem != empty]
        return pages

    async def _requested_pages(
        self, entry: List, account: Account
    ) -> AsyncGenerator[tuple[ListPage, Listing], None]:
        """Yield the pages of a list as the server sends them, and close its account."""
        request: PageRequest | None = self._posted.get(entry.url)
        start = entry.url if request is None else request.url
        request = request or PageRequest(generic.fragment_free(entry.url))
        requested: set[str] = set()
        links: set[str] = set()
        number = steps = 1
        repeats = 0  # pages in a row that show mostly known rows
        piece = repeated = False
        files: tuple[str, ...] = ()  # the functions for which script files were requested
        pager = data_file = ""  # of another frame; of the page before
        while True:
            if request is None or request.address in requested:
                ended = NO_FURTHER if request is None else "the next page has already been read"
                again = repeats > 0 and number == THIRD and account.declared == Declared() and account.is_even
                account.end("page 2 repeats most rows of page 1" if again else ended, failed=again)
                return
            if number > self.site.max_pages or steps > 2 * self.site.max_pages:
                account.end(f"max_pages of {self.site.max_pages} reached", failed=True, out_of_reach=True)
                return
            requested.add(request.address)
            steps += 1
            answer = await self.get(
                request.address, "list", via=entry.url if steps > 2 else None,
                post=request if request.body is not None else None, headers=request.headers,
            )  # fmt: skip
            if answer is None or answer.outcome not in PRESENT:
                outcome = (answer.detail or answer.outcome) if answer else "not requested"
                if account.pages == 0 and steps > 2:
                    outcome = f"{request.url}: {outcome}"
                if steps == 2:
                    self.result.problems.append(
                        f"list {request.url}: {answer.outcome if answer else 'not requested'}"
                    )
                missing = answer is not None and answer.outcome in ("gone", "soft_404")
                if missing and number == SECOND and (other := next_rows.other_file(data_file, request)):
                    request = other
                    continue
                # A script that adds pieces of markup to a list gets an empty one at the end.
                missing = missing or (piece and answer is not None and answer.detail == EMPTY_BODY)
                account.end(
                    f"page {number}: {outcome}",
                    missing=missing and steps > 2,
                    failed=not missing or steps == 2,
                    out_of_reach=steps == 2,
                    named=not piece,
                )
                return
            posted = request if request.body is not None else None
            url = answer.url.partition("#post-")[0]
            answered = posted or replace(request, url=url)
            text, headers = await self.text(answer, "list", posted), self.headers_of_list(answer)
            page = ListPage(url, text, number, start, answered, headers=headers)
            account.lost = account.lost or self.unshown.get(answer.url)
            try:
                frames = await framesets.whole(self, page, pager)
                page, pager = frames.page, frames.pager
                account.lost = account.lost or next(iter(frames.lost), None)
                with time_limit():
                    listing = self.read_list(page, entry)
                    piece = is_fragment(page)
                    if number == 1 and has_scripts(page):
                        self._opening[entry.url] = page
                files = files or listing.undefined
                if listing.undefined or (files and listing.following is None and has_scripts(page)):
                    page = await script_files.with_files(self, page, listing.undefined or files)
                    with time_limit():
                        listing = self.read_list(page, entry)
            except TooSlowError as error:
                self.result.problems.append(f"list {request.url}: {error}")
                account.end(f"page {number}: {error}", failed=True, out_of_reach=True)
                return
            self.result.list_pages += 1
            account.cut = account.cut or ends_early(page)
            if request.searched and listing.rows and not (listing.shown or listing.unread):
                listing = replace(listing, declared=Declared(), shown=0, unread=NO_WORD)
            new = {link.url for link in listing.links if number == 1 or not is_step(link)} - links
            shows = bool(listing.rows and (listing.following or listing.shown))
            if shows and not new and not repeated and repeats_first_rows(page):
                repeated = True
                listing = replace(listing, rows=False)
            repeats = repeats + 1 if new and len(new) < (listing.shown or 0) / 2 and number > 1 else 0
            if repeats > 1 or (repeats and listing.counter):
                account.end(f"page {number} repeats most rows of the pages before", failed=True)
                return
            if listing.rows and not new and number > 1:
                # The same full page again for a posted form: the form was not what its control submits.
                same = posted is not None and number == 2 and listing.following is not None
                first = self._first_rows.get(entry.url) if number == 2 else None
                same = same or (first is not None and self._leads_on(first, page, entry, account))
                why = f"page {number} shows {'the same rows again' if same else 'no further rows'}"
                wrong = number == 2 and (account.declared.pages or 0) > 1  # its address may be
                if number == SECOND and (other := next_rows.other_file(data_file, request)):
                    request = other
                    continue
                if not_read := listing.unread or listing.lost:
                    account.end(f"page {number}: {not_read}", failed=True)
                else:
                    account.end(why, missing=not same and not wrong, failed=same)
                return
            known = len({link.url for link in listing.links} & links) if is_answer(page) else 0
            known = listing.shown - len(new) if repeats and listing.shown else known  # or of a menu
            first, shown = self._first_rows.get(entry.url), account.rows
            account.add(listing, known)
            if number == 2 and first and is_answer(page) and not are_alike(first, shown, listing.links):
                account.lost = account.lost or f"the rows of {request.address} may be those of another list"
            if number == 1 and listing.rows:
                self._first_rows[entry.url] = page
                if shape := shape_of(page, listing):
                    self.shapes[entry.url] = shape
            if year := oldest_year(listing.links):
                self.oldest[entry.url] = min(year, self.oldest.get(entry.url, year))
            if listing.rows and not new and not listing.unread:
                self.result.problems.append(f"list {generic.fragment_free(entry.url)}: no links")
            yield page, listing
            if listing.following and account.has_all and is_answer(page) and not listing.goes_on:
                account.end("all declared rows are read")
                return
            links |= {link.url for link in listing.links}
            data_file = request.url
            request = listing.following.after(request) if listing.following else None
            request = framesets.counted_on(request, page, account.declared) if pager else request
            number += listing.rows

    def _leads_on(self, first: ListPage, again: ListPage, entry: List, account: Account) -> bool:
        """Return whether a second page with the rows of the first leads on as if it were the first: the server may not
        have understood which page was asked for.

        Not if the pages are counted, nor if only a field for the number of any page led here.
        """
        if account.declared.pages is not None or is_answer(again):
            return False
        again = replace(again, url=first.url, request=first.request, number=1)
        try:
            with time_limit():
                listing = self.read_list(again, entry)
                return bool(listing.shown and listing.following) and has_next(again)
        except TooSlowError:
            return True

    def read_list(self, page: ListPage, entry: List) -> Listing:
        """Read a list page with the rule of the site file, or else with that of its family."""
        return candidates.read_list(self.site, page, entry)

    def may_be_report(self, link: Link, entry: List) -> bool:
        """Return whether a link of a list is worth fetching, judged by its host, address and title."""
        return candidates.may_be_report(self.site, link, entry)
