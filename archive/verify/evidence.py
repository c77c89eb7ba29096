"""Check rows that nothing else confirms (of people, runs and the release) against their recorded digests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive.database import seals
from archive.verify.damage import Damage, Tally
from parsers.divisions.table import spans as all_spans


def check_evidence(db: sqlite3.Connection, tally: Tally) -> Iterator[Damage]:
    """Compare each sealed row with its digest; an archive of an older schema has no digests."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'seals'").fetchone():
        return
    for subject in seals.SUBJECTS:
        for key, digest in seals.digests(db, subject):
            tally.rows += 1
            row = db.execute(
                "SELECT sha256 FROM seals WHERE subject = ? AND key = ?", (subject, key)
            ).fetchone()
            if row is None:
                yield Damage("seal", f"{subject} {key}", f"{_what(subject)} was not written by fangzhi")
            elif row[0] != digest:
                yield Damage("seal", f"{subject} {key}", f"{_what(subject)} is not as it was written")
        for (key,) in db.execute("SELECT key FROM seals WHERE subject = ? ORDER BY key", (subject,)):
            if not _there(db, subject, key):
                yield Damage("seal", f"{subject} {key}", f"{_what(subject)} is missing")
    yield from _divisions(db, tally)


def _what(subject: str) -> str:
    return "its withdrawal" if subject == "pages" else "the row"


def _there(db: sqlite3.Connection, subject: str, key: str) -> bool:
    more = " AND withdrawn_at IS NOT NULL" if subject == "pages" else ""
    return bool(db.execute(f"SELECT 1 FROM {subject} WHERE id = ?{more}", (key,)).fetchone())


def _divisions(db: sqlite3.Connection, tally: Tally) -> Iterator[Damage]:
    """Compare the table of divisions with its digest and, if that differs, row by row with this release's table."""
    (tally_rows,) = db.execute("SELECT count(*) FROM divisions").fetchone()
    tally.rows += tally_rows
    row = db.execute("SELECT sha256 FROM seals WHERE subject = ?", (seals.WHOLE,)).fetchone()
    if row is None or row[0] == seals.divisions(db):
        return
    spans = {(s.code, s.name, s.full_name, s.level, s.valid_from, s.valid_to) for s in all_spans()}
    named = False
    for number, *values in db.execute(
        "SELECT id, code, name, full_name, level, valid_from, valid_to FROM divisions ORDER BY id"
    ):
        if tuple(values) not in spans:
            named = True
            yield Damage("seal", f"divisions {number}", "the row is not as it was written")
    if not named:
        yield Damage("seal", "divisions", "the table is not as it was written")
