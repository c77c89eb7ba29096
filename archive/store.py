"""The archive: WARC files and their tables, one writer at a time.

with Archive.open(folder, holder="nightly") as archive:
    archive.recover()
    run = archive.start_run("nightly", {})
    for path in archive.warc_files(): archive.take_in(run, path)
    while batch := archive.pending(run, limit=50): archive.store(run, [(r, read(r)) for r in batch])
    archive.finish_run(run, "ok", {})
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import clock
from archive.database import seals
from archive.database.lock import Lock
from archive.database.schema import open_database
from archive.derive import settle as settling
from archive.errors import ArchiveError, ArchiveUnwritableError, LockedError
from archive.layout import WARC_FOLDER
from archive.record import documents, intake, intakes, issues, pages, queue, runs, versions
from archive.record.corrections import CorrectionsError
from archive.record.queue import Reading, Source
from archive.search import index
from archive.warc.captures import Fields, Payload, Position, utc_text
from archive.warc.reader import captures, payload_at, recover_tail
from archive.warc.received import stored
from archive.warc.records import Damaged, DamagedRecordError
from archive.warc.writer import SUFFIX, being_written, of_run
from parsers.divisions.table import SPANS
from parsers.hints import Hints
from parsers.record import Record
from parsers.version import VERSION

__all__ = ["Archive", "Reading", "SiteRow", "Source"]

# WARC files that another tool wrote keep their bytes and get this prefix and their digest as a name.
FOREIGN = "foreign-"
_BATCH = 500
# Codes of issues about captures that could not be read: the bytes are damaged; the reader made a mistake or went over
# its limits.
DAMAGED_CAPTURE, READER_FAILED = "damaged_capture", "reader_failed"
# What the detail of READER_FAILED ends with: the same parser would fail again.
BY_THIS_PARSER = f"(parser {VERSION})"
_WRITER_WAIT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class SiteRow:
    """What the archive keeps of a site file."""

    id: str
    name: str
    division_code: str | None = None
    homepage: str | None = None
    platform: str | None = None
    priority: int = 1


def _left_for_verify(_: DamagedRecordError) -> None:
    """A damaged record stands in the file for `verify` to name; the rest goes on."""


class Archive:
    """An archive open for writing. Make one with `open`; every method may raise sqlite3.Error."""

    def __init__(self, folder: Path, lock: Lock, db: Database) -> None:
        self.folder = folder
        self.warc = folder / WARC_FOLDER
        self.db = db
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, holder: str) -> Archive:
        """Open the archive in a data folder, made where there is none.

        `holder` names the writer to others. Raises LockedError, NewerSchemaError, NotAnArchiveError,
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
        """Close the database and let the next writer in."""
        self.db.close()
        self._lock.release()

    def transaction(self) -> AbstractContextManager[Database]:
        """All that happens inside is kept or nothing."""
        return self.db.atomic()

    def recover(self) -> list[str]:
        """Cut off what a crash left unfinished at the end of our WARC files; one line for each.

        Raises LockedError when a crawl that lost its parent is still writing after some seconds.
        """
        told = []
        for path in self.warc_files():
            taken = self._taken_to(path.name)
            size = path.stat().st_size
            if path.name.startswith(FOREIGN) or (size <= taken and size > 0):
                continue
            _wait_for_writer(path)
            line = recover_tail(path, taken)
            if line is not None:
                told.append(line)
        return told

    def warc_files(self) -> list[Path]:
        """The WARC files of the data folder, by name."""
        return sorted([*self.warc.glob("*" + SUFFIX), *self.warc.glob(FOREIGN + "*.warc")])

    def incoming(self, run: int, crawling: Container[int] = ()) -> list[Path]:
        """The WARC files to take in for a run, by name: all but those that a crawl has not ended.

        `crawling` are the run's shards that still crawl. Another run that is gone on with takes in its files
        itself: an article taken in before the files attached to it would be read as a page without text.
        """
        unended = runs.going_on(self.db)
        return [path for path in self.warc_files() if not _crawled(path.name, run, crawling, unended)]

    def start_run(self, kind: str, parameters: Mapping[str, Any], since: datetime | None = None) -> int:
        """Begin a run, or go on with the unfinished one of the same kind and parameters; its id.

        With `since`, an unfinished run of the kind that began earlier, or with other parameters, is over: it
        ends as `interrupted`, and what it captured stays.
        """
        # A restored database may be older than the WARC files: a number that a crawl used is not given again, or
        # what that one captured would answer for this one.
        used = max((found[0] for path in self.warc_files() if (found := of_run(path.name))), default=0)
        with self.transaction():
            return runs.begin(self.db, kind, parameters, since, used)

    def finish_run(self, run: int, outcome: str, summary: Mapping[str, Any]) -> str | None:
        """Settle what changed and end a run.

        `outcome` is `ok`, `needs_a_person` or `failed`; `summary` is kept as JSON. Corrections that can't be
        used become an issue and need a person; what is wrong with them is returned.
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
        """Bring corrections, ledgers and witnesses up to date; how many divisions changed. Raises CorrectionsError."""
        return settling.settle(self.db, self.folder)

    def withdraw(self, url: str, why: str | None) -> bool:
        """Hide a page from browsing with a reason, or show it again (None); False for an unknown address.

        Nothing is deleted: captures, versions and text stay; the search index alone loses the text.
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
                index.index(self.db, version_id)
        self.settle()
        return True

    def load_sites(self, sites: Iterable[SiteRow]) -> None:
        """Keep the site files as last loaded; a site without a file any more stays for its captures' sake."""
        rows = [(s.id, s.name, s.division_code, s.homepage, s.platform, s.priority) for s in sites]
        ranks = dict(self.db.execute("SELECT id, priority FROM sites").fetchall())
        with self.transaction():
            self.db.conn.executemany(
                "INSERT INTO sites (id, name, division_code, homepage, platform, priority)"
                " VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                " division_code = excluded.division_code, homepage = excluded.homepage,"
                " platform = excluded.platform, priority = excluded.priority",
                rows,
            )
            seals.seal(self.db, "sites", [row[0] for row in rows])
            for site, *_, priority in rows:
                if ranks.get(site, priority) != priority:  # another copy may stand for its documents now
                    found = self.db.execute(
                        "SELECT DISTINCT document_id FROM pages WHERE site_id = ? AND document_id IS NOT NULL",
                        (site,),
                    ).fetchall()
                    for (document_id,) in found:
                        documents.refresh(self.db, document_id)

    def load_divisions(self) -> None:
        """Keep the table of divisions that the parsers know (GB/T 2260 by year), where it is not kept yet."""
        spans = sorted(SPANS, key=lambda s: (s.code, s.valid_from, s.full_name))
        rows = [(s.code, s.name, s.full_name, s.level, s.valid_from, s.valid_to) for s in spans]
        columns = "code, name, full_name, level, valid_from, valid_to"
        if rows == self.db.execute(f"SELECT {columns} FROM divisions ORDER BY id").fetchall():
            return
        with self.transaction():
            self.db.execute("DELETE FROM divisions")
            self.db.conn.executemany(f"INSERT INTO divisions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)
            seals.seal_divisions(self.db)

    def take_in(
        self, run: int, path: Path, site: str | None = None, damaged: Damaged = _left_for_verify
    ) -> int:
        """Enter the new captures of a WARC file in the WARC folder; how many. Safe to repeat.

        `site` is for files of other tools, whose captures name none. What can't be taken in, a damaged record or
        a capture that nobody can use, goes to `damaged`, is left for `verify` to name, and becomes an issue
        (`capture_damaged`) unless nothing of another tool's file could be taken in; the rest goes on.
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
        """Take another tool's WARC file out of the archive again, where no capture came of it; whether it was."""
        with self.transaction():
            if self.db.execute("SELECT 1 FROM captures WHERE warc_file = ?", (path.name,)).fetchone():
                return False
            self.db.execute("DELETE FROM intakes WHERE warc_file = ?", (path.name,))
            self.db.execute("DELETE FROM warc_files WHERE name = ?", (path.name,))
        path.unlink()
        return True

    def pending(self, run: int, limit: int, after: int = 0) -> list[Reading]:
        """Return up to `limit` (and a few) readings that are to be done: small values, never bodies.

        What has been stored or skipped is not pending any more, so a loop of pending and store ends.
        """
        return queue.unread(self.db, VERSION, limit, after)

    def outdated(self, limit: int, after: int = 0, site: str | None = None) -> list[tuple[int, Reading]]:
        """Return up to `limit` readings that this parser has not repeated, with their ids, by id."""
        return queue.outdated(self.db, VERSION, limit, after, site)

    def unanswered(self, reading: Reading, offered: Iterable[str]) -> set[str]:
        """The files that a reading's article offers, or leads to, for which the servers have no answer yet."""
        return queue.unanswered(self.db, reading, offered)

    def look_again(self, run: int, codes: Sequence[str]) -> int:
        """Queue what open issues of earlier runs kept from being read; how many captures."""
        with self.transaction():
            return queue.look_again(self.db, run, codes)

    def repeated(self, source: Source) -> bool:
        """Whether the same bytes came on more than one night."""
        return queue.repeated(self.db, source)

    def others(self, reading: Reading, limit: int = 3) -> list[Source]:
        """The newest other articles of a reading's site."""
        return queue.others(self.db, reading, limit)

    def shown(self, url: str) -> str | None:
        """The text of the current version of the page at an address; None where there is none."""
        return pages.shown(self.db, url)

    def payload(self, source: Source) -> Payload:
        """Read a body from the WARC files. Raises DamagedRecordError, PayloadError."""
        return read_payload(self.warc, source)

    def store(
        self, run: int, results: Iterable[tuple[Reading, Record]], hints: Mapping[str, Hints] | None = None
    ) -> list[int | None]:
        """Store records in one transaction; return the versions' ids, None for no document. Safe to repeat.

        `hints` are what the parsers were told, by site; where given, `verify` can repeat the readings. A record
        that can't be stored is an issue (`reader_failed`) and off the queue, and the others are stored.
        """
        with self.transaction():
            return [self._store(run, reading, record, hints) for reading, record in results]

    def _store(
        self, run: int, reading: Reading, record: Record, hints: Mapping[str, Hints] | None
    ) -> int | None:
        told = None if hints is None else hints.get(reading.site_id or "", Hints())
        try:
            with self.transaction():  # a savepoint
                return versions.store(self.db, run, reading, record, told)
        except (OSError, MemoryError, sqlite3.OperationalError):
            raise  # the machine's, not the record's
        # A record that no table can hold (half of a surrogate pair, a number of 20 digits) must not cost the others.
        except Exception as error:  # noqa: BLE001
            versions.unqueue(self.db, reading)
            detail = f"{reading.url}: not stored: {type(error).__name__}: {stored(str(error))[:200]} {BY_THIS_PARSER}"
            self.open_issue(run, reading.site_id, READER_FAILED, detail, about=reading.url)
            return None

    def skip(self, run: int, reading: Reading, code: str, detail: str) -> None:
        """Leave a reading that can't be done (damaged capture) and open an issue about it."""
        with self.transaction():
            versions.unqueue(self.db, reading)
            self.open_issue(run, reading.site_id, code, detail, about=reading.url)

    def requeue_skipped(self) -> int:
        """Put what was skipped back on the queue and close its issues; return how many captures.

        Damaged bytes may be mended by now; what made a reader fail waits for another release of the parsers.
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
        """Note what a person should look at, once for each site, code and subject as long as it is open."""
        issues.open_issue(self.db, run, site, code, detail, about)

    def close_issue(self, site: str | None, code: str, about: str = "") -> bool:
        """Close what has healed; whether it was open."""
        return issues.close_issue(self.db, site, code, about)

    def holds(self, url: str, payload_sha256: str) -> bool:
        """Whether these bytes of this address are kept already."""
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
