"""Rows of a table whose cells single spaces part and whose empty cells are lost: the words say what each is.

序号 指标 单位 目标 完成数 完成率 责任单位
1 新建公路 公里 80 84 105% 区交通局
养护公路 公里 300 300 100%
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.commitments import bodies
from parsers.commitments.cells import bare
from parsers.commitments.grid import roles
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import ORDINAL, Row, Span, span
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import signs
from parsers.text.patterns import lazy

_WORD = lazy(r"\S+")
_UNIT_HEAD = lazy(r"(?:计量|数量)?单位")
_UNIT = lazy(r"[万亿千百]?[\u3400-\u9fff]{1,3}(?:[/／][\u3400-\u9fff]{1,3}){0,2}|㎡|m2|km|[%％]")
_NUMBER = lazy(r"[约共]?\d[\d.,，]{0,12}(?:[万亿]?[\u3400-\u9fff]{0,3})?")
_SHARE = lazy(r"\d{1,4}(?:\.\d{1,3})?[%％]|达到(?:年度)?目标\S{0,12}|(?:已|基本|超额)?完成(?:目标|任务)?")
_NONE = lazy(r"[-—－–/／无]{1,2}")
_AIM = lazy(r"(?:不(?:低|少|高|大|小)于|[≥≤><]|(?:超过|达到))\d\S{0,12}")
_LONGEST_BODY: Final = 24
_FEWEST: Final = 2


def has_units(heads: Sequence[Span]) -> bool:
    """Decide whether the heads of a table name a column of units, or one of shares of what was to be done."""
    return any(_UNIT_HEAD.fullmatch(head.text) for head in heads) or any(
        roles.of(head.text) == "status" for head in heads
    )


def of_lines(text: str, lines: Sequence[Line], heads: Row) -> list[Row]:
    """Return the rows, each with as many cells as there are heads; none where the columns of a row are unclear.

    A row without a number shares that of the row above.
    """
    columns = _columns(heads)
    rows: list[Row] = []
    expected = 1
    for line in lines:
        words = [Span(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, line.start, line.end)]
        printed = ORDINAL.match(words[0].text) if words else None
        numbered = printed is not None and signs.value(printed.group(1)) == expected and len(words) > 1
        if not numbered and not (rows and _is_row(words)):
            break  # the text below the table
        expected += numbered
        row = _row(text, words, heads, columns, numbered=numbered)
        if row is None:
            return []
        rows.append(row)
    return rows if len(rows) >= _FEWEST else []


def _columns(heads: Row) -> list[Role | None]:
    """Return the role of each column; that of units is an aside."""
    found = [roles.of(head.text) for head in heads]
    return [
        "aside" if _UNIT_HEAD.fullmatch(head.text) else role for head, role in zip(heads, found, strict=True)
    ]


def _is_row(words: Sequence[Span]) -> bool:
    """Decide whether words without a number are a row: a name, and behind it a number and another cell."""
    cells = [word for word in words[1:] if _is_cell(word.text)]
    named = not _is_cell(words[0].text) or _is_body(words[0].text)
    return len(cells) > 1 and named and ORDINAL.match(words[0].text) is None


def _is_cell(words: str) -> bool:
    """Decide whether a word is a cell behind a name: a unit alone, a number, a share, a body."""
    return (
        any(form.fullmatch(words) for form in (_NUMBER, _SHARE, _NONE, _AIM))
        or _is_unit(words)
        or _is_body(words)
    )


def _is_unit(words: str) -> bool:
    if bare.UNIT.words.fullmatch(words) is not None:
        return True
    return _UNIT.fullmatch(words) is not None and words.endswith(_UNITS)


_UNITS: Final = tuple(
    "人次户个所座处条家套栋台辆场名盏张间件项对口只批亩吨米元里㎡%％顷眼村镇组例篇册床位棵株年月"
)


def _is_body(words: str) -> bool:
    return len(words) <= _LONGEST_BODY and (bare.names_bodies(words) or bodies.is_body(words))


def _row(
    text: str, words: Sequence[Span], heads: Row, columns: Sequence[Role | None], *, numbered: bool
) -> Row | None:
    """Return the cells of a row at their places; None where its name has no end."""
    first = int(numbered)
    name_end = first + 1
    while name_end < len(words) and not _is_cell(words[name_end].text):
        name_end += 1
    rest = list(words[name_end:])
    end = words[-1].end
    placed: dict[int, Span] = {0: words[0]} if numbered else {}
    name = next((at for at, role in enumerate(columns) if role in ("name", "content")), None)
    if name is None:
        return None
    placed[name] = span(text, words[first].start, words[name_end - 1].end)
    lead = _last(columns, "lead") or _last(columns, "aside")
    if rest and lead is not None and lead > name:
        at = next((at for at in ((0, -1) if lead == name + 1 else (-1,)) if _is_body(rest[at].text)), None)
        if at is not None:
            placed[lead] = rest.pop(at)
    share = _last(columns, "status")
    units = next((at for at, head in enumerate(heads) if _UNIT_HEAD.fullmatch(head.text)), None)
    if units is not None and rest and not _NUMBER.fullmatch(rest[0].text) and _is_unit(rest[0].text):
        placed[units] = rest.pop(0)
    if share is not None and (at := _share(rest)) is not None:
        placed[share] = rest.pop(at)
    outcome = _last(columns, "outcome")
    if outcome is not None and rest and (reached := _reached(text, rest)) is not None:
        placed[outcome] = reached
    return [placed.get(at, Span(end, end, "")) for at in range(len(columns))]


def _share(rest: Sequence[Span]) -> int | None:
    """Return which cell is a share of what was to be done: with its sign, or the third of three numbers."""
    for at, one in enumerate(rest):
        if _SHARE.fullmatch(one.text):
            return at
    numbers = [at for at, one in enumerate(rest) if _NUMBER.fullmatch(one.text)]
    return numbers[2] if len(numbers) == _NUMBERS_WITH_SHARE else None


_NUMBERS_WITH_SHARE: Final = 3


def _reached(text: str, rest: Sequence[Span]) -> Span | None:
    """Return what was reached: words of a report, or the second of two numbers."""
    for at, one in enumerate(rest):
        if not _is_cell(one.text):
            return span(text, one.start, rest[-1].end) if at else None
    numbers = [one for one in rest if _NUMBER.fullmatch(one.text) or _AIM.fullmatch(one.text)]
    return numbers[1] if len(numbers) == 2 else None


def _last(columns: Sequence[Role | None], role: Role) -> int | None:
    return max((at for at, each in enumerate(columns) if each == role), default=None)
