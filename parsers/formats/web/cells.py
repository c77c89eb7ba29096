"""The rows and cells of a table in a page's tree."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def table_rows(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the rows of this table, not of nested tables."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def cells_of(tr: LexborNode) -> list[LexborNode]:
    """Return the cells of a row."""
    return [cell for cell in tr.iter() if cell.tag in ("td", "th")]


def has_table(cell: LexborNode) -> bool:
    """Return whether a cell contains a table."""
    return any(node.tag == "table" for node in cell.traverse())


def span(cell: LexborNode, name: str) -> int:
    """Return how many columns or rows a cell covers (`colspan`, `rowspan`); 1 where that is not a number."""
    value = (cell.attributes.get(name) or "1").strip()
    return min(int(value), 1000) if value.isdecimal() and value.isascii() else 1
