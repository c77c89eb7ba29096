"""A scheduled command and its Prefect server: start it, ask the server, wait for what it should say."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def serving(command: list[str], env: Mapping[str, str], folder: Path) -> Iterator[None]:
    with (
        (folder / "served.log").open("wb") as log,
        subprocess.Popen(
            command, env=dict(env), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        ) as process,
    ):
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def ask(url: str, given: Mapping[str, Any] | None = None) -> Any:
    """Return a response of the server; it is 503 while others write to its SQLite, so clients retry."""
    data = None if given is None else json.dumps(given).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    deadline = time.monotonic() + 300
    while True:
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            if error.code != 503 or time.monotonic() > deadline:
                raise
        time.sleep(1)


def running(run: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return run if run["state"]["type"] == "RUNNING" else None


def ended(run: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return run if run["state"]["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def wait_for(found: Any, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (value := found()) is not None:
            return value
        time.sleep(0.3)
    raise AssertionError("it did not happen in time")
