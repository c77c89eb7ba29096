"""Status words in all their forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import commitments
from parsers.commitments import status
from parsers.page import Page
from parsers.record import Commitment


def reported(
    outcome: str, promise: str = "新建公园3座。", title: str = "2024年民生实事进展情况"
) -> Commitment:
    text = f"{title}\n1.{promise}\n完成情况：{outcome}\n2.改造小区。\n完成情况：完成。"
    found, _ = commitments.read(Page(text=text), 2024, None, (), "livelihood_projects")
    return found[0]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("已完成", "completed"),
        ("完成。", "completed"),
        ("已完成。三座公园开放。", "completed"),
        ("提前完成。", "completed"),
        ("全部完成", "completed"),
        ("圆满完成", "completed"),
        ("已办结", "completed"),
        ("目前已完工。", "completed"),
        ("已竣工并投入使用。", "completed"),
        ("完成率100%", "completed"),
        ("完成年度任务的100%。", "completed"),
        ("三座公园均已建成开放。", "completed"),
        ("超额完成。", "exceeded"),
        ("已超额完成", "exceeded"),
        ("超额完成，实际建成4座。", "exceeded"),
        ("建成4座，完成年度任务的133%。", "exceeded"),
        ("建成公园5座，超额完成全年目标。", "exceeded"),
        ("正在推进。", "in_progress"),
        ("正在施工。", "in_progress"),
        ("持续推进", "in_progress"),
        ("有序推进中", "in_progress"),
        ("按序时进度推进", "in_progress"),
        ("达到序时进度", "in_progress"),
        ("已完成总工程量的65%。", "in_progress"),
        ("完成率85%", "in_progress"),
        ("已完成施工图设计和招标。", "in_progress"),
        ("已完成桩基施工，正在进行主体施工。", "in_progress"),
        ("已开工，预计12月底完工。", "in_progress"),
        ("基本完成。", "partly"),
        ("部分完成", "partly"),
        ("已建成1座，其余2座正在施工。", "partly"),
        ("已建成1座，其余2座月底前完工。", "partly"),
        ("该项目于1月开工建设，现已全面完成。", "completed"),
        ("是", "completed"),
        ("否", "delayed"),
        ("未完成。", "delayed"),
        ("延期。", "delayed"),
        ("转入下年实施。", "delayed"),
        ("因征地原因暂缓实施。", "delayed"),
        ("尚未开工。", "delayed"),
        ("取消。", "cancelled"),
        ("经研究取消该项目。", "cancelled"),
        ("调整为改造公园2座。", "adjusted"),
        ("经区政府常务会议调整为新建2座。", "adjusted"),
    ],
)
def test_status(outcome: str, status: str) -> None:
    assert reported(outcome).status == status


@pytest.mark.parametrize(
    ("outcome", "printed"),
    [
        ("已完成。三座公园开放。", "已完成。"),
        ("完成。完成招标和施工。", "完成。"),
        ("超额完成", "超额完成"),
        ("目前主体已验收，完成80%工程量。", "目前主体已验收，完成80%工程量。"),
    ],
)
def test_the_status_as_printed(outcome: str, printed: str) -> None:
    found = reported(outcome)
    assert found.status_text == printed
    assert found.outcome == outcome


def test_a_share_that_was_promised_is_completed_when_reached() -> None:
    assert reported("完成60%工程量。", "大堤加固完成60%工程量。").status == "completed"
    assert reported("完成40%工程量。", "大堤加固完成60%工程量。").status == "in_progress"


def test_a_start_that_was_promised_is_completed_when_started() -> None:
    assert reported("已开工建设。", "开工建设区体育馆。").status == "completed"
    assert reported("已开工建设。", "建成区体育馆。").status == "in_progress"


def test_deeds_without_a_status_word_are_completed_only_in_a_list_of_things_done() -> None:
    deeds = "组织讲座16场，印制手册2000份。"
    assert reported(deeds, title="2024年民生实事完成情况").status == "completed"
    assert reported("（附图）", title="2024年民生实事").status == "unstated"


def test_nothing_reported_is_unstated() -> None:
    text = "2025年民生实事\n1.新建公园3座。\n2.改造小区。"
    found, _ = commitments.read(Page(text=text), None, 2025, (), "livelihood_projects")
    assert {(c.status, c.status_text, c.outcome) for c in found} == {("unstated", None, None)}


@given(st.text(max_size=200))
def test_any_report_has_a_status(outcome: str) -> None:
    status = reported("".join(outcome.split())).status
    assert status in {
        "completed", "exceeded", "in_progress", "partly", "delayed", "adjusted", "cancelled", "unstated",
    }  # fmt: skip


def test_promise_and_outcome_in_one_line() -> None:
    text = """云溪区2021年民生实事完成情况
一、改造老旧小区20个。已完成22个，超额完成年度任务。
二、新增停车泊位1500个；方便居民停车。截至目前，已建成1500个。
三、建设服务站4个。因选址变更，已建成2个，其余2个正在施工。
四、开工建设文化馆。因土地手续未办结，延至2022年实施。
"""
    found, _ = commitments.read(Page(text=text), 2021, None, (), "livelihood_projects")
    assert [(c.text, c.outcome, c.status) for c in found] == [
        ("改造老旧小区20个。", "已完成22个，超额完成年度任务。", "exceeded"),
        ("新增停车泊位1500个；方便居民停车。", "截至目前，已建成1500个。", "completed"),
        ("建设服务站4个。", "因选址变更，已建成2个，其余2个正在施工。", "partly"),
        ("开工建设文化馆。", "因土地手续未办结，延至2022年实施。", "delayed"),
    ]
    for promise in found:
        assert text[promise.start : promise.end].endswith(promise.outcome or "")


def test_promises_of_two_sentences_stay_whole_in_a_plan() -> None:
    text = """云溪区2021年民生实事项目
1.改造老旧小区20个。已列入计划的管网一并实施。
2.新建公园3座。已选定的地块年内开工。
"""
    found, _ = commitments.read(Page(text=text), None, 2021, (), "livelihood_projects")
    assert [c.outcome for c in found] == [None, None]


def test_fewer_than_promised_is_under_way() -> None:
    assert reported("上半年已完成61公里。", "修路300公里。").status == "in_progress"
    assert reported("已建成2座。", "新建公园3座。").status == "in_progress"
    assert reported("已建成3座。", "新建公园3座。").status == "completed"
    assert reported("已建成2座，年度任务全部完成。", "新建公园3座。").status == "completed"


def rows_of_words() -> list[tuple[str, str, str]]:
    table = Path(status.__file__).with_name("status.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [(meaning, reason, example) for meaning, _, reason, _, example in rows]


@pytest.mark.parametrize(("meaning", "reason", "example"), rows_of_words())
def test_each_row_of_words_reads_its_example(meaning: str, reason: str, example: str) -> None:
    assert status.judge(example, "新建公园3座。") == meaning, reason


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        ("因规划调整，该地块不具备建设条件。", "cancelled"),
        ("受资金影响，今年无法实施。", "delayed"),
        ("原定6月完工，因暴雨延期至9月，现已竣工。", "completed"),
        ("已建成2座，另1座因征地困难无法实施。", "partly"),
        ("实施中心城区绿化，新建公园3座。", "completed"),
        ("公园3座已开工建设。", "in_progress"),
    ],
)
def test_what_was_not_done_is_never_completed(outcome: str, meaning: str) -> None:
    assert reported(outcome, title="2024年民生实事完成情况").status == meaning


@pytest.mark.parametrize(
    ("promise", "outcome", "meaning"),
    [
        ("新建食堂6家、书屋20间", "已建成食堂6家、书屋17间", "partly"),
        ("新建食堂6家、书屋20间", "已建成食堂7家、书屋22间", "exceeded"),
        ("新建食堂6家、书屋20间", "已建成食堂6家、书屋22间", "completed"),
        ("修路1.2万米", "已修路12公里", "completed"),
        ("改造老旧小区12个", "已在3个街道改造老旧小区12个", "completed"),
        ("改造老旧小区12个", "已完成全部改造，惠及居民3200户", "completed"),
    ],
)
def test_quantities_are_compared_one_by_one(promise: str, outcome: str, meaning: str) -> None:
    assert reported(outcome, promise, title="2024年民生实事完成情况").status == meaning
