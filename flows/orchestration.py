"""The Prefect flow and its tasks: retries, time limits and states around plain functions.

Tasks stand around shards and batches, never around a page: a task costs 3-11 ms (Prefect 3.8, 2026-11).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import crawling
from flows.crawling import Shard, ShardResult
from flows.reading import BATCH, read_pending

if TYPE_CHECKING:
    from flows.nightly import Night

CRAWL_PROCESSES = 8


@task(name="crawl shard", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def crawl_shard(night: Night, shard: Shard) -> ShardResult:
    """One crawl process; a process that died is started once more and goes on where the first one stopped."""
    result = crawling.crawl(shard, data=night.data, sites=night.selection.folder, run=night.run)
    if result.exit_code < 0:
        raise RuntimeError(f"the crawl of shard {shard.number} was ended by signal {-result.exit_code}")
    return result


@task(name="take in", cache_policy=NO_CACHE)
def take_in(night: Night) -> int:
    """Enter the captures that have come into the WARC files since the last time."""
    return sum(night.archive.take_in(night.run, path) for path in night.archive.warc_files())


@task(name="read batch", cache_policy=NO_CACHE)
def read_batch(night: Night) -> int:
    """Read and keep the next batch; how many captures that was, 0 when nothing waits."""
    batch = night.archive.pending(night.run, limit=BATCH)
    if batch:
        read_pending(night.archive, night.run, night.hints, batch)
    return len(batch)


@flow(
    name="nightly",
    task_runner=ThreadPoolTaskRunner(max_workers=CRAWL_PROCESSES),  # type: ignore[arg-type]
    validate_parameters=False,
)
def nightly(night: Night, shards: Sequence[Shard]) -> list[ShardResult]:
    """Crawl all shards; while they run, take in and read what has come."""
    results = []
    running = [crawl_shard.submit(night, shard) for shard in shards]
    for future in as_completed(running):
        state = future.state
        outcome = future.result(raise_on_failure=False)
        if isinstance(outcome, ShardResult):
            results.append(outcome)
        else:
            number = running.index(future)
            results.append(ShardResult(shards[number], -1, {}, str(state.message or outcome)))
        take_in(night)
        while read_batch(night):
            pass
    return sorted(results, key=lambda result: result.shard.number)
