"""Answer a page's address with the suffix `.csv` or `.xlsx`: its rows as a file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Final

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.browse import answers, public_address
from archive.browse.answers import View
from archive.browse.rows import ARCHIVE, LANGUAGE, Arguments, Row
from archive.browse.sheets import files
from archive.browse.sheets.sheet import About, Sheet
from archive.browse.words import say
from archive.queries import dataset

Build = Callable[[sqlite3.Connection, Arguments], Sheet]

_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook of 20,000 rows and 21 columns takes 3 s of CPU (measured 2026-11): two at once would slow the pages.
_WRITING: Final = asyncio.Semaphore(1)


def sheet(name: str, build: Build) -> View:
    """Return a view that answers with the rows that `build` reads; `name` is a phrase of the interface."""

    async def view(request: Request, datasette: Datasette) -> Response:
        language = answers.language_of(request)
        arguments = {**answers.arguments_of(datasette, request), LANGUAGE: language}

        def read(db: sqlite3.Connection) -> Row:
            return {"sheet": build(db, arguments), "dataset": dataset.current(db)}

        data = await answers.read(datasette, read)
        found: Sheet = data["sheet"]
        base = request.path.strip("/").partition(".")[0].replace("/", "-")
        if request.path.endswith(".csv"):
            body, kind = await asyncio.to_thread(files.csv_file, found), "text/csv; charset=utf-8"
            file_name = f"{base}.csv"
        else:
            about = _about(datasette, request, say(language, name), data["dataset"], arguments[ARCHIVE])
            async with _WRITING:
                body = await asyncio.to_thread(files.excel_file, found, about, language)
            kind, file_name = _EXCEL, f"{base}.xlsx"
        headers = {"content-disposition": f'attachment; filename="fangzhi-{file_name}"'}
        return Response(body, headers=headers, content_type=kind)

    return view


def _about(
    datasette: Datasette, request: Request, title: str, held: dataset.Dataset | None, archive: str
) -> About:
    base = str(public_address.of_request(datasette, request.scope)).rstrip("/")
    query = f"?{request.query_string}" if request.query_string else ""
    address = f"{base}{request.path.rpartition('.')[0]}{query}"
    return About(
        title=title,
        address=address,
        dataset=held.identifier if held else "—",
        as_of=held.as_of if held else "—",
        licence=dataset.DATA_LICENCE,
        citation=dataset.citation(held, archive)["gbt7714"] if held else "—",
    )
