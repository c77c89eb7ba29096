"""Find dates in Chinese text: 2021年1月25日, ２０２１－１－２５, 二〇二一年一月二十五日, 2 0 2 1 年 1 月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from parsers.text.patterns import lazy

# Zero among Chinese digits is printed as 〇 (U+3007), ○, ◯, Ｏ, O, ０, 0 or 零; all are read as 〇.
_FOLD: Final = str.maketrans(
    "０１２３４５６７８９○◯〇零ＯOΟ－．／　\u00a0\u2002\u2003\u2009\u200b\ufeff",
    "0123456789〇〇〇〇〇〇〇-./       ",
)
_DIGIT: Final = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    str(n): str(n) for n in range(10)
}

_S = r"\s{0,4}"
_C = "[〇0一二三四五六七八九]"
_YEAR = rf"(?P<year>[12]{_S}[0-9]{_S}[0-9]{_S}[0-9]|[一二]{_S}{_C}{_S}{_C}{_S}{_C})"
_MONTH = rf"(?P<month>[01]?{_S}[0-9]|[一二三四五六七八九十〇]{{1,3}}|元)"
_DAY = rf"(?P<day>[0-3]?{_S}[0-9]|[一二三四五六七八九十廿卅〇]{{1,4}})"
_HAN: Final = lazy(rf"(?<![0-9]){_YEAR}{_S}年{_S}{_MONTH}{_S}月{_S}{_DAY}{_S}[日号]")
_ISO: Final = lazy(
    r"(?<![0-9./-])(?P<year>[12][0-9]{3})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date and the half-open span of its characters."""

    date: date
    start: int
    end: int


def _small(written: str) -> int:
    """Return the number of a month or day: 12, 1 2, 十二, 二十五, 廿五, 三〇."""
    written = "".join(written.split()).replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    if "十" in written:
        tens, _, ones = written.partition("十")
        return int(_DIGIT[tens] if tens else 1) * 10 + int(_DIGIT[ones] if ones else 0)
    return int("".join(_DIGIT[c] for c in written))


def _year(written: str) -> int:
    return int("".join(_DIGIT[c] for c in written if not c.isspace()))


def find(text: str) -> Iterator[Found]:
    """Yield each complete date (year, month, day) that exists in the calendar, in the order of the text."""
    folded = text.translate(_FOLD)
    matches = [*_HAN.finditer(folded), *_ISO.finditer(folded)]
    for match in sorted(matches, key=re.Match.start):
        try:
            value = date(_year(match["year"]), _small(match["month"]), _small(match["day"]))
        except (ValueError, KeyError):
            continue  # 2021年2月30日 is not a date
        yield Found(value, match.start(), match.end())


def first(text: str) -> str | None:
    """Return the first complete date as YYYY-MM-DD, or None."""
    for found in find(text):
        return found.date.isoformat()
    return None


_BARE_YEAR: Final = lazy(rf"(?<![0-9一二三四五六七八九〇]){_YEAR}{_S}年?")


def years(text: str) -> list[int]:
    """Return the years from 1949 to 2099 that are written in four digits and followed by 年, in order."""
    folded = text.translate(_FOLD)
    written = (match for match in _BARE_YEAR.finditer(folded) if match[0].endswith("年"))
    return [value for match in written if 1949 <= (value := _year(match["year"])) <= 2099]


# 回顾 2015 年工作, a page of which the numbers were typed in another font
_BLANK_BEHIND: Final = lazy(r"(?<=[0-9])[ \u3000\u00a0]+(?=[年月日])")
_BLANK_BEFORE: Final = lazy(r"(?<=[\u3400-\u9fff（(])[ \u3000\u00a0]+(?=[12][0-9]{3}年)")


def without_blanks(text: str) -> str:
    """Return a text without the white space around the numbers of its years, months and days."""
    return _BLANK_BEFORE.sub("", _BLANK_BEHIND.sub("", text))
