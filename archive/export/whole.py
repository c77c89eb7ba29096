"""Create files and folders atomically: they appear only once complete, and a failure leaves nothing behind."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Yield a temporary path beside `out`; the file written there becomes `out`."""
    with _made(out) as partial:
        yield partial
        partial.replace(out)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Yield an empty folder beside `out`; once filled it becomes `out`, or its files are moved into `out`."""
    with _made(out) as partial:
        partial.mkdir()
        yield partial
        if not out.exists():
            partial.rename(out)
            return
        for path in sorted(partial.rglob("*")):
            target = out / path.relative_to(partial)
            if path.is_dir():
                target.mkdir(exist_ok=True)
            else:
                path.replace(target)


@contextmanager
def _made(out: Path) -> Iterator[Path]:
    """Create the folders above `out`; remove them and the partial result if something fails.

    A full disk that SQLite reports is raised as OSError, like any other.
    """
    partial = out.with_name(f"{out.name}.partial")
    new = [folder for folder in out.absolute().parents if not folder.exists()]
    out.parent.mkdir(parents=True, exist_ok=True)
    _remove(partial)
    try:
        yield partial
    except BaseException as error:
        _remove(partial)
        for folder in new:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, sqlite3.OperationalError) and _no_room(error):
            raise OSError(errno.ENOSPC, str(error), str(out)) from error
        if isinstance(error, shutil.Error):  # of copytree: a list of (source, target, reason)
            reason = str(error.args[0][0][2]).partition(": '")[0]
            raise OSError(errno.EIO, reason, str(out)) from error
        raise
    _remove(partial)


def _no_room(error: sqlite3.OperationalError) -> bool:
    # Python 3.11 and later name SQLite's error; a write to a full disk gives SQLITE_FULL or SQLITE_IOERR_WRITE.
    return error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR"))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
