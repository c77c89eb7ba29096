"""Rows of `/search`: every passage found, newest report first, each once."""

from __future__ import annotations

import sqlite3
from typing import Final

from datasette.utils.asgi import BadRequest

from archive.browse.pages import divisions, search
from archive.browse.rows import ARCHIVE, Arguments, Row, text
from archive.browse.sheets.sheet import Sheet, language_of
from archive.browse.words import say
from archive.search import index

COLUMNS: Final = (
    "division_code", "division", "year", "kind", "document_title", "heading", "words", "published", "source_org",
    "source_kind", "superseded", "source_url", "address", "capture",
)  # fmt: skip


def read(db: sqlite3.Connection, arguments: Arguments) -> Sheet:
    """Return the passages that `/search` finds with the same arguments, up to the most that it counts.

    Raises BadRequest for a query without words.
    """
    filters = search.filters_of(arguments, divisions.requested(db, arguments))
    query = text(arguments, "q") or ""
    if not index.words(query):
        raise BadRequest(say(language_of(arguments), "choose_words"))
    hits = index.find(db, query, filters, order="newest", limit=index.MOST_HITS)
    archive = arguments[ARCHIVE]
    found = search.together(search.passages_of(db, hits.keys))
    return Sheet(COLUMNS, [_row(row, archive) for row in found], hits.count > index.MOST_HITS)


def _row(row: Row, archive: str) -> Row:
    return {
        **row,
        "division": row["division_name"],
        "year": row["plan_year"] or row["review_year"],
        "document_title": row["title"],
        "words": row["text"],
        "address": archive + row["address"].lstrip("/"),
        "capture": f"{archive}capture/{row['first_capture_id']}" if row["first_capture_id"] else None,
    }
