"""The rows of tables that were flattened to tabs, spaces, pipes, or one cell a line."""

from __future__ import annotations

from parsers.commitments import bodies
from parsers.commitments.cells import by_lead, word_rows
from parsers.commitments.grid import piped, roles
from parsers.commitments.grid.rows import ORDINAL, Row, Span, of_line, span
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import signs
from parsers.text.patterns import lazy

# A number of its own, or before the name of a group of rows: 一、教育类
_NUMBERED = lazy(
    rf"{ORDINAL.pattern}|^(?:[（(][一二三四五六七八九十]{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}[、.．])"
)
_FIRST_LINES = 12  # in which the heads of a table stand
_LONGEST_NAME_HEAD = 4
_SHORTEST_TITLE = 10  # characters of a line above 序号 that is no head of a column


def of_lines(text: str, lines: tuple[Line, ...]) -> list[Row]:
    """The rows of a table that was flattened to tabs and lines; empty where the lines are no table.

    A new cell begins after each tab, or each | of a row of such; where the text has one cell a line, at
    each line. A row begins at the next number of the first column, or is a line of its own.
    """
    if by_commas := piped.with_commas(text, lines):
        return by_commas
    head = _flat_head(text, lines)
    if head is None:
        return _headless(text, lines)
    heads, after = head
    rest = lines[after:]
    if after and "|" in lines[after - 1].text:
        return piped.read(text, heads, rest)
    if after and len(_whole(text, _words(text, lines[after - 1]))) == len(heads) > 2:
        if roles.of(heads[0].text) != "ordinal":
            rows_of_words = [_words(text, line) for line in rest]
            return [heads, *(row for row in rows_of_words if len(row) == len(heads))]
        if word_rows.has_units(heads) and (by_words := word_rows.of_lines(text, rest, heads)):
            return [heads, *by_words]
        return [heads, *_spaced(text, rest, len(heads))]
    if after and (whole := _whole_rows(text, rest, len(heads))):
        return [heads, *whole]
    tabs = any("\t" in line.text or line.tabbed for line in rest)
    numbered = roles.of(heads[0].text) == "ordinal"
    if not numbered:
        return [heads, *([of_line(text, line) for line in rest] if tabs else by_lead.rows(text, rest, heads))]
    rows: list[Row] = [heads]
    expected, one_a_line, begun = 1, not tabs, False
    chinese = _counts_in_chinese(rest)
    for at, line in enumerate(rest):
        cells = of_line(text, line)
        printed = None if line.tabbed else ORDINAL.match(cells[0].text)
        value = signs.value(printed.group(1)) if printed else None
        alike = printed is not None and printed.group(1).isdecimal() != chinese
        below = rest[at + 1].text if at + 1 < len(rest) else ""
        if not tabs and GROUP.fullmatch(line.text) and ORDINAL.match(below):
            rows.append(cells)
        elif value is not None and alike and (not begun or 0 <= value - expected <= 1):
            expected, begun = value + 1, True
            rows.append(cells)
            one_a_line = len(cells) == 1 and not (at + 1 < len(rest) and rest[at + 1].tabbed)
        elif not begun:
            continue
        elif line.tabbed or one_a_line:
            rows[-1].extend(cells)
        elif len(rows[-1]) >= len(heads) == len(cells) + 1 and not ORDINAL.match(cells[0].text):
            rows.append([Span(line.start, line.start, ""), *cells])  # its number is merged with that above
        elif len(rows[-1]) >= len(heads) and not bodies.is_body(cells[0].text):
            continue  # a further line of a merged row: which column it stands in is not known
        else:
            last = rows[-1][-1]
            rows[-1][-1] = span(text, last.start, cells[0].end)
            rows[-1].extend(cells[1:])
    rows[-1] = without_note(rows[-1], len(heads))
    return rows


_NOTE = lazy(r"(?:备\s?注|注释?|说明|附注)[：:]|(?:以上|上述)?数据(?:截至|截止|来源|统计)")


def without_note(row: Row, width: int) -> Row:
    """Return the last row of a table with one cell a line without the note below the table: 备注：数据截至年底。"""
    note = next((at for at in range(width, len(row)) if _NOTE.match(row[at].text)), None)
    return row if note is None else row[:note]


# The name of a group between rows with one cell a line: 一、养老服务（5件）
GROUP = lazy(r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．])[^。；，]{2,24}")


def _counts_in_chinese(lines: tuple[Line, ...]) -> bool:
    """Decide whether lines with nothing but 一, 二 count the rows, and none with 1."""
    alone = {found.group(1) for line in lines if (found := ORDINAL.match(line.text)) is not None}
    return "一" in alone and "二" in alone and "1" not in alone and "01" not in alone


def are_piped(lines: tuple[Line, ...]) -> bool:
    """Whether | parts the cells: such rows come from a table of the markup, and keep its merged cells."""
    return sum("|" in line.text for line in lines) > 2


def _headless(text: str, lines: tuple[Line, ...]) -> list[Row]:
    """Rows of a piece of a table whose head is not there: tabs, and numbers in a row."""
    rows: list[Row] = []
    last = 0
    for line in lines:
        cells = of_line(text, line)
        if line.tabbed and rows:
            rows[-1].extend(cells)
            continue
        printed = ORDINAL.match(cells[0].text) if len(cells) > 1 else None
        if printed and printed.group(1).isdecimal():
            value = int(printed.group(1))
            if rows and value != last + 1:
                return []
            last = value
            rows.append(cells)
    return rows if len(rows) > 2 else []


_WORD = lazy(r"\S+")


def _words(text: str, line: Line) -> Row:
    """The words of a line that spaces part and no tab."""
    if "\t" in line.text or "|" in line.text:
        return []
    return [Span(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, line.start, line.end)]


def _whole(text: str, heads: Row) -> Row:
    """Return the words of a row of heads, single characters joined: 单 位"""
    found: Row = []
    single = False
    for head in heads:
        joins = single and len(head.text) == 1
        if joins:
            found[-1] = Span(found[-1].start, head.end, found[-1].text + head.text)
        else:
            found.append(head)
        single = len(head.text) == 1 and not joins
    return found


def _spaced(text: str, lines: tuple[Line, ...], width: int) -> list[Row]:
    """Rows whose cells only spaces part: number, words without a space …, the rest of the line.

    A cell that runs into the next without a space ends at its first 。
    """
    rows: list[Row] = []
    for line in lines:
        words = _words(text, line)
        printed = ORDINAL.match(words[0].text) if len(words) > 2 else None
        if printed is None or not _follows(printed.group(1), len(rows) + 1, first=not rows):
            continue
        cells = words[: width - 1]
        for at, cell in enumerate(cells):
            if stop := cell.text.find("。") + 1:
                cells = [*cells[:at], span(text, cell.start, cell.start + stop)]
                break
        rest = span(text, cells[-1].end, line.end)
        rows.append([*cells, *([Span(rest.end, rest.end, "")] * (width - 1 - len(cells))), rest])
    return rows


_LONGEST_GROUP = 40


def _whole_rows(text: str, lines: tuple[Line, ...], width: int) -> list[Row]:
    """Return the rows of a table in which every line has all its tabs, empty cells kept; none where one has not.

    A short line without a tab between them is a row of one cell, the category of those below, or a further body of the
    last cell (各街道办, and below it 各社区服务站).
    """
    found: list[Row] = []
    for line in lines:
        start = text.rfind("\n", 0, line.start) + 1
        end = text.find("\n", line.end)
        raw = text[start : end if end >= 0 else len(text)]
        tabs = raw.count("\t")
        last = found[-1][-1] if found and len(found[-1]) == width else None
        if tabs == 0 and last and bodies.is_body(last.text) and bodies.is_body(line.text):
            found[-1][-1] = Span(last.start, line.end, f"{last.text}\n{line.text}")
        elif tabs == 0 and len(line.text) <= _LONGEST_GROUP and not line.text.endswith("。"):
            found.append([Span(line.start, line.end, line.text)])
        elif tabs == width - 1:
            at = start
            row = []
            for piece in raw.split("\t"):
                row.append(span(text, at, at + len(piece)))
                at += len(piece) + 1
            found.append(row)
        elif found and tabs == 0:
            break  # the text below the table
        else:
            return []
    while found and len(found[-1]) == 1:
        found.pop()
    return found if sum(len(row) == width for row in found) > 1 else []


def _follows(printed: str, expected: int, *, first: bool) -> bool:
    """Whether a number is the next of its column; one may be missing."""
    return printed.isdecimal() and (first or 0 <= int(printed) - expected <= 1)


def _flat_head(text: str, lines: tuple[Line, ...]) -> tuple[Row, int] | None:
    """The column heads that open a flattened table, on one line or one a line, and the line after."""
    for at, line in enumerate(lines[:_FIRST_LINES]):
        words = _whole(text, _words(text, line))
        known = [roles.of(word.text) for word in words]
        if len(words) > 2 and (all(known) or (len(words) > 3 and _almost(known))):
            return words, at + 1
        in_cells = of_line(text, line)
        below = roles.of(lines[at + 1].text) if at + 1 < len(lines) else None
        alone = sum(bool(cell.text) for cell in in_cells) == 1 and len(in_cells[0].text) >= _SHORTEST_TITLE
        titled = below == "ordinal" or _are_heads(text, lines, at + 1) or _one_a_line(lines[at + 1 : at + 4])
        if (alone and titled) or roles.of(in_cells[0].text) is None:
            continue
        if len(in_cells) > 3 and _almost([roles.of(cell.text) for cell in in_cells]):
            return in_cells, at + 1
        heads: Row = []
        after = at
        while after < len(lines) and len(heads) <= _MOST_HEADS:
            cells = [cell for cell in of_line(text, lines[after]) if cell.text]
            if heads and len(cells) == 1 and _GOES_ON.fullmatch(cells[0].text):
                heads[-1] = Span(heads[-1].start, cells[0].end, heads[-1].text + cells[0].text)
                after += 1
                continue
            if any(roles.of(cell.text) is None or _NUMBERED.match(cell.text) for cell in cells) or (
                _is_first_name(heads, cells)
            ):
                heads, after = _further_heads(text, lines, heads, after)
                break
            heads.extend(cells)
            after += 1
        heads = _joined_names(heads) if len(heads) <= _MOST_HEADS else []
        if len(heads) >= 2 and any(roles.of(h.text) in ("ordinal", "name", "content") for h in heads):
            return heads, after
    return None


def _is_first_name(heads: Row, cells: Row) -> bool:
    """Decide whether a cell that could be a head is the first project's name: 养老服务项目 below 名称, 内容, 单位"""
    known = {roles.of(head.text) for head in heads}
    name = len(cells) == 1 and len(cells[0].text) > _LONGEST_NAME_HEAD and roles.of(cells[0].text) == "name"
    return name and {"name", "lead"} <= known


_MOST_HEADS = 40  # columns of a table
# （7月） below 进展情况
_GOES_ON = lazy(r"[（(][^（()）]{1,10}[）)]")


def _joined_names(heads: Row) -> Row:
    """Return the heads, 名称 below 项目 joined with it."""
    found: Row = []
    for head in heads:
        if found and head.text == "名称":
            head = Span(found[-1].start, head.end, found.pop().text + head.text)
        found.append(head)
    return found


def _are_heads(text: str, lines: tuple[Line, ...], at: int) -> bool:
    """Decide whether a line is one of several heads: the line above it is a headline, 2020年实事项目进度."""
    cells = [cell for cell in of_line(text, lines[at]) if cell.text] if at < len(lines) else []
    return len(cells) > 1 and all(roles.of(cell.text) for cell in cells)


def _one_a_line(lines: tuple[Line, ...]) -> bool:
    """Decide whether three lines are heads of columns, as below a headline: 项目, 内容, 责任单位"""
    return len(lines) > 2 and all(roles.of(line.text) and len(line.text) < _SHORTEST_TITLE for line in lines)


def _further_heads(text: str, lines: tuple[Line, ...], heads: Row, after: int) -> tuple[Row, int]:
    """Add heads of one word each that say nothing of a project (满意, 不满意), where the first row's 1 follows."""
    if len(heads) < 2 or roles.of(heads[0].text) != "ordinal":
        return heads, after
    for at in range(after, min(len(lines), after + 6)):
        cells = of_line(text, lines[at])
        if at > after and cells[0].text == "1":
            return [*heads, *(cell for line in lines[after:at] for cell in of_line(text, line))], at
        if len(cells) > 1 or len(cells[0].text) > 8 or _NUMBERED.match(cells[0].text):
            break
    return heads, after


def _almost(known: list[roles.Role | None]) -> bool:
    """Decide whether words are heads of columns of which one or two are not known: 序号 社区 项目名称 预算."""
    named = "name" in known or "content" in known
    return known[0] == "ordinal" and named and known.count(None) <= min(2, len(known) // 2)
