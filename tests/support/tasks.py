"""Tasks for worker processes, in a module that is quick to import."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def doubled(chunk: int) -> int:
    return chunk * 2


def doubled_by_survivors(folder: Path, dies: int, deaths: int, chunk: int) -> int:
    """Twice the chunk; the process that gets `dies` is killed, so many times."""
    if chunk == dies and len(list(folder.iterdir())) < deaths:
        (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk * 2
