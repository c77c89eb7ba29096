"""Settings that Prefect reads when it is imported; call `prepare` before importing a module with flows.

In-process mode: where no PREFECT_API_URL is set, the first flow of a process boots a server of its own
on a free loopback port (9-12 s, once), with its database in the data folder.
"""

from __future__ import annotations

import os
from pathlib import Path

_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    # A loaded machine takes longer than Prefect's 20 s to boot its server.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # Wait only seconds, not Prefect's three minutes, for a server that went away during a night.
    "PREFECT_CLIENT_MAX_RETRIES": "2",
}


def prepare(data: Path) -> None:
    """Set what the environment does not: no telemetry, quiet logs, Prefect's own files in the data folder."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str((data / ".prefect").resolve()))
