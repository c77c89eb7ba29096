"""`/changes`: quiet edits, latest first, with what changed and how much it weighs."""

from __future__ import annotations

import sqlite3

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, rows, text

PAGE_SIZE = 50
_SHOWN = 12


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read edited versions of `division` (with its parts) and `kind`, older than version `before`."""
    division = divisions.requested(db, arguments)
    kind, before = text(arguments, "kind"), number(arguments, "before")
    edits = edited(db, division["code"] if division else None, kind, before, PAGE_SIZE + 1)
    return {
        "division": division,
        "filters": {"kind": kind, "before": before},
        "edits": edits[:PAGE_SIZE],
        "next": edits[PAGE_SIZE - 1]["id"] if len(edits) > PAGE_SIZE else None,
    }


def edited(
    db: sqlite3.Connection, code: str | None, kind: str | None, before: int | None, limit: int
) -> list[Row]:
    """Return edited versions, latest first, each with its weightiest changes and its reliability.

    `unconfirmed`: seen in one night only; `flapping`: the page alternates between texts.
    """
    edits = rows(
        db,
        """select versions.id, versions.number, versions.first_seen, versions.previous_id, versions.sightings,
                  versions.page_id, pages.url, pages.returns, documents.id as document_id, documents.title,
                  documents.kind, documents.division_code, documents.division_name, documents.plan_year,
                  documents.review_year
           from versions join pages on pages.id = versions.page_id
           left join documents on documents.id = pages.document_id
           where versions.cause = 'edited' and pages.withdrawn_at is null
           and (:before is null or versions.id < :before)
           and (:prefix is null or documents.division_code >= :prefix
                and documents.division_code < :prefix || 'z')
           and (:kind is null or documents.kind = :kind)
           order by versions.id desc limit :limit""",
        {"before": before, "prefix": divisions.prefix(code) if code else None, "kind": kind, "limit": limit},
    )
    for row in edits:
        row["unconfirmed"] = row.pop("sightings") < 2
        row["flapping"] = row.pop("returns") > 1
        changes = rows(
            db,
            """select kind, before, after, weight, previous_id from changes where version_id = ?
               order by weight desc, id""",
            [row["id"]],
        )
        row["previous_id"] = row["previous_id"] or (changes[0]["previous_id"] if changes else None)
        row["weight"] = changes[0]["weight"] if changes else None
        row["changes"], row["change_count"] = changes[:_SHOWN], len(changes)
    return edits


def arrived(db: sqlite3.Connection, code: str | None, kind: str | None, limit: int) -> list[Row]:
    """Return documents, newest in the archive first, by when their first page was seen."""
    return rows(
        db,
        """select documents.*, pages.first_seen, sites.name as site_name
           from pages join documents on documents.id = pages.document_id
           left join sites on sites.id = pages.site_id
           where pages.withdrawn_at is null
           and not exists (select 1 from pages as earlier
                           where earlier.document_id = pages.document_id and earlier.id < pages.id)
           and (:prefix is null or documents.division_code >= :prefix
                and documents.division_code < :prefix || 'z')
           and (:kind is null or documents.kind = :kind)
           order by pages.id desc limit :limit""",
        {"prefix": divisions.prefix(code) if code else None, "kind": kind, "limit": limit},
    )
