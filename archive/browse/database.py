"""The archive as Datasette sees it: read-only, and without the server's paths."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

_BUSY_SECONDS = 5.0


class ArchiveDatabase(Database):  # type: ignore[misc]  # Datasette ships no types
    """An archive.db opened read-only; `frozen` says that nobody writes it (a published snapshot).

    A live archive is opened with `mode=ro`, never `immutable`: an immutable connection to a WAL file
    reads stale rows (measured 2026-11). `path` is the bare file name, since Datasette tells it to
    everyone under /-/databases.
    """

    def __init__(self, datasette: Datasette, file: Path, *, frozen: bool = False) -> None:
        super().__init__(datasette, path=file.name, is_mutable=not frozen)
        self.file = file.resolve()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open a connection; browsing has no writing one."""
        if write:
            raise PermissionError("browsing never writes")
        mode = "mode=ro" if self.is_mutable else "immutable=1"
        connection = sqlite3.connect(
            f"{self.file.as_uri()}?{mode}", uri=True, check_same_thread=False, timeout=_BUSY_SECONDS
        )
        connection.set_authorizer(_authorize)
        self._all_file_connections.append(connection)
        return connection

    @property
    def size(self) -> int:
        """Bytes of the database file."""
        return self.file.stat().st_size

    def state(self) -> tuple[object, ...]:
        """Tell states of the archive apart: every commit writes to the file or to its write-ahead log."""
        seen: list[object] = [str(self.file)]
        for path in (self.file, self.file.with_name(f"{self.file.name}-wal")):
            try:
                about = path.stat()
            except FileNotFoundError:
                continue
            seen += [about.st_size, about.st_mtime_ns]
        return tuple(seen)

    async def attached_databases(self) -> list[Any]:
        """Nothing is attached; asking SQLite would name the file's place (see `_authorize`)."""
        return []


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    """Deny what tells paths of the server (`pragma_database_list`) or reaches other files."""
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() == "database_list":
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_ATTACH:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
