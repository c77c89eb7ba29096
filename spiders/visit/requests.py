"""Requests to one site: its bounds, robots.txt, redirects, Retry-After, and when to leave the site alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.warc.captures import Role
from archive.warc.outcomes import PRESENT
from spiders.config.settings import Settings, is_loopback
from spiders.config.sitefile import SiteFile
from spiders.families import generic
from spiders.lists.base import PageRequest
from spiders.lists.interfaces.formats.answer_headers import of_lists
from spiders.visit import candidates
from spiders.visit.bounds import OutOfBoundsError, forbidden, forbidden_robots, related
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.politeness import Patience, Robots, retry_after
from spiders.visit.previous_crawls import PreviousCrawls

MAX_REDIRECTS = 5
MAX_TRIES = 3  # of one address, where the server requires a wait
Fetch = Callable[[str, Purpose], Awaitable[Answer]]
Refuse = Callable[[str, Purpose, str], Answer]
SetFloor = Callable[[str, float], None]
Keep = Callable[[str, Purpose, bytes, str, str], Awaitable[None]]
Kept = Callable[[str], bytes | None]


async def _keep_nothing(*_: object) -> None:
    """Store nothing."""


def _nothing_kept(_: str) -> None:
    """Return nothing."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How a visit reaches the world: fetch an address, note a forbidden one, set a host's pause.

    `keep` stores what was made of responses (address, purpose, content, Content-Type, profile), `kept` returns what
    this run already has under an address.
    """

    fetch: Fetch
    refuse: Refuse
    set_floor: SetFloor
    keep: Keep = _keep_nothing
    kept: Kept = _nothing_kept


@dataclass(slots=True)
class VisitResult:
    """The result of one site's night; part of the crawl's summary.

    `out_of_budget`: stopped by the request limit or the crawl hours; the run can resume later.
    `lists`: the completeness account of each list, as returned by `Account.as_dict`. `appearance`: how many style
    sheets and pictures ended with each outcome, were `known` from earlier nights, are `outside` the site's hosts or
    `over_limit`; `outcomes` and `problems` have nothing of them. `appearance_stopped`: why the rest was not requested.
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
    appearance: dict[str, int] = field(default_factory=dict)
    appearance_stopped: str | None = None


class LeftAloneError(Exception):
    """The site is left alone for the rest of the night."""


class SiteRequests:
    """Requests to one site during one night; `result` records how they went."""

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
        self._refused: set[str] = set()  # by robots.txt

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Return the answers of the visit so far, by address."""
        return self._done

    @property
    def left(self) -> str | None:
        """Return why the site is left alone, or None while it is not."""
        return self._patience.why

    @property
    def out_of_budget(self) -> bool:
        """Return whether the visit was stopped only by the request limit or the crawl hours."""
        return self._patience.out_of_budget

    async def get(
        self,
        url: str,
        role: Role,
        *,
        via: str | None = None,
        title: str | None = None,
        listed: str | None = None,
        post: PageRequest | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        follow: bool = True,
    ) -> Answer | None:
        """Request an address, following redirects within the site's bounds; return None if it was not requested.

        With `post`, `url` is its address, and a redirect is followed by a GET. Without `follow`, none is.

        Each address is requested once a night. Raises LeftAloneError if the site is to be left alone.
        """
        chain: tuple[str, ...] = ()
        while True:
            known = self._done.get(url) if url not in chain else None
            chain = (*chain, url)
            purpose = Purpose(self.site.id, role, self.site.homepage, via, title, listed, chain, post=post,
                              headers=headers)  # fmt: skip
            answer = known or await self._request(url, purpose)
            if answer is None:
                return None
            self._done[url] = answer
            if answer.outcome != "moved" or not answer.location or not follow:
                return answer
            target = generic.fragment_free(urljoin(url, answer.location))
            why = self._forbidden(target, role)
            if len(chain) > MAX_REDIRECTS or chain.count(target) > 1:
                why = f"{chain[0]}: more redirects than {MAX_REDIRECTS}"
            elif why:
                why = f"{url}: redirect not followed: {why}"
            if why:
                if not known and not self._leads_away(url, target, purpose, answer):
                    self._problem(role, why)
                return answer
            if not self.site.allows(target) and not is_loopback(target):  # robots.txt of another host
                self._fetcher.set_floor(urlsplit(target).hostname or "", self._settings.crawl.delay)
            # If the address of a file redirects, the article stays the page that linked to it.
            via, url, post = via if role in ("attachment", "appearance") else url, target, None

    def _leads_away(self, url: str, target: str, purpose: Purpose, answer: Answer) -> bool:
        """Return whether an article is only a link to an unrelated site: by its page, or as an earlier night found.

        A report of the site's own division is more: it is missing here each night until a person has looked, as when
        a site has moved.
        """
        if purpose.role != "article" or related(self.site.homepage, target):
            return False
        title = purpose.title
        if candidates.names_report(title) and not candidates.is_of_superior(self.site, title, target):
            return False
        before = self._previous.known(url)
        host = urlsplit(before.redirect_to or "").hostname if before and before.outcome == "moved" else None
        return answer.status == 200 or host == urlsplit(target).hostname

    def _forbidden(self, target: str, role: Role) -> str | None:
        """Return why a redirect must not be followed to `target`, or None if it may."""
        if role != "robots":
            return forbidden(self.site, target)
        if self._settings.contact is None and not is_loopback(target):
            return "fangzhi.toml names no contact, so no request leaves this machine"
        return forbidden_robots(self.site, target)

    async def _request(self, url: str, purpose: Purpose) -> Answer | None:
        """Request one address, again after each Retry-After; return None if the address is forbidden."""
        moved = len(purpose.chain) > 1
        if why := self._forbidden(url, purpose.role) if moved else forbidden(self.site, url):
            self._problem(purpose.role, f"{url}: {why}")
            return None
        if purpose.role != "robots" and not (await self._rules(url)).allows(url):
            if url not in self._refused:
                self._refused.add(url)
                self._note(self._fetcher.refuse(url, purpose, "forbidden by robots.txt"), purpose.role)
            return None
        for attempt in range(1, MAX_TRIES + 1):
            self._check(url)
            try:
                answer = await self._fetcher.fetch(url, purpose)
            except OutOfBoundsError as error:
                self._problem(purpose.role, f"{url}: {error}")
                return None
            wait = retry_after(answer.retry_after, datetime.now(UTC).timestamp())
            if answer.status in (429, 503) and wait is not None and attempt < MAX_TRIES:
                self._note(answer, purpose.role, patient=True)
                if wait > self._settings.crawl.max_retry_after:
                    self._leave(f"the server requires a wait of {wait:g} s")
                await asyncio.sleep(wait)
                continue
            self._note(answer, purpose.role)
            break
        if self._patience.why:
            raise LeftAloneError
        return answer

    def _problem(self, role: Role, why: str) -> None:
        """Record a problem of the visit, but none of what a page only looks like."""
        if role != "appearance":
            self.result.problems.append(why)

    def _note(self, answer: Answer, role: Role, patient: bool = False) -> None:
        counts = self.result.appearance if role == "appearance" else self.result.outcomes
        counts[answer.outcome] = counts.get(answer.outcome, 0) + 1
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
        if not self._patience.may_request():
            raise LeftAloneError

    def _leave(self, why: str, out_of_budget: bool = False) -> None:
        self._patience.leave(why, out_of_budget)
        raise LeftAloneError

    async def _rules(self, url: str) -> Robots:
        """Return the rules of the host's robots.txt, which is requested once a night, before anything else of the host.

        RFC 9309: a missing or refused robots.txt (4xx) allows everything; one that cannot be fetched allows nothing.
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

    def site_maps(self, url: str) -> tuple[str, ...]:
        """Return the site maps that the robots.txt of an address's host names, if it was requested."""
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        return rules.site_maps if rules else ()

    async def text(self, answer: Answer, role: Role, post: PageRequest | None = None) -> str:
        """Return the text of an answer, read from the archive if the server reported it as unchanged."""
        return candidates.page_text(*await self.body(answer, role, post))

    def headers_of_list(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """Return the headers of an answer that speak of further rows, from the archive if it has no body of its own."""
        if answer.outcome == "not_modified" and not answer.headers:
            return of_lists(self._previous.headers(answer.url))
        return answer.headers

    async def body(
        self, answer: Answer, role: Role, post: PageRequest | None = None
    ) -> tuple[bytes, str | None]:
        """Return the decoded body of an answer and its Content-Type, from the archive if it is unchanged."""
        body, content_type = answer.body, answer.content_type
        if not body and answer.outcome in ("not_modified", "unchanged"):
            stored = self._previous.body(answer.url)
            if stored is None:
                purpose = Purpose(self.site.id, role, self.site.homepage, whole=True, post=post)
                again = await self._fetcher.fetch(answer.url, purpose)
                self._note(again, role)
                stored = again.body, again.content_type
            body, content_type = stored
        return body, content_type
