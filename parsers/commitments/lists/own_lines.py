"""Give lines of their own to what shares one: a first item behind its announcing words, a category before a number."""

from __future__ import annotations

from parsers.commitments.headings.lines import Line
from parsers.text.patterns import lazy

_FIRST_INSIDE = lazy(
    r"[：:。—](?:(?<=[：:。])|(?<=—)—)\s*(?=一是(?!否)|[（(]?一[）)、]|1[.．、](?!\d)|[（(]1[）)]|①|第一[，、件]|[之其]一[：:，,])"
)
_SECOND = (
    ("一是", lazy(r"二是")), ("一、", lazy(r"二、")), ("一", lazy(r"[（(]二[）)]")),
    ("1", lazy(r"[（(]?2[）)]?[.．、）)]")), ("①", lazy(r"②")), ("第", lazy(r"第二[，、件]")),
    ("之一", lazy(r"之二")), ("其一", lazy(r"其二")),
)  # fmt: skip


_BRACKET_BEFORE = lazy(r"(【[^【】]{1,20}】)\s*(?=\d{1,2}[.．、]|[（(]\d|①|[一二三四五六七八九十]{1,2}、)")


def category(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, a category in brackets before a number as a line of its own: 【教育】3.新建幼儿园4所。"""
    found: list[Line] = []
    for line in lines:
        bracket = _BRACKET_BEFORE.match(line.text)
        if bracket is not None:
            cut = line.start + bracket.end()
            found.append(Line(line.start, line.start + bracket.end(1), bracket.group(1)))
            line = Line(cut, line.end, line.text[bracket.end() :])
        found.append(line)
    return tuple(found)


def first_item(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, a first item behind its announcing words as a line of its own.

    …从以下方面开展工作：一是改造学校。 / 二是新建医院。
    """
    for at, line in enumerate(lines[:-1]):
        inside = _FIRST_INSIDE.search(line.text)
        if inside is None:
            continue
        words = line.text[inside.end() :].lstrip("（(")
        second = next((mark for first, mark in _SECOND if words.startswith(first)), None)
        if second is not None and second.match(lines[at + 1].text):
            cut = line.start + inside.end()
            before = Line(line.start, cut, line.text[: inside.end()].rstrip(), line.tabbed, line.bullet)
            first_item = Line(cut, line.end, line.text[inside.end() :])
            return (*lines[:at], before, first_item, *lines[at + 1 :])
    return lines
