"""Prefect's API server for a night that names none, started before Prefect is imported here.

Prefect boots such a server itself, but only at the first flow and after importing the server's modules in the flow's
process too. Here both processes import at the same time, and this one only what flows need (Prefect 3.8, 2026-11).
The server's standard input is a pipe that only the starting process holds open: the server ends when it closes, after
`kill -9` too. Ctrl-C does not reach it, so that an interrupted flow can still report its state.

Run as a module it is that process: `python -m flows.prefect_flows.night_server SOCKET`, an inherited listening socket.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
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
from importlib import metadata
from pathlib import Path
from typing import Final

from flows.errors import CouldNotRunError
from flows.prefect_flows.settings import VARIABLE, names_no_server

START_SECONDS: Final = 300
STOP_SECONDS: Final = 5
LOG: Final = "server.log"
_MIGRATED: Final = "migrated"
_MIGRATE: Final = "PREFECT_SERVER_DATABASE_MIGRATE_ON_START"


def start(home: Path) -> subprocess.Popen[bytes] | None:
    """Start the server with its files in `home` and name it in PREFECT_API_URL; None if another one is configured.

    Returns at once: requests wait in the socket's queue until the server answers them. Call `wait` before a flow.
    """
    if not names_no_server(home):
        return None
    home.mkdir(parents=True, exist_ok=True)
    quick = {_MIGRATE: "false"} if is_migrated(home) else {}
    with socket.create_server(("127.0.0.1", 0)) as listener, (home / LOG).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.prefect_flows.night_server", str(listener.fileno())],
            env={**quick, **os.environ}, stdin=subprocess.PIPE, stdout=log, stderr=log,
            pass_fds=(listener.fileno(),), start_new_session=True,
        )  # fmt: skip
        os.environ[VARIABLE] = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    # Prefect registers its own last reports to the server later, so they are made before this.
    atexit.register(_stop, process)
    return process


def wait(process: subprocess.Popen[bytes], home: Path) -> None:
    """Wait until the server answers. Raises CouldNotRunError if it ended, or does not answer in time."""
    try:
        with urllib.request.urlopen(f"{os.environ[VARIABLE]}/health", timeout=START_SECONDS):
            pass
    except (OSError, urllib.error.URLError) as error:
        _stop(process)
        del os.environ[VARIABLE]
        raise CouldNotRunError(f"Prefect's own server did not start; {home / LOG} says why") from error
    remember_migrated(home)


def _stop(process: subprocess.Popen[bytes]) -> None:
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
    """Return whether the last server of this release of Prefect left its database as it is now."""
    with contextlib.suppress(FileNotFoundError):
        return (home / _MIGRATED).read_text("utf-8") == _state(home) != ""
    return False


def remember_migrated(home: Path) -> None:
    """Note that this release of Prefect has brought its database to its newest form."""
    (home / _MIGRATED).write_text(_state(home), "utf-8")


def _state(home: Path) -> str:
    """Return the release of Prefect and its database's revision; nothing without a readable database."""
    path = home / "prefect.db"
    if not path.is_file():
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
    gc.disable()  # importing makes objects that stay: looking for garbage among them takes a tenth of the start
    os.environ |= {"PREFECT_UI_ENABLED": "0", "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "0"}
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True, final=True)
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=STOP_SECONDS)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(2 * STOP_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
