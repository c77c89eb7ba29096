"""The schema as a list of migrations; docs/archive.md holds the data dictionary made from it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from archive.database import additions, derived, seals, tables
from archive.errors import (
    ArchiveUnwritableError,
    DamagedDatabaseError,
    NewerSchemaError,
    NotAnArchiveError,
)
from archive.layout import FILE
from archive.search import indexing

# The pages of the indexes that a batch of documents changes lie all over a large archive: with SQLite's 2 MB of cache
# and 4 MB of log, a document stored into an archive of 10,000 took a fifteenth more CPU (2026-11).
_CACHE_KB: Final = 32_000
_PAGES_OF_WAL: Final = 4_000

migrations = Migrations("fangzhi")


@migrations()
def first(db: Database) -> None:
    """Create the tables of the first release."""
    for script in (tables.RUNS, tables.CAPTURES, tables.VERSIONS, tables.PREFERRED):
        _run(db, script)
    _run(db, indexing.FIRST)


@migrations()
def ledgers(db: Database) -> None:
    """Add targets beside results, promises beside outcomes, witnesses, people's corrections."""
    _run(db, derived.LEDGERS)
    db.execute("INSERT INTO unsettled SELECT DISTINCT coalesce(division_code, division_name) FROM documents"
               " WHERE coalesce(division_code, division_name) IS NOT NULL")  # fmt: skip


@migrations()
def figure_units(db: Database) -> None:
    """Add the whole that a share is of, the part that a figure is about, and values in comparable units."""
    _run(db, additions.FIGURE_UNITS)
    _run(db, derived.PANEL)


@migrations()
def evidence(db: Database) -> None:
    """Add what `verify` compares: digests of rows, the captures that each run took in, and an order of captures."""
    _run(db, additions.EVIDENCE)
    for subject in seals.SUBJECTS:
        seals.seal_all(db, subject)
    seals.seal_divisions(db)


@migrations()
def side_by_side(db: Database) -> None:
    """Add indexes for one indicator of some divisions, and for the promises of a year, in a large archive."""
    _run(db, derived.SIDE_BY_SIDE)


@migrations()
def series(db: Database) -> None:
    """Add a ledger row for each unit, and the preferred figure of each key of the panel."""
    _run(db, derived.SERIES)


@migrations()
def lists(db: Database) -> None:
    """Add the lists: how many rows each declares, how many were read, and why reading ended."""
    _run(db, additions.LISTS)


@migrations()
def passage_spans(db: Database) -> None:
    """Cut passages from the texts of versions when they are read, instead of storing their words again."""
    _run(db, indexing.SPANS)


@migrations()
def particulars(db: Database) -> None:
    """Add to promises their deadline, their money and its source, and their place."""
    _run(db, additions.PARTICULARS)


@migrations()
def unneeded_index(db: Database) -> None:
    """Drop an index that no query needs: of captures by the ids of their records."""
    _run(db, additions.UNNEEDED_INDEX)


@migrations()
def index_merging(db: Database) -> None:
    """Merge the segments of the search index less often, of which storing a document took a tenth."""
    _run(db, indexing.MERGING)


@migrations()
def headings_once(db: Database) -> None:
    """Index a heading once, and store neither an index of the passages by version nor their numbers of words."""
    _run(db, indexing.ONCE)
    indexing.index_again(db)


@migrations()
def figures_by_year(db: Database) -> None:
    """Find the figures of an indicator by year."""
    _run(db, additions.FIGURES_BY_YEAR)


@migrations()
def no_figures_by_year(db: Database) -> None:
    """Drop the index of all figures by indicator and year, a fortieth of the database."""
    _run(db, additions.NO_FIGURES_BY_YEAR)


def _run(db: Database, script: str) -> None:
    # Not `executescript`, which would end the migration's transaction.
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


def open_database(folder: Path) -> Database:
    """Open the archive of a data folder for writing; create it or migrate its schema if needed.

    An archive of an older schema is copied beside itself (`archive.db.before-NAME`) and then changed in
    one transaction. Raises NewerSchemaError, NotAnArchiveError, ArchiveUnwritableError.
    """
    path = folder / FILE
    try:
        db = Database(path, execute_plugins=False)
        try:
            _prepare(db, path)
        except BaseException:
            db.close()
            raise
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise DamagedDatabaseError(f"{path.name}: {error}") from error
        raise ArchiveUnwritableError(f"{path.name}: {error}") from error
    return db


def _prepare(db: Database, path: Path) -> None:
    db.conn.execute("PRAGMA busy_timeout = 30000")
    db.conn.execute("PRAGMA foreign_keys = ON")
    db.conn.execute(f"PRAGMA cache_size = {-_CACHE_KB}")
    db.conn.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_OF_WAL}")
    refuse_newer(db)
    pending = migrations.pending(db)
    if pending and migrations.applied(db):
        _copy(db, path.with_name(f"{FILE}.before-{pending[0].name}"))
    elif pending and db.table_names():
        raise NotAnArchiveError(f"{path.name} is a database of another program")
    db.conn.execute("PRAGMA journal_mode = WAL")
    db.conn.execute("PRAGMA synchronous = FULL")
    if pending:
        with db.atomic():
            migrations.apply(db)


def refuse_newer(db: Database) -> None:
    """Raise NewerSchemaError if the archive has migrations that this release does not know."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        known = {migration.name for migration in migrations.pending(empty)}
    unknown = [m.name for m in migrations.applied(db) if m.name not in known]
    if unknown:
        raise NewerSchemaError(
            f"{FILE} has a newer schema ({unknown[-1]}); use the release that wrote it, or a later one"
        )


def _copy(db: Database, target: Path) -> None:
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    partial = target.with_name(target.name + ".partial")
    shutil.copyfile(target.with_name(FILE), partial)
    partial.rename(target)
