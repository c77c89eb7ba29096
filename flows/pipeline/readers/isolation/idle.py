"""Warm worker processes, shared by all readers of this process."""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
from collections.abc import Iterator

from flows.pipeline.readers.isolation.process import Isolated

_idle: list[Isolated] = []


_lock = threading.Lock()


@contextlib.contextmanager
def borrowed() -> Iterator[Isolated]:
    """Lend a warm process, and put it back among the idle ones afterwards."""
    with _lock:
        worker = _idle.pop() if _idle else None
    worker = worker or Isolated()
    try:
        yield worker
    except BaseException:
        worker.close()  # it may be in the middle of a task
        raise
    with _lock:
        _idle.append(worker)


def warm(*, fork: bool = False) -> None:
    """Start a process if none is idle, so that it is ready when there is something to read.

    `fork` copies this process, which a short command does before it opens files and locks.
    """
    with _lock:
        if not _idle:
            _idle.append(Isolated(fork=fork))


def close_idle() -> None:
    """End the idle processes; the next one to be borrowed starts afresh."""
    while _idle:
        _idle.pop().close()


atexit.register(close_idle)
os.register_at_fork(after_in_child=_idle.clear)  # they communicate only with the process that started them
