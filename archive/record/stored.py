"""Rebuild a version's record from the tables, without people's corrections, and compute its digests."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

from archive.database.groups import READ_TABLES, RECORD_COLUMNS
from parsers.record import Commitment, Division, Indicator, Problem, Quantity, Record, Section

_ITEMS: Final[dict[str, type]] = {
    "sections": Section, "indicators": Indicator, "commitments": Commitment, "problems": Problem,
}  # fmt: skip
_DIVISION: Final = ("division_code", "division_name", "division_full_name", "division_level")


def record_of(db: sqlite3.Connection, version_id: int) -> tuple[Record, dict[str, list[int]]]:
    """Return a version's record, and the row ids of its items by table. Raises ValueError for broken JSON."""
    read = _read_values(db, version_id)
    names = (*RECORD_COLUMNS, *_DIVISION, "why")
    row = dict(zip(names, db.execute(
        f"SELECT {', '.join(names)} FROM versions WHERE id = ?", (version_id,)).fetchone(), strict=True))  # fmt: skip
    row |= read.get(("versions", version_id), {})
    division = [row.pop(name) for name in _DIVISION]
    found: dict[str, Any] = {}
    ids: dict[str, list[int]] = {}
    for table in READ_TABLES:
        kind = _ITEMS[table]
        columns = [field.name for field in fields(kind)]
        quoted = ", ".join(f'"{name}"' for name in columns)
        items = []
        ids[table] = []
        for item_id, *values in db.execute(
            f"SELECT id, {quoted} FROM {table} WHERE version_id = ? ORDER BY id", (version_id,)
        ):
            item = dict(zip(columns, values, strict=True)) | read.get((table, item_id), {})
            if table == "commitments":
                item["quantities"] = tuple(Quantity(**one) for one in json.loads(item["quantities"]))
            items.append(kind(**item))
            ids[table].append(item_id)
        found[table] = tuple(items)
    row["why"] = tuple(json.loads(row["why"]))
    whole = any(value is not None for value in division)
    return Record(source="", division=Division(*division) if whole else None, **row, **found), ids


def _read_values(db: sqlite3.Connection, version_id: int) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the parser's values that people's corrections replaced, by table and row."""
    read: dict[tuple[str, int], dict[str, Any]] = {}
    for table, item, field, value, base in db.execute(
        "SELECT kind, item_id, field, read, read_si FROM corrections WHERE version_id = ? AND state != 'misplaced'",
        (version_id,),
    ):
        values = read.setdefault((table, item), {})
        values[field] = json.loads(value)
        if (table, field) == ("indicators", "value"):
            values["value_si"] = base
    return read


def digest(said: dict[str, Any]) -> str:
    """Return the digest of a record's JSON form, the name of its source aside."""
    kept = {name: value for name, value in said.items() if name != "source"}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digests(record: Record) -> Iterator[str]:
    """Yield the digests that a record may have been stored with: by this release, or by one with fewer fields.

    A null field is left out, because an older release without that field did not write it.
    """
    said = record.as_dict()
    later = sorted({name for item in said["indicators"] for name in item} - _FIRST_INDICATOR)
    unread = [()] + [kept for count in range(1, len(later) + 1) for kept in (later[:count], later[-count:])]
    for indicators in unread:
        for commitments in ((), _LATER_COMMITMENT):
            yield digest({
                **said,
                "indicators": _without_null(said["indicators"], indicators),
                "commitments": _without_null(said["commitments"], commitments),
            })  # fmt: skip


def _without_null(items: list[dict[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in item.items() if name not in names or value is not None}
        for item in items
    ]


_LATER_COMMITMENT: Final = ("deadline", "money", "money_si", "money_source", "place")
# The fields of an indicator in release 0.1.
_FIRST_INDICATOR: Final = frozenset(
    {"indicator", "name", "measure", "kind", "value", "value_max", "unit", "value_si", "bound", "modifier", "year",
     "period", "scope", "start", "end"}
)  # fmt: skip
