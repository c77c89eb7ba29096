"""The Prefect flow `nightly`: parameters, retries and states around plain functions.

A task is a shard or some batches, never a page: a task costs 11 ms of CPU (Prefect 3.8, 2026-11).
"""

# No `from __future__ import annotations` here: a served deployment hands a flow to its process pickled by value,
# without the names that only its annotations use, and Prefect then can't validate its parameters (3.8.8).

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from archive.queries.status import status
from flows.output import Output
from flows.pipeline import crawl_process, notify
from flows.pipeline.crawl_process import Shard, ShardResult
from flows.pipeline.night import Night, shards
from flows.pipeline.opening import open_archive
from flows.pipeline.selection import prepare, select
from flows.prefect_flows import artifacts
from flows.prefect_flows.remote_crawls import Crawlers
from spiders.config.settings import BEIJING

# Threads that only wait for a crawl: on this machine one a processor, elsewhere one for 50 sites.
CRAWLS_AT_ONCE = 64


@task(name="crawl shard", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def crawl_shard(
    data: Path, sites: Path | None, run: int, shard: Shard, crawlers: Crawlers | None
) -> ShardResult:
    """Crawl one shard, here or on another machine; a process that died is restarted and resumes."""
    if crawlers is not None:
        return crawlers.crawl(shard)
    return crawl_process.crawl_each(shard, data=data, sites=sites, run=run)


# Prefect types its runners as invariant in their futures, which its own ThreadPoolTaskRunner does not meet.
_waiting = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=CRAWLS_AT_ONCE))


@flow(name="nightly", description="One night over the site files", task_runner=_waiting)
def nightly(
    data: Path = Path("data"),
    sites: Path | None = None,
    only: list[str] | None = None,
    everything: bool = False,
    crawlers: str | None = None,
) -> dict[str, Any]:
    """Crawl the sites in shards, take in and read their captures, check them; return the run's summary.

    Args:
        data: The data folder.
        sites: The only folder of site files; without it the bundled ones and those in DATA/sites.
        only: Only these sites, verified or not.
        everything: Unverified sites too.
        crawlers: The deployment of the flow `crawl` whose machines crawl, such as crawl/crawl; without it this one.
    """
    selection = select(data, sites, only or (), everything)
    prepare(data, selection)
    there = Crawlers(crawlers, data) if crawlers else None
    with (
        open_archive(data, "nightly", Output()) as archive,
        there or nullcontext(),
        crawl_process.ended_with_the_flow(),
    ):
        night = Night(archive, data, selection)
        if there is not None:
            there.begin(night.run, night.started_at)
        take_in = Task(night.take_in, name="take in", cache_policy=NO_CACHE)
        read_batches = Task(night.read_batches, name="read batches", cache_policy=NO_CACHE)
        running = {
            crawl_shard.submit(data, selection.folder, night.run, shard, there): shard
            for shard in shards(selection, here=there is None)
        }
        results = []
        for future in as_completed(list(running)):
            results.append(_result(future, running.pop(future)))
            take_in(list(running.values()))
            while read_batches():
                pass
        summary, report = night.finish(sorted(results, key=lambda result: result.shard.number))
        artifacts.publish(archive.db.conn, summary, report, status(data, datetime.now(BEIJING).date()))
        notify.deliver(archive, night.run, report, notify.load(data), Output())
        return summary


def _result(future: PrefectFuture[ShardResult], shard: Shard) -> ShardResult:
    outcome = future.result(raise_on_failure=False)
    if isinstance(outcome, ShardResult):
        return outcome
    return ShardResult(shard, -1, {}, str(outcome))
