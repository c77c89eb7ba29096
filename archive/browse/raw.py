"""A capture's row and its body from the WARC file, unless it is withdrawn or left out of this copy."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archive.browse.rows import Row, found, one
from archive.warc.captures import Payload
from archive.warc.payloads import PayloadError
from archive.warc.reader import payload_at
from archive.warc.records import WarcError
from parsers.text.decode import decode

_READABLE = ("text/", "application/json", "application/xhtml+xml", "application/xml")


@dataclass(frozen=True, slots=True)
class RawCapture:
    """A capture, the capture that has its body, its page, and the body or the reason why there is none."""

    capture: Row
    record: Row | None
    page: Row | None
    payload: Payload | None
    trouble: str | None

    @property
    def content_type(self) -> str:
        """Return the media type of the body without parameters, in lower case; empty if unknown."""
        return ((self.payload.content_type if self.payload else None) or "").split(";")[0].strip().lower()

    def text(self) -> str | None:
        """Return the body as text; None for other bodies, such as pictures and PDF files."""
        if self.payload is None or (self.content_type and not self.content_type.startswith(_READABLE)):
            return None
        return decode(self.payload.data, content_type=self.payload.content_type).text

    def html(self) -> str | None:
        """Return the body as text if it is an HTML page."""
        text = self.text()
        if text is None or not ("html" in self.content_type or not self.content_type):
            return None
        return text if self.content_type or "<html" in text[:2000].lower() else None


def read(db: sqlite3.Connection, warc: Path, capture_id: int) -> RawCapture:
    """Return a capture with its body. Raises NotFound if there is no such capture."""
    capture = found(one(db, "select * from captures where id = ?", [capture_id]), f"capture {capture_id}")
    # A revisit has no body of its own: its body is that of the capture it refers to.
    record = one(db, "select * from captures where id = ?", [capture["original_id"] or capture_id])
    page = (
        one(db, "select * from pages where id = ?", [capture["page_id"]])
        if capture["page_id"] is not None
        else None
    )
    if page and page["withdrawn_at"]:
        return RawCapture(capture, record, page, None, "withdrawn")
    return RawCapture(capture, record, page, *_payload(warc, record))


def _payload(warc: Path, record: Row | None) -> tuple[Payload | None, str | None]:
    """Return the body from the WARC file, or a message why it can't be read."""
    if record is None:
        return None, "no_body"
    # A published snapshot may have no captures, and never has those of withdrawn pages.
    if not warc.is_dir() or record["warc_offset"] < 0:
        return None, "captures_left_out"
    name = Path(record["warc_file"]).name
    try:
        return payload_at(warc / name, record["warc_offset"]), None
    except (WarcError, PayloadError) as error:
        return None, str(error)
