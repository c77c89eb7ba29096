"""Check an archive from its files to its ledgers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.database.readonly import open_readonly
from archive.errors import DamagedDatabaseError
from archive.layout import FILE, WARC_FOLDER
from archive.verify.damage import Damage, Tally
from archive.verify.derived import check_derived
from archive.verify.evidence import check_evidence
from archive.verify.files import check_file, check_repeats
from archive.verify.reading import ReadAgain
from archive.verify.search import check_index
from archive.verify.versions import check_versions


def verify(
    folder: Path,
    tally: Tally,
    done: Callable[[Path], None] | None = None,
    *,
    quick: bool = False,
    read_again: ReadAgain | None = None,
) -> Iterator[Damage]:
    """Check an archive and yield each damage; memory does not grow with the archive.

    With `quick`, check only records, digests, spans and keys; without it, also compare every stored value with
    the captures and readings and, with `read_again`, each version with a new reading of its captures. Captures that
    are not in the tables yet (the end of a running or killed crawl's file) are not checked. `done` is called with
    each WARC file that has been read. Raises NoArchiveError.
    """
    try:
        connection = open_readonly(folder)
    except DamagedDatabaseError as error:
        yield Damage("database", FILE, str(error).removeprefix(f"{FILE}: "))
        return
    try:
        yield from _database(connection)
        for name, taken_to in connection.execute(
            "SELECT name, taken_to FROM warc_files ORDER BY name"
        ).fetchall():
            tally.files += 1
            yield from check_file(connection, folder / WARC_FOLDER / name, taken_to, tally, quick=quick)
            if done is not None:
                done(folder / WARC_FOLDER / name)
        yield from check_repeats(connection)
        yield from check_versions(connection, tally, quick=quick, read_again=read_again)
        if not quick:
            yield from check_evidence(connection, tally)
            yield from check_derived(connection, tally)
            yield from check_index(connection)
    except sqlite3.DatabaseError as error:
        yield Damage("database", FILE, f"{error}; not everything in it could be checked")
    finally:
        connection.close()


def _database(db: sqlite3.Connection) -> Iterator[Damage]:
    for (line,) in db.execute("PRAGMA integrity_check"):
        for part in line.splitlines():
            if part != "ok" and not part.startswith("***"):
                yield Damage("database", FILE, part)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Damage("foreign_key", f"{table} {row}", f"refers to a row of {parent} that is not there")
