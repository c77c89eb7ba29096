"""The rows and cells of a table in a page's tree, and whether they are data or the layout of the page."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from parsers.formats.white_space import tidy

# White space of the source between these and the next element is layout.
_ENDS_LINE = frozenset(("p", "div", "section", "table", "ul", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6"))
_LAYOUT_CELL = 1500  # characters; a longer cell with several paragraphs is page layout


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


def is_data(table: LexborNode) -> bool:
    """Decide whether a table holds data: several rows of several cells, and no cell that is page layout."""
    rows = [cells_of(tr) for tr in table_rows(table)]
    if len(rows) < 2 or sum(len(cells) >= 2 for cells in rows) * 2 < len(rows):
        return len(rows) == 1 and len(rows[0]) >= 3 and not any(map(has_table, rows[0]))
    return not any(has_table(cell) or _is_layout(cell) for cells in rows for cell in cells)


def _is_layout(cell: LexborNode) -> bool:
    """Decide whether a cell holds a part of the page: many paragraphs of its own, and much text."""
    parts, before = 0, ""
    for child in cell.iter(include_text=True):
        name = child.tag or ""
        if not child.is_text_node or not (before in _ENDS_LINE and (child.text_content or "").isspace()):
            parts += 1
        before = name
    if parts <= 8 or sum(node.tag in ("p", "br", "div") for node in cell.traverse()) <= 8:
        return False
    return len(tidy(cell.text())) > _LAYOUT_CELL
