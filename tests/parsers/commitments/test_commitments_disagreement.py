"""Outcomes whose words and quantities disagree are a problem."""

from __future__ import annotations

import pytest

from parsers import commitments
from parsers.page import Page
from parsers.record import Commitment, Problem


def reported(promise: str, outcome: str) -> tuple[Commitment, list[Problem]]:
    """Return the first of two projects with the conflicts found; the second one's outcome is in order."""
    text = (
        f"2024年民生实事完成情况\n1.{promise}\n完成情况：{outcome}\n2.修桥2座。\n完成情况：已完成，修桥2座。"
    )
    found, problems = commitments.read(Page(text=text), 2024, None, "livelihood_projects")
    return found[0], [problem for problem in problems if problem.code == "outcome_conflict"]


@pytest.mark.parametrize(
    ("promise", "outcome", "status"),
    [
        ("新建菜场12座。", "已全部完成，建成菜场9座。", "completed"),
        ("安装路灯800盏。", "完成。共安装路灯760盏。", "completed"),
        ("培训农民3000人。", "已完成，全年培训农民2850人。", "partly"),
        ("敷设燃气管道30公里。", "提前完成，敷设燃气管道26公里。", "completed"),
        ("为1.2万人发放补贴。", "已完成，为1.05万人发放补贴。", "partly"),
        ("改造公厕40座。", "未完成，改造公厕40座。", "delayed"),
    ],
)
def test_words_and_quantities_that_disagree_are_a_problem(promise: str, outcome: str, status: str) -> None:
    found, problems = reported(promise, outcome)
    assert (found.status, found.outcome) == (status, outcome)
    assert [(problem.start, problem.end) for problem in problems] == [(found.start, found.end)]


@pytest.mark.parametrize(
    ("promise", "outcome"),
    [
        ("新建菜场12座。", "已建成菜场9座。"),
        ("新建菜场12座。", "全部完成，建成菜场12座。"),
        ("安装路灯800盏。", "已完成，安装路灯860盏。"),
        ("改造公厕40座。", "已完成，投资300万元。"),
        ("打通断头路5条。", "正在施工，5条断头路均已进场。"),
        ("新建学校2所。", "已完成，新增学位900个。"),
        ("新建养老院3所。", "暂缓实施。"),
        ("新建公园3座。", "未完成，建成公园2座。"),
        ("新装空调90台、水泵4台。", "空调90台已装，水泵正在招标。"),
    ],
)
def test_words_and_quantities_that_agree_or_cannot_be_compared_are_none(promise: str, outcome: str) -> None:
    _, problems = reported(promise, outcome)
    assert problems == []
