"""Lists whose classes have numbers of their own, and candidates that the speaker promises to carry out."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Commitment

HEAD = (
    "政府工作报告\n——2021年1月6日在云溪县第九届人民代表大会第一次会议上\n县长 林某某\n各位代表：\n"
    "现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n地区生产总值120亿元，增长6%。\n"
    "二、2021年工作安排\n（一）加快城乡建设。"
)
TAIL = "同时，加强市容管理，改善居住环境。\n三、加强政府自身建设\n坚持依法行政，接受人大监督。\n"


def commitments(words: str) -> tuple[Commitment, ...]:
    record = read((HEAD + words + TAIL).encode(), source="x")
    assert record.kind == "work_report"
    return record.commitments


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "年内完成6项民生工程，其中道路工程3项：①南街拓宽②柳河路东延③北桥改造。教育工程2项：①一小迁建②职校食堂。"
            "卫生工程1项：中医院门诊楼建设。",
            [("道路工程", "南街拓宽"), ("道路工程", "柳河路东延"), ("道路工程", "北桥改造"), ("教育工程", "一小迁建"),
             ("教育工程", "职校食堂"), ("卫生工程", "中医院门诊楼建设")],
        ),
        (
            "今年实施5项惠民工程，其中，水利工程2项：（1）清河治理（2）3座水库加固。交通工程3项：（1）环城路（2）西站广场（3）云石路大修。",
            [("水利工程", "清河治理"), ("水利工程", "3座水库加固"), ("交通工程", "环城路"), ("交通工程", "西站广场"),
             ("交通工程", "云石路大修")],
        ),
        (
            "集中办好4件民生实事。城建类2件：1.建停车场2处；2.改造公厕9座。农业类2件：1.打机井30眼；2.修渠8公里。",
            [("城建类", "建停车场2处"), ("城建类", "改造公厕9座"), ("农业类", "打机井30眼"), ("农业类", "修渠8公里")],
        ),
    ],
)  # fmt: skip
def test_classes_that_add_up_to_the_number_of_the_list(words: str, expected: list[tuple[str, str]]) -> None:
    found = commitments(words)
    assert [(one.category, one.text.rstrip("；。")) for one in found] == expected


@pytest.mark.parametrize(
    "words",
    [
        "全县有民生工程项目6项，其中在建3项，完工3项。",
        "实施民生工程，其中道路投资3亿元：南街1亿元，北街2亿元。教育投资2亿元：一小1亿元。",
    ],
)
def test_classes_that_do_not_add_up_are_no_list(words: str) -> None:
    assert commitments(words) == ()


@pytest.mark.parametrize(
    "pledge",
    [
        "我们将认真组织实施，让群众早日受益。",
        "对票决出来的项目，我们将全力落实，把好事办好。",
        "我们要精心组织、抓好落实！",
    ],
)
def test_candidates_that_the_speaker_will_carry_out_are_promises(pledge: str) -> None:
    words = (
        f"按照票决制要求，我们梳理了4个民生实事候选项目，提请大会票决。{pledge}①建成南街停车场。②改造老旧小区3个。"
        "③新建村卫生室12所。④为60岁以上老人免费体检。"
    )
    assert [one.text for one in commitments(words)] == [
        "建成南街停车场。", "改造老旧小区3个。", "新建村卫生室12所。", "为60岁以上老人免费体检。",
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["，{}项。", "，共{}项。", "（{}项）。", "（{}件）：", "：{}件。"])
@pytest.mark.parametrize("mark", ["{}）", "（{}）", "{}、"])
@pytest.mark.parametrize("number", ["{}、", "（{}）"])
def test_classes_that_say_how_many_projects_follow_in_their_line(said: str, mark: str, number: str) -> None:
    classes = {
        "住房保障": ("改造危旧房120户", "发放租赁补贴", "启动安居小区建设"),
        "道路出行": ("硬化村道30公里", "整修小巷"),
        "帮扶救助": ("为低保户代缴医保", "残疾人免费乘车"),
    }
    lines = [
        number.format("一二三"[at])
        + name
        + said.format(len(projects))
        + "；".join(mark.format(nth) + each for nth, each in enumerate(projects, 1))
        + "。"
        for at, (name, projects) in enumerate(classes.items())
    ]
    text = "\n".join(("2012年县政府为民办实事", "今年县政府确定为民办3方面7件实事，现公布如下。", *lines))
    found = read(text.encode(), source="x").commitments
    assert [(one.category, one.text.rstrip("。；")) for one in found] == [
        (name, each) for name, projects in classes.items() for each in projects
    ]


def test_candidates_without_a_pledge_are_none() -> None:
    words = "人大收到4个民生实事候选项目的建议。代表们进行了讨论。①停车场。②老旧小区。③卫生室。④体检。"
    assert commitments(words) == ()


def test_the_tenth_circled_number_needs_no_stop_before_it() -> None:
    names = [
        "南街拓宽",
        "北桥改造",
        "一小迁建",
        "职校食堂",
        "机井配套",
        "清河治理",
        "西站广场",
        "村卫生室",
        "养老院",
        "环卫车",
    ]
    words = (
        "今年办好10件民生实事：" + "".join(f"{chr(0x2460 + n)}{name}" for n, name in enumerate(names)) + "。"
    )
    assert [one.text.rstrip("。") for one in commitments(words)] == names


def test_marked_projects_with_their_outcomes_below_are_no_captions_of_pictures() -> None:
    groups = {
        "道路工程": ("拓宽南街2公里", "改造桥梁3座"),
        "卫生工程": ("新建卫生室6所", "添置救护车2辆"),
        "教育工程": ("迁建小学1所", "加装电梯9部"),
    }
    lines = ["云溪区2023年民生实事完成情况", "区政府确定的民生实事共六项，逐项核验，结果如下。"]
    for group, names in groups.items():
        lines.append(f"【{group}】")
        for name in names:
            lines += [f"▲{name}。", "完成情况：超额完成。比计划多一成，群众反映良好。"]
    found = read("\n".join(lines).encode(), source="x").commitments
    assert [(one.category, one.text, one.status) for one in found] == [
        (group, f"{name}。", "exceeded") for group, names in groups.items() for name in names
    ]
