"""Rows that hold several promises: a second one under a merged number, or one for each number in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.commitments import bodies
from parsers.commitments.grid.rows import Row, Span
from parsers.commitments.numbering import pieces, signs
from parsers.commitments.outcome import due, openings
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
            for mark, end in pieces.with_ends(marks, len(cell.text)):
                found.append([*row[:column], _piece(cell, mark.start(), end), *row[column + 1 :]])
        else:
            if parted and len(counted) >= _FEWEST_ROWS:
                return found
    return list(rows)


def of_bodies(rows: Sequence[Row], column: int, width: int, report: int | None) -> list[Row]:
    """Return the rows of a table that has one for each body, parted at the numbers that count the tasks of each.

    区教育局, 1.新增学位… 2.安装…: the numbers begin again in each cell. Cells beside that count as many (1.已完成。2.…)
    are parted with them, others stand for all tasks of their body; no row is parted whose report (in the column
    `report`) is neither so nor nothing but a state.
    """
    found, parted, counted = list[Row](), 0, 0
    for row in rows:
        parts = _counted_from_one(row[column]) if len(row) == width else []
        counted += bool(parts)
        said = row[report] if report is not None and parts else None
        each = said is None or not said.text or len(_counted_from_one(said)) == len(parts)
        apart = len(parts) > 1 and (each or (said is not None and openings.bare(said.text) == said.text))
        parted += apart
        found += _parted_at(row, column, parts) if apart else [row]
    return found if parted and counted >= _FEWEST_ROWS and counted * 2 > len(rows) else list(rows)


def _counted_from_one(cell: Span) -> list[Span]:
    """Return the parts of a cell that numbers count from 1 on without a gap; [] for other cells."""
    for style in _STYLES:
        first = style.match(cell.text)
        if first is None or signs.value(first.group(1)) != 1:
            continue
        marks = pieces.in_order(style, cell.text, 0, len(cell.text), first)
        if [signs.value(mark.group(1)) for mark in marks] == list(range(1, len(marks) + 1)):
            ends = pieces.with_ends(marks, len(cell.text))
            return [_piece(cell, mark.start(), end) for mark, end in ends]
    return []


def _piece(cell: Span, start: int, end: int) -> Span:
    words = cell.text[start:end].rstrip()
    return replace(cell, start=cell.start + start, end=cell.start + start + len(words), text=words)


def _parted_at(row: Row, column: int, parts: list[Span]) -> list[Row]:
    """Return a row for each part of its cell in a column, with the like part of the cells beside that have as many."""
    found: list[Row] = [list(row) for _ in parts]
    for at, cell in enumerate(row):
        own = parts if at == column else _counted_from_one(cell)
        if len(own) == len(parts):
            for one, part in zip(found, own, strict=True):
                one[at] = part if at == column else _piece(part, _number(part.text), len(part.text))
    return found


def _number(words: str) -> int:
    """Return where the words behind a number begin."""
    return next((mark.end() for style in _STYLES if (mark := style.match(words))), 0)
