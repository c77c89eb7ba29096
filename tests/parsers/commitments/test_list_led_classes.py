"""Classes of a list in prose, each with its projects and its number: 一是出行类，包括A、B等2个项目；二是…"""

from __future__ import annotations

import pytest

from parsers.read import read


def found(text: str) -> list[tuple[str | None, str, str]]:
    """Return category, words and status of each promise of a page."""
    commitments = read(text.encode(), source="list.txt").commitments
    return [(one.category, one.text, one.status) for one in commitments]


NUMBER_BEHIND = (
    "云山市2023年民生实事项目共分三类7个。一是教育提质类，涵盖新建城北幼儿园、改建实验小学操场、更新中学课桌椅3个项目。"
    "二是医疗健康类，涵盖县医院门诊楼扩建、乡镇卫生院设备更新2个项目。三是文体惠民类，涵盖城市书房建设、健身步道铺设2个项目。"
)
NUMBER_AHEAD = (
    "近日，临江区公布2024年民生实事，共3大类9个项目：（一）安居类4个：老旧小区改造、加装电梯、危房改造、燃气管道更新；"
    "（二）康养类3个：社区食堂建设、老年大学扩容、适老化改造；（三）便民类2个：新增停车泊位、公厕改造提升。"
)
A_LINE_EACH = (
    "2022年，清水县将实施8件民生实事。\n教育方面，包括新建东关小学、扩建第二幼儿园、建设研学基地；\n"
    "卫生方面，包括改造中医院、建设急救站点；\n交通方面，包括硬化通组道路、新增公交线路、建设充电桩。"
)
ARABIC = (
    "2021年全区九件民生实事分为三个方面：1.就业增收，包括开展技能培训、建设零工市场、发放创业贷款等3件；"
    "2.教育均衡，包括新建学校、扩充学位、课后服务等3件；3.健康服务，包括免费体检、疫苗接种、家庭医生签约等3件。"
)
ORDINALS = (
    "今年，我区确定了3类7项民心工程。第一类：安居工程3项，即旧楼区改造、老旧供热管网改造、燃气设施更新。"
    "第二类：出行工程2项，即新建停车场、改造人行道。第三类：养老工程2项，即社区食堂建设、养老床位建设。"
)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        (NUMBER_BEHIND, {"教育提质类": 3, "医疗健康类": 2, "文体惠民类": 2}),
        (NUMBER_AHEAD, {"安居类": 4, "康养类": 3, "便民类": 2}),
        (A_LINE_EACH, {"教育方面": 3, "卫生方面": 2, "交通方面": 3}),
        (ARABIC, {"就业增收": 3, "教育均衡": 3, "健康服务": 3}),
        (ORDINALS, {"安居工程": 3, "出行工程": 2, "养老工程": 2}),
    ],
)
def test_classes_are_read_where_their_numbers_agree(text: str, classes: dict[str, int]) -> None:
    read_items = found(text)
    names = [category for category, _, _ in read_items]
    assert {name: names.count(name) for name in classes} == classes
    assert len(read_items) == sum(classes.values())
    assert {status for _, _, status in read_items} == {"unstated"}


def test_the_last_class_may_be_cut_off_at_the_end_of_the_page() -> None:
    text = (
        "2025年度为民办实事项目已确定，共有四大类15个项目。一是住有宜居类，包括棚户区改造、保障性租赁住房筹建、物业服务提升等3个项目；"
        "二是学有优教类，包括新建初中、增设学位、智慧校园建设、校园食堂改造等4个项目；三是病有良医类，包括急救站点建设、县中医院扩建"
    )
    assert [words for category, words, _ in found(text) if category == "病有良医类"] == [
        "急救站点建设",
        "县中医院扩建",
    ]
    assert len(found(text)) == 9
    problems = read(text.encode(), source="list.txt").problems
    assert [one.detail for one in problems if one.code == "items_unclear"] == [
        "the text announces 15, 9 could be distinguished"
    ]


def test_a_class_that_says_how_far_its_projects_are_is_a_group() -> None:
    text = (
        "截至9月底，清河区8个民生实事项目推进顺利。一是已完成项目，包括新建公厕、改造菜市场、建设口袋公园等3个项目；"
        "二是正在实施项目，包括老旧小区改造、加装电梯、管网更新、养老中心建设等4个项目；三是尚未开工项目，包括体育馆建设1个项目。"
    )
    assert [status for _, _, status in found(text)] == ["completed"] * 3 + ["in_progress"] * 4 + ["delayed"]


def test_a_class_that_says_what_is_aimed_at_states_nothing() -> None:
    text = (
        "2024年，全县安排民生实事3类7件。一是教育类，包括新建幼儿园、扩建小学等2件；二是力争年内完成类，包括敬老院改造、公厕新建等2件；"
        "三是医疗类，包括医院扩建、急救站建设、村卫生室改造等3件。"
    )
    assert [status for _, _, status in found(text)] == ["unstated"] * 7


@pytest.mark.parametrize(
    "text",
    [
        # Candidates are no promises.
        "云山市2023年民生实事候选项目共分两类5个。一是教育提质类，涵盖新建城北幼儿园、改建实验小学操场、更新中学课桌椅3个项目。"
        "二是医疗健康类，涵盖县医院门诊楼扩建、乡镇卫生院设备更新2个项目。",
        # Fewer are named than each class has.
        "云山市2023年民生实事项目共分两类9个。一是教育提质类，涵盖新建城北幼儿园、改建实验小学操场、更新中学课桌椅等4个项目。"
        "二是医疗健康类，涵盖县医院门诊楼扩建、乡镇卫生院设备更新等5个项目。",
        # What is asked of those who carry them out.
        "会议指出，今年民生实事共10项，涉及教育、医疗、交通等5个方面。要抓好责任落实，一是加强组织领导，包括成立专班、定期调度；"
        "二是强化督查，包括月通报、季考核。",
    ],
)
def test_other_numbered_sentences_are_no_classes(text: str) -> None:
    assert found(text) == []
