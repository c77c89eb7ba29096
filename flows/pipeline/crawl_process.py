"""Run crawls in subprocesses, one for a shard of sites: a Scrapy reactor starts only once in a process.

A crawl must not outlive the flow that started it, however that one dies. The child's standard input is
a pipe that only this process holds open: when it closes, by `kill -9` too, the child stops. A living
flow that is cancelled ends the child's whole process group.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GRACE_SECONDS = 10
Notice = Callable[[Mapping[str, int]], None]


@dataclass(frozen=True, slots=True)
class Shard:
    """Some sites that one process crawls for a run."""

    number: int
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShardResult:
    """How the crawl of a shard ended: its summary as printed, and why it failed.

    `visiting`: the sites that the process was working on when it ended before its end.
    """

    shard: Shard
    exit_code: int
    summary: dict[str, Any]
    error: str | None
    visiting: tuple[str, ...] = ()

    @property
    def died(self) -> bool:
        """Whether the process ended by a signal or a traceback, not by its own decision."""
        return self.exit_code < 0 or self.exit_code == 1


def shards_of(sites: Sequence[str], count: int) -> tuple[Shard, ...]:
    """Deal the sites out over at most `count` shards, in turn."""
    hands = [tuple(sites[i::count]) for i in range(min(count, len(sites)))]
    return tuple(Shard(number, hand) for number, hand in enumerate(hands))


def crawl(
    shard: Shard,
    *,
    data: Path,
    sites: Path | None,
    run: int,
    options: Sequence[str] = (),
    notice: Notice | None = None,
) -> ShardResult:
    """Crawl a shard in a process of its own and wait for it.

    `options` go to spiders.crawl; `notice` receives its progress.
    """
    command = [
        sys.executable, "-m", "spiders.crawl", "--data", str(data),
        *(("--sites", str(sites)) if sites else ()), "--run", str(run),
        "--shard", str(shard.number), *options, *shard.sites,
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            summary, visiting, stderr = _wait(process, notice)
        except BaseException:
            _end(process)
            raise
    if process.returncode == 0:
        return ShardResult(shard, 0, summary, None)
    words = stderr.strip().splitlines()
    error = words[-1] if words else f"the crawl process ended with {process.returncode}"
    if visiting:
        error += f"; it was visiting {', '.join(visiting)}"
    return ShardResult(shard, process.returncode, summary, error, visiting)


def crawl_each(shard: Shard, *, data: Path, sites: Path | None, run: int) -> ShardResult:
    """Crawl a shard, and where a site ends the process every time, the other sites without it.

    A process that died is started once more and goes on where it stopped. After the second death the sites that
    it was visiting are crawled each by itself, so that the one to blame is named, and no other site misses its night.
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
    told = dict(result.summary.get("sites", {})) if rest else {}
    error = result.error if rest else None
    for site in suspects:
        alone = crawl(Shard(shard.number, (site,)), data=data, sites=sites, run=run)
        told |= alone.summary.get("sites", {})
        if alone.exit_code != 0:
            told[site] = {**told.get(site, {}), "failed": alone.error}
    return ShardResult(shard, result.exit_code if error else 0, {**result.summary, "sites": told}, error)


def _wait(
    process: subprocess.Popen[str], notice: Notice | None
) -> tuple[dict[str, Any], tuple[str, ...], str]:
    """Return the summary that the process prints, the sites begun and not ended, and its errors.

    Its standard input is kept open until it ends.
    """
    import threading

    errors: list[str] = []
    assert process.stdout and process.stderr
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    summary: dict[str, Any] = {}
    visiting: dict[str, None] = {}
    for line in process.stdout:
        if not line.endswith("\n"):
            break  # the line of a process that was killed in mid-word
        said = json.loads(line)
        if "progress" in said:
            if notice:
                notice(said["progress"])
        elif "visiting" in said:
            visiting[said["visiting"]] = None
        elif "visited" in said:
            visiting.pop(said["visited"], None)
        else:
            summary = said
    reader.join()
    process.wait()
    return summary, tuple(visiting), "".join(errors)


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
