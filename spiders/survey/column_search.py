"""Search a site for its columns: open pages that may lead to one, read likely columns, and judge their entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from spiders.config.sitefile import List
from spiders.lists.account import NO_ROWS
from spiders.lists.embedded import page_links
from spiders.lists.links import Link, is_file
from spiders.lists.titles import names_column, names_meeting
from spiders.survey.columns import (
    Column,
    Site,
    breadcrumb,
    columns,
    former,
    frames,
    kind_of,
    older,
    others,
    vague,
    ways,
)
from spiders.survey.detect_family import Seen
from spiders.survey.found import Tried
from spiders.survey.home_page import forwarded
from spiders.visit.bounds import related
from spiders.visit.lists import rendered_lists

MAX_WAYS = 16  # pages opened while searching for a column
MIN_WAYS = 3  # opened although columns of both kinds are known: 历届政府工作报告 may stand beside them
MAX_NAMED = 12  # columns read that are named after reports or livelihood lists
MAX_VAGUE = 14  # columns read that have uninformative names
NAMED_PAGES = 8  # of a column, before it is chosen
MAX_OTHERS = 8  # columns read whose names say nothing, where no other one has reports
VAGUE_PAGES = 3
JUDGED = 5  # entries with vague titles that are read to learn what a column contains
MAX_FORMER = 2  # earlier sites of the same government that are searched
MAX_FORMER_NAMED = 6  # columns read of each that are named after reports or livelihood lists
MAX_FORMER_WAYS = 6  # pages opened of each
MAX_SINGLE = 10  # reports that no list shows
MAX_LISTS = 6  # of one kind in a site file
MAX_PARTS = 40  # columns of a year or a mandate, likewise
MAX_FRAMES = 8  # of the pages that lead to columns
OTHER_REPORTS = "报告"  # in the name of a column that may hold older reports
MOSTLY = 5  # times as many documents of one kind as of the other: the column is of that kind
SEVERAL = 2  # entries of one kind, with which a column counts as that kind, whatever its name


class Search:
    """Find the columns of a site; `chosen` are the best, `single` the reports that none of them lists."""

    def __init__(self, site: Site, home: str) -> None:
        self._site = site
        self._home = home
        self._tried: dict[str, Tried] = {}
        self._most_named = MAX_NAMED
        self._former: dict[str, Column] = {}  # earlier sites, which any page may name
        self._framed: set[str] = set()
        self._lacking: dict[str, str] = {}  # those of which no column is known, and why
        self._known: dict[str, Link] = {}  # links on any page with the title of a work report
        self.chosen: list[tuple[Column, list[str]]] = []
        self.single: list[str] = []
        self.searched: dict[str, str] = {}  # earlier sites: names by address

    async def run(
        self, start: Sequence[Seen], typed: Column | None = None, known: Iterable[str] = ()
    ) -> None:
        """Search from some pages; `typed` is a column given by a person, `known` are addresses of reports."""
        self._known |= {url: Link(url, "", "") for url in known}
        if typed:
            await self._try([typed])
        opened = {page.url: page for page in start}
        for page in start:
            opened |= {one.url: one for one in await self._open(page)}
        await self._follow(list(opened.values()), opened, MAX_WAYS)
        await self._above()
        await self._earlier(opened)
        await self._try([one for page in opened.values() for one in vague(page.html, page.url)], MAX_VAGUE)
        if not any(self._is_column(one) for one in self._tried.values()):
            menu = [one for page in opened.values() for one in others(page.html, page.url)]
            await self._try(menu, MAX_VAGUE + MAX_OTHERS)

    async def _follow(
        self, start: Sequence[Seen], opened: dict[str, Seen], most: int, since: int = 0
    ) -> None:
        """Open further pages, likeliest first, until columns of both kinds are found; there may be a second one."""
        waiting = [address for page in start for address in ways(page.html, page.url)]
        most, least = most + len(opened), MIN_WAYS + len(opened)
        while waiting and len(opened) < most and (len(opened) < least or not self._both(since)):
            address = waiting.pop(0)
            if address in opened or not self._site.permit(address, f"a column of {self._home} is there"):
                continue
            way = await self._site.page(address)
            if way is not None:
                opened[address] = way
                for one in await self._open(way):
                    opened.setdefault(one.url, one)
                    waiting += ways(one.html, one.url)

    async def _earlier(self, opened: dict[str, Seen]) -> None:
        """Search the earlier sites that pages name: the present one may have taken over no older report."""
        for one in list(self._former.values())[:MAX_FORMER]:
            self.searched[one.url] = one.name
            why = f"{one.name} is there: {one.found}"
            if not related(self._home, one.url) or not self._site.permit(one.url, why):
                self._lacking[one.url] = f"it is called {one.name}, and belongs to another site"
                continue
            page = await self._site.page(one.url)
            if page is None:
                self._lacking[one.url] = f"it is called {one.name}, and could not be obtained"
                continue
            if page.url in opened:
                continue
            opened[page.url] = page
            since = len(self._tried)
            self._most_named = self._count(named=True) + MAX_FORMER_NAMED
            ahead = [await self._site.page(url) for url in forwarded(page) if self._site.permit(url, why)]
            inside = [page, *(each for each in ahead if each is not None)]
            for each in inside:
                await self._open(each)
            await self._follow(inside, opened, MAX_FORMER_WAYS, since)
            if not self._has_reports(since):
                vaguely = [found for each in inside for found in vague(each.html, each.url)]
                await self._try(vaguely, self._count(named=False) + MAX_VAGUE)
            if not self._has_reports(since):
                self._lacking[one.url] = f"it is called {one.name}, and no column of reports was found there"

    def _has_reports(self, since: int) -> bool:
        return any(self._of(one, "reports") for one in list(self._tried.values())[since:])

    def _count(self, *, named: bool) -> int:
        return sum(one.column.named == named for one in self._tried.values())

    async def _open(self, page: Seen) -> list[Seen]:
        """Try the columns that a page names, and those that its frames name; return the page and its frames."""
        shown = [page]
        for one in shown:
            await self._open_one(one)
            for address in frames(one.html, one.url):
                known = address in self._framed or len(self._framed) >= MAX_FRAMES
                if known or not self._site.permit(address, f"a frame of {one.url} is there"):
                    continue
                self._framed.add(address)
                if frame := await self._site.page(address):
                    shown.append(frame)
        return shown

    async def _open_one(self, page: Seen) -> None:
        self._note_former(page)
        named = columns(page.html, page.url)
        await self._try(named or await self._site.menu(page))
        await self._try([one for one in older(page.html, page.url) if OTHER_REPORTS in one.name])
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

    def _note_former(self, page: Seen) -> None:
        for one in former(page.html, page.url):
            self._former.setdefault(one.url, one)

    def _both(self, since: int) -> bool:
        """Return whether columns of both kinds were found by name, among those tried since."""
        tried = list(self._tried.values())[since:]
        found = {one.column.kind for one in tried if one.documents and one.column.named}
        return found >= {"reports", "livelihood"}

    async def _try(self, found: Sequence[Column], most: int | None = None) -> None:
        """Read the columns that have not been read yet."""
        for column in found:
            like = [one.column for one in self._tried.values() if one.column.named == column.named]
            count = sum(one.part == column.part for one in like)
            if (
                column.url in self._tried
                or count >= (MAX_PARTS if column.part else most or self._most_named)
                or not related(self._home, column.url)
            ):
                continue
            if not self._site.permit(column.url, f"{column.name} is there: {column.found}"):
                continue
            self._tried[column.url] = Tried(column, {}, {}, 0)
            page = await self._site.page(column.url)
            if page is None:
                continue
            self._note_former(page)
            # The directory of gkmlpt shows its columns only when the directory itself is opened.
            inside = columns(page.html, page.url)
            leads = any(one.url not in self._tried for one in inside)
            await self._try([one for one in inside if not column.named or "/gkmlpt/api/" in one.url])
            await self._try(older(page.html, page.url, elsewhere=True) if column.named else [])
            tried = await self._walked(column, page)
            if leads and not column.named and (tried.unread or "").startswith(NO_ROWS):
                tried = replace(tried, unread=None)  # the page of a group: 规划报告 leads to 政府工作报告
            self._tried[column.url] = tried
            if not (column.named or tried.entries):  # it only leads on
                await self._try(vague(page.html, page.url), MAX_VAGUE)

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
            chosen = parts = 0
            while waiting and chosen < MAX_LISTS and parts < MAX_PARTS:
                best = max(waiting, key=lambda one: self._rank(one, kind, covered))
                waiting.remove(best)
                new = set(self._of(best, kind)) - covered
                # For a kind without documents, choose its first column that is a list: its first report may still come,
                # or a browser may show its rows.
                is_list = best.entries or rendered_lists.needs_browser(best.unread)
                # One with rows, of which more were not read, may hold what the others lack.
                named = best.column.named and best.column.kind == kind
                lacks = named and not (best.unread or NO_ROWS).startswith(NO_ROWS)
                if not new and not lacks and (chosen or parts or not best.column.named or not is_list):
                    continue
                covered |= new
                chosen += not best.column.part
                parts += best.column.part
                self._add(best, kind)
        listed = {url for _, urls in self.chosen for url in urls}
        self.single = [
            url
            for url, link in self._known.items()
            if url not in listed and url not in self._tried and kind_of(link.title) == "reports"
        ][:MAX_SINGLE]

    def unread(self) -> dict[str, str]:
        """Return the columns that could not be read, and why: those named after a kind of which no document was found,
        those of other reports (历年报告), and earlier sites of the government without a column."""
        found = {
            kind
            for one, _ in self.chosen
            for kind in ("reports", "livelihood")
            if self._of(self._tried[one.url], kind)
        }
        unread = {
            one.column.url: one.unread
            for one in self._tried.values()
            if one.unread
            and (one.column.kind not in found if one.column.named else OTHER_REPORTS in one.column.name)
        }
        return {**unread, **self._lacking}

    def _is_of(self, one: Tried, kind: str) -> bool:
        return bool(self._of(one, kind)) or (one.column.named and one.column.kind == kind)

    def _is_column(self, one: Tried) -> bool:
        """Return whether a column is surely one of reports: by its name, or by several of them."""
        named = one.column.named and one.column.kind == "reports"
        return named or one.proven or len(self._of(one, "reports")) >= SEVERAL

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
