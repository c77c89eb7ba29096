"""What the words for a year, a part of a year and a number of years mean: 2012年底, 上半年, 五年来."""

from __future__ import annotations

import re

from parsers.text.numerals import mantissa
from parsers.text.patterns import lazy

_BARE_YEARS = lazy(r"([二两三四五六七八九十]|\d{1,2})年(?:来|间)?$")

_QUARTERS = {
    "一": "Q1",
    "二": "Q2",
    "三": "Q3",
    "四": "Q4",
    "1": "Q1",
    "2": "Q2",
    "3": "Q3",
    "4": "Q4",
    "首": "Q1",
}


def length_of(text: str) -> int | None:
    """The number of years that bare words name: 5 for 五年, 五年来; None for 过去五年, 今后五年, “十四五”."""
    count = _BARE_YEARS.match(text)
    number = mantissa(count[1]) if count else None
    return int(number) if number is not None else None


def fraction(text: str) -> str:
    """`H1`, `Q1` …; `?` for months and sums of quarters, which the contract's period has no form for."""
    if text == "上半年":
        return "H1"
    if text == "下半年":
        return "H2"
    if "季" in text and not text.startswith("前"):
        return _QUARTERS.get(text.removeprefix("第")[0], "?")
    return "?"


def year_named(text: str) -> int:
    """The year that 2012年, 2012年底 or 二〇一二年 names."""
    digits = re.match(r"[0-9〇零○一二三四五六七八九]{4}", text)
    return int(mantissa(digits[0]) or 0) if digits else 0
