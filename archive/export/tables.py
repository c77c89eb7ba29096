"""Export the archive's tables in open formats: CSV, JSON Lines, Parquet.

A folder gets one file per table; a single file gets the panel, the long table of all figures, and beside it a
description of every column.
"""

from __future__ import annotations

import csv
import importlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from archive.database.dictionary import tables
from archive.database.groups import GIVEN_TABLES, READ_TABLES
from archive.database.readonly import open_readonly
from archive.errors import ArchiveError
from archive.export.schema import Reference, table_schema
from archive.export.whole import whole_file, whole_folder
from archive.queries import dataset

Format = Literal["csv", "jsonl", "parquet"]
Row = tuple[Any, ...]
PANEL: Final = "panel"
_BATCH = 5000

# The exported tables, and how their rows refer to documents; the archive's internal tables are not exported.
_OF_PAGE = "page_id IN (SELECT id FROM chosen_pages)"
_OF_VERSION = "version_id IN (SELECT id FROM chosen_versions)"
_GIVEN: Final[Mapping[str, str]] = {
    "sites": "true",
    "divisions": "true",
    "runs": "true",
    "documents": "id IN (SELECT id FROM chosen)",
    "pages": "id IN (SELECT id FROM chosen_pages)",
    "captures": _OF_PAGE,
    "versions": _OF_PAGE,
    **dict.fromkeys((*READ_TABLES, "changes"), _OF_VERSION),
    "ledger_indicators": "target_document_id IN (SELECT id FROM chosen)"
    " OR review_document_id IN (SELECT id FROM chosen)",
    "ledger_commitments": "commitment_id IN (SELECT id FROM commitments WHERE " + _OF_VERSION + ")",
    "conflicts": "document_id IN (SELECT id FROM chosen)",
    "corrections": _OF_VERSION,
    PANEL: "document_id IN (SELECT id FROM chosen)",
}
# SQLite (3.40) reports no type for a computed column of a view.
_COMPUTED: Final = {"preferred": "INTEGER"}


class _Writer(Protocol):
    def __call__(self, path: Path, columns: Sequence[tuple[str, str]], rows: Iterator[Row]) -> int: ...


class MissingLibraryError(ArchiveError):
    """A format needs a library that is not installed; the message says which and how to get it."""


class UnknownDivisionError(ArchiveError):
    """No division has this code or name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export: a division (with those below it), and first and last plan year, both inclusive."""

    division: str | None = None
    first_year: int | None = None
    last_year: int | None = None


EVERYTHING: Final = Choice()
"""All divisions and years."""


def export(folder: Path, out: Path, form: Format, choice: Choice = EVERYTHING) -> dict[str, int]:
    """Write tables as files; return the number of rows by table. A file name with a format's suffix gets the panel.

    Beside the panel, FILE.schema.json describes its columns. Raises NoArchiveError, NewerSchemaError,
    UnknownDivisionError, MissingLibraryError, OSError.
    """
    with selected(folder, choice) as connection:
        if out.suffix != f".{form}":
            with whole_folder(out) as place:
                return write_tables(connection, place, form)
        with whole_file(out) as place:
            count = _WRITERS[form](place, *_table(connection, PANEL))
        with whole_file(out.with_name(f"{out.name}.schema.json")) as place:
            place.write_text(
                json.dumps(_panel_schema(connection), ensure_ascii=False, indent=2) + "\n", "utf-8"
            )
        return {PANEL: count}


@contextmanager
def selected(folder: Path, choice: Choice) -> Iterator[sqlite3.Connection]:
    """Yield a read-only connection whose reads all see one state of the archive, with the documents selected.

    Raises NoArchiveError, NewerSchemaError, UnknownDivisionError.
    """
    connection = open_readonly(folder)
    try:
        connection.execute("BEGIN")  # a night that writes meanwhile must not tear tables apart
        _choose(connection, choice)
        yield connection
    finally:
        connection.close()


def write_tables(db: sqlite3.Connection, place: Path, form: Format) -> dict[str, int]:
    """Write each table of a selection to a file in `place`; return the number of rows by table."""
    write = _WRITERS[form]
    return {name: write(place / f"{name}.{form}", *_table(db, name)) for name in GIVEN_TABLES}


def refers_within(db: sqlite3.Connection, table: str, column: str, reference: Reference) -> bool:
    """Return whether every value of a column refers to an exported row of another table."""
    parent, key = reference
    if parent not in _GIVEN:
        return False
    outside = db.execute(
        f"SELECT 1 FROM {table} WHERE {_GIVEN[table]} AND {column} IS NOT NULL"
        f" AND {column} NOT IN (SELECT {key} FROM {parent} WHERE {_GIVEN[parent]}) LIMIT 1"
    )
    return outside.fetchone() is None


def _panel_schema(db: sqlite3.Connection) -> dict[str, Any]:
    described = {table.name: table for table in tables()}[PANEL]
    held = dataset.current(db)
    return {
        "title": described.meaning,
        "version": held.identifier if held else None,
        "licenses": [{"name": dataset.DATA_LICENCE}],
        **table_schema(described),
    }


def _choose(db: sqlite3.Connection, choice: Choice) -> None:
    """Select the documents to export into temporary tables; withdrawn pages are never exported."""
    prefix, zone = _division(db, choice.division) if choice.division is not None else ("%", None)
    year = "coalesce(plan_year, review_year)"
    db.execute(
        "CREATE TEMP TABLE chosen AS SELECT id FROM documents"
        " WHERE (:prefix = '%' OR division_code LIKE :prefix OR division_name = :zone)"
        f" AND (:first IS NULL OR {year} >= :first) AND (:last IS NULL OR {year} <= :last)"
        " AND id IN (SELECT document_id FROM pages WHERE withdrawn_at IS NULL)",
        {"prefix": prefix, "zone": zone, "first": choice.first_year, "last": choice.last_year},
    )
    db.execute(
        "CREATE TEMP TABLE chosen_pages AS SELECT id FROM pages"
        " WHERE withdrawn_at IS NULL AND document_id IN (SELECT id FROM chosen)"
    )
    db.execute(
        "CREATE TEMP TABLE chosen_versions AS SELECT id FROM versions WHERE page_id IN (SELECT id FROM chosen_pages)"
    )


def _division(db: sqlite3.Connection, requested: str) -> tuple[str | None, str | None]:
    """Return a LIKE pattern for the codes of a division and those below it, or a zone's full name (it has no code).

    A division is known by its code or full name in GB/T 2260, or by the code or the end of the name that documents
    of one division have. Raises UnknownDivisionError.
    """
    found = (
        db.execute(
            "SELECT code FROM divisions WHERE code = :requested OR full_name = :requested"
            " ORDER BY valid_to IS NOT NULL, valid_to DESC LIMIT 1",
            {"requested": requested},
        ).fetchall()
        or db.execute(
            "SELECT division_code, max(division_name) FROM documents WHERE division_code = :requested"
            " OR length(:requested) > 1 AND substr(division_name, -length(:requested)) = :requested"
            " GROUP BY coalesce(division_code, division_name) LIMIT 2",
            {"requested": requested},
        ).fetchall()
    )
    if not found:
        raise UnknownDivisionError(
            f"{requested!r} is neither a code of GB/T 2260 nor the name of a division that has documents"
        )
    if len(found) > 1:
        raise UnknownDivisionError(f"{requested!r} are several divisions; give the code or the full name")
    code, *name = found[0]
    if code is None:
        return None, name[0]
    # GB/T 2260: zeros end the code of a division that has others below it.
    return code.removesuffix("00").removesuffix("00") + "%", None


def _table(db: sqlite3.Connection, name: str) -> tuple[tuple[tuple[str, str], ...], Iterator[Row]]:
    """Return a table's (column, type) pairs and its rows."""
    columns = tuple(
        (row[1], _COMPUTED.get(row[1], row[2])) for row in db.execute(f"PRAGMA table_info({name})")
    )
    order = "division_code, year, indicator, measure, kind, indicator_id" if name == PANEL else "id"
    return columns, iter(db.execute(f"SELECT * FROM {name} WHERE {_GIVEN[name]} ORDER BY {order}"))


def _csv(path: Path, columns: Sequence[tuple[str, str]], rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([name for name, _ in columns])
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _jsonl(path: Path, columns: Sequence[tuple[str, str]], rows: Iterable[Row]) -> int:
    count = 0
    names = [name for name, _ in columns]
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
            count += 1
    return count


def _parquet(path: Path, columns: Sequence[tuple[str, str]], rows: Iterator[Row]) -> int:
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise MissingLibraryError("Parquet needs pyarrow: pip install pyarrow") from error
    types = {"INTEGER": arrow.int64(), "REAL": arrow.float64()}
    schema = arrow.schema([(name, types.get(kind, arrow.string())) for name, kind in columns])
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := [row for _, row in zip(range(_BATCH), rows, strict=False)]:
            by_column = zip(zip(*batch, strict=True), schema, strict=True)
            arrays = [arrow.array(values, type=field.type) for values, field in by_column]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            count += len(batch)
    return count


_WRITERS: Final[dict[Format, _Writer]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}
