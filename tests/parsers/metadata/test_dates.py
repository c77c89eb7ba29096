"""Dates in every way that Chinese pages write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import dates

HAN = "〇一二三四五六七八九"


def chinese_year(year: int, zero: str = "〇") -> str:
    return "".join(HAN[int(digit)] for digit in str(year)).replace("〇", zero)


def chinese_small(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else HAN[tens]) + "十"
    return head + (HAN[ones] if ones else "")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("（2021年1月25日在云溪区", "2021-01-25"),
        ("２００２年１２月２８日", "2002-12-28"),
        ("2 0 2 1 年 1 月 2 5 日", "2021-01-25"),
        ("2021 年　1月 25 日", "2021-01-25"),
        ("二〇二四年一月十八日", "2024-01-18"),
        ("二○○三年十二月三十一日", "2003-12-31"),
        ("二零一九年二月廿八日", "2019-02-28"),
        ("二０一九年十月二十日", "2019-10-20"),
        ("2020-01-14 10:20:33", "2020-01-14"),
        ("2020/1/4", "2020-01-04"),
        ("2020.01.04", "2020-01-04"),
        ("2021年1月25号", "2021-01-25"),
        ("二〇二一年元月九日", "2021-01-09"),
        ("2021年2月30日", None),
        ("t20220608_3071299", None),
        ("2021年1月", None),
        ("010-2020-01-145", None),
        ("二十一世纪", None),
    ],
)
def test_first(written: str, expected: str | None) -> None:
    assert dates.first(written) == expected


@given(
    st.dates(date(1949, 1, 1), date(2099, 12, 31)),
    st.sampled_from("〇○零０O"),
    st.sampled_from(["", " ", "　", "\u00a0"]),
)
def test_every_day_reads_back_in_every_writing(day: date, zero: str, gap: str) -> None:
    arabic = f"{day.year}{gap}年{gap}{day.month}月{day.day}日"
    chinese = f"{chinese_year(day.year, zero)}年{chinese_small(day.month)}月{chinese_small(day.day)}日"
    wide = arabic.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (arabic, chinese, wide, day.isoformat()):
        (found,) = dates.find(f"在{written}上")
        assert found.date == day
        assert (found.start, found.end) == (1, 1 + len(written))


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    for found in dates.find(text):
        assert 0 <= found.start < found.end <= len(text)


def test_years() -> None:
    assert dates.years("一九八五年回顾和1986年安排，12345年、3000年不算，2016-2020年算后一个") == [
        1985,
        1986,
        2020,
    ]
