"""The tables, as migrations; docs/archive.md is the data dictionary that is made from them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.database import derived, seals, tables
from archive.errors import (
    ArchiveUnwritableError,
    DamagedDatabaseError,
    NewerSchemaError,
    NotAnArchiveError,
)
from archive.layout import FILE
from archive.search import index

migrations = Migrations("fangzhi")


@migrations()
def first(db: Database) -> None:
    """Everything that the first release keeps."""
    for script in (tables.RUNS, tables.CAPTURES, tables.VERSIONS, tables.PREFERRED):
        _run(db, script)
    index.create(db)


@migrations()
def ledgers(db: Database) -> None:
    """Targets beside results, promises beside outcomes, witnesses, people's corrections."""
    _run(db, derived.LEDGERS)
    db.execute("INSERT INTO unsettled SELECT DISTINCT coalesce(division_code, division_name) FROM documents"
               " WHERE coalesce(division_code, division_name) IS NOT NULL")  # fmt: skip


@migrations()
def figure_units(db: Database) -> None:
    """What a share is of, whose a figure is, and values in units that can be compared."""
    _run(db, tables.FIGURE_UNITS)
    _run(db, derived.PANEL)


@migrations()
def evidence(db: Database) -> None:
    """What confirms a row: digests, which run took in what, and a time that runs forward."""
    _run(db, tables.EVIDENCE)
    for subject in seals.SUBJECTS:
        seals.seal_all(db, subject)
    seals.seal_divisions(db)


@migrations()
def side_by_side(db: Database) -> None:
    """Ways to one indicator of some divisions, and to the promises of a year, in a large archive."""
    _run(db, derived.SIDE_BY_SIDE)


@migrations()
def series(db: Database) -> None:
    """A ledger row for each unit, and the figure that stands for each key of the panel."""
    _run(db, derived.SERIES)


@migrations()
def lists(db: Database) -> None:
    """What each list declares, what was read of it, and why reading ended."""
    _run(db, tables.LISTS)


def _run(db: Database, script: str) -> None:
    # Not executescript: that would end the migration's transaction.
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


def open_database(folder: Path) -> Database:
    """Open the archive of a data folder for writing, made or brought up to date where needed.

    An archive of an older schema is copied beside itself (`archive.db.before-NAME`) and then changed in
    one transaction. Raises NewerSchemaError, NotAnArchiveError, ArchiveUnwritableError.
    """
    path = folder / FILE
    try:
        db = Database(path)
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
    """Raise NewerSchemaError where the archive has migrations that this release does not know."""
    with closing(Database(memory=True)) as empty:
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
