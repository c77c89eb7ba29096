"""What a list says will be done is no report: aims in groups, in items, and in words that open with a plan."""

from __future__ import annotations

import pytest

from parsers.commitments import status
from parsers.read import read
from parsers.record import Record

NAMES = "：新建书吧4座、改造泵站2座、更新校车30辆、新建渡口1座。"
REPORTED = (
    "1.新建书吧3座。已建成3座。\n2.改造泵站4座。已改造完成4座。\n"
    "3.更新路灯50盏。已更新50盏。\n4.新建渡口1座。已竣工。\n"
)


def _read(text: str) -> Record:
    return read(text.encode(), source="page.txt")


@pytest.mark.parametrize(
    "lead",
    ["今年完成的项目有", "2026年建成的项目有", "年内，建成的项目有", "年底前，完成的项目是", "全力推进的项目为",
     "上半年开工的项目为", "计划完成的项目有", "完成的项目有"],
)  # fmt: skip
def test_a_group_that_a_plan_aims_at_has_no_state(lead: str) -> None:
    record = _read(f"2026年柳坪县民生实事\n2026年，县政府将办好民生实事。{lead}{NAMES}")

    assert (record.review_year, record.plan_year) == (None, 2026)
    assert all(one.status == "unstated" for one in record.commitments)


@pytest.mark.parametrize(
    "lead",
    ["已完成的项目有", "此次率先建成的项目有", "完成的项目有", "今年提前完成的项目有", "全年完成的项目有"],
)
def test_a_group_of_a_progress_report_has_its_state(lead: str) -> None:
    record = _read(f"2026年柳坪县民生实事进展情况\n截至9月底，民生实事有序推进。{lead}{NAMES}")

    assert [one.status for one in record.commitments] == ["completed"] * 4


@pytest.mark.parametrize(
    ("item", "read_as"),
    [
        ("新建球馆1座，年内建成并交付使用。", "unstated"),
        ("西环路改造，年底前建成并通车。", "unstated"),
        ("新建球馆，2026年6月并投用。", "unstated"),
        ("新建球馆，力争全部投入使用。", "unstated"),
        ("建设南岭水库，确保11月底完成投入使用。", "unstated"),
        ("西环路改造已通车。", "completed"),
        ("变压器更换完成投入使用", "completed"),
    ],
)
def test_an_item_without_a_report_is_done_only_where_it_says_so(item: str, read_as: str) -> None:
    record = _read(f"2025年柳坪县民生实事完成情况\n{REPORTED}5.{item}")

    assert [one.status for one in record.commitments] == [*["completed"] * 4, read_as]


@pytest.mark.parametrize(
    ("outcome", "read_as"),
    [
        ("按计划完成渠道铺设2公里", "in_progress"),
        ("按计划完成施工许可证申领", "in_progress"),
        ("按计划建成二期", "in_progress"),
        ("按计划完成年度投资", "in_progress"),
        ("按计划完成基坑支护", "in_progress"),
        ("已按计划完成建设任务", "completed"),
        ("按照年度计划如期完成全部目标任务。", "completed"),
        ("按计划建成并投入使用。", "completed"),
        ("正落实到位", "in_progress"),
        ("正有序推进", "in_progress"),
        ("完成投资1800万元，超额完成年度投资计划。", "in_progress"),
        ("完成投资2600万元，占全年任务的100%，主体正在施工", "in_progress"),
        ("已完成投资2600万元，完成年度计划的105%。", "in_progress"),
        ("完成投资2600万元，全部完成。", "completed"),
    ],
)
def test_a_part_or_money_is_no_end(outcome: str, read_as: str) -> None:
    assert status.judge(outcome, "铺设渠道8公里") == read_as


@pytest.mark.parametrize(
    ("outcome", "read_as"),
    [
        ("主体封顶", "in_progress"),
        ("办公楼封顶，4个服务站均未搬迁", "in_progress"),
        ("办公楼封顶，1个服务站完成搬迁", "partly"),
        ("办公楼封顶，4个服务站完成搬迁", "completed"),
    ],
)
def test_a_stage_is_not_what_was_promised_beside_it(outcome: str, read_as: str) -> None:
    promise = "完成办公楼主体工程，4个服务站完成搬迁"

    assert status.judge(outcome, promise) == read_as


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("5.老街改造已于10月提前完成并投入使用。\n", "completed"),
        ("5.将军桥改造工程已全部完成。\n", "completed"),
        ("5.截至11月底，球馆已建成投入使用。\n", "completed"),
        ("5.新建球馆1座，明年全部建成。\n", "unstated"),
        ("5.新建球馆1座，三季度全部建成。\n", "unstated"),
        ("5.新建球馆1座，下半年全部建成。\n", "unstated"),
    ],
)
def test_an_item_of_a_report_says_itself_whether_it_is_done(last: str, status: str) -> None:
    record = _read(f"2025年柳坪县民生实事完成情况\n{REPORTED}{last}")

    assert record.commitments[-1].status == status
