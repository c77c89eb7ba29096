"""Tasks for worker processes, in a module that imports quickly."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import time
from pathlib import Path

from flows.pipeline.readers.isolation.limits import child_limits


def doubled(chunk: int) -> int:
    return chunk * 2


def doubled_by_survivors(folder: Path, dies: int, deaths: int, chunk: int) -> int:
    """Return twice the chunk; a process that gets `dies` is killed, at most `deaths` times."""
    if chunk == dies and len(list(folder.iterdir())) < deaths:
        (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk * 2


def number(_: int) -> int:
    """Return the number of the process that runs the task."""
    return os.getpid()


def hungry(what: str) -> str:
    """Exceed a limit, crash, raise or hang, as the argument demands."""
    if what == "loop":
        while True:
            pass
    if what == "loop in C":
        return str(sum(itertools.repeat(0)))
    if what == "memory":
        return str(len(bytearray(4 * 10**9)))
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "internal":
        raise SystemError("error return without exception set")
    if what == "raise":
        raise KeyError("a word of ours")
    return what.upper()


def limits_of_children(_: int) -> tuple[str, str]:
    """Return the soft limits (CPU, address space) of a program started from here."""
    with child_limits(4000):
        done = subprocess.run(
            ["sh", "-c", "ulimit -S -t; ulimit -S -v"], capture_output=True, text=True, check=True
        )
    cpu, memory = done.stdout.split()
    return cpu, memory


def leaving_a_cycle(_: int) -> int:
    """Leave a megabyte that only the garbage collector frees, as a page's tree is left; return the resident bytes."""
    held: list[object] = [bytearray(1_000_000)]
    held.append(held)
    several: list[list[int]] = [[] for _ in range(2_000)]
    del held, several
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE")
