"""Put the cells of a row that has fewer or more than its table's head under the columns they belong to."""

from __future__ import annotations

from itertools import pairwise

from parsers.commitments import bodies
from parsers.commitments.grid import roles
from parsers.commitments.grid.columns import Columns
from parsers.commitments.grid.doubled import DUE
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import ORDINAL, Row, Span
from parsers.commitments.outcome import openings
from parsers.text.patterns import lazy

_MOST_EXTRA = 12  # lines that the cells of one row were broken into; more is no row
_SHARE = lazy(r"\d{1,4}(?:\.\d{1,3})?[%％]$")
_DAY = lazy(r"(?:计划|预计|拟|力争)?(?:\d{4}[.．年/-])?\d{1,2}(?:月|$)")


def align(row: Row, columns: Columns, *, merged: bool) -> list[Span | None]:
    """A row's cells under their columns; cells merged with the row above are None."""
    cells: list[Span | None] = list(row)
    missing = columns.width - len(cells)
    if missing < 0:
        return _narrowed(row, columns)
    if missing == 0:
        return cells
    above = merged and "content" in columns.roles and not any(ORDINAL.match(cell.text) for cell in row[:2])
    # Best score of the first cells under the first columns, and whether the last column is filled.
    scores = [[0.0] + [_NEVER] * len(cells)]
    filled: list[list[bool]] = []
    for role in columns.roles:
        before, here, taken = scores[-1], [scores[-1][0] + _absent(role, above)], [False]
        for count, cell in enumerate(row, start=1):
            put, skip = before[count - 1] + _fit(cell.text, role), before[count] + _absent(role, above)
            here.append(max(put, skip))
            taken.append(put > skip)
        scores.append(here)
        filled.append(taken)
    placed: list[Span | None] = []
    left = len(cells)
    for taken in reversed(filled):
        placed.append(cells[left - 1] if taken[left] else None)
        left -= taken[left]
    return placed[::-1]


_NEVER = -1e9


def _absent(role: Role | None, above: bool) -> float:
    """What it costs to leave a column out; `above` says that the name may be merged with the one above."""
    if role == "name" and above:
        return -0.5
    return -6.0 if role == "name" else -1.0 if role == "content" else 0.0


def _fit(words: str, role: Role | None) -> float:
    """How well a cell's words suit a column."""
    ordinal = ORDINAL.match(words) is not None
    if role == "ordinal":
        return 3.0 if ordinal else -4.0
    if ordinal:
        return -3.0
    if not words:
        return 0.0
    if role in ("lead", "support"):
        return 3.0 if bodies.is_body(words) or bodies.parse(words) else -3.0
    if role == "category":
        return 1.0 if len(words) <= 10 and "。" not in words else -2.0
    if role in roles.ASIDES:
        return 1.5 if len(words) <= 14 and DUE.search(words) else -0.5
    if role == "status":
        return 2.0 if _SHARE.match(words) or openings.bare(words) is not None else 0.0
    if bodies.is_body(words):
        return -1.0
    if _SHARE.match(words):
        return 0.5
    if _DAY.match(words):
        return -1.0
    sentence = words.endswith(("。", "；", ";")) or len(words) > 30
    return 1.0 + (0.5 if sentence == (role != "name") else 0.0)


def _narrowed(row: Row, columns: Columns) -> list[Span | None]:
    """A row of too many cells (a cell broken over lines): neighbours of one kind are joined."""
    if len(row) > columns.width + _MOST_EXTRA:
        return [*row[: columns.width]]
    cells = list(row)
    columns_of_bodies = sum(role in ("lead", "support") for role in columns.roles)
    while len(cells) > columns.width:
        named = [bodies.is_body(cell.text) for cell in cells]
        pairs = [at for at, (a, b) in enumerate(pairwise(named)) if at and a == b]
        if sum(named[1:]) > columns_of_bodies:  # a cell that names several bodies, one a line
            pairs.sort(key=lambda at: not named[at])
        at = pairs[0] if pairs else len(cells) - 2
        a, b = cells[at], cells[at + 1]
        cells[at : at + 2] = [Span(a.start, b.end, f"{a.text}\n{b.text}")]
    return list(cells)
