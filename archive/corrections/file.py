"""Read people's corrections from `corrections.yaml` in the data folder, and check each entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, get_type_hints

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from archive.database.groups import CORRECTABLE_COLUMNS
from archive.errors import CorrectionsError
from archive.layout import CORRECTIONS_FILE
from parsers.record import Commitment, Indicator, Record

_READ: dict[str, type] = {"indicators": Indicator, "commitments": Commitment, "versions": Record}
_FIELDS: dict[str, frozenset[str]] = {
    "indicators": frozenset(Indicator.__slots__) - {"start", "end"},
    "commitments": frozenset(Commitment.__slots__) - {"start", "end", "quantities"},
    "versions": CORRECTABLE_COLUMNS,
}


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
