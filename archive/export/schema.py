"""Describe exported tables: types, permitted values and keys as a Table Schema (specs.frictionlessdata.io, v1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from archive.database.dictionary import Column, Table
from archive.record.changes import ChangeKind
from archive.record.history import Cause
from archive.warc.captures import RecordType, Role
from archive.warc.outcomes import OUTCOMES
from parsers.indicators.names.codes import codes
from parsers.record import (
    Bound,
    Completeness,
    DivisionLevel,
    FigureKind,
    Measure,
    SourceKind,
    Status,
)

Reference = tuple[str, str]
"""A table and the column of it that another column refers to."""

_TYPES: Final = {"INTEGER": "integer", "REAL": "number", "TEXT": "string", "": "string"}
_DOCUMENT_KINDS: Final = ("work_report", "livelihood_projects")

# By "table.column", or by the column's name where it means the same in every table.
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "divisions.level": get_args(DivisionLevel),
    "division_level": get_args(DivisionLevel),
    "runs.outcome": ("ok", "needs_a_person", "failed"),
    "documents.kind": _DOCUMENT_KINDS,
    "versions.kind": _DOCUMENT_KINDS,
    "document_kind": _DOCUMENT_KINDS,
    "source_kind": get_args(SourceKind),
    "completeness": get_args(Completeness),
    "cause": get_args(Cause),
    "captures.outcome": OUTCOMES,
    "captures.role": get_args(Role),
    "captures.record_type": get_args(RecordType),
    "measure": get_args(Measure),
    "indicators.kind": get_args(FigureKind),
    "panel.kind": get_args(FigureKind),
    "bound": get_args(Bound),
    "target_bound": get_args(Bound),
    "commitments.status": get_args(Status),
    "changes.kind": get_args(ChangeKind),
    "corrections.kind": ("indicators", "commitments", "versions"),
    "corrections.state": ("applied", "outdated", "misplaced"),
}
_DATES: Final = ("published_date", "delivered_date", "corrected_on")
_MOMENTS: Final = ("started_at", "finished_at", "fetched_at", "ordered_at", "first_seen", "last_seen", "gone_since",
                   "checked_at", "withdrawn_at", "refers_to_date")  # fmt: skip
_YES_OR_NO: Final = ("accepted", "preferred", "queued")
_JSON: Final = {"versions.why": "array", "commitments.quantities": "array", "runs.parameters": "object",
                "runs.summary": "object"}  # fmt: skip
# Views have no foreign keys of their own.
_OF_VIEWS: Final[Mapping[str, Mapping[str, Reference]]] = {
    "panel": {
        "indicator_id": ("indicators", "id"),
        "version_id": ("versions", "id"),
        "document_id": ("documents", "id"),
    },
    "conflicts": {
        "document_id": ("documents", "id"),
        "indicator_a_id": ("indicators", "id"),
        "indicator_b_id": ("indicators", "id"),
    },
}
_PRIMARY: Final = {"panel": "indicator_id"}


def references(table: Table) -> dict[str, Reference]:
    """Return what each column of a table refers to."""
    own = {
        column.name: (parent, key)
        for column in table.columns
        if column.refers_to
        for parent, _, key in [column.refers_to.partition(".")]
    }
    return {**own, **_OF_VIEWS.get(table.name, {})}


def table_schema(table: Table, keys: Mapping[str, Reference] | None = None) -> dict[str, Any]:
    """Return a table's schema; `keys` are the references that hold among the exported rows (default: none).

    An empty CSV field is null.
    """
    schema: dict[str, Any] = {
        "fields": [_field(table.name, column) for column in table.columns],
        "missingValues": [""],
    }
    names = {column.name for column in table.columns}
    primary = _PRIMARY.get(table.name, "id" if "id" in names else None)
    if primary:
        schema["primaryKey"] = primary
    if keys:
        schema["foreignKeys"] = [
            {
                "fields": column,
                # Table Schema: an empty resource name is the table itself.
                "reference": {"resource": "" if parent == table.name else parent, "fields": key},
            }
            for column, (parent, key) in keys.items()
        ]
    return schema


def _field(table: str, column: Column) -> dict[str, Any]:
    name = column.name
    field: dict[str, Any] = {"name": name, "type": _TYPES[column.type], "description": column.meaning}
    values = _values(table, name)
    if values:
        field["constraints"] = {"enum": list(values)}
    elif f"{table}.{name}" in _JSON:
        field["type"] = _JSON[f"{table}.{name}"]
    elif name in _DATES:
        field["type"] = "date"
    elif name in _MOMENTS:
        field["type"] = "datetime"
    elif name in _YES_OR_NO:
        field |= {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]}
    return field


def _values(table: str, name: str) -> tuple[str, ...]:
    if name == "indicator" and table in ("indicators", "ledger_indicators", "panel"):
        return (*codes(), "other")
    return _VALUES.get(f"{table}.{name}") or (_VALUES.get(name) or ())
