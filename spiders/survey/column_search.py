"""Search a site for its columns: open pages that may lead to one, read likely columns, and judge their entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from spiders.config.sitefile import List
from spiders.lists.embedded import page_links
from spiders.lists.links import Link, is_file
from spiders.lists.titles import names_column, names_meeting
from spiders.survey.columns import Column, breadcrumb, columns, kind_of, others, vague, ways
from spiders.survey.detect_family import Seen
from spiders.visit.bounds import related
from spiders.visit.lists import rendered_lists

MAX_WAYS = 16  # pages opened while searching for a column
MAX_NAMED = 12  # columns read that are named after reports or livelihood lists
MAX_VAGUE = 14  # columns read that have uninformative names
NAMED_PAGES = 8  # of a column, before it is chosen
MAX_OTHERS = 8  # columns read whose names say nothing, where no other one has reports
VAGUE_PAGES = 3
JUDGED = 5  # entries with vague titles that are read to learn what a column contains
MAX_SINGLE = 10  # reports that no list shows
MAX_LISTS = 6  # of one kind in a site file
OTHER_REPORTS = "报告"  # in the name of a column that may hold older reports
MOSTLY = 5  # times as many documents of one kind as of the other: the column is of that kind
SEVERAL = (
    2  # entries that are documents of one kind; with these a column counts as that kind, whatever its name
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A column that was read: its entries with titles of documents, the doubtful ones, and the number of entries.

    `unread` is why its rows could not be read.
    """

    column: Column
    documents: dict[str, Link]
    doubtful: dict[str, Link]
    entries: int
    proven: bool = False  # an entry was read and is a report
    unread: str | None = None


class Site(Protocol):
    """The parts of a visit that the search uses."""

    async def page(self, url: str) -> Seen | None:
        """Return a page, or None if there is none."""

    async def walk(
        self, page: Seen, entry: List, pages: int, render: bool
    ) -> tuple[list[Link], list[Link], list[Link]]:
        """Return all links of a list's pages, those that may be reports, and those with uninformative titles.

        With `render`, a list that our readers can't read to its end is rendered.
        """

    async def menu(self, page: Seen) -> list[Column]:
        """Return the columns that a page's menu opens by requests, without links."""

    async def is_report(self, link: Link) -> bool:
        """Read the article behind a link and return whether it is a work report."""

    def unread(self, url: str) -> str | None:
        """Return why the rows of a list could not be read; None if they were."""

    def permit(self, url: str, why: str) -> bool:
        """Permit a host that belongs to the site; return whether `url` may be requested now."""


class Search:
    """Find the columns of a site; `chosen` are the best, `single` the reports that none of them lists."""

    def __init__(self, site: Site, home: str) -> None:
        self._site = site
        self._home = home
        self._tried: dict[str, Tried] = {}
        self._known: dict[str, Link] = {}  # links on any page with the title of a work report
        self.chosen: list[tuple[Column, list[str]]] = []
        self.single: list[str] = []

    async def run(
        self, start: Sequence[Seen], typed: Column | None = None, known: Iterable[str] = ()
    ) -> None:
        """Search from some pages; `typed` is a column given by a person, `known` are addresses of reports."""
        self._known |= {url: Link(url, "", "") for url in known}
        if typed:
            await self._try([typed])
        waiting = [address for page in start for address in ways(page.html, page.url)]
        opened = {page.url: page for page in start}
        for page in start:
            await self._open(page)
        while waiting and len(opened) < MAX_WAYS + len(start) and not self._both():
            address = waiting.pop(0)
            if address in opened:
                continue
            way = await self._site.page(address)
            if way is not None:
                opened[address] = way
                await self._open(way)
                waiting += ways(way.html, way.url)
        await self._above()
        await self._try([one for page in opened.values() for one in vague(page.html, page.url)], MAX_VAGUE)
        if not any(self._is_of(one, "reports") for one in self._tried.values()):
            menu = [one for page in start for one in others(page.html, page.url)]
            await self._try(menu, MAX_VAGUE + MAX_OTHERS)

    async def _open(self, page: Seen) -> None:
        named = columns(page.html, page.url)
        await self._try(named or await self._site.menu(page), MAX_NAMED)
        for link in page_links(page.html, page.url):
            if (
                not names_column(link.title)
                and kind_of(link.title) == "reports"
                and related(self._home, link.url)
            ):
                self._known.setdefault(link.url, link)

    async def _above(self) -> None:
        """Read the columns above reports that no column lists, found through their breadcrumbs."""
        for url in [url for url in self._known if url not in self._listed()][:JUDGED]:
            if url in self._listed() or is_file(url) or not self._site.permit(url, "a report is there"):
                continue
            page = await self._site.page(url)
            if page is not None:
                await self._try(breadcrumb(page.html, page.url), MAX_NAMED)

    def _listed(self) -> set[str]:
        return {url for one in self._tried.values() for url in one.documents}

    def _both(self) -> bool:
        """Return whether columns of both kinds were found by name."""
        found = {one.column.kind for one in self._tried.values() if one.documents and one.column.named}
        return found >= {"reports", "livelihood"}

    async def _try(self, found: Sequence[Column], most: int = MAX_NAMED) -> None:
        """Read the columns that have not been read yet."""
        for column in found:
            named = sum(one.column.named == column.named for one in self._tried.values())
            if column.url in self._tried or named >= most or not related(self._home, column.url):
                continue
            if not self._site.permit(column.url, f"{column.name} is there: {column.found}"):
                continue
            self._tried[column.url] = Tried(column, {}, {}, 0)
            page = await self._site.page(column.url)
            if page is None:
                continue
            # The directory of gkmlpt shows its columns only when the directory itself is opened.
            await self._try([one for one in columns(page.html, page.url) if "/gkmlpt/api/" in one.url])
            self._tried[column.url] = await self._walked(column, page)

    async def _walked(self, column: Column, page: Seen) -> Tried:
        entry = List(url=column.url, kind=column.kind)
        links, wanted, unclear = await self._site.walk(
            page, entry, NAMED_PAGES if column.named else VAGUE_PAGES, render=column.named
        )
        wanted = [link for link in wanted if link.url not in self._tried]  # columns are not articles
        documents = {link.url: link for link in wanted if kind_of(link.title)}
        doubtful = {link.url: link for link in wanted if link.url not in documents}
        entries = len({link.url for link in links if link.date} | {link.url for link in wanted})
        proven = False
        judged = [*doubtful.values(), *unclear] if not documents and not (column.named and doubtful) else []
        # A column with a report or two in it may call the others 2024年工作报告.
        if 0 < len(documents) < SEVERAL or not column.named:
            judged = judged or [
                link for link in doubtful.values() if "报告" in link.title or names_meeting(link.title)
            ]
        judged.sort(key=lambda link: not names_meeting(link.title))
        for link in judged[:JUDGED]:
            if proven := await self._site.is_report(link):
                doubtful |= {link.url: link}
                break
        return Tried(column, documents, doubtful, entries, proven, self._site.unread(column.url))

    def choose(self) -> None:
        """Choose the columns that list most documents, then those that list further documents."""
        for kind in ("reports", "livelihood"):
            covered: set[str] = set()
            waiting = [one for one in self._tried.values() if self._is_of(one, kind)]
            chosen = 0
            while waiting and chosen < MAX_LISTS:
                best = max(waiting, key=lambda one: self._rank(one, kind, covered))
                waiting.remove(best)
                new = set(self._of(best, kind)) - covered
                # For a kind without documents, choose its first column that is a list: its first report may still come,
                # or a browser may show its rows.
                is_list = best.entries or rendered_lists.needs_browser(best.unread)
                if not new and (chosen or not best.column.named or not is_list):
                    break
                covered |= new
                chosen += 1
                self._add(best, kind)
        listed = {url for _, urls in self.chosen for url in urls}
        self.single = [
            url
            for url, link in self._known.items()
            if url not in listed and url not in self._tried and kind_of(link.title) == "reports"
        ][:MAX_SINGLE]

    def unread(self) -> dict[str, str]:
        """Return the columns that could not be read, and why: those named after a kind of which no document was found,
        and those of other reports (历年报告)."""
        found = {
            kind
            for one, _ in self.chosen
            for kind in ("reports", "livelihood")
            if self._of(self._tried[one.url], kind)
        }
        return {
            one.column.url: one.unread
            for one in self._tried.values()
            if one.unread
            and (one.column.kind not in found if one.column.named else OTHER_REPORTS in one.column.name)
        }

    def _is_of(self, one: Tried, kind: str) -> bool:
        return bool(self._of(one, kind)) or (one.column.named and one.column.kind == kind)

    def _of(self, one: Tried, kind: str) -> list[str]:
        found = [url for url, link in one.documents.items() if kind_of(link.title) == kind]
        if kind == "reports" and (one.proven or (one.column.named and one.column.kind == kind)):
            found += one.doubtful
        return found

    def _rank(self, one: Tried, kind: str, covered: set[str]) -> tuple[int, bool, bool, int]:
        new = set(self._of(one, kind)) - covered
        return len(new), one.column.named, one.entries > 0, -len(urlsplit(one.column.url).path)

    def _add(self, one: Tried, kind: str) -> None:
        if any(column.url == one.column.url for column, _ in self.chosen):
            return
        column = one.column
        if not column.named or column.kind != kind:
            mostly = one.proven or len(one.documents) >= SEVERAL
            named = Counter(kind_of(link.title) for link in one.documents.values()) or Counter(["reports"])
            most = max(named.values())
            kinds = {
                each for each, count in named.items() if MOSTLY * count > most
            }  # a stray link of the menu
            column = replace(column, kind="mixed" if len(kinds) > 1 or not mostly else "reports")
            if kinds == {"livelihood"}:
                column = replace(column, kind="livelihood" if mostly else "mixed")
        self.chosen.append((column, [*self._of(one, "reports"), *self._of(one, "livelihood")]))
