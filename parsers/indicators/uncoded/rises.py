"""Rises of several things in one clause: A、B分别由12%、30%提高到26%、86%."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.indicators.sentence.numbers import Number
from parsers.text.patterns import lazy

_EACH_FROM = lazy(r"(?:分别|各)(?:由|从)")
_UP_TO = lazy(
    r"(?:提高|增加|增长|提升|上升|跃升|攀升|扩大|发展|拓展|壮大|上调|下调|调整|调增|降低|下降|减少|压缩|缩小|缩短|回落|[增升扩降减])"
    r"(?:到了?|至|为)|达到?了?(?=\d)"
)
_PLANNED = lazy(r"计划|力争|确保|争取|预计|拟|将")
_NEAR = 6  # characters of 计划 and an adverb before 分别由
WORDS = "分别达到"  # what such a clause says of the values reached


class Rises(NamedTuple):
    """The numbers that several things started from, those that they reached, and where their names end.

    `reached` is empty where the numbers do not pair off, or where the rise is only planned.
    """

    names_end: int
    before: list[Number]
    reached: list[Number]


def of(text: str, start: int, end: int, found: Sequence[Number]) -> Rises | None:
    """Return the rises that a clause states; None where it states none."""
    each = _EACH_FROM.search(text, start, end)
    to = _UP_TO.search(text, each.end(), end) if each is not None else None
    if each is None or to is None:
        return None
    before = [number for number in found if each.end() <= number.start < to.start()]
    reached = [number for number in found if number.start >= to.end()]
    if len(before) < 2 or not reached or found[0].start < each.end():
        return None
    planned = _PLANNED.search(text, max(start, each.start() - _NEAR), to.end()) is not None
    return Rises(each.start(), before, [] if planned or len(before) != len(reached) else reached)
