"""Part reports, bodies and times that stand in columns which only spaces part: 农村公路  80公里  完成65公里"""

from __future__ import annotations

from typing import Literal

from parsers.commitments import bodies, status
from parsers.commitments.numbering.between import EDGE
from parsers.commitments.outcome import due
from parsers.commitments.parting import brackets
from parsers.commitments.parts import Item, most
from parsers.text.patterns import lazy

_CELL = lazy(r"(?=[\t \u3000])(?:[ \t]*\u3000+[ \t]*|[ \t]{2,})")


def last_column(text: str, items: list[Item], *, done: bool) -> None:
    """Part reports in a last column that only spaces part, where most items have one: 农村公路  80公里  完成65公里

    In a list that is not one of things done only bare words of status are reports, and no deadline: 年底完成.
    """
    _columns(text, items, done=done)
    said = 0
    for item in items:
        gaps = list(_CELL.finditer(text, *item.text)) if item.outcome is None else []
        said += bool(gaps) and brackets.reports(text[gaps[-1].end() : item.text[1]], done=done)
    if not most(said, items):
        return
    for item in items:
        gaps = list(_CELL.finditer(text, *item.text)) if item.outcome is None else []
        if gaps:
            item.part(text, gaps[-1].start(), gaps[-1].end())


_LONGEST_TIME = 14
_DATE = lazy(r"[月年日底]|季度")  # 计划12处 is no time
_FEWEST_CELLS = 2
_Field = Literal["lead", "outcome", "deadline"]


def _columns(text: str, items: list[Item], *, done: bool) -> None:
    """Part the bodies, times and reports of columns that only spaces part, where most items have two or more such.

    新建公园2个　　区住建局　　年底完成
    """
    fit: list[tuple[Item, int, list[tuple[_Field | None, str]]]] = []
    for item in items:
        gaps = list(_CELL.finditer(text, *item.text)) if item.outcome is None else []
        if len(gaps) < _FEWEST_CELLS:
            continue
        starts = [gap.end() for gap in gaps]
        ends = [*(gap.start() for gap in gaps[1:]), item.text[1]]
        cells = [text[start:end].strip(EDGE) for start, end in zip(starts, ends, strict=True)]
        kinds = [_kind(cell, done=done) for cell in cells]
        if None not in kinds:
            fit.append((item, gaps[0].start(), list(zip(kinds, cells, strict=True))))
    if not most(len(fit), items):
        return
    for item, end, fields in fit:
        for kind, cell in fields:
            if kind is not None and getattr(item, kind) is None:
                setattr(item, kind, cell)
        item.text = (item.text[0], end)


def _kind(cell: str, *, done: bool) -> _Field | None:
    """Return what a cell beside a promise is: bodies, how far it is, when it is due; None for anything else."""
    if bodies.parse(cell) is not None:
        return "lead"
    if brackets.reports(cell, done=done) or (done and status.judge(cell, "") != "unstated"):
        return "outcome"
    dated = len(cell) <= _LONGEST_TIME and _DATE.search(cell) is not None
    return "deadline" if dated and due.is_due(cell) else None
