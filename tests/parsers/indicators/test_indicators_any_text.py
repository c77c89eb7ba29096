"""Figures of text of any kind: printed in another way, of random characters, very long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.indicators import read
from parsers.indicators.sentence.fold import fold
from parsers.page import Page
from tests.support.growth import grows_in_step

WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@settings(max_examples=60, deadline=None)
@given(
    st.decimals("0.1", "99.9", places=1),
    st.integers(10, 9999),
    st.booleans(),
    st.sampled_from(["", " ", "\u3000", "**"]),
)
def test_print_does_not_change_what_is_read(growth: object, level: int, wide: bool, blank: str) -> None:
    text = f"地区{blank}生产总值{blank}{level}{blank}亿元，增长{blank}{growth}{blank}%。"
    if wide:
        text = text.translate(WIDE)
    indicators, problems = read(Page(text), 2020, 2021, "work_report")
    assert [i.value for i in indicators] == [float(level), float(str(growth))]
    assert not problems
    for i in indicators:
        assert str(level) in fold(text[i.start : i.end]).text


@settings(max_examples=60, deadline=None)
@given(
    st.text("地区生产总值增长亿元%0123456789.，。；（）、分别和年五来“十三”\n\t 预计目标是?×－", max_size=80)
)
def test_any_text_is_read_with_spans_inside_it(text: str) -> None:
    indicators, problems = read(Page(text), 2020, 2021, "work_report")
    for i in indicators:
        assert 0 <= i.start < i.end <= len(text)
    assert all(p.start is not None and p.end is not None and p.start < p.end for p in problems)


BAITS = [
    "地区生产总值",
    "1",
    "1 ",
    "1.",
    "1,",
    "8.5-",
    "（",
    "一",
    "十",
    "“十三五”",
    "增长5%，",
    "地区生产总值、",
    "剔除",
    "×",
    "x1",
    "\t1",
]


@pytest.mark.parametrize("bait", BAITS)
def test_time_grows_no_faster_than_the_text(bait: str) -> None:
    def seconds(length: int) -> float:
        text = "地区生产总值增长5%，" + bait * (length // len(bait))
        began = time.process_time()
        read(Page(text), 2020, 2021, "work_report")
        return time.process_time() - began

    assert grows_in_step(seconds, 6000, 24_000, 10)  # quadratic would be 16


@pytest.mark.ci
def test_a_flood_of_figures_is_cut_off_and_told() -> None:
    indicators, problems = read(Page("地区生产总值增长5%。" * 40_000), 2020, 2021, "work_report")
    assert 0 < len(indicators) < 40_000
    assert [p.code for p in problems] == ["figures_unread"]
