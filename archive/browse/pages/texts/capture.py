"""`/capture/ID`: a raw capture shown safely, and as a download: its bytes, or a WACZ for a replay program.

Archived HTML never becomes part of our pages: it is shown as source text, and as published in a frame of its own
(`/capture/ID/page`).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.browse import answers, gate, raw
from archive.browse.rows import Row, rows
from archive.layout import WARC_FOLDER
from archive.queries.appearance import Files
from archive.queries.capture_wacz import write_capture
from archive.warc.payloads import PayloadError
from archive.warc.records import WarcError
from parsers.appearance.page import look

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
_POLICY = f"{gate.CONTENT_SECURITY_POLICY}; frame-src 'self'"


async def view(request: Request, datasette: Datasette) -> Response:
    """Return the page about a capture; its bytes for `?download`, a WACZ file for `?wacz`."""
    arguments = answers.arguments_of(datasette, request)
    capture_id = int(arguments["id"])
    warc = datasette.get_database("archive").file.parent / WARC_FOLDER
    flags = {*arguments, *request.query_string.split("&")}
    if "wacz" in flags:
        made = (await answers.read(datasette, lambda db: _wacz(db, warc, capture_id)))["file"]
        if isinstance(made, bytes):
            return _attachment(f"capture-{capture_id}.wacz", made, "application/zip")
        return await answers.html(
            datasette, request, "fault.html", {"status": 404, "error": made}, status=404
        )
    if "download" in flags:
        found = (await answers.read(datasette, lambda db: {"raw": raw.read(db, warc, capture_id)}))["raw"]
        if found.payload is None:
            data = {"status": 404, "error": found.trouble}
            return await answers.html(datasette, request, "fault.html", data, status=404)
        suffix = _SUFFIXES.get(found.content_type, ".bin")
        # Never the archived type: a browser must not open these bytes as a page of ours.
        return _attachment(f"capture-{capture_id}{suffix}", found.payload.data, "application/octet-stream")
    data = await answers.read(datasette, lambda db: _page(db, warc, capture_id))
    if request.path.endswith(".json"):
        return Response.json(data)
    answer = await answers.html(datasette, request, "capture.html", data, arguments)
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _page(db: sqlite3.Connection, warc: Path, capture_id: int) -> Row:
    found = raw.read(db, warc, capture_id)
    payload, text, html = found.payload, found.text(), found.html()
    return {
        "capture": found.capture,
        "record_id": found.record["id"] if found.record else None,
        "versions": rows(
            db, "select id, number, page_id, cause from versions where first_capture_id = ?", [capture_id]
        ),
        "page": found.page,
        "content_type": payload.content_type if payload else None,
        "size": len(payload.data) if payload else None,
        "trouble": found.trouble,
        "text": None if text is None else text[:SHOWN],
        "cut": text is not None and len(text) > SHOWN,
        "look": _look(db, found.capture, html) if html is not None else None,
        "replayable": payload is not None
        and found.capture["record_type"] in ("response", "revisit")
        and str(found.capture["url"]).startswith("http"),
    }


def _look(db: sqlite3.Connection, capture: Row, html: str) -> Row | None:
    """Return how complete the view as published is; None for a page that can't be shown."""
    files = Files.of(db, capture["fetched_at"])
    shown = look(html, capture["url"], lambda kind, url: "/" if files.find(kind, url) else None)
    if shown is None:
        return None
    moments = sorted(file.fetched_at for file in files.found.values())
    return {
        **files.counts(),
        "left_out": shown.left_out,
        "files_from": moments[0] if moments else None,
        "files_to": moments[-1] if moments else None,
        "address": f"/capture/{capture['id']}/page",
    }


def _wacz(db: sqlite3.Connection, warc: Path, capture_id: int) -> Row:
    """Return the bytes of the WACZ file, or a message why there is none."""
    found = raw.read(db, warc, capture_id)
    if found.payload is None:
        return {"file": found.trouble}
    with TemporaryDirectory() as work:
        try:
            made = write_capture(db, warc, capture_id, Path(work))
        except (WarcError, PayloadError) as error:
            return {"file": str(error)}
        return {"file": made.read_bytes() if made else "not_replayable"}


def _attachment(name: str, body: bytes, content_type: str) -> Response:
    return Response(
        status=200,
        body=body,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
