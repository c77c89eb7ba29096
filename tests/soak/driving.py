"""One unattended night: the command as a timer starts it, killed now and then, started again; and what it took."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.pipeline import copied_process

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
LONGEST_SECONDS = 900
TRIES = 6


@dataclass(frozen=True, slots=True)
class Took:
    """What the last, undisturbed start of a night took: seconds, CPU seconds, bytes at most, files open at most."""

    seconds: float
    cpu: float
    memory: int
    files: int
    kills: int


def night(
    arguments: list[str], env: Mapping[str, str], chance: random.Random, *, kills: int, lasting: float
) -> Took:
    """Run `fangzhi nightly` to its end; before that, kill it or one of its crawls so many times, at random moments."""
    struck = 0
    for number in range(kills):
        crawl_only = chance.random() < 0.4
        struck += _start(
            arguments, env, kill_after=chance.uniform(0.3, 1.0) * lasting, crawl_only=crawl_only
        ).kills
        assert number < TRIES
    took = _start(arguments, env)
    return Took(took.seconds, took.cpu, took.memory, took.files, struck)


def _start(
    arguments: list[str], env: Mapping[str, str], *, kill_after: float | None = None, crawl_only: bool = False
) -> Took:
    begin = time.monotonic()
    # Its words go to a file: a full pipe would stop it.
    log = Path(env["SOAK_LOG"])
    with log.open("ab") as words:
        process = subprocess.Popen(
            [FANGZHI, "nightly", "--quiet", *arguments], env=dict(env), stdin=subprocess.DEVNULL,
            stdout=words, stderr=words, start_new_session=True,
        )  # fmt: skip
    files = kills = 0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        files = max(files, _files(process.pid))
        seconds = time.monotonic() - begin
        assert seconds < LONGEST_SECONDS, "the night does not end by itself"
        if kill_after is not None and seconds > kill_after and not kills:
            victims = _crawls(process.pid) if crawl_only else [process.pid]
            for victim in victims:
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                    kills += 1
            kill_after = None
        time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    disturbed = kills and not crawl_only
    assert disturbed or process.returncode in (0, 1), log.read_text("utf-8", "replace")[-2000:]
    return Took(time.monotonic() - begin, _cpu(usage), usage.ru_maxrss * 1024, files, kills)


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _files(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def _crawls(pid: int) -> list[int]:
    """The crawl processes of a night: fresh interpreters that it started, or copies of a process that it started."""
    parents, crawls = {}, []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
            name = (path.parent / "comm").read_text("ascii", "replace").strip()
        except OSError:
            continue
        one = int(path.parent.name)
        parents[one] = int(fields[1])
        if name == copied_process.NAME or b"spiders.crawl" in command:
            crawls.append(one)
    return [one for one in crawls if pid in (parents[one], parents.get(parents[one]))]
