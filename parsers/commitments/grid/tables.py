"""Promises in tables: which column is what, and a row for each promise."""

from __future__ import annotations

from dataclasses import replace

from parsers.commitments import bodies
from parsers.commitments.grid import alignment, doubled, headless, heads, roles, states, two_levels
from parsers.commitments.grid.columns import Columns, cells_decide
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import ORDINAL, Row, Span
from parsers.commitments.headings.words import HOW_MANY
from parsers.commitments.numbering import signs
from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

_TOTAL = lazy(r"^(?:合计|小计|总计|共计)")
# （续表）, 续上表, 表1（续）, 转下页: where a printed table is broken by the end of a page
_CONTINUED = lazy(
    r"[（(【\[]?(?:(?:[续續接]|上接|[续續承接][上前])[上前]?[表页頁]|[转轉接续續][下後后][表页頁]|下[页頁][续續接]|[附续續]?表[\d一二三四五六七八九十]{0,3}\s?[（(][续續][）)])"
    r"\s?[\d一二三四五六七八九十]{0,3}[）)】\]]?[：:。]?$"
)
_GROUP = lazy(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])\s*")
_NUMBER = lazy(
    r"(?=[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）).．、])"
    r"(?:[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)][.．、]?\s*(?=\S)|[一二三四五六七八九十]{1,3}、\s*(?=\S)"
    r"|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[）)][.．、]?|[.．、])\s*(?=[^\d\s]))"
)  # 14.新建学校, where no column has the numbers
# The same in other forms: 第一件：, NO.1 , 【1】, 实事一：, 其一，, 1：, ①
_NUMBER_OF_ANY_FORM = lazy(
    rf"(?=[^\d\s]{{0,6}}?(\d{{1,3}}|[{signs.NUMERALS}]{{1,3}}|[{signs.ANY}]))"
    rf"(?:第[{signs.NUMERALS}\d]{{1,3}}[件项](?:实事)?[：:、，]?|(?:NO|No|no)[.．]?\s?\d{{1,3}}[.．：:、\s]|[{signs.ANY}]"
    rf"|[【\[〔<〈]\s?[{signs.NUMERALS}\d]{{1,3}}\s?[】\]〕>〉]|(?:[民为惠便利]民|民生)?(?:实事|项目|工程|任务|行动)[·•\s]?[{signs.NUMERALS}\d]{{1,3}}[：:、]"
    rf"|其[{signs.NUMERALS}]{{1,3}}[，,、：:]|[{signs.NUMERALS}]{{1,3}}[：:]|\d{{1,2}}(?:[：:]|\s(?=[\u3400-\u9fff“])))\s*(?=[^\d\s])"
)


def read(rows: list[Row], *, merged: bool, done: bool = False) -> list[Item]:
    """The promises of a table; none where its head names no column of promises.

    `merged` says that a row without a leading body shares the one above: in a table of the markup every
    project has one and cells are merged; in flattened text a body may be lost. `done` says that the table is one
    of things done.
    """
    at, columns = _head(rows)
    if columns is None:
        guessed = headless.roles_of(rows, done=done)
        at, columns = -1, _columns(guessed) if guessed else None
    if columns is None:
        return []
    items: list[Item] = []
    carried: dict[str, str | None] = dict.fromkeys(("category", "lead", "ordinal", "outcome", "status"))
    if merged and at >= 0 and _wider(rows[at + 1 :], columns.width):
        return []
    repeated = [cell.text for cell in rows[at]] if at >= 0 else []
    if merged:
        columns = _by_content(rows[at + 1 :], columns)
    columns = cells_decide(rows[at + 1 :], replace(columns, money_unit=_money_unit(rows[: at + 1])))
    counted = rows[at + 1 :]
    if columns.ordinal is None and columns.outcome is None and columns.parts is None:
        counted = doubled.run_on(counted, columns.text, columns.width)
    others = (columns.ordinal, columns.parts, columns.content, columns.category)
    if columns.lead is not None and others == (None,) * 4:
        counted = doubled.of_bodies(counted, columns.text, columns.width, columns.outcome)
    below = (part for row in counted for part in _parted(row, columns, merged=merged))
    for row in below:
        whole = two_levels.in_one_column(row, columns)
        if whole is not row:
            row, carried["category"] = whole, None
        cells = [cell for cell in row if cell.text]
        if not cells or [cell.text for cell in row] == repeated or _TOTAL.match(cells[0].text):
            continue
        if len(cells) == 1 and _CONTINUED.match(cells[0].text):
            continue
        if (
            len(cells) == 1
            and columns.width > 2
            and not (merged and _under_name(row, columns))
            and len(cells[0].text) <= 40
            and not cells[0].text.endswith("。")
            and ORDINAL.match(cells[0].text) is None
        ):
            carried["category"] = HOW_MANY.sub("", _GROUP.sub("", cells[0].text)).strip()
            continue
        if not merged:
            carried["lead"] = None
        placed = alignment.align(row, columns, merged=merged)
        if items and two_levels.is_part(placed, columns):
            two_levels.add_part(items[-1], placed, columns)
            continue
        item = _item(placed, columns, carried)
        if item is not None:
            two_levels.add_part(item, placed, columns)
            items.append(item)
    return items


MONEY_UNIT = lazy(r"[（(](?:单位[：:])?(亿元|万元|元)[）)]")


def _money_unit(head: list[Row]) -> str | None:
    """Return the unit that the head of a column of money names: 总投资（万元）."""
    for row in head:
        for cell in row:
            if roles.of(cell.text) == "money" and (unit := MONEY_UNIT.search(cell.text)):
                return unit.group(1)
    return None


def _under_name(row: Row, columns: Columns) -> bool:
    """Decide whether a row has only a name, because its other cells are merged with those above."""
    return len(row) == columns.width and columns.text > 0 and bool(row[columns.text].text)


def _parted(row: Row, columns: Columns, *, merged: bool) -> list[Row]:
    behind = columns.roles[columns.text + 1 :]
    aside = bool(behind) and all(role in roles.ASIDES or role in ("lead", "support") for role in behind)
    return doubled.part(row, columns.width) if aside and columns.ordinal is not None and not merged else [row]


def _wider(rows: list[Row], width: int) -> bool:
    """Whether the first row has so many cells more than the head that cells of the head must span columns."""
    full = next((row for row in rows if sum(bool(cell.text) for cell in row) > 1), [])
    return sum(bool(cell.text) for cell in full) > width + 1


def _head(rows: list[Row]) -> tuple[int, Columns | None]:
    for at, row in enumerate(rows[:4]):
        found = roles.of_row([cell.text for cell in row])
        named = [role for role in found if role is not None]
        if len(named) >= 2 and len(named) * 2 >= len([c for c in row if c.text]):
            if heads.spans_columns(row) and all(len(each) == len(row) for each in rows[at + 1 : at + 4]):
                second = rows[at + 1] if at + 1 < len(rows) and heads.is_under(row, rows[at + 1]) else None
                columns = _columns(heads.by_place(row, second))
                return at + (second is not None), two_levels.with_parts(row, rows[at + 1 :], columns)
            if at + 1 < len(rows) and heads.is_second(rows[at + 1]):
                divided = heads.divide(row, rows[at + 1])
                return at + 1, _columns(divided or states.newest([cell.text for cell in row], found))
            return at, _columns(
                states.mark(states.newest([cell.text for cell in row], found), rows[at + 1 :])
            )
    return 0, None


def _by_content(rows: list[Row], columns: Columns) -> Columns:
    """Where one name is merged over several rows of contents, these are the promises and it their category."""
    if (
        columns.category is not None
        or columns.parts is not None
        or "content" not in columns.roles
        or columns.roles[columns.text] != "name"
    ):
        return columns
    content = columns.roles.index("content")
    for row in rows:
        cells = alignment.align(row, columns, merged=True)
        if content < len(cells) and columns.text < len(cells):
            name, words = cells[columns.text], cells[content]
            if (name is None or not name.text) and words is not None and words.text:
                return replace(columns, category=columns.text, text=content)
    return columns


def _columns(found: tuple[Role | None, ...]) -> Columns | None:
    def first(*wanted: Role) -> int | None:
        for role in wanted:
            if role in found:
                return found.index(role)
        return None

    named = found.index("name") if "name" in found else len(found)
    found = tuple("content" if role == "name" and at > named else role for at, role in enumerate(found))
    words = first("name", "content", "category")
    if words is None:
        return None
    category = first("category")
    return Columns(
        ordinal=first("ordinal"),
        category=category if category != words else None,
        text=words,
        outcome=first("outcome"),
        status=first("status"),
        lead=first("lead"),
        support=first("support"),
        content=content if (content := first("content")) != words else None,
        width=len(found),
        roles=found,
    )


_BESIDE = roles.ASIDES - {"aside"}


def _item(cells: list[Span | None], columns: Columns, carried: dict[str, str | None]) -> Item | None:
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
    alone = len(cells) == columns.width and sum(bool(cell and cell.text) for cell in cells) == 1
    support = at(columns.support)
    present = [cell for cell in cells if cell is not None and cell.text]
    start, end = min(cell.start for cell in present), max(cell.end for cell in present)
    ordinal = ORDINAL.match(carried["ordinal"] or "")
    words = promise.start
    numbered = _NUMBER.match(promise.text) or _NUMBER_OF_ANY_FORM.match(promise.text)
    if numbered is not None and (columns.ordinal is None or columns.parts is not None):
        ordinal = numbered
        words += ordinal.end()
    item = Item(ordinal.group(1) if ordinal else None, carried["category"], start, (words, promise.end), end)
    lead = bodies.without_person(_joined(carried["lead"]) or "")
    named = bodies.parse(lead) if lead else None
    if named and named[1] and columns.support is None:
        item.lead, item.support = named
    elif lead:
        item.lead = (named[0] if named and named[0] else lead) if columns.support is None else lead
    if columns.support is not None:
        item.support = _joined(support.text) if support else None
    outcome, state = at(columns.outcome), at(columns.status)
    reported = {"outcome": outcome, "status": state}
    for name, cell in reported.items():
        if not alone and not (cell is not None and cell.width == 0):
            carried[name] = cell.text if cell and cell.text else None
    item.outcome = carried["outcome"]
    content = at(columns.content)
    item.target = content.text if content and content.text else None
    item.content = (content.start, content.end) if content and content.text else None
    item.status_text = carried["status"]
    for role, cell in zip(columns.roles, cells, strict=False):
        if role in _BESIDE and cell is not None and cell.text and getattr(item, role) is None:
            setattr(item, role, cell.text)
    item.money_unit = columns.money_unit
    return item


def _joined(names: str | None) -> str | None:
    """A cell of names on one line: a line break inside a name goes, one between names is a space."""
    if not names:
        return None
    parts = names.split("\n")
    joint = " " if all(bodies.is_body(part) for part in parts) else ""
    return joint.join(parts).strip("。；;，, ") or None
