"""Numbers of Chinese documents, exact and with spans."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text.numerals import find, parse

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.5", "8.5"), ("８．５", "8.5"), ("1,234.5", "1234.5"), ("-14.6", "-14.6"), ("8·5", "8.5"),
        ("三点五亿", "350000000"), ("0.7万亿", "700000000000"), ("一百二十三万", "1230000"), ("两千零五", "2005"),
        ("十五", "15"), ("二十", "20"), ("三百五", "350"), ("三百零五", "305"), ("二〇一九", "2019"),
        ("二○一七", "2017"),
        ("3亿5000万", "350000000"), ("三亿五千万", "350000000"), ("一万二千亿", "1200000000000"), ("廿五", "25"),
        ("187.3", "187.3"), ("２００２", "2002"),
    ],
)  # fmt: skip
def test_exact_values(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "亿", "千亿", "百", "元", "1.2.3", "十亿元", "7?22", "三五百", "2.123456789012", "1亿2亿", "五百千"],
)
def test_what_is_not_a_number(text: str) -> None:
    assert parse(text) is None


def test_spans() -> None:
    text = "增长8.5%，达到三点五亿元，新增１２家"
    assert [(text[n.start : n.end], n.value) for n in find(text)] == [
        ("8.5", Decimal("8.5")), ("三点五亿", Decimal("350000000.0")), ("１２", Decimal(12)),
    ]  # fmt: skip


def spelled(number: int) -> str:
    """Return a whole number below 10^8 in Chinese numerals."""
    if number >= 10**4:
        head, tail = divmod(number, 10**4)
        return spelled(head) + "万" + ("" if tail == 0 else ("零" if tail < 1000 else "") + spelled(tail))
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return out


@given(st.integers(1, 10**8 - 1))
def test_chinese_numerals_back_to_the_number(number: int) -> None:
    assert parse(spelled(number)) == number


@given(st.decimals(0, 10**9, places=2))
def test_arabic_and_full_width_alike(number: Decimal) -> None:
    text = str(number)
    wide = text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert parse(text) == parse(wide) == number


@given(st.text("一二三四五六七八九十百千万亿零点0123456789., 元", max_size=30))
def test_every_number_is_where_its_span_says(text: str) -> None:
    end = 0
    for number in find(text):
        assert end <= number.start < number.end <= len(text)
        assert parse(text[number.start : number.end]) == number.value
        end = number.end
