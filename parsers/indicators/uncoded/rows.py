"""Numbers that stand in a row and share what is said of them: 分别增长9.3%、19.2%和3%."""

from __future__ import annotations

from collections.abc import Container, Sequence

from parsers.indicators.sentence.numbers import COUNTED, Number
from parsers.text.patterns import lazy

MEASURES = frozenset(
    {"亩", "公顷", "吨", "公斤", "斤", "平方米", "公里", "平方公里", "立方米", "标箱", "标准箱"}
)
_LONGEST = 20
_JOIN = lazy(
    r"^(?:、|和|及|与|以及|，)?(?:增长|上升|提高|增加|下降|减少|降低|回落|上涨|下跌|提升)?了?(?:约|近|超|达)?(?:每人)?(?:每[年月])?$"
)


def joined(text: str, found: Sequence[Number], first: int) -> list[Number]:
    """Return the numbers that only 、 or 和 part from each other, from the first on."""
    row = [found[first]]
    if first + 1 == len(found):
        return row
    for number in found[first + 1 : first + _LONGEST]:
        if text[row[-1].end : number.start] not in ("、", "和", "及", "与", "，"):
            break
        row.append(number)
    return row


def like(
    text: str, found: Sequence[Number], first: int, taken: Container[int], *, mixed: bool
) -> list[Number]:
    """Return the numbers of one unit that stand in a row from the first on: 9.3%、19.2%和3%.

    `taken` are the offsets of numbers that were read already, which end the row unless it is mixed.
    `mixed`: things counted or measured may have units of their own: 分别达110个、2155台和8200家, 86万亩、21万吨.
    """
    run = [found[first]]
    if first + 1 == len(found):
        return run
    for number in found[first + 1 : first + _LONGEST]:
        between = text[run[-1].end : number.start]
        counters = mixed and number.plain in COUNTED and run[0].plain in COUNTED
        counters = counters or (mixed and {number.plain, run[0].plain} == {"%", "倍"})
        counters = counters or (mixed and number.plain in MEASURES and run[0].plain in MEASURES)
        if (
            not (number.plain == run[0].plain or counters)
            or not between
            or not _JOIN.match(between)
            or (number.start in taken and not mixed)
        ):
            break
        run.append(number)
    return run
