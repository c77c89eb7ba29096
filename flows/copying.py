"""Copy this process (fork) after costly imports: whether that is safe, and what a copy must not keep."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path


def can_copy() -> bool:
    """Return whether this process can be copied: it has one thread, counting those that no Python code started (Linux).

    Apple's libraries do not work in a copy (Python's documentation of os.fork).
    """
    tasks = Path("/proc/self/task")
    alone = threading.active_count() == 1 and (not tasks.is_dir() or len(list(tasks.iterdir())) == 1)
    return alone and sys.platform != "darwin"


@contextlib.contextmanager
def no_garbage() -> Iterator[None]:
    """Import without looking for garbage, a tenth of the start: what importing makes stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def close_inherited(kept: Collection[int]) -> None:
    """Close what a copy inherited, such as the lock of a wrapper (flock): all but standard streams and `kept`."""
    opened = Path("/proc/self/fd")
    if opened.is_dir():
        for inherited in {int(one.name) for one in opened.iterdir()}.difference((0, 1, 2), kept):
            with contextlib.suppress(OSError):  # that of the listing itself
                os.close(inherited)
        return
    bounds = sorted({2, *kept, os.sysconf("SC_OPEN_MAX")})
    for low, high in pairwise(bounds):
        os.closerange(low + 1, high)
