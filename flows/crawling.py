"""Crawls run in subprocesses, one for a shard of sites: a Scrapy reactor starts only once in a process.

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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GRACE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Shard:
    """Some sites that one process crawls for a run."""

    number: int
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShardResult:
    """How the crawl of a shard ended: its summary as printed, and its last words where it failed."""

    shard: Shard
    exit_code: int
    summary: dict[str, Any]
    error: str | None


def shards_of(sites: Sequence[str], count: int) -> tuple[Shard, ...]:
    """Deal the sites out over at most `count` shards, in turn."""
    hands = [tuple(sites[i::count]) for i in range(min(count, len(sites)))]
    return tuple(Shard(number, hand) for number, hand in enumerate(hands))


def crawl(shard: Shard, *, data: Path, sites: Path, run: int) -> ShardResult:
    """Crawl a shard in a process of its own and wait for it."""
    command = [
        sys.executable, "-m", "spiders.crawl", "--data", str(data), "--sites", str(sites),
        "--run", str(run), "--shard", str(shard.number), *shard.sites,
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            stdout, stderr = _wait(process)
        except BaseException:
            _end(process)
            raise
    summary: dict[str, Any] = {}
    error = None
    lines = stdout.strip().splitlines()
    if lines:
        summary = json.loads(lines[-1])
    if process.returncode != 0:
        words = stderr.strip().splitlines()
        error = words[-1] if words else f"the crawl process ended with {process.returncode}"
    return ShardResult(shard, process.returncode, summary, error)


def _wait(process: subprocess.Popen[str]) -> tuple[str, str]:
    """All that the process prints, its standard input kept open until it ends."""
    import threading

    errors: list[str] = []
    assert process.stdout and process.stderr
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    stdout = process.stdout.read()
    reader.join()
    process.wait()
    return stdout, "".join(errors)


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
