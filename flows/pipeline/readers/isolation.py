"""Run tasks in a warm worker process within limits of time and memory, and replace it when it dies.

Documents are untrusted: 100 kB can keep a parser busy for hours or make it allocate 100 GB, and a library written
in C can crash. So no document is read in the process that has the archive open.
"""

from __future__ import annotations

import atexit
import contextlib
import copyreg
import dataclasses
import fcntl
import io
import operator
import os
import pickle
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

from flows.errors import CouldNotRunError

T = TypeVar("T")
R = TypeVar("R")

MB = 10**6
# A process that neither answers nor uses up its CPU time hangs, for example on an unreachable network folder.
STUCK_SECONDS = 1800
# Attempts for a task whose process died within its limits: another program may have killed it.
TRIES = 3

_READY = b"ready"
_BOOT = (
    "import sys; sys.path[:] = {path!r}; from flows.pipeline.readers.isolation import serve_fd; "
    "serve_fd({fd}, {lifeline})"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document: seconds of CPU, and megabytes (10**6 bytes) of the process's address space."""

    cpu_seconds: float = 20.0
    memory_mb: int = 1000


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Failed:
    """The result of a task that broke its limits or killed its process: why, in one line."""

    why: str


@dataclass(frozen=True, slots=True)
class _Raised:
    """An exception that a task raised, to be raised again in the parent process."""

    error: BaseException
    trace: str


class _Process(Protocol):
    """A child process: started, ended, and waited for."""

    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...


class _Forked:
    """Fork this process, which has imported everything; only for a process without other threads."""

    def __init__(self, connection: Connection, lifeline: int, others: tuple[Connection, int]) -> None:
        self._code: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            others[0].close()
            os.close(others[1])
            try:
                serve(connection, lifeline)
            finally:
                os._exit(0)

    def terminate(self) -> None:
        if self._code is None:
            os.kill(self._pid, signal.SIGTERM)

    def kill(self) -> None:
        if self._code is None:
            os.kill(self._pid, signal.SIGKILL)

    def poll(self) -> int | None:
        return self._wait(os.WNOHANG)

    def wait(self) -> int:
        return self._wait(0) or 0

    def _wait(self, options: int) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self._pid, options)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code


class Isolated:
    """A worker process. Used by one thread at a time.

    `fork` copies this process, which is cheap for one short command. Without it a fresh interpreter starts in the
    background, which takes about a second.
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
        if self._fork and threading.active_count() == 1:
            self._process: _Process = _Forked(theirs, lifeline, (ours, self._lifeline))
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
                self._ready = self._connection.recv_bytes() == _READY
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
                if isinstance(answer, _Raised):
                    answer.error.add_note(answer.trace)
                    raise answer.error
                found.append(answer)
        except (EOFError, ConnectionResetError):
            self._connection.close()
            return self._process.wait()
        return 0


def _verdict(code: int | None, limits: Limits, *, final: bool) -> str | None:
    """Return why a document whose process died has failed; None if it is to be tried again."""
    if code is None:
        return f"not done after {STUCK_SECONDS // 60} minutes"
    if code == -signal.SIGXCPU:
        return f"took more than {limits.cpu_seconds:g} seconds of CPU"
    if not final:
        return None
    name = signal.Signals(-code).name if code < 0 else f"exit {code}"
    return f"the process that read it died {TRIES} times ({name})"


# -- warm processes, shared by all readers in this process --

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


# -- inside the worker process --


def serve_fd(fd: int, lifeline: int) -> None:
    """Run the tasks received over a socket until it closes: the entry point of a fresh interpreter."""
    serve(Connection(fd), lifeline)


def serve(connection: Connection, lifeline: int) -> None:
    """Run the tasks received over a connection until it closes; end at once when nobody holds the lifeline any more."""
    _end_with_parent(lifeline)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # SIGXCPU writes a core file by default
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send_bytes(_READY)
        while True:
            task, items, limits = pickle.loads(connection.recv_bytes())
            for item in items:
                answer = _answer(task, item, limits)
                if answer is None:
                    connection.send_bytes(
                        pickle.dumps(Failed(f"needs more than {limits.memory_mb} MB of memory"))
                    )
                    return  # its state may be inconsistent: the next document gets a fresh process
                connection.send_bytes(answer)


def _end_with_parent(lifeline: int) -> None:
    """End this process by a signal when the other end of a pipe, which only its parent holds, is closed.

    The kernel sends it: a parent that was killed can't, and code written in C may run for long without looking at
    what Python would do about a signal.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(143)


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """When the parent process dies, leave the block by SystemExit, so that a program started in it can be stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGIO, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGIO, before)


def send_by_fields(kind: type) -> None:
    """Pickle a dataclass's instances as constructor arguments: thrice as fast as pickle's default for frozen ones.

    For classes whose constructor takes all fields and does nothing else.
    """
    names = [field.name for field in dataclasses.fields(kind)]
    values = operator.attrgetter(*names)
    _by_fields[kind] = lambda value: (kind, values(value) if len(names) > 1 else (values(value),))


_by_fields = copyreg.dispatch_table.copy()


def _dumps(value: object) -> bytes:
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _by_fields
    pickler.dump(value)
    return out.getvalue()


def _end(*_: object) -> None:
    """Exit normally, so that a program started for a document is stopped too."""
    raise SystemExit(143)


def _answer(task: Callable[[Any], Any], item: Any, limits: Limits) -> bytes | None:
    """Return the pickled result; None if memory ran out."""
    try:
        with _limited(limits):
            return _dumps(task(item))
    except MemoryError:
        return None
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 -- it is raised in the parent process
        return pickle.dumps(_Raised(_portable(error), traceback.format_exc()))


def _portable(error: BaseException) -> BaseException:
    """Return the error itself, or a RuntimeError with its message if it can't be pickled."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 -- an exception's own pickling may raise anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


@contextlib.contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    used = time.process_time()
    signal.signal(signal.SIGTERM, _end)
    _soft(resource.RLIMIT_AS, limits.memory_mb * MB)
    _soft(resource.RLIMIT_CPU, int(used + limits.cpu_seconds) + 1)
    try:
        yield
    finally:
        _soft(resource.RLIMIT_CPU, None)
        _soft(resource.RLIMIT_AS, None)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextlib.contextmanager
def child_limits(memory_mb: int) -> Iterator[None]:
    """Change the limits while another program is started, which inherits them: its memory limit, and unlimited CPU."""
    before = {what: resource.getrlimit(what)[0] for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    _soft(resource.RLIMIT_AS, memory_mb * MB)
    _soft(resource.RLIMIT_CPU, None)
    try:
        yield
    finally:
        for what, value in before.items():
            _soft(what, None if value == resource.RLIM_INFINITY else value)


def _soft(what: int, value: int | None) -> None:
    """Set a soft limit, at most the hard limit; None sets it to the hard limit."""
    _, hard = resource.getrlimit(what)
    soft = hard if value is None else value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(
        ValueError, OSError
    ):  # macOS refuses an address-space limit below what is mapped
        resource.setrlimit(what, (soft, hard))
