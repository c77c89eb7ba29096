"""Run nights whether or not a Prefect server is reachable: the archive does not depend on it.

A server only observes. If it does not respond, the night runs in-process; if it goes away during a night, only its
record of that night is lost.
"""

from __future__ import annotations

import json
import logging
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from archive.database.readonly import NoArchiveError, open_readonly
from flows.errors import CouldNotRunError
from flows.output import Output
from flows.prefect_flows.settings import VARIABLE, reach_loopback_directly

_TIMEOUT_SECONDS: Final = 30  # a loaded server takes its time; one that is not there refuses at once
_PREFECT_LOGGERS: Final = ("prefect", "prefect.flow_runs", "prefect.task_runs")


def answers(url: str) -> bool:
    """Return whether a Prefect server responds at an API address."""
    if not url.startswith(("http://", "https://")):
        return False
    reach_loopback_directly()
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=_TIMEOUT_SECONDS):
            return True
    except urllib.error.HTTPError as error:
        return error.code in (401, 403)  # a server that requires credentials, which Prefect's client has
    except (OSError, ValueError):
        return False


def choose(output: Output) -> None:
    """Use the server that the environment names if it responds; otherwise say so and continue without one.

    Call this before Prefect is imported.
    """
    url = os.environ.get(VARIABLE)
    if url and not answers(url):
        output.warn(f"{VARIABLE}: no Prefect server answers at {url}; this night runs without it")
        del os.environ[VARIABLE]


def require(option: str) -> None:
    """Raise CouldNotRunError if an option needs a server and none is named or none responds."""
    url = os.environ.get(VARIABLE)
    if not url or not answers(url):
        named = f"no Prefect server answers at {url}" if url else "no Prefect server is named"
        raise CouldNotRunError(f"{option}: {VARIABLE}: {named}")


def watched(data: Path, output: Output, night: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Call a flow and return the run's summary; read it from the archive if the server went away after the run's end.

    Raises CouldNotRunError if it went away before.
    """
    from httpx import HTTPError

    # Prefect would log a traceback of what is reported here in one line.
    for name in _PREFECT_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    before = _last_run(data)
    try:
        return night()
    except HTTPError as error:
        after = _last_run(data)
        if after is None or after == before or after[1] is None:
            raise CouldNotRunError(
                f"the Prefect server went away during the night ({type(error).__name__}); "
                "start again to resume where it stopped"
            ) from error
        output.warn("the Prefect server went away during the night; the night itself is complete")
        summary: dict[str, Any] = json.loads(after[1])
        return summary


def _last_run(data: Path) -> tuple[int, str | None] | None:
    """Return the id of the newest nightly run and, if it is finished, its summary."""
    try:
        db = open_readonly(data)
    except NoArchiveError:
        return None
    try:
        row = db.execute(
            "SELECT id, summary FROM runs WHERE kind = 'nightly' ORDER BY id DESC LIMIT 1"
        ).fetchone()
    finally:
        db.close()
    return (int(row[0]), row[1]) if row else None
