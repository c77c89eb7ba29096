"""The documents archived for a site and the addresses tried without one; a backfill compares before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Set
from dataclasses import dataclass

from archive.warc.captures import Position, safe_uri


@dataclass(frozen=True, slots=True)
class Held:
    """A document that a site's page shows: its plan year, or the review year of an outcome list.

    `hollow`: the page never showed more than its title or a line or two, for example because its text is in a file
    that could not be fetched; an excerpt with figures or headings is not hollow.
    """

    url: str
    kind: str
    year: int | None
    hollow: bool
    division: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """An address of a site that may hold a document but does not show one.

    `outcome` and `detail` are those of the last visit; `why` is what the parsers found instead, None if
    nothing was read.
    """

    url: str
    title: str | None
    listed: str | None
    outcome: str
    detail: str | None
    why: str | None


def held(db: sqlite3.Connection, site: str) -> list[Held]:
    """Return the documents that a site's pages show or showed, by address; a page may have one for each year."""
    rows = db.execute(
        "SELECT p.url, v.kind, CASE WHEN v.kind = 'work_report'"
        " THEN coalesce(v.plan_year, v.review_year + 1) ELSE coalesce(v.plan_year, v.review_year) END,"
        " min(v.completeness = 'empty' OR (v.completeness = 'excerpt'"
        " AND NOT EXISTS (SELECT 1 FROM indicators i WHERE i.version_id = v.id)"
        " AND NOT EXISTS (SELECT 1 FROM commitments i WHERE i.version_id = v.id)"
        " AND NOT EXISTS (SELECT 1 FROM sections i WHERE i.version_id = v.id))), max(v.division_code)"
        " FROM pages p JOIN versions v ON v.page_id = p.id WHERE p.site_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        (site,),
    )
    return [Held(url, kind, year, bool(hollow), division) for url, kind, year, hollow, division in rows]


def tried(db: sqlite3.Connection, site: str) -> list[Tried]:
    """Return the addresses of a site, requested as articles or imported, that show no document."""
    rows = db.execute(
        "SELECT a.url, a.title, a.listed, c.outcome, c.detail, CASE a.verdict WHEN 'negative' THEN a.why END"
        " FROM addresses a JOIN captures c ON c.id = a.last_capture_id"
        " WHERE a.site_id = ? AND (a.role = 'article' OR a.role IS NULL) AND a.page_id IS NULL"
        " AND a.verdict IS NOT 'document' AND c.outcome != 'moved' ORDER BY a.url",
        (site,),
    )
    return [Tried(*row) for row in rows]


def position(
    db: sqlite3.Connection, url: str, fetched_at: str, digests: Set[str] = frozenset()
) -> Position | None:
    """Return the position of the capture of an address at a moment (UTC text), None if there is none.

    It must have one of `digests` (WARC-Payload-Digests), since several captures may share a second.
    """
    rows = db.execute(
        "SELECT warc_file, warc_offset, digest FROM captures WHERE url = ? AND fetched_at = ? ORDER BY id",
        (safe_uri(url), fetched_at),
    )
    return next((Position(file, at) for file, at, digest in rows if not digests or digest in digests), None)
