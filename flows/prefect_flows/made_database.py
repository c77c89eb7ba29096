"""Prefect's database of a new data folder: a copy of the empty one that Prefect made before for this user.

Prefect makes its tables by all of its migrations in turn, which takes 3.7 s of CPU (112 migrations, 3.8, 2026-11): as
long as all else that a night spends before its first request. A database that its server has just made, still without
a row, is kept in the user's folder of caches; losing it costs the next new data folder those seconds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import Final

FILE: Final = "prefect.db"
_MIGRATED: Final = "migrated"
MIGRATE: Final = "PREFECT_SERVER_DATABASE_MIGRATE_ON_START"
# Settings that name Prefect's database; the second is the older name.
_DATABASE: Final = ("PREFECT_SERVER_DATABASE_", "PREFECT_API_DATABASE_")


def begin(home: Path) -> None:
    """Give a new data folder the kept database, if there is one of this release of Prefect."""
    kept = _kept()
    with contextlib.suppress(OSError):
        if not (home / FILE).exists() and _state(kept):
            with _replaced(home / FILE) as new:
                shutil.copyfile(kept, new)
            remember_migrated(home)


def keep(home: Path) -> None:
    """Keep a database that Prefect's server has made and not used yet for other data folders, unless one is kept."""
    kept = _kept()
    with contextlib.suppress(OSError, sqlite3.DatabaseError):
        if not kept.exists() and _state(home / FILE) and _is_unused(home / FILE):
            kept.parent.mkdir(parents=True, exist_ok=True)
            with (
                _replaced(kept) as new,
                closing(_opened(home / FILE)) as db,
                closing(sqlite3.connect(new)) as copy,
            ):
                db.backup(copy)
                # One file, which can be read where nothing can be written.
                copy.execute("PRAGMA journal_mode = DELETE")


def is_migrated(home: Path) -> bool:
    """Return whether the last server of this release of Prefect left its database as it is now.

    Of a database that the environment names, nothing is known.
    """
    with contextlib.suppress(FileNotFoundError):
        return (home / _MIGRATED).read_text("utf-8") == _state(home / FILE) != ""
    return False


def remember_migrated(home: Path) -> None:
    """Note that this release of Prefect has brought its database to its newest form."""
    (home / _MIGRATED).write_text(_state(home / FILE), "utf-8")


def _state(path: Path) -> str:
    """Return the release of Prefect and a database's revision; nothing without a readable database of its own."""
    named = any(name.upper().startswith(_DATABASE) for name in os.environ if name != MIGRATE)
    if named or not path.is_file():
        return ""
    with closing(_opened(path)) as db:
        try:
            row = db.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError:
            return ""
    return f"{metadata.version('prefect')} {row[0]}" if row else ""


def _kept() -> Path:
    """Return where the empty database of this release of Prefect is kept."""
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        caches = Path(os.devnull)
    return caches / "fangzhi" / f"prefect-{metadata.version('prefect')}.db"


def _is_unused(path: Path) -> bool:
    """Return whether a database has tables, and no row but the number of its revision."""
    with closing(_opened(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        filled = [name for name in tables if db.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
        return filled == ["alembic_version"]


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """Yield a new file's path, which replaces `path` as a whole if the block ends without an error."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
