"""Read a single file: the limits in force, its name as a title, an unexpected error in one line."""

from __future__ import annotations

import traceback
from pathlib import Path

from flows.errors import WrongUsageError
from flows.pipeline.readers.isolation.limits import DEFAULT, Limits
from spiders.config.place import place


def limits_of(data: Path) -> Limits:
    """Return the limits that the operator's settings set for one document. Raises WrongUsageError."""
    if place(data) is None:
        return DEFAULT
    # Imported only where there is a file: pydantic takes half as long to start as `fangzhi parse` may.
    from spiders.config import settings as operator

    try:
        reading = operator.load(data).reading
    except operator.SettingsError as error:
        raise WrongUsageError(str(error)) from error
    return Limits(reading.max_cpu_seconds, reading.max_memory_mb)


def describe(error: Exception) -> str:
    """Describe an unexpected error in one line: its type, its message, and where it was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words} ({Path(frame.filename).name}:{frame.lineno})"


def title_from_name(name: str) -> str | None:
    """Return a file's name as a title, if it has Chinese characters; a trailing `_2015` is dropped."""
    stem = Path(name).stem
    head, underscore, tail = stem.rpartition("_")
    if underscore and len(tail) == 4 and tail.isascii() and tail.isdigit():
        stem = head
    return stem if any("\u3400" <= char <= "\u9fff" for char in stem) else None
