"""Rows that hold several promises: a second one under a merged number, or one for each number in a cell."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from parsers.commitments import bodies
from parsers.commitments.grid.rows import Row, Span
from parsers.commitments.numbering import pieces, signs
from parsers.commitments.outcome import due
from parsers.text.patterns import lazy

DUE = lazy(r"[月日年底季万元]|前$")


def part(row: Row, width: int) -> list[Row]:
    """Part a row that holds a second promise under its number: 5, 建成公园。, 5月底前, 建成学校。, 12月底前.

    A promise begins behind a cell of the kind of the row's last one, when it is due or who leads it.
    """
    end = _end(row[-1].text)
    if end is None and len(row) > width and _end(row[width - 1].text) is not None:
        return [row[:width], *([cell] for cell in row[width:])] if all(map(_promises, row[width:])) else [row]
    if len(row) <= width or end is None:
        return [row]
    found: list[Row] = []
    begun = 0
    for at in range(2, len(row)):
        if at + 1 < len(row) and (_end(row[at].text) != end or _end(row[at + 1].text) is not None):
            continue
        if not any(len(cell.text) > 4 and not bodies.is_body(cell.text) for cell in row[begun:at]):
            return [row]
        part = row[begun : at + 1]
        found.append(_one_lead(part) if found else part)
        begun = at + 1
    return found


def _promises(cell: Span) -> bool:
    """Decide whether a cell is a sentence, and names neither bodies nor a time."""
    return len(cell.text) > 4 and cell.text.endswith("。") and not bodies.is_body(cell.text)


def _one_lead(row: Row) -> Row:
    """Return a row without a number, its leading bodies in one cell."""
    joined: Row = []
    for cell in row:
        if joined and _end(cell.text) == "lead" == _end(joined[-1].text):
            joined[-1] = Span(joined[-1].start, cell.end, f"{joined[-1].text}\n{cell.text}")
        else:
            joined.append(cell)
    return joined


_WHENEVER = lazy(rf"(?:{due.WHENEVER}|持续)[^，。；]{{0,6}}")


def _end(words: str) -> str | None:
    """Return what a cell says that may end a row: when a promise is due, who leads it, or neither."""
    if len(words) <= 14 and ((DUE.search(words) and words[:1].isdigit()) or _WHENEVER.fullmatch(words)):
        return "due"
    return "lead" if bodies.is_body(words) else None


_STYLES = pieces.INNER  # （1）, 1. and ①
_FEWEST_ROWS = 2


def run_on(rows: Sequence[Row], column: int, width: int) -> list[Row]:
    """Return the rows, those parted whose cells in a column count promises on from row to row.

    1.新增学位… 2.安装… in one row, 3.建设… in the next: the numbers count the promises. Where they begin again in each
    cell, they count the parts of one.
    """
    for style in _STYLES:
        last, found, parted = 0, list[Row](), 0
        counted = [row for row in rows if len(row) == width and row[column].text]
        for row in rows:
            if len(row) != width or not row[column].text:
                found.append(row)
                continue
            cell = row[column]
            first = style.match(cell.text)
            if first is None or signs.value(first.group(1)) != last + 1:
                break
            marks = pieces.in_order(style, cell.text, 0, len(cell.text), first)
            values = [signs.value(mark.group(1)) for mark in marks]
            if values != list(range(last + 1, last + 1 + len(marks))):
                break
            last += len(marks)
            parted += len(marks) > 1
            bounds = [mark.start() for mark in marks] + [len(cell.text)]
            for start, end in itertools.pairwise(bounds):
                words = cell.text[start:end].rstrip()
                piece = replace(
                    cell, start=cell.start + start, end=cell.start + start + len(words), text=words
                )
                found.append([*row[:column], piece, *row[column + 1 :]])
        else:
            if parted and len(counted) >= _FEWEST_ROWS:
                return found
    return list(rows)
