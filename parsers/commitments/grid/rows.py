"""Cells and rows of tables: those that the markup gives, and those of one line."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.commitments.headings.lines import Line
from parsers.page import Table
from parsers.text.patterns import lazy

ORDINAL = lazy(
    r"^[（(]?(?:第|实事|项目|工程|民生实事)?(\d{1,3}|[一二三四五六七八九十]{1,3})[件项号]?[）)]?[.、．]?$"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A cell's words in the page's text, without white space around them."""

    start: int
    end: int
    text: str
    width: int = 1  # the columns that the cell spans; 0 where one above covers it


Row = list[Span]
_MOST_COLUMNS = 40


def of_markup(text: str, table: Table) -> list[Row]:
    """Return the rows of a table that the markup gives; a cell over several columns is followed by empty ones."""
    found: list[Row] = []
    for cells in table.rows:
        spans: Row = []
        for cell in cells:
            words = span(text, cell.start, cell.end)
            width = min(cell.width, max(1, _MOST_COLUMNS - len(spans)))
            spans.append(Span(words.start, words.end, words.text, width))
            spans += [Span(words.end, words.end, "")] * (width - 1)
        found.append(spans)
    return found


def span(text: str, start: int, end: int) -> Span:
    """Return a piece of a text as a cell."""
    raw = text[start:end]
    words = raw.strip()
    at = start + (raw.index(words) if words else 0)
    return Span(at, at + len(words), words)


def cells(line: Line) -> Row:
    """Return the cells of a line, by their places in the line."""
    return of_line(line.text, Line(0, len(line.text), line.text))


def of_line(text: str, line: Line) -> Row:
    """Return the cells of a line, by their places in the text; tabs part them, or | where there is no tab."""
    found, at = [], line.start
    between = "\t" if "\t" in line.text or "|" not in line.text else "|"
    for piece in text[line.start : line.end].split(between):
        found.append(span(text, at, at + len(piece)))
        at += len(piece) + 1
    return found
