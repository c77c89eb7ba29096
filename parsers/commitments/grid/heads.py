"""Heads of two rows: which column the second row divides (进度安排 into 第一季度 … 第四季度)."""

from __future__ import annotations

import itertools

from parsers.commitments.grid import roles, states
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import ORDINAL, Row
from parsers.text.patterns import lazy

PERIOD = lazy(r"季度|半年|月(?:份|底)?$|^[\d.—-]{1,7}月")
_PLAN = lazy(r"安排|计划|节点")
_MONEY = lazy(r"投资|资金|经费|预算")
_WORK = lazy(r"形象|工程|项目|实物|建设(?:内容|规模)")
_LONGEST = 20


def spans_columns(row: Row) -> bool:
    """Decide whether a cell of a head is over several columns, so that each column is known by its place."""
    return any(cell.width > 1 and cell.text for cell in row) and sum(bool(cell.text) for cell in row) > 1


def is_under(head: Row, row: Row) -> bool:
    """Decide whether a row only divides those cells of the head that span several columns."""
    if len(row) != len(head):
        return False
    divided = {at + n for at, cell in enumerate(head) if cell.width > 1 for n in range(cell.width)}
    filled = [at for at, cell in enumerate(row) if cell.text]
    return (
        len(filled) > 1 and divided.issuperset(filled) and max(len(row[at].text) for at in filled) <= _LONGEST
    )


def by_place(head: Row, second: Row | None) -> tuple[Role | None, ...]:
    """Return the roles of columns by their places under a head with cells over several columns."""
    found: list[Role | None] = []
    over: Role | None
    at = 0
    while at < len(head):
        width, over = head[at].width, roles.of(head[at].text)
        inner = [cell.text for cell in second[at : at + width]] if second and width > 1 else []
        if over == "outcome" and all(PERIOD.search(words) for words in inner):
            found.extend(["aside"] * (width - 1))
            found.append("aside" if _PLAN.search(head[at].text) else over)
        elif not any(inner):
            found += [over] * width
        else:
            under = states.newest(inner, tuple(_under(head[at].text, words) for words in inner))
            found += [role or ("aside" if over in under else None) for role in under]
        at += width
    return tuple(found)


def _under(head: str, words: str) -> Role | None:
    """Return the role of a column under a head over several: below 投资情况 both plan and 累计完成 are money."""
    role = roles.of(words)
    of_money = _MONEY.search(head) is not None and _WORK.search(head + words) is None
    return "aside" if of_money and role in ("content", "outcome", "status") else role


def is_second(row: Row) -> bool:
    """Whether a row only divides columns of the head above it: two short heads or more, no number first."""
    cells = [cell.text for cell in row if cell.text]
    return (
        len(cells) > 1
        and ORDINAL.match(cells[0]) is None
        and all(len(cell) <= _LONGEST and (PERIOD.search(cell) or roles.of(cell)) for cell in cells)
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
        elif not all(PERIOD.search(cell.text) for cell in inner):
            found += [_under(over[0].text, cell.text) for cell in inner]
        elif roles.of(over[0].text) == "outcome" and not _PLAN.search(over[0].text):
            found.extend(["aside"] * (len(inner) - 1))
            found.append("outcome")
        else:
            found.extend(["aside"] * len(inner))
    return tuple(found) if next(outer, None) is None else None
