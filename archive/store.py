"""The archive: WARC files and their tables, one writer at a time.

with Archive.open(folder, holder="nightly") as archive:
    archive.recover()
    run = archive.start_run("nightly", {})
    for path in archive.warc_files(): archive.take_in(run, path)
    while batch := archive.pending(run, limit=50): archive.store(run, [(r, read(r)) for r in batch])
    archive.finish_run(run, "ok", {})

It has more than 300 lines because it is the one interface for writing: a short method for each operation, and its
transaction. The work is done in `archive.record` and `archive.derive`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import clock, reference
from archive.database import seals
from archive.database.lock import Lock
from archive.database.schema import open_database
from archive.derive import settle as settling
from archive.errors import ArchiveError, ArchiveUnwritableError, CorrectionsError, LockedError
from archive.layout import WARC_FOLDER
from archive.record import documents, intake, intakes, issues, pages, queue, runs, versions
from archive.record.queue import Reading, Source
from archive.reference import SiteRow
from archive.search import indexing
from archive.warc.captures import Fields, Payload, Position, utc_text
from archive.warc.reader import captures, payload_at, recover_tail
from archive.warc.received import stored
from archive.warc.records import Damaged, DamagedRecordError
from archive.warc.writer import SUFFIX, being_written, of_run
from parsers.hints import Hints
from parsers.record import READER_FAILED, Record
from parsers.version import VERSION

__all__ = ["Archive", "Reading", "SiteRow", "Source"]

# WARC files of other tools are kept byte for byte, named by this prefix and their digest.
FOREIGN = "foreign-"
_BATCH = 500
# Codes of issues about captures that could not be read: damaged bytes; a reader that crashed or exceeded its limits.
DAMAGED_CAPTURE = "damaged_capture"
# The detail of READER_FAILED ends with this: the same parser would fail again.
BY_THIS_PARSER = f"(parser {VERSION})"
_WRITER_WAIT_SECONDS = 20


def _left_for_verify(_: DamagedRecordError) -> None:
    """Ignore a damaged record: it stays in the file, where `verify` reports it."""


class Archive:
    """An archive open for writing. Create it with `open`; every method may raise sqlite3.Error."""

    def __init__(self, folder: Path, lock: Lock, db: Database) -> None:
        self.folder = folder
        self.warc = folder / WARC_FOLDER
        self.db = db
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, holder: str) -> Archive:
        """Open the archive in a data folder, creating it if there is none.

        `holder` names this writer in others' error messages. Raises LockedError, NewerSchemaError, NotAnArchiveError,
        ArchiveUnwritableError.
        """
        try:
            (folder / WARC_FOLDER).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveUnwritableError(f"{folder} can't be written: {error.strerror}") from error
        lock = Lock(folder, holder)
        try:
            db = open_database(folder)
        except ArchiveError:
            lock.release()
            raise
        return cls(folder, lock, db)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and release the writer's lock."""
        self.db.close()
        self._lock.release()

    def transaction(self) -> AbstractContextManager[Database]:
        """Return a context in which all changes are committed together, or none."""
        return self.db.atomic()

    def recover(self) -> list[str]:
        """Cut off what a crash left unfinished at the end of our WARC files; return a line for each cut.

        Raises LockedError if a crawl that lost its parent process is still writing after some seconds.
        """
        cuts = []
        for path in self.warc_files():
            taken = self._taken_to(path.name)
            size = path.stat().st_size
            if path.name.startswith(FOREIGN) or (size <= taken and size > 0):
                continue
            _wait_for_writer(path)
            line = recover_tail(path, taken)
            if line is not None:
                cuts.append(line)
        return cuts

    def warc_files(self) -> list[Path]:
        """Return the WARC files of the data folder, by name."""
        return sorted([*self.warc.glob("*" + SUFFIX), *self.warc.glob(FOREIGN + "*.warc")])

    def incoming(self, run: int, crawling: Container[int] = ()) -> list[Path]:
        """Return the WARC files to take in for a run, by name: all but those of unfinished crawls.

        `crawling` are the run's shards that still crawl. Another run that can be resumed takes in its files
        itself: an article taken in before its attachments would be read as a page without text.
        """
        unended = runs.resumable(self.db)
        return [path for path in self.warc_files() if not _crawled(path.name, run, crawling, unended)]

    def start_run(self, kind: str, parameters: Mapping[str, Any], since: datetime | None = None) -> int:
        """Begin a run, or resume the unfinished one of the same kind and parameters; return its id.

        With `since`, end an unfinished run of the kind that began before `since`, or has other parameters, as
        `interrupted`; its captures stay.
        """
        # A restored database may be older than the WARC files. A run id that a crawl has used is not assigned
        # again, or the old crawl's captures would be replayed into the new run.
        used = max((found[0] for path in self.warc_files() if (found := of_run(path.name))), default=0)
        with self.transaction():
            return runs.begin(self.db, kind, parameters, since, used)

    def finish_run(self, run: int, outcome: str, summary: Mapping[str, Any]) -> str | None:
        """Recompute what changed and end a run; return what is wrong with the corrections, None if nothing is.

        `outcome` is `ok`, `needs_a_person` or `failed`; `summary` is stored as JSON. Corrections that can't be
        used open an issue and make the outcome `needs_a_person`.
        """
        wrong = None
        try:
            self.settle()
        except CorrectionsError as error:
            wrong = str(error)
            outcome = "needs_a_person" if outcome == "ok" else outcome
            with self.transaction():
                self.open_issue(run, None, "corrections", wrong)
        else:
            with self.transaction():
                self.close_issue(None, "corrections")
        with self.transaction():
            runs.end(self.db, run, outcome, summary)
        return wrong

    def settle(self) -> int:
        """Update corrections, ledgers and witnesses; return how many divisions changed. Raises CorrectionsError."""
        return settling.settle(self.db, self.folder)

    def withdraw(self, url: str, why: str | None) -> bool:
        """Hide a page from browsing with a reason, or show it again (None); return False for an unknown address.

        Captures, versions and text stay; only the search index loses the text.
        """
        row = self.db.execute(
            "SELECT page_id FROM addresses WHERE url = ? AND page_id IS NOT NULL", (url,)
        ).fetchone()
        if row is None:
            return False
        at = utc_text(clock.now()) if why is not None else None
        with self.transaction():
            self.db.execute(
                "UPDATE pages SET withdrawn_at = ?, withdrawn_why = ? WHERE id = ?", (at, why, row[0])
            )
            seals.seal(self.db, "pages", row)
            documents.settle(self.db, row[0])
            versions_of = self.db.execute("SELECT id FROM versions WHERE page_id = ?", row).fetchall()
            for (version_id,) in versions_of:
                indexing.index(self.db, version_id)
        self.settle()
        return True

    def load_sites(self, sites: Iterable[SiteRow]) -> None:
        """Store the site files as last loaded; a site whose file is gone stays, because its captures refer to it."""
        reference.load_sites(self.db, sites)

    def load_divisions(self) -> None:
        """Store the parsers' table of divisions (GB/T 2260 by year), unless it is stored already."""
        reference.load_divisions(self.db)

    def take_in(
        self, run: int, path: Path, site: str | None = None, damaged: Damaged = _left_for_verify
    ) -> int:
        """Enter the new captures of a WARC file in the WARC folder; return how many. Safe to repeat.

        `site` is for files of other tools, whose captures name none. A damaged record or unusable capture is passed
        to `damaged`, stays in the file, where `verify` reports it, and opens an issue (`capture_damaged`), unless
        nothing of another tool's file could be taken in; the other records are entered.
        """
        taken = self._taken_to(path.name)
        if path.stat().st_size <= taken:
            return 0
        refused: list[DamagedRecordError] = []

        def refuse(error: DamagedRecordError) -> None:
            refused.append(error)
            damaged(error)

        with self.transaction():
            self.db.execute(
                "INSERT OR IGNORE INTO warc_files (name, taken_to, run_id) VALUES (?, 0, ?)", (path.name, run)
            )
        stretch = intakes.Stretch(run, path.name, site, taken)
        reader = captures(path, taken, refuse)
        while True:
            with self.transaction():
                count = 0
                for capture in reader:
                    stretch.add(intake.take(self.db, run, path, capture, site), capture.end)
                    count += 1
                    if count == _BATCH:
                        break
                stretch.write(self.db)
            if count < _BATCH:
                break
        with self.transaction():
            if stretch.captures or not path.name.startswith(FOREIGN):
                for error in refused:
                    intake.report(self.db, run, error, site)
        return stretch.captures

    def refuse(self, path: Path) -> bool:
        """Remove another tool's WARC file that gave no capture from the archive; return whether it was removed."""
        with self.transaction():
            if self.db.execute("SELECT 1 FROM captures WHERE warc_file = ?", (path.name,)).fetchone():
                return False
            self.db.execute("DELETE FROM intakes WHERE warc_file = ?", (path.name,))
            self.db.execute("DELETE FROM warc_files WHERE name = ?", (path.name,))
        path.unlink()
        return True

    def pending(self, run: int, limit: int, after: int = 0) -> list[Reading]:
        """Return about `limit` readings to do: positions, never bodies.

        A reading that has been stored or skipped is no longer pending, so a loop of `pending` and `store` ends.
        """
        return queue.unread(self.db, VERSION, limit, after)

    def outdated(self, limit: int, after: int = 0, site: str | None = None) -> list[tuple[int, Reading]]:
        """Return up to `limit` readings that this parser has not repeated, with their ids, by id."""
        return queue.outdated(self.db, VERSION, limit, after, site)

    def unanswered(self, reading: Reading, offered: Iterable[str]) -> set[str]:
        """Return the files that a reading's article offers, or leads to, and that no server has answered for yet."""
        return queue.unanswered(self.db, reading, offered)

    def look_again(self, run: int, codes: Sequence[str]) -> int:
        """Queue what open issues of earlier runs kept from being read; return the number of captures."""
        with self.transaction():
            return queue.look_again(self.db, run, codes)

    def repeated(self, source: Source) -> bool:
        """Return whether the same bytes were fetched on more than one night."""
        return queue.repeated(self.db, source)

    def others(self, reading: Reading, limit: int = 3) -> list[Source]:
        """Return the newest other articles of a reading's site."""
        return queue.others(self.db, reading, limit)

    def shown(self, url: str) -> str | None:
        """Return the text of the current version of the page at an address; None if there is none."""
        return pages.shown(self.db, url)

    def payload(self, source: Source) -> Payload:
        """Read a body from the WARC files. Raises DamagedRecordError, PayloadError."""
        return read_payload(self.warc, source)

    def store(
        self, run: int, results: Iterable[tuple[Reading, Record]], hints: Mapping[str, Hints] | None = None
    ) -> list[int | None]:
        """Store records in one transaction; return the versions' ids, None for no document. Safe to repeat.

        `hints` are the parsers' hints by site; with them `verify` can repeat the readings. A record that can't be
        stored opens an issue (`reader_failed`) and leaves the queue; the others are stored.
        """
        with self.transaction():
            return [self._store(run, reading, record, hints) for reading, record in results]

    def _store(
        self, run: int, reading: Reading, record: Record, hints: Mapping[str, Hints] | None
    ) -> int | None:
        given = None if hints is None else hints.get(reading.site_id or "", Hints())
        try:
            with self.transaction():  # a savepoint
                return versions.store(self.db, run, reading, record, given)
        except (OSError, MemoryError, sqlite3.OperationalError):
            raise  # a fault of the machine, not of the record
        # A record that no table can hold (half of a surrogate pair, a number of 20 digits) must not cost the others.
        except Exception as error:  # noqa: BLE001 -- one record must not cost the others
            versions.unqueue(self.db, reading)
            detail = f"{reading.url}: not stored: {type(error).__name__}: {stored(str(error))[:200]} {BY_THIS_PARSER}"
            self.open_issue(run, reading.site_id, READER_FAILED, detail, about=reading.url)
            return None

    def skip(self, run: int, reading: Reading, code: str, detail: str) -> None:
        """Take a reading that can't be done (damaged capture) off the queue and open an issue about it."""
        with self.transaction():
            versions.unqueue(self.db, reading)
            self.open_issue(run, reading.site_id, code, detail, about=reading.url)

    def requeue_skipped(self) -> int:
        """Put skipped captures back on the queue and close their issues; return the number of captures.

        Damaged files may have been repaired; captures on which a reader failed wait for a newer parser.
        """
        older = "code = :failed AND substr(detail, -length(:parser)) != :parser"
        due = f"closed_at IS NULL AND (code = :damaged OR ({older}))"
        values: dict[str, object] = {
            "damaged": DAMAGED_CAPTURE,
            "failed": READER_FAILED,
            "parser": BY_THIS_PARSER,
        }
        with self.transaction():
            cursor = self.db.execute(
                "UPDATE captures SET queued = 1 WHERE payload_sha256 IS NOT NULL AND original_id IS NULL"
                " AND role IS NOT 'attachment' AND id NOT IN (SELECT capture_id FROM readings) AND url IN"
                f" (SELECT about FROM issues WHERE {due})",
                values,
            )
            issues.close_all(self.db, due, values)
        return cursor.rowcount

    def open_issue(self, run: int, site: str | None, code: str, detail: str, about: str = "") -> None:
        """Open an issue for a person, or update the open one of the same site, code and subject."""
        issues.open_issue(self.db, run, site, code, detail, about)

    def close_issue(self, site: str | None, code: str, about: str = "") -> bool:
        """Close an issue whose cause is gone; return whether it was open."""
        return issues.close_issue(self.db, site, code, about)

    def holds(self, url: str, payload_sha256: str) -> bool:
        """Return whether these bytes of this address are stored already."""
        return bool(
            self.db.execute(
                "SELECT 1 FROM captures WHERE url = ? AND payload_sha256 = ?", (url, payload_sha256)
            ).fetchone()
        )

    def _taken_to(self, name: str) -> int:
        row = self.db.execute("SELECT taken_to FROM warc_files WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0


def read_payload(warc: Path, source: Source) -> Payload:
    """Read a body from a WARC folder; needs no open archive, so worker processes use it.

    Raises DamagedRecordError, PayloadError.
    """
    position: Position = source.position
    return payload_at(warc / position.file, position.offset, Fields("", title=source.title, name=source.name))


def _crawled(name: str, run: int, crawling: Container[int], unended: Container[int]) -> bool:
    found = of_run(name)
    if found is None:
        return False
    writer, shard = found
    return shard in crawling if writer == run else writer in unended


def _wait_for_writer(path: Path) -> None:
    deadline = time.monotonic() + _WRITER_WAIT_SECONDS
    while being_written(path):
        if time.monotonic() > deadline:
            raise LockedError(f"a crawl that still writes {path.name}")
        time.sleep(0.1)
