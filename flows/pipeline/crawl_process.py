"""Crawl each shard of sites in a subprocess, because a Scrapy reactor starts only once per process.

A crawl must not outlive the flow that started it, even if the flow is killed. The child's standard input is
a pipe that only this process holds open: the child stops when it closes, after `kill -9` too. A flow that
is cancelled terminates the child's whole process group; the crawls that wait in other threads are ended by
`ended_with_the_flow`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.pipeline import crawl_starter
from flows.pipeline.crawl_starter import Process

GRACE_SECONDS = 10
Notice = Callable[[Mapping[str, int]], None]


_running: set[Process] = set()
_cancelled = threading.Event()


class CrawlCancelledError(Exception):
    """The flow that wanted a crawl has been cancelled."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The sites that one process crawls for a run."""

    number: int
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShardResult:
    """How the crawl of a shard ended: its exit code, its printed summary, and why it failed.

    `visiting`: the sites that were being visited when the process died.
    """

    shard: Shard
    exit_code: int
    summary: dict[str, Any]
    error: str | None
    visiting: tuple[str, ...] = ()

    @property
    def died(self) -> bool:
        """Return whether a signal or a traceback ended the process, not its own decision."""
        return self.exit_code < 0 or self.exit_code == 1


def shards_of(sites: Sequence[str], count: int) -> tuple[Shard, ...]:
    """Distribute the sites over at most `count` shards, round-robin."""
    groups = [tuple(sites[i::count]) for i in range(min(count, len(sites)))]
    return tuple(Shard(number, group) for number, group in enumerate(groups))


@contextlib.contextmanager
def ended_with_the_flow() -> Iterator[None]:
    """End the crawls that other threads wait for when the block is left by an exception, and start no others.

    SIGTERM cancels a flow in its main thread only; its tasks would wait for their crawls, which can take hours.
    """
    _cancelled.clear()
    try:
        yield
    except BaseException:
        _cancelled.set()
        for process in list(_running):
            _signal(process, signal.SIGTERM)
        for process in list(_running):
            _end(process)
        raise


def crawl(
    shard: Shard,
    *,
    data: Path,
    sites: Path | None,
    run: int,
    options: Sequence[str] = (),
    notice: Notice | None = None,
) -> ShardResult:
    """Crawl a shard in its own process and wait for it to end.

    `options` are passed to spiders.crawl; `notice` receives its progress. Raises CrawlCancelledError.
    """
    if _cancelled.is_set():
        raise CrawlCancelledError("the flow has been cancelled")
    arguments = [
        "--data", str(data), *(("--sites", str(sites)) if sites else ()), "--run", str(run),
        "--shard", str(shard.number), *options, *shard.sites,
    ]  # fmt: skip
    with crawl_starter.start(arguments) as process:
        _running.add(process)
        try:
            if _cancelled.is_set():  # while the process was started, so that nobody else ends it
                raise CrawlCancelledError("the flow has been cancelled")
            summary, visiting, stderr = _wait(process, notice)
        except BaseException:
            _end(process)
            raise
        finally:
            _running.discard(process)
    code = process.wait()
    if code == 0:
        return ShardResult(shard, 0, summary, None)
    lines = stderr.strip().splitlines()
    error = lines[-1] if lines else f"the crawl process ended with {code}"
    if visiting:
        error += f"; it was visiting {', '.join(visiting)}"
    return ShardResult(shard, code, summary, error, visiting)


def crawl_each(shard: Shard, *, data: Path, sites: Path | None, run: int) -> ShardResult:
    """Crawl a shard; if a site keeps killing the process, crawl the other sites without it.

    A process that died is started once more and resumes where it stopped. If it dies again, the sites that it was
    visiting are crawled one by one, so that the culprit is named and no other site misses its night.
    """
    result = crawl(shard, data=data, sites=sites, run=run)
    if not result.died:
        return result
    result = crawl(shard, data=data, sites=sites, run=run)
    if not result.died or not result.visiting:
        return result
    suspects: list[str] = []
    rest = shard.sites
    while result.died and result.visiting:
        suspects += result.visiting
        rest = tuple(site for site in rest if site not in result.visiting)
        if not rest:
            break
        result = crawl(Shard(shard.number, rest), data=data, sites=sites, run=run)
    visits = dict(result.summary.get("sites", {})) if rest else {}
    error = result.error if rest else None
    for site in suspects:
        alone = crawl(Shard(shard.number, (site,)), data=data, sites=sites, run=run)
        visits |= alone.summary.get("sites", {})
        if alone.exit_code != 0:
            visits[site] = {**visits.get(site, {}), "failed": alone.error}
    return ShardResult(shard, result.exit_code if error else 0, {**result.summary, "sites": visits}, error)


def _wait(process: Process, notice: Notice | None) -> tuple[dict[str, Any], tuple[str, ...], str]:
    """Return the summary that the process prints, the sites begun but not finished, and its standard error.

    The process's standard input stays open until it ends.
    """
    errors: list[str] = []
    assert process.stdout and process.stderr
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    summary: dict[str, Any] = {}
    visiting: dict[str, None] = {}
    for line in process.stdout:
        if not line.endswith("\n"):
            break  # the process was killed while it wrote this line
        message = json.loads(line)
        if "progress" in message:
            if notice:
                notice(message["progress"])
        elif "visiting" in message:
            visiting[message["visiting"]] = None
        elif "visited" in message:
            visiting.pop(message["visited"], None)
        else:
            summary = message
    reader.join()
    process.wait()
    return summary, tuple(visiting), "".join(errors)


def _end(process: Process) -> None:
    _signal(process, signal.SIGTERM)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)


def _signal(process: Process, number: int) -> None:
    """Send a signal to a crawl and its browsers unless it has ended: another group may have its id by then."""
    with contextlib.suppress(ProcessLookupError):
        if process.poll() is None:
            os.killpg(process.pid, number)
