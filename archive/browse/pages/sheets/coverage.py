"""Rows of `/coverage`: one a division and year, with the reason if nothing is archived."""

from __future__ import annotations

import sqlite3
from typing import Final

from archive.browse.pages import coverage, divisions
from archive.browse.rows import ARCHIVE, Arguments, Row, text
from archive.browse.sheets.sheet import MOST, Sheet

COLUMNS: Final = ("division_code", "division", "year", "kind", "documents", "missing", "detail", "address")
_MOST_DIVISIONS: Final = 600
"""More than these are summed by province; the counties of the largest province are 183 (Sichuan, 2024)."""


def read(db: sqlite3.Connection, arguments: Arguments) -> Sheet:
    """Return the matrix of `division` (with its parts) and `kind`, missing years with their reasons."""
    division = divisions.requested(db, arguments)
    kind = text(arguments, "kind") or "work_report"
    matrix = coverage.matrix(db, division["code"] if division else None, kind, _MOST_DIVISIONS)
    found = [
        _row(line, year, kind, arguments[ARCHIVE])
        for line in matrix["rows"]
        for year in sorted(matrix["years"], reverse=True)
    ]
    return Sheet(COLUMNS, found[:MOST], len(found) > MOST)


def _row(line: Row, year: int, kind: str, archive: str) -> Row:
    cell, why = line["cells"].get(year), line["reasons"].get(year)
    return {
        "division_code": line["division_code"],
        "division": line["division_name"],
        "year": year,
        "kind": kind,
        "documents": cell["documents"] if cell else 0,
        "missing": why["reason"].removeprefix("outcome.") if why else None,
        "detail": why["detail"] if why else None,
        "address": f"{archive}document/{cell['document_id']}" if cell and cell["document_id"] else None,
    }
