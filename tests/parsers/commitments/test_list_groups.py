"""Projects in groups: by how far they are, by classes that state their number, and tables of what is in step."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def _read(text: str, title: str | None = None) -> Record:
    return read(text.encode(), source="page.txt", title=title)


# Each: title, text, and each promise with its status.
GROUPS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "numbered groups that end in a full stop before the names": (
        "2022年县级民生实事二季度通报",
        "（一）已完成任务的（2项）。困难群众救助、母婴室建设。\n"
        "（二）达到序时进度的（3项）。小区改造、学前资助、道路提升。\n"
        "（三）未达序时进度的（2项）。托幼行动、农产品质量安全。\n",
        [
            ("困难群众救助", "completed"),
            ("母婴室建设", "completed"),
            ("小区改造", "in_progress"),
            ("学前资助", "in_progress"),
            ("道路提升", "in_progress"),
            ("托幼行动", "delayed"),
            ("农产品质量安全", "delayed"),
        ],
    ),
    "one that is put off": (
        "2017年为民办实事情况公告",
        "年初确定的3件实事办理结果如下：\n2件已办结：①安装路灯900盏；②资助学生120名。\n1件暂缓：①修建步道（规划未获批）。\n",
        [("安装路灯900盏；", "completed"), ("资助学生120名。", "completed"), ("修建步道", "delayed")],
    ),
    "done ahead by a time": (
        "某街道“民生小实事”结账",
        "街道全年安排“民生小实事”5个，其中，楼道粉刷、器材更新、电动车棚3个项目提前2个月完成，其余项目按期推进。\n",
        [("楼道粉刷", "completed"), ("器材更新", "completed"), ("电动车棚", "completed")],
    ),
    "projects described by what is not done, with their number": (
        "三季度民生实事通报",
        "2项尚未完成年度目标任务的民生实事项目为：\n①实施老人免费接种活动（责任单位：市卫健局）；\n②建设安居工程9万平方米（责任单位：市住建局）。\n",
        [("实施老人免费接种活动", "delayed"), ("建设安居工程9万平方米", "delayed")],
    ),
    "a column that says whether a project is in step": (
        "",
        "表1 2018年区政府为民办实事进展表（截至6月30日）\n项目\t目标\t进展\t责任单位\t是否达到进度\n"
        "城镇新增就业\t9000人\t5020人\t人社局\t是\n新增养老床位\t700张\t310张\t民政局\t是\n改造农村公路\t60公里\t18公里\t交通局\t否\n",
        [("城镇新增就业", "in_progress"), ("新增养老床位", "in_progress"), ("改造农村公路", "in_progress")],
    ),
}


@pytest.mark.parametrize(("title", "text", "wanted"), GROUPS.values(), ids=GROUPS)
def test_a_group_says_how_far_its_projects_are(title: str, text: str, wanted: list[tuple[str, str]]) -> None:
    found = _read(text, title or None).commitments

    assert [(one.text, one.status) for one in found] == wanted


def test_an_outcome_of_its_own_goes_before_what_is_said_of_all() -> None:
    text = (
        "2020年，区政府确定的4件民生实事，除1项因征地未完成外，其余3项全部完成。具体情况如下：\n"
        "一、农村公路。目标：硬化公路120公里。落实情况：实际硬化126公里，超额完成。\n"
        "二、停车场。目标：新增车位800个。落实情况：因征地未到位，尚未开工，结转下年实施。\n"
        "三、农村饮水。目标：解决8000人饮水问题。落实情况：全面完成。\n"
        "四、文化惠民。目标：送戏下乡100场。落实情况：已完成。\n"
    )
    record = read(text.encode(), source="x.txt", title="云桥区2020年民生实事完成情况")
    assert [one.status for one in record.commitments] == ["exceeded", "delayed", "completed", "completed"]
    assert record.problems == ()


def test_groups_whose_number_stands_in_the_sentence_before() -> None:
    text = (
        "截至6月底，6件民生实事已完成1件，达到序时进度3件，进度滞后2件。\n"
        "已完成的1件是：母婴室建设。\n"
        "达到序时进度的有：中医院迁建工程、学校扩建、道路“白改黑”。\n"
        "滞后的2件：城市公园二期因拆迁受阻，仅完成形象进度30%；公共充电桩建设尚在招投标。\n"
    )
    record = read(text.encode(), source="x.txt", title="云桥县2022年民生实事项目上半年进展")
    assert [(one.text, one.status, one.outcome) for one in record.commitments] == [
        ("母婴室建设", "completed", None),
        ("中医院迁建工程", "in_progress", None),
        ("学校扩建", "in_progress", None),
        ("道路“白改黑”", "in_progress", None),
        ("城市公园二期", "delayed", "因拆迁受阻，仅完成形象进度30%"),
        ("公共充电桩建设", "delayed", "尚在招投标"),
    ]


def test_parts_of_a_picture_story_are_classes() -> None:
    text = (
        "PART 01 教育惠民\n①新建小学2所\n②改造食堂8个\nPart.02 出行便捷\n③新增停车泊位500个\n④打通断头路4条\n"
    )
    record = read(text.encode(), source="x.txt", title="一图读懂|2024年云桥区为民办实事项目")
    assert [(one.category, one.text) for one in record.commitments] == [
        ("教育惠民", "新建小学2所"),
        ("教育惠民", "改造食堂8个"),
        ("出行便捷", "新增停车泊位500个"),
        ("出行便捷", "打通断头路4条"),
    ]


def test_classes_that_state_how_many_lines_are_below_them_are_categories() -> None:
    record = _read(
        "2020年全区拟实施民生实事项目3个，现予公示。\n1.教育类项目2个\n实验中学扩建项目。新建教学楼6600平方米。\n乡村小学提升项目。改造学校7所。\n"
        "2.交通类项目1个\n东环路大修项目。大修道路3公里。\n"
    )

    assert [(one.category, one.text.split("。")[0]) for one in record.commitments] == [
        ("教育类项目2个", "实验中学扩建项目"),
        ("教育类项目2个", "乡村小学提升项目"),
        ("交通类项目1个", "东环路大修项目"),
    ]


def test_names_of_classes_are_no_projects_of_a_numbered_list() -> None:
    record = _read(
        "一、优质教育\n1. 扩建初中2所\n2. 招聘教师90名\n二、健康服务\n3. 新建卫生站1个\n4. 免费接种疫苗3000人\n",
        "2025年度民生实事项目（共6大类18项）",
    )

    assert [one.ordinal for one in record.commitments] == ["1", "2", "3", "4"]


def test_a_title_that_counts_projects_of_which_none_was_read_is_reported() -> None:
    record = _read("完成道路改造8条、总长9公里；新增用户1万户。\n", "我市2012年10件实事全部落实")

    assert [problem.code for problem in record.problems if problem.code == "items_unclear"]


def test_names_with_their_votes_are_projects_whatever_they_are_called() -> None:
    record = _read(
        "经过网络投票，2021年区政府四大民生实事正式揭晓（按得票数排列）：\n养老服务中心建设  38011票\n"
        "午餐午休工程  35007票\n口袋公园建设  30240票\n微型消防站  20118票\n",
        "2021年民生实事“云票选”结果揭晓",
    )

    assert [one.text.split()[0] for one in record.commitments] == [
        "养老服务中心建设",
        "午餐午休工程",
        "口袋公园建设",
        "微型消防站",
    ]


def test_a_month_before_a_label_reports_what_is_under_it() -> None:
    record = _read(
        "南城区民生实事项目4月月报\n【项目一】小区改造\n【年度目标】改造小区12个\n【4月进展】已开工5个\n"
        "【项目二】增设充电桩\n【年度目标】新增300个\n【4月进展】已建成90个\n"
    )

    assert [(one.outcome, one.status) for one in record.commitments] == [
        ("已开工5个", "in_progress"),
        ("已建成90个", "in_progress"),
    ]
