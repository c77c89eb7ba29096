"""Who leads several projects at once, labels of reports, and whose state a state is, with neighbours that are not so.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.commitments.lists import no_items
from parsers.read import read
from parsers.record import Commitment

C, P, D, U = "completed", "in_progress", "delayed", "unstated"


def listed(text: str, source: str = "list.txt") -> tuple[Commitment, ...]:
    return read(text.encode(), source=source).commitments


@pytest.mark.parametrize(
    ("label", "reports"),
    [
        ("践诺情况", True),
        ("履诺结果", True),
        ("承诺兑现情况", True),
        ("承诺履行情况", True),
        ("目标达成情况", True),
        ("任务落实情况", True),
        ("交账情况", True),
        ("销号情况", True),
        ("办理答复", True),
        ("整改情况", True),
        ("办结反馈", True),
        ("工作要求", False),
        ("践诺措施", False),
        ("目标任务", False),
    ],
)
def test_a_label_below_a_promise_leads_to_its_report(label: str, reports: bool) -> None:
    text = (
        "柳河区2023年民生实事公示\n"
        f"1、承诺事项：增设阅览室8间。\n{label}：8间阅览室共配书2万册，都已投用。\n责任人：甲\n"
        f"2、承诺事项：新建球场6片。\n{label}：建成6片。\n责任人：乙\n"
        f"3、承诺事项：改造水站15处。\n{label}：改造11处，其余4处暂未实施。\n责任人：丙\n"
    )
    found = listed(text)
    assert [one.text.split("\n")[0] for one in found] == [
        "增设阅览室8间。",
        "新建球场6片。",
        "改造水站15处。",
    ]
    outcomes = [one.outcome for one in found]
    wanted = ["8间阅览室共配书2万册，都已投用。", "建成6片。", "改造11处，其余4处暂未实施。"]
    assert (outcomes == wanted) is reports
    if reports:
        assert [one.status for one in found] == ["completed", "completed", "partly"]


BODIES: dict[str, tuple[str, list[str | None]]] = {
    "lines above": (
        "区教育局\n1、新建学校3所。\n2、改造操场6片。\n区水利局\n1、维修水库3座。\n区住建局：\n1、改造水站15处。\n",
        ["区教育局", "区教育局", "区水利局", "区住建局"],
    ),
    "lines above, with an aside below each project": (
        "区教育局\n1、新建学校3所。\n责任人：甲\n区水利局\n1、维修水库3座。\n责任人：乙\n区总工会\n1、改造驿站5处。\n责任人：丙\n",
        ["区教育局", "区水利局", "区总工会"],
    ),
    "numbered": (
        "一、区教育局\n1、新建学校3所。\n2、改造操场6片。\n二、区水利局\n1、维修水库3座。\n2、维修水闸3座。\n",
        ["区教育局", "区教育局", "区水利局", "区水利局"],
    ),
    "places": (
        "青山街道\n1、新建学校3所。\n2、改造操场6片。\n柳河镇\n1、维修水库3座。\n2、维修水闸3座。\n",
        [None] * 4,
    ),
    "one body": (
        "区人民政府办公室\n1、新建学校3所。\n2、改造操场6片。\n3、维修水库3座。\n4、维修水闸3座。\n",
        [None] * 4,
    ),
    "one that is a body and one that is a field": (
        "一、区教育局\n1、新建学校3所。\n2、改造操场6片。\n二、水利设施\n1、维修水库3座。\n2、维修水闸3座。\n",
        [None] * 4,
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_above_projects_leads_them(name: str) -> None:
    lines, leads = BODIES[name]
    found = listed(f"柳河区2023年民生实事责任分解\n{lines}区人民政府办公室\n2023年2月\n")
    assert [one.lead for one in found] == leads
    assert all("局" not in one.text for one in found)


def table(*rows: tuple[str, ...]) -> str:
    def cell(words: str) -> str:
        return "<td>" + "".join(f"<p>{line}</p>" for line in words.split("/")) + "</td>"

    title = "柳河区2020年民生实事任务分工表"
    body = "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows)
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table>{body}</table></body></html>"
    )


CELLS: dict[str, tuple[str, list[tuple[str | None, str, str | None]]]] = {
    "tasks of a body": (
        table(
            ("牵头部门", "任务数", "任务内容", "完成时间"),
            ("区教育局", "2", "1.新增学位1200个/2.升级食堂9所", "12月底前"),
            ("区水务局", "1", "1.新建管网38公里", "10月底前"),
            ("区民政局", "2", "1.新增长者饭堂7家/2.新建公墓1处", "（1）6月底前/（2）9月底前"),
        ),
        [
            ("1", "新增学位1200个", "12月底前"),
            ("2", "升级食堂9所", "12月底前"),
            ("1", "新建管网38公里", "10月底前"),
            ("1", "新增长者饭堂7家", "6月底前"),
            ("2", "新建公墓1处", "9月底前"),
        ],
    ),
    "the body behind": (
        table(
            ("任务内容", "牵头部门"),
            ("（1）新增学位1200个；（2）升级食堂9所", "区教育局"),
            ("新建管网38公里", "区水务局"),
            ("①新增长者饭堂7家；②新建公墓1处", "区民政局"),
        ),
        [
            ("1", "新增学位1200个", None),
            ("2", "升级食堂9所", None),
            (None, "新建管网38公里", None),
            ("①", "新增长者饭堂7家", None),
            ("②", "新建公墓1处", None),
        ],
    ),
    "parts of a project that has a name": (
        table(
            ("牵头部门", "实事项目", "主要内容"),
            ("区教育局", "学位建设", "1.新增学位1200个/2.升级食堂9所"),
            ("区水务局", "管网建设", "1.新建管网38公里/2.改造水闸2座"),
        ),
        [(None, "学位建设", None), (None, "管网建设", None)],
    ),
    "parts of a project that has a number": (
        table(
            ("序号", "牵头部门", "内容"),
            ("1", "区教育局", "1.新增学位1200个/2.升级食堂9所"),
            ("2", "区水务局", "1.新建管网38公里/2.改造水闸2座"),
        ),
        [("1", "1.新增学位1200个 2.升级食堂9所", None), ("2", "1.新建管网38公里 2.改造水闸2座", None)],
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_numbers_in_the_cell_of_a_body_count_its_projects(name: str) -> None:
    page, wanted = CELLS[name]
    found = listed(page, "list.html")
    assert [(one.ordinal, one.text.rstrip("；"), one.deadline) for one in found] == wanted
    assert all(one.lead for one in found)


def test_reports_in_the_cell_of_a_body_are_parted_where_they_count_as_many() -> None:
    page = table(
        ("责任单位", "实事内容", "完成情况"),
        ("区教育局", "1.新增学位1200个/2.升级食堂9所", "1.新增1300个/2.正在招标"),
        ("区住建局", "1.加装电梯7部/2.新建公厕1处", "均已完成"),
        ("区民政局", "1.新增饭堂7家/2.新建公墓1处", "饭堂建成7家，公墓正在选址"),
    )
    found = listed(page, "list.html")
    assert [one.status for one in found] == ["exceeded", "in_progress", "completed", "completed", "partly"]
    assert [one.outcome for one in found[:2]] == ["新增1300个", "正在招标"]


@pytest.mark.parametrize("head", ["原序号", "原项目序号", "实事编号", "清单序号"])
def test_a_head_names_the_numbers(head: str) -> None:
    page = table(
        (head, "原项目内容", "调整情况"), ("2", "新建文化站3个", "调整为5个"), ("6", "新增校车35辆", "取消")
    )
    assert [one.ordinal for one in listed(page, "list.html")] == ["2", "6"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("几点建议", True),
        ("四、几点建议", True),
        ("工作建议", True),
        ("意见和建议", True),
        ("下一步工作建议", True),
        ("对策与建议", True),
        ("审议意见", True),
        ("建议项目", False),
        ("建设项目", False),
        ("代表建议办理", False),
        ("建议新建公园3个", False),
    ],
)
def test_a_section_of_advice_promises_nothing(heading: str, section: bool) -> None:
    assert no_items.holds_none(heading) is section


def test_so_many_named_are_not_all() -> None:
    found = listed(
        "关于检查2020年民生实事项目的报告\n其中，书库改造、水厂扩建2个项目已全部完成；南桥加固项目进度滞后。\n"
        "2020年民生实事项目：\n1.书库改造\n2.水厂扩建\n3.南桥加固\n"
    )
    assert "completed" not in [one.status for one in found if "南桥" in one.text]


def test_a_list_inside_a_section_leaves_no_other_section() -> None:
    found = listed(
        "（六）坚持以人为本，社会事业进步\n教育发展。新建校舍1.9万平方米，中考成绩居前列。\n二、2011年工作安排\n"
        "2011年是开局之年，财政收入增长16%。\n（一）推进工业化。引进项目8个。\n"
        "（二）改善民生。集中财力办好以下四件实事：一是改造供水管网26公里；二是建成县体育场；三是新建文化站5个；"
        "四是开行夜班客车。\n（三）加强自身建设。压缩一般性支出10%。\n"
    )
    assert [one.ordinal for one in found] == ["一", "二", "三", "四"]


def notice(*rows: tuple[str, str, str]) -> str:
    lines = "".join(f"{at}.{name}\n年度目标：{aim}\n{said}\n" for at, (name, aim, said) in enumerate(rows, 1))
    tally = "总体看，3个项目中，已完成1个，达到序时进度1个，进度滞后1个。现通报如下：\n"
    return f"关于2025年上半年区级民生实事推进情况的通报\n{tally}{lines}"


@pytest.mark.parametrize(
    ("label", "first"),
    [
        ("进度评价", False),
        ("进度评价", True),
        ("督查结论", False),
        ("督查结论", True),
        ("综合评定", True),
        ("完成情况判定", True),
        ("进度状态", False),
        ("办理状态", False),
    ],
)
def test_a_verdict_beside_the_report_is_the_state(label: str, first: bool) -> None:
    def said(report: str, verdict: str) -> str:
        lines = [f"推进情况：{report}", f"{label}：{verdict}"]
        return "\n".join(reversed(lines) if first else lines)

    found = listed(
        notice(
            ("养老设施", "建设服务中心5个", said("2个中心已运营，另3个正在装修。", "达到序时进度")),
            ("消防通道", "完成划线132处", said("132处全部完成划线。", "已完成")),
            ("体育公园", "建成并开放", said("完成土方工程。", "进度滞后")),
        )
    )
    assert [one.status for one in found] == [P, C, D]
    assert [one.outcome for one in found] == [
        "2个中心已运营，另3个正在装修。",
        "132处全部完成划线。",
        "完成土方工程。",
    ]
    assert not any(one.category for one in found)


def test_marks_and_what_people_think_are_no_state() -> None:
    for label, words in (("综合评价", ("良好", "优", "较差")), ("群众评价", ("满意", "基本满意", "不满意"))):
        reports = ("2个中心已运营，另3个正在装修。", "132处全部完成划线。", "完成土方工程。")
        lines = [f"推进情况：{report}\n{label}：{word}" for report, word in zip(reports, words, strict=True)]
        names = (("养老设施", "建设服务中心5个"), ("消防通道", "完成划线132处"), ("体育公园", "建成并开放"))
        found = listed(notice(*((a, b, line) for (a, b), line in zip(names, lines, strict=True))))
        assert [one.status for one in found] == [P, C, P]
        assert not any(one.category for one in found)


SORTED: dict[str, tuple[str, list[str]]] = {
    "headings and a bracket behind each": (
        "已办结\n■更换器材18件（经费4.2万元，10月12日办结）\n■改造化粪池3处（经费11万元）\n正在办理\n"
        "■建设食堂1处（经费35万元，已完成工程量的70%）\n暂缓办理\n■增设停车位60个（经费20万元，因规划调整暂缓）\n"
        "_咨询电话：0990-2290013_\n",
        [C, C, P, D],
    ),
    "numbers that go on": (
        "已完成\n1.更换器材18件\n2.改造化粪池3处\n进行中\n3.建设食堂1处\n未启动\n4.增设停车位60个\n联系电话：123456\n区政府办\n",
        [C, C, P, D],
    ),
    "a state below each": (
        "1.更换器材18件\n已完成\n2.改造化粪池3处\n正在实施\n3.建设食堂1处\n正在实施\n4.增设停车位60个\n未启动\n",
        [C, P, P, D],
    ),
    "kinds of work": ("新建\n1.图书馆1处\n2.化粪池3处\n改造\n3.建设食堂1处\n4.安装监控42路\n", [U, U, U, U]),
}


@pytest.mark.parametrize("name", SORTED)
def test_lines_that_are_nothing_but_a_state_sort_what_is_below(name: str) -> None:
    lines, states = SORTED[name]
    found = listed(f"北屏街道2024年民生微实事办理台账\n更新：2024年11月29日\n{lines}")
    assert [one.status for one in found] == states
    assert not any("电话" in one.text for one in found)


def test_a_line_to_call_below_each_project_ends_none() -> None:
    found = listed(
        "北屏街道2024年民生实事办理台账\n1.更换器材18件\n联系电话：123\n责任单位：区教育局\n2.改造化粪池3处\n联系电话：124\n"
        "责任单位：区住建局\n3.建设食堂1处\n联系电话：125\n责任单位：区民政局\n"
    )
    assert [one.lead for one in found] == ["区教育局", "区住建局", "区民政局"]
