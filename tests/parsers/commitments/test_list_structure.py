"""Lists read by how they are built: names in brackets, fields, classes inside items, lines broken inside an item."""

from __future__ import annotations

import pytest

from parsers.commitments import status
from parsers.commitments.lists import no_items
from parsers.read import read
from parsers.record import Record


def _read(text: str, title: str | None = None) -> Record:
    return read(text.encode(), source="page.txt", title=title)


# Each: text, and the beginning of each promise with its ordinal and status.
PAGES: dict[str, tuple[str, list[tuple[str | None, str, str]]]] = {
    "a yearbook's names in brackets, each with its report": (
        "政府办公室工作\n【概况】 2012年，办公室有干部25人。\n【为民办实事】 "
        "2012年，县政府确定为民办3件实事。具体如下：\n"
        "【城区供热工程】 铺设管网8千米，建成换热站5座。\n【乡镇卫生院改造工程】 "
        "改造卫生院4所，均已竣工。\n【农村公路建设工程】 硬化村道90千米，已全部通车。\n",
        [
            (None, "城区供热工程", "completed"),
            (None, "乡镇卫生院改造工程", "completed"),
            (None, "农村公路建设工程", "completed"),
        ],
    ),
    "names that alternate with sentences in one paragraph": (
        "今年实施12项民生工程\n省里召开发布会，今年实施12项民生工程。\n"
        "棚户区改造工程。新开工2万套，改善居住条件。 雨污分流改造工程。改造管网300公里。 "
        "农村厕所改造工程。新建公厕900座。新改户厕2万座。 集中供水工程。扩建水厂4座。\n",
        [
            (None, "棚户区改造工程。", "unstated"),
            (None, "雨污分流改造工程。", "unstated"),
            (None, "农村厕所改造工程。", "unstated"),
            (None, "集中供水工程。", "unstated"),
        ],
    ),
    "numbered classes, each with a counted list, under a sentence without a number": (
        "2018年区政府为民办5件实事\n区政府决定，2018年继续为群众办好以下实事：\n1、健全保障。重点办好3件实事：（1）新增床位90张。（2）代缴保险4000人。（3）帮扶家庭60户。\n"
        "2、改善环境。重点办好2件实事：（1）整治河道3条。（2）改造小区7个。\n",
        [
            ("1", "新增床位90张。", "unstated"),
            ("2", "代缴保险4000人。", "unstated"),
            ("3", "帮扶家庭60户。", "unstated"),
            ("1", "整治河道3条。", "unstated"),
            ("2", "改造小区7个。", "unstated"),
        ],
    ),
    "a group of one, in words of its own": (
        "2021年区政府为民办4项实事完成情况\n2项已完成：（1）新建公厕9座；（2）安装路灯120盏。\n1项正在推进：（1）建设健身中心（正在装修）。\n"
        "1项因规划变化取消：（1）建设滨水栈道（选址划入保护区）。\n",
        [
            ("1", "新建公厕9座", "completed"),
            ("2", "安装路灯120盏", "completed"),
            ("1", "建设健身中心", "in_progress"),
            ("1", "建设滨水栈道", "cancelled"),
        ],
    ),
    "as many lines as announced, which break inside the items": (
        "南丰县确定2014年五件民生实事\n本报讯 记者从会议上了解到，该县确定了2014年为全县人民\n办好的五件民生实事。\n"
        "这5件实事分别为：一是改造供水管网；二是新建农村幼儿园；三是实施农村危房\n改造；四是扩建中医院，\n新增床位80张；五是新建健身广场。\n",
        [
            ("一", "改造供水管网", "unstated"),
            ("二", "新建农村幼儿园", "unstated"),
            ("三", "实施农村危房", "unstated"),
            ("四", "扩建中医院", "unstated"),
            ("五", "新建健身广场", "unstated"),
        ],
    ),
    "a second line in words of its own, which shares no outcome with the next item": (
        "2022年某市民生实事项目完成情况\n一、新增学位900个。\n超出目标任务。新增学位1200个。\n二、改造小区20个。\n全面完成目标任务。改造小区20个。\n"
        "三、建设文化中心。\n该项目还未竣工，目前正在进行装修。\n四、适配辅具300名。\n超额完成目标任务。适配辅具360名。\n",
        [
            ("一", "新增学位900个。", "exceeded"),
            ("二", "改造小区20个。", "completed"),
            ("三", "建设文化中心。", "in_progress"),
            ("四", "适配辅具300名。", "exceeded"),
        ],
    ),
    "items that are reports, most of them with a share": (
        "2015年县政府为民办实事完成情况\n1．培训劳动力2100人，为年计划的105%。\n2．建成文化室30个，完成全年任务的120%。\n3．完成医院门诊楼改造并交付使用。\n"
        "4．新建敬老院2所，全部完成。\n5．发放贷款1800万元，占全年目标的112%。\n",
        [
            ("1", "培训劳动力2100人", "exceeded"),
            ("2", "建成文化室30个", "exceeded"),
            ("3", "完成医院门诊楼改造", "completed"),
            ("4", "新建敬老院2所", "completed"),
            ("5", "发放贷款1800万元", "exceeded"),
        ],
    ),
    "fields of life, each with what was done": (
        "某市2021年八个方面民生实事交出答卷\n截至年底，8个方面的16项民生实事已全面完成。\n在稳定就业方面，全市新增就业4.1万人，完成目标任务的102%。\n"
        "在改善学校方面，20所幼儿园均已建成。\n在提高社保方面，养老金每月已提高6元，全面完成年度任务。\n在方便就医方面，县医院全部建成远程会诊中心。\n",
        [
            (None, "全市新增就业", "exceeded"),
            (None, "20所幼儿园", "completed"),
            (None, "养老金", "completed"),
            (None, "县医院", "completed"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), PAGES.values(), ids=PAGES)
def test_what_a_list_is_built_of(text: str, wanted: list[tuple[str | None, str, str]]) -> None:
    found = _read(text).commitments

    assert [(one.ordinal, one.status) for one in found] == [(number, state) for number, _, state in wanted]
    for one, (_, words, _) in zip(found, wanted, strict=True):
        assert one.text.startswith(words)


def test_a_number_before_a_digit_in_a_name_cell_is_the_ordinal() -> None:
    table = (
        "2023年民生实事完成情况汇总表\n\n| 项目名称 | 牵头单位 | 实际进度 |\n| --- | --- | --- |\n"
        + "".join(
            f"| （{number}）{name} | 区住建局 | 已全部完成。 |\n"
            for number, name in (("一", "道路改造"), ("二", "5G网络覆盖"), ("三", "2023年饮水提质"))
        )
    )

    found = read(table.encode(), source="page.md").commitments

    assert [(one.ordinal, one.text) for one in found] == [
        ("一", "道路改造"),
        ("二", "5G网络覆盖"),
        ("三", "2023年饮水提质"),
    ]


def test_sections_that_ask_something_of_bodies_make_no_list() -> None:
    record = _read(
        "某区政府办公室关于做好2020年民生实事推进工作的通知\n各镇人民政府：\n今年区政府确定的8大类26件民生实事，事关群众利益。现将有关要求通知如下：\n"
        "一、压紧责任。各单位要成立专班，每月研究1次。\n二、加快进度。未开工项目要尽快完善手续，6月底前必须全部开工。\n"
        "三、及时报送。各单位要于每月20日前报送进展。\n"
    )

    assert (record.kind, record.commitments) == ("other", ())


def test_projects_of_an_earlier_year_that_are_done_say_nothing_of_these() -> None:
    record = _read(
        "市人大代表投票选出2025年4项民生实事项目\n据悉，这4项民生实事项目分别是：文明广场提升工程；农村桥梁改造工程；学校食堂改造工程；雨污分流工程。\n"
        "去年票决产生的6项民生实事项目已全部完成。\n"
    )

    assert record.plan_year == 2025
    assert [one.status for one in record.commitments] == ["unstated"] * 4


@pytest.mark.parametrize(
    ("report", "wanted"),
    [
        ("已按计划完成。", "completed"),
        ("按照年度计划全部建成。", "completed"),
        ("已按计划完成主体工程。", "in_progress"),
        ("正按计划推进。", "in_progress"),
        ("计划年底完成。", "in_progress"),
        ("尚未完工，目前正在装修。", "in_progress"),
    ],
)
def test_as_planned_is_done_only_where_it_is_done(report: str, wanted: str) -> None:
    assert status.judge(report, "新建公园2个", settled=True) == wanted


def test_a_clause_on_what_a_project_is_for_belongs_to_it_and_a_sum_to_none() -> None:
    found = _read(
        "某县今年民生实事项目确定\n今年的4个民生实事项目包括新建第二小学，完成供水工程，解决3万人饮水问题，改造农村公路，新建敬老院，估算总投资2亿元。\n"
    ).commitments

    assert [one.text for one in found] == [
        "新建第二小学",
        "完成供水工程，解决3万人饮水问题",
        "改造农村公路",
        "新建敬老院",
    ]


def test_every_row_of_what_is_no_project_has_an_example_of_its_words() -> None:
    for row in no_items.ROWS:
        assert row.words.search(row.example), row.reason


def test_a_report_that_ends_with_what_is_under_way_is_not_done() -> None:
    promise = "完成保健院主体工程，6个卫生院完成改扩建"
    report = "保健院主楼封顶；4所卫生院改扩建、3所卫生院迁建主体工程已基本完工，正在进行内外装修。"

    assert status.judge(report, promise, settled=True) in ("in_progress", "partly")
