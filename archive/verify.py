"""Fixity: every record, digest, offset, span and foreign key, checked against the bytes; nothing is mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.database.readonly import open_readonly
from archive.errors import DamagedDatabaseError
from archive.layout import FILE, WARC_FOLDER
from archive.store import FOREIGN
from archive.warc.captures import Position, normal_date
from archive.warc.payloads import PayloadError, header, sha256
from archive.warc.reader import http_of, payload_of, target_of
from archive.warc.records import DamagedRecordError, WarcRecord, records
from parsers.record import content_sha256

_SPANS = ("sections", "indicators", "commitments", "problems", "passages")


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: what kind, where (file and offset, or table and id), and what."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Tally:
    """How much was checked."""

    files: int = 0
    records: int = 0
    captures: int = 0
    versions: int = 0
    spans: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """What the tables say of a capture."""

    position: Position
    url: str
    payload_sha256: str | None
    record_type: str
    fetched_at: str
    status: int | None
    outcome: str


def verify(folder: Path, tally: Tally, done: Callable[[Path], None] | None = None) -> Iterator[Damage]:
    """Check an archive and yield each damage; memory does not grow with the archive.

    A capture that no table acknowledges yet (the tail of a crawl that runs or was killed) is not judged.
    `done` is told of each WARC file that has been read. Raises NoArchiveError.
    """
    try:
        connection = open_readonly(folder)
    except DamagedDatabaseError as error:
        yield Damage("database", FILE, str(error).removeprefix(f"{FILE}: "))
        return
    try:
        yield from _database(connection)
        for name, taken_to in connection.execute(
            "SELECT name, taken_to FROM warc_files ORDER BY name"
        ).fetchall():
            tally.files += 1
            yield from _file(connection, folder / WARC_FOLDER / name, taken_to, tally)
            if done is not None:
                done(folder / WARC_FOLDER / name)
        yield from _repeats(connection)
        yield from _versions(connection, tally)
    except sqlite3.DatabaseError as error:
        yield Damage("database", FILE, f"{error}; what it holds could not all be checked")
    finally:
        connection.close()


def _database(db: sqlite3.Connection) -> Iterator[Damage]:
    for (line,) in db.execute("PRAGMA integrity_check"):
        for part in line.splitlines():
            if part != "ok" and not part.startswith("***"):
                yield Damage("database", FILE, part)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Damage("foreign_key", f"{table} {row}", f"refers to a row of {parent} that is not there")


def _file(db: sqlite3.Connection, path: Path, taken_to: int, tally: Tally) -> Iterator[Damage]:
    """One WARC file beside its captures, both by offset."""
    rows = _captures(db, path.name)
    if not path.is_file():
        (count,) = db.execute("SELECT count(*) FROM captures WHERE warc_file = ?", (path.name,)).fetchone()
        yield Damage("file", path.name, f"the file is missing, and with it {count} captures")
        return
    told: list[DamagedRecordError] = []
    waiting = next(rows, None)
    for record in records(path, damaged=told.append):
        yield from _told(told, taken_to, waiting)
        if record.offset >= taken_to:
            break
        tally.records += 1
        while waiting is not None and waiting.position.offset < record.offset:
            yield _lost(waiting)
            waiting = next(rows, None)
        if waiting is not None and waiting.position.offset == record.offset:
            tally.captures += 1
            yield from _capture(record, waiting)
            waiting = next(rows, None)
    yield from _told(told, taken_to, waiting)
    while waiting is not None:
        yield _lost(waiting)
        waiting = next(rows, None)


def _captures(db: sqlite3.Connection, name: str) -> Iterator[_Row]:
    for offset, *rest in db.execute(
        "SELECT warc_offset, url, payload_sha256, record_type, fetched_at, status, outcome FROM captures"
        " WHERE warc_file = ? ORDER BY warc_offset",
        (name,),
    ):
        yield _Row(Position(name, offset), *rest)


def _told(told: list[DamagedRecordError], taken_to: int, waiting: _Row | None) -> Iterator[Damage]:
    """Damaged records, but for those that are a capture's own: these are named with their address."""
    for error in told:
        if error.offset < taken_to and (waiting is None or waiting.position.offset != error.offset):
            yield Damage("record", f"{error.path.name} at {error.offset}", error.why)
    told.clear()


def _lost(row: _Row) -> Damage:
    where = f"{row.position.file} at {row.position.offset}"
    return Damage("capture", where, f"the capture of {row.url} is damaged or cut off")


def _capture(record: WarcRecord, row: _Row) -> Iterator[Damage]:
    where = f"{row.position.file} at {row.position.offset}"
    stated = _stated(record)
    if record.kind != row.record_type:
        yield Damage("capture", where, f"a {record.kind} record, not the {row.record_type} of {row.url}")
    elif stated != (row.url, row.fetched_at, row.status):
        yield Damage("capture", where, f"{row.url}: the record says {' '.join(map(str, stated))}")
    elif row.record_type == "response" and row.outcome == "ok" and row.payload_sha256 is None:
        yield Damage("capture", where, f"{row.url}: the table has no digest of its payload")
    elif row.record_type in ("response", "resource") and row.payload_sha256 is not None:
        try:
            found = sha256(payload_of(record))
        except PayloadError as error:
            yield Damage("capture", where, f"{row.url}: {error}")
            return
        if found != row.payload_sha256:
            yield Damage("capture", where, f"{row.url}: payload {found}, not {row.payload_sha256}")


def _stated(record: WarcRecord) -> tuple[str, str | None, int | None]:
    """Address, time and HTTP status as a record says them."""
    try:
        date = normal_date(header(record.headers, "warc-date") or "")
    except ValueError:
        date = None
    answer = http_of(record) if record.kind in ("response", "revisit") else None
    return target_of(record), date, (answer.status or None) if answer else None


def _repeats(db: sqlite3.Connection) -> Iterator[Damage]:
    for file, offset, url in db.execute(
        "SELECT warc_file, warc_offset, url FROM captures WHERE refers_to_url IS NOT NULL AND original_id IS NULL"
        " AND warc_file NOT LIKE ? || '%' ORDER BY id",
        (FOREIGN,),
    ):
        yield Damage("capture", f"{file} at {offset}", f"{url}: repeats a capture that is not in the archive")
    for file, offset, url in db.execute(
        "SELECT c.warc_file, c.warc_offset, c.url FROM captures c JOIN captures o ON o.id = c.original_id"
        " WHERE c.payload_sha256 IS NOT o.payload_sha256 ORDER BY c.id"
    ):
        yield Damage("capture", f"{file} at {offset}", f"{url}: repeats a capture with another payload")


def _versions(db: sqlite3.Connection, tally: Tally) -> Iterator[Damage]:
    for version_id, text, content in db.execute("SELECT id, text, content_sha256 FROM versions ORDER BY id"):
        tally.versions += 1
        if content_sha256(text) != content:
            yield Damage("version", f"versions {version_id}", "the text does not have its content_sha256")
        for table in _SPANS:
            shown = "text" if table == "passages" else "NULL"
            for row_id, start, end, words in db.execute(
                f'SELECT id, start, "end", {shown} FROM {table} WHERE version_id = ? ORDER BY id',
                (version_id,),
            ):
                tally.spans += 1
                if start is None and end is None:
                    continue
                if start is None or end is None or not 0 <= start <= end <= len(text):
                    yield Damage(
                        "span", f"{table} {row_id}", f"{start}-{end} is no span of version {version_id}"
                    )
                elif words is not None and text[start:end] != words:
                    yield Damage(
                        "span", f"{table} {row_id}", f"not the words of version {version_id} at {start}-{end}"
                    )
    yield from _changes(db, tally)
    for page_id, url in db.execute(
        "SELECT p.id, p.url FROM pages p JOIN versions v ON v.id = p.current_version_id WHERE v.page_id != p.id"
    ):
        yield Damage("page", f"pages {page_id}", f"{url}: its current version is another page's")


def _changes(db: sqlite3.Connection, tally: Tally) -> Iterator[Damage]:
    for side, version in (("before", "previous_id"), ("after", "version_id")):
        for change_id, words, found in db.execute(
            f"SELECT c.id, c.{side}, substr(v.text, c.{side}_start + 1, c.{side}_end - c.{side}_start)"
            f" FROM changes c JOIN versions v ON v.id = c.{version} WHERE c.{side} IS NOT NULL ORDER BY c.id"
        ):
            tally.spans += 1
            if found != words:
                yield Damage("span", f"changes {change_id}", f"not the words {side} the change")
