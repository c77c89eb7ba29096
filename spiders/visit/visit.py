"""One site's night: list pages, articles, their further pages and attachments, one request at a time.

Over 300 lines: the steps of one visit, which share its result and its budget.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import replace
from urllib.parse import urljoin

from archive.warc.outcomes import ABSENT, PRESENT
from archive.wording import counted
from spiders.config.settings import Settings
from spiders.config.sitefile import List, SiteFile
from spiders.families import generic
from spiders.lists.account import NO_ROWS, Account
from spiders.lists.base import Listing, ListPage, PageRequest
from spiders.lists.links import Link
from spiders.lists.pagers.functions import ANY
from spiders.lists.reader import has_scripts, is_fragment, repeats_first_rows
from spiders.rendering.rendition import Rendition
from spiders.visit import candidates
from spiders.visit.appearance import Appearance
from spiders.visit.articles.articles import Articles, Wanted
from spiders.visit.delisted import delisted
from spiders.visit.judge import EMPTY_BODY
from spiders.visit.lists import played_lists, rendered_lists, script_files
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import MAX_REDIRECTS, Fetcher, LeftAloneError, VisitResult
from spiders.visit.time_limit import TooSlowError, time_limit

MAX_DEPTH = 2  # of columns that are parts of a list


class Visit(Articles):
    """Fetch the pages of one site that its site file and its lists name; `result` records how it went."""

    def __init__(
        self, site: SiteFile, settings: Settings, previous: PreviousCrawls, fetcher: Fetcher
    ) -> None:
        super().__init__(site, settings, previous, fetcher)
        self.vague: dict[str, tuple[Link, str]] = {}
        self._parts: dict[str, Link] = {}
        self._posted: dict[str, PageRequest] = {}  # parts of lists, by the addresses of their requests
        self._shown: dict[str, set[str]] = {}
        self._candidates: dict[str, set[str]] = {}
        self.shown = {}
        self._rendered_lists: dict[str, Rendition | str] = {}
        self._opening: dict[
            str, ListPage
        ] = {}  # the page that shows a list's first rows, by the list's address
        self._appearance = Appearance(site, previous) if site.appearance else None

    async def run(self) -> VisitResult:
        """Visit the site for one night; never raise because of what the site does."""
        started = time.monotonic()
        try:
            wanted = await self.wanted()
            self.result.candidates = len(wanted)
            for article in wanted:
                # An address that no list shows (from the site file, a known page) is always requested.
                if article.via is None or not self._previous.is_negative(article.url):
                    await self.article(article)
                self.result.visited += 1
            if self._appearance:
                await self._appearance.fetch(self)
        except LeftAloneError:
            self.result.left, self.result.out_of_budget = self._patience.why, self._patience.out_of_budget
        self._note_missing()
        self._note_delisted()
        self.result.seconds = round(time.monotonic() - started, 3)
        return self.result

    def _note_missing(self) -> None:
        """Mark the account of each list as incomplete all of whose reports lead to missing pages or to other sites: the
        addresses that were read from it may be wrong, or the site has moved."""
        known = {page.url for page in self._previous.pages(self.site.id)}
        complete = {one["url"]: one for one in self.result.lists if one["state"] == "complete"}
        for url, found in self._candidates.items():
            answers = [[self._done[at] for at in self._targets(one) if at in self._done] for one in found]
            outcomes = [steps[-1].outcome for steps in answers if steps]
            missing = bool(outcomes) and all(one in ABSENT or one == "moved" for one in outcomes)
            if url in complete and missing and not found & known:
                named = counted(len(outcomes), "report")
                away = "moved" in outcomes
                why = (
                    f"{named} found only on other sites"
                    if away
                    else f"nothing is found at the addresses of {named}"
                )
                complete[url] |= {"state": "incomplete", "why": why}

    def _note_delisted(self) -> None:
        """Mark the account of each list that no longer shows many of its known documents as incomplete."""
        known = [
            page
            for page in self._previous.pages(self.site.id)
            if (self._done[page.url].outcome if page.url in self._done else page.outcome) in PRESENT
        ]
        complete = {one["url"]: one for one in self.result.lists if one["state"] == "complete"}
        shown = {
            url: {target for one in urls for target in self._targets(one)}
            for url, urls in self._shown.items()
        }
        for url, why in delisted(known, shown, self._candidates).items():
            if url in complete:
                complete[url] |= {"state": "incomplete", "why": why}

    def _targets(self, url: str) -> Iterator[str]:
        """Yield an address and those to which it redirected tonight."""
        yield url
        for _ in range(MAX_REDIRECTS):
            answer = self._done.get(url)
            if answer is None or answer.outcome != "moved" or not answer.location:
                return
            url = generic.fragment_free(urljoin(url, answer.location))
            yield url

    async def wanted(self) -> list[Wanted]:
        """Return the night's articles: those named by the site file, those shown by lists, and known pages."""
        wanted = {url: Wanted(url) for url in map(generic.fragment_free, self.site.reports)}
        for entry in self.site.lists:
            for link, via in await self.candidates(entry):
                wanted.setdefault(link.url, Wanted(link.url, via, link.title, link.date))
        for link, via in self.vague.values():
            wanted.setdefault(link.url, Wanted(link.url, via, link.title, link.date))
        for page in self._previous.pages(self.site.id):
            wanted.setdefault(page.url, Wanted(page.url, None, page.title, page.listed))
        return list(wanted.values())

    # -- lists --

    async def candidates(self, entry: List) -> list[tuple[Link, str]]:
        """Return the links of a list that may be reports, each with the page that shows it.

        In a column of reports, entries with uninformative titles that no earlier night has read are added to
        `self.vague`, at most `MAX_VAGUE` a list; `wanted` includes them.
        """
        found: dict[str, tuple[Link, str]] = {}
        vague: dict[str, tuple[Link, str]] = {}
        seen: set[str] = set()
        at = len(self.result.lists)
        async for link, via in self.links(entry):
            if link.url not in seen and self.may_be_report(link, entry):
                found[link.url] = (link, via)
            elif link.url not in seen and candidates.is_vague(self.site, link, entry):
                vague[link.url] = (link, via)
            seen.add(link.url)
        self._shown[entry.url], self._candidates[entry.url] = seen, set(found)
        known = {page.url for page in self._previous.pages(self.site.id)}
        unread = [
            url
            for url in vague
            if url not in found and url not in known and not self._previous.is_negative(url)
        ]
        self.vague = {**self.vague, **{url: vague[url] for url in unread[: candidates.MAX_VAGUE]}}
        waiting = len(unread) - candidates.MAX_VAGUE
        if waiting > 0 and (account := self.result.lists[at])["state"] == "complete":
            why = f"{counted(waiting, 'entry', 'entries')} with uninformative titles wait for another night"
            account |= {"state": "incomplete", "why": why}
        return list(found.values())

    async def links(self, entry: List) -> AsyncIterator[tuple[Link, str]]:
        """Yield the links of a list, each with the page that shows it; where parts of it (a year, a mandate) are
        columns of their own, also their links. Each part has an account."""
        waiting = [(entry, 0)]
        parts = {generic.fragment_free(entry.url)}
        while waiting:
            one, depth = waiting.pop(0)
            at, below, leads = len(self.result.lists), 0, False
            dropped: set[str] = set()
            async for page, listing in self.pages(one):
                first = depth < MAX_DEPTH and (page.number == 1 or below > 0)
                self._posted |= {one.address: one for one in listing.posted}
                named = candidates.parts_of(self.site, listing, page, entry) if first else {}
                for url, link in named.items():
                    if url not in parts and len(parts) > candidates.MAX_PARTS_OF_LIST:
                        dropped.add(url)
                    elif url not in parts:
                        parts.add(url)
                        waiting.append((List(url=url, kind=entry.kind), depth + 1))
                        self._parts[url] = link
                        below += 1
                for link in listing.links:
                    if link.url not in named:
                        leads = leads or (depth > 0 and self.may_be_report(link, entry))
                        yield link, page.url
            account = self.result.lists[at]
            rowless = (account["why"] or "").startswith(NO_ROWS)
            if below and (rowless or (account["rows"] <= below and account["state"] != "complete")):
                account |= {
                    "state": "complete",
                    "why": None,
                    "rows": max(below, account["rows"]),
                    "ended": f"leads to {counted(below, 'further column')}",
                }
            if dropped:
                why = f"{counted(len(dropped), 'part')} beyond the first {candidates.MAX_PARTS_OF_LIST} were not read"
                account |= {"state": "incomplete", "why": why}
            if not (leads or below or one.url in self._posted) and (shown := self._parts.get(one.url)):
                # It leads to no report: it may be one itself, named by its year, and is then requested as an article.
                article = candidates.is_article(self.site, one.url) and account["rows"] <= candidates.FEW_ROWS
                if rowless or article or candidates.is_folder_of_year(shown):
                    self._done.pop(one.url, None)
                    yield shown, entry.url
                if rowless or article:
                    del self.result.lists[at]

    async def pages(self, entry: List) -> AsyncIterator[tuple[ListPage, Listing]]:
        """Yield the pages of a list, from the first until there is evidence that it ends.

        The evidence: no further page is named, the page was requested before, it is missing, or it shows no link that
        the earlier pages did not show. `result.lists` holds the list's account from the start; it is closed at the end.
        With `render: lists`, a list whose account is not complete is then rendered.
        """
        account = Account(entry.url)
        at = len(self.result.lists)
        self.result.lists.append(account.as_dict())
        try:
            async with aclosing(self._requested_pages(entry, account)) as pages:
                async for one in pages:
                    yield one
        finally:
            self.result.lists[at] = account.as_dict()
        lacks = account.state in ("incomplete", "unread") and not account.out_of_reach
        if lacks and (opening := self._opening.get(entry.url)):
            played = await played_lists.play(self, opening)
            for one in played.pages if played.replaces(account) else ():
                self.result.lists[at] = account.as_dict()
                yield one
            self.result.lists[at] = account.as_dict()
        if self.site.render and account.state in ("incomplete", "unread") and not account.out_of_reach:
            for one in await self._rendered_pages(entry, account):
                self.result.lists[at] = account.as_dict()
                yield one
            self.result.lists[at] = account.as_dict()

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
        piece = files = repeated = False
        while True:
            if request is None or request.address in requested:
                account.end("no further page" if request is None else "the next page has already been read")
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
                # A script that adds pieces of markup to a list gets an empty one at the end.
                missing = missing or (piece and answer is not None and answer.detail == EMPTY_BODY)
                account.end(
                    f"page {number}: {outcome}",
                    missing=missing and steps > 2,
                    failed=not missing or steps == 2,
                    out_of_reach=steps == 2,
                )
                return
            posted = request if request.body is not None else None
            url = answer.url.partition("#post-")[0]
            answered = posted or replace(request, url=url)
            page = ListPage(url, await self.text(answer, "list", posted), number, start, answered)
            try:
                with time_limit():
                    listing = self.read_list(page, entry)
                    piece = is_fragment(page)
                    if number == 1 and has_scripts(page):
                        self._opening[entry.url] = page
                files = files or bool(listing.undefined)
                if listing.undefined or (
                    files and listing.following is None and script_files.are_numbered(page)
                ):
                    page = await script_files.with_files(self, page, listing.undefined or (ANY,))
                    with time_limit():
                        listing = self.read_list(page, entry)
            except TooSlowError as error:
                self.result.problems.append(f"list {request.url}: {error}")
                account.end(f"page {number}: {error}", failed=True, out_of_reach=True)
                return
            self.result.list_pages += 1
            new = {link.url for link in listing.links} - links
            if listing.rows and not new and listing.following and not repeated and repeats_first_rows(page):
                repeated = True
                listing = replace(listing, rows=False)
            repeats = repeats + 1 if new and len(new) < (listing.shown or 0) / 2 and number > 1 else 0
            if repeats > 1 or (repeats and listing.counter):
                account.end(f"page {number} repeats most rows of the pages before", failed=True)
                return
            if listing.rows and not new and number > 1:
                # The same full page again for a posted form: the form was not what its control submits.
                same = posted is not None and number == 2 and listing.following is not None
                why = f"page {number} shows {'the same rows again' if same else 'no further rows'}"
                account.end(why, missing=not same, failed=same)
                return
            account.add(listing)
            if listing.rows and not new and not listing.unread:
                self.result.problems.append(f"list {generic.fragment_free(entry.url)}: no links")
            yield page, listing
            links |= new
            request = listing.following.after(request) if listing.following else None
            number += listing.rows

    def read_list(self, page: ListPage, entry: List) -> Listing:
        """Read a list page with the rule of the site file, or else with that of its family."""
        return candidates.read_list(self.site, page, entry)

    def may_be_report(self, link: Link, entry: List) -> bool:
        """Return whether a link of a list is worth fetching, judged by its host, address and title."""
        return candidates.may_be_report(self.site, link, entry)
