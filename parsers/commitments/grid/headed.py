"""Tables known by a row of heads (序号, 项目名称, 完成情况), wherever on the page they stand."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.commitments.grid import flat, roles, rows, tables
from parsers.commitments.headings.lines import Line, body_lines
from parsers.commitments.parts import Item
from parsers.commitments.segments import likeness
from parsers.page import Page

_FEWEST_HEADS = 3
_LEAST = 0.6  # mean grade of its promises, in their own words or with what is to be done
_MOST_TABLES = 40
_LONGEST_GROUP = 40


def find(page: Page) -> Iterator[list[Item]]:
    """Yield the promises of each such table; tables of anything else (contacts, budgets) yield none."""
    if not page.tables and "\t" not in page.text:
        return
    if page.tables and page.format != "text":
        grids = [(rows.of_markup(page.text, table), True) for table in page.tables[:_MOST_TABLES]]
    else:
        grids = [(flat.of_lines(page.text, lines), False) for lines in flat_tables(body_lines(page.text))]
    for grid, merged in grids:
        if grid and is_head(grid[0]):
            found = tables.read(grid, merged=merged)
            words = [f"{page.text[slice(*item.text)]}：{item.target or ''}" for item in found]
            if len(found) > 1 and likeness.mean(words) >= _LEAST:
                yield found


def is_head(row: rows.Row) -> bool:
    """Decide whether a row is the heads of a table of promises: a number, a name or what is to be done, and others."""
    known = [roles.of(cell.text) for cell in row if cell.text]
    if len(known) < _FEWEST_HEADS or not ("name" in known or "content" in known):
        return False
    others = {role for role in known if role in ("ordinal", "outcome", "status", "lead")}
    return len(others) > 0 and known.count(None) * 3 <= len(known)


def flat_tables(lines: list[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each table flattened to tabs: from a row of heads to the first line that is no row."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if "\t" not in line.text or not is_head(rows.cells(line)):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and _goes_on(lines, end):
            end += 1
        yield tuple(lines[at:end])
        at = end


def _goes_on(lines: list[Line], at: int) -> bool:
    """Decide whether a line is a row, a cell that goes on, or a group's name between rows."""
    line = lines[at]
    if "\t" in line.text or line.tabbed:
        return True
    below = lines[at + 1] if at + 1 < len(lines) else None
    return below is not None and ("\t" in below.text or below.tabbed) and len(line.text) <= _LONGEST_GROUP
