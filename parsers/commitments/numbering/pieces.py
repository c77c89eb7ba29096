"""Take apart what an announcing sentence lists where numbers that run on count it: 一是…；二是…, （1）…（2）…"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.between import EDGE
from parsers.text.patterns import lazy

# Numbers that run on inside a paragraph, by style.
MARKS: tuple[re.Pattern[str], ...] = (
    lazy(rf"([{signs.NUMERALS}]{{1,3}})是(?!否)[：:，,]?\s?"),
    lazy(rf"其([{signs.NUMERALS}]{{1,3}})(?:[：:，,、]|[是为](?!否))\s?"),
    lazy(  # ⑴ and (7) may count one list
        rf"(?=[（(]?\s?([{signs.NUMERALS}]{{1,3}}|\d{{1,2}}|[{signs.BRACKETED}{signs.BRACKETED_CHINESE}]))"
        rf"(?:[（(]\s?(?:[{signs.NUMERALS}]{{1,3}}|\d{{1,2}})\s?[）)]|[{signs.BRACKETED}{signs.BRACKETED_CHINESE}])\s?[、.．]?\s?"
    ),
    lazy(rf"([{signs.NUMERALS}]{{1,3}})[、，,.．：:]\s?"),
    lazy(r"(\d{1,2})\s?[.．、)）：:]\s?(?!\d)"),
    lazy(rf"([{signs.CIRCLED}])\s?"),
    lazy(rf"([{signs.DOTTED}])\s?"),
    lazy(
        rf"第([{signs.NUMERALS}]{{1,3}}|\d{{1,2}}(?=[件项]))[件项个]?(?:实事|项目|工程)?(?:是|为)?[，、：:,]?\s?"
    ),
    lazy(rf"(?:实事|工程|项目)?之([{signs.NUMERALS}]{{1,3}})(?:[：:、，]|—{{1,2}})\s?"),
    lazy(rf"(\d{{1,2}})[ \u3000]{{1,2}}{signs.NO_COUNT}(?=[\u3400-\u9fff“])"),
    lazy(rf"[【\[〔<〈]\s?([{signs.NUMERALS}]{{1,3}}|\d{{1,2}})\s?[】\]〕>〉]\s?[、.．：:]?\s?"),
    lazy(
        rf"(?:民生|惠民|为民|便民)?(?:实事|项目|工程|任务|行动)([{signs.NUMERALS}]{{1,3}}|\d{{1,2}})[：:、]\s?"
    ),
    lazy(  # 一要新建…；二要完成…: what a meeting demands begins with other verbs
        rf"([{signs.NUMERALS}]{{1,3}})要(?=新|改|扩|建(?![立议])|完成|启动|实施|拓宽|开通|实现|为|发放|购置|整合|免费|安装|硬化|修|解决|提供|加装|续建|迁建|打通|培训)"
    ),
)
INNER = (MARKS[2], MARKS[4], MARKS[5])  # （1）, 1、, ①
_SIGN = lazy(rf"[{signs.CIRCLED}{signs.DOTTED}{signs.BRACKETED}]")  # ⑩: nothing else than a number
BEFORE_MARK = "。；;：:，,、！!）)”\n \t\u3000"
_MOST = 400
_MOST_LINES = 60
_FEWEST_LATER = 3
MOST_BEGUN = 40  # lists begun in one line: each is followed to the line's end


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a list: its number as printed, where its mark and its words begin, where they end."""

    ordinal: str | None
    start: int
    at: int
    end: int


def run_on(
    text: str,
    lines: list[Line],
    nth: int,
    start: int,
    count: int | None,
    limit: int | None = None,
    *,
    from_one: bool = True,
) -> list[Piece]:
    """Parts that are counted inside one paragraph, also where lines break inside a part.

    `limit`: where another counted list begins; up to there they are at most as many as `count` says, and may follow
    each other without a stop: （1）A（2）B; `from_one`: the first number is 1, as it is not in a second group.
    """
    while start < len(text) and text[start] in EDGE:
        start += 1
    end = limit or lines[nth].end
    if start >= end:
        return []
    for style in MARKS:
        first = style.match(text, start, end)
        if first is None or (from_one and signs.value(first.group(1)) != 1):
            continue
        marks = in_order(style, text, start, end, first, anywhere=limit is not None)
        following = nth + 1
        while (
            limit is None
            and following < min(len(lines), nth + _MOST_LINES)
            and _goes_on(text, end, len(marks), count)
        ):
            more = in_order(style, text, start, lines[following].end, first)
            if len(more) > len(marks) or style.match(lines[following].text):
                marks, end = more, lines[following].end
            elif count is None or text[lines[following].start - 2] in "。；！":
                break
            following += 1
        if limit is not None:
            marks = marks[:count]
        if len(marks) < 2 and count != 1:
            continue
        return _pieces(text, marks, end)
    return []


def later(text: str, start: int, end: int) -> list[Piece]:
    """Parts with the numbers of a longer list, of which a sentence names some: 28.A；29.B；43.C."""
    while start < end and text[start] in EDGE:
        start += 1
    for style in MARKS:
        first = style.match(text, start, end)
        if first is None:
            continue
        marks = [first]
        for mark in style.finditer(text, first.end(), end):
            stop = text[: mark.start()].rstrip(EDGE)[-1:]
            value, last = signs.value(mark.group(1)) or 0, signs.value(marks[-1].group(1)) or 0
            if stop in "；;。" and last < value < last + _MOST_LINES:
                marks.append(mark)
        if len(marks) >= _FEWEST_LATER:
            return _pieces(text, marks, end)
    return []


def _goes_on(text: str, end: int, found: int, count: int | None) -> bool:
    if count is not None:
        return found < count
    return text[end - 1] not in "。！!"


def in_order(
    style: re.Pattern[str], text: str, start: int, end: int, first: re.Match[str], *, anywhere: bool = False
) -> list[re.Match[str]]:
    """The marks of a style that count on from the first; one may be missing. `anywhere`: no stop before them."""
    found, last = [first], signs.value(first.group(1)) or 1
    for mark in style.finditer(text, first.end(), end):
        value = signs.value(mark.group(1))
        free = anywhere or _SIGN.match(mark.group(1)) is not None
        if value not in (last + 1, last + 2) or (text[mark.start() - 1] not in BEFORE_MARK and not free):
            continue
        found.append(mark)
        last += 1 if value == last + 1 else 2
        if len(found) == _MOST:
            break
    return found


def with_ends(marks: list[re.Match[str]], last: int) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each mark with where its part ends: at the next mark, that of the last one at a place."""
    return zip(marks, [*(mark.start() for mark in marks[1:]), last], strict=True)


def _pieces(text: str, marks: list[re.Match[str]], end: int) -> list[Piece]:
    ended = with_ends(marks, last_end(text, marks, end))
    return [Piece(mark.group(1), mark.start(), mark.end(), stop) for mark, stop in ended]


def last_end(text: str, marks: list[re.Match[str]], end: int) -> int:
    """Where the last part ends: at its first 。 where none of the others goes past one."""
    spans = [(a.end(), b.start()) for a, b in itertools.pairwise(marks)]
    if any("。" in text[a:b].rstrip("。 \u3000\n") for a, b in spans):
        return end
    stop = text.find("。", marks[-1].end(), end)
    return stop + 1 if stop >= 0 else end
