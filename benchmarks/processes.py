"""Measure a command with all processes that it starts: wall and CPU seconds, memory over time."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` in seconds, `memory` the resident bytes of the whole tree of processes over time."""

    wall: float
    cpu: float
    memory: tuple[int, ...]
    exit_code: int

    @property
    def peak(self) -> int:
        """Return the peak of resident bytes."""
        return max(self.memory, default=0)

    @property
    def over_time(self) -> list[int]:
        """Return the peak of resident megabytes in each tenth of the time."""
        count = len(self.memory)
        tenths = [
            self.memory[count * n // 10 : max(count * (n + 1) // 10, count * n // 10 + 1)] for n in range(10)
        ]
        return [round(max(tenth, default=0) / 1e6) for tenth in tenths]


def cost_of(command: Sequence[str], env: Mapping[str, str], log: Path) -> Cost:
    """Run a command to its end; its output goes to the file `log`."""
    began = time.monotonic()
    memory = []
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, env=dict(env), stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT
        )
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            memory.append(_resident(process.pid))
            time.sleep(_EVERY_SECONDS)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(time.monotonic() - began, cpu, tuple(memory), process.returncode)


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a running process has used so far, in steps of the kernel's clock (10 ms)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(root: int) -> int:
    """Return the resident bytes of a process and its descendants; shared pages count for each."""
    parents, pages = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.name)], pages[int(path.name)] = int(fields[1]), int(fields[21])
    wanted = {root}
    while more := {pid for pid, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return sum(pages.get(pid, 0) for pid in wanted) * _PAGE
