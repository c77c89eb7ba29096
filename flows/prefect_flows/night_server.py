"""Prefect's API server for a night that names none.

Prefect boots such a server itself, but only at the first flow, and imports everything once more in its process. Here
the server is a copy (fork) of this process after the modules of the flows have been imported, which takes a third of
the CPU of both starts (Prefect 3.8, 2026-11). Where a copy is not safe, a fresh interpreter is started before that.
The server's standard input is a pipe that only the starting process holds open: the server ends when it closes, after
`kill -9` too. Ctrl-C does not reach it, so that an interrupted flow can still report its state.

Run as a module it is the fresh process: `python -m flows.prefect_flows.night_server SOCKET`, an inherited listening
socket.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import BinaryIO, Final

from flows import copying
from flows.errors import CouldNotRunError
from flows.prefect_flows.settings import VARIABLE, names_no_server

START_SECONDS: Final = 300
STOP_SECONDS: Final = 5
LOG: Final = "server.log"
_MIGRATED: Final = "migrated"
_MIGRATE: Final = "PREFECT_SERVER_DATABASE_MIGRATE_ON_START"
# Settings that name Prefect's database; the second is the older name.
_DATABASE: Final = ("PREFECT_SERVER_DATABASE_", "PREFECT_API_DATABASE_")
_SETTINGS: Final = {"PREFECT_UI_ENABLED": "0", "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "0"}


Process = subprocess.Popen[bytes] | copying.Copy


def start(home: Path) -> Process | None:
    """Start the server with its files in `home` and name it in PREFECT_API_URL; None if another one is configured.

    Returns before the server answers: requests wait in the socket's queue. Call `wait` before a flow.
    """
    if not names_no_server(home):
        return None
    home.mkdir(parents=True, exist_ok=True)
    settings = _SETTINGS | ({_MIGRATE: "false"} if is_migrated(home) else {})
    # Prefect registers its own last reports to the server while it is imported: the server ends after them.
    started: list[Process] = []
    atexit.register(_stop_all, started)
    with (
        _environment(settings),
        socket.create_server(("127.0.0.1", 0)) as listener,
        (home / LOG).open("wb") as log,
    ):
        os.environ[VARIABLE] = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        started.append(_copied(listener, log) if _can_fork() else _spawned(listener, log))
    return started[0]


@contextlib.contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Set variables that are not set, for the server only: this process and its children go on without them."""
    added = {name: value for name, value in settings.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _can_fork() -> bool:
    """Return whether this process can be copied, and Prefect has not read its settings yet."""
    return "prefect" not in sys.modules and copying.can_copy()


def _copied(listener: socket.socket, log: BinaryIO) -> Process:
    """Import what flows need and copy this process, or start a fresh one if that is no longer possible."""
    with copying.no_garbage():
        import flows.prefect_flows.nightly  # noqa: F401 -- the server needs half of its modules
    if copying.can_copy():
        theirs, ours = os.pipe()
        lifeline = os.fdopen(ours, "wb")
        try:
            return copying.Copy(partial(_become_server, theirs, log, listener.fileno()), stdin=lifeline)
        except OSError:  # no memory or no process left for a copy
            lifeline.close()
        finally:
            os.close(theirs)
    return _spawned(listener, log)


def _spawned(listener: socket.socket, log: BinaryIO) -> Process:
    """Start a fresh interpreter, which imports at the same time as this process."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows.prefect_flows.night_server", str(listener.fileno())],
        stdin=subprocess.PIPE, stdout=log, stderr=log, pass_fds=(listener.fileno(),), start_new_session=True,
    )  # fmt: skip


def _become_server(lifeline: int, log: BinaryIO, descriptor: int) -> None:
    """Give this copy a session, signals and standard streams of its own, and serve."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    for source, target in ((lifeline, 0), (log.fileno(), 1), (log.fileno(), 2)):
        os.dup2(source, target)
    copying.close_inherited({descriptor})
    serve(descriptor)


def wait(process: Process, home: Path) -> None:
    """Wait until the server answers. Raises CouldNotRunError if it ended, or does not answer in time."""
    try:
        with urllib.request.urlopen(f"{os.environ[VARIABLE]}/health", timeout=START_SECONDS):
            pass
    except (OSError, urllib.error.URLError) as error:
        _stop(process)
        del os.environ[VARIABLE]
        raise CouldNotRunError(f"Prefect's own server did not start; {home / LOG} says why") from error
    remember_migrated(home)


def _stop_all(processes: Sequence[Process]) -> None:
    for process in processes:
        _stop(process)


def _stop(process: Process) -> None:
    """End the server, which first stores what it has received."""
    assert process.stdin
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_migrated(home: Path) -> bool:
    """Return whether the last server of this release of Prefect left its database as it is now.

    Of a database that the environment names, nothing is known.
    """
    with contextlib.suppress(FileNotFoundError):
        return (home / _MIGRATED).read_text("utf-8") == _state(home) != ""
    return False


def remember_migrated(home: Path) -> None:
    """Note that this release of Prefect has brought its database to its newest form."""
    (home / _MIGRATED).write_text(_state(home), "utf-8")


def _state(home: Path) -> str:
    """Return the release of Prefect and its database's revision; nothing without a readable database of its own."""
    path = home / "prefect.db"
    if not path.is_file() or any(
        name.upper().startswith(_DATABASE) for name in os.environ if name != _MIGRATE
    ):
        return ""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return ""
    finally:
        db.close()
    return f"{metadata.version('prefect')} {row[0]}" if row else ""


def serve(descriptor: int) -> None:
    """Serve Prefect's API on an inherited socket until standard input closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with copying.no_garbage():
        import uvicorn
        from prefect.server.api.server import create_app

        app = create_app(ephemeral=True, final=True)
    config = uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=STOP_SECONDS)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


def _end_with_parent() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(2 * STOP_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
