"""Give lines of their own to items that share one, by their numbers: 一是…二是…三是…, …如下：一、…, 【教育】3.…"""

from __future__ import annotations

import re

from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import pieces, signs
from parsers.text.patterns import lazy

_STOPS = "。；;！!"
_EDGE = " \t\u3000"
_FEWEST = 3
_STYLES = pieces.MARKS[:6]  # those that may begin a line of a list


def apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, those that begin with the first number of a series parted at each further number of it."""
    found: list[Line] = []
    last: dict[str, int] = {}  # the number that each style has come to
    for line in lines:
        marks = _series(line.text, last)
        starts = [mark.start() for mark in marks] or _called(line.text)
        found += line.parted(starts) if starts else [line]
    return tuple(found)


# A field of a project, with which its parts begin where the line breaks of a page were lost
_LABEL = lazy(
    r"(?:主要|项目|建设|工作|实施|目标)?(?:内容|任务)[：:]|(?:完成|进展|落实|办理|实施)情况[：:]|(?:责任|牵头|主办|承办)(?:单位|部门)[：:]"
)
_LONG = 120  # characters


def run_together(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, long ones parted at numbers that each have the same field behind, and at the fields.

    …如下：（一）危桥改造主要内容：…完成情况：…（二）村道硬化主要内容：…
    """
    found: list[Line] = []
    for line in lines:
        starts = _with_fields(line.text) if len(line.text) > _LONG else []
        found += line.parted(starts) if starts else [line]
    return tuple(found)


def _with_fields(text: str) -> list[int]:
    """Return where the numbers and fields of projects begin in a line; [] where it is no such list."""
    if len(_LABEL.findall(text)) < 2:
        return []
    for style in (pieces.MARKS[2], pieces.MARKS[3], pieces.MARKS[4]):
        first = next((mark for mark in style.finditer(text) if signs.value(mark.group(1)) == 1), None)
        if first is None:
            continue
        marks = pieces.in_order(style, text, 0, len(text), first, anywhere=True)
        labels = [_LABEL.search(text, mark.end(), end) for mark, end in pieces.with_ends(marks, len(text))]
        if len(marks) > 1 and len({label and label[0] for label in labels}) == 1 and labels[0]:
            fields = [label.start() for label in _LABEL.finditer(text, marks[0].start())]
            return sorted([mark.start() for mark in marks] + fields)
    return []


# 项目一：… 项目二：…, 第一件：…: numbers with the word for what they count need no stop before them
_CALLED = lazy(
    r"(?:^|(?<=[\s。；;！!\]）)]))(?:(?:民生)?(?:实事|项目|工程)(?:项目)?|第)([一二三四五六七八九十]{1,3}|\d{1,2})(?:[件项](?:实事)?)?"
    r"(?:\s?[：:、，]|\s?[-–—]{1,2}\s|\s)"
)


def _called(text: str) -> list[int]:
    """Return where the parts of a line begin that numbers with the word for what they count head, from the first on."""
    found: list[int] = []
    for mark in _CALLED.finditer(text):
        if signs.value(mark.group(1)) == len(found) + 1:
            found.append(mark.start())
    return found if len(found) >= _FEWEST else []


def below_names(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, those parted that name a class and count its projects: 一、住房保障。（1）…（2）…

    Only where nearly all numbered lines are so, and each part counts something or the line says how many they are.
    """
    numbered = [line for line in lines if _NUMBERED.match(line.text)]
    parted = {line.start: starts for line in numbered if (starts := _parts(line.text))}
    if len(parted) < 2 or len(parted) * 10 < len(numbered) * 8:
        return lines
    found: list[Line] = []
    for line in lines:
        found += line.parted(parted[line.start]) if line.start in parted else [line]
    return tuple(found)


def _parts(text: str) -> list[int]:
    """Return where the counted parts of a line begin, which nothing but the name of a class stands before."""
    named = _CLASS.match(text)
    if named is None:
        return []
    for style in pieces.INNER:
        first = style.match(text, named.end())
        if first is None or signs.value(first.group(1)) != 1:
            continue
        marks = pieces.in_order(style, text, named.end(), len(text), first)
        words = [text[mark.end() : end] for mark, end in pieces.with_ends(marks, len(text))]
        counted = sum(_QUANTITY.search(each) is not None for each in words)
        as_said = len(marks) == signs.value(named["count"] or "")
        if as_said or (len(marks) > 1 and counted * 10 >= len(marks) * 7):
            return [mark.start() for mark in marks]
    return []


_NUMBERED = lazy(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?|\d{1,2}\s?[、.．])\s?(?=\S)")
# （一）教育：, 1、加强住房保障。, 三、市容环境，共4项。
_CLASS = lazy(
    rf"{_NUMBERED.pattern}[^，,。；;：:、\d（()）]{{2,12}}?"
    rf"(?:[，,：:；;、—\s（(]{{1,2}}(?:共|计|共计|合计|共有|有|含|包括|共?安排)?\s?(?P<count>\d{{1,2}}|[{signs.NUMERALS}]{{1,3}})"
    r"\s?[项件个](?:项目|实事|任务|工程|民生实事)?[）)]?)?[。：:]\s?"
)
_QUANTITY = lazy(r"\d[\d.]{0,8}\s?(?:万|亿|余|多)?[\u3400-\u9fff㎡%]")


def _series(text: str, before: dict[str, int]) -> list[re.Match[str]]:
    """Return the numbers that count on from the one that a line begins with, each but the first behind a stop.

    The first is 1, or goes on from the lines `before`.
    """
    for style in _STYLES:
        first = style.match(text)
        last = signs.value(first.group(1)) if first else None
        if first is None or last is None or last not in (1, before.get(style.pattern, 0) + 1):
            continue
        found = [first]
        for mark in style.finditer(text, first.end()):
            stop = text[: mark.start()].rstrip(_EDGE)[-1:]
            if _chinese(mark) != _chinese(first):
                continue  # （一）…（1）…（2）
            if signs.value(mark.group(1)) == last + 1 and stop in _STOPS:
                found.append(mark)
                last += 1
        before[style.pattern] = last
        if len(found) >= _FEWEST:
            return found
    return []


def _chinese(mark: re.Match[str]) -> bool:
    return mark.group(1)[0] in signs.NUMERALS


_FIRST_INSIDE = lazy(
    r"[：:。—](?:(?<=[：:。])|(?<=—)—)\s*(?=一是(?!否)|[（(]?一[）)、]|1[.．、](?!\d)|[（(]1[）)]|①|第一[，、件]|[之其]一[：:，,])"
)
_SECOND = (
    ("一是", lazy(r"二是")), ("一、", lazy(r"二、")), ("一", lazy(r"[（(]二[）)]")),
    ("1", lazy(r"[（(]?2[）)]?[.．、）)]")), ("①", lazy(r"②")), ("第", lazy(r"第二[，、件]")),
    ("之一", lazy(r"之二")), ("其一", lazy(r"其二")),
)  # fmt: skip


_BRACKET_BEFORE = lazy(r"(【[^【】]{1,20}】)\s*(?=\d{1,2}[.．、]|[（(]\d|①|[一二三四五六七八九十]{1,2}、)")


def category_before(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, a category in brackets before a number as a line of its own: 【教育】3.新建幼儿园4所。"""
    found: list[Line] = []
    for line in lines:
        bracket = _BRACKET_BEFORE.match(line.text)
        if bracket is not None:
            found.append(line.piece(0, bracket.end(1)))
            line = line.piece(bracket.end())
        found.append(line)
    return tuple(found)


def first_item_behind(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, a first item behind its announcing words as a line of its own.

    …从以下方面开展工作：一是改造学校。 / 二是新建医院。
    """
    for at, line in enumerate(lines[:-1]):
        inside = _FIRST_INSIDE.search(line.text)
        if inside is None:
            continue
        words = line.text[inside.end() :].lstrip("（(")
        second = next((mark for printed, mark in _SECOND if words.startswith(printed)), None)
        if second is not None and second.match(lines[at + 1].text):
            return (*lines[:at], *line.parted([inside.end()]), *lines[at + 1 :])
    return lines
