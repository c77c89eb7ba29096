"""Compare WARC files with the captures that the tables list for them, in the order of their offsets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.record import capture_row
from archive.verify.damage import Damage, Tally
from archive.warc.captures import Capture, Position, normal_date
from archive.warc.folder import FOREIGN
from archive.warc.payloads import PayloadError, header, sha256
from archive.warc.reader import grouped, http_of, is_ours, payload_of, target_of
from archive.warc.records import DamagedRecordError, WarcRecord, records


@dataclass(frozen=True, slots=True)
class _Row:
    """A capture's values in the tables."""

    position: Position
    url: str
    payload_sha256: str | None
    record_type: str
    fetched_at: str
    status: int | None
    outcome: str


def check_file(
    db: sqlite3.Connection, path: Path, taken_to: int, tally: Tally, *, quick: bool
) -> Iterator[Damage]:
    """Compare one WARC file with its captures: positions and digests, and unless `quick` every column."""
    rows = _captures(db, path.name)
    if not path.is_file():
        (count,) = db.execute("SELECT count(*) FROM captures WHERE warc_file = ?", (path.name,)).fetchone()
        yield Damage("file", path.name, f"the file is missing, and with it {count} captures")
        return
    found: list[Damage] = []
    ours = is_ours(path)
    walked = _walk(path, rows, taken_to, tally, found)
    if quick:
        for _ in walked:
            yield from _drained(found)
    else:
        stretches = _stretches(db, path.name)
        for capture in grouped(path, walked, ours, lambda _: None):
            named = {damage.where for damage in found}
            yield from _drained(found)
            where = f"{path.name} at {capture.position.offset}"
            if capture.position.offset < taken_to and where not in named:
                yield from _columns(db, path, capture, stretches, where)
        yield from _numbered(db, path.name, stretches)
    yield from _drained(found)


def _drained(found: list[Damage]) -> list[Damage]:
    taken = list(found)
    found.clear()
    return taken


def _walk(
    path: Path, rows: Iterator[_Row], taken_to: int, tally: Tally, found: list[Damage]
) -> Iterator[WarcRecord]:
    """Yield a file's records, adding to `found` where they differ from their captures in the tables."""
    damaged: list[DamagedRecordError] = []
    waiting = next(rows, None)
    for record in records(path, damaged=damaged.append):
        found += _unclaimed(damaged, taken_to, waiting)
        if record.offset >= taken_to:
            break
        tally.records += 1
        while waiting is not None and waiting.position.offset < record.offset:
            found.append(_lost(waiting))
            waiting = next(rows, None)
        if waiting is not None and waiting.position.offset == record.offset:
            tally.captures += 1
            found += _capture(record, waiting)
            waiting = next(rows, None)
        yield record
    found += _unclaimed(damaged, taken_to, waiting)
    while waiting is not None:
        found.append(_lost(waiting))
        waiting = next(rows, None)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of a file that one run took in."""

    run: int
    site: str | None
    first: int
    end: int
    capture: int
    captures: int


def _stretches(db: sqlite3.Connection, file: str) -> list[_Stretch]:
    rows = db.execute(
        "SELECT run_id, site_id, first_offset, end_offset, first_capture_id, captures FROM intakes"
        " WHERE warc_file = ? ORDER BY id",
        (file,),
    )
    return [_Stretch(*row) for row in rows]


def _numbered(db: sqlite3.Connection, file: str, stretches: list[_Stretch]) -> Iterator[Damage]:
    """Check by their ids that the captures of each stretch are those that were taken in."""
    for one in stretches:
        count = 0
        for count, (number, offset, url) in enumerate(
            db.execute(
                "SELECT id, warc_offset, url FROM captures WHERE warc_file = ? AND warc_offset >= ? AND warc_offset < ?"
                " ORDER BY warc_offset",
                (file, one.first, one.end),
            ),
            start=1,
        ):
            if number != one.capture + count - 1:
                what = f"{url}: captures {number} had the id {one.capture + count - 1} when run {one.run} took it in"
                yield Damage("capture", f"{file} at {offset}", what)
                break  # later differences follow from this one
        else:
            if count != one.captures:
                what = f"run {one.run} took in {one.captures} captures from {one.first} to {one.end}, {count} stored"
                yield Damage("capture", f"{file} at {one.first}", what)


def _columns(
    db: sqlite3.Connection, path: Path, capture: Capture, stretches: list[_Stretch], where: str
) -> Iterator[Damage]:
    """Compare a capture's row with its record, column by column."""
    cursor = db.execute(
        "SELECT c.*, o.payload_sha256 AS repeated FROM captures c LEFT JOIN captures o ON o.id = c.original_id"
        " WHERE c.warc_file = ? AND c.warc_offset = ?",
        (path.name, capture.position.offset),
    )
    found = cursor.fetchone()
    if found is None:
        return  # refused, or known from another file
    row = dict(zip([column[0] for column in cursor.description], found, strict=True))
    original = (row["original_id"], row["repeated"]) if row["original_id"] is not None else None
    given: dict[str, object] = dict(capture_row.values(path, capture, original))
    for name in ("queued", "original_id"):
        del given[name]
    offset = capture.position.offset
    taken: dict[str, object] = {}
    for one in stretches:
        if one.first <= offset < one.end:
            taken = {"run_id": one.run, "site_id": one.site}
    if capture.fields and capture.fields.site:
        taken["site_id"] = capture.fields.site
    wrong = [
        f"{name} is {row[name]!r}, not {value!r}"
        for name, value in {**given, **taken}.items()
        if row[name] != value
    ]
    if wrong:
        yield Damage("capture", where, f"captures {row['id']}, {row['url']}: {'; '.join(wrong)}")


def _captures(db: sqlite3.Connection, name: str) -> Iterator[_Row]:
    for offset, *rest in db.execute(
        "SELECT warc_offset, url, payload_sha256, record_type, fetched_at, status, outcome FROM captures"
        " WHERE warc_file = ? ORDER BY warc_offset",
        (name,),
    ):
        yield _Row(Position(name, offset), *rest)


def _unclaimed(damaged: list[DamagedRecordError], taken_to: int, waiting: _Row | None) -> Iterator[Damage]:
    """Report and forget damaged records, except those of captures, which are reported with their address."""
    for error in damaged:
        if error.offset < taken_to and (waiting is None or waiting.position.offset != error.offset):
            yield Damage("record", f"{error.path.name} at {error.offset}", error.why)
    damaged.clear()


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
    elif row.record_type in ("response", "resource", "conversion") and row.payload_sha256 is not None:
        try:
            found = sha256(payload_of(record))
        except PayloadError as error:
            yield Damage("capture", where, f"{row.url}: {error}")
            return
        if found != row.payload_sha256:
            yield Damage("capture", where, f"{row.url}: payload {found}, not {row.payload_sha256}")


def _stated(record: WarcRecord) -> tuple[str, str | None, int | None]:
    """Return address, time and HTTP status as recorded."""
    try:
        date = normal_date(header(record.headers, "warc-date") or "")
    except ValueError:
        date = None
    answer = http_of(record) if record.kind in ("response", "revisit") else None
    return target_of(record), date, (answer.status or None) if answer else None


def check_repeats(db: sqlite3.Connection) -> Iterator[Damage]:
    """Check that the capture that each repeat refers to is in the archive, with the same payload."""
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
