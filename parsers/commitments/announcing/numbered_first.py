"""Sentences that name projects with numbers before their count: 确定1.A；2.B；3.C等三个项目为民生实事项目."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.commitments.announcing.announcement import Announcement, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, pieces
from parsers.commitments.numbering.signs import number, value
from parsers.text.patterns import lazy

NAMED = lazy("实事|民生|民心|惠民")  # one of them is in every match of _THINGS
_COUNTED = lazy(r"([0-9一二三四五六七八九十两]{1,3})\s?大?[件项个]")
_THINGS = lazy(
    r"[^，。；：:、]{0,24}?(?:实事|(?:民生|惠民)[^，。；、]{0,4}(?:项目|工程)|民心[^，。；、]{0,3}(?:项目|工程))"
)
_LONGEST = 800  # characters of the names
_CHOSE = lazy(r"确定|票决|表决|投票|选出|选定|产生|列入|列为|入选|当选|成为|敲定")
_ETC = lazy(r"[，,、；;\s]*(?:等|共|这|以上|上述)?\s*$")


def find(at: int, line: Line) -> Iterator[Announcement]:
    """Yield the sentences of a line in which as many numbered names were chosen as stands behind them."""
    text = line.text
    if NAMED.search(text) is None:
        return
    for counted in _COUNTED.finditer(text):
        count = number(counted.group(1)) or 0
        things = _THINGS.match(text, counted.end()) if count > 1 else None
        if things is None:
            continue
        begin = max(0, counted.start() - _LONGEST)
        first = next(_series(text, begin, counted.start(), count), None)
        sentence = between.behind_last(text, 0, first, "。！!\n") if first is not None else 0
        if first is None or not _CHOSE.search(text[sentence:first] + things.group()):
            continue
        etc = _ETC.search(text, first, counted.start())
        yield Announcement(
            at, line.start + sentence, line.start + first, text[sentence:first], count, None, True,
            last_year(text[sentence:first] + things.group()),
            until=line.start + (etc.start() if etc else counted.start()),
        )  # fmt: skip


def _series(text: str, begin: int, end: int, count: int) -> Iterator[int]:
    """Yield where numbers from 1 to a count begin, the last of them the nearest before `end`."""
    for style in pieces.MARKS:
        ones = [mark for mark in style.finditer(text, begin, end) if value(mark.group(1)) == 1]
        if ones and len(pieces.in_order(style, text, begin, end, ones[-1], anywhere=True)) == count:
            yield ones[-1].start()
