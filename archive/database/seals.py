"""Digests of rows that nothing else in the archive can confirm: runs, issues, sites, corrections, withdrawals.

What was read or computed can be read or computed again. What a person or a clock stated can't: its row is sealed
with a digest when it is written, and `verify` compares the two. A column added later with null in the old rows
leaves their digests unchanged; one with another default needs its table sealed again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

from sqlite_utils import Database

# The rows of each subject; the first column is the row's key.
_ROWS: Final = {
    "sites": "SELECT id, * FROM sites",
    "runs": "SELECT id, * FROM runs",
    "issues": "SELECT id, * FROM issues",
    "corrections": "SELECT id, * FROM corrections",
    "pages": "SELECT id, withdrawn_at, withdrawn_why FROM pages"
    " WHERE (withdrawn_at IS NOT NULL OR withdrawn_why IS NOT NULL)",
}
SUBJECTS: Final = tuple(_ROWS)
# Thousands of rows that are part of the release: one digest for all of them.
WHOLE: Final = "divisions"
_SOURCE: Final = "source of divisions"


def seal(db: Database, subject: str, keys: Sequence[object]) -> None:
    """Record the digests of some rows, by key; runs in the caller's transaction."""
    for key in keys:
        found = _row(db.conn, subject, key)
        if found is None:
            db.execute("DELETE FROM seals WHERE subject = ? AND key = ?", (subject, str(key)))
        else:
            db.execute("INSERT OR REPLACE INTO seals (subject, key, sha256) VALUES (?, ?, ?)",
                       (subject, str(key), found))  # fmt: skip


def seal_all(db: Database, subject: str) -> None:
    """Record the digests of all rows of a subject; runs in the caller's transaction."""
    db.execute("DELETE FROM seals WHERE subject = ?", (subject,))
    rows = [(subject, key, digest) for key, digest in digests(db.conn, subject)]
    db.conn.executemany("INSERT INTO seals (subject, key, sha256) VALUES (?, ?, ?)", rows)


def seal_divisions(db: Database, source: str | None = None) -> None:
    """Record one digest of the whole table of divisions, and that of the source that it was made from."""
    digests_of = {WHOLE: divisions(db.conn)} | ({} if source is None else {_SOURCE: source})
    db.conn.executemany("INSERT OR REPLACE INTO seals (subject, key, sha256) VALUES (?, '', ?)",
                        digests_of.items())  # fmt: skip


def digests(db: sqlite3.Connection, subject: str) -> Iterator[tuple[str, str]]:
    """Yield the key and the current digest of each row of a subject."""
    cursor = db.execute(_ROWS[subject])
    names = [column[0] for column in cursor.description][1:]
    for row in cursor:
        yield str(row[0]), _digest(names, row[1:])


def divisions(db: sqlite3.Connection) -> str:
    """Return the current digest of the whole table of divisions."""
    rows = db.execute("SELECT * FROM divisions ORDER BY id").fetchall()
    text = json.dumps(rows, ensure_ascii=False)[1:-1].replace(
        "], [", "]["
    )  # as if each row were written by itself
    return hashlib.sha256(text.encode()).hexdigest()


def made_by(db: sqlite3.Connection) -> str | None:
    """Return what `seal_divisions` was given last; None for an archive in which this was not recorded yet."""
    row = db.execute("SELECT sha256 FROM seals WHERE subject = ?", (_SOURCE,)).fetchone()
    return row[0] if row else None


def _row(db: sqlite3.Connection, subject: str, key: object) -> str | None:
    query = _ROWS[subject]
    cursor = db.execute(f"{query} {'AND' if ' WHERE ' in query else 'WHERE'} id = ?", (key,))
    names = [column[0] for column in cursor.description][1:]
    row = cursor.fetchone()
    return _digest(names, row[1:]) if row else None


def _digest(names: Sequence[str], values: Sequence[object]) -> str:
    said = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
