"""Store the passages of versions and their index.

A passage is stored as a span: its words are cut from `versions.text`, its heading is looked up in `sections`, when the
view `passages` is read. Stored words took 3.8 bytes per character of text, a third of the database (2026-11). The
words are cut by bytes, which SQLite does without counting characters.

The words of a heading are indexed once, with the first passage under it, which says how many passages it stands above:
with every passage they took 0.3 bytes per character of text (2026-11). The lengths of FTS5's rows (`columnsize`) took
another 0.09; nothing here reads them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlite_utils import Database

from archive.search.index import KIND_TOKENS, YEAR_SHIFT, indexed, indexed_parts
from archive.search.passages import Span, split

ID_BITS: Final = (1 << YEAR_SHIFT) - 1

FIRST: Final = """
create table if not exists passages (
    id integer primary key,
    version_id integer not null references versions(id),
    heading text,
    text text not null,
    start integer not null,
    "end" integer not null,
    facets text not null,
    search_key integer not null unique
);
create index if not exists idx_passages_version_id on passages(version_id);
create virtual table if not exists passages_fts using fts5(
    text, heading, facets, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '.%‰|'"
)
"""
"""The tables of release 0.1. The index is contentless: deleting a row needs its old words (FTS5, 6.3)."""

SPANS: Final = f"""
CREATE TABLE passage_spans (
    search_key INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    first_byte INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE indexed_versions (
    version_id INTEGER PRIMARY KEY REFERENCES versions(id),
    facets TEXT NOT NULL,
    last_passage INTEGER NOT NULL UNIQUE
) STRICT;
INSERT INTO passage_spans
    SELECT p.search_key, p.version_id, p.start, p."end", length(CAST(substr(v.text, 1, p.start) AS BLOB)),
        length(CAST(p.text AS BLOB))
    FROM passages p JOIN versions v ON v.id = p.version_id ORDER BY p.search_key;
INSERT INTO indexed_versions SELECT version_id, min(facets), max(id) FROM passages GROUP BY version_id;
DROP TABLE passages;
CREATE INDEX passage_spans_version ON passage_spans(version_id);
CREATE VIEW passages AS
    SELECT s.search_key & {ID_BITS} AS id, s.version_id,
        (SELECT h.heading FROM sections h WHERE h.version_id = s.version_id AND h.start BETWEEN 0 AND s.start
            ORDER BY h.start DESC, h.heading DESC LIMIT 1) AS heading,
        CAST(substr(CAST(v.text AS BLOB), s.first_byte + 1, s.bytes) AS TEXT) AS text,
        s.start, s."end", i.facets, s.search_key
    FROM passage_spans s JOIN versions v ON v.id = s.version_id JOIN indexed_versions i ON i.version_id = s.version_id;
"""

MERGING: Final = """
INSERT INTO passages_fts(passages_fts, rank) VALUES ('automerge', 8);
INSERT INTO passages_fts(passages_fts, rank) VALUES ('hashsize', 16777216);
"""
"""A batch becomes one segment of the index, and eight segments become one.

By default a segment has at most 1 MB, and four become one (FTS5, 6.6): indexing 1,200 documents took 2.6 ms each
instead of 1.7, and left 14 segments as well (2026-11).
"""

ONCE: Final = f"""
DROP VIEW passages;
CREATE TABLE spans (
    search_key INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    first_byte INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    under INTEGER NOT NULL
) STRICT;
CREATE TABLE indexed (
    version_id INTEGER PRIMARY KEY REFERENCES versions(id),
    facets TEXT NOT NULL,
    first_key INTEGER NOT NULL,
    last_passage INTEGER NOT NULL UNIQUE
) STRICT;
INSERT INTO indexed SELECT i.version_id, i.facets,
    (SELECT min(s.search_key) FROM passage_spans s WHERE s.version_id = i.version_id), i.last_passage
    FROM indexed_versions i;
INSERT INTO spans SELECT search_key, version_id, start, "end", first_byte, bytes, 0 FROM passage_spans
    ORDER BY search_key;
DROP TABLE passage_spans;
DROP TABLE indexed_versions;
ALTER TABLE spans RENAME TO passage_spans;
ALTER TABLE indexed RENAME TO indexed_versions;
CREATE VIEW passages AS
    SELECT s.search_key & {ID_BITS} AS id, s.version_id,
        (SELECT h.heading FROM sections h WHERE h.version_id = s.version_id AND h.start BETWEEN 0 AND s.start
            ORDER BY h.start DESC, h.heading DESC LIMIT 1) AS heading,
        CAST(substr(CAST(v.text AS BLOB), s.first_byte + 1, s.bytes) AS TEXT) AS text,
        s.start, s."end", i.facets, s.search_key
    FROM passage_spans s
    JOIN indexed_versions i ON i.version_id = s.version_id
        AND s.search_key BETWEEN i.first_key AND (i.first_key & ~{ID_BITS} | i.last_passage)
    JOIN versions v ON v.id = s.version_id;
DROP TABLE passages_fts;
CREATE VIRTUAL TABLE passages_fts USING fts5(
    text, heading, facets, content='', columnsize=0, tokenize="ascii tokenchars '.%|'"
);
{MERGING}"""
"""A version's passages have successive numbers, so that they are found by their keys, without an index.

What is not ASCII is a token to FTS5's tokenizer `ascii`: `indexed` separates and folds the tokens anyway. The one for
Unicode, which looks up each character, took a sixth more time (2026-11).
"""

PASSAGES_OF: Final = f"""(
    SELECT s.* FROM indexed_versions i JOIN passage_spans s
    ON s.search_key BETWEEN i.first_key AND (i.first_key & ~{ID_BITS} | i.last_passage) WHERE i.version_id = ?
)"""
"""The rows of the passages of one version, by its id."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The passages that a version's text, sections and document give."""

    text: str
    year: int
    facets: str
    spans: tuple[Span, ...]

    def rows(self, number: int) -> list[tuple[int, int, int, int, int, int]]:
        """Return the rows of the spans, of which the first one has the id `number`, as `passage_spans` stores them."""
        found = []
        byte, at = 0, 0
        under = passages_under(span.heading for span in self.spans)
        for key, (span, count) in enumerate(
            zip(self.spans, under, strict=True), self.year << YEAR_SHIFT | number
        ):
            byte += len(self.text[at : span.start].encode())
            size = len(self.text[span.start : span.end].encode())
            found.append((key, span.start, span.end, byte, size, count))
            byte, at = byte + size, span.end
        return found


def passages_under(headings: Iterable[str | None]) -> list[int]:
    """Return for each passage of a version how many stand under its heading if it is the first of them, otherwise 0."""
    counts: list[int] = []
    for _, same in groupby(headings):
        count = len(list(same))
        counts += [count] + [0] * (count - 1)
    return counts


def index_again(db: Database) -> None:
    """Fill an empty index with the passages of all versions, which keep their ids; runs inside a transaction."""
    versions = db.conn.execute("SELECT version_id FROM indexed_versions ORDER BY first_key").fetchall()
    for version in versions:
        rows = db.conn.execute(
            "SELECT search_key, text, heading, facets FROM passages WHERE version_id = ? ORDER BY search_key",
            version,
        ).fetchall()
        under = passages_under(heading for _, _, heading, _ in rows)
        marked = [(count, key) for (key, *_), count in zip(rows, under, strict=True)]
        db.conn.executemany("UPDATE passage_spans SET under = ? WHERE search_key = ?", marked)
        _add(db, [
            (key, indexed(text), heading if count else None, facets)
            for (key, text, heading, facets), count in zip(rows, under, strict=True)
        ])  # fmt: skip


def _add(db: Database, passages: Iterable[tuple[int, str, str | None, str]]) -> None:
    """Index passages: search key, words as indexed, the heading if it is the first one under it, facets."""
    db.conn.executemany(
        "INSERT INTO passages_fts (rowid, text, heading, facets) VALUES (?, ?, ?, ?)",
        [
            (key, words, indexed(heading) if heading else "", facets)
            for key, words, heading, facets in passages
        ],
    )


_later: ContextVar[set[int] | None] = ContextVar(
    "versions to be indexed at the end of the block", default=None
)


@contextmanager
def together(db: Database) -> Iterator[None]:
    """Index the versions that the block asks for at its end, once each, outside of its savepoints.

    FTS5 writes a segment of its own, which it must merge later, whenever a savepoint ends after a change: with one for
    each record that took a quarter of the time of storing (SQLite 3.40, 2026-11). Runs inside the caller's transaction.
    """
    versions: set[int] = set()
    token = _later.set(versions)
    try:
        yield
    finally:
        _later.reset(token)
    for version_id in sorted(versions):
        # The savepoint that stored it may have been rolled back.
        if db.conn.execute("SELECT 1 FROM versions WHERE id = ?", (version_id,)).fetchone():
            index(db, version_id)


def index(db: Database, version_id: int) -> None:
    """Split a version into passages and index them, replacing those indexed before; in `together`, at its end.

    Runs inside the caller's transaction. The year and the facets are those of the version's document. The
    text of a withdrawn page is removed from the index and not added again.
    """
    if (later := _later.get()) is not None:
        later.add(version_id)
        return
    remove(db, version_id)
    cut = cut_of(db.conn, version_id)
    if cut is None or not cut.spans:
        return
    (last,) = db.conn.execute("SELECT coalesce(max(last_passage), 0) FROM indexed_versions").fetchone()
    rows = cut.rows(last + 1)
    db.conn.execute(
        "INSERT INTO indexed_versions (version_id, facets, first_key, last_passage) VALUES (?, ?, ?, ?)",
        (version_id, cut.facets, rows[0][0], last + len(rows)),
    )
    db.conn.executemany(
        'INSERT INTO passage_spans (version_id, search_key, start, "end", first_byte, bytes, under)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(version_id, *row) for row in rows],
    )
    texts = indexed_parts(cut.text, ((span.start, span.end) for span in cut.spans))
    _add(db, [
        (row[0], text, span.heading if row[5] else None, cut.facets)
        for row, span, text in zip(rows, cut.spans, texts, strict=True)
    ])  # fmt: skip


def remove(db: Database, version_id: int) -> None:
    """Remove a version's passages and their words from the index; runs inside the caller's transaction.

    Call it before the version's text or sections change: the index forgets only words that it is given.
    """
    rows = db.conn.execute(
        "SELECT p.search_key, p.text, CASE WHEN s.under THEN p.heading END, p.facets"
        " FROM passages p JOIN passage_spans s ON s.search_key = p.search_key WHERE p.version_id = ?",
        (version_id,),
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO passages_fts (passages_fts, rowid, text, heading, facets) VALUES ('delete', ?, ?, ?, ?)",
        [(key, indexed(text), indexed(heading or ""), facets) for key, text, heading, facets in rows],
    )
    db.conn.executemany("DELETE FROM passage_spans WHERE search_key = ?", [(key,) for key, *_ in rows])
    db.conn.execute("DELETE FROM indexed_versions WHERE version_id = ?", (version_id,))


def cut_of(db: sqlite3.Connection, version_id: int) -> Cut | None:
    """Return what a version's text gives; None if its page is withdrawn. Raises LookupError without the version."""
    row = db.execute(
        """select versions.text, documents.plan_year, documents.review_year, documents.division_code,
                  documents.kind, pages.withdrawn_at
           from versions
           left join pages on pages.id = versions.page_id
           left join documents on documents.id = pages.document_id
           where versions.id = ?""",
        [version_id],
    ).fetchone()
    if row is None:
        raise LookupError(f"no version {version_id}")
    text, plan_year, review_year, division_code, kind, withdrawn_at = row
    if withdrawn_at is not None:
        return None
    facets = [KIND_TOKENS[kind]] if kind in KIND_TOKENS else []
    if division_code:
        facets += [f"d{division_code[:digits]}" for digits in (2, 4, 6)]
    # A report is named after the year it plans for, a list of outcomes after the year it reviews.
    year = plan_year or (review_year + (kind == "work_report") if review_year else 0)
    sections = db.execute(
        "SELECT start, heading FROM sections WHERE version_id = ?", (version_id,)
    ).fetchall()
    return Cut(text, year, " ".join(facets), tuple(split(text, sections)))
