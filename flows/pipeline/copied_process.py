"""Watch a crawl process that is no child of this process, but a copy of the waiting one (`crawl_starter`).

It does not matter whether that one lives: a descriptor (Linux: pidfd) shows the end, and the crawl sends its code.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import weakref
from multiprocessing.connection import Connection, wait
from typing import Final, TextIO

NAME: Final = "fangzhi crawl"
"""What a copy is called in the system's list of processes (Linux: at most 15 bytes)."""
_REPORT_SECONDS: Final = 10  # within which the starter reports the signal that ended a process


class Copied:
    """A crawl process that is a copy, with the part of Popen's interface that is used here."""

    def __init__(self, pid: int, watch: int, talk: Connection, stdin: int, stdout: int, stderr: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._watch, self._talk, self._lock, self._stdin = watch, talk, threading.Lock(), stdin
        weakref.finalize(self, os.close, watch)  # not before: another thread may wait for it
        self.stdout: TextIO = os.fdopen(stdout, encoding="utf-8", errors="replace")
        self.stderr: TextIO = os.fdopen(stderr, encoding="utf-8", errors="replace")

    def poll(self) -> int | None:
        """Return the exit code, or None while the process runs, as Popen does."""
        return self.wait() if wait([self._watch], 0) else None

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, as Popen does; may be called by several threads. Raises TimeoutExpired."""
        if not wait([self._watch], timeout):
            raise subprocess.TimeoutExpired(NAME, timeout or 0)
        with self._lock:
            if self.returncode is None:
                self.returncode = self._reported_code()
            return self.returncode

    def _reported_code(self) -> int:
        """Return the exit code of a process that has ended: SIGKILL's if nobody reports the signal that ended it."""
        with contextlib.suppress(EOFError, ConnectionResetError):
            if self._talk.poll(_REPORT_SECONDS):
                _, code = self._talk.recv()
                return int(code)
        return -signal.SIGKILL

    def __enter__(self) -> Copied:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stderr.close()
        os.close(self._stdin)
        self.wait()
