"""Which year a document looks back on and which it plans for."""

from __future__ import annotations

import pytest

from parsers import metadata
from parsers.hints import Hints
from parsers.metadata import tense
from parsers.page import Page
from parsers.read import read

MEETING = "云桥区第十届人民代表大会第六次会议"
OPENING = "各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n"


def years(text: str, title: str | None) -> tuple[int | None, int | None]:
    found = metadata.read(Page(text=text, given_title=title), Hints())
    return found.review_year, found.plan_year


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("一、2019年工作回顾\n二、2020年工作安排", (2019, 2020)),
        ("2019年工作回顾", (2019, 2020)),
        ("一、2020年和“十三五”时期工作回顾\n二、“十四五”目标任务\n三、2021年重点工作", (2020, 2021)),
        ("一、“十二五”主要成绩和2015年工作回顾\n二、“十三五”主要目标", (2015, 2016)),
        ("一、过去五年工作回顾\n二、今后五年任务\n三、2022年工作安排", (2021, 2022)),
        ("一、2021年和过去五年工作回顾", (2021, 2022)),
        ("一、关于“十三五”和2020年工作\n二、关于“十四五”和2021年工作", (2020, 2021)),
        ("一、2020年及“十三五”时期工作回顾\n二、“十四五”奋斗目标及2021年重点工作", (2020, 2021)),
        ("一、2016-2020年工作回顾\n二、2021年主要任务", (2020, 2021)),
        ("一、今后五年（2022—2026年）目标任务\n二、2022年工作安排", (2021, 2022)),
        ("一、一九八五年工作的回顾\n二、一九八六年的任务", (1985, 1986)),
        ("一、关于2019年工作\n二、关于2020年工作", (2019, 2020)),
        ("一、2022年主要工作\n二、2023年工作安排", (2022, 2023)),
        ("一、2017年以来的工作回顾\n二、今后五年任务\n三、2021年工作安排", (2020, 2021)),
        ("一、2018年底以来主要工作\n二、2021年工作安排", (2020, 2021)),
        ("第一部分 2022年工作情况\n第二部分 2023年工作安排", (2022, 2023)),
        ("一、过去一年工作\n二、今年工作\n2021年是新的一年。全区主要预期目标是：修桥三座。", (2020, 2021)),
    ],
)
def test_headings(headings: str, expected: tuple[int, int]) -> None:
    assert years(OPENING + headings, "云桥区政府工作报告") == expected


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("2003年政府工作报告", "2002年12月28日在云桥市十二届人大一次会议上", (2002, 2003)),
        ("云桥区2022年政府工作报告", "——2021年12月6日在云桥区第八届人民代表大会第一次会议上", (2021, 2022)),
        ("云桥区2022年政府工作报告", "——2023年1月6日在云桥区第八届人民代表大会第二次会议上", (2022, 2023)),
        ("云桥区人民政府工作报告(2022年12月24日)", "", (2022, 2023)),
        ("云桥区政府工作报告（2018）", "", (2017, 2018)),
        (
            "政府工作报告",
            "2011年10月26日在云桥市第九届人民代表大会第一次会议上\n三、今冬和明年的工作",
            (2011, 2012),
        ),
        ("政府工作报告", "2012年2月7日在云桥市人大会议上\n一、2008年以来工作回顾", (2011, 2012)),
        ("云桥区2020年上半年政府工作报告", "", (2020, 2020)),
        ("云桥区政府工作报告", "", (None, None)),
        ("2021年全区各项目标任务圆满完成", "", (2021, 2022)),
    ],
)
def test_day_and_title(title: str, head: str, expected: tuple[int | None, int | None]) -> None:
    assert years(f"{head}\n{OPENING}一、工作回顾\n五年来，全区修桥三座。", title) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2020年的努力促进了“十三五”规划预期目标的实现，为新一轮发展奠定了基础。",
        "我们超额完成了2020年初确定的主要目标，全市面貌一新。",
    ],
)
def test_a_target_that_was_met_is_not_planned_for(text: str) -> None:
    assert years(f"各位代表，{text}\n", None) == (None, None)


def test_a_report_of_the_autumn_does_not_plan_for_a_year_that_is_over() -> None:
    head = "2021年10月25日在云桥市第十五届人民代表大会第一次会议上\n"
    body = f"{OPENING}一、工作回顾\n2020年主要目标完成，全市生产总值520亿元。"
    assert years(f"{head}{body}", "政府工作报告") == (2020, 2021)


@pytest.mark.parametrize(
    "text",
    [
        "现在，我代表市人民政府，向大会报告工作。过去五年工作回顾\n五年来，我们团结奋斗。预计2020年全市生产总值增长6%。",
        "各位代表：现在，我代表县人民政府，向大会报告工作。2020年工作回顾2020年是极不平凡的一年。一年来，成绩喜人。",
        "现在，我代表市人民政府，向大会报告工作。全市上下同心。生产总值从2015年的620亿元增加到2020年的960亿元。",
    ],
)
def test_the_first_sentences_say_what_is_reviewed(text: str) -> None:
    page = Page("政府工作报告\n" + text)
    record = metadata.read(page, Hints())
    assert (record.review_year, record.plan_year) == (2020, 2021)


@pytest.mark.parametrize(
    ("text", "review"),
    [
        (
            "一、过去五年工作回顾\n五年来，我们砥砺前行。2020年，全区生产总值完成120亿元，是2015年的1.6倍。",
            2020,
        ),
        ("一、过去五年工作回顾\n面貌一新。2 020 年，全区生产总值完成1 20亿元，年均增长8 %。", 2020),
        ("一、过去五年工作回顾\n到2020年底，公路里程达到860公里，比2015年增长12%。", 2020),
        ("五年来，我们砥砺前行。2019年，新建学校3所。2020年全区接待游客46万人次，完成税收8亿元。", 2020),
        ("一、本届政府五年工作的回顾\n2020年与2015年相比，财政收入由2亿元增加到4亿元。", 2020),
        ("一、五年工作总结\n产业做强。预计2020年，完成工业产值86亿元。", 2020),
        ("过去五年，税收完成9亿元。2020年，完成税收3亿元。今后五年任务：到2025年，税收达到20亿元。", 2020),
        ("过去的五年，城乡面貌一新。“十二五”累计完成投资86亿元，是“十一五”时期的2倍。", 2015),
        ("一、过去五年工作回顾\n五年来，新建学校12所，修桥三座。2019年启动的大桥通车。", None),
        ("一、工作回顾\n学校建成。2020年启动的大桥通车，完成税收3亿元。", None),
    ],
)
def test_a_review_of_five_years_ends_with_the_last_that_has_figures(text: str, review: int | None) -> None:
    assert years(f"云桥区区长甲乙丙\n{OPENING}{text}", None)[0] == review


def test_a_review_is_of_the_year_that_its_first_figures_are_of() -> None:
    text = OPENING + "一、工作回顾\n学校建成。2020年，完成税收3亿元。\n"
    assert years(text, None) == (2020, 2021)
    assert years(text + "大桥将于2023年通车。\n", None) == (None, None)


def test_a_title_may_state_the_year_that_the_first_sentences_call_over() -> None:
    over = OPENING + "一、攻坚克难，过去一年工作成效显著\n2019年，是我区极不平凡的一年。修桥三座。\n"
    assert years(over, "2019年云桥区政府工作报告") == (2019, 2020)
    ahead = OPENING + "一、过去的工作\n修桥三座。\n2019年，是我区爬坡过坎的一年，今年要修桥三座。\n"
    assert years(ahead, "2019年云桥区政府工作报告") == (2018, 2019)


def test_a_plan_that_is_fulfilled_in_the_titles_year_is_reviewed() -> None:
    text = OPENING + "一、砥砺奋进，谱写新篇章\n五年来，区政府圆满完成了十二五规划既定目标，全区修桥三座。\n"
    assert years(text, "2015年云桥区政府工作报告") == (2015, 2016)
    assert years(text, "2016年云桥区政府工作报告") == (2015, 2016)


def test_the_opener_says_which_years_work_it_proposes() -> None:
    opener = "各位代表：\n现在，我代表区人民政府，向大会报告2017年换届以来的工作，对今后五年和2022年的工作提出建议。\n"
    assert years(opener + "一、过去五年工作回顾\n五年来，全区修桥三座。\n", "政府工作报告") == (2021, 2022)


def test_a_target_for_later_years_is_not_the_plan_year() -> None:
    text = "到2025年，全区的主要目标是：人人有桥可走。与2015年相比，目标更高。"
    assert years(text, "云桥区2021年政府工作报告") == (2020, 2021)


ITEMS = "\n1.修桥一座。\n2.修渠一条。"
DONE = "\n▲修桥。\n完成情况：完成。\n▲修渠。\n完成情况：完成。\n▲修闸。\n完成情况：完成。"


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("2021年民生实事清单" + ITEMS, None, (None, 2021)),
        ("2020年民生实事完成情况" + ITEMS, "云桥区2021年政府工作报告", (2020, None)),
        ("2020年民生实事完成情况和2021年民生实事安排" + ITEMS, "云桥区民生实事", (2020, 2021)),
        ("重点民生实事" + DONE, "云桥区2020年重点民生实事", (2020, None)),
        ("2020年，云桥区人民政府修桥三座。\n重点民生实事" + DONE, None, (2020, None)),
        ("重点民生实事" + DONE + "\n桥于2019年12月26日通车，2019年入冬前修好。", None, (2019, None)),
        ("重点民生实事" + DONE, None, (None, None)),
    ],
)
def test_lists(text: str, title: str | None, expected: tuple[int | None, int | None]) -> None:
    assert years(text, title) == expected


@pytest.mark.parametrize(
    ("title", "head", "headings", "expected"),
    [
        ("云桥区2012年政府工作报告", "", "一、2011年主要工作", (2011, 2012)),
        ("云桥区2012年政府工作报告", "", "一、过去一年\n（一）落实2011年任务", (2011, 2012)),
        ("政府工作报告", "", "一、2010年工作总结", (2010, 2011)),
        (None, f"2016年1月20日在{MEETING}上", "一、过去五年回顾及2015年的主要工作", (2015, 2016)),
        (None, f"2016年1月20日在{MEETING}上", "一、过去五年工作回顾和2016年主要工作", (2015, 2016)),
        (None, f"2016年1月20日在{MEETING}上", "一、“十二五”以及2015年工作", (2015, 2016)),
        (None, f"2006年2月8日在{MEETING}上", "一、“十五”回顾与2005年工作", (2005, 2006)),
        ("2019年云桥区政府工作报告", f"2020年1月8日在{MEETING}上", "一、工作回顾", (2019, 2020)),
        (None, f"2013年12月25日在{MEETING}上", "一、2013年主要工作", (2013, 2014)),
    ],
)
def test_the_day_and_the_title_settle_what_a_heading_leaves_open(
    title: str | None, head: str, headings: str, expected: tuple[int, int]
) -> None:
    assert years(f"{head}\n{OPENING}{headings}\n全区上下迎难而上。", title) == expected


ITEMS = "\n1.新建公办幼儿园6所。\n2.改造老旧小区22个。\n3.新增停车泊位3500个。\n4.更新公交车60辆。\n5.新建书房8座。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "柳城工作报告确定了2023年将筹措资金50亿元以上，聚焦群众“急难愁盼”，实施“一老一小”惠民、城市更新惠民、"
            "交通出行惠民等为民办实事“五大”工程。\n今年市本级为民办实事“五大”工程" + ITEMS,
            (None, 2023),
        ),
        ("云桥区政府2020年实事项目“成绩单”来啦！" + ITEMS, (2020, None)),
        (
            "近日，香河街道召开2019年惠民实事通报会，总结了街道2018年惠民实事完成情况，通报了2019年惠民实事项目。\n"
            "街道将围绕“楼院整治、安全网建设、志愿服务、空地绿化、健康讲座”五件惠民实事，把服务做细。",
            (None, 2019),
        ),
        (
            "云桥县民生实事项目完成情况良好\n2023年11月至12月，县政府公开征集，决定了2024年度重点民生实事项目5个，包括"
            "农村电网提升、高标准农田建设、农村供水、老旧小区改造、养老服务等项目。",
            (2024, None),
        ),
        (
            "序号\t项目名称\t2021年度目标\t责任单位\t1-9月份完成情况\n1\t改扩建城北学校民生实事\t完成2座教学楼建设\t教体局\t主体完工\n"
            "2\t新建文化广场\t2021年建成文化广场3处\t文旅局\t建成3处\n3\t改造公路\t改造公路12公里\t交通局\t改造9公里",
            (2021, None),
        ),
    ],
)
def test_the_year_of_a_list_is_read_from_the_words_around_it(
    text: str, expected: tuple[int | None, int | None]
) -> None:
    assert years(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年5件民生实事全部完成\n发布日期：2016-01-08\n去年承诺的5件实事全部完成。" + ITEMS, (2015, None)),
        ("上年度实事落实情况及2019年实事安排" + ITEMS, (2018, 2019)),
        ("2018年实事完成情况及2019年实事项目安排" + ITEMS, (2018, 2019)),
        ("市政府为民办实事项目\n（2012年）\n各县区：" + ITEMS, (None, 2012)),
        ("民生实事完成情况\n【2020年度】" + ITEMS, (2020, None)),
        ("云桥县认真落实惠民举措，2021年实施5件民生实事。" + ITEMS, (None, 2021)),
        ("县政府郑重承诺\n2003年10月26日\n县政府决定，2001年为群众办好以下“五件事”。" + ITEMS, (None, 2001)),
        ("云桥为民办实事\n27.01.2016\n会上，《2016民生幸福五大工程》出炉。" + ITEMS, (None, 2016)),
    ],
)
def test_years_beside_words_for_last_year_and_alone(
    text: str, expected: tuple[int | None, int | None]
) -> None:
    found = read(text.encode(), source="x.txt")
    assert (found.review_year, found.plan_year) == expected


_ITEMS = "".join(f"{n}.新建公园{n}个\n" for n in range(1, 11))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (
            "云溪区年鉴2021：民生实事\n2021年，新建公园2个。\n一、新建学校2所\n二、整治河道2公里\n三、新建桥梁1座\n",
            (None, None),
        ),
        ("云溪区年鉴2021：民生实事\n一、新建学校2所\n二、整治河道2公里\n三、新建桥梁1座\n", (2020, None)),
        (f"投资2000十大民生工程\n{_ITEMS}", (None, None)),
        (f"云溪区2021十大民生工程\n{_ITEMS}", (None, 2021)),
        (f"云溪区2023年民生实事\n我区推动10件民生实事全部完成，分别是：\n{_ITEMS}", (None, 2023)),
        (f"云溪区2023年民生实事\n我区10件民生实事全部完成，分别是：\n{_ITEMS}", (2023, None)),
    ],
)
def test_years_of_lists_are_those_that_the_page_states(
    text: str, years: tuple[int | None, int | None]
) -> None:
    record = read(text.encode(), source="a.txt")
    assert (record.review_year, record.plan_year) == years
    assert {one.year for one in record.commitments} <= {*years, None, 2021}


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        (
            "着力提升城区。改造小区26个。去年开行班列130列，今年增加到200列。推动入库企业12家，年内再建成公园3个。",
            True,
        ),
        (
            "全力抓项目。实施项目90个，完成年度计划的107%。大力强工业。规上企业净增11家。争取资金3亿元，总量居全市第2位。",
            False,
        ),
        (
            "着力稳增长。预计完成生产总值140亿元，增长6%以上，涨幅控制在2%以内，完成年度预期目标。加快建设园区。",
            False,
        ),
        (
            "项目建设强势推进。开工36个。工业经济加速转型。亏损面下降到11%以内，覆盖面70%以上，新增8家以上。",
            False,
        ),
    ],
)
def test_a_baseline_makes_no_review_and_a_strong_verb_no_plan(text: str, ahead: bool) -> None:
    assert tense.looks_ahead(text) == ahead
