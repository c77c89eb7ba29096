"""`/version/ID?at=START-END`: one version's text with what was read in it, and a marked passage."""

from __future__ import annotations

import json
import re
import sqlite3

from datasette.utils.asgi import BadRequest

from archive.browse.display.citation import citations
from archive.browse.pages.divisions import division_of
from archive.browse.pages.texts import numbers
from archive.browse.rows import ARCHIVE, Arguments, Row, found, one, rows
from archive.database.groups import READ_TABLES


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read a version, its page and document."""
    version = record(db, int(arguments["id"]), arguments)
    page = one(db, "select * from pages where id = ?", [version["page_id"]]) if version["page_id"] else None
    document = (
        one(db, "select * from documents where id = ?", [page["document_id"]])
        if page and page["document_id"]
        else None
    )
    return {
        "version": version,
        "page": page,
        "document": document,
        "division": division_of(db, document) if document else None,
        "numbers": numbers.account(version),
        "versions": rows(
            db,
            "select id, number, first_seen, cause from versions where page_id = ? order by number",
            [version["page_id"]],
        ),
    }


def record(db: sqlite3.Connection, version_id: int, arguments: Arguments) -> Row:
    """Return a version's row with sections, indicators, commitments, problems, marked span, citations."""
    version = found(one(db, "select * from versions where id = ?", [version_id]), f"version {version_id}")
    withdrawn = one(
        db,
        "select withdrawn_at, withdrawn_why from pages where id = ? and withdrawn_at is not null",
        [version["page_id"]],
    )
    version.update(withdrawn or {"withdrawn_at": None, "withdrawn_why": None})
    if withdrawn:
        version["text"] = version["title"] = None
        version.update({name: [] for name in (*READ_TABLES, "corrections")})
        version["at"], version["cite"] = None, citations(db, version, arguments.get(ARCHIVE, "/"))
        return version
    for table in READ_TABLES:
        version[table] = rows(
            db, f'select * from {table} where version_id = ? order by start, "end"', [version_id]
        )
    version["corrections"] = rows(
        db, "select * from corrections where version_id = ? order by start", [version_id]
    )
    for correction in version["corrections"]:
        for side in ("read", "corrected"):
            correction[side] = json.loads(correction[side] or "null")
    for problem in version["problems"]:
        problem["elsewhere"] = rows(
            db,
            'select witness_id, start, "end", text from restorations where problem_id = ?',
            [problem["id"]],
        )
    for commitment in version["commitments"]:
        if isinstance(commitment.get("quantities"), str):
            commitment["quantities"] = json.loads(commitment["quantities"])
    version["at"] = _span(arguments.get("at", ""), len(version["text"] or ""))
    version["cite"] = citations(db, version, arguments.get(ARCHIVE, "/"))
    return version


def _span(at: str, length: int) -> list[int] | None:
    if not at:
        return None
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", at)
    if not match or int(match[1]) >= int(match[2]):
        raise BadRequest("at: must be START-END, half-open offsets into the text")
    return [min(int(match[1]), length), min(int(match[2]), length)]
