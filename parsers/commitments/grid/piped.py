"""The rows of a table whose cells | or commas part, a row a line: heads over two lines, rows with merged cells."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from parsers.commitments import bodies, status
from parsers.commitments.grid import roles
from parsers.commitments.grid.rows import ORDINAL, Row, Span, of_line, span
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
        elif found and _edged(text, line) and is_project(line.text):
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


def is_project(words: str) -> bool:
    """Decide whether a cell by itself is a project, and no name of a group of rows."""
    return _DIGIT.search(words) is not None and uncounted.reads_as_project(words)


_COMMA = lazy(r"[,，]")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_FIRST_LINES = 8
_PROMISE = ("name", "content")  # where one of them ends and the other begins changes no other cell
_MOST_COMMAS = 4  # more than the head has


def with_commas(text: str, lines: Sequence[Line]) -> list[Row]:
    """Return the heads and rows of a table whose cells only commas part; empty where the lines are none.

    1,新建学校2所,区教育局,已完成 below 序号,项目名称,责任单位,完成情况. More commas in a row are in the cells that
    let all cells fit their columns; where none or several ways do, the lines are no table.
    """
    head = next((at for at, line in enumerate(lines[:_FIRST_LINES]) if _is_comma_head(text, line)), None)
    if head is None:
        return []
    heads = _at_commas(text, lines[head])
    columns = [roles.of(cell.text) for cell in heads]
    found: list[Row] = []
    for line in lines[head + 1 :]:
        row = _at_commas(text, line)
        if len(row) < len(heads) or not ORDINAL.match(row[0].text):
            break
        ways = _ways(row, columns)
        apart = {
            tuple(cell for cell, role in zip(way, columns, strict=True) if role not in _PROMISE)
            for way in ways
        }
        if len(apart) != 1:
            return []
        found.append([span(text, row[a].start, row[b - 1].end) for a, b in ways[0]])
    return [heads, *found] if len(found) >= _FEWEST_ROWS else []


def _ways(row: Row, columns: Sequence[roles.Role | None]) -> list[list[tuple[int, int]]]:
    """Return how the pieces of a row may be joined to cells that fit their columns; as they are, where as many."""
    over = len(row) - len(columns)
    if over == 0:
        return [[(at, at + 1) for at in range(len(row))]]
    if over > _MOST_COMMAS:
        return []
    found = []
    for edges in itertools.combinations(range(2, len(row)), len(columns) - 2):
        cells = list(itertools.pairwise((0, 1, *edges, len(row))))
        if all(
            _fits(piece.text, role) for (a, b), role in zip(cells, columns, strict=True) for piece in row[a:b]
        ):
            found.append(cells)
    return found


def _fits(words: str, role: roles.Role | None) -> bool:
    """Decide whether words between commas may stand in a column: bodies only where bodies do, no state as a promise."""
    if role in ("lead", "support"):
        return not words or bodies.is_body(words)
    if bodies.parse(words) is not None:
        return False
    says_state = status.judge(words, "") != "unstated"
    if role in ("name", "content", "category"):
        return not says_state or uncounted.reads_as_project(words)
    return role not in ("status", "deadline", "money") or _DIGIT.search(words) is not None or says_state


def _is_comma_head(text: str, line: Line) -> bool:
    row = _at_commas(text, line)
    known = [roles.of(cell.text) for cell in row]
    return len(row) >= _FEWEST_CELLS and known[0] == "ordinal" and None not in known


def _at_commas(text: str, line: Line) -> Row:
    at = line.start
    row: Row = []
    for comma in _COMMA.finditer(text, line.start, line.end):
        row.append(span(text, at, comma.start()))
        at = comma.end()
    row.append(span(text, at, line.end))
    return row
