"""One Prefect server for all nightly processes of a test run: each of them would start its own in 10 s."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.ports import free_port

START_SECONDS = 300
TRIES = 5


@contextmanager
def prefect_server(home: Path, port: int | None = None) -> Iterator[dict[str, str]]:
    """Run a server on a given or a free loopback port; yield the environment that makes flows use it."""
    quiet = {
        "PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
        # Beside many others its SQLite makes it answer 503 now and then; the nights' own limit of 2 is for operators.
        "PREFECT_CLIENT_MAX_RETRIES": "6",
    }  # fmt: skip
    with _started({**os.environ, **quiet}, port) as taken:
        yield {**quiet, "PREFECT_API_URL": f"http://127.0.0.1:{taken}/api"}


@contextmanager
def _started(env: dict[str, str], given: int | None) -> Iterator[int]:
    """Run a server until the block ends; yield its port.

    Where another process took the port in the meantime, the server ends at once, and another port is tried.
    """
    for _ in range(TRIES):
        port = given or free_port()
        command = [
            sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui",
        ]  # fmt: skip
        with subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            try:
                if _answers(f"http://127.0.0.1:{port}/api/health", process):
                    yield port
                    return
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(
                        process.pid, signal.SIGKILL
                    )  # its database is thrown away; it would take its time
    raise RuntimeError(f"the Prefect server ended at once, {TRIES} times")


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers; return whether it is this process that does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return process.poll() is None
        except OSError:
            if process.poll() is not None:
                return False
            time.sleep(0.2)
    raise RuntimeError(f"the Prefect server does not answer at {url}")
