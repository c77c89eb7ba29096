"""Rows of tables whose text has a cell a line, and of those whose rows lost the places of merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.commitments.cells import kinds, titles
from parsers.commitments.grid import flat, roles
from parsers.commitments.grid.rows import ORDINAL, Row, span
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import signs
from parsers.text.patterns import lazy

_FEWEST_ROWS: Final = 2
SURE_HEADS: Final = 6  # below so many one row is enough, where the page ends
_MOST_CELLS: Final = 40  # of a row
_FIRST_HEAD = lazy(r"序\s*号\s*\|")
_EDGES = lazy(r"\|")


def of_lines(text: str, lines: Sequence[Line]) -> tuple[Row, list[Row]] | None:
    """Return the heads and rows of a table with one cell a line, each row from its number on; None for another form.

    A cell before the number of a row (the name of a group, merged over its rows) stands at the end of the row above.
    """
    found = titles.find(text, lines)
    if found is None:
        return None
    heads, first = found
    before = next((at for at, head in enumerate(heads) if roles.of(head.text) == "ordinal"), 0)
    rows: list[Row] = []
    expected = 1
    for at in range(first, len(lines)):
        cell = span(text, lines[at].start, lines[at].end)
        value = _number(cell.text)
        begins = value is not None and at + 1 < len(lines) and _names(lines[at + 1].text)
        if (
            at + 1 < len(lines)
            and flat.GROUP.fullmatch(cell.text)
            and _number(lines[at + 1].text) is not None
        ):
            rows.append([cell])
        elif begins and (
            0 <= (value or 0) - expected <= 1 or (value == 1 and before and expected > _FEWEST_ROWS)
        ):
            expected = (value or 0) + 1
            rows.append([cell])
        elif rows:
            rows[-1].append(cell)
    if rows:
        rows[-1] = flat.without_note(rows[-1], len(heads))
    if len(rows) < (1 if len(heads) >= SURE_HEADS else _FEWEST_ROWS) or max(map(len, rows)) > _MOST_CELLS:
        return None
    above = [[span(text, line.start, line.end)] for line in lines[max(0, first - max(before, 1)) : first]]
    return heads, [*above, *rows] if before or flat.GROUP.fullmatch(lines[first - 1].text) else rows


def _number(words: str) -> int | None:
    printed = ORDINAL.match(words.rstrip("*＊"))
    return signs.value(printed.group(1)) if printed else None


def _names(words: str) -> bool:
    """Decide whether a cell behind a number may be a project's name."""
    return kinds.of(words) in ("words", "perhaps_body", "body")


def of_bars(text: str, start: int, end: int) -> tuple[Row, list[Row]] | None:
    """Return the heads and rows of a table whose cells | ends, one a line or a row a line; None for another form.

    A merged cell leaves none behind, and the row has as many | more at its end: what stands where is not said.
    """
    first = _FIRST_HEAD.search(text, start, end)
    if first is None:
        return None
    at = first.start()
    if by_lines := _row_a_line(text, at, end):
        return by_lines[0], by_lines[1:]
    edges = [edge.start() for edge in _EDGES.finditer(text, at, end)]
    for width in _widths(text, edges, at, end):
        rows = _split(text, edges, at, width)
        if rows is not None and len(rows) > _FEWEST_ROWS:
            return rows[0], rows[1:]
    return None


def _row_a_line(text: str, at: int, end: int) -> list[Row]:
    """Return the rows of a table with a row a line; none where a line has one cell, or an empty one between others."""
    rows: list[Row] = []
    for line in text[at:end].split("\n"):
        pieces = line.rstrip("| \t\u3000").split("|")
        begin = at
        row: Row = []
        for piece in pieces:
            row.append(span(text, begin, begin + len(piece)))
            begin += len(piece) + 1
        at += len(line) + 1
        if not line.strip("|-: \t\u3000"):
            continue
        if not all(cell.text for cell in row):
            return []
        rows.append(row)
    whole = sum(len(row) > _FEWEST_ROWS for row in rows)
    return rows if len(rows) > _FEWEST_ROWS and whole * 10 >= len(rows) * 7 else []


def _widths(text: str, edges: list[int], at: int, end: int) -> list[int]:
    """Return how many | a row may have: as many as stand before the ends of the first lines that close one."""
    stops = [m.end() for m in re.finditer(r"\|[ \t]*(?:\n(?!\s*\|)|\Z)", text[at:end])]
    counts = [sum(edge < at + stop for edge in edges) for stop in stops[:_MOST_CELLS]]
    return [count for count in counts if 2 < count <= _MOST_CELLS]


def _split(text: str, edges: list[int], at: int, width: int) -> list[Row] | None:
    """Return the rows of so many | each, without empty cells; None where one does not end at a line's end."""
    rows: list[Row] = []
    begin = at
    for stop in range(width - 1, len(edges), width):
        close = edges[stop]
        line_end = text.find("\n", close)
        if text[close + 1 : line_end if line_end >= 0 else len(text)].strip():
            return None
        row: Row = []
        for edge in edges[stop - width + 1 : stop + 1]:
            cell = span(text, begin, edge)
            if cell.text and set(cell.text) - set("-: \t"):
                row.append(cell)
            begin = edge + 1
        if row:
            rows.append(row)
    return rows
