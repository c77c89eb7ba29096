"""Figures of whole invented documents: headings, five-year passages, tables; and the real ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parsers.indicators import read
from parsers.page import Page
from parsers.read import read as read_document
from parsers.record import Indicator, Kind
from tests.parsers.indicators.test_indicators import CODES

REPORT = """政府工作报告
——2021年1月20日在云溪区第六届人民代表大会第五次会议上
云溪区人民政府区长 某某
各位代表：
现在，我代表云溪区人民政府向大会报告工作。
一、2020年和“十三五”时期工作回顾
2020年，我们统筹推进各项工作，较好完成了区五届人大确定的目标任务。全年实现地区生产总值320亿元，增长3.1%。
“十三五”时期，全区发展迈上新台阶：
——综合实力明显增强。地区生产总值年均增长7.2%，累计完成固定资产投资900亿元。一般公共预算收入突破30亿元。
——人民生活持续改善。城镇新增就业累计10.2万人，城镇登记失业率控制在3.5%以内。
二、“十四五”时期目标任务
到2025年，地区生产总值突破480亿元，年均增长7%以上；常住人口城镇化率达到76%。
三、2021年工作安排
2021年是“十四五”开局之年。全区经济社会发展主要预期目标是：
地区生产总值增长6.5%以上；
固定资产投资增长8%；
一般公共预算收入增长4%。
为实现上述目标，重点做好以下工作：
（一）扩大有效投资。去年固定资产投资增长5%，今年完成固定资产投资230亿元以上。
附件：名词解释
地区生产总值：指一年内生产的全部最终成果，2020年全国增长2.3%。
"""

TABLE = """2020年主要经济指标完成情况
指标\t单位\t2019年实际\t2020年目标\t2020年完成\t增长（%）
地区生产总值\t亿元\t300.1\t318\t320.5\t6.1
一般公共预算收入\t亿元\t28.2\t29\t30.3\t7.4
城镇登记失业率\t%\t2.5\t3.5\t2.4\t
出口总额\t亿美元\t4.1\t与2019年持平\t4.0\t-2.4
2021年主要经济指标预期
地区生产总值\t增长6.5%左右
城镇登记失业率\t控制在3.5%以内
"""


def rows(
    text: str, review: int | None = 2020, plan: int | None = 2021, kind: Kind = "work_report"
) -> list[str]:
    indicators, _ = read(Page(text, given_title="云溪区政府工作报告"), review, plan, kind)
    return [said(i) for i in indicators if i.indicator in CODES]


def said(i: Indicator) -> str:
    return f"{i.indicator} {i.measure} {i.kind} {i.value} {i.period}"


def test_headings_and_openings_say_which_years_are_meant() -> None:
    assert rows(REPORT) == [
        "gdp level actual 320.0 2020",
        "gdp growth actual 3.1 2020",
        "gdp growth actual 7.2 2016-2020",
        "fixed_asset_investment level actual 900.0 2016-2020",
        "general_public_budget_revenue level actual 30.0 2020",
        "new_jobs count actual 10.2 2016-2020",
        "unemployment_rate ratio actual 3.5 2016-2020",
        "gdp level target 480.0 2025",
        "gdp growth target 7.0 2021-2025",
        "urbanisation_rate ratio target 76.0 2025",
        "gdp growth target 6.5 2021",
        "fixed_asset_investment growth target 8.0 2021",
        "general_public_budget_revenue growth target 4.0 2021",
        "fixed_asset_investment growth actual 5.0 2020",
        "fixed_asset_investment level target 230.0 2021",
    ]


def test_a_table_is_read_by_its_header() -> None:
    assert rows(TABLE) == [
        "gdp level actual 300.1 2019",
        "gdp level target 318.0 2020",
        "gdp level actual 320.5 2020",
        "gdp growth actual 6.1 2020",
        "general_public_budget_revenue level actual 28.2 2019",
        "general_public_budget_revenue level target 29.0 2020",
        "general_public_budget_revenue level actual 30.3 2020",
        "general_public_budget_revenue growth actual 7.4 2020",
        "unemployment_rate ratio actual 2.5 2019",
        "unemployment_rate ratio target 3.5 2020",
        "unemployment_rate ratio actual 2.4 2020",
        "exports level actual 4.1 2019",
        "exports growth target None 2020",
        "exports level actual 4.0 2020",
        "exports growth actual -2.4 2020",
        "gdp growth target 6.5 2021",
        "unemployment_rate ratio target 3.5 2021",
    ]


TWO_ROWS = """{}
{}
地区生产总值\t亿元\t300.1\t7.1\t320.5\t4.6\t345\t6.5左右
城镇登记失业率\t%\t2.5\t\t2.6\t\t4以内\t
"""
OF_TWO_ROWS = [
    "gdp level actual 300.1 2019",
    "gdp growth actual 7.1 2019",
    "gdp level estimate 320.5 2020",
    "gdp growth estimate 4.6 2020",
    "gdp level target 345.0 2021",
    "gdp growth target 6.5 2021",
    "unemployment_rate ratio actual 2.5 2019",
    "unemployment_rate ratio estimate 2.6 2020",
    "unemployment_rate ratio target 4.0 2021",
]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("\t\t总量\t增幅%\t总量\t增幅%\t总量\t增幅%", OF_TWO_ROWS),  # merged cells, as markup gives them
        ("总量\t增幅%\t总量\t增幅%\t总量\t增幅%", OF_TWO_ROWS),  # their places lost in plain text
        ("总量\t增幅%\t增幅%\t总量\t增幅%", []),  # the columns below 2020年 are not known
    ],
)
def test_a_header_of_two_rows(below: str, expected: list[str]) -> None:
    assert rows(TWO_ROWS.format("指标\t单位\t2019年\t2020年预计\t2021年目标", below)) == expected


def test_fewer_columns_in_the_header_than_in_the_rows_say_nothing() -> None:
    assert rows("指标\t2019年\t2020年\n地区生产总值\t300.1亿元\t7.1%\t320.5亿元\t4.6%") == []


def test_a_row_across_the_table_leaves_its_header_in_force() -> None:
    text = "指标\t单位\t2020年完成\n经济发展\t\t\n地区生产总值\t亿元\t320.5\n"
    assert rows(text) == ["gdp level actual 320.5 2020"]


def test_prose_in_a_table_is_read_as_prose() -> None:
    text = "序号\t领域\t完成情况\n2\t就业\t已完成。新增就业18.4万人，为年度任务（16万人）的115%；失业率2.7%。"
    assert rows(text, 2017, None, "livelihood_projects") == [
        "new_jobs count actual 18.4 2017",
        "new_jobs count target 16.0 2017",
        "unemployment_rate ratio actual 2.7 2017",
    ]


def test_change_of_term_reports_look_back_over_five_years() -> None:
    text = (
        "一、过去五年工作回顾\n"
        "——预计2020年全市地区生产总值实现670亿元，比上年增长11%，比2015年翻一番；\n"
        "——固定资产投资完成560亿元，是2015年的2.8倍；\n——外贸进出口总额年均增长10%。\n"
        "二、今后五年的奋斗目标\n地区生产总值年均增长8%，规模以上工业总产值突破2500亿元。\n"
        "三、2021年主要工作\n新增城镇就业2万人。"
    )
    indicators, _ = read(Page(text, given_title="临澜市政府工作报告"), 2020, 2021, "work_report")
    assert [said(i) for i in indicators] == [
        "gdp level estimate 670.0 2020",
        "gdp growth estimate 11.0 2020",
        "fixed_asset_investment level estimate 560.0 2020",
        "import_export growth estimate 10.0 2016-2020",
        "gdp growth target 8.0 2021-2025",
        "industrial_output level target 2500.0 2025",
        "new_jobs count target 2.0 2021",
    ]


def test_promises_of_a_list_are_commitments_and_outcomes_are_figures() -> None:
    plan = "一、就业\n1.城镇新增就业7500人。\n"
    assert rows("2021年民生实事清单\n" + plan, None, 2021, "livelihood_projects") == []
    outcome = (
        "▲实现城镇新增就业1.6万人，登记失业率控制在3%以下。\n"
        "完成情况：完成。城镇新增就业15820人，城镇登记失业率1.8%。\n"
    )
    assert rows(outcome, 2019, None, "livelihood_projects") == [
        "new_jobs count actual 15820.0 2019",
        "unemployment_rate ratio actual 1.8 2019",
    ]


def test_other_documents_have_no_figures() -> None:
    assert rows("全年国内生产总值61204亿元，比上年增长8.3%。", 1998, None, "other") == []


def test_unknown_years_stay_unknown() -> None:
    assert rows("地区生产总值增长6%。", None, None) == ["gdp growth actual 6.0 None"]


def test_a_line_end_inside_a_number_is_no_end() -> None:
    text = "面对复杂多变的外部环境和经济下行压力，全年实现地区生产总值320亿元，增长8.\n5%，完成一般公共预算收入30亿元。"
    indicators, _ = read(Page(text), 2020, 2021, "work_report")
    assert [(i.indicator, i.value) for i in indicators] == [
        ("gdp", 320.0), ("gdp", 8.5), ("general_public_budget_revenue", 30.0),
    ]  # fmt: skip
    assert text[indicators[1].start : indicators[1].end].endswith("8.\n5%")


def test_exact_base_values() -> None:
    indicators, _ = read(
        Page("一般公共预算收入187.3亿元，实际利用外资767万美元，城镇新增就业1.68万人，居民人均可支配收入4.1万元。"),
        2020, 2021, "work_report",
    )  # fmt: skip
    assert [(i.unit, i.value_si) for i in indicators] == [
        ("亿元", 18730000000.0), ("万美元", 7670000.0), ("万人", 16800.0), ("万元", 41000.0),
    ]  # fmt: skip


def test_modifiers_and_scope_as_written() -> None:
    text = (
        "今年主要预期目标是：地区生产总值增长6%左右，固定资产投资增长8%以上，城镇登记失业率控制在4%以内，"
        "一般公共预算收入同口径增长5%，社会消费品零售总额突破100亿元。"
    )
    indicators, _ = read(Page(text), 2020, 2021, "work_report")
    assert [(i.bound, i.modifier, i.scope) for i in indicators] == [
        ("about", "左右", None), ("at_least", "以上", None), ("at_most", "以内", None),
        ("point", None, "同口径"), ("at_least", "突破", None),
    ]  # fmt: skip


@pytest.mark.shared
def test_seeds(shared: Path) -> None:
    seed = next((shared / "seeds").glob("004_*")).read_text("utf-8")
    indicators, _ = read(Page(seed, given_title="2020年沈阳市沈河区政府工作报告"), 2019, 2020, "work_report")
    assert [i.indicator for i in indicators if i.kind == "estimate"] == ["gdp"]
    assert [
        said(i)
        for i in indicators
        if i.kind == "target" and i.measure == "growth" and i.indicator in CODES and i.value is not None
    ] == [
        "gdp growth target 6.0 2020",
        "services_value_added growth target 6.2 2020",
        "general_public_budget_revenue growth target 2.0 2020",
        "fixed_asset_investment growth target 10.0 2020",
        "retail_sales growth target 8.0 2020",
    ]
    seed = next((shared / "seeds").glob("002_*")).read_text("utf-8")
    indicators, _ = read(Page(seed, given_title="2021年沙河口区人民政府工作报告"), 2020, 2021, "work_report")
    first = [i for i in indicators if i.indicator in CODES and i.measure != "share"]
    assert [said(i) for i in first if i.kind == "target" and i.value is not None] == [
        "gdp growth target 6.0 2021",
        "general_public_budget_revenue growth target 2.0 2021",
        "fixed_asset_investment growth target 7.0 2021",
        "industrial_value_added growth target 3.0 2021",
        "retail_sales growth target 8.0 2021",
        "new_jobs count target 1.6 2021",
        "unemployment_rate ratio target 3.5 2021",
    ]
    assert [said(i) for i in first][:6] == [
        "gdp growth actual 2.1 2020",
        "general_public_budget_revenue level actual 10.2 2020",
        "general_public_budget_revenue growth actual 1.2 2020",
        "fixed_asset_investment level actual 41.4 2020",
        "fixed_asset_investment growth actual 18.3 2020",
        "retail_sales growth actual -4.7 2020",
    ]


@pytest.mark.shared
def test_development_set(shared: Path) -> None:
    """Every canonical figure of the development set and no other, given its years."""
    devset = shared / "devset"
    missed, wrong = [], []
    for path in sorted((devset / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        page = json.loads((devset / "pages" / path.name).read_text("utf-8"))
        kind: Kind = "work_report" if page["kind"] == "gwr" else "livelihood_projects"
        text = page["text"].replace("**", "")
        indicators, _ = read(
            Page(text, given_title=page["page_title"]), gold["review_year"], gold["report_year"], kind
        )
        truth, uncompared = [], set()
        for i in gold["indicators"]:
            value = None if i["value"] is None else i["value"] * (-1 if i["direction"] == "-" else 1)
            if i["canonical"] == "other":
                uncompared.add((i["basis"], value))
            else:
                code = i["canonical"].removesuffix("_growth")
                truth.append(f"{code} {i['basis']} {i['kind']} {value} {i['year']}")
        for i in indicators:
            if said(i) in truth:
                truth.remove(said(i))
            elif i.indicator in CODES and (i.measure, i.value) not in uncompared:
                wrong.append(f"{path.stem} {said(i)}")
        missed += [f"{path.stem} {t}" for t in truth]
    assert (missed, wrong) == ([], [])


def test_chapters_that_lost_their_line_ends_are_read_each_in_its_time() -> None:
    text = (
        "——2021年1月20日在云溪区第九届人民代表大会第一次会议上区长柳如川各位代表：现在，我代表区人民政府，向大会报告工作，"
        "请予审议，并请政协委员提出意见。一、“十三五”及2020年工作回顾“十三五”时期极不寻常，全区上下迎难而上、接续奋斗。"
        "2020年，地区生产总值完成120亿元，增长3%。二、“十四五”目标和2021年工作安排“十四五”时期，我们要接续奋斗。"
        "地区生产总值年均增长6%。三、2021年重点工作做好今年的工作。社会消费品零售总额增长7%。"
    )
    record = read_document(text.encode(), source="x", title="云溪区政府工作报告")
    assert (record.review_year, record.plan_year) == (2020, 2021)
    assert [s.heading for s in record.sections] == [
        "一、“十三五”及2020年工作回顾",
        "二、“十四五”目标和2021年工作安排",
        "三、2021年重点工作",
    ]
    assert [(i.value, i.kind, i.period) for i in record.indicators if i.indicator != "other"] == [
        (120, "actual", "2020"), (3, "actual", "2020"), (6, "target", "2021-2025"), (7, "target", "2021")
    ]  # fmt: skip


def test_what_a_rise_starts_from_is_no_estimate() -> None:
    text = "一、工作回顾\n预计地区生产总值从2015年的91亿元增加到2020年的165亿元，年均增长9%。"
    record = read_document(text.encode(), source="x", title="云溪区2021年政府工作报告")
    assert [(i.value, i.kind, i.period) for i in record.indicators] == [
        (91, "actual", "2015"), (165, "estimate", "2020"), (9, "estimate", "2016-2020")
    ]  # fmt: skip
