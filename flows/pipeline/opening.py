"""Open the archive for a command; what prevents it becomes one line and an exit code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveError
from archive.layout import FILE
from archive.store import Archive
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output


@contextmanager
def open_archive(data: Path, holder: str, output: Output, *, new: bool = True) -> Iterator[Archive]:
    """Open the archive of a data folder and recover it from an interrupted writer; create one only with `new`."""
    if not new and not (data / FILE).is_file():
        raise WrongUsageError(f"{data} holds no {FILE}; `fangzhi nightly` or `fangzhi ingest` makes one")
    try:
        archive = Archive.open(data, holder)
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    with archive:
        try:
            for line in archive.recover():
                output.warn(f"recovered: {line}")
            archive.load_divisions()
            yield archive
        except ArchiveError as error:
            raise CouldNotRunError(f"{data}: {error}") from error
        except sqlite3.OperationalError as error:
            raise CouldNotRunError(f"{data}: the archive can't be written: {error}") from error
        except OSError as error:
            if error.errno is None or (
                error.filename is not None and not str(error.filename).startswith(str(data))
            ):
                raise
            raise CouldNotRunError(f"{data}: {error.strerror}") from error
