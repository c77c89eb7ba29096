"""Start crawl processes: copies (fork) of one process that has imported Scrapy, or else fresh interpreters.

A crawl process spent most of its CPU on a quiet night of 30 sites on imports (2026-11). `ready` makes, while this
process has one thread, a copy of it that imports `spiders.crawl` and waits. For each crawl it copies itself once more:
that copy has a session, signals, standard streams and an environment of its own, no other open file, and no reactor
or database, since none exists before. The waiting process ends with this one. Crawls under way do not need it: each
sends its own exit code, and is watched by a descriptor (Linux: pidfd), which never means another process.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Never

from flows import copying
from flows.jsonlog import logger
from flows.pipeline.copied_process import NAME, Copied

PATIENCE_SECONDS: Final = 120
"""How long a copy may take to begin: the first one waits for the imports, which take a second on an idle machine."""

_BEGAN: Final = "began"  # with its process id, from a copy
_ENDED: Final = "ended"  # with an exit code: the copy's own, or the signal that its parent saw

Process = subprocess.Popen[str] | Copied

_ready: list[socket.socket] = []  # the connection to the waiting process
_asking = threading.Lock()


@contextlib.contextmanager
def ready() -> Iterator[None]:
    """Have a process wait, within the block, that is copied for each crawl; none where a copy is not safe.

    A block within another one uses the process of the outer one.
    """
    with contextlib.ExitStack() as at_end:
        if not _ready and _can_copy():
            with contextlib.suppress(OSError):  # no memory or no process left for a copy
                _make_ready(at_end)
        yield


def _can_copy() -> bool:
    """Return whether this process can be copied, and the system can watch a copy (Linux 5.3)."""
    with contextlib.suppress(AttributeError, OSError):
        os.close(os.pidfd_open(os.getpid()))
        return copying.can_copy()
    return False


def _make_ready(at_end: contextlib.ExitStack) -> None:
    """Make the waiting process, which the end of the stack ends. Raises OSError."""
    ours, theirs = socket.socketpair()
    at_end.callback(ours.close)
    with theirs:
        waiting = copying.Copy(partial(_become_starter, theirs, ours))
    at_end.callback(waiting.wait)
    at_end.callback(waiting.kill)
    at_end.callback(_forget, ours)
    _ready.append(ours)


def _forget(control: socket.socket) -> bool:
    """Make no more copies of a waiting process; return whether any were made until now."""
    with _asking:
        known = control in _ready
        if known:
            _ready.remove(control)
        return known


def start(arguments: Sequence[str]) -> Process:
    """Start `python -m spiders.crawl` with arguments, in a session of its own; its standard streams are pipes.

    The first failure to make a copy is logged, and none is made from then on: the copy of a crawl that is given up
    ends before it crawls, since it waits for its arguments.
    """
    for control in _ready[:1]:
        try:
            return _copied(control, arguments)
        except (OSError, EOFError) as error:
            if _forget(control):
                logger.warning(
                    "crawls start as fresh interpreters, a second of CPU each: the process to copy failed: %s",
                    _reason(control) or str(error) or "it made no copy",
                )
    return subprocess.Popen(
        [sys.executable, "-m", "spiders.crawl", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def _reason(control: socket.socket) -> str:
    """Return why the waiting process gave up, in its own words; nothing if it was killed or still waits."""
    with contextlib.suppress(OSError):
        return control.recv(1000, socket.MSG_DONTWAIT).decode("utf-8", "replace")
    return ""


def _copied(control: socket.socket, arguments: Sequence[str]) -> Copied:
    """Have the waiting process copy itself. Raises OSError or EOFError if it can't."""
    with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
        near, far = socket.socketpair()
        talk = ours.enter_context(Connection(near.detach()))
        given = [*(_pipe(ours, theirs, mine=end) for end in (1, 0, 0))]
        with _asking, far:
            socket.send_fds(control, [b"c"], [*(pipe[1] for pipe in given), far.fileno()])
        if not talk.poll(PATIENCE_SECONDS):
            raise TimeoutError("it did not answer")
        message, pid = talk.recv()
        if message != _BEGAN:
            raise EOFError("the copy ended at once")
        watch = os.pidfd_open(pid)  # of the copy, since that waits for its arguments
        ours.callback(os.close, watch)
        talk.send((list(arguments), dict(os.environ)))
        ours.pop_all()
        return Copied(pid, watch, talk, *(pipe[0] for pipe in given))


def _pipe(ours: contextlib.ExitStack, theirs: contextlib.ExitStack, mine: int) -> tuple[int, int]:
    """Return our end of a pipe, the one for reading (0) or for writing (1), and theirs; each stack closes its own."""
    ends = os.pipe()
    ours.callback(os.close, ends[mine])
    theirs.callback(os.close, ends[1 - mine])
    return ends[mine], ends[1 - mine]


def _become_starter(control: socket.socket, of_night: socket.socket) -> None:
    """Import what a crawl needs, and copy this process for each message until the other end closes."""
    try:
        of_night.close()
        os.setsid()  # Ctrl-C is the night's
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        copying.close_inherited({control.fileno()})
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        logging.getLogger().handlers.clear()  # they write what the night logs
        with copying.no_garbage():
            import spiders.crawl  # noqa: F401
            from spiders.scrapy_side import process

            process.preload()
        if not copying.can_copy():
            raise RuntimeError("an import started a thread")
        _serve(control)
    except BaseException as error:
        with contextlib.suppress(OSError):  # the night is gone
            control.send(" ".join(f"{type(error).__name__}: {error}".split()).encode()[:1000])
        raise


def _serve(control: socket.socket) -> None:
    woken, waker = os.pipe()
    for end in (woken, waker):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    talks: dict[copying.Copy, Connection] = {}
    while True:
        readable = select.select([control.fileno(), woken], [], [])[0]
        if woken in readable:
            os.read(woken, 4096)
            _tell_ended(talks)
        if control.fileno() in readable:
            message, given, _, _ = socket.recv_fds(control, 1, 4)
            if not message:
                return
            with contextlib.suppress(OSError):  # no memory or no process left: the night sees `talk` close
                crawl = copying.Copy(partial(_become_crawl, *given))
                talks[crawl] = Connection(os.dup(given[3]))
            for descriptor in given:
                os.close(descriptor)


def _tell_ended(talks: dict[copying.Copy, Connection]) -> None:
    """Send the night the signals that have ended crawls; a crawl that ended otherwise has sent its exit code."""
    for crawl in list(talks):
        if (code := crawl.poll()) is not None:
            with talks.pop(crawl) as talk, contextlib.suppress(OSError):  # the night is gone
                if code < 0:
                    talk.send((_ENDED, code))


def _become_crawl(stdin: int, stdout: int, stderr: int, talk: int) -> Never:
    """Crawl as a process of its own: nothing of the waiting process is left open or runs at the end."""
    code = 1
    connection = Connection(talk)
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for source, target in ((stdin, 0), (stdout, 1), (stderr, 2)):
            os.dup2(source, target)
        copying.close_inherited({talk})
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- for the life of the process
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        connection.send((_BEGAN, os.getpid()))
        arguments, environment = connection.recv()  # EOFError if the night no longer wants this crawl
        os.environ.clear()
        os.environ.update(environment)
        _call_it_a_crawl()
        from spiders.crawl import main

        code = main(arguments)
    except SystemExit as end:
        code = _exit_code(end)
    except BaseException:  # noqa: BLE001 -- as at the end of an interpreter
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):  # the night is gone
            sys.stdout.flush()
            sys.stderr.flush()
            connection.send((_ENDED, code))
        os._exit(code)


def _exit_code(end: SystemExit) -> int:
    """Return the code of an exit, after what an interpreter prints at such an end."""
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    print(end.code, file=sys.stderr)
    return 1


def _call_it_a_crawl() -> None:
    with contextlib.suppress(OSError):  # not Linux
        Path("/proc/self/comm").write_text(NAME, "ascii")
