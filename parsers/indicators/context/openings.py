"""The years that a sentence opens with, and whether they hold for the sentences behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from parsers.indicators.context.passage import Passage
from parsers.indicators.sentence.tokens import period_pattern
from parsers.text.patterns import lazy

BASES = frozenset("由从比较与同")  # before a year that a value only starts from or is compared with
_OPENING = 20  # characters in which such years begin to be named
_WORDS = 24
_MONTH = lazy(r"\d{1,2}月")
_LEAD = 8  # characters that may stand before them: 各位代表，


def years(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match of the years that the sentence between two offsets opens with."""
    opening = text[start : min(end, start + _OPENING)]
    if not ("年" in opening or "季" in opening or "届" in opening or "五" in opening):
        return None
    match = period_pattern().search(text, start, min(end, start + _WORDS))
    return match if match is not None and match.start() - start <= _LEAD else None


def hold_on(text: str, opens: re.Match[str], end: int, signs: Sequence[int], passage: Passage) -> bool:
    """Return whether the years that a sentence opens with hold behind it, too: a span of years always does.

    `signs` are the offsets at which figures can begin. A year that a value starts from does not
    (比重由2015年的12：55：33演进为9：58：33), nor does that of an event without figures in a report on one year
    (2018年全省测评名列第一), nor does that of one month (2020年2月，省政府批准退出贫困县序列).
    """
    if text[opens.start() - 1] in BASES and passage.cue == passage.named_by(opens):
        return False
    if _MONTH.match(text, opens.end()):
        return False
    named = passage.named_by(opens)
    if named is not None and named.first != named.last:
        return True
    if text.startswith(("当年", "同年", "该年"), end + 1):
        return True
    if passage.frame.several is not None or text[opens.end() : opens.end() + 1] in "，,：:":
        return True
    behind = bisect_left(signs, opens.end())
    return behind < len(signs) and signs[behind] < end
