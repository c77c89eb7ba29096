"""Rows of `/changes`: one a changed place, of all edits that match."""

from __future__ import annotations

import sqlite3
from typing import Final

from archive.browse.display.moments import day
from archive.browse.pages import changes, divisions
from archive.browse.rows import ARCHIVE, Arguments, Row, text
from archive.browse.sheets.sheet import MOST, Sheet

COLUMNS: Final = (
    "seen_on", "division_code", "division", "year", "kind", "document_title", "change", "before", "after", "weight",
    "unconfirmed", "flapping", "source_url", "address",
)  # fmt: skip
_MOST_EDITS: Final = 2_000


def read(db: sqlite3.Connection, arguments: Arguments) -> Sheet:
    """Return the changes of the latest edits by `division`, `kind` and `url`."""
    division = divisions.requested(db, arguments)
    code = division["code"] if division else None
    edits = changes.edited(
        db, code, text(arguments, "kind"), None, _MOST_EDITS + 1, url=text(arguments, "url"), shown=None
    )
    found = [
        _row(edit, change, arguments[ARCHIVE])
        for edit in edits[:_MOST_EDITS]
        for change in edit["changes"] or [{}]
    ]
    return Sheet(COLUMNS, found[:MOST], len(edits) > _MOST_EDITS or len(found) > MOST)


def _row(edit: Row, change: Row, archive: str) -> Row:
    before = edit["previous_id"]
    return {
        **edit,
        **change,
        "seen_on": day(edit["first_seen"]),
        "division": edit["division_name"],
        "year": edit["plan_year"] or edit["review_year"],
        "kind": edit["kind"],
        "document_title": edit["title"],
        "change": change.get("kind"),
        "source_url": edit["url"],
        "address": f"{archive}compare/{before}/{edit['id']}" if before else f"{archive}version/{edit['id']}",
    }
