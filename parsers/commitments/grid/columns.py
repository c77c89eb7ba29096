"""Which column of a table is what, where its cells say otherwise than its head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.commitments import bodies
from parsers.commitments.grid.roles import ASIDES, Role
from parsers.commitments.grid.rows import Row


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field of a promise, and the role of every column."""

    ordinal: int | None
    category: int | None
    text: int
    outcome: int | None
    status: int | None
    lead: int | None
    support: int | None
    content: int | None
    width: int
    roles: tuple[Role | None, ...]
    parts: int | None = None  # of the parts of a project, where the names' head is over two columns
    joined: int | None = (
        None  # of names that span this column and that of the promises, their categories in others
    )
    money_unit: str | None = None  # of the cells under a head of money


def cells_decide(rows: list[Row], columns: Columns) -> Columns:
    """Return the columns, corrected by what stands in them.

    A column 单位 of units (万人, 公里) names no bodies, and 备注 may.
    """
    units = _cells(rows, columns, columns.lead) if columns.lead is not None else []
    if units and not any(len(cell) > 1 and (bodies.is_body(cell) or bodies.parse(cell)) for cell in units):
        columns = replace(columns, lead=_of_bodies(rows, columns))
    return columns


def _of_bodies(rows: list[Row], columns: Columns) -> int | None:
    for at, role in enumerate(columns.roles):
        cells = _cells(rows, columns, at)
        other = role in ASIDES or (role == "lead" and at != columns.lead)
        if other and cells and sum(map(bodies.is_body, cells)) * 3 > len(cells) * 2:
            return at
    return None


def _cells(rows: list[Row], columns: Columns, at: int) -> list[str]:
    return [row[at].text for row in rows if len(row) == columns.width and row[at].text]
