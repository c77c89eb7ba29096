"""Blocks, the lines that every format reader returns, and the body text assembled from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.page import Cell, Mark, Table
from parsers.text.patterns import lazy

# White space at the ends of a paragraph is indentation; str.strip removes U+3000 and U+00A0 but not all of these.
_BREAKS = lazy(r"[\t\n][ \t\n]*")
_LONGEST_LEAD = 40
EDGES = (
    " \t\r\n\f\v\u00a0\u3000\u200b\ufeff\u2002\u2003\u2009\u202f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u200e\u200f"
)


def lead(text: str, bold: str) -> int:
    """Return the length of a line's bold first sentence with its full stop; 0 if the bold text is not a sentence."""
    if not bold or len(bold) > _LONGEST_LEAD or not text.startswith(bold):
        return 0
    end = len(bold)
    if bold[-1] != "。" and text[end : end + 1] == "。":
        end += 1
    return end if text[end - 1] == "。" and len(text) > end else 0


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a body: a paragraph, or a row of a table.

    `heading`: the markup makes it a heading; `level`: the heading's level if the markup states one; `table`: the
    number of the table that a row belongs to (None: a paragraph); `cells`: those of the row.
    """

    text: str
    heading: bool = False
    level: int | None = None
    table: int | None = None
    cells: tuple[str, ...] = ()
    widths: tuple[
        int, ...
    ] = ()  # the columns that each cell spans, 0 where one above covers it; () for 1 each
    links: int = 0
    linked: int = 0  # characters inside links
    lead: int = 0  # characters of a bold first sentence that is followed by the rest of its paragraph
    item: bool = False  # the first line of an item of a list by its markup: <li>


def row(
    cells: Sequence[str], table: int, links: int = 0, linked: int = 0, widths: Sequence[int] = ()
) -> Block:
    """Return a table row: its cells joined by tabs, with line breaks and tabs inside a cell as blanks."""
    plain = tuple(_BREAKS.sub(" ", cell.strip(EDGES)) for cell in cells)
    spans = tuple(widths) if any(width != 1 for width in widths) else ()
    return Block("\t".join(plain), False, None, table, plain, spans, links, linked)


def items_of(blocks: Iterable[Block]) -> tuple[int, ...]:
    """Return where the items of lists begin in the text of the blocks, before which browsers draw a number or a dot."""
    found, at = [], 0
    for block in blocks:
        if block.item:
            found.append(at)
        at += len(block.text) + 1
    return tuple(found)


def assemble(blocks: Sequence[Block]) -> tuple[str, tuple[Mark, ...], tuple[Table, ...]]:
    """Return the body text (blocks joined by line feeds) with the spans of its headings and tables."""
    marks: list[Mark] = []
    rows: dict[int, list[tuple[Cell, ...]]] = {}
    at = 0
    for block in blocks:
        if block.table is not None:
            cells, start = [], at
            for cell, width in zip(block.cells, block.widths or (1,) * len(block.cells), strict=True):
                cells.append(Cell(start, start + len(cell), width))
                start += len(cell) + 1
            rows.setdefault(block.table, []).append(tuple(cells))
        elif block.heading:
            marks.append(Mark(at, at + len(block.text), block.level))
        elif block.lead:
            marks.append(Mark(at, at + block.lead, None, run_in=True))
        at += len(block.text) + 1
    tables = tuple(
        Table(next(c.start for r in found for c in r), found[-1][-1].end, tuple(found))
        for found in rows.values()
    )
    return "\n".join(block.text for block in blocks), tuple(marks), tables
