"""Export a Tabular Data Package (specs.frictionlessdata.io, v1): CSV files with schemas, keys, sources, licences."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from archive.database.dictionary import Table, tables
from archive.export.schema import references, table_schema
from archive.export.tables import EVERYTHING, Choice, refers_within, selected, write_tables
from archive.export.whole import whole_file, whole_folder
from archive.queries import dataset
from archive.warc.captures import utc_text

_LICENCES: Final = [
    {
        "name": dataset.DATA_LICENCE,
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
]


def data_package(folder: Path, out: Path, choice: Choice = EVERYTHING) -> dict[str, int]:
    """Write a data package into the folder `out`, or as one ZIP file if `out` ends with .zip; return the row counts.

    Raises the same errors as `archive.export.tables.export`.
    """
    with selected(folder, choice) as db:
        if out.suffix != ".zip":
            with whole_folder(out) as place:
                return _fill(db, place)
        with whole_file(out) as file, tempfile.TemporaryDirectory(dir=file.parent) as place:
            counts = _fill(db, Path(place))
            _pack(Path(place), file)
        return counts


def _fill(db: sqlite3.Connection, place: Path) -> dict[str, int]:
    (place / "data").mkdir()
    counts = write_tables(db, place / "data", "csv")
    held = dataset.current(db)
    package = _package(db, place, counts, held)
    (place / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if held:
        (place / "CITATION.cff").write_text(dataset.citation(held, "")["cff"], "utf-8")
    return counts


def _package(
    db: sqlite3.Connection, place: Path, counts: Mapping[str, int], held: dataset.Dataset | None
) -> dict[str, Any]:
    described = {table.name: table for table in tables()}
    sources = [
        {"title": name, "path": homepage}
        for name, homepage in db.execute(
            "SELECT name, homepage FROM sites WHERE homepage LIKE 'http%' AND id IN"
            " (SELECT site_id FROM pages WHERE id IN (SELECT id FROM chosen_pages)) ORDER BY id"
        )
    ]
    return {
        "profile": "tabular-data-package",
        "name": "fangzhi",
        **({"id": held.identifier, "version": held.identifier} if held else {}),
        "title": dataset.ENGLISH_TITLE,
        "description": "Figures (indicators, panel), promises (commitments) and the texts that state them, with every"
        " version and change. Offsets count Unicode code points, half open; times are UTC.",
        "created": utc_text(datetime.now(UTC)),
        "licenses": _LICENCES,
        "contributors": [{"title": "The Fangzhi developers", "role": "publisher"}],
        **({"sources": sources} if sources else {}),
        "resources": [_resource(db, place, described[name]) for name in counts],
    }


def _resource(db: sqlite3.Connection, place: Path, table: Table) -> dict[str, Any]:
    """Return a resource with its schema; a key that leads out of a selection of divisions or years is not declared."""
    path = place / "data" / f"{table.name}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    keys = {
        column: reference
        for column, reference in references(table).items()
        if refers_within(db, table.name, column, reference)
    }
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
        "licenses": _LICENCES,
        "schema": table_schema(table, keys),
    }


def _pack(place: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(place.rglob("*")):
            if path.is_file():
                package.write(path, path.relative_to(place).as_posix())
