"""Of several columns that report, find the newest, and the one that only says how far each project is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.commitments import status
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import Row
from parsers.text.patterns import lazy

_DATED = lazy(r"月|季度|半年|累计")
_PERIOD = lazy(r"[\d一二三四五六七八九十至—–~.、-]{0,8}(?:月份?|季度|半年)|[上下前第截至到底]|[本当]月|累计")
_LONGEST_STATE: Final = 14


def newest(heads: Sequence[str], found: tuple[Role | None, ...]) -> tuple[Role | None, ...]:
    """Return the roles with only the last of the columns that report month by month (1-10月, 1-11月) as an outcome.

    Or of those for the month alone and for all of the year (本月进展, 累计进展).
    """
    dated = [at for at, role in enumerate(found) if role == "outcome" and _DATED.search(heads[at])]
    names = {at: _PERIOD.sub("", "".join(heads[at].split())) for at in dated}
    older = {at for at in dated for later in dated if later > at and names[later] == names[at]}
    return tuple("aside" if at in older else role for at, role in enumerate(found))


def mark(found: tuple[Role | None, ...], rows: Sequence[Row]) -> tuple[Role | None, ...]:
    """Return the roles with `status` for the reporting column whose cells are nothing but a status.

    Rows with fewer cells than the head do not count. Nothing changes where there is a column of the status
    already, or where fewer than two columns report.
    """
    reports = [at for at, role in enumerate(found) if role == "outcome"]
    if "status" in found or len(reports) < 2:
        return found
    full = [row for row in rows if len(row) == len(found)]
    short = [
        at for at in reports if _is_state([row[at].text.strip() for row in full if row[at].text.strip()])
    ]
    if len(short) != 1:
        return found
    return tuple("status" if at == short[0] else role for at, role in enumerate(found))


def _is_state(cells: Sequence[str]) -> bool:
    states = sum(len(cell) <= _LONGEST_STATE and status.judge(cell, "") != "unstated" for cell in cells)
    return len(cells) >= 2 and states * 5 >= len(cells) * 4
