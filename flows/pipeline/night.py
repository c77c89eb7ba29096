"""One nightly run: its steps as plain functions, which the tasks of the Prefect flow call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from archive import clock
from archive.queries import night_facts
from archive.queries.run_summary import summarise
from archive.record.runs import RESUMABLE_FOR
from archive.store import Archive
from flows import jsonlog
from flows.pipeline import notify
from flows.pipeline.assertions import check
from flows.pipeline.crawl_process import Shard, ShardResult, shards_of
from flows.pipeline.morning_report import Morning, morning
from flows.pipeline.readers.one_file import limits_of
from flows.pipeline.readers.reading import Readers, hints_of
from flows.pipeline.selection import Selection, site_row
from flows.pipeline.storing import Storing
from spiders.config.settings import BEIJING

SITES_A_SHARD = 50
BATCHES = 8  # of some seconds each, of one Prefect task


class Night:
    """The steps of one nightly run."""

    def __init__(self, archive: Archive, data: Path, selection: Selection) -> None:
        self.archive, self.data, self.selection = archive, data, selection
        self._logged = 0
        parameters = {"sites": sorted(selection.sites)}
        self.run = archive.start_run("nightly", parameters, since=clock.now() - RESUMABLE_FOR)
        self.started_at: str = archive.db.execute(
            "SELECT started_at FROM runs WHERE id = ?", (self.run,)
        ).fetchone()[0]
        hints = {name: hints_of(site) for name, site in selection.sites.items()}
        self._readers = Readers(archive.warc, hints, limits=limits_of(data))
        self._storing = Storing(archive, self.run, self._readers, selection.sites)
        self._batches: Iterator[int] | None = None
        archive.load_sites(site_row(name, site) for name, site in selection.sites.items())

    def take_in(self, crawling: Iterable[Shard] = ()) -> int:
        """Take in the captures written since the last call, except those of shards that are still crawling."""
        numbers = {shard.number for shard in crawling}
        count = sum(self.archive.take_in(self.run, path) for path in self.archive.incoming(self.run, numbers))
        if not numbers:
            self._storing.requeue_waiting()
        if jsonlog.requested():
            self._logged = jsonlog.captures(self.archive.db.conn, self.run, self._logged)
        return count

    def read_batch(self) -> int:
        """Store the next batch, while workers read the one after it; return its length, 0 when the queue is empty."""
        self._batches = self._batches or self._storing.all_waiting()
        count = 0
        try:
            count = next(self._batches, 0)
        finally:
            if not count:  # the queue is empty, or the iterator ended with an error
                self._batches = None
        return count

    def read_batches(self, most: int = BATCHES) -> int:
        """Store some batches; return how many readings they had, 0 when the queue is empty."""
        total = 0
        for _ in range(most):
            count = self.read_batch()
            total += count
            if not count:
                break
        return total

    def finish(self, results: Sequence[ShardResult]) -> tuple[dict[str, Any], Morning]:
        """Check the site files' assertions and end the run; return its summary and the morning report."""
        self._readers.close()
        db = self.archive.db.conn
        attention = check(self.archive, self.run, self.selection.sites, results, self.selection.errors)
        today = night_facts.due_day(db, self.run, clock.now().astimezone(BEIJING).date())
        report = morning(db, self.data, self.run, today, notify.load(self.data).weight)
        summary = {**summarise(db, self.run), "attention": attention, "morning": report.as_dict()}
        wrong = self.archive.finish_run(self.run, "needs_a_person" if attention else "ok", summary)
        if wrong:
            attention.append(wrong)
        if jsonlog.requested():
            jsonlog.news(self.run, summary["morning"]["news"])
        return summary, report


def shards(selection: Selection, *, here: bool) -> tuple[Shard, ...]:
    """Deal the sites into crawl processes; `here`, on this machine, at most one a processor.

    The number does not depend on the machines available at the moment, so that a resumed night has the same shards.
    """
    count = -(-len(selection.sites) // SITES_A_SHARD)
    return shards_of(sorted(selection.sites), max(1, min(count, os.cpu_count() or 1) if here else count))
