"""One site's night: list pages, articles, their further pages and attachments, one request at a time."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.warc.outcomes import ABSENT, PRESENT
from archive.wording import counted
from spiders.config.settings import Settings
from spiders.config.sitefile import List, SiteFile
from spiders.families import generic
from spiders.lists.account import NO_ROWS
from spiders.lists.elsewhere import is_table
from spiders.lists.links import Link
from spiders.lists.titles import known_title, names_older
from spiders.lists.unused import sentences
from spiders.visit import candidates
from spiders.visit.appearance import Appearance
from spiders.visit.articles.articles import Wanted
from spiders.visit.bounds import related
from spiders.visit.delisted import delisted
from spiders.visit.exchange import Answer
from spiders.visit.list_pages import ListPages
from spiders.visit.lists import blocks, epapers, former_sites, unused_signs
from spiders.visit.lists.siblings import settle, settle_years
from spiders.visit.lists.unused_signs import Lists
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import MAX_REDIRECTS, Fetcher, LeftAloneError, VisitResult

MAX_DEPTH = 3  # of columns that are parts of a list
PARTS_A_PAGE = 8  # how many parts of a list may be read for each of its pages


class Visit(ListPages):
    """Fetch the pages of one site that its site file and its lists name; `result` records how it went."""

    def __init__(
        self, site: SiteFile, settings: Settings, previous: PreviousCrawls, fetcher: Fetcher
    ) -> None:
        super().__init__(site, settings, previous, fetcher)
        self.vague: dict[str, tuple[Link, str]] = {}
        self._parts: dict[str, Link] = {}
        self._shown: dict[str, set[str]] = {}
        self._candidates: dict[str, set[str]] = {}
        self.former: dict[str, str] = {}  # earlier sites that the lists' pages name: names by address
        self._roots: dict[str, str] = {}  # of the parts of lists: the list's own address
        self.shown = {}
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
        await self.settle_unused()
        self.result.seconds = round(time.monotonic() - started, 3)
        return self.result

    def _note_missing(self) -> None:
        """Mark the account of each list as incomplete all of whose reports lead to missing pages or to other sites: the
        addresses that were read from it may be wrong, or the site has moved."""
        known = {page.url for page in self._previous.pages(self.site.id)}
        complete = {one["url"]: one for one in self.result.lists if one["state"] == "complete"}
        for url, found in self._candidates.items():
            answers = [[self._done[at] for at in self._targets(one) if at in self._done] for one in found]
            ends = [steps[-1] for steps in answers if steps]
            missing = bool(ends) and all(one.outcome in ABSENT or one.outcome == "moved" for one in ends)
            if url in complete and missing and not found & known:
                why = self._why_missing(ends)
                complete[url] |= {"state": "incomplete", "why": why}

    def _why_missing(self, ends: list[Answer]) -> str:
        """Describe why none of a list's reports was found, by the last answer of each."""
        named = counted(len(ends), "report")
        led = [urljoin(one.url, one.location) for one in ends if one.outcome == "moved" and one.location]
        if any(not related(self.site.homepage, one) for one in led):
            return f"{named} found only on other sites"
        if led:
            return f"the redirects of {named} were not followed: {led[0]}"
        return f"nothing is found at the addresses of {named}"

    def _note_delisted(self) -> None:
        """Mark the account of each list that no longer shows many of its known documents as incomplete, and note those
        of a list that no longer shows some: with the earlier nights' rows they are a loss, too."""
        named = set(map(generic.fragment_free, self.site.reports))
        known = [
            page
            for page in self._previous.pages(self.site.id)
            if page.url not in named
            and (self._done[page.url].outcome if page.url in self._done else page.outcome) in PRESENT
        ]
        complete = {one["url"]: one for one in self.result.lists if one["state"] == "complete"}
        shown = {
            url: {target for one in urls for target in self._targets(one)}
            for url, urls in self._shown.items()
        }
        for url, found in delisted(known, shown, self._candidates).items():
            if url in complete:
                many = {"state": "incomplete", "why": found.words} if found.many else {}
                complete[url] |= {"delisted": found.words, **many}

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
        self.settle_lists()
        for link, via in self.vague.values():
            wanted.setdefault(link.url, Wanted(link.url, via, known_title(link.title), link.date))
        for page in self._previous.pages(self.site.id):
            wanted.setdefault(page.url, Wanted(page.url, None, page.title, page.listed))
        return list(wanted.values())

    def settle_lists(self) -> None:
        """Close the accounts about which only the other lists leave no doubt, once all lists are read."""
        settle(self.result.lists, self.shapes, self.oldest)
        parts = {url: link.title for url, link in self._parts.items()}
        settle_years(self.result.lists, self.shapes, parts, self._roots)

    async def settle_unused(self) -> None:
        """Open the accounts of lists beside whose rows something was left unused."""
        listed = {url: list(urls) for url, urls in self._candidates.items()}
        parts = {url: link.title for url, link in self._parts.items()}
        await unused_signs.settle(self, Lists(self.left_unused.reads, self._roots, parts, listed))
        for url, name in former_sites.unknown(self.site, self.former).items():
            if self.result.lists:
                self.result.lists[0]["ended"] += f"; {former_sites.described(url, name)}"

    # -- lists --

    async def candidates(self, entry: List) -> list[tuple[Link, str]]:
        """Return the links of a list that may be reports, each with the page that shows it.

        In a column of reports, entries with uninformative titles that no earlier night has read are added to
        `self.vague`, at most `MAX_VAGUE` a list; `wanted` includes them.
        """
        found: dict[str, tuple[Link, str]] = {}
        vague: dict[str, tuple[Link, str]] = {}
        seen: set[str] = set()
        away: set[str] = set()
        at = len(self.result.lists)
        for link, via in self.known_rows([one async for one in self.links(entry)]):
            if link.url not in seen and self.may_be_report(link, entry):
                found[link.url] = (link, via)
            elif link.url not in seen and candidates.is_vague(self.site, link, entry):
                vague[link.url] = (link, via)
            elif candidates.is_out_of_reach(self.site, link):
                away.add(link.url)
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
        if away and at < len(self.result.lists) and (account := self.result.lists[at])["state"] == "complete":
            hosts = ", ".join(sorted({urlsplit(url).netloc for url in away}))
            why = f"{counted(len(away), 'report')} on hosts that the site file does not name: {hosts}"
            account |= {"state": "incomplete", "why": why}
        return list(found.values())

    async def links(self, entry: List) -> AsyncIterator[tuple[Link, str]]:
        """Yield the links of a list, each with the page that shows it; where parts of it (a year, a mandate) are
        columns of their own, also their links. Each part has an account."""
        # A survey that only looks at a column reads few pages of it, and few parts.
        most = min(candidates.MAX_PARTS_OF_LIST, PARTS_A_PAGE * self.site.max_pages)
        waiting = [(entry, 0)]
        parts = {generic.fragment_free(entry.url)}
        columns: set[str] = set()  # of the parts, those that are surely lists
        announced: set[str] = set()  # those of which a sentence says that older entries are there
        while waiting:
            one, depth = waiting.pop(0)
            at, below, leads, indexes, sections = len(self.result.lists), 0, False, False, False
            in_blocks = False
            shown_at = one.url
            dropped: set[str] = set()
            self._roots[one.url] = entry.url
            async for page, listing in self.pages(one):
                first = page.number == 1 or below > 0
                if page.number == 1 and not depth:
                    self.former |= {link.url: link.title for link in former_sites.of(page.links, page.url)}
                self._posted |= {one.address: one for one in listing.posted}
                named = (
                    candidates.parts_of(self.site, listing, page, entry, goes_on=below > 0) if first else {}
                )
                issues = epapers.parts(self.site, page, depth) if first else {}
                named, shown_at = named | issues, page.url if first else shown_at
                older = blocks.older_behind(self.site, page) if first or sentences.may_have(page) else {}
                named = named | older
                announced |= {url for url, link in older.items() if not names_older(link.title)}
                if first and entry.kind != "mixed":
                    found_in = blocks.of(self.site, page, entry)
                    ahead = listing.following.url if listing.following else None
                    named = named | {url: link for url, link in found_in.columns.items() if url != ahead}
                    in_blocks = in_blocks or found_in.hold(page)
                    columns |= set(found_in.columns)
                if depth and first and entry.kind != "mixed":
                    found = candidates.sections_of(self.site, page)
                    named, sections = named | found, sections or bool(found)
                if itself := self._parts.get(one.url):  # another address of the part that is open: Collapse=3
                    named = {url: link for url, link in named.items() if link.title != itself.title}
                indexes = indexes or bool(named)
                for url, link in named.items():
                    full = depth >= MAX_DEPTH or len(parts) > most
                    if url not in parts and full:
                        dropped.add(url)
                    elif url not in parts:
                        parts.add(url)
                        waiting.append((List(url=url, kind=entry.kind), depth + 1))
                        self._parts[url] = link
                        below += 1
                for link in listing.links:
                    if link.url not in named and link.url not in parts:
                        leads = leads or (depth > 0 and self.may_be_report(link, entry))
                        yield link, page.url
            account = self.result.lists[at]
            rowless = (account["why"] or "").startswith(NO_ROWS)
            only_leads = rowless or in_blocks or (sections and not leads) or account["rows"] <= below
            closes = below and only_leads and not _declares_more(account, below)
            if closes and account["state"] != "complete":
                account |= {
                    "state": "complete",
                    "why": None,
                    "rows": max(below, account["rows"]),
                    "ended": f"leads to {counted(below, 'further column')}",
                }
            if dropped:
                bound = f"the first {most}" if depth < MAX_DEPTH else f"level {MAX_DEPTH}"
                why = f"{counted(len(dropped), 'part')} beyond {bound} were not read"
                account |= {"state": "incomplete", "why": why}
            if entry.pages is None:
                epapers.settle(account, tuple(parts), shown_at, depth)
            listed = leads or indexes or one.url in columns or one.url in self._posted or is_table(one.url)
            if not listed and (shown := self._parts.get(one.url)):
                # It leads to no report: it may be one itself, named by its year, and is then requested as an article.
                article = candidates.is_article(self.site, one.url) and account["rows"] <= candidates.FEW_ROWS
                if rowless or article or candidates.is_folder_of_year(shown):
                    wanted = self.may_be_report(shown, entry) or candidates.is_vague(self.site, shown, entry)
                    if wanted:  # the topic page of a year is not, and was read
                        self._done.pop(one.url, None)
                    yield shown, entry.url
                if (rowless or article) and one.url not in announced:
                    del self.result.lists[at]


def _declares_more(account: dict[str, Any], below: int) -> bool:
    """Return whether a list declares more pages than were read, or more rows than its own and those of its columns."""
    rows, pages = account["declared"]["rows"] or 0, account["declared"]["pages"] or 0
    return bool(rows > max(account["rows"], below) or pages > max(1, account["pages"]))
