"""Find the archived style sheets and pictures of a capture: those of its page, nearest to it in time."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.warc.captures import Payload, safe_uri
from archive.warc.payloads import PayloadError
from archive.warc.reader import payload_at
from archive.warc.records import WarcError
from parsers.appearance import css
from parsers.appearance.css import Kind
from parsers.appearance.page import look
from parsers.text.decode import decode

MAX_FILES: Final = 600
"""Most addresses of one page that are looked up."""
MAX_REDIRECTS: Final = 3
_PICTURE_TYPES: Final = ("image/", "application/octet-stream", "binary/octet-stream")

# A withdrawn page takes the pictures with it that were fetched for it.
_FILES: Final = """
SELECT c.id, c.url, c.fetched_at, c.redirect_to, b.media_type, b.warc_file, b.warc_offset
FROM captures c JOIN captures b ON b.id = coalesce(c.original_id, c.id)
LEFT JOIN pages p ON p.id = c.page_id
WHERE c.outcome IN ('ok', 'unchanged', 'not_modified', 'moved') AND p.withdrawn_at IS NULL
  AND (c.outcome = 'moved' OR b.record_type IN ('response', 'resource'))
  AND NOT (c.role IS 'appearance' AND b.media_type LIKE 'image/%' AND EXISTS (
    SELECT 1 FROM addresses a JOIN pages w ON w.id = a.page_id WHERE a.url = c.via AND w.withdrawn_at IS NOT NULL))
"""
_NEAREST: Final = (
    f"{_FILES} AND c.url = :url ORDER BY abs(julianday(c.fetched_at) - julianday(:at)), c.id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An archived style sheet or picture. `hops` are the captures of the redirects that led to it."""

    capture_id: int
    url: str
    fetched_at: str
    media_type: str
    warc_file: str
    warc_offset: int
    hops: tuple[tuple[str, int], ...] = ()

    def fits(self, kind: Kind) -> bool:
        """Return whether its media type is that of a style sheet, or of a picture."""
        if kind == "stylesheet":
            return self.media_type == "text/css"
        return self.media_type.startswith(_PICTURE_TYPES)


@dataclass(slots=True)
class Files:
    """The archived files of a page, as `parsers.appearance` requests them; what is missing is remembered.

    `wanted` has each requested address with its kind; `found` those that are archived, by address.
    """

    db: sqlite3.Connection
    at: str
    wanted: dict[str, Kind]
    found: dict[str, StoredFile]

    @classmethod
    def of(cls, db: sqlite3.Connection, at: str) -> Files:
        """Return an empty collection for a page fetched at a moment."""
        return cls(db, at, {}, {})

    def find(self, kind: Kind, url: str) -> StoredFile | None:
        """Return the archived file that was published at `url`."""
        if url not in self.wanted:
            if len(self.wanted) >= MAX_FILES:
                return None
            self.wanted[url] = kind
            if file := stored_file(self.db, url, self.at):
                self.found[url] = file
        file = self.found.get(url)
        return file if file and file.fits(kind) else None

    def counts(self) -> dict[str, dict[str, int]]:
        """Return for each kind how many files the page names and how many of them are archived."""
        return {
            kind: {
                "named": sum(one == kind for one in self.wanted.values()),
                "archived": sum(
                    one == kind and url in self.found and self.found[url].fits(kind)
                    for url, one in self.wanted.items()
                ),
            }
            for kind in ("stylesheet", "picture")
        }  # fmt: skip


def file_of(db: sqlite3.Connection, capture_id: int) -> StoredFile | None:
    """Return a capture as a file of a page; None if it has no body, or is withdrawn."""
    row = db.execute(f"{_FILES} AND c.id = ?", (capture_id,)).fetchone()
    if row is None or row[3] is not None or row[6] < 0:  # a published copy leaves captures out
        return None
    return StoredFile(row[0], row[1], row[2], row[4] or "", row[5], row[6])


def stored_file(db: sqlite3.Connection, url: str, at: str) -> StoredFile | None:
    """Return the capture of an address that is nearest to a moment, following archived redirects."""
    hops: list[tuple[str, int]] = []
    target = safe_uri(url)
    for _ in range(MAX_REDIRECTS + 1):
        row = db.execute(_NEAREST, {"url": target, "at": at}).fetchone()
        if row is None or row[6] < 0:
            return None
        if row[3] is None:
            return StoredFile(row[0], row[1], row[2], row[4] or "", row[5], row[6], tuple(hops))
        hops.append((row[5], row[6]))
        target = row[3]
    return None


def files_of(db: sqlite3.Connection, warc: Path, page: Payload, at: str) -> Files:
    """Return the archived files of a page, those that its style sheets name included."""
    files = Files.of(db, at)
    look(
        decode(page.data, content_type=page.content_type).text,
        page.url,
        lambda kind, url: _noted(files, kind, url),
    )
    read: set[str] = set()
    while waiting := [url for url, kind in files.wanted.items() if kind == "stylesheet" and url not in read]:
        for url in waiting:
            read.add(url)
            file = files.find("stylesheet", url)
            text = stylesheet(warc, file) if file else None
            if file and text:
                css.rewrite(text, file.url, lambda kind, url: _noted(files, kind, url))
    return files


def stylesheet(warc: Path, file: StoredFile) -> str | None:
    """Return the text of an archived style sheet; None if it can't be read."""
    try:
        payload = payload_at(warc / Path(file.warc_file).name, file.warc_offset)
    except (WarcError, PayloadError):
        return None
    return decode(payload.data, content_type=payload.content_type).text


def _noted(files: Files, kind: Kind, url: str) -> None:
    files.find(kind, url)
