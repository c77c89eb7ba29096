"""Numbers of one character (①, ⑴, ⒈, ❶, ㈠) and letters that count (a., B、), and what they mean."""

from __future__ import annotations

import unicodedata

CIRCLED = "①-⑳❶-❿➀-➓"
DOTTED = "⒈-⒛"
BRACKETED = "⑴-⒇"
BRACKETED_CHINESE = "㈠-㈩"
# Behind a number and white space, no word of a count that a mark ends: 新建学校 2 所、…
NO_COUNT = (
    r"(?!(?:公里|平方米|公顷|千米|万元|亿元|万人|万亩|[个所家处座条件项名人户套间亩张台辆场次类批栋幢米吨元天月年日岁倍分])"
    r"(?:[^\u3400-\u9fff]|$))"
)
NUMERALS = "一二三四五六七八九十"
NUMBER = rf"(?:\d{{1,3}}|[{NUMERALS}百两]{{1,4}})"  # of projects, in figures or in words
FORMAL = "壹贰叁肆伍陆柒捌玖拾"  # as on cheques
_CHINESE = (
    {c: n for n, c in enumerate("零一二三四五六七八九")}
    | {c: n for n, c in enumerate(FORMAL[:9], 1)}
    | {"两": 2}
)
ANY = CIRCLED + DOTTED + BRACKETED + BRACKETED_CHINESE


def value(printed: str | None) -> int | None:
    """Return the number that a printed ordinal means: 3 for 三, ③, ⑶ and c."""
    if not printed:
        return None
    if len(printed) == 1 and printed.isascii() and printed.isalpha():
        return ord(printed.lower()) - ord("a") + 1
    if len(printed) == 1 and unicodedata.category(printed) == "No":
        return int(unicodedata.numeric(printed))
    return number(printed)


def number(text: str) -> int | None:
    """Return a count below a thousand in Arabic or Chinese numerals."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit = 0, 0
    for c in text:
        if c in "十拾":
            total, digit = total + (digit or 1) * 10, 0
        elif c == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif c in _CHINESE:
            digit = _CHINESE[c]
        else:
            return None
    return total + digit or None
