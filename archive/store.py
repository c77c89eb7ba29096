"""The archive: WARC files and their tables, one writer at a time.

with Archive.open(folder, holder="nightly") as archive:
    archive.recover()
    run = archive.start_run("nightly", {})
    for path in archive.warc_files(): archive.take_in(run, path)
    while batch := archive.pending(limit=50): archive.store(run, [(r, read(r)) for r in batch])
    archive.finish_run(run, "ok", {})

The one interface for writing: a short method for each operation, and its transaction. The work is done in
`archive.record`, `archive.derive` and `archive.warc`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import reference
from archive.database.lock import Lock
from archive.database.schema import open_database
from archive.derive import settle as settling
from archive.errors import ArchiveError, ArchiveUnwritableError, CorrectionsError, is_of_machine
from archive.layout import WARC_FOLDER
from archive.record import intakes, issues, pages, queue, runs, versions
from archive.record.queue import BY_THIS_PARSER, Reading, Source
from archive.reference import SiteRow
from archive.search import indexing
from archive.warc import folder as warc_folder
from archive.warc.captures import Payload
from archive.warc.received import stored
from archive.warc.records import Damaged
from parsers.hints import Hints
from parsers.record import READER_FAILED, Record
from parsers.version import VERSION

__all__ = ["Archive", "Reading", "SiteRow", "Source"]


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
        lines = (
            warc_folder.recover(path, intakes.taken_to(self.db, path.name)) for path in self.warc_files()
        )
        return [line for line in lines if line is not None]

    def warc_files(self) -> list[Path]:
        """Return the WARC files of the data folder, by name."""
        return warc_folder.files(self.warc)

    def incoming(self, run: int, crawling: Container[int] = ()) -> list[Path]:
        """Return the WARC files to take in for a run, by name: all but those of unfinished crawls.

        `crawling` are the run's shards that still crawl. Another run that can be resumed takes in its files
        itself: an article taken in before its attachments would be read as a page without text.
        """
        unended = runs.resumable(self.db)
        return [
            path
            for path in self.warc_files()
            if not warc_folder.still_crawled(path.name, run, crawling, unended)
        ]

    def start_run(self, kind: str, parameters: Mapping[str, Any], since: datetime | None = None) -> int:
        """Begin a run, or resume the unfinished one of the same kind and parameters; return its id.

        With `since`, end an unfinished run of the kind that began before `since`, or has other parameters, as
        `interrupted`; its captures stay.
        """
        # A restored database may be older than the WARC files. A run id that a crawl has used is not assigned
        # again, or the old crawl's captures would be replayed into the new run.
        with self.transaction():
            return runs.begin(self.db, kind, parameters, since, warc_folder.last_run(self.warc))

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
        with self.transaction():
            if not pages.withdraw(self.db, url, why):
                return False
        self.settle()
        return True

    def load_sites(self, sites: Iterable[SiteRow]) -> None:
        """Store the site files as last loaded; a site whose file is gone stays, because its captures refer to it."""
        reference.load_sites(self.db, sites)

    def load_divisions(self) -> None:
        """Store the parsers' table of divisions (GB/T 2260 by year), unless it is stored already."""
        reference.load_divisions(self.db)

    def take_in(
        self, run: int, path: Path, site: str | None = None, damaged: Damaged = intakes.left_for_verify
    ) -> int:
        """Enter the new captures of a WARC file in the WARC folder; return how many. Safe to repeat.

        `site` is for files of other tools, whose captures name none. A damaged record or unusable capture is passed
        to `damaged`, stays in the file, where `verify` reports it, and opens an issue (`capture_damaged`), unless
        nothing of another tool's file could be taken in; the other records are entered.
        """
        return intakes.take_in(self.db, run, path, site, damaged)

    def refuse(self, path: Path) -> bool:
        """Remove another tool's WARC file that gave no capture from the archive; return whether it was removed."""
        with self.transaction():
            if not intakes.forget(self.db, path.name):
                return False
        path.unlink()
        return True

    def pending(self, limit: int) -> list[Reading]:
        """Return about `limit` readings to do: positions, never bodies.

        A reading that has been stored or skipped is no longer pending, so a loop of `pending` and `store` ends.
        """
        return queue.unread(self.db, VERSION, limit)

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
        batch = list(results)
        try:
            with self.transaction(), indexing.together(self.db):
                return [self._store(run, reading, record, hints) for reading, record in batch]
        except Exception as error:
            if is_of_machine(error):
                raise
            with self.transaction():  # indexes each version in its record's savepoint
                return [self._store(run, reading, record, hints) for reading, record in batch]

    def _store(
        self, run: int, reading: Reading, record: Record, hints: Mapping[str, Hints] | None
    ) -> int | None:
        given = None if hints is None else hints.get(reading.site_id or "", Hints())
        try:
            with self.transaction():  # a savepoint
                return versions.store(self.db, run, reading, record, given)
        # A record that no table can hold (half of a surrogate pair, a number of 20 digits) must not cost the others.
        except Exception as error:
            if is_of_machine(error):
                raise
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
        with self.transaction():
            return queue.requeue_skipped(self.db)

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


def read_payload(warc: Path, source: Source) -> Payload:
    """Read a body from a WARC folder; needs no open archive, so worker processes use it.

    Raises DamagedRecordError, PayloadError.
    """
    return warc_folder.payload(warc, source.position, source.title, source.name)
