"""Inside a worker process: run the tasks received, within limits, until the parent process is gone."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import pickle
import resource
import select
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from flows.pipeline.readers.isolation.limits import MB, Limits, soft_limit
from flows.pipeline.readers.isolation.messages import Failed, Raised, dumps, portable

READY = b"ready"
COLLECT = (700, 10, 10)  # thresholds of gc, those of a fresh interpreter
INTERNAL = 70  # exit code after an error inside the interpreter (sysexits.h: EX_SOFTWARE)


def serve_fd(fd: int, lifeline: int) -> None:
    """Run the tasks received over a socket until it closes: the entry point of a fresh interpreter."""
    serve(Connection(fd), lifeline)


def serve(connection: Connection, lifeline: int) -> None:
    """Run the tasks received over a connection until it closes; end at once when nobody holds the lifeline any more."""
    _end_with_parent(lifeline)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # SIGXCPU writes a core file by default
    # A page's tree is freed with the cycles around it. A command of few documents, of which this may be a copy,
    # leaves them uncollected; here they would add up to the memory of all documents (0.3 MB each, 2026-11).
    gc.freeze()
    gc.set_threshold(*COLLECT)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send_bytes(READY)
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


def _end(*_: object) -> None:
    """Exit normally, so that a program started for a document is stopped too."""
    raise SystemExit(143)


def _answer(task: Callable[[Any], Any], item: Any, limits: Limits) -> bytes | None:
    """Return the pickled result; None if memory ran out. Raises SystemExit if this process can't go on."""
    try:
        with _limited(limits):
            return dumps(task(item))
    except MemoryError:
        return None
    except SystemExit:
        raise
    except SystemError:
        # The state of the interpreter or of a C library is damaged; a fresh process tries again.
        raise SystemExit(INTERNAL) from None
    except BaseException as error:  # noqa: BLE001 -- it is raised in the parent process
        return pickle.dumps(Raised(portable(error), traceback.format_exc()))


@contextlib.contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    used = time.process_time()
    signal.signal(signal.SIGTERM, _end)
    soft_limit(resource.RLIMIT_AS, limits.memory_mb * MB)
    soft_limit(resource.RLIMIT_CPU, int(used + limits.cpu_seconds) + 1)
    try:
        yield
    finally:
        soft_limit(resource.RLIMIT_CPU, None)
        soft_limit(resource.RLIMIT_AS, None)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
