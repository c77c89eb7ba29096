"""Copy this process (fork) after costly imports: whether that is safe, and what a copy must not keep."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO


class Copy:
    """A copy of this process that runs a function and ends; with the part of Popen's interface that is used here.

    `stdin`: our end of a pipe that the function makes its standard input. Raises OSError without memory for a copy.
    """

    def __init__(self, run: Callable[[], object], stdin: BinaryIO | None = None) -> None:
        self.stdin = stdin
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                run()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            except BaseException:  # noqa: BLE001 -- nothing of the process that this is a copy of may run here
                traceback.print_exc()
            finally:
                os._exit(code)

    def poll(self) -> int | None:
        """Return the exit code, or None while the copy runs."""
        return self._wait(os.WNOHANG)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code. Raises TimeoutExpired."""
        if timeout is None:
            code = self._wait(0)
            assert code is not None
            return code
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("a copy of this process", timeout)
            time.sleep(0.005)
        return code

    def terminate(self) -> None:
        """Ask the copy to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the copy at once."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def _wait(self, options: int) -> int | None:
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, options)
            except ChildProcessError:  # SIGCHLD is ignored: the system keeps no exit code; as Popen has it
                pid, status = self.pid, 0
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


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
