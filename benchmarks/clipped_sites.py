"""Visit sites of ../shared/webfarm in one process, with one thing taken away from the answers to requests for lists."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from types import SimpleNamespace
from typing import Any, Final, cast
from urllib.parse import urlsplit

from archive.warc.payloads import decode
from benchmarks.taken_away import Place, Served, take
from spiders.config.settings import Settings
from spiders.config.sitefile import List, SiteFile
from spiders.lists.interfaces.formats import answer_headers
from spiders.lists.rows import is_step
from spiders.scrapy_side.context import CrawlContext
from spiders.survey import new_site
from spiders.survey.probe import Probe
from spiders.survey.verdict import judge as verdict
from spiders.visit.articles.articles import Wanted
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.judge import judge
from spiders.visit.previous_crawls import KnownPage, PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit

_SETTINGS: Final = Settings.model_validate(
    {"contact": "archive@example.org", "browser": {"executable": "/no/browser"}}
)


@dataclass(slots=True)
class Server:
    """The farm behind a clipper: what `kind` names is missing from the answers to requests for lists."""

    kind: str | None = None
    places: dict[str, Place] = field(default_factory=dict)
    changed: int = 0
    _kept: dict[str, tuple[Served, list[tuple[str, str]]]] = field(default_factory=dict)
    _cookies: dict[str, str] = field(default_factory=dict)

    def fetcher(self) -> Fetcher:
        """Return how a visit reaches the farm."""
        return Fetcher(self._fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)

    def served(self, address: str) -> Served | None:
        """Return what an address answered, whole."""
        return self._kept[address][0] if address in self._kept else None

    async def _fetch(self, url: str, purpose: Purpose) -> Answer:
        if url not in self._kept:
            self._kept[url] = self._request(url, purpose)
        whole, headers = self._kept[url]
        served = whole
        if self.kind == "script" and urlsplit(url).path.endswith(".js"):
            served = Served(404, b"404 Not Found", "text/plain")
        elif self.kind and purpose.role == "list" and whole.status == 200:
            served = take(self.kind, whole, self.places.get(url))
        self.changed += served is not whole
        found = judge(
            url, served.status, served.body, content_type=served.content_type, location=served.location,
            role=purpose.role, home=purpose.home,
        )  # fmt: skip
        return Answer(
            url, found.outcome, served.status, served.body, served.content_type, served.location, None, found.detail,
            headers=answer_headers.of_lists(headers),
        )  # fmt: skip

    def _request(self, url: str, purpose: Purpose) -> tuple[Served, list[tuple[str, str]]]:
        post = purpose.post
        at = urlsplit(post.url if post else url)
        headers = {**dict(purpose.headers), "User-Agent": "fangzhi"}
        headers |= {"Content-Type": post.media_type} if post else {}
        if cookie := self._cookies.get(at.netloc):
            headers["Cookie"] = cookie
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=60)
        try:
            path = f"{at.path or '/'}{'?' if at.query else ''}{at.query}"
            body = post.body.encode() if post and post.body else None
            connection.request("POST" if post else "GET", path, body=body, headers=headers)
            answer = connection.getresponse()
            given = answer.getheaders()
            if cookie := answer.getheader("Set-Cookie"):
                self._cookies[at.netloc] = cookie.partition(";")[0]
            text = decode(answer.read(), given)
            served = Served(
                answer.status, text, answer.getheader("Content-Type"), answer.getheader("Location")
            )
            return served, given
        finally:
            connection.close()


class Earlier:
    """What the archive has of a site after a whole night, for a visit; nothing before it."""

    def __init__(self, server: Server, wanted: Sequence[Wanted] = (), documents: Sequence[str] = ()) -> None:
        self._server = server
        found = [one for one in wanted if one.url in documents]
        self._pages = [KnownPage(one.url, one.title, one.listed, one.via) for one in found]
        self._negatives = {one.url for one in wanted} - {one.url for one in found}

    def pages(self, _: str) -> list[KnownPage]:
        """Return the known documents."""
        return self._pages

    def is_negative(self, url: str) -> bool:
        """Return whether the page was read, and is no document."""
        return url in self._negatives

    def known(self, _: str) -> None:
        """Return nothing: no page has moved."""

    def body(self, url: str) -> tuple[bytes, str | None] | None:
        """Return the body of a known page."""
        served = self._server.served(url)
        return (served.body, served.content_type) if served else None

    def headers(self, _: str) -> tuple[tuple[str, str], ...]:
        """Return nothing: each answer has its headers."""
        return ()


class Watched(Visit):
    """A visit that notes the rows of each list, its pages' addresses, and the articles that it wants."""

    def __init__(self, site: SiteFile, server: Server, earlier: Earlier) -> None:
        super().__init__(site, _SETTINGS, cast(PreviousCrawls, earlier), server.fetcher())
        self.read: dict[str, list[str]] = {}
        self.rows: dict[str, set[str]] = {}
        self.articles: list[Wanted] = []

    async def pages(self, entry: List) -> Any:
        """Yield the pages of a list, and note their addresses."""
        async for page, listing in super().pages(entry):
            found = self.read.setdefault(entry.url, [])
            if listing.rows and page.requested.address not in found:
                found.append(page.requested.address)
            yield page, listing

    async def links(self, entry: List) -> Any:
        """Yield the links of a list, and note them; a pager's are no rows."""
        async for link, via in super().links(entry):
            if not is_step(link):
                self.rows.setdefault(entry.url, set()).add(link.url)
            yield link, via

    async def wanted(self) -> list[Wanted]:
        """Return the night's articles, and note them."""
        self.articles = await super().wanted()
        return self.articles

    def root(self, url: str) -> str:
        """Return the list of the site file to which a list belongs."""
        return self._roots.get(url, url)


def survey(server: Server, home: str, name: str) -> tuple[SiteFile | None, bool]:
    """Return the file that `site new` writes, and whether it calls the site fitting."""
    draft = new_site.draft(home, name)
    context = SimpleNamespace(settings=_SETTINGS, previous=Earlier(server))
    probe = Probe(draft, draft.reports[0], cast(CrawlContext, context), server.fetcher())
    found = asdict(asyncio.run(probe.run()))
    site = new_site.proposed(draft, found)
    ruling = verdict(site, found) if site else None
    return site, bool(ruling and ruling.fits)


def visited(server: Server, site: SiteFile, earlier: Earlier) -> Watched:
    """Return a night's visit."""
    visit = Watched(site, server, earlier)
    asyncio.run(visit.run())
    return visit
