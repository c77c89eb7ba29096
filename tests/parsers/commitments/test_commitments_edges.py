"""Where the words of a promise begin and end, and what some words around a list do not say of it."""

from __future__ import annotations

import pytest

from parsers.commitments import make, status
from parsers.read import read


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("：新增就业6万人", "新增就业6万人"),
        ("，、改造危房300户；", "改造危房300户；"),
        ("扶持创业，发放贷款。（牵头部", "扶持创业，发放贷款。"),
        ("扶持创业，发放贷款。【责任单位：县人社", "扶持创业，发放贷款。"),
        ("新建公厕21座（其中旅游厕所2座）", "新建公厕21座（其中旅游厕所2座）"),
        ("新建书房（牵头", "新建书房（牵头"),
        ("。", "。"),
    ],
)
def test_marks_and_cut_brackets_are_no_part_of_a_promise(words: str, kept: str) -> None:
    start, end = make.without_marks(words, 0, len(words))
    assert words[start:end] == kept


@pytest.mark.parametrize(
    ("promise", "outcome", "expected"),
    [
        (
            "完成县医院主体工程，6个卫生院完成改扩建",
            "门诊楼封顶；6个卫生院主体基本完工，正在装修",
            "in_progress",
        ),
        ("完成大桥主体工程", "大桥主体封顶，正在装修", "completed"),
        ("南湖公园工程", "完成投资2100万元", "in_progress"),
        ("南湖公园工程", "完成投资2100万元，已竣工", "completed"),
        ("道路工程", "路基基本完成，正在砌筑挡墙", "in_progress"),
        ("道路工程", "基本建成，正在办理验收手续", "partly"),
    ],
)
def test_a_stage_or_money_spent_is_no_end(promise: str, outcome: str, expected: str) -> None:
    assert status.judge(outcome, promise) == expected


def test_what_is_to_go_on_is_no_group_by_state() -> None:
    text = (
        "青山县公布2020年六项重点民生实事\n2020年民生实事包括了新增城镇就业2万人，改造老旧小区12个，持续改善大气质量，实施通村路工程，"
        "完成剩余乡镇卫生院提质升级以及加快建设教师周转宿舍六项。\n"
        "总体来看，既有2019年民生实事中需要持续推进的事项，包括新增就业、大气质量、卫生院提质等3项，也有新增事项。"
    )
    found = read(text.encode(), source="x.txt")
    assert (found.review_year, found.plan_year) == (None, 2020)
    assert {one.status for one in found.commitments} == {"unstated"}
