"""`/`: the archive's contents, the latest documents, quiet edits, and what is missing."""

from __future__ import annotations

import sqlite3

from archive.browse.pages import changes, coverage
from archive.browse.rows import Arguments, Row, one, rows

_LATEST = 8
_DIVISIONS = 24


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read the numbers of the archive, the last night, the latest documents and edits."""
    numbers = one(
        db,
        """select (select count(*) from documents) as documents,
                  (select count(distinct coalesce(division_code, division_name)) from documents) as divisions,
                  (select min(coalesce(plan_year, review_year)) from documents) as first_year,
                  (select max(coalesce(plan_year, review_year)) from documents) as last_year,
                  (select count(*) from versions) as versions,
                  (select count(*) from captures) as captures""",
    )
    return {
        "numbers": numbers,
        "last_night": one(db, "select * from runs where kind = 'nightly' order by id desc limit 1"),
        "latest": changes.arrived(db, None, None, _LATEST),
        "edits": latest_edits(db, _LATEST),
        "coverage": coverage.matrix(db, None, "work_report", _DIVISIONS),
    }


def latest_edits(db: sqlite3.Connection, limit: int) -> list[Row]:
    """Return the latest edited versions with their weightiest change."""
    return rows(
        db,
        """select versions.id, versions.first_seen, versions.number,
                  versions.sightings < 2 as unconfirmed, changes.previous_id, changes.kind,
                  changes.before, changes.after, max(changes.weight) as weight,
                  count(changes.rowid) as changes,
                  documents.id as document_id, documents.title, documents.plan_year, documents.review_year,
                  documents.division_name
           from (select versions.* from versions join pages on pages.id = versions.page_id
                 where cause = 'edited' and pages.withdrawn_at is null
                 order by versions.first_seen desc, versions.id desc limit ?) as versions
           left join changes on changes.version_id = versions.id
           join pages on pages.id = versions.page_id
           left join documents on documents.id = pages.document_id
           group by versions.id order by versions.first_seen desc, versions.id desc""",
        [limit],
    )
