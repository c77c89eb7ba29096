"""Which words count livelihood projects, and names in brackets with a promise or a report behind them."""

from __future__ import annotations

import time

import pytest

from parsers.commitments import announced_number
from parsers.page import Page
from parsers.read import read
from parsers.record import Record
from tests.support.growth import grows_in_step


def _counts(words: str) -> list[int]:
    return announced_number.announced(Page(text=words, format="text"))


@pytest.mark.parametrize(
    "words",
    ["贯彻党的二十大精神抓好民生实事", "6件刑事案件", "审结47件民事案件", "受理61件人事争议", "民生4项指标",
     "第二十大民生工程", "第三十件民生实事", "惠民5项政策", "化解9件信访事项"],
)  # fmt: skip
def test_these_words_count_no_projects(words: str) -> None:
    assert _counts(words) == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("办好30件民生实事", 30), ("十大民生工程", 10), ("二十项民生实事", 20), ("暖心7件事", 7), ("9件大事", 9),
        ("办好14件暖心小事", 14), ("暖心九事", 9), ("民生实事13件", 13), ("民生实事共计安排16项", 16),
        ("7项惠民举措", 7),
        ("六件“关键小事”", 6), ("民生九条", 9), ("12件实事好事", 12), ("8件群众身边小事", 8),
    ],
)  # fmt: skip
def test_these_words_count_projects(words: str, count: int) -> None:
    assert _counts(words) == [count]


def test_words_for_a_sum_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        _counts("民生实事" + "共计" * (size // 2) + "。")
        return time.process_time() - start

    assert grows_in_step(seconds, 300, 1_200, 16)


def _read(text: str) -> Record:
    return read(text.encode(), source="page.txt")


def test_what_a_plan_promises_behind_a_name_stays_in_the_promise() -> None:
    record = _read(
        "2026年柳坪县民生实事项目\n1.【供热工程】新建热站2座，已完成选址。\n2.【桥梁工程】改造桥梁5座，已完成设计。\n"
        "3.【校舍工程】新建校舍1栋，年底前建成。\n"
    )

    assert [(one.text, one.outcome) for one in record.commitments] == [
        ("【供热工程】新建热站2座", "已完成选址。"),
        ("【桥梁工程】改造桥梁5座", "已完成设计。"),
        ("【校舍工程】新建校舍1栋，年底前建成。", None),
    ]


def test_what_a_yearbook_reports_behind_a_name_is_the_outcome() -> None:
    record = _read(
        "2025年柳坪县民生实事完成情况\n1.【供热工程】建成热站2座。\n2.【桥梁工程】改造桥梁5座，已全部通车。\n"
        "3.【校舍工程】主体已封顶。\n"
    )

    assert [(one.text, one.outcome) for one in record.commitments] == [
        ("供热工程", "建成热站2座。"),
        ("桥梁工程", "改造桥梁5座，已全部通车。"),
        ("校舍工程", "主体已封顶。"),
    ]


def test_a_headline_with_a_comma_names_the_division() -> None:
    record = _read(
        "建宁县“暖心四事”来了，请查收\n今年将办好以下四件事：\n1.新建热站3座\n2.改造桥梁12座\n3.新建校舍2栋\n4.更换水表900块\n"
    )

    assert record.division is not None
    assert record.division.name == "建宁县"
