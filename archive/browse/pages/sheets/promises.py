"""Rows of `/promises`: every promise that matches, with its outcomes."""

from __future__ import annotations

import sqlite3
from typing import Final

from datasette.utils.asgi import BadRequest

from archive.browse.pages import divisions
from archive.browse.pages.promises.matching import matching
from archive.browse.pages.promises.outcomes import in_full
from archive.browse.pages.promises.page import filters_of
from archive.browse.rows import ARCHIVE, Arguments, Row
from archive.browse.sheets.sheet import Sheet, language_of
from archive.browse.words import say

COLUMNS: Final = (
    "division_code", "division", "year", "ordinal", "category", "promise", "status", "state", "outcome", "lead",
    "support", "deadline", "money", "money_si", "money_source", "place",
    "document_title", "published", "source_org", "source_url", "address", "outcome_address", "capture",
)  # fmt: skip
_AT_ONCE: Final = 1_000


def read(db: sqlite3.Connection, arguments: Arguments) -> Sheet:
    """Return the promises by `division`, `year`, `status` and `q`; raise BadRequest if none is given."""
    division, filters = divisions.requested(db, arguments), filters_of(arguments)
    if not division and not any(filters.values()):
        raise BadRequest(say(language_of(arguments), "choose_a_filter"))
    found, more = matching(db, division, filters)
    wanted = [row for row in found if filters["status"] in (None, row["shown_status"])]
    full: list[Row] = []
    for start in range(0, len(wanted), _AT_ONCE):
        full += in_full(db, wanted[start : start + _AT_ONCE])
    return Sheet(COLUMNS, [_row(row, arguments[ARCHIVE]) for row in full], more)


def _row(row: Row, archive: str) -> Row:
    outcomes: list[Row] = row["answers"] or ([row] if row["outcome"] or row["status_text"] else [])
    words = [found["outcome"] or found["status_text"] or found["text"] for found in outcomes]
    return {
        **row,
        "division": row["division_name"],
        "promise": row["text"],
        "status": row["shown_status"],
        "outcome": "\n".join(words) or None,
        "address": _absolute(archive, row["address"]),
        "outcome_address": _absolute(archive, outcomes[0]["address"]) if outcomes else None,
        "capture": f"{archive}capture/{row['first_capture_id']}" if row["first_capture_id"] else None,
    }


def _absolute(archive: str, address: str) -> str:
    return archive + address.lstrip("/")
