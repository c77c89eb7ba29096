"""Articles whose files the crawl could not get: they are not read as pages without text.

An article that says nothing itself offers its report as a file. Where the server failed on the file, or the crawl
was cut off before it, the archive would hold an empty report that fills up a night later: an edit that nobody made.
Such an article waits, with an issue, until its files have been answered for.
"""

from __future__ import annotations

from collections.abc import Mapping

from archive.payloads import PayloadError
from archive.store import Archive, Reading
from archive.warcrecords import WarcError
from parsers.record import Record
from spiders.candidates import attached, page_text
from spiders.sitefile import SiteFile

CODE = "file_missing"


def owed(
    archive: Archive, sites: Mapping[str, SiteFile], reading: Reading, record: Record
) -> tuple[str, ...]:
    """The addresses of the files without which this reading is not to be kept; none where the text is whole."""
    site = sites.get(reading.site_id or "")
    if site is None or reading.again or (record.kind != "other" and record.completeness == "whole"):
        return ()
    try:
        page = archive.payload(reading.article)
    except (WarcError, PayloadError):
        return ()
    text = page_text(page.data, page.content_type)
    offered = [link.url for link in attached(site, reading.url, text)]
    return tuple(sorted(archive.unanswered(reading, offered)))
