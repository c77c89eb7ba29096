"""Open an archive for reading only, while others may write; one of an older release is upgraded first."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from archive.database.connection import connect
from archive.database.lock import Lock
from archive.database.schema import migrations, open_database, refuse_newer
from archive.errors import ArchiveError, DamagedDatabaseError, NotAnArchiveError, OlderSchemaError
from archive.layout import FILE


class NoArchiveError(ArchiveError):
    """There is no archive in the data folder."""


def open_readonly(folder: Path) -> sqlite3.Connection:
    """Open the archive of a data folder for reading.

    An archive of an older schema is upgraded first, as a command that writes does. Raises NoArchiveError,
    OlderSchemaError if that can't be done now, NewerSchemaError, NotAnArchiveError, and DamagedDatabaseError if
    SQLite can't read it.
    """
    path = folder / FILE
    if not path.is_file() or not path.stat().st_size:
        raise NoArchiveError(f"{folder} holds no {FILE}; `fangzhi nightly` or `fangzhi ingest` makes one")
    try:
        return _open(folder, path)
    except OlderSchemaError as older:
        try:
            _upgrade(folder)
        except ArchiveError as error:
            raise OlderSchemaError(f"{older}, and {error}") from error
    return _open(folder, path)


def _upgrade(folder: Path) -> None:
    lock = Lock(folder, "an upgrade")
    try:
        open_database(folder).close()
    finally:
        lock.release()


def _open(folder: Path, path: Path) -> sqlite3.Connection:
    try:
        return _opened(path, frozen=False)
    except sqlite3.OperationalError as error:
        if not may_be_frozen(folder):
            raise ArchiveError(f"{path.name} can't be read: {error}") from error
    try:
        return _opened(path, frozen=True)
    except sqlite3.OperationalError as error:
        raise ArchiveError(f"{path.name} can't be read: {error}") from error


def may_be_frozen(folder: Path) -> bool:
    """Return whether `archive.db` is complete without a WAL file, in a folder where nothing can be written.

    A reader of a database in WAL mode writes a file beside it (archive.db-shm) unless it opens it as immutable.
    """
    log = folder / f"{FILE}-wal"
    return not os.access(folder, os.W_OK) and not (log.is_file() and log.stat().st_size)


def _opened(path: Path, *, frozen: bool) -> sqlite3.Connection:
    connection = connect(path, frozen=frozen)
    try:
        refuse_newer(Database(connection, execute_plugins=False))
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'captures'").fetchone():
            raise NotAnArchiveError(f"{path.name} is a database of another program")
        if migrations.pending(Database(connection, execute_plugins=False)):
            raise OlderSchemaError(f"{path.name} has the schema of an older release")
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DamagedDatabaseError(f"{path.name}: {error}") from error
    except ArchiveError:
        connection.close()
        raise
    return connection


def snapshot(folder: Path, target: Path) -> None:
    """Write the database in its current state into a new file, compact and without a WAL, for publication.

    A nightly run can continue meanwhile. Raises NoArchiveError, NewerSchemaError, FileExistsError.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    connection = open_readonly(folder)
    try:
        connection.execute("VACUUM INTO ?", (str(partial),))
    finally:
        connection.close()
    partial.rename(target)
