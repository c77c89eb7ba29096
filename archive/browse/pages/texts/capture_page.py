"""`/capture/ID/page` and `/capture/ID/file/N`: a page as published, with its archived style sheets and pictures.

Three locks hold independently: the page is rebuilt from listed elements (`parsers.appearance`), its response allows
nothing but styles and pictures of this server, and it has an origin of its own, without scripts.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from archive.browse import answers, raw
from archive.browse.rows import Row, found, one
from archive.layout import WARC_FOLDER
from archive.queries.appearance import Files, StoredFile, file_of, stylesheet
from archive.warc.payloads import PayloadError
from archive.warc.reader import payload_at
from archive.warc.records import WarcError
from parsers.appearance import css
from parsers.appearance.css import Address
from parsers.appearance.page import look

PAGE_POLICY = (
    "sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'"
)
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_SVG = "image/svg+xml"
# By their first bytes: a picture is what it is, whatever the server called it.
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\0\0\1\0", "image/x-icon"),
)


async def page(request: Request, datasette: Datasette) -> Response:
    """Return a captured page as published. Raises NotFound if the capture is not a page that can be shown."""
    capture_id, warc = int(request.url_vars["id"]), _warc(datasette)

    def build(db: sqlite3.Connection) -> Row:
        capture = raw.read(db, warc, capture_id)
        html = capture.html()
        if html is None:
            raise NotFound(f"capture {capture_id} is not a page that can be shown")
        files = Files.of(db, capture.capture["fetched_at"])
        address = _addresses(datasette, capture_id, files)
        ours = [str(datasette.urls.path(f"/static/{name}")) for name in ("archived.css", "seal.svg")]
        shown = look(html, capture.capture["url"], address, *ours)
        if shown is None:
            raise NotFound(f"capture {capture_id} is nested too deeply to be shown")
        return {"html": shown.html}

    body = (await answers.read(datasette, build))["html"]
    return Response.html(body, headers={"Content-Security-Policy": PAGE_POLICY})


async def file(request: Request, datasette: Datasette) -> Response:
    """Return a style sheet or a picture for a captured page. Raises NotFound for anything else."""
    capture_id, file_id, warc = int(request.url_vars["id"]), int(request.url_vars["file"]), _warc(datasette)

    def build(db: sqlite3.Connection) -> Row:
        capture = found(
            one(db, "select fetched_at from captures where id = ?", [capture_id]), f"capture {capture_id}"
        )
        stored = file_of(db, file_id)
        if stored is None:
            raise NotFound(f"no file {file_id}")
        if not stored.fits("stylesheet"):
            return _picture(warc, stored)
        text = stylesheet(warc, stored)
        if text is None:
            raise NotFound(f"file {file_id} can't be read")
        address = _addresses(datasette, capture_id, Files.of(db, capture["fetched_at"]))
        return {"body": css.rewrite(text, stored.url, address).encode(), "type": "text/css; charset=utf-8"}

    data = await answers.read(datasette, build)
    return Response(
        body=data["body"],
        status=200,
        content_type=data["type"],
        # A page's own styles and pictures load all the same; opened alone, a drawing never becomes a document.
        headers={"Content-Security-Policy": FILE_POLICY, "Content-Disposition": "attachment"},
    )


def _warc(datasette: Datasette) -> Path:
    folder: Path = datasette.get_database("archive").file.parent
    return folder / WARC_FOLDER


def _addresses(datasette: Datasette, capture_id: int, files: Files) -> Address:
    """Return the function that gives an archived file's address on this server."""

    def address(kind: css.Kind, url: str) -> str | None:
        stored = files.find(kind, url)
        return str(datasette.urls.path(f"/capture/{capture_id}/file/{stored.capture_id}")) if stored else None

    return address


def _picture(warc: Path, stored: StoredFile) -> Row:
    try:
        data = payload_at(warc / Path(stored.warc_file).name, stored.warc_offset).data
    except (WarcError, PayloadError) as error:
        raise NotFound(str(error)) from error
    if stored.media_type == _SVG:
        return {"body": data, "type": _SVG}
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return {"body": data, "type": "image/webp"}
    kind = next((kind for magic, kind in _PICTURES if data.startswith(magic)), None)
    if kind is None:
        raise NotFound(f"capture {stored.capture_id} is not a picture")
    return {"body": data, "type": kind}
