"""News that names a few of the projects that it counts, in prose; all invented."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def record(text: str) -> Record:
    return read(text.encode(), source="test")


def texts(found: Record) -> list[str]:
    return [one.text for one in found.commitments]


def test_a_vote_that_names_some_of_the_chosen_is_read_and_the_rest_is_said() -> None:
    found = record(
        "柳湾镇人大代表票决今年10项民生实事\n日前，116名代表投票，最终选出了东门菜场改造项目、水厂扩建项目、北街路灯更新工程等10个项目确定为今年的民生实事。"
    )
    assert texts(found) == ["东门菜场改造项目", "水厂扩建项目", "北街路灯更新工程"]
    assert [one.code for one in found.problems] == ["items_unclear"]


@pytest.mark.parametrize("fields", ["教育、医疗、养老", "就业创业、医疗卫生、城乡教育"])
def test_fields_of_life_before_a_number_are_no_projects(fields: str) -> None:
    found = record(f"柳湾镇人大代表票决今年10项民生实事\n日前，代表投票选出了{fields}等10件民生实事。")
    assert texts(found) == []


def test_sentences_that_begin_with_a_name_alone_report_on_it() -> None:
    found = record(
        "云溪区：12项民生工程提前完成年度目标任务\n发布会透露，一大批惠民工程建成见效。\n"
        "棚户改造工程，新开工1.1万套、基本建成1.3万套，分别完成年度任务的100%、100.1%。路灯更新工程，更换灯具9000盏，完成年度任务的100%。"
        "水源置换工程，城市水源，改造62公里管网，占年度任务的100%；农村水源，涉及的7个镇已全部开工。“快递进村”服务工程，新增网点90个，占年度任务的112%。\n"
    )
    assert texts(found) == ["棚户改造工程", "路灯更新工程", "水源置换工程", "“快递进村”服务工程"]
    assert "农村水源" in (found.commitments[2].outcome or "")


def test_groups_of_names_in_quotation_marks_part_all_names_from_their_reports() -> None:
    found = record(
        "云溪区扎实推进15项重点民生工程\n"
        "2项提前超额完成全年任务。“心理健康讲座”原计划全年50场，已开展60场；“婚姻登记通办”5月份完成全年任务。\n"
        "3项提前完成节点任务。“临床中心项目”于5月份建立工作委员会，提前一个月完成6月份节点任务；“人行天桥项目”计划完成工程量5%，实际完成工程量6%；"
        "“书吧项目”二季度计划完成活动9场，实际完成11场。\n"
        "10项按计划完成节点任务。“垃圾电厂二期项目”已完成汽机房基础；“农村公路中修项目”已完成施"
    )
    assert texts(found) == [
        "“心理健康讲座”", "“婚姻登记通办”", "“临床中心项目”", "“人行天桥项目”", "“书吧项目”",
        "“垃圾电厂二期项目”", "“农村公路中修项目”",
    ]  # fmt: skip
    assert [one.status for one in found.commitments[2:]] == ["in_progress"] * 5


def test_a_group_of_one_below_a_number_in_brackets_is_read() -> None:
    found = record(
        "云溪区2024年1-4月为民办实事项目进展情况通报\n2024年为民办实事项目共10大类36项。\n"
        "（一）1个项目提前完成年度目标任务。水环境治理项目于1月顺利完工并投入使用。\n"
    )
    assert [(one.text, one.status, one.outcome) for one in found.commitments] == [
        ("水环境治理项目", "completed", "于1月顺利完工并投入使用")
    ]
    assert any(one.code == "items_unclear" and "36" in one.detail for one in found.problems)


def test_the_one_project_that_a_page_has_of_its_list_is_parted_from_its_long_report() -> None:
    found = record(
        "柳湾乡人民政府关于六件实事办理情况的报告\n各位主席团成员：\n一、六件实事完成情况\n"
        "（一）大力实施河东村、河西村整村推进工程。河东村计划投入资金40万元，目前已实际完成投资59万元，是计划的146%。"
        "1、河东村完成情况：新建农房59户，硬化院坝208户；新修沟渠3条。2、河西村完成情况：新建农房70户；新修卫生厕"
    )
    assert texts(found) == ["大力实施河东村、河西村整村推进工程。"]
    assert (found.commitments[0].outcome or "").startswith("河东村计划投入")
