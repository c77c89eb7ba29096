"""Remove withdrawn texts and their raw captures from a copy of the archive for good."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import BinaryIO

from sqlite_utils import Database

from archive.database.groups import TEXT_TABLES, WORD_COLUMNS
from archive.search import indexing
from archive.warc.payloads import header
from archive.warc.records import WarcRecord, records

_PAGES = "SELECT id FROM pages WHERE withdrawn_at IS NOT NULL"
_VERSIONS = f"SELECT id FROM versions WHERE page_id IN ({_PAGES})"
_CHUNK = 1 << 20


def forget_texts(db: Database) -> int:
    """Empty the versions of withdrawn pages in a copy of the archive; return how many. The reasons stay.

    None of the words remains in the file afterwards, free pages and the search index included.
    """
    versions = [version_id for (version_id,) in db.execute(_VERSIONS)]
    if not versions:
        return 0
    db.conn.execute("PRAGMA foreign_keys = ON")
    with db.atomic():
        for version_id in versions:
            indexing.remove(db, version_id)
        db.execute(f"DELETE FROM changes WHERE version_id IN ({_VERSIONS}) OR previous_id IN ({_VERSIONS})")
        db.execute(f"DELETE FROM restorations WHERE witness_id IN ({_VERSIONS})")
        db.execute("DELETE FROM restorations WHERE problem_id IN"
                   f" (SELECT id FROM problems WHERE version_id IN ({_VERSIONS}))")  # fmt: skip
        for table in TEXT_TABLES:
            db.execute(f"DELETE FROM {table} WHERE version_id IN ({_VERSIONS})")
        db.execute(
            f"UPDATE versions SET text = '', {', '.join(f'{name} = NULL' for name in WORD_COLUMNS)},"
            f" why = '[]' WHERE page_id IN ({_PAGES})"
        )
        db.execute(f"UPDATE readings SET why = NULL WHERE page_id IN ({_PAGES})")
        for table in ("captures", "addresses"):
            db.execute(f"UPDATE {table} SET title = NULL WHERE page_id IN ({_PAGES})")
        db.execute(
            "UPDATE documents SET title = NULL WHERE id IN (SELECT document_id FROM pages)"
            " AND id NOT IN (SELECT document_id FROM pages"
            " WHERE document_id IS NOT NULL AND withdrawn_at IS NULL)"
        )
        db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")
    db.conn.execute("VACUUM")
    return len(versions)


def copy_captures(db: Database, warc: Path, target: Path) -> int:
    """Copy the WARC files named in the tables, without the captures of withdrawn pages; return the number of files.

    `db` is the copy of the archive that belongs to them: captures get their offsets in the new files there, and a
    negative offset if they are left out. Raises OSError.
    """
    target.mkdir()
    files = db.execute("SELECT name, taken_to FROM warc_files ORDER BY name").fetchall()
    for name, taken_to in files:
        urls = withdrawn_urls(db.conn, name)
        with (warc / name).open("rb") as source, (target / name).open("wb") as copy:
            if urls:
                _moved(db, name, copy_without(warc / name, taken_to, urls, source, copy), copy.tell())
            else:
                _copy(source, copy, 0, taken_to)
    return len(files)


def withdrawn_urls(db: sqlite3.Connection, name: str) -> set[str]:
    """Return the addresses in a WARC file whose captures belong to withdrawn pages.

    Attachments and the pictures that were fetched for such a page are included.
    """
    rows = db.execute(
        f"SELECT url FROM captures WHERE warc_file = ? AND (page_id IN ({_PAGES})"
        " OR (role = 'appearance' AND media_type LIKE 'image/%'"
        f" AND via IN (SELECT url FROM addresses WHERE page_id IN ({_PAGES}))))",
        (name,),
    )
    return {url for (url,) in rows}


def copy_without(
    path: Path, taken_to: int, urls: set[str], source: BinaryIO, copy: BinaryIO
) -> list[tuple[int, int]]:
    """Copy a WARC file up to `taken_to` without the records of some addresses.

    Return the (old, new) offsets of the records copied.
    """
    moved: list[tuple[int, int]] = []
    dropped: set[str | None] = set()
    for record in records(path, damaged=lambda _: None):
        if record.offset >= taken_to:
            break
        if _belongs(record, urls, dropped):
            dropped.add(header(record.headers, "warc-record-id"))
            continue
        moved.append((record.offset, copy.tell()))
        source.seek(record.offset)
        compressed = source.read(2) == b"\x1f\x8b"
        _copy(source, copy, record.offset, record.end)
        if not compressed:
            copy.write(b"\r\n\r\n")
    return moved


def _moved(db: Database, name: str, moved: list[tuple[int, int]], end: int) -> None:
    with db.atomic():
        # Set to negative numbers first, because offsets are unique within a file.
        db.execute("UPDATE captures SET warc_offset = -1 - warc_offset WHERE warc_file = ?", (name,))
        db.conn.executemany(
            "UPDATE captures SET warc_offset = ? WHERE warc_file = ? AND warc_offset = ?",
            [(new, name, -1 - old) for old, new in moved],
        )
        db.execute("UPDATE warc_files SET taken_to = ? WHERE name = ?", (end, name))


def _belongs(record: WarcRecord, urls: set[str], dropped: set[str | None]) -> bool:
    """Return whether a record has one of these addresses, or belongs to a record that was dropped."""
    url = (header(record.headers, "warc-target-uri") or "").strip("<>")
    together = header(record.headers, "warc-concurrent-to")
    return url in urls or (together is not None and together in dropped)


def _copy(source: BinaryIO, copy: BinaryIO, start: int, end: int) -> None:
    source.seek(start)
    left = end - start
    while left and (data := source.read(min(left, _CHUNK))):
        copy.write(data)
        left -= len(data)
