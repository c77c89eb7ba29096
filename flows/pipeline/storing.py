"""Read the queue in batches and store the records in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import MappingProxyType
from typing import TYPE_CHECKING

from archive.store import Archive, Reading
from flows.pipeline.hold_back import FILE_MISSING, REPORT_CONTINUES, UNREADABLE, Wait, decide, facts_about
from flows.pipeline.readers.reading import Readers, Unread
from parsers.record import READER_FAILED, Record

if TYPE_CHECKING:
    from spiders.config.sitefile import SiteFile


class Storing:
    """Store the records of one run's readers.

    `awaiting`: the sites whose crawl requests pages and files again, by id; their readings may be held back
    (`hold_back`). Only the calling thread uses the archive.
    """

    def __init__(
        self, archive: Archive, run: int, readers: Readers,
        awaiting: Mapping[str, SiteFile] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self._archive, self._run, self._readers, self._awaiting = archive, run, readers, awaiting

    def requeue_waiting(self) -> None:
        """Queue the readings held back on earlier nights again: their missing files may have been obtained since."""
        self._archive.look_again(self._run, (FILE_MISSING, UNREADABLE, REPORT_CONTINUES))

    def all_waiting(self) -> Iterator[int]:
        """Read and store the whole queue, yielding the length of each batch."""
        while True:
            count = 0
            for done in self.each(self._waiting()):
                count += done
                yield done
            if not count:
                return

    def each(self, batches: Iterable[Sequence[Reading]]) -> Iterator[int]:
        """Store batches in their order, yielding their lengths; workers read the next one meanwhile."""
        with ThreadPoolExecutor(1) as thread:
            last: tuple[Sequence[Reading], Future[list[Record | Unread]]] | None = None
            for batch in batches:
                coming = batch, thread.submit(self._readers.read, batch)
                if last:
                    self._store(last[0], last[1].result())
                    yield len(last[0])
                last = coming
            if last:
                self._store(last[0], last[1].result())
                yield len(last[0])

    def _waiting(self) -> Iterator[Sequence[Reading]]:
        """Yield batches of the queue, each fetched while the one before it has not been stored yet."""
        last: Sequence[Reading] = ()
        while True:
            known = set(last)
            pending = self._archive.pending(limit=self._readers.batch + len(last))
            last = [reading for reading in pending if reading not in known]
            if not last:
                return
            yield last

    def _store(self, readings: Sequence[Reading], found: Sequence[Record | Unread]) -> None:
        """Store what was read in one transaction.

        A damaged capture and a file without readable text become issues; the rest is stored.
        """
        archive, run = self._archive, self._run
        results = []
        for reading, record in zip(readings, found, strict=True):
            if isinstance(record, Unread):
                archive.skip(run, reading, record.code, record.why)
                continue
            decision = decide(record, facts_about(archive, self._awaiting, reading, record))
            if isinstance(decision, Wait):
                archive.skip(run, reading, decision.code, decision.why)
            else:
                results.append((reading, record))
        archive.store(run, results, self._readers.hints)
        with archive.transaction():
            for reading, record in results:
                archive.close_issue(reading.site_id, FILE_MISSING, about=reading.url)
                archive.close_issue(reading.site_id, REPORT_CONTINUES, about=reading.url)
                archive.close_issue(reading.site_id, READER_FAILED, about=reading.url)
                if record.completeness == "empty":
                    detail = "; ".join(f"{p.code}: {p.detail}" for p in record.problems) or "no text"
                    archive.open_issue(run, reading.site_id, UNREADABLE, detail, about=reading.url)
                else:
                    archive.close_issue(reading.site_id, UNREADABLE, about=reading.url)
