"""One site's night: robots.txt, list pages, articles, attachments, one request at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.warc.captures import Role
from archive.warc.outcomes import PRESENT
from spiders.config.settings import Settings, is_loopback
from spiders.config.sitefile import List, SiteFile
from spiders.families import generic
from spiders.families.account import Account
from spiders.families.base import Listing, ListPage, PageRequest
from spiders.families.links import Link, is_file
from spiders.visit import candidates
from spiders.visit.bounds import OutOfBoundsError, forbidden, forbidden_robots
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.politeness import Patience, Robots, retry_after
from spiders.visit.previous_crawls import PreviousCrawls

MAX_REDIRECTS = 5
MAX_TRIES = 3  # of one address, where the server itself asks for patience
Fetch = Callable[[str, Purpose], Awaitable[Answer]]
Refuse = Callable[[str, Purpose, str], Answer]
SetFloor = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How a visit reaches the world: fetch an address, note a forbidden one, set a host's pause."""

    fetch: Fetch
    refuse: Refuse
    set_floor: SetFloor


@dataclass(slots=True)
class VisitResult:
    """What one site's night came to; goes into the crawl's summary.

    `out_of_budget`: it was left only because its budget or the hours ended, so the same run may go on later.
    `lists`: the completeness account of each list, as `Account.as_dict` gives it.
    """

    requests: int = 0
    replayed: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    list_pages: int = 0
    candidates: int = 0
    visited: int = 0
    left: str | None = None
    out_of_budget: bool = False
    problems: list[str] = field(default_factory=list)
    lists: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article to fetch, and what the list said of it."""

    url: str
    via: str | None = None
    title: str | None = None
    listed: str | None = None


class LeftAloneError(Exception):
    """The site is left alone for the rest of the night."""


class Visit:
    """Fetches what one site file names; `told` says how it went."""

    def __init__(
        self, site: SiteFile, settings: Settings, previous: PreviousCrawls, fetcher: Fetcher
    ) -> None:
        self.site = site
        self.result = VisitResult()
        self._settings = settings
        self._previous = previous
        self._fetcher = fetcher
        crawl = settings.crawl
        self._patience = Patience(site.max_requests or crawl.max_requests, crawl.max_minutes * 60)
        self._robots: dict[str, Robots] = {}
        self._done: dict[str, Answer] = {}
        self._vague: dict[str, tuple[Link, str]] = {}

    async def run(self) -> VisitResult:
        """The whole night of the site; never raises for what the site does."""
        started = time.monotonic()
        try:
            wanted = await self.wanted()
            self.result.candidates = len(wanted)
            for article in wanted:
                if article.via is None or not self._previous.is_negative(article.url):
                    await self.article(article)
                self.result.visited += 1
        except LeftAloneError:
            self.result.left, self.result.out_of_budget = self._patience.why, self._patience.out_of_budget
        self.result.seconds = round(time.monotonic() - started, 3)
        return self.result

    @property
    def left(self) -> str | None:
        """Why the site is left alone; None while it is not."""
        return self._patience.why

    @property
    def out_of_budget(self) -> bool:
        """Whether the site was left only because its budget or the hours ended."""
        return self._patience.out_of_budget

    async def wanted(self) -> list[Wanted]:
        """The night's articles: those that the site file names, those that the lists show, known pages."""
        wanted = {url: Wanted(url) for url in map(generic.fragment_free, self.site.reports)}
        for entry in self.site.lists:
            for link, via in await self.candidates(entry):
                wanted.setdefault(link.url, Wanted(link.url, via, link.title, link.date))
        for link, via in self._vague.values():
            wanted.setdefault(link.url, Wanted(link.url, via, link.title, link.date))
        for page in self._previous.pages(self.site.id):
            wanted.setdefault(page.url, Wanted(page.url, None, page.title, page.listed))
        return list(wanted.values())

    # -- lists --

    async def candidates(self, entry: List) -> list[tuple[Link, str]]:
        """The links of a list that may be reports, each with the page that shows it.

        Entries of a column of reports whose titles say little, and that no earlier night has read, are kept for
        `wanted`, up to a budget.
        """
        found: dict[str, tuple[Link, str]] = {}
        vague: dict[str, tuple[Link, str]] = {}
        seen: set[str] = set()
        async for page, listing in self.pages(entry):
            for link in listing.links:
                if link.url not in seen and self.may_be_report(link, entry):
                    found[link.url] = (link, page.url)
                elif link.url not in seen and candidates.is_vague(self.site, link, entry):
                    vague[link.url] = (link, page.url)
                seen.add(link.url)
        unread = [url for url in vague if url not in found and not self._previous.is_negative(url)]
        self._vague = {**self._vague, **{url: vague[url] for url in unread[: candidates.MAX_VAGUE]}}
        return list(found.values())

    async def pages(self, entry: List) -> AsyncIterator[tuple[ListPage, Listing]]:
        """The pages of a list, from the first until the evidence says that there are no more.

        The evidence: no further page is named, it was requested before, it is missing, or it shows no link that the
        pages before did not show. The list's account is in `result.lists` from the start, closed at the end.
        """
        account = Account(entry.url)
        at = len(self.result.lists)
        self.result.lists.append(account.as_dict())
        request: PageRequest | None = PageRequest(generic.fragment_free(entry.url))
        requested: set[str] = set()
        links: set[str] = set()
        number = steps = 1
        try:
            while True:
                if request is None or request.address in requested:
                    account.end("no further page" if request is None else "the next page was read before")
                    return
                if number > self.site.max_pages or steps > 2 * self.site.max_pages:
                    account.end(f"max_pages of {self.site.max_pages} reached", failed=True)
                    return
                requested.add(request.address)
                steps += 1
                answer = await self.get(
                    request.address, "list", via=entry.url if steps > 2 else None,
                    post=request if request.body is not None else None,
                )  # fmt: skip
                if answer is None or answer.outcome not in PRESENT:
                    outcome = (answer.detail or answer.outcome) if answer else "not requested"
                    if steps == 2:
                        self.result.problems.append(
                            f"list {request.url}: {answer.outcome if answer else 'not asked'}"
                        )
                    missing = answer is not None and answer.outcome in ("gone", "soft_404")
                    account.end(
                        f"page {number}: {outcome}",
                        missing=missing and steps > 2,
                        failed=not missing or steps == 2,
                    )
                    return
                posted = request if request.body is not None else None
                url = answer.url.partition("#post-")[0]
                page = ListPage(url, await self.text(answer, "list", posted), number, entry.url, posted)
                listing = self.read_list(page, entry)
                self.result.list_pages += 1
                new = {link.url for link in listing.links} - links
                if listing.rows and not new and number > 1:
                    account.end(f"page {number} shows no further rows", missing=True)
                    return
                account.add(listing)
                if listing.rows and not new:
                    self.result.problems.append(f"list {request.url}: no links")
                yield page, listing
                links |= new
                request = listing.following
                number += listing.rows
        finally:
            self.result.lists[at] = account.as_dict()

    def read_list(self, page: ListPage, entry: List) -> Listing:
        """What a list page yields, read as the site file says or else as its family does."""
        return candidates.read_list(self.site, page, entry)

    def may_be_report(self, link: Link, entry: List) -> bool:
        """Whether a link of a list is worth fetching, by its host, its address and its title."""
        return candidates.may_be_report(self.site, link, entry)

    # -- articles --

    async def article(self, wanted: Wanted) -> Answer | None:
        """Fetch an article and the document files that it offers."""
        answer = await self.get(
            wanted.url, "article", via=wanted.via, title=wanted.title, listed=wanted.listed
        )
        if answer is None or answer.outcome not in PRESENT or is_file(answer.url):
            return answer
        text = await self.text(answer, "article")
        for url, part in ((answer.url, text), *[one async for one in self.parts(answer.url, text)]):
            for link in self.offered(url, part):
                await self.get(link.url, "attachment", via=answer.url, title=link.title or None)
        return answer

    async def parts(self, url: str, text: str) -> AsyncIterator[tuple[str, str]]:
        """Fetch the further pages of an article that has several, in their order: addresses and texts.

        They are captures of the article's page, as its files are: role `attachment`, linked from the first page.
        """
        requested = {url}
        waiting = candidates.further_pages(url, text)
        while waiting and len(requested) <= candidates.MAX_PARTS:
            address = waiting.pop(0)
            if address in requested or forbidden(self.site, address):
                continue
            requested.add(address)
            answer = await self.get(address, "attachment", via=url)
            if answer is None or answer.outcome not in PRESENT or is_file(answer.url):
                continue
            part = await self.text(answer, "attachment")
            yield answer.url, part
            waiting += candidates.further_pages(answer.url, part)

    def offered(self, url: str, text: str) -> list[Link]:
        """The document files that an article offers, within the site's hosts."""
        links = candidates.offered(url, text)
        for link in links:
            if why := forbidden(self.site, link.url):
                self.result.problems.append(f"attachment of {url}: {why}")
        return candidates.within(self.site, links)

    async def text(self, answer: Answer, role: Role, post: PageRequest | None = None) -> str:
        """The text of an answer, from the archive where the server said that it did not change."""
        body, content_type = answer.body, answer.content_type
        if not body and answer.outcome in ("not_modified", "unchanged"):
            stored = self._previous.body(answer.url)
            if stored is None:
                purpose = Purpose(self.site.id, role, self.site.homepage, whole=True, post=post)
                again = await self._fetcher.fetch(answer.url, purpose)
                self._note(again)
                stored = again.body, again.content_type
            body, content_type = stored
        return candidates.page_text(body, content_type)

    # -- one address --

    async def get(
        self,
        url: str,
        role: Role,
        *,
        via: str | None = None,
        title: str | None = None,
        listed: str | None = None,
        post: PageRequest | None = None,
    ) -> Answer | None:
        """The answer of an address, redirects followed within the site's bounds; None if it was not asked.

        With `post`, `url` is its address, and a redirect is followed by a GET.

        Each address is asked once a night. Raises LeftAloneError when the site is to be left alone.
        """
        chain: tuple[str, ...] = ()
        while True:
            known = self._done.get(url) if url not in chain else None
            chain = (*chain, url)
            purpose = Purpose(self.site.id, role, self.site.homepage, via, title, listed, chain, post=post)
            answer = known or await self._ask(url, purpose)
            if answer is None:
                return None
            self._done[url] = answer
            if answer.outcome != "moved" or not answer.location:
                return answer
            target = generic.fragment_free(urljoin(url, answer.location))
            why = self._forbidden(target, role)
            if len(chain) > MAX_REDIRECTS or chain.count(target) > 1:
                why = f"{chain[0]}: more redirects than {MAX_REDIRECTS}"
            elif why:
                why = f"{url}: redirect not followed: {why}"
            if why:
                self.result.problems += [] if known else [why]
                return answer
            if not self.site.allows(target) and not is_loopback(target):  # robots.txt of another host
                self._fetcher.set_floor(urlsplit(target).hostname or "", self._settings.crawl.delay)
            # What a link to a file leads to is attached to the article, not to the link.
            via, url, post = via if role == "attachment" else url, target, None

    def _forbidden(self, target: str, role: Role) -> str | None:
        """Return why a redirect must not be followed to `target`, or None if it may."""
        if role != "robots":
            return forbidden(self.site, target)
        if self._settings.contact is None and not is_loopback(target):
            return "fangzhi.toml names no contact, so no request leaves this machine"
        return forbidden_robots(self.site, target)

    async def _ask(self, url: str, purpose: Purpose) -> Answer | None:
        """One address, as often as the server asks for patience; None where it is forbidden."""
        moved = len(purpose.chain) > 1
        if why := self._forbidden(url, purpose.role) if moved else forbidden(self.site, url):
            self.result.problems.append(f"{url}: {why}")
            return None
        if purpose.role != "robots" and not (await self._rules(url)).allows(url):
            self._note(self._fetcher.refuse(url, purpose, "forbidden by robots.txt"))
            return None
        for attempt in range(1, MAX_TRIES + 1):
            self._check(url)
            try:
                answer = await self._fetcher.fetch(url, purpose)
            except OutOfBoundsError as error:
                self.result.problems.append(f"{url}: {error}")
                return None
            wait = retry_after(answer.retry_after, datetime.now(UTC).timestamp())
            if answer.status in (429, 503) and wait is not None and attempt < MAX_TRIES:
                self._note(answer, patient=True)
                if wait > self._settings.crawl.max_retry_after:
                    self._leave(f"the server asks for {wait:g} s of patience")
                await asyncio.sleep(wait)
                continue
            self._note(answer)
            break
        if self._patience.why:
            raise LeftAloneError
        return answer

    def _note(self, answer: Answer, patient: bool = False) -> None:
        self.result.outcomes[answer.outcome] = self.result.outcomes.get(answer.outcome, 0) + 1
        if answer.outcome == "robots":
            return
        self.result.replayed += answer.replayed
        self.result.requests += not answer.replayed
        self._patience.requests += not answer.replayed
        if not patient:
            self._patience.note(answer.outcome, answer.detail)

    def _check(self, url: str) -> None:
        hours = self._settings.hours
        if hours and not is_loopback(url) and not hours.open(datetime.now(UTC)):
            self._leave("outside the hours of fangzhi.toml", out_of_budget=True)
        if not self._patience.may_ask():
            raise LeftAloneError

    def _leave(self, why: str, out_of_budget: bool = False) -> None:
        self._patience.leave(why, out_of_budget)
        raise LeftAloneError

    async def _rules(self, url: str) -> Robots:
        """The robots.txt of the address's host, asked once a night before anything else of that host.

        RFC 9309: one that is missing or refused (4xx) forbids nothing, one that can't be had forbids all.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            problems = len(self.result.problems)
            answer = await self.get(f"{origin}/robots.txt", "robots")
            if answer is None or answer.outcome not in (*PRESENT, "gone", "blocked", "soft_404"):
                reasons = self.result.problems[problems:] or [
                    answer.detail or answer.outcome if answer else ""
                ]
                self._leave(f"robots.txt: {reasons[-1]}")
            present = answer is not None and answer.outcome in PRESENT
            text = await self.text(answer, "robots") if answer and present else ""
            rules = Robots.parse(text)
            self._robots[origin] = rules
            usual = 0.0 if is_loopback(url) else self._settings.crawl.delay
            self._fetcher.set_floor(parts.hostname or "", max(rules.delay, self.site.delay or usual))
        return self._robots[origin]
