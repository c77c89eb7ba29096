"""Decide whether a reading is stored or waits for a better capture.

Stored too early, a reading can record a change that nobody made: a report that is missing from its page because the
server failed on the attached PDF, a damaged page, an answer that breaks off, an error page in place of a file. Such a
reading waits, with an open issue, until a later crawl obtains the missing part. A page that is served with the same
bytes on another night is what the site publishes, and is stored; only a report whose text no night has obtained, on a
page that a script fills, waits until it is.

`facts_about` collects from the archive what the decision needs; `decide` is a pure function of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.store import Archive, Reading, Source
from archive.warc.payloads import PayloadError
from archive.warc.records import WarcError
from flows.pipeline.garbled import REPLACEMENT, only_garbled
from parsers.record import Record
from parsers.text import han

if TYPE_CHECKING:
    from spiders.config.sitefile import SiteFile

FILE_MISSING = "file_missing"
UNREADABLE = "unreadable"
REPORT_CONTINUES = "report_continues"
RENDERED = "#rendered"
NOT_FILLED = (
    "a script or a frame fills in its text, which was not obtained"
    " (the extra fangzhi[browser] renders such pages)"
)
ANNOUNCEMENT = 600  # characters; a longer text is more than an announcement of its file
REFUSED = {"too_deep", "too_large", "broken_file"}  # problems of a page that may be complete on another night
# Problems of a document that has a text, or pictures of one.
JUDGED = REFUSED | {"no_text_layer", "encrypted", "needs_conversion", "damaged_part"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive knows about a reading's page.

    `live`: a later crawl will request the page again; local files are read once, and the archive must not
    depend on their order. `missing`: addresses of offered files without an answer from the server.
    `damaged`: addresses of files first obtained with these bytes that can't be the report. `has_files`: some file
    beside the article was captured. `shown`: the text of the page's current version, where the reading may be worse.
    `in_pages`: the article belongs to a site, so the further pages that it names may still be obtained.
    `repeated`: the article had the same bytes on an earlier night. `filled`: the page shows next to nothing, and a
    script or a frame of it may show more.
    """

    live: bool = False
    in_pages: bool = False
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    has_files: bool = False
    shown: str | None = None
    repeated: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    """The reading is stored."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The reading waits: the code of the issue that it opens, and one line saying why."""

    code: str
    why: str


def decide(record: Record, facts: Facts) -> Store | Wait:
    """Return whether a record is stored, or what it waits for."""
    if facts.in_pages and (left := [p.detail for p in record.problems if p.code == REPORT_CONTINUES]):
        return Wait(REPORT_CONTINUES, left[0])
    if not facts.live:
        return Store()
    if facts.missing or facts.damaged:
        files = sorted({*facts.missing, *(f"{url} (damaged)" for url in facts.damaged)})
        return Wait(FILE_MISSING, f"not obtained yet: {', '.join(files)}")
    if facts.filled and not (facts.shown and facts.repeated):
        return Wait(UNREADABLE, NOT_FILLED)
    if record.completeness == "empty":
        why = "; ".join(f"{p.code}: {p.detail}" for p in record.problems) or "no text"
        # Broken attachments are handled above: `damaged` lists those to wait for.
        judged = {"broken_file"} if facts.has_files else set()
        refused = any(p.code in REFUSED - judged for p in record.problems)
        if refused and facts.shown:
            return Wait(UNREADABLE, why)  # an unread page is no evidence that the text shown has changed
        if (refused or facts.shown) and not facts.repeated:
            return Wait(UNREADABLE, why)
    elif facts.shown and not facts.repeated and _breaks_off(record, facts.shown):
        return Wait(UNREADABLE, f"it breaks off within the text shown before: {record.text[-20:].strip()}")
    elif facts.shown and only_garbled(facts.shown, record.text):
        return Wait(UNREADABLE, "damaged bytes; the text between them is unchanged")
    return Store()


def _breaks_off(record: Record, shown: str) -> bool:
    """Return whether a text without its end is the beginning of the text that its page showed before."""
    text, before = "".join(record.text.split()), "".join(shown.split())
    cut = record.completeness in ("truncated_end", "excerpt")
    return cut and len(text) < len(before) and before.startswith(text)


def facts_about(
    archive: Archive, awaiting: Mapping[str, SiteFile], reading: Reading, record: Record
) -> Facts:
    """Collect the facts for a reading of a site that a crawl visits (`awaiting`, by id).

    A reading that repeats an older parser's, or of a site that no crawl visits, is not `live`. Only facts that
    this record can need are looked up: a payload is read where a file may be missing, and nothing else.
    """
    site = awaiting.get(reading.site_id or "")
    in_pages = reading.site_id is not None and not reading.again and reading.url.startswith("http")
    if site is None or reading.again:
        return Facts(in_pages=in_pages)
    missing, damaged = _files(archive, site, reading, record)
    filled = _shows_nothing(record) and _may_be_filled(archive, reading)
    lacking = filled or record.completeness in ("empty", "truncated_end", "excerpt")
    doubtful = lacking or REPLACEMENT in record.text
    return Facts(
        live=True,
        in_pages=in_pages,
        missing=missing,
        damaged=damaged,
        has_files=bool(_captured_files(reading)),
        shown=archive.shown(reading.url) if doubtful else None,
        repeated=lacking and archive.repeated(reading.article),
        filled=filled,
    )


def _shows_nothing(record: Record) -> bool:
    """Return whether a report or a list has no content: at most what a template writes around it."""
    content = record.commitments or record.indicators or any(p.code in JUDGED for p in record.problems)
    return record.kind != "other" and not content and han.count(record.text) < han.SHORTEST_BODY


def _may_be_filled(archive: Archive, reading: Reading) -> bool:
    from spiders.visit.articles import filled
    from spiders.visit.candidates import page_text

    try:
        page = archive.payload(_shown(reading))
    except (WarcError, PayloadError):
        return False  # the reading itself is of a damaged capture, which has an issue of its own
    return filled.may_be_filled(page_text(page.data, page.content_type))


def _files(
    archive: Archive, site: SiteFile, reading: Reading, record: Record
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses of the files that are missing, and of those that are damaged."""
    whole = record.kind != "other" and record.completeness == "whole"
    broken = any(problem.code == "broken_file" for problem in record.problems)
    if whole and not broken:
        return (), ()
    try:
        missing = (
            set()
            if whole
            else archive.unanswered(reading, _offered(archive, site, _shown(reading), reading.url))
        )
        files = _captured_files(reading) if broken else _pages_for_files(archive, reading, record)
        damaged = {source.url for source in files if not archive.repeated(source)}
        if damaged:  # a file that other articles offer too (a guide, a form) is not this article's report
            damaged -= {url for other in archive.others(reading) for url in _offered(archive, site, other)}
    except (WarcError, PayloadError):
        return (), ()  # the reading itself is of a damaged capture, which has an issue of its own
    return tuple(sorted(missing)), tuple(sorted(damaged))


def _captured_files(reading: Reading) -> list[Source]:
    """Return what was captured beside an article, without the page that its scripts filled."""
    return [one for one in reading.attachments if not (one.url or "").endswith(RENDERED)]


def _shown(reading: Reading) -> Source:
    """Return the page that an article shows: as its scripts filled it, if that was stored beside it."""
    return next((one for one in reading.attachments if (one.url or "").endswith(RENDERED)), reading.article)


def _offered(archive: Archive, site: SiteFile, article: Source, url: str | None = None) -> list[str]:
    """Return the addresses of the document files that an article links to."""
    # Imported only for a crawled site: `fangzhi ingest` has none, and these bring in pydantic and the families.
    from spiders.visit.candidates import attached, page_text

    page = archive.payload(article)
    return [link.url for link in attached(site, url or article.url, page_text(page.data, page.content_type))]


def _pages_for_files(archive: Archive, reading: Reading, record: Record) -> list[Source]:
    """Return the attachments in whose place a web page was served, where the article's own text is not the report."""
    from spiders.lists.links import is_file

    if len(record.text) >= ANNOUNCEMENT:
        return []
    named = [source for source in reading.attachments if is_file(source.url)]
    return [source for source in named if _is_page(archive.payload(source).data)]


def _is_page(data: bytes) -> bool:
    """Return whether a response is a web page rather than a document file."""
    head = data[:1000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<body" in head
