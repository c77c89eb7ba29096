"""Record which run took in which stretch of a WARC file, and the ids of its captures, for `verify` to compare."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


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
