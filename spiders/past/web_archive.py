"""Import a site's past years from a web archive: its old list pages, and the articles and files of those years."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from archive.warc.records import WarcError
from spiders.config.sitefile import List, SiteFile
from spiders.families import FAMILIES, generic
from spiders.lists.base import ListPage
from spiders.lists.links import Link, is_file
from spiders.past import plan_years
from spiders.past.copies import Copies, Copy, Linked, Read
from spiders.past.deep_visit import MAX_LIST_PAGES
from spiders.past.wayback_client import Memento, NotGivenError, Wayback, resource
from spiders.visit import candidates
from spiders.visit.bounds import forbidden

# (what is being done, how much of it is done, how much there is; None if that is not known yet)
Notice = Callable[[str, int, int | None], None]


@dataclass(slots=True)
class WebArchiveResult:
    """What was searched for and not obtained: links (title, date beside it) without a capture, and refusals."""

    list_pages: int = 0
    mementos: int = 0
    uncaptured: dict[str, Linked] = field(default_factory=dict)
    not_given: dict[str, str] = field(default_factory=dict)


class Past:
    """Search a web archive for one site; copies go into the run's WARC files.

    `known` are addresses of those years that this project's archive knows: earlier captures of its pages, and pages
    that it could never fetch. A copy that it already has is read from disk (`read`), so a resumed search only queries
    the index.
    """

    def __init__(
        self,
        site: SiteFile,
        years: Set[int],
        wayback: Wayback,
        copies: Copies,
        read: Read,
        notice: Notice,
        known: Mapping[str, Linked],
    ) -> None:
        self._site = site
        self._years = years
        self._since = min(years) - 1
        self._wayback = wayback
        self._copies = copies
        self._read = read
        self._notice = notice
        self._known = known
        self._index: dict[str, list[Memento]] = {}
        self._folders: list[str] = []
        self._lists: set[str] = set()
        self.result = WebArchiveResult()

    def run(self) -> WebArchiveResult:
        """Run the whole search. Raises WaybackError if the archive can't be used."""
        wanted: dict[str, Linked] = {}
        for entry in self._site.lists:
            if entry.kind != "mixed":
                self._query_index(_folder(entry.url))
        seen: set[str] = set()
        for entry in self._site.lists:
            wanted |= {u: linked for u, linked in self._listed(entry, seen).items() if u not in wanted}
        wanted |= {url: linked for url, linked in self._known.items() if url not in wanted}
        wanted |= {url: Linked() for url in self._site.reports if url not in wanted}
        known = {resource(url) for url in (*wanted, *seen)} | self._lists
        wanted |= {url: Linked() for url in self._unlisted() if resource(url) not in known}
        self._articles(wanted)
        return self.result

    # -- the index --

    def _query_index(self, folder: str | None) -> None:
        if folder is None or resource(folder) in self._folders:
            return
        self._notice("querying the index", len(self._index), None)
        for memento in self._wayback.captures(folder, self._since, prefix=True):
            self._index.setdefault(resource(memento.url), []).append(memento)
        self._folders.append(resource(folder))

    def _captures(self, url: str) -> list[Memento]:
        """Return the captures of an address within the site's bounds, from old to new."""
        key = resource(url)
        if key not in self._index and not any(key.startswith(folder) for folder in self._folders):
            self._index[key] = self._wayback.captures(url, self._since)
        inside = [m for m in self._index.get(key, []) if forbidden(self._site, m.url) is None]
        return sorted(inside, key=lambda m: m.timestamp)

    def _unlisted(self) -> Iterator[str]:
        """Yield articles in the folders of report lists that no captured list page shows."""
        for found in list(self._index.values()):
            url = found[0].url
            if FAMILIES[self._site.family].is_article(url) and forbidden(self._site, url) is None:
                yield url

    # -- list pages --

    def _listed(self, entry: List, seen: set[str]) -> dict[str, Linked]:
        """Return the links of a list, as its pages showed them over the years, that may be of the wanted years.

        Of each page the last capture of each year is read: a column of reports only grows.
        """
        wanted: dict[str, Linked] = {}
        pages = [(generic.fragment_free(entry.url), 1)]
        for url, number in pages:
            self._lists.add(resource(url))
            for memento in _last_of_each_year(self._captures(url)):
                copy = self._copy(memento, Linked("list", via=entry.url if number > 1 else None))
                if copy is None:
                    continue
                self.result.list_pages += 1
                self._notice("reading list pages", self.result.list_pages, None)
                listing = candidates.read_list(
                    self._site, ListPage(url, copy.text(), number, entry.url), entry
                )
                for link in listing.links:
                    seen.add(link.url)
                    if self._may_be_wanted(link, entry):
                        wanted.setdefault(link.url, Linked(None, url, link.title, link.date))
                following = (
                    listing.next_url if listing.next_body is None else None
                )  # a web archive has no POST
                if following and len(pages) < MAX_LIST_PAGES and following not in dict(pages):
                    pages.append((following, number + listing.rows))
        return wanted

    def _may_be_wanted(self, link: Link, entry: List) -> bool:
        return candidates.may_be_report(self._site, link, entry) and plan_years.may_concern(
            link.title, link.date, self._years
        )

    # -- articles --

    def _articles(self, wanted: Mapping[str, Linked]) -> None:
        """Import pages first: files that they link to are attachments; any other wanted file is a page of its own."""
        todo: list[tuple[Memento, Linked]] = []
        for number, (url, linked) in enumerate(wanted.items(), 1):
            self._notice("querying the index", number, len(wanted))
            captures = self._captures(url)
            if not captures:
                self.result.uncaptured[url] = linked
            todo += [(memento, linked) for memento in captures]
        todo.sort(key=lambda one: is_file(one[0].url))
        offered: dict[str, tuple[str, list[datetime]]] = {}
        attached: set[str] = set()
        for number, (memento, linked) in enumerate(todo, 1):
            self._notice("fetching captures", number, len(todo))
            if is_file(memento.url) and not attached:
                attached = {resource(url) for url in offered}
            if resource(memento.url) in attached:
                continue
            copy = self._copy(memento, linked)
            if copy is None or is_file(memento.url):
                continue
            for link in candidates.attached(self._site, copy.url, copy.text()):
                offered.setdefault(link.url, (copy.url, []))[1].append(copy.at)
            for part in candidates.further_pages(copy.url, copy.text()):
                offered.setdefault(part, (copy.url, []))[1].append(copy.at)
        waiting = list(offered)
        for number, url in enumerate(waiting, 1):
            article, moments = offered[url]
            self._notice("fetching attachments", number, len(waiting))
            for copy in self._attachment(url, article, sorted(moments)):
                if is_file(copy.url):
                    continue
                # A page of an article may link only to the page after it.
                for part in candidates.further_pages(copy.url, copy.text()):
                    if part not in offered and part != article and len(offered) < MAX_LIST_PAGES:
                        offered[part] = (article, moments)
                        waiting.append(part)

    def _attachment(self, url: str, article: str, moments: list[datetime]) -> list[Copy]:
        """Return a file, or further page, for each capture of its article: the first from then on, before the next.

        A file that was only captured before its article is not its attachment, because the archive reads together
        what was seen together; it is stored as a page of its own.
        """
        captures = self._captures(url)
        if not captures:
            self.result.uncaptured[url] = Linked(via=article)
            return []
        chosen: list[Memento] = []
        for moment, following in zip(moments, [*moments[1:], None], strict=True):
            beside = (m for m in captures if m.at >= moment and (following is None or m.at < following))
            chosen += [m for m in [next(beside, None)] if m]
        if not chosen:
            self._copy(captures[-1], Linked())
        return [c for m in chosen if (c := self._copy(m, Linked("attachment", via=article)))]

    def _copy(self, memento: Memento, linked: Linked) -> Copy | None:
        """Return a capture from this project's archive, or else from the web archive; None if it can't be obtained."""
        self.result.mementos += 1
        place = self._copies.find(memento.url, memento.at)
        if place is not None:
            with contextlib.suppress(WarcError):  # a record damaged since is fetched again
                return Copy(memento.url, memento.at, self._read(place), "")
        try:
            copy = self._wayback.fetch(memento)
        except NotGivenError as error:
            self.result.not_given[memento.url] = str(error)
            return None
        self._copies.add(copy, linked)
        return copy


def _last_of_each_year(captures: list[Memento]) -> list[Memento]:
    return list({memento.timestamp[:4]: memento for memento in captures}.values())


def _folder(url: str) -> str | None:
    """Return the folder of a list, where its articles often are; None for a site's root, which contains everything."""
    parts = urlsplit(url)
    if parts.query or parts.path.count("/") < 2:
        return None
    return urljoin(url, ".")
