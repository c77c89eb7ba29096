"""Files and folders that appear when they are whole; whatever stops their making leaves nothing behind."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a place beside `out` to write to; what is there afterwards becomes `out`."""
    with _made(out) as partial:
        yield partial
        partial.replace(out)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Give an empty folder beside `out` to fill; afterwards it becomes `out`, or its files go into `out`."""
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
    """Make the folders above `out`; take them and the partial result away again where something fails.

    A full disk that SQLite meets is raised as OSError, like any other.
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
    # Python 3.11 and later name SQLite's result; a write to a full disk is SQLITE_FULL or SQLITE_IOERR_WRITE.
    return error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR"))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
