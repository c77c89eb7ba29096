"""Looking at a live site: its family, its report columns, and what they would bring.

One visit with a small budget: home page, robots.txt, the pages that lead to a column, the lists, and
a few of their articles.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.warc.captures import Role
from archive.warc.outcomes import PRESENT
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import Record
from spiders.config.sitefile import List, SiteFile
from spiders.families import FAMILIES
from spiders.families.links import Link, is_file
from spiders.families.titles import judge
from spiders.scrapy_side.context import CrawlContext
from spiders.survey.columns import Column, columns, ways
from spiders.survey.detect_family import Detected, Seen, detect
from spiders.survey.home_page import forwarded, site_name, title_of
from spiders.visit.bounds import forbidden
from spiders.visit.visit import Fetcher, LeftAloneError, Visit, Wanted

MAX_WAYS = 16  # pages looked at in search of a column
MAX_COLUMNS = 8  # columns looked at
FIRST_PAGES = 8  # of a column, before it is chosen
SAMPLE = 4  # articles fetched of each kind of list


@dataclass(frozen=True, slots=True)
class Sample:
    """An article that was fetched and read: what the archive would hold of it."""

    url: str
    title: str | None
    kind: str
    why: str
    division: str | None
    division_name: str | None
    review_year: int | None
    plan_year: int | None
    source_kind: str
    characters: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A column that was walked: its links with titles of reports, or doubtful ones; how many articles it lists."""

    column: Column
    reports: list[Link]
    doubtful: list[Link]
    articles: int


@dataclass(slots=True)
class Found:
    """What a look at a site came to."""

    home: str
    name: str | None = None
    family: Detected | None = None
    lists: list[Column] = field(default_factory=list)
    candidates: dict[str, list[str]] = field(default_factory=dict)  # list address: links that may be reports
    samples: list[Sample] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: str | None = None


class Probe:
    """Looks at the site of a draft site file; `found` says what there is, as far as it got."""

    def __init__(self, draft: SiteFile, typed: str, context: CrawlContext, fetcher: Fetcher) -> None:
        self.found = Found(draft.homepage)
        self._draft = draft
        self._typed = typed
        self._context = context
        self._fetcher = fetcher
        self._visit = Visit(draft, context.settings, context.previous, fetcher)
        self._seen: dict[str, Seen] = {}

    async def run(self) -> Found:
        """Look; never raises for what the site does."""
        with contextlib.suppress(LeftAloneError):
            await self._look()
        return self.close()

    def close(self) -> Found:
        """What was found, with what the visit told."""
        self.found.left = self._visit.left
        self.found.problems += self._visit.result.problems
        return self.found

    async def recognise(self, site: SiteFile) -> None:
        """Which family a known site shows now: its lists and the first article of each."""
        addresses = [entry.url for entry in site.lists]
        addresses += [links[0] for links in self.found.candidates.values() if links]
        pages = [await self._page(url) for url in [*addresses, *site.reports] if not is_file(url)]
        reports = [url for links in self.found.candidates.values() for url in links]
        self.found.family = detect([page for page in pages if page], reports)

    async def _look(self) -> None:
        home = await self._page(self._draft.homepage)
        typed = home if self._typed == self._draft.homepage else await self._page(self._typed)
        start = [page for page in (typed, home) if page]
        if not start:
            self.found.problems.append(f"{self._draft.homepage} could not be had")
            return
        typed = typed if self._typed != self._draft.homepage else None
        ahead = [await self._page(url) for url in forwarded(start[0]) if not forbidden(self._draft, url)]
        start = [page for page in (*ahead, *start) if page]
        self.found.name = site_name(start)
        lists = await self._lists(start, typed)
        # The lists and an article say which system makes the reports; a home page may be another's.
        reports = [link.url for _, links in lists for link in links]
        article = await self._page(reports[0], "article") if reports and not is_file(reports[0]) else None
        matter = [self._seen[column.url] for column, _ in lists] + [page for page in (article,) if page]
        self.found.family = detect(matter or start, reports)
        self.found.lists = [column for column, _ in lists]
        if lists:
            await self.sample([List(url=column.url, kind=column.kind) for column in self.found.lists])

    # -- columns --

    async def _lists(self, start: list[Seen], typed: Seen | None) -> list[tuple[Column, list[Link]]]:
        """The best columns of each kind: those that list most links with titles of reports.

        A second one only for what the first does not list. Of a kind that has none, the first column that
        is a list at all: its first report may be to come.
        """
        tried: dict[str, Tried] = {}
        waiting = [address for page in start for address in ways(page.html, page.url)]
        looked = {page.url for page in start}
        if typed:
            itself = Column(typed.url, "reports", title_of(typed) or typed.url, "the address that was typed")
            await self._try([itself], tried)
        for page in start:
            await self._try(columns(page.html, page.url), tried)
        while waiting and len(looked) < MAX_WAYS and not _complete(tried):
            address = waiting.pop(0)
            if address in looked:
                continue
            looked.add(address)
            way = await self._page(address)
            if way is not None:
                await self._try(columns(way.html, way.url), tried)
                waiting += ways(way.html, way.url)
        best: list[tuple[Column, list[Link]]] = []
        for kind in ("reports", "livelihood"):
            mine = [one for one in tried.values() if one.column.kind == kind and one.articles]
            mine.sort(key=lambda one: (-len(one.reports), -len(one.doubtful)))
            best += [(one.column, one.reports or one.doubtful) for one in mine[:1]]
            first = {link.url for one in mine[:1] for link in one.reports}
            more = (one for one in mine[1:] if {link.url for link in one.reports} - first)
            best += [(one.column, one.reports) for one in itertools.islice(more, 1)]
        return best if any(reports for _, reports in best) else []

    async def _try(self, found: list[Column], tried: dict[str, Tried]) -> None:
        """Walk the columns that were not walked yet, each read as the family that its page shows."""
        told = self._visit.result
        for column in found:
            if column.url in tried or len(tried) >= MAX_COLUMNS or forbidden(self._draft, column.url):
                continue
            tried[column.url] = Tried(column, [], [], 0)
            page = await self._page(column.url)
            if page is None:
                continue
            # The directory of gkmlpt shows its columns only when it is opened itself.
            await self._try([c for c in columns(page.html, page.url) if "/gkmlpt/api/" in c.url], tried)
            family = detect([page]).family
            self._visit.site = replace_family(self._draft, family, max_pages=FIRST_PAGES)
            entry = List(url=column.url, kind=column.kind)
            problems = list(told.problems)
            links = [link async for _, listing in self._visit.pages(entry) for link in listing.links]
            told.problems = problems
            wanted = {link.url: link for link in links if self._visit.may_be_report(link, entry)}
            reports = [link for link in wanted.values() if judge(link.title) == "report"]
            articles = sum(FAMILIES[family].is_article(url) for url in {link.url for link in links})
            doubtful = [link for link in wanted.values() if link not in reports]
            tried[column.url] = Tried(column, reports, doubtful, articles)

    # -- samples --

    async def sample(self, lists: Sequence[List]) -> None:
        """Walk each list to its end and read a few of its articles."""
        family = self.found.family.family if self.found.family else self._draft.family
        self._visit.site = replace_family(self._draft, family)
        for entry in lists:
            links = [link for link, _ in await self._visit.candidates(entry)]
            self.found.candidates[entry.url] = [link.url for link in links]
            for link in links[:SAMPLE]:
                await self.read(Wanted(link.url, None, link.title, link.date))

    async def read(self, wanted: Wanted) -> None:
        """Fetch an article with its document files and read it as the archive would."""
        answer = await self._visit.article(wanted)
        if answer is None or answer.outcome not in PRESENT:
            self.found.problems.append(f"{wanted.url}: {answer.outcome if answer else 'not asked'}")
            return
        attached = []
        for link in self._visit.offered(answer.url, await self._visit.text(answer, "article")):
            file = await self._visit.get(link.url, "attachment")
            if file is not None and file.outcome in PRESENT:
                attached.append(Attached(file.body, file.content_type, link.title or None))
        site = self._visit.site
        record = read(
            answer.body, source=answer.url, url=answer.url, content_type=answer.content_type,
            title=wanted.title, attachments=attached,
            hints=Hints(family=site.family, selectors=site.selectors, site_name=self.found.name),
        )  # fmt: skip
        self.found.samples.append(_sample(record, answer.url))

    # -- pages --

    async def _page(self, url: str, role: Role = "list") -> Seen | None:
        answer = await self._visit.get(url, "home" if url == self._draft.homepage else role)
        if answer is None or answer.outcome not in PRESENT:
            return None
        seen = Seen(answer.url, await self._visit.text(answer, role))
        self._seen[url] = seen
        return seen


def _complete(tried: dict[str, Tried]) -> bool:
    """Whether columns of both kinds were found."""
    return {one.column.kind for one in tried.values() if one.reports} >= {"reports", "livelihood"}


def _sample(record: Record, url: str) -> Sample:
    division = record.division
    return Sample(
        url, record.title, record.kind, "; ".join(record.why), division.code if division else None,
        division.full_name if division else None, record.review_year, record.plan_year,
        record.source_kind, len(record.text),
    )  # fmt: skip


def replace_family(draft: SiteFile, family: str, max_pages: int | None = None) -> SiteFile:
    """The same site file with another family and, if told, another bound for its lists."""
    changes = {"family": family, "max_pages": max_pages or draft.max_pages}
    return SiteFile.model_validate({**draft.model_dump(), **changes})
