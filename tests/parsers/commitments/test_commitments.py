"""Promises in lists of many styles; all documents here are invented."""

from __future__ import annotations

import pytest

from parsers import commitments
from parsers.formats import open_page
from parsers.page import Mark, Page
from tests.support.read_commitments import read, read_page

TRIANGLES = """重点民生实事
【幼有所育工程】
▲新增2所公办幼儿园，增加公办学位180个。
完成情况：已完成。翠湖幼儿园和云杉幼儿园9月开园。
▲为家庭免费提供早教服务3000人次以上。
完成情况：超额完成。全年服务4120人次。
【宜居工程】
▲改造4万平方米老旧住宅外墙。
▲维修1.5万平方米屋面。（经区政府常务会议调整为增加外墙改造1万平方米。）
完成情况：完成。改造面积5.2万平方米。
▲疏通30公里排水管网。
完成情况：正在推进。已疏通12公里。
"""


def test_triangles_with_categories_outcomes_and_a_shared_one() -> None:
    found = read(TRIANGLES, review=2024, plan=None)
    assert [c.category for c in found] == ["幼有所育工程"] * 2 + ["宜居工程"] * 3
    assert [c.status for c in found] == ["completed", "exceeded", "completed", "adjusted", "in_progress"]
    assert found[2].outcome == found[3].outcome == "完成。改造面积5.2万平方米。"
    assert [c.status_text for c in found][:3] == ["已完成。", "超额完成。", "完成。"]
    assert {c.year for c in found} == {2024}
    assert {c.ordinal for c in found} == {None}
    assert [(q.value, q.unit, q.what) for q in found[0].quantities] == [
        (2.0, "所", "公办幼儿园"),
        (180.0, "个", "公办学位"),
    ]


def test_bare_numbers_group_the_promises_below_them() -> None:
    done = "完成情况：完成。"
    text = f"为民实事\n1\n▲新建1座公园。\n{done}\n▲改造2条小巷。\n{done}\n2\n▲增设3处站点。\n{done}"
    assert [c.ordinal for c in read(text, review=2023)] == ["1", "1", "2"]


def test_a_sentence_cut_by_a_page_break_stays_one_promise() -> None:
    text = "民生实事项目\n1.为全区困难家庭免费安装燃气报警器，并对使用满\n\n八年的灶具予以更换。\n2.新建三座人行天桥。"
    first, second = read(text)
    assert "".join(first.text.split()) == "为全区困难家庭免费安装燃气报警器，并对使用满八年的灶具予以更换。"
    assert second.text == "新建三座人行天桥。"


@pytest.mark.parametrize(
    ("first", "second", "ordinals"),
    [
        ("1.", "2.", ["1", "2"]),
        ("1、", "2、", ["1", "2"]),
        ("1 ．", "2 ．", ["1", "2"]),
        ("（1）", "（2）", ["1", "2"]),
        ("一、", "二、", ["一", "二"]),
        ("（一）", "（二）", ["一", "二"]),
        ("①", "②", ["①", "②"]),
        ("第一件：", "第二件：", ["一", "二"]),
        ("实事一：", "实事二：", ["一", "二"]),
        ("▲", "▲", [None, None]),
        ("●", "●", [None, None]),
        ("- ", "- ", [None, None]),
        ("一是", "二是", ["一", "二"]),
    ],
)
def test_every_style_of_number(first: str, second: str, ordinals: list[str | None]) -> None:
    text = f"2025年云溪区民生实事项目\n{first}新建社区食堂12家，方便老人就餐。\n{second}改造农贸市场3个。"
    found = read(text)
    assert [c.text for c in found] == ["新建社区食堂12家，方便老人就餐。", "改造农贸市场3个。"]
    assert [c.ordinal for c in found] == ordinals


def test_items_that_run_on_inside_a_paragraph() -> None:
    text = "2025年要办好三件民生实事：一是新建学校2所；二是改造道路5条；三是新增车位800个。"
    found = read(text)
    assert [c.ordinal for c in found] == ["一", "二", "三"]
    assert [c.text for c in found] == ["新建学校2所；", "改造道路5条；", "新增车位800个。"]


def test_groups_that_state_their_number_are_held_to_it() -> None:
    text = (
        "临澜市2025年民生实事（共4项）\n一、优质教育（2项）\n1、新建小学1所（主办：市教育局，协办：市住建局、各镇街）。\n"
        "2、改造操场6个（市教育局牵头，各镇街具体负责）。\n二、健康服务（3项）\n3、新建卫生站2个（白塔街道办负责）。\n"
    )
    found, problems = read_page(open_page(text.encode()))
    assert [c.category for c in found] == ["优质教育", "优质教育", "健康服务"]
    assert [(c.lead, c.support) for c in found] == [
        ("市教育局", "市住建局、各镇街"),
        ("市教育局", "各镇街"),
        ("白塔街道办", None),
    ]
    assert [c.text for c in found] == ["新建小学1所", "改造操场6个", "新建卫生站2个"]
    assert [p.code for p in problems] == ["commitments_miscounted"]


@pytest.mark.parametrize(
    ("tail", "lead", "support"),
    [
        ("（牵头单位：区教育局）", "区教育局", None),
        ("牵头单位：区教育局、区住建局", "区教育局、区住建局", None),
        ("（责任单位：区教育局；配合单位：各街道办事处）", "区教育局", "各街道办事处"),
        ("（主办：区教育局（区督导室），协办：区财政局）", "区教育局（区督导室）", "区财政局"),
        ("（区教育局牵头，区财政局、各街道配合）", "区教育局", "区财政局、各街道"),
        ("【责任单位：区教育局】", "区教育局", None),
        ("（区教育局）", "区教育局", None),
        ("（区卫生健康委员会）", "区卫生健康委员会", None),
        ("（区政府办公室）", "区政府办公室", None),
        ("（区残疾人联合会）", "区残疾人联合会", None),
        ("（区委组织部）", "区委组织部", None),
        ("（区供销社）", "区供销社", None),
        ("（东湖社区居民委员会）", None, None),
        ("\n责任单位：区教育局\n完成时限：2025年10月底", "区教育局", None),
        ("（覆盖城乡）", None, None),
    ],
)
def test_who_leads_and_supports(tail: str, lead: str | None, support: str | None) -> None:
    found = read(f"民生实事清单\n1.新建幼儿园2所。{tail}\n2.新建公园1座。{tail}")
    assert [(c.lead, c.support) for c in found] == [(lead, support)] * 2
    if lead:
        assert [c.text for c in found] == ["新建幼儿园2所。", "新建公园1座。"]


def test_labelled_lines_under_a_name() -> None:
    text = (
        "云溪区2025年民生实事项目7月进展情况\n"
        "1.智慧停车工程\n目标任务：新增公共车位900个。\n责任单位：区城管局\n配合单位：区交警大队\n"
        "进展情况：已建成420个，其余正在施工。\n"
        "2.校园午餐工程\n目标任务：新建学校食堂3个。\n责任单位：区教育局\n进展情况：正在进行主体施工。\n"
    )
    found = read(text)
    assert [c.text for c in found] == ["智慧停车工程", "校园午餐工程"]
    assert [c.lead for c in found] == ["区城管局", "区教育局"]
    assert found[0].support == "区交警大队"
    assert [c.status for c in found] == ["partly", "in_progress"]


def test_labels_in_brackets_without_a_colon() -> None:
    one = "【目标任务】新建食堂{}家。【责任单位】区民政局【进展情况】已完成。"
    found = read(f"2024年民生实事进展情况\n1.长者食堂\n{one.format(3)}\n2.社区厨房\n{one.format(5)}")
    assert [(c.text, c.lead, c.status) for c in found] == [
        ("长者食堂", "区民政局", "completed"),
        ("社区厨房", "区民政局", "completed"),
    ]


@pytest.mark.parametrize(
    "promise",
    [
        "老旧小区改造项目：改造小区20个。",
        "推进社区养老：新建驿站3家。",
        "鼓励社会参与：培育组织5个。",
        "实施安居工程，主要任务：改造危房60户。",
        "完成路灯改造：更换灯具900盏。",
    ],
)
def test_a_name_with_a_colon_is_no_label(promise: str) -> None:
    assert [c.text for c in read(f"民生实事清单\n1.{promise}\n2.{promise}")] == [promise, promise]


def test_a_status_in_a_bracket_at_the_end() -> None:
    found = read("2024年民生实事\n1.新建公园3座（已完成）。\n2.改造小区9个（正在推进）", review=2024)
    assert [(c.text, c.status, c.status_text) for c in found] == [
        ("新建公园3座", "completed", "已完成"),
        ("改造小区9个", "in_progress", "正在推进"),
    ]


def test_as_many_lines_as_the_heading_says_are_the_list() -> None:
    lines = "新建学校2所。\n改造道路5条。\n新增车位800个。"
    assert [c.text for c in read(f"2025年三件民生实事\n{lines}")] == lines.split("\n")
    assert read(f"2025年八件民生实事\n{lines}") == ()


def test_promise_and_outcome_in_alternating_paragraphs() -> None:
    text = (
        "2024年为民办实事完成情况\n一、新建口袋公园6处。\n已完成。六处公园国庆前全部开放。\n"
        "二、开通微循环公交3条。\n已完成。\n三、新建综合养老中心1家。\n延期。因用地调整转入下年实施。\n"
    )
    found = read(text, review=2024)
    assert [c.text for c in found] == ["新建口袋公园6处。", "开通微循环公交3条。", "新建综合养老中心1家。"]
    assert [c.status for c in found] == ["completed", "completed", "delayed"]
    assert found[0].outcome == "已完成。六处公园国庆前全部开放。"


def test_bold_headings_with_a_paragraph_each() -> None:
    text = "2024年民生实事落实情况\n老旧小区改造\n全年改造小区21个。\n学位扩容\n正在施工，预计明年9月开学。"
    starts = [text.index("老旧"), text.index("学位")]
    marks = tuple(Mark(at, text.index("\n", at), None) for at in starts)
    found, _ = read_page(Page(text=text, marks=marks), review=2024)
    assert [c.text.split("\n")[0] for c in found] == ["老旧小区改造", "学位扩容"]


def test_a_year_as_number_and_a_decimal_are_no_ordinals() -> None:
    text = (
        "民生实事项目\n1.新建泵站2座。\n3.5公里管网同步更新。\n2.2025年春季起免费发放校服。\n3.新建球场4个。"
    )
    found = read(text)
    assert [c.ordinal for c in found] == ["1", "2", "3"]
    assert found[1].text == "2025年春季起免费发放校服。"


def test_as_many_parts_of_a_sentence_as_it_announces_are_the_list() -> None:
    parts = "新建学校2所；改造道路5条；新增车位800个。"
    found = read(f"2025年民生实事\n三件民生实事分别是：{parts}")
    assert [c.text for c in found] == ["新建学校2所；", "改造道路5条；", "新增车位800个。"]
    page = Page(f"2025年民生实事\n四件民生实事分别是：{parts}")
    short, problems = commitments.read(page, None, 2025, "livelihood_projects")
    assert len(short) == 3
    assert [p.detail for p in problems] == ["the text announces 4, 3 could be distinguished"]


def test_projects_counted_by_zhi() -> None:
    text = (
        "2024年民生实事项目完成情况\n2024年民生实事项目之一\n幼儿园建设项目\n在东街新建幼儿园1所。\n"
        "2024年完成情况：主体已封顶，正在装修。\n2024年民生实事项目之二\n厕所项目\n新建公厕3座。\n2024年完成情况：已完成。\n"
    )
    found = read(text, review=2024)
    assert [(c.ordinal, c.text.split("\n")[0], c.status) for c in found] == [
        ("一", "幼儿园建设项目", "in_progress"),
        ("二", "厕所项目", "completed"),
    ]


def test_a_heading_that_names_the_list_is_no_promise() -> None:
    found = read(
        "2024年十件实事落实情况\n一、10件实事的进展情况\n截至12月底，十件实事大多办成，两件还要推进。\n"
        "（一）已办事项\n1、修桥工程：修桥3座。\n2、修路工程：修路8公里。\n3、公厕工程：改造公厕5座。\n"
        "二、区级为民办实事\n全区另办三件实事，都在推进。",
        review=2024,
        plan=None,
    )
    assert [c.ordinal for c in found] == ["1", "2", "3"]


def test_paragraphs_that_name_a_project_and_report_it() -> None:
    found = read(
        "2024年重点民生实事上半年进展情况\n各单位落实责任，主要进度如下：\n"
        "修建300公里乡村道路。上半年已完成200公里，占总计划的66%。\n"
        "整治2万口山塘。上半年已全部完工。\n"
        "营养餐全覆盖。上半年，8个街道稳步推进，惠及3万人。\n"
        "改造老旧小区12个。1—6月各项目均已开工，进展顺利。\n"
        "新增车位工程。全年新增车位900个，超额完成800个的年度目标任务。",
        review=2024,
        plan=None,
    )
    assert [(c.text, c.status) for c in found] == [
        ("修建300公里乡村道路。", "in_progress"),
        ("整治2万口山塘。", "completed"),
        ("营养餐全覆盖。", "in_progress"),
        ("改造老旧小区12个。", "in_progress"),
        ("新增车位工程。", "exceeded"),
    ]
    assert found[1].outcome == "上半年已全部完工。"


def test_as_many_lines_as_announced() -> None:
    found = read(
        "为办好实事，广泛征求意见。\n这三件民生实事项目是：\n完成老旧小区改造；\n启动引水渠更新；\n新建公厕8座。\n特此公布"
    )
    assert [c.text for c in found] == ["完成老旧小区改造；", "启动引水渠更新；", "新建公厕8座。"]


def test_numbers_without_a_stop_before_a_label() -> None:
    item = "{} 项目名称：{}\n项目内容：\n{}\n责任单位：\n区水务局\n进展与成效：\n{}\n"
    found = read(
        "2024年为民办实事进展与成效\n"
        + item.format("01", "引水工程", "新开河道3条。", "已完成。")
        + item.format("02", "公厕工程", "改造公厕5座。", "正在施工。"),
        review=2024,
        plan=None,
    )
    assert [(c.ordinal, c.status, c.lead) for c in found] == [
        ("01", "completed", "区水务局"),
        ("02", "in_progress", "区水务局"),
    ]
