"""Keeping what was read: batches of readings through the parsers into the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import MappingProxyType

from archive.store import Archive, Reading
from flows.pipeline.damaged import damaged
from flows.pipeline.reading import Readers, Unread
from flows.pipeline.waiting_for_files import CODE as FILE_MISSING
from flows.pipeline.waiting_for_files import owed
from parsers.record import Record
from spiders.config.sitefile import SiteFile

UNREADABLE = "unreadable"


class Keeper:
    """Keeps for one run what some readers read.

    Of a site in `awaiting`, whose crawl asks for the files beside an article, an article waits whose files are
    owed. The archive is used by the calling thread alone.
    """

    def __init__(
        self, archive: Archive, run: int, readers: Readers,
        awaiting: Mapping[str, SiteFile] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self._archive, self._run, self._readers, self._awaiting = archive, run, readers, awaiting

    def look_again(self) -> None:
        """Queue what waited in earlier nights: its files may have come, or the same bytes once more."""
        self._archive.look_again(self._run, (FILE_MISSING, UNREADABLE))

    def next_batch(self) -> int:
        """Read and keep the next batch of what waits; how many readings that was, 0 when nothing waits."""
        batch = self._archive.pending(self._run, limit=self._readers.batch)
        if batch:
            self._keep(batch, self._readers.read(batch))
        return len(batch)

    def all_waiting(self) -> Iterator[int]:
        """Read and keep all that waits, yielding how many readings each batch was."""
        while True:
            count = 0
            for done in self.each(self._waiting()):
                count += done
                yield done
            if not count:
                return

    def each(self, batches: Iterable[Sequence[Reading]]) -> Iterator[int]:
        """Keep batch after batch in their order, yielding their lengths; workers read the next one meanwhile."""
        with ThreadPoolExecutor(1) as thread:
            last: tuple[Sequence[Reading], Future[list[Record | Unread]]] | None = None
            for batch in batches:
                coming = batch, thread.submit(self._readers.read, batch)
                if last:
                    self._keep(last[0], last[1].result())
                    yield len(last[0])
                last = coming
            if last:
                self._keep(last[0], last[1].result())
                yield len(last[0])

    def _waiting(self) -> Iterator[Sequence[Reading]]:
        """Batches of what waits, each asked for while the one before it has not been kept yet."""
        last: Sequence[Reading] = ()
        while True:
            known = set(last)
            pending = self._archive.pending(self._run, limit=self._readers.batch + len(last))
            last = [reading for reading in pending if reading not in known]
            if not last:
                return
            yield last

    def _keep(self, readings: Sequence[Reading], found: Sequence[Record | Unread]) -> None:
        """Keep what was read in one transaction.

        A damaged capture and a file without readable text are told as issues, and the rest goes on.
        """
        archive, run = self._archive, self._run
        results = []
        for reading, record in zip(readings, found, strict=True):
            if isinstance(record, Unread):
                archive.skip(run, reading, record.code, record.why)
            elif missing := owed(archive, self._awaiting, reading, record):
                archive.skip(run, reading, FILE_MISSING, f"not obtained yet: {', '.join(missing)}")
            elif why := damaged(archive, reading, record, live=reading.site_id in self._awaiting):
                archive.skip(run, reading, UNREADABLE, why)
            else:
                results.append((reading, record))
        archive.store(run, results)
        with archive.transaction():
            for reading, record in results:
                archive.close_issue(reading.site_id, FILE_MISSING, about=reading.url)
                if record.completeness == "empty":
                    detail = "; ".join(f"{p.code}: {p.detail}" for p in record.problems) or "no text"
                    archive.open_issue(run, reading.site_id, UNREADABLE, detail, about=reading.url)
                else:
                    archive.close_issue(reading.site_id, UNREADABLE, about=reading.url)
