"""What was left of the kinds: headings of a plan, columns of spaces and commas, ratings, what others leave over."""

from __future__ import annotations

import pytest

from parsers.read import read
from tests.support.read_lists import check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "stages as headings of a plan": (
        "2024年南浦区民生实事项目计划\n"
        "一、开工建设项目\n"
        "1.新建区中医院。\n"
        "2.扩建实验小学。\n"
        "二、竣工验收项目\n"
        "3.建设城西停车楼。\n"
        "4.改造老旧小区30个。\n"
        "三、前期准备项目\n"
        "5.规划建设体育中心。\n",
        [
            ("新建区中医院", "unstated"),
            ("扩建实验小学", "unstated"),
            ("建设城西停车楼", "unstated"),
            ("改造老旧小区30个", "unstated"),
            ("规划建设体育中心", "unstated"),
        ],
    ),
    "bare stages as headings of tasks": (
        "关于下达2022年民生工程任务的通知\n"
        "（一）完工项目\n"
        "1.人民路改造。\n"
        "2.供水管网二期。\n"
        "（二）新开工项目\n"
        "3.环城河整治。\n"
        "4.青少年宫迁建。\n",
        [
            ("人民路改造", "unstated"),
            ("供水管网二期", "unstated"),
            ("环城河整治", "unstated"),
            ("青少年宫迁建", "unstated"),
        ],
    ),
    "the same headings of an outcome list": (
        "2022年南浦区民生实事项目完成情况\n"
        "一、竣工项目\n"
        "1.建设城西停车楼。\n"
        "2.改造老旧小区30个。\n"
        "二、在建项目\n"
        "3.新建区中医院。\n"
        "4.扩建实验小学。\n",
        [
            ("建设城西停车楼", "completed"),
            ("改造老旧小区30个", "completed"),
            ("新建区中医院", "in_progress"),
            ("扩建实验小学", "in_progress"),
        ],
    ),
    "bodies and times in columns of spaces": (
        "云溪区2023年民生实事\n"
        "1.新建公园2个　　区住建局　　年底完成\n"
        "2.改造公厕15座　　区城管局　　10月底前完成\n"
        "3.新增床位200张　　区民政局　　年底完成\n",
        [
            ("新建公园2个", "unstated"),
            ("改造公厕15座", "unstated"),
            ("新增床位200张", "unstated"),
        ],
    ),
    "bodies and reports in columns of spaces": (
        "云溪区2022年民生实事完成情况\n"
        "1.新建公园2个　　区住建局　　已完成\n"
        "2.改造公厕15座　　区城管局　　完成12座\n"
        "3.新增床位200张　　区民政局　　正在施工\n",
        [
            ("新建公园2个", "completed"),
            ("改造公厕15座", "partly|in_progress"),
            ("新增床位200张", "in_progress"),
        ],
    ),
    "ratings before their names": (
        "2023年民生实事项目考核结果公示\n"
        "经考核，6个民生实事项目评定等次如下：\n"
        "优秀：城区公厕改造、老年助餐服务、校园安全提升\n"
        "良好：公交站亭更新、农村饮水巩固\n"
        "合格：文化惠民演出\n",
        [
            ("城区公厕改造", "unstated|completed"),
            ("老年助餐服务", "unstated|completed"),
            ("校园安全提升", "unstated|completed"),
            ("公交站亭更新", "unstated|completed"),
            ("农村饮水巩固", "unstated|completed"),
            ("文化惠民演出", "unstated|completed"),
        ],
    ),
    "each with its number in one clause": (
        "云溪县2021年10件民生实事进展\n"
        "截至9月底，背街小巷整治完成32条、农村改厕完成2600户、技能培训完成1800人、危桥"
        "改造完成9座，均达到序时进度。\n",
        [
            ("背街小巷整治", "in_progress"),
            ("农村改厕", "in_progress"),
            ("技能培训", "in_progress"),
            ("危桥改造", "in_progress"),
        ],
    ),
    "rows that commas part": (
        "2020年南浦区民生实事项目表\n"
        "序号,项目名称,责任单位,完成情况\n"
        "1,新建幼儿园3所,区教育局,已完成\n"
        "2,改造公厕20座,区城管局,已完成\n"
        "3,加装电梯50部,区住建局,正在施工\n"
        "4,新增泊位800个,区公安分局,超额完成\n",
        [
            ("新建幼儿园3所", "completed"),
            ("改造公厕20座", "completed"),
            ("加装电梯50部", "in_progress"),
            ("新增泊位800个", "exceeded"),
        ],
    ),
    "the rest with its reports": (
        "2023年8件民生实事完成情况\n"
        "5件已全部完成：社区食堂建设、公园改造、路灯安装、农村改厕、图书角建设。\n"
        "其余3件：中学迁建，受征地影响进度滞后；体育馆建设，主体封顶；污水管网改造，正在施工。\n",
        [
            ("社区食堂建设", "completed"),
            ("公园改造", "completed"),
            ("路灯安装", "completed"),
            ("农村改厕", "completed"),
            ("图书角建设", "completed"),
            ("中学迁建", "delayed"),
            ("体育馆建设", "in_progress"),
            ("污水管网改造", "in_progress"),
        ],
    ),
    "the rest by name": (
        "2022年民生实事办理情况\n"
        "全县7件民生实事，已办结4件，分别是：道路拓宽、校舍加固、饮水安全、敬老院扩建。其余3件"
        "：农贸市场搬迁，停车楼建设，滨河公园二期。\n",
        [
            ("道路拓宽", "completed"),
            ("校舍加固", "completed"),
            ("饮水安全", "completed"),
            ("敬老院扩建", "completed"),
            ("农贸市场搬迁", "unstated|in_progress"),
            ("停车楼建设", "unstated|in_progress"),
            ("滨河公园二期", "unstated|in_progress"),
        ],
    ),
}
BODIES = {
    "bodies and times in columns of spaces": ["区住建局", "区城管局", "区民政局"],
    "bodies and reports in columns of spaces": ["区住建局", "区城管局", "区民政局"],
    "rows that commas part": ["区教育局", "区城管局", "区住建局", "区公安分局"],
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read(kind: str) -> None:
    check(*PAGES[kind])


@pytest.mark.parametrize("kind", BODIES)
def test_a_column_of_bodies_leads(kind: str) -> None:
    found = read(PAGES[kind][0].encode(), source="list.txt").commitments
    assert [one.lead for one in found] == BODIES[kind]


def test_a_plan_with_stages_as_headings_has_a_plan_year() -> None:
    record = read(PAGES["stages as headings of a plan"][0].encode(), source="list.txt")
    assert (record.review_year, record.plan_year) == (None, 2024)


@pytest.mark.parametrize(
    ("head", "row", "text", "lead", "outcome"),
    [
        (
            "责任单位,完成情况",
            "整治河道8公里,区水务局,已完成,投资2000万元",
            "整治河道8公里",
            "区水务局",
            "已完成,投资2000万元",
        ),
        (
            "责任单位,完成情况",
            "新建学校2所,增加学位500个,区教育局,已完成",
            "新建学校2所,增加学位500个",
            "区教育局",
            "已完成",
        ),
        (
            "责任单位,完成情况",
            "新建学校2所,区教育局,区住建局,已完成",
            "新建学校2所",
            "区教育局,区住建局",
            "已完成",
        ),
    ],
)
def test_commas_of_a_row_are_where_the_cells_fit_their_columns(
    head: str, row: str, text: str, lead: str, outcome: str
) -> None:
    lines = f"序号,项目名称,{head}\n1,新建公园3个,区城管局,已完成\n2,{row}\n3,新建水厂1座,区水务局,已完成"
    found = read(f"云溪区2023年民生实事完成情况\n{lines}".encode(), source="a.txt").commitments
    assert [(one.text, one.lead, one.outcome) for one in found][1] == (text, lead, outcome)
    assert [one.lead for one in found][::2] == ["区城管局", "区水务局"]


def test_commas_that_may_belong_to_several_cells_part_no_row() -> None:
    lines = "序号,项目名称,完成情况\n1,新建学校2所,增加学位500个,已完成\n2,整治河道8公里,已完成\n3,新建公园2个,已完成"
    found = read(f"云溪区2023年民生实事完成情况\n{lines}".encode(), source="a.txt").commitments
    assert [(one.text, one.outcome) for one in found] == [
        ("新建学校2所,增加学位500个", "已完成"),
        ("整治河道8公里", "已完成"),
        ("新建公园2个", "已完成"),
    ]


@pytest.mark.parametrize(
    ("title", "rated"),
    [
        ("民生实事考核结果通报", ("城关镇、东郊街道、南山乡", "西河镇、北坡乡", "中山镇")),
        ("民生实事工作考核结果", ("教育局、住建局", "水务局、民政局", "区妇联")),
        ("2023年民生实事完成情况考核结果", ("城关镇、东郊街道", "西河镇、北坡乡", "中山镇")),
    ],
)
def test_ratings_of_towns_and_offices_are_no_list(title: str, rated: tuple[str, str, str]) -> None:
    words = "\n".join(f"{mark}：{names}" for mark, names in zip(("优秀", "良好", "合格"), rated, strict=True))
    assert read(f"{title}\n{words}\n".encode(), source="a.txt").commitments == ()


@pytest.mark.parametrize(
    ("rest", "states"),
    [
        (
            "F桥梁工程，已完成招标；G公园工程，主体完工；H学校项目，年底完成。",
            ["in_progress", "in_progress", "unstated"],
        ),
        ("F桥梁工程，预计10月完成；G公园工程，计划年底竣工；H学校项目，力争建成投用。", ["unstated"] * 3),
        (
            "F桥梁工程，正在施工；G公园工程，正在招标；H学校项目，建成投用。",
            ["in_progress", "in_progress", "unstated"],
        ),
    ],
)
def test_what_others_leave_over_is_not_done(rest: str, states: list[str]) -> None:
    text = (
        "云溪区2024年民生实事项目\n今年我区安排8件民生实事，其中5件已完成："
        f"A公园工程、B医院工程、C水厂工程、D道路工程、E学校工程。其余3件：{rest}\n"
    )
    found = read(text.encode(), source="a.txt").commitments
    assert [one.status for one in found] == ["completed"] * 5 + states


def test_a_share_below_the_task_is_not_done_although_its_group_is() -> None:
    text = (
        "云溪区2023年民生实事完成情况\n今年安排5件民生实事，已完成的5项：新建公园2个；新建水厂；新建道路；"
        "改造学校，完成任务的0.8倍；铺设管网，完成任务的60%。\n"
    )
    found = read(text.encode(), source="a.txt").commitments
    assert [one.status for one in found] == ["completed"] * 3 + ["in_progress"] * 2


@pytest.mark.parametrize(
    ("above", "item", "states", "years"),
    [
        ("目前，各单位正在抓紧推进。\n", "整治河道8公里。", ["unstated"] * 4, (None, 2024)),
        ("截至2023年底，全区道路120公里。\n", "整治河道8公里。", ["unstated"] * 4, (None, 2024)),
        ("", "如期整治河道8公里。", ["unstated"] * 4, (None, 2024)),
        ("截至11月底，2个项目竣工，2个项目开工。\n", "整治河道8公里。", ["completed"] * 2, (2024, None)),
    ],
)
def test_stages_head_what_was_done_only_below_words_that_say_so(
    above: str, item: str, states: list[str], years: tuple[int | None, int | None]
) -> None:
    text = (
        f"云溪区2024年为民办实事\n{above}一、竣工项目\n1.新建公园2个。\n2.{item}\n"
        "二、开工项目\n3.新建水厂2座。\n4.新建学校2所。\n"
    )
    record = read(text.encode(), source="a.txt")
    assert [one.status for one in record.commitments][: len(states)] == states
    assert (record.review_year, record.plan_year) == years


def test_classes_below_the_headline_are_no_promises() -> None:
    text = (
        "云溪区2024年民生实事项目\n教育惠民工程\n新建学校2所\n新增学位800个\n"
        "交通惠民工程\n改造农村公路50公里\n新建桥梁3座\n"
    )
    found = read(text.encode(), source="a.txt").commitments
    assert [(one.category, one.text) for one in found] == [
        ("教育惠民工程", "新建学校2所"),
        ("教育惠民工程", "新增学位800个"),
        ("交通惠民工程", "改造农村公路50公里"),
        ("交通惠民工程", "新建桥梁3座"),
    ]


def test_what_is_only_planned_is_not_done_beside_reports() -> None:
    text = (
        "云溪区2023年民生实事完成情况\n农村改厕改造方面：计划完成6200户\n"
        "道路建设方面：完成50公里\n公园建设方面：建成2个\n"
    )
    found = read(text.encode(), source="a.txt").commitments
    assert [one.status for one in found] == ["unstated", "completed", "completed"]


def test_how_many_there_are_to_be_is_no_state() -> None:
    text = (
        "云溪区2023年民生实事\n共安排8件民生实事，其中教育类3件：新建公园、整治河道、新建水厂；"
        "其余5件正在推进。目前已完成3件。\n"
    )
    assert not any(one.status == "completed" for one in read(text.encode(), source="a.txt").commitments)
