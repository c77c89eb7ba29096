"""Find numbers as Chinese documents write them: 8.5, ８．５, 1,200, 一百二十三万, 三点五亿, 0.7万亿, 3亿5000万.

Values are exact (`Decimal`) and have spans. A magnitude (万, 亿 …) without digits, as in 突破千亿, is not a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from parsers.text.patterns import lazy

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "兩": 2,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MAGNITUDES = {
    "万亿": Decimal(10**12),
    "亿": Decimal(10**8),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "万": Decimal(10**4),
    "千": Decimal(10**3),
    "百": Decimal(10**2),
}
WIDTH = str.maketrans("０１２３４５６７８９．，％＋－", "0123456789.,%+-")

# Lengths are bounded: no figure is longer, and the time at each place must not depend on the text's length.
ARABIC = (
    r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,8})?|\d{1,15}(?!\d)(?:[.·]\d{1,8}(?!\d)|(?![.·]\d)))"
)
CHINESE = (
    r"(?<![数几好])(?:[一二三四五六七八九两壹贰叁肆伍陆柒捌玖十廿]|[零〇○](?=[点一二三四五六七八九零〇○]))"
    r"[零〇○一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]{0,16}"
    r"(?:点[零〇○一二三四五六七八九]{1,8})?"
)
MAGNITUDE = "万亿|亿|千万|百万|十万|万|千|百"
_FIND = lazy(rf"(?:{ARABIC}|{CHINESE})(?:{MAGNITUDE})?(?:\d+(?:{MAGNITUDE})|{CHINESE}(?:{MAGNITUDE})?)*")
_PART = lazy(rf"({ARABIC}|{CHINESE})({MAGNITUDE})?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: its exact value and half-open span."""

    value: Decimal
    start: int
    end: int


def find(text: str) -> Iterator[Numeral]:
    """Yield every number in the text, left to right."""
    folded = text.translate(WIDTH)
    for match in _FIND.finditer(folded):
        value = parse(match[0])
        if value is not None:
            yield Numeral(value, match.start(), match.end())


def parse(text: str) -> Decimal | None:
    """Return the exact value of a text that is one number and nothing else, else None."""
    folded = text.strip().translate(WIDTH)
    sign = Decimal(1)
    if folded[:1] in ("-", "−", "+"):
        sign = Decimal(1) if folded[0] == "+" else Decimal(-1)
        folded = folded[1:]
    total = Decimal(0)
    position, ceiling = 0, None
    while position < len(folded):
        part = _PART.match(folded, position)
        if part is None:
            return None
        value = mantissa(part[1])
        if value is None:
            return None
        scale = MAGNITUDES[part[2]] if part[2] else Decimal(1)
        if ceiling is not None and scale > ceiling:  # 一万二千亿: 亿 multiplies all before it
            total, ceiling = (total + value) * scale, scale
        elif ceiling is not None and scale == ceiling:
            return None
        else:
            total, ceiling = total + value * scale, scale
        position = part.end()
    return sign * total if position else None


@lru_cache(maxsize=1 << 12)  # most numbers of texts are few: 3, 10, 2025
def mantissa(digits: str) -> Decimal | None:
    """Return the value of digits without a magnitude above 千: 1,234.5, 一百二十三, 二〇一九, 三点五."""
    first = digits[:1]
    if first.isascii() and first.isdigit():
        return Decimal(digits.replace(",", "").replace("·", "."))
    whole, point, fraction = digits.partition("点")
    value = _whole(whole)
    if value is None or (point and not fraction):
        return None
    if fraction:
        return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in fraction)}")
    return Decimal(value)


def _whole(digits: str) -> int | None:
    digits = digits.replace("廿", "二十")
    if not any(c in SMALL for c in digits):
        return int("".join(str(DIGITS[c]) for c in digits)) if digits else None
    total, current, last = 0, None, 10**4
    for c in digits:
        if c in SMALL:
            unit = SMALL[c]
            if unit >= last:
                return None
            total += (1 if current is None else current) * unit
            current, last = None, unit
        elif current is not None and current != 0:
            return None
        else:
            current = DIGITS[c]
    if current is not None:
        # 三百五 is 350, 三百零五 is 305; 十五 is 15.
        total += current * (last // 10 if last > 10 and "零" not in digits and "〇" not in digits else 1)
    return total
