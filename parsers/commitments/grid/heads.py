"""Heads of two rows: which column the second row divides (进度安排 into 第一季度 … 第四季度)."""

from __future__ import annotations

import itertools

from parsers.commitments.grid import roles
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import ORDINAL, Row
from parsers.text.patterns import lazy

_PERIOD = lazy(r"季度|半年|月(?:份|底)?$|^[\d.—-]{1,7}月")
_PLAN = lazy(r"安排|计划|节点")
_LONGEST = 20


def is_second(row: Row) -> bool:
    """Whether a row only divides columns of the head above it: two short heads or more, no number first."""
    cells = [cell.text for cell in row if cell.text]
    return (
        len(cells) > 1
        and ORDINAL.match(cells[0]) is None
        and all(len(cell) <= _LONGEST and (_PERIOD.search(cell) or roles.of(cell)) for cell in cells)
    )


def divide(head: Row, second: Row) -> tuple[Role | None, ...] | None:
    """The roles of the columns under a head of two rows; None where it is not sure what stands where.

    The second row is empty under the columns that it does not divide; each run of its words divides one
    cell of the head. What a plan says for the quarters is aside; of reports by month the last counts.
    """
    found: list[Role | None] = []
    outer = iter(head)
    for divides, run in itertools.groupby(second, key=lambda cell: bool(cell.text)):
        inner = list(run)
        over = list(itertools.islice(outer, 1 if divides else len(inner)))
        if len(over) != (1 if divides else len(inner)):
            return None
        if not divides:
            found += [roles.of(cell.text) for cell in over]
        elif not all(_PERIOD.search(cell.text) for cell in inner):
            found += [roles.of(cell.text) for cell in inner]
        elif roles.of(over[0].text) == "outcome" and not _PLAN.search(over[0].text):
            found.extend(["aside"] * (len(inner) - 1))
            found.append("outcome")
        else:
            found.extend(["aside"] * len(inner))
    return tuple(found) if next(outer, None) is None else None
