"""`/document/ID`: a document's preferred text, its other copies (witnesses), and their versions."""

from __future__ import annotations

import sqlite3

from archive.browse.pages.divisions import division_of
from archive.browse.pages.texts import version
from archive.browse.rows import Arguments, Row, found, one, rows


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read a document with the version to show, all its pages and their versions."""
    document = found(
        one(db, "select * from documents where id = ?", [int(arguments["id"])]), f"document {arguments['id']}"
    )
    witnesses = rows(
        db,
        """select id, site_id, url, source_kind, first_seen, last_seen, gone_since from pages
           where document_id = ? order by first_seen, id""",
        [document["id"]],
    )
    for witness in witnesses:
        witness["versions"] = rows(
            db,
            """select id, number, first_seen, last_seen, cause, completeness, first_capture_id,
                      length(text) as characters
               from versions where page_id = ? order by number desc""",
            [witness["id"]],
        )
    preferred = preferred_version(db, document["id"])
    shown = version.record(db, preferred, arguments) if preferred else None
    return {
        "document": document,
        "division": division_of(db, document),
        "witnesses": witnesses,
        "preferred_version_id": preferred,
        "version": shown,
        "neighbours": _neighbours(db, document),
        "conflicts": _conflicts(db, document["id"]),
    }


def preferred_version(db: sqlite3.Connection, document_id: int) -> int | None:
    """Return the version to show, from the view `preferred`: official before others, whole before truncated."""
    row = one(db, "select version_id from preferred where document_id = ?", [document_id])
    return int(row["version_id"]) if row else None


def _neighbours(db: sqlite3.Connection, document: Row) -> list[Row]:
    """Return the division's other documents, by year; if it has no code, those of the same site."""
    if document["division_code"]:
        which = "documents.division_code = :division_code"
    else:
        which = """documents.id in (select document_id from pages where site_id in
            (select site_id from pages where document_id = :id))"""
    found = rows(
        db,
        f"""select id, kind, title, plan_year, review_year from documents
            where {which} and id != :id order by coalesce(plan_year, review_year), kind""",
        document,
    )
    for row in found:
        row["version_id"] = preferred_version(db, row["id"])
    return found


def _conflicts(db: sqlite3.Connection, document_id: int) -> list[Row]:
    return rows(
        db,
        """select a.indicator, a.measure, a.kind, a.period, a.value as value_a, b.value as value_b, a.unit,
                  a.version_id as version_a, a.start as start_a, a."end" as end_a,
                  b.version_id as version_b, b.start as start_b, b."end" as end_b
           from conflicts join indicators as a on a.id = conflicts.indicator_a_id
           join indicators as b on b.id = conflicts.indicator_b_id
           where conflicts.document_id = ? order by a.start""",
        [document_id],
    )
