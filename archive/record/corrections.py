"""Corrections by people: read from `corrections.yaml` in the data folder, applied over what parsers read.

A correction names a version, the span and words that it concerns, and the value that a person read there.
The table `corrections` keeps both values; the text of the version is never changed.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Literal, get_type_hints

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from sqlite_utils import Database

from archive.database import seals
from archive.database.tables import CORRECTABLE_COLUMNS
from archive.errors import ArchiveError
from archive.layout import CORRECTIONS_FILE
from archive.record import documents
from parsers.record import Commitment, Indicator, Record

_READ: dict[str, type] = {"indicators": Indicator, "commitments": Commitment, "versions": Record}
_FIELDS: dict[str, frozenset[str]] = {
    "indicators": frozenset(Indicator.__slots__) - {"start", "end"},
    "commitments": frozenset(Commitment.__slots__) - {"start", "end", "quantities"},
    "versions": CORRECTABLE_COLUMNS,
}


class CorrectionsError(ArchiveError):
    """`corrections.yaml` can't be used; the message names the entry and the key."""


class Correction(BaseModel):
    """One entry of the file: where, what is wrong, the value that a person read, who, when and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    span: tuple[int, int]
    words: str
    kind: Literal["indicators", "commitments", "versions"]
    field: str
    value: str | float | int | date | None
    wrong: str
    by: str
    day: date
    why: str
    indicator: str | None = None


def load(folder: Path) -> list[Correction]:
    """Read the corrections of a data folder; return an empty list without a file. Raises CorrectionsError."""
    path = folder / CORRECTIONS_FILE
    if not path.exists():
        return []
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise CorrectionsError(f"{CORRECTIONS_FILE}: {' '.join(str(error).split())}") from error
    if not isinstance(entries, list):
        raise CorrectionsError(f"{CORRECTIONS_FILE}: must be a list of corrections")
    found = []
    for number, entry in enumerate(entries, start=1):
        try:
            correction = Correction.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"]) or "entry"
            raise CorrectionsError(f"{CORRECTIONS_FILE}: entry {number}, {key}: {first['msg']}") from error
        if correction.field not in _FIELDS[correction.kind]:
            raise CorrectionsError(
                f"{CORRECTIONS_FILE}: entry {number}, field: {correction.field} can't be corrected"
            )
        try:
            found.append(correction.model_copy(update={"value": _fitting(correction)}))
        except ValidationError as error:
            raise CorrectionsError(
                f"{CORRECTIONS_FILE}: entry {number}, value: {error.errors()[0]['msg']}"
            ) from error
        except ValueError as error:
            raise CorrectionsError(f"{CORRECTIONS_FILE}: entry {number}, value: {error}") from error
    return found


def _fitting(correction: Correction) -> object:
    """Return the value in the field's type. Raises ValueError for a value that the field can't hold."""
    value = correction.value.isoformat() if isinstance(correction.value, date) else correction.value
    if correction.field.endswith("_date") and value is not None:
        value = date.fromisoformat(str(value)).isoformat()
    hints = get_type_hints(_READ[correction.kind])
    return TypeAdapter(hints[correction.field]).validate_python(value)


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


def forget(db: Database, version_id: int) -> None:
    """Drop a version's corrections after its details were rewritten, so that they are not reverted later."""
    changed = db.execute("SELECT id FROM corrections WHERE version_id = ?", (version_id,)).fetchall()
    db.execute(
        "UPDATE corrections SET state = 'misplaced', item_id = NULL WHERE version_id = ?", (version_id,)
    )
    seals.seal(db, "corrections", [number for (number,) in changed])


def _resettle(db: Database, version_id: int) -> None:
    """Mark the division of a corrected version, so that its ledgers and witnesses are recomputed."""
    (page_id,) = db.execute("SELECT page_id FROM versions WHERE id = ?", (version_id,)).fetchone()
    documents.settle(db, page_id)
