"""`/promises`: promises and their reported outcomes, in one division or across all."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import asdict
from typing import get_args

from archive.browse.pages import divisions
from archive.browse.pages.promises.matching import matching, states, years
from archive.browse.pages.promises.outcomes import in_full
from archive.browse.rows import Arguments, Row, number, text
from archive.queries import promises as queries
from parsers.record import Status

PAGE_SIZE = 100
STATUSES: tuple[str, ...] = get_args(Status)

_BOARD = 5_000
"""Most promises of an archive for which the scoreboard of all divisions is computed."""


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read promises by `division` (with its parts), `year`, `status` and `q` (all words required), page by page.

    `counts` has the number of promises by status, whatever `status` is chosen; `states` the numbers with an outcome,
    left out of an archived outcome list, and without an archived outcome list.
    """
    division = divisions.requested(db, arguments)
    filters = filters_of(arguments)
    page = max(number(arguments, "page") or 1, 1)
    data: Row = {
        "division": division,
        "filters": filters,
        "statuses": STATUSES,
        "years": years(db, division),
        "promises": [],
        "counts": {},
        "states": {},
        "count": 0,
        "more": False,
        "page": 1,
        "pages": 0,
        "divisions": [],
        "scoreboard": [],
    }
    if not division and not any(filters.values()):
        return {**data, "divisions": divisions.present(db), **_board(db)}
    if division and divisions.prefix(division["code"]) == division["code"]:
        data["scoreboard"] = [asdict(score) for score in queries.scores(db, division["code"])]
    found, more = matching(db, division, filters)
    counts = Counter(row["shown_status"] for row in found)
    wanted = [row for row in found if filters["status"] in (None, row["shown_status"])]
    pages = -(-len(wanted) // PAGE_SIZE)
    page = min(page, max(pages, 1))
    return {
        **data,
        "counts": {status: counts[status] for status in STATUSES if counts[status]},
        "states": dict(Counter(states(db, found))),
        "count": len(wanted),
        "more": more,
        "page": page,
        "pages": pages,
        "promises": in_full(db, wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
    }


def filters_of(arguments: Arguments) -> Row:
    """Return the filters of a request."""
    return {
        "year": number(arguments, "year"),
        "status": text(arguments, "status"),
        "q": text(arguments, "q"),
    }


def _board(db: sqlite3.Connection) -> Row:
    """Return the scoreboard of all divisions, or null if there are too many promises to count at each request."""
    (count,) = db.execute(f"select count(*) from (select 1 from commitments limit {_BOARD + 1})").fetchone()
    if count > _BOARD:
        return {"scoreboard": None, "scoreboard_left_out": None}
    board = queries.scoreboard(db)
    names = {row["code"]: row["full_name"] for row in divisions.present(db, _BOARD)}
    return {
        "scoreboard": [
            {"division": code, "division_name": names.get(code)} | asdict(score)
            for code, score in board.scores
        ],
        "scoreboard_left_out": board.left_out,
    }
