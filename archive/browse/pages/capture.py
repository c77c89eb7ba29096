"""`/capture/ID`: a raw capture shown safely, and as a download of the bytes.

Archived HTML never becomes part of our pages: it is shown as source text, and as a page in a frame without scripts,
forms and origin, reduced to its structure (`sanitized`).
"""

from __future__ import annotations

import functools
import sqlite3
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.browse import answers
from archive.browse.display.sanitize import sanitized
from archive.browse.rows import Row, found, one, rows
from archive.layout import WARC_FOLDER
from archive.warc.captures import Payload
from archive.warc.payloads import PayloadError
from archive.warc.reader import payload_at
from archive.warc.records import WarcError
from parsers.text.decode import decode

SHOWN = 400_000
"""Most characters of a text that are shown; the download has all."""

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_READABLE = ("text/", "application/json", "application/xhtml+xml", "application/xml")


async def view(request: Request, datasette: Datasette) -> Response:
    """Return the page about a capture, or its bytes for `?download`."""
    arguments = answers.arguments_of(datasette, request)
    capture_id = int(arguments["id"])
    warc = datasette.get_database("archive").file.parent / WARC_FOLDER
    data = await answers.read(datasette, functools.partial(_read, capture_id=capture_id))
    record = data.pop("record")
    withdrawn = data["page"] and data["page"]["withdrawn_at"]
    payload, trouble = (None, "withdrawn") if withdrawn else _payload(warc, record)
    content_type = ((payload.content_type if payload else None) or "").split(";")[0].strip().lower()
    if "download" in arguments or "download" in request.query_string.split("&"):
        if payload is None:
            return await answers.html(
                datasette, request, "fault.html", {"status": 404, "error": trouble}, status=404
            )
        return _download(capture_id, payload.data, content_type)
    data["content_type"] = payload.content_type if payload else None
    data["size"] = len(payload.data) if payload else None
    data["trouble"] = trouble
    data["text"] = data["framed"] = None
    if payload and (content_type.startswith(_READABLE) or not content_type):
        decoded = decode(payload.data, content_type=payload.content_type).text
        data["text"], data["cut"] = decoded[:SHOWN], len(decoded) > SHOWN
        if "html" in content_type or (not content_type and "<html" in decoded[:2000].lower()):
            data["framed"] = sanitized(decoded, str(datasette.urls.path("/static/archived.css")))
    if request.path.endswith(".json"):
        return Response.json(data)
    return await answers.html(datasette, request, "capture.html", data, arguments)


def _read(db: sqlite3.Connection, capture_id: int) -> Row:
    capture = found(one(db, "select * from captures where id = ?", [capture_id]), f"capture {capture_id}")
    # A revisit has no body of its own: its body is that of the capture it refers to.
    record = one(db, "select * from captures where id = ?", [capture["original_id"] or capture_id])
    return {
        "capture": capture,
        "record": record,
        "record_id": record["id"] if record else None,
        "versions": rows(
            db, "select id, number, page_id, cause from versions where first_capture_id = ?", [capture_id]
        ),
        "page": one(db, "select * from pages where id = ?", [capture["page_id"]])
        if capture["page_id"]
        else None,
    }


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


def _download(capture_id: int, body: bytes, content_type: str) -> Response:
    suffix = _SUFFIXES.get(content_type, ".bin")
    # Never the archived type: a browser must not open these bytes as a page of ours.
    return Response(
        status=200,
        body=body,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="capture-{capture_id}{suffix}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
