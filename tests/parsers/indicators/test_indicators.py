"""Figures read from invented sentences in the manner of forty years of reports: counties, districts, cities.

The cases stand in data/figures.tsv; most would be a report of 云溪区 on 2020 with plans for 2021.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.indicators import read
from parsers.indicators.names.lexicon import _rows, names
from parsers.page import Page
from parsers.record import Indicator

LEVEL = {"l": "level", "g": "growth", "r": "ratio", "c": "count", "s": "share"}
KIND = {"a": "actual", "e": "estimate", "t": "target"}
SHORT = {
    "budget": "general_public_budget_revenue", "invest": "fixed_asset_investment", "retail": "retail_sales",
    "industry": "industrial_value_added", "output": "industrial_output", "all": "disposable_income_all",
    "urban": "disposable_income_urban", "rural": "disposable_income_rural", "jobs": "new_jobs",
    "jobless": "unemployment_rate", "foreign": "foreign_capital", "domestic": "domestic_capital",
    "trade": "import_export", "services": "services_value_added", "primary": "primary_value_added",
    "secondary": "secondary_value_added", "energy": "energy_intensity", "tax": "tax_revenue",
    "forest": "forest_cover", "days": "air_quality_days", "firms": "enterprises_new",
    "hightech": "high_tech_firms_new", "urbanised": "urbanisation_rate",
}  # fmt: skip
CASES = [
    [*line.replace("\\n", "\n").split("\t"), "", "", ""][:5]
    for line in (Path(__file__).parents[1] / "data" / "figures.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


# The codes that data/figures.tsv names: only their figures are compared.
CODES = {
    SHORT.get(item.split()[0], item.split()[0])
    for _, _, line, *_ in CASES
    for item in line.split("; ")
    if item
}


def expected(line: str) -> list[tuple[str, str, str, float | None, float | None, str | None]]:
    rows = []
    for item in filter(None, line.split("; ")):
        code, measure, kind, value, period = item.split()
        low, _, high = value.partition("/")
        rows.append(
            (
                SHORT.get(code, code), LEVEL[measure], KIND[kind],
                None if low == "-" else float(low), float(high) if high else None, None if period == "-" else period,
            )
        )  # fmt: skip
    return sorted(rows, key=str)


def values_of(
    indicators: list[Indicator],
) -> list[tuple[str, str, str, float | None, float | None, str | None]]:
    return sorted(
        ((i.indicator, i.measure, i.kind, i.value, i.value_max, i.period) for i in indicators), key=str
    )


@pytest.mark.parametrize(
    ("year", "text", "line", "destroyed"),
    [case[:4] for case in CASES],
    ids=[f"{rule or 'general'}-{number}" for number, (*_, rule) in enumerate(CASES)],
)
def test_figures_of_a_sentence(year: str, text: str, line: str, destroyed: str) -> None:
    title = "云溪区政府工作报告" if year == "2020" else None
    indicators, problems = read(Page(text, given_title=title), int(year), int(year) + 1, "work_report")
    assert values_of([i for i in indicators if i.indicator in CODES and not i.part]) == expected(line)
    assert all(0 <= i.start < i.end <= len(text) for i in indicators)
    assert [p.code for p in problems] == ["destroyed_digits"] * len(problems)
    assert bool(problems) == bool(destroyed)
    if destroyed:
        assert text[problems[0].start : problems[0].end] == destroyed


def test_the_lexicon_gives_each_word_one_meaning() -> None:
    words = [word for _, word in _rows("words.tsv")]
    assert len(words) == len(set(words))
    assert not set(words) & set(names())


def test_an_estimate_before_a_list_is_of_all_its_lines() -> None:
    text = (
        "过去一年，主要指标预计：\n——地区生产总值135亿元，增长11%；\n——固定资产投资98亿元。\n森林覆盖率41%。"
    )
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.indicator, i.kind) for i in found] == [
        ("gdp", "estimate"),
        ("gdp", "estimate"),
        ("fixed_asset_investment", "estimate"),
        ("forest_cover", "actual"),
    ]


def test_a_mid_year_report_aims_at_its_own_year() -> None:
    text = "上半年，完成地区生产总值96亿元。\n下半年，我们要补上欠账，确保全年地区生产总值增长3%左右。"
    found, _ = read(Page(text=text), 2020, 2020, "work_report")
    assert [(i.value, i.kind, i.period) for i in found] == [(96, "actual", "2020H1"), (3, "target", "2020")]


def test_numbers_cut_by_the_ends_of_hard_wrapped_lines() -> None:
    text = (
        "（一）经济稳步增长，实力不断增强。2020年，面对困难，全区上下一心，全年完成地区生产总值34\n"
        "0亿元，全区固定资产投资增长12.5%，面对不利形势，一般公共预算收入实现了增长2\n"
        "0.6%。社会消费品零售总额增长6%。"
    )
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.indicator, i.value) for i in found] == [
        ("gdp", 340),
        ("fixed_asset_investment", 12.5),
        ("general_public_budget_revenue", 20.6),
        ("retail_sales", 6),
    ]


def test_what_is_to_be_surpassed_is_a_least() -> None:
    text = "二、2021年工作安排\n外贸进出口总额稳定增长，力争突破30亿元。"
    (figure,) = read(Page(text=text), 2020, 2021, "work_report")[0]
    assert (figure.value, figure.bound, figure.modifier) == (30, "at_least", "力争突破")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全年税收收入总计为11.1亿元。", None),
        ("全年共完成固定资产投资11.1亿元。", None),
        ("全年累计完成固定资产投资11.1亿元。", "累计"),
        ("五年来，共完成固定资产投资11.1亿元。", "累计"),
    ],
)
def test_only_what_is_cumulated_says_so(text: str, scope: str | None) -> None:
    (figure,) = read(Page(text=text), 2020, 2021, "work_report")[0]
    assert (figure.value, figure.scope) == (11.1, scope)


def test_a_base_said_once_holds_for_the_paragraph() -> None:
    text = "2020年，地区生产总值340亿元，比2016年（下同）增长47.7%；固定资产投资53亿元，增长25.1%。\n税收收入增长5%。"
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.value, i.scope) for i in found] == [
        (340, None), (47.7, "比2016年"), (53, None), (25.1, "比2016年"), (5, None)
    ]  # fmt: skip


@pytest.mark.parametrize("base", ["与2015年相比", "较2015年"])
def test_a_base_that_opens_the_sentence_holds_for_it(base: str) -> None:
    text = f"{base}，地区生产总值净增62亿元，增长46%，税收收入增长52%。固定资产投资增长5%。"
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.value, i.period, i.scope) for i in found] == [
        (46, "2020", base), (52, "2020", base), (5, "2020", None)
    ]  # fmt: skip


def test_a_place_whose_name_begins_with_a_common_word() -> None:
    text = "上溪地区生产总值达62亿元，下溪地区生产总值达31亿元。"
    page = Page(text=text, given_title="临澜市上溪区政府工作报告")
    assert [i.value for i in read(page, 2020, 2021, "work_report")[0]] == [62]


@pytest.mark.parametrize("year", [2013, 2014, 2015, 2023, 2024, 2025])
def test_the_last_digit_of_a_heading_s_year_is_no_count_of_years(year: int) -> None:
    text = f"二、{year}年工作安排\n地区生产总值增长6%。\n三、{year}年的主要任务\n固定资产投资增长8%。"
    found, _ = read(Page(text=text), year - 1, year, "work_report")
    assert [(i.kind, i.period) for i in found] == [("target", str(year))] * 2


def test_a_place_whose_name_ends_like_a_division() -> None:
    page = Page(
        text="临州全市地区生产总值达62亿元。下州全市地区生产总值达31亿元。", given_title="临州市政府工作报告"
    )
    assert [i.value for i in read(page, 2020, 2021, "work_report")[0]] == [62]


def test_a_heading_that_names_the_first_of_several_years() -> None:
    text = "一、2017年以来工作回顾\n地区生产总值年均增长6.3%，达到312亿元。"
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.kind, i.value, i.period) for i in found] == [
        ("actual", 6.3, "2017-2020"), ("actual", 312, "2020")
    ]  # fmt: skip


def test_five_years_that_nothing_dates_are_not_the_year_before_them() -> None:
    text = "2017年税收收入7亿元，五年累计完成固定资产投资310亿元。"
    found, _ = read(Page(text=text), None, None, "work_report")
    assert [(i.value, i.period) for i in found if i.indicator == "fixed_asset_investment"] == [(310, None)]


@pytest.mark.parametrize("line", ["2021年6月6日", "（2021年1月12日）"])
def test_a_line_that_is_only_a_date_does_not_say_which_year_is_spoken_of(line: str) -> None:
    text = f"一、2020年工作回顾\n{line}\n地区生产总值增长6%。"
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.kind, i.period) for i in found] == [("actual", "2020")]


def test_a_growth_behind_an_average_of_years_is_that_of_one_name() -> None:
    text = "地区生产总值132亿元；社区服务收入6.9亿元，是2015年的2倍，年均增长14.5%。"
    found, _ = read(Page(text=text), 2020, 2021, "work_report")
    assert [(i.name, i.value) for i in found] == [
        ("地区生产总值", 132),
        ("社区服务收入", 6.9),
        ("社区服务收入", 14.5),
    ]
