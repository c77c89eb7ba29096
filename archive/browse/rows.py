"""Small helpers for pages: read rows as dictionaries, and convert arguments to their types."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound

Row = dict[str, Any]
Arguments = Mapping[str, str]
"""A page's arguments: the parts of its path and its query string, the first value of each."""

ARCHIVE = "archive address"
"""The argument that holds the front page's public address, for citations; no query string can set it."""

LANGUAGE = "reader's language"
"""The argument that holds the reader's language in the rows of a file; no query string can set it."""

_MOST_ROWS = 5_000


def rows(db: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """Return all rows (at most 5,000) as dictionaries."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchmany(_MOST_ROWS)]


def one(db: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Row | None:
    """Return the first row, or None."""
    found = rows(db, sql, values)
    return found[0] if found else None


def found(row: Row | None, what: str) -> Row:
    """Return the row; raise NotFound if it is None."""
    if row is None:
        raise NotFound(what)
    return row


def number(arguments: Arguments, name: str) -> int | None:
    """Return an argument as an integer, None if it is missing or empty; raise BadRequest if it is not a number."""
    value = arguments.get(name, "").strip()
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,15}", value):
        raise BadRequest(f"{name}: must be a whole number")
    return int(value)


def text(arguments: Arguments, name: str) -> str | None:
    """Return an argument without surrounding white space, None if it is missing or empty."""
    return arguments.get(name, "").strip() or None
