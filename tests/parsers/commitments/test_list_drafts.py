"""Pages that ask for opinions on a draft that they print, pages of candidates, and pages of links to lists.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def page(text: str) -> Record:
    return read(text.encode(), source="list.txt")


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求《2025年云溪区拟实施民生实事项目（征求意见稿）》意见的公告",
        "关于征求2025年云溪区民生实事项目（草案）意见的通告",
        "关于向社会征求拟办2025年民生实事项目意见的公示",
        "2025年云溪区民生实事项目（征求意见稿）公开征求意见公告",
        "关于公开征求2025年拟列入民生实事项目清单意见建议的公告",
    ],
)
@pytest.mark.parametrize(
    "ways",
    [
        "公众可在2024年12月20日前，通过以下方式反馈意见：",
        "请于12月20日前以下列方式提出意见：",
        "反馈意见可通过以下三种途径：",
        "公众可通过如下渠道提交意见建议：",
    ],
)
def test_a_printed_draft_on_which_opinions_are_asked_is_a_plan(title: str, ways: str) -> None:
    found = page(
        f"{title}\n经各部门申报、区政府专题会议研究，形成了2025年拟实施的民生实事项目，现征求社会各界意见。\n"
        "2025年云溪区拟实施民生实事项目\n1.停车场项目。新建停车场2处，新增泊位430个。\n2.助浴项目。购置流动助浴车6辆。\n"
        "3.校园安全项目。为14所学校设置减速设施。\n4.节水农业项目。推广水肥一体化3.5万亩。\n"
        f"{ways}\n1.电子邮箱：abc@example.com；\n2.信函：府前街1号区发改局；\n3.电话：0990-1234567。\n"
    )
    assert (found.kind, found.review_year, found.plan_year) == ("livelihood_projects", None, 2025)
    assert [one.ordinal for one in found.commitments] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "title",
    [
        "关于征求2025年民生实事候选项目意见的公告",
        "关于公开征集2025年民生实事项目的公告",
        "关于征求2025年民生实事建议项目意见的公告",
        "2025年民生实事项目初选方案征求意见公告",
        "关于开展2025年民生实事候选项目（草案）投票的公告",
    ],
)
def test_candidates_on_which_opinions_are_asked_are_no_list(title: str) -> None:
    found = page(
        f"{title}\n现将有关项目公布如下，请于12月20日前反馈意见：\n1.新建停车场2处。\n2.购置助浴车6辆。\n3.改造学校14所。\n"
        "4.推广水肥一体化3万亩。\n"
    )
    assert found.kind == "other"


def test_links_to_lists_are_no_list() -> None:
    links = "".join(
        f"{words} 2023-0{n}-1{n}\n"
        for n, words in enumerate(
            ("云溪区2023年民生实事项目清单", "区长调研民生实事项目", "一季度民生实事项目进展情况",
             "民生实事候选项目公示", "代表回头看民生实事", "中学扩建工程主体封顶"), 1,
        )
    )  # fmt: skip
    assert page(f"专题专栏：民生实事\n{links}").kind == "other"
