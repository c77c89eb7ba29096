"""`/data`: every table and package to download, the meaning of their columns, their licence and citation."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request

from archive.browse import answers, downloads
from archive.browse.ranged import RangedFile
from archive.browse.rows import ARCHIVE, Arguments, Row, one, rows
from archive.database import dictionary
from archive.database.groups import GIVEN_TABLES
from archive.layout import DOWNLOADS_FOLDER
from archive.queries import dataset
from parsers.version import VERSION


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Return the tables with their dictionary, the dataset's dated identifier and its citation."""
    held = dataset.current(db)
    counts = {
        name: one(db, f"select count(*) as n from {name}", [])
        for name in ("documents", "versions", "indicators")
    }
    totals = {name: (row or {"n": 0})["n"] for name, row in counts.items()}
    withdrawn = one(db, "select max(withdrawn_at) as at from pages", [])
    tables = [
        {**table, "csv": f"/archive/{table['name']}.csv?_stream=on&_size=max&_bom=on",
         "json": f"/archive/{table['name']}.json?_shape=objects", "page": f"/archive/{table['name']}"}
        for table in _dictionary()
    ]  # fmt: skip
    sources = rows(db, "select id, name, homepage from sites order by id")
    return {
        "identifier": held.identifier if held else None,
        "as_of": held.as_of if held else None,
        "run": held.run if held else None,
        "totals": totals,
        "tables": tables,
        "sources": sources,
        "software": {"fangzhi": dataset.software_version(), "parser": VERSION},
        "licences": {"data": dataset.DATA_LICENCE, "code": dataset.CODE_LICENCE},
        "citation": dataset.citation(held, arguments[ARCHIVE]) if held else None,
        "last_withdrawal": withdrawn["at"] if withdrawn else None,
    }


def beside(folder: Path, data: Row) -> Row:
    """Add the packages that the operator exported into the data folder."""
    found, held_back = downloads.offered(folder, data["last_withdrawal"])
    return {"downloads": found, "held_back": held_back}


async def download(request: Request, datasette: Datasette) -> RangedFile:
    """Return one of the offered files; raise NotFound for any other name."""
    name = request.url_vars["name"]
    folder = datasette.get_database("archive").file.parent

    def last(db: sqlite3.Connection) -> Row:
        return one(db, "select max(withdrawn_at) as at from pages", []) or {"at": None}

    withdrawn = (await answers.read(datasette, last))["at"]
    if name not in {row["name"] for row in downloads.offered(folder, withdrawn)[0]}:
        raise NotFound(f"no download of this name: {name}")
    return RangedFile(folder / DOWNLOADS_FOLDER / name, request)


@lru_cache(maxsize=1)
def _dictionary() -> tuple[Row, ...]:
    """Return the exported tables in order, with their columns."""
    described = {table.name: table for table in dictionary.tables()}
    return tuple(
        {
            "name": name,
            "meaning": described[name].meaning,
            "columns": [
                {"name": c.name, "type": c.type, "refers_to": c.refers_to, "meaning": c.meaning}
                for c in described[name].columns
            ],
        }
        for name in GIVEN_TABLES
    )
