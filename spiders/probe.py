"""Looking at a live site: its family, its report columns, and what they would bring.

One visit with a small budget: home page, robots.txt, the pages that lead to a column, the lists, and
a few of their articles.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.captures import Role
from archive.outcomes import PRESENT
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import Record
from spiders.columns import Column, columns, ways
from spiders.detect import Detected, Seen, detect
from spiders.families import FAMILIES
from spiders.kit import Kit
from spiders.links import Link, absolute, is_file, tree_of
from spiders.middlewares.bounds import forbidden
from spiders.sitefile import List, SiteFile
from spiders.titles import judge
from spiders.visit import Door, LeftAloneError, Visit, Wanted

MAX_WAYS = 16  # pages looked at in search of a column
MAX_COLUMNS = 8  # columns looked at
SIGNPOST = 3000  # characters of a home page that only sends on
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
    """A column that was walked: its links with titles of reports, and how many articles it lists."""

    column: Column
    reports: list[Link]
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

    def __init__(self, draft: SiteFile, typed: str, kit: Kit, door: Door) -> None:
        self.found = Found(draft.homepage)
        self._draft = draft
        self._typed = typed
        self._kit = kit
        self._door = door
        self._visit = Visit(draft, kit.settings, kit.memory, door)
        self._seen: dict[str, Seen] = {}

    async def run(self) -> Found:
        """Look; never raises for what the site does."""
        with contextlib.suppress(LeftAloneError):
            await self._look()
        return self.close()

    def close(self) -> Found:
        """What was found, with what the visit told."""
        self.found.left = self._visit.left
        self.found.problems += self._visit.told.problems
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
        if ahead := forwarded(start[0]):
            start = [page for page in (await self._page(ahead), *start) if page]
        self.found.name = site_name(start)
        lists = await self._lists(start)
        # The lists and an article say which system makes the reports; a home page may be another's.
        reports = [link.url for _, links in lists for link in links]
        article = await self._page(reports[0], "article") if reports and not is_file(reports[0]) else None
        matter = [self._seen[column.url] for column, _ in lists] + [page for page in (article,) if page]
        self.found.family = detect(matter or start, reports)
        self.found.lists = [column for column, _ in lists]
        if lists:
            await self.sample([List(url=column.url, kind=column.kind) for column in self.found.lists])

    # -- columns --

    async def _lists(self, start: list[Seen]) -> list[tuple[Column, list[Link]]]:
        """The best columns of each kind: those that list most links with titles of reports.

        Of a kind that has none, the first column that is a list at all: its first report may be to come.
        """
        tried: dict[str, Tried] = {}
        waiting = [address for page in start for address in ways(page.html, page.url)]
        looked = {page.url for page in start}
        await self._try(self._itself(start[0]), tried)
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
            mine.sort(key=lambda one: -len(one.reports))
            best += [(one.column, one.reports) for one in mine[:2] if one.reports or one is mine[0]]
        return best if any(reports for _, reports in best) else []

    def _itself(self, page: Seen) -> list[Column]:
        """The page whose address was typed, as a column, unless it is the home page."""
        if page.url == self._draft.homepage:
            return []
        return [Column(page.url, "reports", title_of(page) or page.url, "the address that was typed")]

    async def _try(self, found: list[Column], tried: dict[str, Tried]) -> None:
        """Walk the columns that were not walked yet, each read as the family that its page shows."""
        told = self._visit.told
        for column in found:
            if column.url in tried or len(tried) >= MAX_COLUMNS or forbidden(self._draft, column.url):
                continue
            tried[column.url] = Tried(column, [], 0)
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
            tried[column.url] = Tried(column, reports, articles)

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
        self.found.samples.append(_sample(record))

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


def _sample(record: Record) -> Sample:
    division = record.division
    return Sample(
        record.source, record.title, record.kind, "; ".join(record.why), division.code if division else None,
        division.full_name if division else None, record.review_year, record.plan_year,
        record.source_kind, len(record.text),
    )  # fmt: skip


def replace_family(draft: SiteFile, family: str, max_pages: int | None = None) -> SiteFile:
    """The same site file with another family and, if told, another bound for its lists."""
    changes = {"family": family, "max_pages": max_pages or draft.max_pages}
    return SiteFile.model_validate({**draft.model_dump(), **changes})


def forwarded(page: Seen) -> str | None:
    """Where a home page that is only a signpost sends browsers: by meta refresh or by script."""
    refresh = re.search(r"http-equiv=[\"']?refresh[\"']?[^>]{0,80}url=([^\"'>\s]{1,300})", page.html, re.I)
    script = re.search(r"location(?:\.href)?\s{0,4}=\s{0,4}[\"']([^\"']{1,300})[\"']", page.html)
    if len(page.html) > SIGNPOST or not (match := refresh or script):
        return None
    target = absolute(match[1], page.url)
    return target if target != page.url else None


def title_of(page: Seen) -> str | None:
    """The page's own title."""
    node = tree_of(page.html).css_first("title")
    return " ".join(node.text().split()) or None if node else None


def site_name(pages: list[Seen]) -> str | None:
    """The site's name: its SiteName meta, else its home page's title without 首页 and the like."""
    for page in pages:
        node = tree_of(page.html).css_first("meta[name='SiteName' i]")
        if node and (name := (node.attributes.get("content") or "").strip()):
            return name
    title = title_of(pages[-1]) or ""
    parts = [part.strip() for part in re.split(r"[-_|–—]+", title) if part.strip()]
    named = [part for part in parts if "政府" in part or "网" in part] or parts
    name = (
        re.sub(r"^(欢迎(光临|访问|来到)|首页)|(首页|官网|官方网站|门户网站)$", "", named[0]) if named else ""
    )
    return name.strip() or None
