"""Tables whose names stand in two columns under one head: projects and their parts, or numbers and projects."""

from __future__ import annotations

from dataclasses import replace

from parsers.commitments.grid.columns import Columns
from parsers.commitments.grid.rows import ORDINAL, Row, Span
from parsers.commitments.parts import Item


def with_parts(head: Row, below: list[Row], columns: Columns | None) -> Columns | None:
    """Return the columns with that of a project's parts: names under one head over two columns, some over both."""
    if columns is None or head[columns.text].width != 2 or columns.text + 1 >= columns.width:
        return columns
    first = [row[columns.text].text for row in below if len(row) == columns.width and row[columns.text].text]
    if first and all(ORDINAL.match(words) for words in first):
        return replace(columns, ordinal=columns.text, text=columns.text + 1, content=None)
    if not any(len(row) == columns.width and row[columns.text].width == 2 for row in below):
        return columns
    parts = columns.text + 1
    further = [at for at, role in enumerate(columns.roles) if role == "content" and at > parts]
    for target in further[:1]:
        own = [row[target].text for row in below if len(row) == columns.width and not row[columns.text].text]
        if own and all(own):  # each part has a target of its own: the parts are what was promised
            return replace(columns, joined=columns.text, category=columns.text, text=parts, content=target)
    return replace(columns, parts=parts, content=further[0] if further else None)


def in_one_column(row: Row, columns: Columns) -> Row:
    """Return a row with a name over two columns in that of the promises."""
    if columns.joined is None or len(row) != columns.width or row[columns.joined].width != 2:
        return row
    name = row[columns.joined]
    empty = Span(name.start, name.start, "")
    return [*row[: columns.joined], empty, name, *row[columns.text + 1 :]]


def is_part(cells: list[Span | None], columns: Columns) -> bool:
    """Decide whether a row is a further part of the project above: its name is merged with that above."""
    if columns.parts is None:
        return False
    name, part = cells[columns.text], cells[columns.parts]
    return (name is None or not name.text) and part is not None and bool(part.text)


def add_part(item: Item, cells: list[Span | None], columns: Columns) -> None:
    """Add a part to a project, with its report; reports that differ are the outcome, each behind its part's name."""
    item.end = max([item.end, *(cell.end for cell in cells if cell is not None and cell.text)])
    part = cells[columns.parts] if columns.parts is not None else None
    report = cells[columns.outcome] if columns.outcome is not None else None
    if part is None or not part.text or report is None or not report.text:
        return
    item.parts.append((part.text, report.text))
    if len({words for _, words in item.parts}) > 1:
        item.outcome = "；".join(f"{name}：{words.rstrip('。；')}" for name, words in item.parts)
