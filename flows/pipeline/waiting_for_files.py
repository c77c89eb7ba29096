"""Articles whose files the crawl could not get: they are not read as pages without text.

An article that says nothing itself offers its report as a file. Where the server failed on the file, or the crawl
was cut off before it, the archive would hold an empty report that fills up a night later: an edit that nobody made.
Such an article waits, with an issue, until its files have been answered for. A file that came damaged, or an error
page in its place, is no answer, unless the same bytes come again another night: then that is what is published.
"""

from __future__ import annotations

from collections.abc import Mapping

from archive.store import Archive, Reading, Source
from archive.warc.payloads import PayloadError
from archive.warc.records import WarcError
from parsers.record import Record
from spiders.config.sitefile import SiteFile
from spiders.families.links import is_file
from spiders.visit.candidates import attached, page_text

CODE = "file_missing"
ANNOUNCEMENT = 600  # characters; a longer text is more than an announcement of its file


def owed(
    archive: Archive, sites: Mapping[str, SiteFile], reading: Reading, record: Record
) -> tuple[str, ...]:
    """The addresses of the files without which this reading is not to be kept; none where the text is whole."""
    site = sites.get(reading.site_id or "")
    whole = record.kind != "other" and record.completeness == "whole"
    broken = any(problem.code == "broken_file" for problem in record.problems)
    if site is None or reading.again or (whole and not broken):
        return ()
    try:
        missing = set() if whole else archive.unanswered(reading, _offered(archive, site, reading.article))
        damaged = {
            source.url
            for source in _damaged(archive, reading, record, broken)
            if not archive.repeated(source)
        }
        if damaged:
            damaged -= {url for other in archive.others(reading) for url in _offered(archive, site, other)}
    except (WarcError, PayloadError):
        return ()
    return tuple(sorted({*missing, *(f"{url} (damaged)" for url in damaged)}))


def _offered(archive: Archive, site: SiteFile, article: Source) -> list[str]:
    page = archive.payload(article)
    return [link.url for link in attached(site, article.url, page_text(page.data, page.content_type))]


def _damaged(archive: Archive, reading: Reading, record: Record, broken: bool) -> list[Source]:
    """The files beside a reading's article that came and can't be the report: broken, or a web page in its place."""
    if broken:
        return list(reading.attachments)
    if len(record.text) >= ANNOUNCEMENT:
        return []
    named = [source for source in reading.attachments if is_file(source.url)]
    return [source for source in named if _is_page(archive.payload(source).data)]


def _is_page(data: bytes) -> bool:
    """Whether an answer is a web page and no file."""
    head = data[:1000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<body" in head
