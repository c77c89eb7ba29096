"""Look up for the crawl what earlier visits found: read-only, without the writer's lock."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.database.connection import connect
from archive.layout import FILE
from archive.warc.captures import Position, Reference

Verdict = Literal["document", "negative"]

_QUERY = """
SELECT a.url, a.site_id, a.role, a.via, a.title, a.listed, a.etag, a.last_modified, a.verdict, a.why,
    l.outcome, l.fetched_at, l.redirect_to, p.outcome,
    p.url, p.fetched_at, p.record_id, p.digest, p.payload_sha256, p.warc_file, p.warc_offset, p.record_type,
    g.url
FROM addresses a
JOIN captures l ON l.id = a.last_capture_id
LEFT JOIN captures p ON p.id = a.payload_capture_id
LEFT JOIN pages g ON g.id = a.page_id
"""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that was requested before.

    `outcome` and `fetched_at` are those of the last visit, `redirect_to` is where it was redirected. `etag` and
    `last_modified` belong to the last body, which is stored at `position`; a revisit refers to it with `reference`.
    `shows` is the outcome of the capture with that body: `soft_404` for an error page served with status 200.
    `verdict` is what the parsers found in it: a `document`, something else (`negative`, with `why`), or nothing yet
    (None: lists are not read). `page` is the current address of the document's page.
    """

    url: str
    site: str | None
    role: str | None
    via: str | None
    title: str | None
    listed: str | None
    etag: str | None
    last_modified: str | None
    verdict: Verdict | None
    why: str | None
    outcome: str
    fetched_at: str
    redirect_to: str | None
    shows: str | None
    reference: Reference | None
    position: Position | None
    page: str | None


class Known:
    """Look-ups in an archive that another process may be writing; without an archive every look-up is empty."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._db = connection

    @classmethod
    def open(cls, folder: Path) -> Known:
        """Open the archive of a data folder for reading. Raises sqlite3.Error if it can't be read."""
        path = folder / FILE
        if not path.exists():
            return cls(None)
        connection = connect(path)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'addresses'").fetchone():
            connection.close()
            return cls(None)
        return cls(connection)

    def __enter__(self) -> Known:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        if self._db is not None:
            self._db.close()

    def address(self, url: str) -> Address | None:
        """Return what is known about an address, whichever site it belongs to; None for a new one."""
        return next(self._found("WHERE a.url = ?", url), None)

    def addresses(self, site: str) -> dict[str, Address]:
        """Return all addresses of a site that were requested before, by address."""
        return {a.url: a for a in self._found("WHERE a.site_id = ?", site)}

    def attachments(self, article: str) -> list[Address]:
        """Return the attachments that were fetched for an article, by address."""
        return list(self._found("WHERE a.via = ? AND a.role = 'attachment' ORDER BY a.url", article))

    def _found(self, where: str, value: str) -> Iterator[Address]:
        if self._db is None:
            return
        for row in self._db.execute(_QUERY + where, (value,)):
            reference = position = None
            if row[14] is not None:
                reference = Reference(*row[14:19])
                position = Position(row[19], row[20])
            yield Address(*(*row[:14], reference, position, row[22]))
