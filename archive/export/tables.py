"""Export the archive in open formats: CSV, JSON Lines, Parquet, and a Frictionless Data Package of CSV files.

A folder gets one file per table; a single file gets the panel, the long table of all figures.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from archive.database.dictionary import Table, tables
from archive.database.readonly import open_readonly
from archive.database.tables import GIVEN_TABLES, READ_TABLES
from archive.errors import ArchiveError
from archive.export.whole import whole_file, whole_folder
from archive.warc.captures import utc_text

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
_TYPES: Final = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}


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


def export(folder: Path, out: Path, form: Format, choice: Choice = Choice()) -> dict[str, int]:
    """Write tables as files; return the number of rows by table. A file name with a format's suffix gets the panel.

    Raises NoArchiveError, NewerSchemaError, UnknownDivisionError, MissingLibraryError, OSError.
    """
    connection = open_readonly(folder)
    try:
        _choose(connection, choice)
        write = _WRITERS[form]
        if out.suffix == f".{form}":
            with whole_file(out) as place:
                return {PANEL: write(place, *_table(connection, PANEL))}
        with whole_folder(out) as place:
            return {name: write(place / f"{name}.{form}", *_table(connection, name)) for name in GIVEN_TABLES}
    finally:
        connection.close()


def data_package(folder: Path, out: Path, choice: Choice = Choice()) -> dict[str, int]:
    """Write a Tabular Data Package (specs.frictionlessdata.io, v1): CSV files, schema, checksums.

    Raises the same errors as `export`.
    """
    open_readonly(folder).close()
    with whole_folder(out) as place:
        counts = export(folder, place / "data", "csv", choice)
        text = json.dumps(_package(place, counts), ensure_ascii=False, indent=2) + "\n"
        (place / "datapackage.json").write_text(text, encoding="utf-8")
    return counts


def _package(out: Path, counts: Mapping[str, int]) -> dict[str, Any]:
    described = {table.name: table for table in tables()}
    return {
        "profile": "tabular-data-package",
        "name": "fangzhi",
        "title": "方志: work reports and livelihood projects of Chinese district governments",
        "created": utc_text(datetime.now(UTC)),
        "resources": [_resource(out, described[name], described) for name in counts],
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
    """Return a LIKE pattern for the codes of a division and those below it, or a zone's full name (it has no code)."""
    found = db.execute(
        "SELECT code FROM divisions WHERE code = :requested OR full_name = :requested"
        " ORDER BY valid_to IS NOT NULL, valid_to DESC LIMIT 1",
        {"requested": requested},
    ).fetchone()
    if found:
        # GB/T 2260: zeros end the code of a division that has others below it.
        return found[0].removesuffix("00").removesuffix("00") + "%", None
    zone = "SELECT 1 FROM documents WHERE division_code IS NULL AND division_name = ?"
    if not db.execute(zone, (requested,)).fetchone():
        raise UnknownDivisionError(f"{requested!r} is neither a code of GB/T 2260 nor a division's full name")
    return None, requested


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


def _resource(out: Path, table: Table, described: Mapping[str, Table]) -> dict[str, Any]:
    path = out / "data" / f"{table.name}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    names = {column.name for column in table.columns}
    schema: dict[str, Any] = {
        "fields": [
            {"name": c.name, "type": _TYPES.get(c.type, "any"), "description": c.meaning}
            for c in table.columns
        ],
        "missingValues": [""],
    }
    if "id" in names and table.name in described:
        schema["primaryKey"] = "id"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"data/{table.name}.csv",
        "title": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }
