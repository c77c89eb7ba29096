"""Connect to a SQLite file for reading only, with the standard library alone: a crawl needs nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import quote

BUSY_SECONDS: Final = 30.0


def connect(
    path: Path, *, frozen: bool = False, any_thread: bool = False, busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """Open a SQLite file for reading only.

    `frozen`: nobody writes the file, and its folder may be read-only; a frozen connection to a file that is being
    written reads stale rows (measured 2026-11). `busy_seconds`: how long to wait for a writer's lock.
    """
    mode = "immutable=1" if frozen else "mode=ro"
    return sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?{mode}",
        uri=True,
        check_same_thread=not any_thread,
        timeout=busy_seconds,
    )
