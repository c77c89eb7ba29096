"""The archive as a Datasette database: read-only, without the server's paths, and without withdrawn texts."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from archive.browse.pool import VisitorPool
from archive.database.connection import connect
from archive.database.groups import TEXT_TABLES

_BUSY_SECONDS = 5.0
_MAPPED_BYTES = 2_000_000_000
# Largest row in bytes, so that SQL from outside can't build one that exhausts the memory.
_LONGEST_VALUE = 20_000_000

_PAGES = "SELECT id FROM main.pages WHERE withdrawn_at IS NOT NULL"
_VERSIONS = f"SELECT id FROM main.versions WHERE page_id IN ({_PAGES})"
_SHOWN = {
    "versions": f"page_id NOT IN ({_PAGES})",
    "passages": f"version_id NOT IN ({_VERSIONS})",
    **dict.fromkeys(TEXT_TABLES, f"version_id NOT IN ({_VERSIONS})"),
    "changes": f"version_id NOT IN ({_VERSIONS}) AND previous_id NOT IN ({_VERSIONS})",
    "restorations": f"witness_id NOT IN ({_VERSIONS})",
}
"""The rows of text tables that are shown: those of pages that are not withdrawn."""

# However it is quoted, the schema's name contains these letters (SQLite has no escapes in names).
_PAST_THE_VIEWS = re.compile(r"\bmain\b", re.IGNORECASE | re.ASCII)


class ArchiveDatabase(Database):  # type: ignore[misc]  # Datasette ships no types
    """An archive.db opened read-only; `frozen` means that nobody writes it (a published snapshot).

    A live archive is opened with `mode=ro`, never `immutable`: an immutable connection to a WAL file
    reads stale rows (measured 2026-11). `path` is the bare file name, since Datasette publishes it
    under /-/databases.
    """

    def __init__(self, datasette: Datasette, file: Path, *, frozen: bool = False) -> None:
        super().__init__(datasette, path=file.name, is_mutable=not frozen)
        self.file = file.resolve()
        self._public = _Public(datasette, file, self)

    @property
    def visitors(self) -> VisitorPool:
        """Return the threads that run SQL from outside."""
        return self._public.pool

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Any:
        """Run SQL from outside, or that Datasette wrote for a table, without access to withdrawn texts.

        Our own pages and Datasette's queries about the schema use `execute_fn`. Raises
        sqlite3.OperationalError for SQL that names the schema.
        """
        if _PAST_THE_VIEWS.search(sql):
            raise sqlite3.OperationalError("write table names without a schema")
        # A visitor's mistake is not logged.
        return await self._public.execute(sql, *arguments, **{"log_sql_errors": False, **options})

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open a read-only connection. Raises if a writable one is requested."""
        if write:
            raise PermissionError("browsing never writes")
        connection = connect(
            self.file, frozen=not self.is_mutable, any_thread=True, busy_seconds=_BUSY_SECONDS
        )
        # Long lists of hits are read without copying; the file never shrinks while it is mapped.
        connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        connection.set_authorizer(_authorize)
        self._all_file_connections.append(connection)
        return connection

    @property
    def size(self) -> int:
        """Return the size of the database file in bytes."""
        return self.file.stat().st_size

    def state(self) -> tuple[object, ...]:
        """Return a value that changes with every commit, from the file and its write-ahead log."""
        seen: list[object] = [str(self.file)]
        for path in (self.file, self.file.with_name(f"{self.file.name}-wal")):
            try:
                about = path.stat()
            except FileNotFoundError:
                continue
            seen += [about.st_size, about.st_mtime_ns]
        return tuple(seen)

    async def attached_databases(self) -> list[Any]:
        """Return an empty list; a query to SQLite would reveal the file's path (see `_authorize`)."""
        return []


class _Public(Database):  # type: ignore[misc]  # Datasette ships no types
    """The archive's connections for SQL from outside, in threads of their own.

    Temporary views without withdrawn texts hide the tables of the same names.
    """

    def __init__(self, datasette: Datasette, file: Path, archive: ArchiveDatabase) -> None:
        super().__init__(datasette, path=file.name, is_mutable=archive.is_mutable)
        self.name = "archive, public"
        self._archive = archive
        self.pool = VisitorPool()
        self._own = threading.local()

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """Run `fn` on a connection of one of the pool's threads. Raises BusyError."""

        def in_thread() -> Any:
            connection = getattr(self._own, "connection", None)
            if connection is None:
                connection = self._own.connection = self.connect()
                self.ds._prepare_connection(connection, self.name)
            return fn(connection)

        return await self.pool.run(in_thread)

    def connect(self, write: bool = False) -> sqlite3.Connection:
        connection = self._archive.connect(write)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        for table, shown in _SHOWN.items():
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {shown}")
        return connection


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    """Deny statements that reveal paths of the server (`pragma_database_list`) or open other files."""
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() == "database_list":
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_ATTACH:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
