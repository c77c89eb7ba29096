"""Apply people's corrections over what the parsers read.

A correction names a version, the span and words that it concerns, and the value that a person read there.
The table `corrections` keeps both values; the text of the version is never changed.
"""

from __future__ import annotations

import json

from sqlite_utils import Database

from archive.corrections.file import Correction
from archive.database import seals
from archive.errors import CorrectionsError
from archive.layout import CORRECTIONS_FILE
from archive.record import documents


def apply(db: Database, corrections: list[Correction]) -> None:
    """Replace the corrections applied before by those of the file; runs in the caller's transaction.

    A correction is `misplaced`, and changes nothing, if its words are not at its span or nothing was read
    there. It is `outdated`, and still applied, if the page has another current version.
    """
    for version_id, kind, item_id, field, read, read_si in db.execute(
        "SELECT version_id, kind, item_id, field, read, read_si FROM corrections WHERE state != 'misplaced'"
    ).fetchall():
        db.execute(f'UPDATE {kind} SET "{field}" = ? WHERE id = ?', (json.loads(read), item_id))
        if (kind, field) == ("indicators", "value"):
            db.execute("UPDATE indicators SET value_si = ? WHERE id = ?", (read_si, item_id))
        _resettle(db, version_id)
    db.execute("DELETE FROM corrections")
    for correction in corrections:
        _apply(db, correction)
    seals.seal_all(db, "corrections")


def _apply(db: Database, correction: Correction) -> None:
    start, end = correction.span
    row = db.execute(
        "SELECT v.text, p.current_version_id FROM versions v JOIN pages p ON p.id = v.page_id WHERE v.id = ?",
        (correction.version,),
    ).fetchone()
    if row is None:
        raise CorrectionsError(f"{CORRECTIONS_FILE}: there is no version {correction.version}")
    text, current = row
    item = _item(db, correction) if text[start:end] == correction.words else None
    state, read, read_si = "misplaced", None, None
    if item is not None:
        state = "applied" if current == correction.version else "outdated"
        read, read_si = _put(db, item, correction)
        _resettle(db, correction.version)
    values = {
        "version_id": correction.version,
        "start": start,
        "end": end,
        "kind": correction.kind,
        "item_id": item,
        "field": correction.field,
        "read": json.dumps(read, ensure_ascii=False),
        "read_si": read_si,
        "corrected": json.dumps(correction.value, ensure_ascii=False),
        "wrong": correction.wrong,
        "person": correction.by,
        "corrected_on": correction.day.isoformat(),
        "why": correction.why,
        "state": state,
    }
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO corrections ({names}) VALUES ({marks})", tuple(values.values()))


def _item(db: Database, correction: Correction) -> int | None:
    """Return the id of the one row at the correction's span; None if there is no such row or more than one."""
    if correction.kind == "versions":
        return correction.version
    named = "AND indicator = ?" if correction.indicator is not None else ""
    values = (correction.version, *correction.span, *([correction.indicator] if named else []))
    rows = db.execute(
        f'SELECT id FROM {correction.kind} WHERE version_id = ? AND start = ? AND "end" = ? {named}', values
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def _put(db: Database, item: int, correction: Correction) -> tuple[object, float | None]:
    """Set the field; return the value that was read there and, for a figure, that value in base units."""
    kind, field, value = correction.kind, correction.field, correction.value
    (read,) = db.execute(f'SELECT "{field}" FROM {kind} WHERE id = ?', (item,)).fetchone()
    db.execute(f'UPDATE {kind} SET "{field}" = ? WHERE id = ?', (value, item))
    if (kind, field) != ("indicators", "value"):
        return read, None
    (read_si,) = db.execute("SELECT value_si FROM indicators WHERE id = ?", (item,)).fetchone()
    base = (
        value * (read_si / read) if read and read_si is not None and isinstance(value, int | float) else None
    )
    db.execute("UPDATE indicators SET value_si = ? WHERE id = ?", (base, item))
    return read, read_si


def _resettle(db: Database, version_id: int) -> None:
    """Mark the division of a corrected version, so that its ledgers and witnesses are recomputed."""
    (page_id,) = db.execute("SELECT page_id FROM versions WHERE id = ?", (version_id,)).fetchone()
    documents.settle(db, page_id)
