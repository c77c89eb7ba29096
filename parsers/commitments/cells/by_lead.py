"""Rows of a table with one cell a line and no numbers: who leads a project stands at one place of each row.

项目, 内容, 责任单位, 6月进展, 9月进展, and below them as many lines a row, or reports of several lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.commitments.cells import bare
from parsers.commitments.grid import roles
from parsers.commitments.grid.rows import Row, Span, span
from parsers.commitments.headings.lines import Line

_FEWEST: Final = 3  # heads, or rows where nothing else shows that they are some


def rows(text: str, lines: Sequence[Line], heads: Row) -> list[Row]:
    """Return the rows of a table with one cell a line and no numbers: each has its leading body at its place.

    Where the cells behind the body are more or fewer than its heads, and all of these report, they are one report.
    """
    leads = [at for at, head in enumerate(heads) if roles.of(head.text) == "lead"]
    if len(heads) < _FEWEST or not leads or not leads[0]:
        return []
    behind = heads[leads[0] + 1 :]
    starts = [at - leads[0] for at, line in enumerate(lines) if bare.names_bodies(line.text)]
    if behind and roles.of(behind[0].text) in ("support", "lead"):
        starts = starts[::2]  # each row has two cells of bodies
    if starts[:1] != [0] or any(b - a <= leads[0] for a, b in pairwise(starts)):
        return []
    reports = bool(behind) and all(roles.of(head.text) == "outcome" for head in behind)
    found: list[Row] = []
    for start, end in pairwise([*starts, len(lines)]):
        row = [span(text, line.start, line.end) for line in lines[start:end]]
        while len(row) > len(heads) and row[-1].text.endswith(("：", ":")):
            row.pop()  # the foot of the page
        if len(row) > len(heads) and end == len(lines) and not reports:
            row = row[: len(heads)]
        if len(row) != len(heads):
            rest = row[leads[0] + 1 :]
            if not reports or not rest:
                return []
            empty = [Span(rest[0].start, rest[0].start, "")] * (len(behind) - 1)
            row = [*row[: leads[0] + 1], *empty, span(text, rest[0].start, rest[-1].end)]
        found.append(row)
    return found if len(found) >= _FEWEST or reports else []
