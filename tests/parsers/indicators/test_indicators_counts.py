"""Counts and quantities, with their names before or behind the number. The cases are in data/counts.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.read import read

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "counts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n"


def figures(column: str) -> list[tuple[str, str, float]]:
    """Return the figures that a column of the table lists."""
    words = (figure.split() for figure in column.split(";") if figure.strip())
    return [(code, measure, float(value)) for code, measure, value in words]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {number}" for number, row in enumerate(ROWS, 1)])
def test_counts(row: list[str]) -> None:
    _, sentence, asked, allowed = (*row, "", "")[:4]
    record = read((HEAD + sentence + "\n").encode(), source="x.txt")
    found = [(i.indicator, i.measure, i.value) for i in record.indicators]
    optional = figures(allowed)
    for figure in figures(asked):
        alternatives = [figure, *(other for other in optional if other[2] == figure[2])]
        match = next((one for one in alternatives if one in found), None)
        assert match is not None, (figure, found)
        found.remove(match)
    assert [figure for figure in found if figure not in optional] == []


def test_a_magnitude_alone_counts_people() -> None:
    record = read((HEAD + "解决了1.3万农村居民住房困难。\n").encode(), source="x.txt")
    (figure,) = record.indicators
    assert (figure.unit, figure.unit_si, figure.value_si) == ("万", "人", 13000)


def test_pinyin_in_brackets_that_a_converter_left_is_no_part_of_a_name() -> None:
    record = read(
        (HEAD + "地區(qū)生產(chǎn)總值96億元，規(guī)上工業(yè)企業(yè)120戶。\n").encode(), source="x.txt"
    )
    found = [(i.indicator, i.name, i.value) for i in record.indicators]
    assert found == [("gdp", "地区生产总值", 96), ("industrial_firms_above_scale", "规上工业企业", 120)]


def test_the_figures_of_a_park_have_their_part() -> None:
    text = "望川高新区发展提速。完成规上工业总产值120亿元。就业稳定。城镇新增就业3200人。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert [(i.indicator, i.part) for i in record.indicators] == [
        ("industrial_output", "望川高新区"),
        ("new_jobs", None),
    ]


def test_the_scope_of_a_text_without_title() -> None:
    text = (
        "各位代表，过去的五年，我省改革迈出新步伐。全省生产总值由2015年的2100亿元增加到2020年的3900亿元。"
        "全省城镇居民人均可支配收入达到4.2万元。\n"
    )
    record = read(text.encode(), source="x.txt", title="2021年政府工作报告")
    assert {i.indicator for i in record.indicators} == {"gdp", "disposable_income_urban"}


def test_rates_for_each_thousand_are_one_series_whatever_the_people_are_called() -> None:
    text = "每千人拥有床位5.6张、执业医师2.1人。每千常住人口托位数4.6个。每万人拥有律师2.3人。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert [(i.indicator, i.measure, i.scope) for i in record.indicators] == [
        ("hospital_beds", "ratio", None),
        ("doctors", "ratio", None),
        ("childcare_places", "ratio", None),
        ("other", "level", "每万人"),
    ]


def test_a_word_before_several_numbers_bounds_each_of_them() -> None:
    text = "城镇登记失业率、恩格尔系数分别低于3%、31%。茶叶、蚕茧产量分别达5万吨以上、3万吨。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert [(i.value, i.bound) for i in record.indicators] == [
        (3, "at_most"), (31, "at_most"), (5, "at_least"), (3, "point"),
    ]  # fmt: skip


def test_the_tons_of_an_energy_intensity_are_of_standard_coal() -> None:
    record = read((HEAD + "万元GDP能耗降至0.39吨。\n").encode(), source="x.txt")
    (figure,) = record.indicators
    assert (figure.unit, figure.unit_si) == ("吨", "tce/万元")


def test_one_number_behind_each_is_of_all_that_stand_before_it() -> None:
    text = "化学需氧量、二氧化硫排放量分别下降3%。机械制造业、纺织业和建材业分别达到50亿元以上。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert [(i.name, i.value, i.bound) for i in record.indicators] == [
        ("化学需氧量", -3, "point"),
        ("二氧化硫排放量", -3, "point"),
        ("机械制造业", 50, "at_least"),
        ("纺织业", 50, "at_least"),
        ("建材业", 50, "at_least"),
    ]


def test_what_was_invested_in_one_work_of_a_stated_cost_is_its_own() -> None:
    text = "投资62亿元的新能源整车项目累计完成投资25亿元。总投资320亿元的省市重点项目完成投资120亿元。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert [(i.indicator, i.value) for i in record.indicators] == [("key_project_investment", 120)]


def test_what_grew_in_step_grew_as_much_each() -> None:
    text = "城镇居民人均可支配收入达3.2万元，农村居民人均可支配收入达1.6万元，同步增长7.5%。"
    record = read(
        (HEAD + text + "茶叶产量、蚕茧产量同步增长6%。居民收入与经济同步增长。\n").encode(), source="x.txt"
    )
    assert [(i.name, i.value) for i in record.indicators if i.measure == "growth"][:4] == [
        ("城镇居民人均可支配收入", 7.5), ("农村居民人均可支配收入", 7.5), ("茶叶产量", 6), ("蚕茧产量", 6),
    ]  # fmt: skip


def test_names_that_a_reader_knows_and_others_rise_together() -> None:
    text = "森林覆盖率和植被覆盖度分别由16%、70%提高到23%和75%。生猪饲养量增长11%，出栏量增长12%。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    found = {i.value: (i.indicator, i.name) for i in record.indicators}
    assert found[23] == ("forest_cover", "森林覆盖率")
    assert found[75] == ("other", "植被覆盖度")
    assert found[12] == ("livestock_slaughtered", "出栏量")


def test_numbers_are_not_given_to_a_name_before_that_has_its_own() -> None:
    text = (
        "规上工业增加值增长11.6%，规上工业企业实现营业收入87亿元、利润总额5亿元，分别增长13.1%和7.8%。"
        "改造棚户区6840套、农村危房2376户，43个贫困村全部出列。\n"
    )
    found = {i.value: i.indicator for i in read((HEAD + text).encode(), source="x.txt").indicators}
    assert (found[13.1], found[7.8]) == ("industrial_revenue", "industrial_profits")
    assert (found[2376], found[43]) == ("dilapidated_houses_renovated", "poor_villages_exited")


def test_what_a_value_starts_from_in_words_is_no_part_of_a_name() -> None:
    text = "上市公司由两家增加到5家。高速公路通车里程从零增至86公里。新建供暖管网12.7公里。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert [(i.indicator, i.name) for i in record.indicators] == [
        ("listed_companies", "上市公司"), ("other", "高速公路通车里程"), ("water_pipes_new", "供暖管网"),
    ]  # fmt: skip
