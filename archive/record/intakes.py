"""Take in WARC files, and record which run took in which stretch and which captures, for `verify` to compare."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from archive.record import intake
from archive.warc.folder import FOREIGN
from archive.warc.reader import captures
from archive.warc.records import Damaged, DamagedRecordError

_BATCH = 500


@dataclass(slots=True)
class Stretch:
    """The part of a file that one run takes in, from an offset on; its captures' ids follow the file's order."""

    run: int
    file: str
    site: str | None
    start: int
    end: int = 0
    captures: int = 0
    id: int | None = None

    def add(self, entered: bool, end: int) -> None:
        """Count a capture that was read, whether entered or already stored; `end` is where its group ends."""
        self.captures += entered
        self.end = end

    def write(self, db: Database) -> None:
        """Record how far the file has been taken in; runs in the transaction that entered the captures."""
        if not self.end:
            return
        db.execute("UPDATE warc_files SET taken_to = ? WHERE name = ?", (self.end, self.file))
        if not self.captures:
            return
        if self.id is None:
            (last,) = db.execute("SELECT max(id) FROM captures").fetchone()
            cursor = db.execute(
                "INSERT INTO intakes (run_id, warc_file, site_id, first_offset, end_offset, first_capture_id, captures)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self.run,
                    self.file,
                    self.site,
                    self.start,
                    self.end,
                    last - self.captures + 1,
                    self.captures,
                ),
            )
            self.id = cursor.lastrowid
        else:
            db.execute(
                "UPDATE intakes SET end_offset = ?, captures = ? WHERE id = ?",
                (self.end, self.captures, self.id),
            )


def taken_to(db: Database, name: str) -> int:
    """Return how many bytes of a WARC file have been taken in."""
    row = db.execute("SELECT taken_to FROM warc_files WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def left_for_verify(_: DamagedRecordError) -> None:
    """Ignore a damaged record: it stays in the file, where `verify` reports it."""


def take_in(db: Database, run: int, path: Path, site: str | None, damaged: Damaged) -> int:
    """Enter the new captures of a WARC file, some hundreds in a transaction; return how many. Safe to repeat."""
    taken = taken_to(db, path.name)
    if path.stat().st_size <= taken:
        return 0
    refused: list[DamagedRecordError] = []

    def refuse(error: DamagedRecordError) -> None:
        refused.append(error)
        damaged(error)

    with db.atomic():
        db.execute(
            "INSERT OR IGNORE INTO warc_files (name, taken_to, run_id) VALUES (?, 0, ?)", (path.name, run)
        )
    stretch = Stretch(run, path.name, site, taken)
    reader = captures(path, taken, refuse)
    while True:
        with db.atomic():
            count = 0
            for capture in reader:
                stretch.add(intake.take(db, run, path, capture, site), capture.end)
                count += 1
                if count == _BATCH:
                    break
            stretch.write(db)
        if count < _BATCH:
            break
    with db.atomic():
        if stretch.captures or not path.name.startswith(FOREIGN):
            for error in refused:
                intake.report(db, run, error, site)
    return stretch.captures


def forget(db: Database, name: str) -> bool:
    """Remove a WARC file that gave no capture from the tables; return False if it gave one."""
    if db.execute("SELECT 1 FROM captures WHERE warc_file = ?", (name,)).fetchone():
        return False
    db.execute("DELETE FROM intakes WHERE warc_file = ?", (name,))
    db.execute("DELETE FROM warc_files WHERE name = ?", (name,))
    return True
