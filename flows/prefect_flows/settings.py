"""Settings that Prefect reads when it is imported; call `prepare` before importing a module with flows.

Where nothing names a server, a night starts one of its own on a free loopback port (`night_server`), with its
database in the data folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

VARIABLE: Final = "PREFECT_API_URL"
_HOME: Final = "PREFECT_HOME"
# Files of the working directory in which Prefect looks for its settings, and the word that shows that they have some.
_FILES: Final = (("prefect.toml", ""), (".env", "PREFECT_"), ("pyproject.toml", "[tool.prefect"))
# Loopback is never reached through a proxy, and Prefect's server, with --crawlers too, is often there.
_NO_PROXY: Final = ("no_proxy", "NO_PROXY")
_LOOPBACK: Final = ("127.0.0.1", "localhost")
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


def home_of(data: Path) -> Path:
    """Return the folder of Prefect's own files in a data folder."""
    return (data / ".prefect").resolve()


def prepare(data: Path) -> None:
    """Set what the environment does not: no telemetry, quiet logs, Prefect's own files in the data folder.

    Loopback addresses are excepted from the environment's proxies.
    """
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    reach_loopback_directly()
    if VARIABLE not in os.environ:
        os.environ.setdefault(_HOME, str(home_of(data)))


def reach_loopback_directly() -> None:
    """Except this machine from the proxies that the environment names: urllib and httpx would use them for it too."""
    listed = next((os.environ[name] for name in _NO_PROXY if os.environ.get(name)), "")
    hosts = [host.strip() for host in listed.split(",") if host.strip()]
    direct = ",".join([*hosts, *(host for host in _LOOPBACK if host not in hosts)])
    os.environ.update(dict.fromkeys(_NO_PROXY, direct))


def names_no_server(home: Path) -> bool:
    """Return whether neither the environment, a profile nor a file of Prefect's settings can name a server."""
    if VARIABLE in os.environ or os.environ.get(_HOME) != str(home) or (home / "profiles.toml").exists():
        return False
    return not any(
        Path(name).is_file() and word in Path(name).read_text("utf-8", "replace") for name, word in _FILES
    )
