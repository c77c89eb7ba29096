"""Check versions: text, hash and spans against each other, the stored reading against its digest and its capture."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple
from typing import Final

from archive.database.groups import READ_TABLES
from archive.record import changes
from archive.record.stored import digests, record_of
from archive.search.indexing import ID_BITS, PASSAGES_OF, cut_of
from archive.verify.damage import Damage, Tally
from archive.verify.reading import ReadAgain, compare, reading_of
from parsers.record import content_sha256

_SPANS: Final = {table: f"{table} WHERE version_id = ?" for table in READ_TABLES} | {
    "passages": f"(SELECT *, search_key & {ID_BITS} AS id FROM {PASSAGES_OF})"
}


def check_versions(
    db: sqlite3.Connection, tally: Tally, *, quick: bool, read_again: ReadAgain | None
) -> Iterator[Damage]:
    """Check each version and everything that was read from it."""
    for version_id, text, content, sha256 in db.execute(
        "SELECT id, text, content_sha256, record_sha256 FROM versions ORDER BY id"
    ):
        tally.versions += 1
        if content_sha256(text) != content:
            yield Damage("version", f"versions {version_id}", "the text does not have its content_sha256")
        yield from _spans(db, version_id, text, tally)
        if not quick:
            yield from _reading(db, version_id, sha256, tally, read_again)
            yield from _passages(db, version_id)
    yield from _changed_words(db, tally)
    if not quick:
        yield from _changes(db)
    for page_id, url in db.execute(
        "SELECT p.id, p.url FROM pages p JOIN versions v ON v.id = p.current_version_id WHERE v.page_id != p.id"
    ):
        yield Damage("page", f"pages {page_id}", f"{url}: its current version is another page's")


def _spans(db: sqlite3.Connection, version_id: int, text: str, tally: Tally) -> Iterator[Damage]:
    for table, source in _SPANS.items():
        for row_id, start, end in db.execute(
            f'SELECT id, start, "end" FROM {source} ORDER BY id', (version_id,)
        ):
            tally.spans += 1
            if start is None and end is None:
                continue
            if start is None or end is None or not 0 <= start <= end <= len(text):
                yield Damage("span", f"{table} {row_id}", f"{start}-{end} is no span of version {version_id}")


def _reading(
    db: sqlite3.Connection, version_id: int, sha256: str, tally: Tally, read_again: ReadAgain | None
) -> Iterator[Damage]:
    """Compare a version's stored record with its digest and, if it can be read again, with a new reading."""
    where = f"versions {version_id}"
    try:
        record, ids = record_of(db, version_id)
    except (ValueError, TypeError, AttributeError) as error:
        yield Damage("version", where, f"its record can't be rebuilt from the tables: {error}")
        return
    sound = sha256 in set(digests(record))
    reading = reading_of(db, version_id)
    again = read_again(*reading) if read_again and reading else None
    tally.read_again += again is not None
    rows = list(compare(record, again, version_id, ids)) if again is not None else []
    yield from rows
    if not sound and not rows:
        yield Damage("version", where, "its record does not match its record_sha256")


def _passages(db: sqlite3.Connection, version_id: int) -> Iterator[Damage]:
    """Compare a version's passages with those made from its text, sections and document."""
    cut = cut_of(db, version_id)
    spans = cut.spans if cut is not None else ()
    rows = db.execute(
        f'SELECT search_key, start, "end", first_byte, bytes, under, version_id FROM {PASSAGES_OF} ORDER BY search_key',
        (version_id,),
    ).fetchall()
    described = db.execute(
        "SELECT facets FROM indexed_versions WHERE version_id = ?", (version_id,)
    ).fetchone()
    if len(rows) != len(spans):
        yield Damage(
            "passages", f"versions {version_id}", f"has {len(rows)} passages, its text gives {len(spans)}"
        )
        return
    if cut is None or not spans:
        return
    if described != (cut.facets,):
        yield Damage(
            "passages",
            f"versions {version_id}",
            "is indexed under another division or kind than its document's",
        )
    for row, expected in zip(rows, cut.rows(rows[0][0] & ID_BITS), strict=True):
        number = row[0] & ID_BITS
        if row != (*expected, version_id):
            yield Damage("passages", f"passages {number}", f"is not what version {version_id} gives")


def _changed_words(db: sqlite3.Connection, tally: Tally) -> Iterator[Damage]:
    for side, version in (("before", "previous_id"), ("after", "version_id")):
        for change_id, words, found in db.execute(
            f"SELECT c.id, c.{side}, substr(v.text, c.{side}_start + 1, c.{side}_end - c.{side}_start)"
            f" FROM changes c JOIN versions v ON v.id = c.{version} WHERE c.{side} IS NOT NULL ORDER BY c.id"
        ):
            tally.spans += 1
            if found != words:
                yield Damage("span", f"changes {change_id}", f"not the words {side} the change")


def _changes(db: sqlite3.Connection) -> Iterator[Damage]:
    """Compare the changes of each version with those computed from the two texts."""
    names = "kind, before, after, weight, before_start, before_end, after_start, after_end"
    for version_id, previous_id, after, before in db.execute(
        "SELECT v.id, v.previous_id, v.text, b.text FROM versions v LEFT JOIN versions b ON b.id = v.previous_id"
        " WHERE v.previous_id IS NOT NULL OR EXISTS (SELECT 1 FROM changes c WHERE c.version_id = v.id)"
    ):
        given = [astuple(change) for change in changes.between(before, after)] if before is not None else []
        rows = db.execute(
            f"SELECT id, previous_id, {names} FROM changes WHERE version_id = ? ORDER BY id", (version_id,)
        ).fetchall()
        if len(rows) != len(given):
            yield Damage(
                "changes", f"versions {version_id}", f"has {len(rows)} changes, the texts give {len(given)}"
            )
            continue
        for (number, previous, *stored), change in zip(rows, given, strict=True):
            if (previous, *stored) != (previous_id, *change):
                yield Damage(
                    "changes",
                    f"changes {number}",
                    f"is not what versions {previous_id} and {version_id} give",
                )
