"""The rows of a table whose cells | parts, a row a line: heads over two lines, rows that share merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.grid import roles
from parsers.commitments.grid.rows import ORDINAL, Row, Span, of_line
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import uncounted
from parsers.text.patterns import lazy

_DIGIT = lazy(r"\d")
_MOST_HEAD_LINES = 3


def read(text: str, heads: Row, lines: Sequence[Line]) -> list[Row]:
    """Return the heads, with those that go on in the next lines, and the rows below.

    A line that has the edges of cells and one project in it shares the number and the other
    cells of the row above: 新增学位810个 | |||| .
    """
    heads, after = _whole_head(text, heads, lines)
    found: list[Row] = []
    for line in lines[after:]:
        if "|" in line.text:
            found.append(of_line(text, line))
        elif found and _edged(text, line) and _is_project(line.text):
            empty = Span(line.start, line.start, "")
            rest = [Span(line.end, line.end, "")] * (len(heads) - 2)
            found.append([empty, Span(line.start, line.end, line.text), *rest])
    return [heads, *found]


def _whole_head(text: str, heads: Row, lines: Sequence[Line]) -> tuple[Row, int]:
    """Return the heads with those of the lines below, up to the first numbered row, where all of these are heads.

    A line with one cell may end the head above it that says nothing by itself: 1-10月, and below it 完成数.
    """
    further: Row = list(heads)
    for at, line in enumerate(lines[: _MOST_HEAD_LINES + 1]):
        row = of_line(text, line)
        if ORDINAL.match(row[0].text):
            return (further, at) if at else (heads, 0)
        last = further[-1]
        if len(row) == 1 and roles.of(last.text) is None and roles.of(last.text + row[0].text):
            further[-1] = Span(last.start, row[0].end, f"{last.text}{row[0].text}")
        elif all(roles.of(cell.text) for cell in row):
            further += row
        else:
            break
    return heads, 0


def _edged(text: str, line: Line) -> bool:
    """Decide whether the edge of a cell stands behind the words of a line."""
    stop = text.find("\n", line.end)
    return "|" in text[line.end : stop if stop >= 0 else len(text)]


def _is_project(words: str) -> bool:
    """Decide whether a cell by itself is a project, and no name of a group of rows."""
    return _DIGIT.search(words) is not None and uncounted.reads_as_project(words)
