"""Import a site's captures from the WARC files of other tools: pages and document files on the site's hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from archive.warc.captures import Capture, Response, Role, normal_date, safe_uri
from archive.warc.payloads import PayloadError
from archive.warc.reader import captures, payload_at, response_at
from archive.warc.records import DamagedRecordError, WarcError
from spiders.config.sitefile import List, SiteFile
from spiders.families import generic
from spiders.lists.base import Listing, ListPage
from spiders.lists.links import is_file
from spiders.past.copies import Copies, Copy, Linked
from spiders.rendering.rendition import SUFFIX, Rendition
from spiders.visit import candidates
from spiders.visit.bounds import forbidden

# (what is being done, how much of it is done, how much there is), in kB
Notice = Callable[[str, int, int | None], None]
_PAGES = ("text/html", "application/xhtml", "text/plain")
_FILES = (
    "application/pdf", "application/msword", "application/vnd.openxml", "application/vnd.ms-works", "application/wps",
)  # fmt: skip
_ASSETS = (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".svg", ".webp", ".woff", ".woff2", ".ttf",
           ".swf", ".mp4", ".mp3")  # fmt: skip


@dataclass(slots=True)
class ForeignResult:
    """How many captures were on other hosts, repeat something that none of the files contains, or are damaged."""

    outside: int = 0
    without_original: int = 0
    damaged: list[str] = field(default_factory=list)


class Foreign:
    """Import the captures of one site from WARC files, each with its own time, in two passes over the files.

    The first pass finds what list pages and articles show about other addresses, the second writes copies. A repeat
    (revisit) becomes the answer that it repeats, at its own time, if one of the files contains that answer.
    """

    def __init__(
        self,
        site: SiteFile,
        copies: Copies,
        notice: Notice,
        refuse: Callable[[Copy], str | None] = lambda _: None,
    ) -> None:
        self._refuse = refuse  # the reason why a page or document file is not wanted
        self._refused: set[tuple[str, datetime]] = set()
        self._refused_pages: set[str] = set()
        self._site = site
        self._copies = copies
        self._notice = notice
        self._answers: dict[tuple[str, str], tuple[Path, int]] = {}
        self._lists = {generic.fragment_free(entry.url): (entry, 1) for entry in site.lists}
        self._linked: dict[str, Linked] = {}
        self._offered: dict[str, tuple[str, datetime]] = {}
        self.result = ForeignResult()

    def take(self, paths: Sequence[Path]) -> ForeignResult:
        """Read the files twice; return what was found but could not be used."""
        whole = sum(path.stat().st_size for path in paths)
        for done, path, capture in self._captures(paths, self._note_damage):
            self._notice("scanning, kB", done // 1000, whole // 1000)
            if forbidden(self._site, capture.url):
                self.result.outside += 1
                continue
            if capture.record_type == "conversion":
                self._learn_rendered(path, capture)
                continue
            if capture.record_type != "revisit":
                self._answers[safe_uri(capture.url), capture.fetched_at] = (path, capture.position.offset)
            copy = self._copy(path, capture)
            if copy is None or not (_is_page(copy) or _is_document(copy)):
                continue
            if _is_page(copy):
                self._learn(copy)
            if copy.url not in self._lists and self._refuse(copy) is not None:
                self._refused.add((copy.url, copy.at))
                self._refused_pages.add(copy.url)
        for done, path, capture in self._captures(paths, lambda _: None):
            self._notice("importing, kB", done // 1000, whole // 1000)
            if forbidden(self._site, capture.url):
                continue
            copy = self._copy(path, capture)
            if copy is not None and not self._is_refused(copy):
                self._keep(copy, capture)
            elif copy is None and capture.record_type == "revisit":
                self.result.without_original += 1
        return self.result

    def _is_refused(self, copy: Copy) -> bool:
        """Return whether a capture is not wanted, or is a file of an article that is not wanted."""
        article, _ = self._offered.get(copy.url, ("", copy.at))
        return (copy.url, copy.at) in self._refused or article in self._refused_pages

    def _captures(
        self, paths: Sequence[Path], damaged: Callable[[DamagedRecordError], None]
    ) -> Iterator[tuple[int, Path, Capture]]:
        before = 0
        for path in paths:
            for capture in captures(path, damaged=damaged):
                yield before + capture.end, path, capture
            before += path.stat().st_size

    def _note_damage(self, error: DamagedRecordError) -> None:
        self.result.damaged.append(str(error))

    def _copy(self, path: Path, capture: Capture) -> Copy | None:
        """Return the capture with its bytes; None for a repeat of an answer that is missing, and for a failed fetch."""
        offset = capture.position.offset
        if capture.record_type in ("metadata", "conversion"):
            return None
        if capture.record_type == "revisit":
            referred = capture.refers_to
            place = (
                self._answers.get((safe_uri(referred.url), _date(referred.fetched_at))) if referred else None
            )
            if place is None:
                return None
            path, offset = place
        try:
            if capture.record_type == "resource":
                payload = payload_at(path, offset)
                answer = Response(200, "OK", (("Content-Type", payload.content_type or ""),), payload.data)
            else:
                answer = response_at(path, offset)
        except (WarcError, PayloadError):
            return None
        at = datetime.fromisoformat(capture.fetched_at)
        return Copy(capture.url, at, answer, f"{capture.record_id} in {path.name}")

    def _learn(self, copy: Copy) -> None:
        if (known := self._lists.get(copy.url)) is not None:
            self._learn_list(copy, *known)
            return
        text = copy.text()
        # A further page of an article links to the pages after it: they belong to the first page.
        first, _ = self._offered.get(copy.url, (copy.url, copy.at))
        offered = [link.url for link in candidates.attached(self._site, copy.url, text)]
        for url in [*offered, *candidates.further_pages(copy.url, text)]:
            article, at = self._offered.get(url, (first, copy.at))
            if url != first:
                self._offered[url] = (article, min(at, copy.at))

    def _learn_list(self, copy: Copy, entry: List, number: int) -> None:
        listing = candidates.read_list(
            self._site, ListPage(copy.url.partition("#post-")[0], copy.text(), number, entry.url), entry
        )
        self._learn_links(listing, copy.url, entry)
        if listing.following:
            self._lists.setdefault(listing.following.address, (entry, number + listing.rows))

    def _learn_rendered(self, path: Path, capture: Capture) -> None:
        """Learn from the rows of a list that a browser showed."""
        known = self._lists.get(capture.url.removesuffix(SUFFIX))
        if known is None:
            return
        try:
            made = Rendition.from_json(payload_at(path, capture.position.offset).data)
        except (WarcError, PayloadError, ValueError) as error:
            self.result.damaged.append(f"{path.name} at {capture.position.offset}: {error}")
            return
        for page, listing in made.pages():
            self._learn_links(listing, page.url, known[0])

    def _learn_links(self, listing: Listing, via: str, entry: List) -> None:
        for link in listing.links:
            if candidates.may_be_report(self._site, link, entry):
                self._linked.setdefault(link.url, Linked(None, via, link.title, link.date))

    def _keep(self, copy: Copy, capture: Capture) -> None:
        if capture.fields is not None:  # a WARC file written by this project
            known = capture.fields
            role: Role | None = next((role for role in get_args(Role) if role == known.role), None)
            self._copies.add(copy, Linked(role, known.via, known.title, known.listed))
            return
        if _is_asset(copy) or (copy.response.status == 200 and not _is_page(copy) and not _is_document(copy)):
            return
        if copy.url in self._lists:
            self._copies.add(copy, Linked("list"))
            return
        article, since = self._offered.get(copy.url, ("", copy.at))
        if article and copy.at >= since:
            self._copies.add(copy, Linked("attachment", via=article))
        else:
            self._copies.add(copy, self._linked.get(copy.url, Linked()))


def _is_page(copy: Copy) -> bool:
    """Return whether it is a page that was present; robots.txt does not count."""
    readable = copy.content_type.startswith(_PAGES) or not copy.content_type
    return copy.response.status == 200 and readable and urlsplit(copy.url).path != "/robots.txt"


def _is_document(copy: Copy) -> bool:
    return copy.response.status == 200 and (copy.content_type.startswith(_FILES) or is_file(copy.url))


def _is_asset(copy: Copy) -> bool:
    path = urlsplit(copy.url).path.lower()
    return path.endswith(_ASSETS) or path == "/robots.txt"


def _date(text: str) -> str:
    try:
        return normal_date(text)
    except ValueError:
        return ""
