"""A warm worker process, seen from its parent: started, given tasks, replaced when it dies."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection
from typing import Protocol, TypeVar

from flows.copying import Copy
from flows.errors import CouldNotRunError
from flows.pipeline.readers.isolation.limits import Limits, address_space_mb
from flows.pipeline.readers.isolation.messages import Failed, Raised
from flows.pipeline.readers.isolation.worker import INTERNAL, READY, serve

T = TypeVar("T")
R = TypeVar("R")

# A process that neither answers nor uses up its CPU time hangs, for example on an unreachable network folder.
STUCK_SECONDS = 1800

# Attempts for a task whose process died within its limits: another program may have killed it.
TRIES = 3

# A copy begins with the address space of its original, which counts against the limit of each document.
_MOST_COPIED_MB = 400

_BOOT = (
    "import sys; sys.path[:] = {path!r}; from flows.pipeline.readers.isolation.worker import serve_fd; "
    "serve_fd({fd}, {lifeline})"
)


class _Process(Protocol):
    """A child process: started, ended, and waited for."""

    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...


class Isolated:
    """A worker process. Used by one thread at a time.

    `fork` copies this process, if it is small, which is cheap for one short command. Without it a fresh interpreter
    starts in the background, which takes about a second.
    """

    def __init__(self, *, fork: bool = False) -> None:
        self._fork = fork
        self._lifeline: int | None = None
        self._start()

    def run(self, task: Callable[[T], R], items: Sequence[T], limits: Limits) -> list[R | Failed]:
        """Return the results in order; a task that breaks its limits is `Failed`, the others still run.

        An exception of a task is raised here, except MemoryError, which counts as a broken limit.
        """
        found: list[R | Failed] = []
        tries = 0
        while len(found) < len(items):
            self._await_start()
            before = len(found)
            code = self._talk(task, items[before:], limits, found)
            if len(found) == len(items):
                break
            tries = tries + 1 if len(found) == before else 1
            why = _verdict(code, limits, final=tries >= TRIES)
            if why:
                found.append(Failed(why))
                tries = 0
            self._start()
        return found

    def close(self) -> None:
        """Stop the process, whatever it is doing; it gets a second to stop a program that it started."""
        self._connection.close()
        self._process.terminate()
        until = time.monotonic() + 1
        while self._process.poll() is None:
            if time.monotonic() > until:
                self._process.kill()
                self._process.wait()
                break
            time.sleep(0.005)
        self._release()

    def _release(self) -> None:
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None

    def _start(self) -> None:
        ours, theirs = (Connection(one.detach()) for one in socket.socketpair())
        self._connection = ours
        self._release()
        lifeline, self._lifeline = os.pipe()
        if self._fork and threading.active_count() == 1 and address_space_mb() <= _MOST_COPIED_MB:
            self._process: _Process = Copy(partial(_serve, theirs, lifeline, (ours, self._lifeline)))
        else:
            boot = _BOOT.format(path=sys.path, fd=theirs.fileno(), lifeline=lifeline)
            self._process = subprocess.Popen(
                [sys.executable, "-c", boot], pass_fds=[theirs.fileno(), lifeline]
            )
        theirs.close()
        os.close(lifeline)
        self._ready = False
        # A later copy would inherit what this process has opened since, such as the writer's lock.
        self._fork = False

    def _await_start(self) -> None:
        """Wait until the process has imported what it needs. Raises CouldNotRunError if it can't be started."""
        code = 0
        for attempt in range(TRIES):
            if self._ready:
                return
            if attempt:
                self._start()
            try:
                self._ready = self._connection.recv_bytes() == READY
            except (EOFError, ConnectionResetError):
                self._connection.close()
                code = self._process.wait()
        if not self._ready:
            raise CouldNotRunError(f"a process for reading can't be started: it ends with {code}")

    def _talk(
        self, task: Callable[[T], R], items: Sequence[T], limits: Limits, found: list[R | Failed]
    ) -> int | None:
        """Add to `found` what the process answers; its exit code if it ended before the last, None if it hung."""
        with contextlib.suppress(
            BrokenPipeError, ConnectionResetError
        ):  # it died in the meantime: its exit code says why
            self._connection.send_bytes(pickle.dumps((task, items, limits)))
        try:
            for _ in items:
                if not self._connection.poll(STUCK_SECONDS):
                    self.close()
                    return None
                answer = pickle.loads(self._connection.recv_bytes())
                if isinstance(answer, Raised):
                    answer.error.add_note(answer.trace)
                    raise answer.error
                found.append(answer)
        except (EOFError, ConnectionResetError):
            self._connection.close()
            return self._process.wait()
        return 0


def _serve(connection: Connection, lifeline: int, others: tuple[Connection, int]) -> None:
    """Run tasks in a copy of this process, without its parent's ends of the connection and the lifeline."""
    others[0].close()
    os.close(others[1])
    serve(connection, lifeline)


def _verdict(code: int | None, limits: Limits, *, final: bool) -> str | None:
    """Return why a document whose process died has failed; None if it is to be tried again."""
    if code is None:
        return f"not done after {STUCK_SECONDS // 60} minutes"
    if code == -signal.SIGXCPU:
        return f"took more than {limits.cpu_seconds:g} seconds of CPU"
    if not final:
        return None
    name = signal.Signals(-code).name if code < 0 else f"exit {code}"
    if code == INTERNAL:
        name = "an error inside the interpreter"
    return f"the process that read it died {TRIES} times ({name})"
