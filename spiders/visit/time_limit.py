"""Stop reading a page that takes too long: a crawl visits many sites in one thread, and all of them would wait."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Final

# Of CPU time. The longest list page known (800 kB, 2026-11) takes half a second.
SECONDS: Final = 5.0


class TooSlowError(Exception):
    """Reading a page took more CPU time than it may; the message is one line."""


@contextlib.contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TooSlowError in the block after some seconds of CPU; only in the main thread, where signals arrive.

    Raised at once if no seconds are left. Python's regular expressions look for signals while they match, so a slow one
    is stopped too.
    """
    if seconds <= 0:
        raise TooSlowError("it took more seconds of CPU than it may")
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"it took more than {seconds:g} seconds of CPU to read")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
