"""Read the promises of tables whose cells only their words tell apart; none where these leave doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.commitments.cells import bare, columns, fitting, kinds, streams
from parsers.commitments.cells.columns import Table
from parsers.commitments.cells.fitting import Placed
from parsers.commitments.grid import flat
from parsers.commitments.grid.rows import ORDINAL, Span
from parsers.commitments.headings.lines import Line
from parsers.commitments.headings.words import HOW_MANY
from parsers.commitments.lists import no_items
from parsers.commitments.parts import Item
from parsers.record import Problem

_LEAST: Final = 0.5  # mean score of a row's cells
_FEWEST: Final = 2


def read(text: str, lines: Sequence[Line]) -> list[Item]:
    """Return the promises of lines that are such a table; none where they are none, or where a cell is in doubt."""
    table, merged = _table(text, lines)
    if table is None:
        return []
    placed = fitting.fit(text, table.rows, table.columns)
    if (other := columns.by_content(table, placed)) is not table:
        table, placed = other, fitting.fit(text, other.rows, other.columns)
    return _items(table, placed, merged=merged) if _sure(table, placed) else []


def better(text: str, lines: Sequence[Line], listed: list[Item]) -> list[Item]:
    """Return the promises of such a table where others were read that cannot be right; else those.

    Where rows lost the places of merged cells, their words alone say what stands where.
    """
    table, merged = _table(text, lines)
    if table is None:
        return listed
    uneven = merged and len({len(row) for row in table.rows}) > 1
    if listed and not uneven and not _doubtful(text, listed):
        return listed
    found = read(text, lines)
    return listed if not found or _doubtful(text, found) else found


def are_cells(text: str, lines: Sequence[Line]) -> bool:
    """Decide whether lines are such a table, so that a sentence in one of them announces no list."""
    return _table(text, lines)[0] is not None


def unclear(text: str, lines: Sequence[Line]) -> list[Problem]:
    """Return the problem of such a table of which nothing was read; none where lines are no table."""
    table, _ = _table(text, lines)
    if table is None:
        return []
    count = sum(not table.is_lead(row) for row in table.rows)
    detail = f"{count} rows were counted, 0 could be distinguished"
    return [Problem("items_unclear", detail, lines[0].start, lines[-1].end)]


def _doubtful(text: str, listed: Sequence[Item]) -> bool:
    """Decide whether cells of other columns were read as promises or as those who lead them."""
    for item in listed:
        pieces = text[slice(*item.text)].split("\n")
        if any(bare.is_bare(piece) for piece in pieces if piece.strip("| \t")):
            return True
        if any(flat.GROUP.fullmatch(line) for line in (item.outcome or "").split("\n")[1:]):
            return True
        if item.lead is not None and (
            kinds.of(item.lead) in ("number", "time", "state") or any(map(str.isdigit, item.lead))
        ):
            return True
    return False


def _table(text: str, lines: Sequence[Line]) -> tuple[Table | None, bool]:
    """Return the table that lines are, and whether its rows share merged cells."""
    if not lines:
        return None, False
    barred = streams.of_bars(text, lines[0].start, _end(text, lines[-1].end))
    found = barred or streams.of_lines(text, lines)
    table = columns.of(*found) if found else None
    sure = found is not None and len(found[0]) >= streams.SURE_HEADS and barred is None
    enough = table is not None and len(table.rows) >= (1 if sure else _FEWEST)
    return table if enough else None, barred is not None


def _end(text: str, end: int) -> int:
    """Return where the edges behind the last cell end."""
    while end < len(text) and text[end] in "| \t\n":
        end += 1
    return end


def _sure(table: Table, placed: Sequence[Placed]) -> bool:
    """Decide whether the cells suit their columns, and every row has a promise or is a part of the one above."""
    rows = [(row, one) for row, one in zip(table.rows, placed, strict=True) if not table.is_lead(row)]
    if not all(one.score >= _LEAST * len(row) for row, one in rows):
        return False
    named = [table.at(one, "name") or table.at(one, "outer") or table.at(one, "part") for _, one in rows]
    return all(named)


def _items(table: Table, placed: Sequence[Placed], *, merged: bool) -> list[Item]:
    """Return an item for each row with a name; `merged`: a row without a leading body shares that above."""
    items: list[Item] = []
    outer: str | None = None
    inner: str | None = None
    lead: str | None = None
    for row, one in zip(table.rows, placed, strict=True):
        if table.is_lead(row):
            outer = _name_of(row[0])
            continue
        own = table.at(one, "lead")
        lead = own.text if own else lead if merged else None
        if (above := table.at(one, "group") or table.at(one, "category")) is not None:
            inner = _name_of(above)
        if (name := table.at(one, "name") or table.at(one, "outer")) is not None:
            above_it = items[-1] if items and merged and len(row) == 1 else None
            items.append(_item(table, one, name, row[0].start, row[-1].end, inner or outer, lead))
            if above_it is not None:  # its other cells are merged with those above
                items[-1].outcome, items[-1].status_text = above_it.outcome, above_it.status_text
        if (part := table.at(one, "part")) is not None and items:
            _add_part(items[-1], part, table.at(one, "outcome"), row[-1].end)
        if (after := table.at(one, "next_group")) is not None:
            outer, inner = _name_of(after), None
    names = {item.category for item in items}
    if len(names) == 1 and no_items.LIST_HEADING.words.match(names.pop() or ""):
        for item in items:
            item.category = None  # 区政府民生实事项目（3个） in a column of numbers: the list itself
    return items


def _name_of(group: Span) -> str:
    return HOW_MANY.sub("", columns.without_number("".join(group.text.split("\n")))).strip()


def _item(
    table: Table, one: Placed, name: Span, start: int, end: int, group: str | None, lead: str | None
) -> Item:
    ordinal = ORDINAL.match(number.text.rstrip("*＊")) if (number := table.at(one, "ordinal")) else None
    printed = ordinal.group(1) if ordinal else None
    begin = name.start
    if (mark := columns.number_of(name.text)) is not None:
        begin += mark.end()
        printed = (mark["n"] or mark["m"]) if table.own_numbers or printed is None else printed
    item = Item(printed, group, start, (begin, name.end), end)
    item.lead = "".join(lead.split("\n")) if lead else None
    for field in ("support", "outcome", "status", "deadline", "money", "money_source", "place"):
        cell = table.at(one, field)
        if cell is not None:
            setattr(item, "status_text" if field == "status" else field, "".join(cell.text.split("\n")))
    content = table.at(one, "content")
    item.target = content.text if content else None
    item.content = (content.start, content.end) if content else None
    item.money_unit = table.money_unit
    return item


def _add_part(item: Item, part: Span, report: Span | None, end: int) -> None:
    """Add a part to a project; reports that differ are its outcome, each behind the name of its part."""
    item.end = max(item.end, end)
    if report is None:
        return
    item.parts.append((columns.without_number(part.text), report.text))
    differ = len({words for _, words in item.parts}) > 1
    item.outcome = (
        "；".join(f"{name}：{words.rstrip('。；')}" for name, words in item.parts) if differ else report.text
    )
