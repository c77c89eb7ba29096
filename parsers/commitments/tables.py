"""Promises in tables: those that the markup gives, and those flattened to tabs and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from parsers.commitments import bodies, roles
from parsers.commitments.items import Item
from parsers.commitments.regions import Line
from parsers.commitments.roles import Role
from parsers.page import Table

_ORDINAL = re.compile(r"^[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?$")
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)")
_GROUP = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])\s*")
_COUNTED = re.compile(r"[（(]\s*(?:共|计)?\s*\d{1,3}\s*[项件个条][^（()）]{0,6}[）)]$")


@dataclass(frozen=True, slots=True)
class Span:
    """A cell's words in the page's text, without white space around them."""

    start: int
    end: int
    text: str


Row = list[Span]


def of_markup(text: str, table: Table) -> list[Row]:
    """The rows of a table that the markup gives."""
    return [[_span(text, cell.start, cell.end) for cell in row] for row in table.rows]


def _span(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    words = raw.strip()
    at = start + (raw.index(words) if words else 0)
    return Span(at, at + len(words), words)


def of_lines(text: str, lines: tuple[Line, ...]) -> list[Row]:
    """The rows of a table that was flattened to tabs and lines; empty where the lines are no table.

    A new cell begins after each tab; where the text has one cell a line, at each line. A row
    begins at the next number of the first column, or is a line of its own.
    """
    head = _flat_head(text, lines)
    if head is None:
        return []
    heads, after = head
    rest = lines[after:]
    if after and len(_words(text, lines[after - 1])) == len(heads) > 2:
        return [heads, *_spaced(text, rest, len(heads))]
    tabs = any("\t" in line.text or line.tabbed for line in rest)
    numbered = roles.of(heads[0].text) == "ordinal"
    if not numbered:
        return [heads, *([_cells(text, line) for line in rest] if tabs else [])]
    rows: list[Row] = [heads]
    expected, one_a_line = 1, not tabs
    for at, line in enumerate(rest):
        cells = _cells(text, line)
        printed = None if line.tabbed else _ORDINAL.match(cells[0].text)
        if printed and _follows(printed.group(1), expected, first=len(rows) == 1):
            expected = int(printed.group(1)) + 1
            rows.append(cells)
            one_a_line = len(cells) == 1 and not (at + 1 < len(rest) and rest[at + 1].tabbed)
        elif len(rows) == 1:
            continue
        elif line.tabbed or one_a_line:
            rows[-1].extend(cells)
        elif len(rows[-1]) >= len(heads) and not bodies.is_body(cells[0].text):
            continue  # a further line of a merged row: which column it stands in is not known
        else:
            last = rows[-1][-1]
            rows[-1][-1] = _span(text, last.start, cells[0].end)
            rows[-1].extend(cells[1:])
    return rows


_WORD = re.compile(r"\S+")


def _words(text: str, line: Line) -> Row:
    """The words of a line that spaces part and no tab."""
    if "\t" in line.text:
        return []
    return [Span(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, line.start, line.end)]


def _spaced(text: str, lines: tuple[Line, ...], width: int) -> list[Row]:
    """Rows whose cells only spaces part: number, words without a space …, the rest of the line.

    A cell that runs into the next without a space ends at its first 。
    """
    rows: list[Row] = []
    for line in lines:
        words = _words(text, line)
        printed = _ORDINAL.match(words[0].text) if len(words) > 2 else None
        if printed is None or not _follows(printed.group(1), len(rows) + 1, first=not rows):
            continue
        cells = words[: width - 1]
        for at, cell in enumerate(cells):
            if stop := cell.text.find("。") + 1:
                cells = [*cells[:at], _span(text, cell.start, cell.start + stop)]
                break
        rest = _span(text, cells[-1].end, line.end)
        rows.append([*cells, *([Span(rest.end, rest.end, "")] * (width - 1 - len(cells))), rest])
    return rows


def _follows(printed: str, expected: int, *, first: bool) -> bool:
    """Whether a number is the next of its column; one may be missing."""
    return printed.isdigit() and (first or 0 <= int(printed) - expected <= 1)


def _cells(text: str, line: Line) -> Row:
    found, at = [], line.start
    for piece in text[line.start : line.end].split("\t"):
        found.append(_span(text, at, at + len(piece)))
        at += len(piece) + 1
    return found


def _flat_head(text: str, lines: tuple[Line, ...]) -> tuple[Row, int] | None:
    """The column heads that open a flattened table, on one line or one a line, and the line after."""
    for at, line in enumerate(lines[:8]):
        words = _words(text, line)
        if len(words) > 2 and all(roles.of(word.text) for word in words):
            return words, at + 1
        if roles.of(_cells(text, line)[0].text) is None:
            continue
        heads: Row = []
        after = at
        while after < len(lines):
            cells = [cell for cell in _cells(text, lines[after]) if cell.text]
            if any(roles.of(cell.text) is None for cell in cells) or _ORDINAL.match(cells[0].text):
                break
            heads.extend(cells)
            after += 1
        if len(heads) >= 2 and any(roles.of(h.text) in ("ordinal", "name", "content") for h in heads):
            return heads, after
    return None


@dataclass(frozen=True, slots=True)
class _Columns:
    ordinal: int | None
    category: int | None
    text: int
    outcome: int | None
    status: int | None
    lead: int | None
    support: int | None
    width: int
    roles: tuple[Role | None, ...]


def read(rows: list[Row], *, merged: bool) -> list[Item]:
    """The promises of a table; none where its head names no column of promises.

    `merged` says that a row without a leading body shares the one above: in a table of the markup every
    project has one and cells are merged; in flattened text a body may be lost.
    """
    at, columns = _head(rows)
    if columns is None:
        return []
    items: list[Item] = []
    carried: dict[str, str | None] = {"category": None, "lead": None, "ordinal": None}
    heads = [cell.text for cell in rows[at]]
    for row in rows[at + 1 :]:
        cells = [cell for cell in row if cell.text]
        if not cells or [cell.text for cell in row] == heads or _TOTAL.match(cells[0].text):
            continue
        if (
            len(cells) == 1
            and columns.width > 2
            and len(cells[0].text) <= 40
            and _ORDINAL.match(cells[0].text) is None
        ):
            carried["category"] = _COUNTED.sub("", _GROUP.sub("", cells[0].text)).strip()
            continue
        if not merged:
            carried["lead"] = None
        item = _item(_aligned(row, columns), columns, carried)
        if item is not None:
            items.append(item)
    return items


def _head(rows: list[Row]) -> tuple[int, _Columns | None]:
    for at, row in enumerate(rows[:4]):
        found = tuple(roles.of(cell.text) for cell in row)
        named = [role for role in found if role is not None]
        if len(named) >= 2 and len(named) * 2 >= len([c for c in row if c.text]):
            return at, _columns(found)
    return 0, None


def _columns(found: tuple[Role | None, ...]) -> _Columns | None:
    def first(*wanted: Role) -> int | None:
        for role in wanted:
            if role in found:
                return found.index(role)
        return None

    words = first("name", "content", "category")
    if words is None:
        return None
    category = first("category")
    return _Columns(
        ordinal=first("ordinal"),
        category=category if category != words else None,
        text=words,
        outcome=first("outcome"),
        status=first("status"),
        lead=first("lead"),
        support=first("support"),
        width=len(found),
        roles=found,
    )


def _aligned(row: Row, columns: _Columns) -> list[Span | None]:
    """A row's cells under their columns; cells merged with the row above are None."""
    cells: list[Span | None] = list(row)
    missing = columns.width - len(cells)
    if missing < 0:
        return _narrowed(row, columns)
    if missing == 0:
        return cells
    # Best score of the first cells under the first columns, and whether the last column is filled.
    scores = [[0.0] + [_NEVER] * len(cells)]
    filled: list[list[bool]] = []
    for role in columns.roles:
        above, here, taken = scores[-1], [scores[-1][0] + _absent(role)], [False]
        for count, cell in enumerate(row, start=1):
            put, skip = above[count - 1] + _fit(cell.text, role), above[count] + _absent(role)
            here.append(max(put, skip))
            taken.append(put > skip)
        scores.append(here)
        filled.append(taken)
    placed: list[Span | None] = []
    left = len(cells)
    for taken in reversed(filled):
        placed.append(cells[left - 1] if taken[left] else None)
        left -= taken[left]
    return placed[::-1]


_NEVER = -1e9


def _absent(role: Role | None) -> float:
    return -6.0 if role == "name" else -1.0 if role == "content" else 0.0


def _fit(words: str, role: Role | None) -> float:
    """How well a cell's words suit a column."""
    ordinal = _ORDINAL.match(words) is not None
    if role == "ordinal":
        return 3.0 if ordinal else -4.0
    if ordinal:
        return -3.0
    if not words:
        return 0.0
    if role in ("lead", "support"):
        return 3.0 if bodies.is_body(words) or bodies.parse(words) else -3.0
    if role == "category":
        return 1.0 if len(words) <= 10 and "。" not in words else -2.0
    if role == "aside":
        return 1.5 if len(words) <= 14 and any(c in words for c in "月日年底前季万元") else -0.5
    if bodies.is_body(words):
        return -1.0
    sentence = words.endswith("。") or len(words) > 30
    return 1.0 + (0.5 if sentence == (role != "name") else 0.0)


def _narrowed(row: Row, columns: _Columns) -> list[Span | None]:
    """A row of too many cells (a cell broken over lines): neighbours of one kind are joined."""
    cells = list(row)
    while len(cells) > columns.width:
        pairs = [
            (at, bodies.is_body(a.text) == bodies.is_body(b.text))
            for at, (a, b) in enumerate(pairwise(cells[1:]), start=1)
        ]
        at = next((at for at, same in pairs if same), len(cells) - 2)
        a, b = cells[at], cells[at + 1]
        cells[at : at + 2] = [Span(a.start, b.end, f"{a.text}\n{b.text}")]
    return list(cells)


def _item(cells: list[Span | None], columns: _Columns, carried: dict[str, str | None]) -> Item | None:
    def at(column: int | None) -> Span | None:
        return cells[column] if column is not None and column < len(cells) else None

    promise = at(columns.text)
    if promise is None or not promise.text:
        return None
    for name, column in (
        ("category", columns.category),
        ("ordinal", columns.ordinal),
        ("lead", columns.lead),
    ):
        cell = at(column)
        if cell is not None and cell.text:
            carried[name] = cell.text
    support = at(columns.support)
    present = [cell for cell in cells if cell is not None and cell.text]
    start, end = min(cell.start for cell in present), max(cell.end for cell in present)
    ordinal = _ORDINAL.match(carried["ordinal"] or "")
    item = Item(
        ordinal.group(1) if ordinal else None, carried["category"], start, (promise.start, promise.end), end
    )
    lead = _joined(carried["lead"])
    named = bodies.parse(lead) if lead else None
    if named and named[1] and columns.support is None:
        item.lead, item.support = named
    elif lead:
        item.lead = (named[0] if named and named[0] else lead) if columns.support is None else lead
    if columns.support is not None:
        item.support = _joined(support.text) if support else None
    outcome, state = at(columns.outcome), at(columns.status)
    item.outcome = outcome.text if outcome and outcome.text else None
    if state and state.text:
        item.status_text = state.text
    return item


def _joined(names: str | None) -> str | None:
    """A cell of names on one line: a line break inside a name goes, one between names is a space."""
    if not names:
        return None
    parts = names.split("\n")
    joint = " " if all(bodies.is_body(part) for part in parts) else ""
    return joint.join(parts).strip("。；;，, ") or None
