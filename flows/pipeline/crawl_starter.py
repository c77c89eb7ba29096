"""Start crawl processes: copies (fork) of one process that has imported Scrapy, or else fresh interpreters.

A crawl process spent most of its CPU on a quiet night of 30 sites on imports (2026-11). `ready` makes, while this
process has one thread, a copy of it that imports `spiders.crawl` and waits. For each crawl it copies itself once more:
that copy has a session, signals, standard streams and an environment of its own, no other open file, and no reactor
or database, since none exists before. The waiting process ends with this one, and is not needed by crawls under way.
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
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final, Never, TextIO

from flows import copying

NAME: Final = "fangzhi crawl"
"""What a copy is called in the system's list of processes (Linux: at most 15 bytes)."""


class Copied:
    """A crawl process that is a copy, with the part of Popen's interface that is used here."""

    def __init__(self, pid: int, talk: Connection, stdin: int, stdout: int, stderr: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._talk, self._lock, self._stdin = talk, threading.Lock(), stdin
        self.stdout: TextIO = os.fdopen(stdout, encoding="utf-8", errors="replace")
        self.stderr: TextIO = os.fdopen(stderr, encoding="utf-8", errors="replace")

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, as Popen does; may be called by several threads. Raises TimeoutExpired."""
        if self.returncode is None and not wait([self._talk], timeout):
            raise subprocess.TimeoutExpired(NAME, timeout or 0)
        with self._lock:
            if self.returncode is None:
                try:
                    _, self.returncode = self._talk.recv()
                except (EOFError, ConnectionResetError):  # the process that would tell it was killed
                    self.returncode = -signal.SIGKILL
            return self.returncode

    def __enter__(self) -> Copied:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stderr.close()
        os.close(self._stdin)
        self.wait()


_BEGAN: Final = "began"  # with its process id, from a copy
_ENDED: Final = "ended"  # with its exit code, from the process that it is a copy of

Process = subprocess.Popen[str] | Copied

_ready: list[socket.socket] = []  # the connection to the waiting process
_asking = threading.Lock()


@contextlib.contextmanager
def ready() -> Iterator[None]:
    """Have a process wait, within the block, that is copied for each crawl; none where a copy is not safe.

    A block within another one uses the process of the outer one.
    """
    pid = 0
    if not _ready and copying.can_copy():
        ours, theirs = socket.socketpair()
        with theirs, contextlib.suppress(OSError):  # no memory or no process left for a copy
            pid = os.fork()
            if pid == 0:
                ours.close()
                _become_starter(theirs)
        if pid:
            _ready.append(ours)
    try:
        yield
    finally:
        if pid:
            _ready.remove(ours)
            ours.close()
            os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # SIGCHLD is ignored
                os.waitpid(pid, 0)


def start(arguments: Sequence[str]) -> Process:
    """Start `python -m spiders.crawl` with arguments, in a session of its own; its standard streams are pipes."""
    for control in _ready:
        with contextlib.suppress(OSError, EOFError):  # the waiting process is gone, or can't copy itself
            return _copied(control, arguments)
    return subprocess.Popen(
        [sys.executable, "-m", "spiders.crawl", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def _copied(control: socket.socket, arguments: Sequence[str]) -> Copied:
    """Have the waiting process copy itself. Raises OSError or EOFError if it can't."""
    with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
        near, far = socket.socketpair()
        talk = ours.enter_context(Connection(near.detach()))
        given = [*(_pipe(ours, theirs, mine=end) for end in (1, 0, 0))]
        with _asking, far:
            socket.send_fds(control, [b"c"], [*(pipe[1] for pipe in given), far.fileno()])
        talk.send((list(arguments), dict(os.environ)))
        message, pid = talk.recv()
        if message != _BEGAN:
            raise EOFError("the copy ended at once")
        ours.pop_all()
        return Copied(pid, talk, *(pipe[0] for pipe in given))


def _pipe(ours: contextlib.ExitStack, theirs: contextlib.ExitStack, mine: int) -> tuple[int, int]:
    """Return our end of a pipe, the one for reading (0) or for writing (1), and theirs; each stack closes its own."""
    ends = os.pipe()
    ours.callback(os.close, ends[mine])
    theirs.callback(os.close, ends[1 - mine])
    return ends[mine], ends[1 - mine]


def _become_starter(control: socket.socket) -> Never:
    """Import what a crawl needs, and copy this process for each message until the other end closes."""
    code = 1
    try:
        os.setsid()  # Ctrl-C is the night's
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        copying.close_inherited({control.fileno()})
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nothing, stream)
        logging.getLogger().handlers.clear()  # they write what the night logs
        with copying.no_garbage():
            import spiders.crawl  # noqa: F401
            from spiders.scrapy_side import process

            process.preload()
        _serve(control)
        code = 0
    except BaseException:  # noqa: BLE001 -- nothing of the night that this is a copy of may run here
        traceback.print_exc()
    finally:
        os._exit(code)


def _serve(control: socket.socket) -> None:
    woken, waker = os.pipe()
    for end in (woken, waker):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    talks: dict[int, Connection] = {}
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
                pid = os.fork()
                if pid == 0:
                    _become_crawl(*given)
                talks[pid] = Connection(os.dup(given[3]))
            for descriptor in given:
                os.close(descriptor)


def _tell_ended(talks: dict[int, Connection]) -> None:
    """Tell the night the exit codes of crawls that have ended."""
    for pid in list(talks):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with talks.pop(pid) as talk, contextlib.suppress(OSError):  # the night is gone
                talk.send((_ENDED, os.waitstatus_to_exitcode(status)))


def _become_crawl(stdin: int, stdout: int, stderr: int, talk: int) -> Never:
    """Crawl as a process of its own: nothing of the waiting process is left open or runs at the end."""
    code = 1
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
        with Connection(talk) as connection:
            arguments, environment = connection.recv()
            os.environ.clear()
            os.environ.update(environment)
            connection.send((_BEGAN, os.getpid()))
        _call_it_a_crawl()
        from spiders.crawl import main

        code = main(arguments)
    except BaseException:  # noqa: BLE001 -- as at the end of an interpreter
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):  # the night is gone
                stream.flush()
        os._exit(code)


def _call_it_a_crawl() -> None:
    with contextlib.suppress(OSError):  # not Linux
        Path("/proc/self/comm").write_text(NAME, "ascii")
