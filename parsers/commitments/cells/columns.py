"""The columns of a table whose cells only their words tell apart: by its heads, and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.commitments.cells import kinds
from parsers.commitments.cells.fitting import Placed
from parsers.commitments.cells.kinds import Column
from parsers.commitments.grid import heads, piped, roles, tables
from parsers.commitments.grid.rows import ORDINAL, Row, Span
from parsers.text.patterns import lazy

_BODIES = lazy(r"(?:单位|部门|公司|主体)(?:[（(].{1,8}[）)])?$")
_RATE = lazy(r"[（(][%％][）)]|率$|比例?$|百分比")
_PLAN = lazy(r"计划|安排|打算|下一?步|要求")
_PROGRESS = lazy(r"情况|进展|进度|安排|计划|投资|资金|目标|任务|单位")
_OUTER = lazy(
    r"(?:[（(](?P<n>[一二三四五六七八九十]{1,3})[）)][.．、]?|(?P<m>[一二三四五六七八九十]{1,3})[、.．])\s*(?=\S)"
)
_NUMBER = lazy(
    r"(?:[（(](?P<n>[一二三四五六七八九十\d]{1,3})[）)][.．、]?|(?P<m>[一二三四五六七八九十]{1,3}|\d{1,2})[、.．](?!\d))\s*(?=\S)"
)
_LONGEST_HEAD: Final = 20
_MOST: Final = 0.6  # share of rows


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, and its rows below the heads."""

    columns: tuple[Column, ...]
    rows: list[Row]
    own_numbers: bool  # the names have numbers of their own, beside the column of numbers
    money_unit: str | None

    def at(self, one: Placed, column: Column) -> Span | None:
        """Return the first cell of a row under a column of this role."""
        return next(
            (cell for role, cell in zip(self.columns, one.cells, strict=True) if role == column and cell),
            None,
        )

    def is_lead(self, row: Row) -> bool:
        """Decide whether a row is only the name of the group below it."""
        words = row[0].text
        return len(row) == 1 and ORDINAL.match(words) is None and not piped.is_project(words)


def of(head: Row, rows: list[Row]) -> Table | None:
    """Return the columns that the heads name, with places for what they don't; None where they name no project."""
    named = [(cell.text, roles.of(cell.text)) for cell in head]
    if len(rows) > 1 and _is_second(rows[0], rows[1]):
        named, rows = _divided(named, rows[0]), rows[1:]
    found: list[Column] = [_role(words, role) for words, role in named]
    if "ordinal" not in found:
        return None
    ordinal = found.index("ordinal")
    merged = [role for role in found[:ordinal] if role in ("name", "category", "content")]
    found = found[ordinal:] if len(merged) == ordinal else found
    if "name" not in found:
        if "content" not in found:
            return None
        found[found.index("content")] = "name"
    at = found.index("name")
    found = [*found[: at + 1], *("content" if role == "name" else role for role in found[at + 1 :])]
    if "lead" in found:  # 责任单位 before 建设单位
        led = found.index("lead")
        found = [*found[: led + 1], *("bodies" if role == "lead" else role for role in found[led + 1 :])]
    both = _has_both([cell.text for row in rows for cell in row])
    found[at : at + 1] = ["group", "outer", "part"] if both else ["group", "name"]
    if len(merged) == ordinal and ordinal:
        found.append("next_group")
    money = next((unit.group(1) for words, _ in named if (unit := tables.MONEY_UNIT.search(words))), None)
    return Table(tuple(found), rows, both or _own_numbers(rows), money)


def _role(words: str, role: roles.Role | None) -> Column:
    if role in (None, "aside") and _BODIES.search(words):
        return "bodies"
    if role in (None, "aside") and _PLAN.search(words):
        return "plan"
    if role == "outcome" and _RATE.search(words):
        return "status"
    return role


def _is_second(row: Row, below: Row) -> bool:
    """Decide whether a row only divides a head above it, and the first row follows."""
    numbered = ORDINAL.match(below[0].text) is not None
    short = all(
        len(cell.text) <= _LONGEST_HEAD and ORDINAL.match(cell.text) is None and "。" not in cell.text
        for cell in row
    )
    return len(row) > 1 and numbered and short and ORDINAL.match(row[0].text) is None


def _divided(named: list[tuple[str, roles.Role | None]], second: Row) -> list[tuple[str, roles.Role | None]]:
    """Return the heads with the last one that can have parts replaced by its parts."""
    at = max((n for n, (words, _) in enumerate(named) if _PROGRESS.search(words)), default=len(named) - 1)
    over = named[at][1]
    inner = [(cell.text, roles.of(cell.text)) for cell in second]
    if all(heads.PERIOD.search(words) for words, _ in inner):
        inner = [(words, "aside") for words, _ in inner[:-1]] + [(inner[-1][0], over)]
    elif all(role is None for _, role in inner):
        inner = [(words, over) for words, _ in inner]
    return [*named[:at], *inner, *named[at + 1 :]]


def _has_both(cells: Sequence[str]) -> bool:
    """Decide whether cells are numbered in two styles, so that the inner one counts parts."""
    return sum(_OUTER.match(cell) is not None for cell in cells) > 1 and any(map(kinds.INNER.match, cells))


def _own_numbers(rows: Sequence[Row]) -> bool:
    """Decide whether most rows have a cell with a number of its own before words: （一）…"""
    return sum(any(map(_OUTER.match, (cell.text for cell in row))) for row in rows) * 10 >= len(rows) * 8


def number_of(words: str) -> re.Match[str] | None:
    """Return the number before a name, as group n."""
    return _NUMBER.match(words)


def without_number(words: str) -> str:
    """Return a name without the number before it."""
    mark = _NUMBER.match(words) or kinds.INNER.match(words)
    return words[mark.end() :] if mark else words


def by_content(table: Table, placed: Sequence[Placed]) -> Table:
    """Return the table with columns corrected by what stands in them, the same one where nothing is to be corrected.

    A name merged over several rows of contents is their group; a column of reports that only says what is due is none;
    a column of remarks that are states says how far the projects are.
    """
    found = list(table.columns)
    rows = [one for row, one in zip(table.rows, placed, strict=True) if not table.is_lead(row)]

    def of_kind(at: int, *wanted: str) -> bool:
        cells = [one.cells[at] for one in rows]
        known = [kinds.of(cell.text) for cell in cells if cell is not None]
        return len(known) > 1 and sum(kind in wanted for kind in known) >= _MOST * len(known)

    for at, column in enumerate(table.columns):
        if column == "outcome" and found.count("outcome") > 1 and of_kind(at, "time"):
            found[at] = "aside"
        elif column in ("aside", None) and at and of_kind(at, "state"):
            found = ["aside" if role == "status" else role for role in found]
            found[at] = "status"
    if "name" in found and "content" in found:
        name, content = found.index("name"), found.index("content")
        present = [one.cells[name] is not None for one in rows]
        filled = [one.cells[content] is not None for one in rows]
        if sum(present) < len(rows) and sum(filled) > sum(present) and present[:1] == [True]:
            found[name], found[content] = "group", "name"
            found = [role for at, role in enumerate(found) if not (role == "group" and at == name - 1)]
    return table if tuple(found) == table.columns else replace(table, columns=tuple(found))
