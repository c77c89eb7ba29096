"""Find the processes that work in a folder, and wait until none is left."""

from __future__ import annotations

import time
from pathlib import Path


def working_in(folder: Path) -> list[int]:
    """Return the processes whose command lines name a folder or a file below it."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes()
        except OSError:
            continue  # it ended in the meantime
        if str(folder).encode() in words:
            found.append(int(path.parent.name))
    return found


def until_none_works_in(folder: Path, seconds: float = 300) -> None:
    """Wait for the crawls of a killed command: they end by themselves, soon after it."""
    deadline = time.monotonic() + seconds
    while left := working_in(folder):
        assert time.monotonic() < deadline, f"still working in {folder}: {left}"
        time.sleep(0.05)
