"""Readings that say nothing about their page: it could not be read, or came with damaged bytes.

Kept, they would look as if a government had taken its words back and given them again the night after. A page
that is as empty on a second night, with the same bytes, is what is published, and is kept.
"""

from __future__ import annotations

from archive.record.garbled import REPLACEMENT, only_garbled
from archive.store import Archive, Reading
from parsers.record import Record

REFUSED = {"too_deep", "too_large", "broken_file"}  # problems of what may come whole another night


def damaged(archive: Archive, reading: Reading, record: Record, *, live: bool) -> str | None:
    """Why a reading is not to be kept; None where it is.

    Judged only where the page will be asked for again (`live`): what comes from files comes once, and the archive
    must not depend on the order in which it comes.
    """
    if not live or reading.again or not (record.completeness == "empty" or REPLACEMENT in record.text):
        return None
    before = archive.shown(reading.url)
    if record.completeness == "empty":
        told = "; ".join(f"{p.code}: {p.detail}" for p in record.problems) or "no text"
        # Of the files beside an article `owed` has judged already.
        judged = {"broken_file"} if reading.attachments else set()
        refused = any(p.code in REFUSED - judged for p in record.problems)
        if refused and before:
            return told  # what was not read says nothing about what was
        return told if (refused or before) and not archive.repeated(reading.article) else None
    if before and only_garbled(before, record.text):
        return "bytes that are no characters; between them the text is as it was"
    return None
