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
    """How the crawl of a shard ended: its summary, and its last line on stderr if it failed."""

    shard: Shard
    exit_code: int
    summary: dict[str, Any]
    error: str | None


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
            last, stderr = _wait(process, notice)
        except BaseException:
            _end(process)
            raise
    summary: dict[str, Any] = {}
    error = None
    if last and not last.startswith('{"progress"'):
        summary = json.loads(last)
    if process.returncode != 0:
        words = stderr.strip().splitlines()
        error = words[-1] if words else f"the crawl process ended with {process.returncode}"
    return ShardResult(shard, process.returncode, summary, error)


def _wait(process: subprocess.Popen[str], notice: Notice | None) -> tuple[str, str]:
    """Return the process's last line on stdout and its stderr; its standard input stays open until it ends."""
    import threading

    errors: list[str] = []
    assert process.stdout and process.stderr
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    last = ""
    for line in process.stdout:
        last = line if line.endswith("\n") else ""  # incomplete: the process was killed while writing it
        if notice and last.startswith('{"progress"'):
            notice(json.loads(last)["progress"])
    reader.join()
    process.wait()
    return last, "".join(errors)


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
