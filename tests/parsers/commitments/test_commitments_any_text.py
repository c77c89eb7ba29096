"""Promises of any text: hostile pages are read in proportion to their length, spans hold, every number counts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import commitments
from parsers.commitments import unread
from parsers.page import Page
from tests.support.growth import grows_in_step
from tests.support.read_commitments import read, read_page

words = st.text(
    st.sampled_from("新建改造公园学校所个12。；，：\n\t（）()【】▲1.一、二是完成情况牵头单位区教育局 　"),
    max_size=120,
)
BAITS = (
    "（",
    "1.",
    "一、",
    "完成情况：",
    "\t",
    "\n",
    "民生实事\n",
    "序号\t项目\n",
    "1\n",
    "已",
    "牵头单位：",
    "\n目标：",
    "【责任单位】",
    "*",
    "十件实事项目\n",
    "民生实事共计",
    "；二是，",
    "已完成3件：①甲；",
)


@pytest.mark.parametrize("bait", BAITS)
@pytest.mark.ci
def test_hostile_text_takes_time_in_proportion(bait: str) -> None:
    def seconds(size: int) -> float:
        page = Page(
            text="民生实事项目\n序号\t项目名称\n1.新建公园" + bait * (size // len(bait)), format="text"
        )
        start = time.process_time()
        commitments.read(page, 2024, 2025, "livelihood_projects")
        return time.process_time() - start

    assert grows_in_step(seconds, 8_000, 64_000, 24)  # quadratic would be 64


def test_counts_without_a_list_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        page = Page(text="1件实事 " * (size // 5), format="text")
        start = time.process_time()
        unread.problems(page, (), ())
        return time.process_time() - start

    assert grows_in_step(seconds, 8_000, 64_000, 24)


def test_a_lost_table_gives_nothing() -> None:
    text = "2016年民生实事一览表\n《政府工作报告》注释\n1. 公私合作：政府与社会资本的一种合作。"
    assert read(text) == ()


@given(words)
def test_spans_hold_what_they_stand_for_and_reading_twice_is_reading_once(body: str) -> None:
    page = Page(text=f"2025年民生实事项目\n{body}", format="text")
    found, problems = read_page(page)
    assert (found, problems) == read_page(page)
    for commitment in found:
        assert 0 <= commitment.start < commitment.end <= len(page.text)
        assert commitment.text == commitment.text.strip() != ""


@given(st.lists(st.integers(1, 999), min_size=2, max_size=20))
def test_every_numbered_line_is_one_promise(sizes: list[int]) -> None:
    lines = [f"{n}.新建公园{size}座。" for n, size in enumerate(sizes, start=1)]
    found = read("民生实事清单\n" + "\n".join(lines))
    assert [c.ordinal for c in found] == [str(n) for n in range(1, len(sizes) + 1)]
    assert [c.quantities[0].value for c in found] == [float(size) for size in sizes]
