"""Whose a figure is: the park, zone or street that a heading, a label or a sentence names. Cases: data/parts.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.read import read

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "parts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n"


@pytest.mark.parametrize(("text", "values"), CASES, ids=range(len(CASES)))
def test_parts(text: str, values: str) -> None:
    record = read((HEAD + text.replace("\\n", "\n") + "\n").encode(), source="x.txt")
    found = sorted(f"{i.value:g}@{i.part or ''}" for i in record.indicators)
    assert found == sorted(values.split())


def test_a_zone_is_no_part_of_its_own_report() -> None:
    text = (
        "望川高新区2021年工作报告\n各位代表：\n现在，我代表高新区管委会，向大会报告工作，请予审议。\n"
        "一、2020年工作回顾\n（一）望川高新区发展情况\n完成规上工业总产值120亿元。\n"
    )
    record = read(text.encode(), source="x.txt")
    assert [(i.indicator, i.part) for i in record.indicators] == [("industrial_output", None)]


def named(text: str) -> list[tuple[str, str, float | None, str | None]]:
    record = read((HEAD + text + "\n").encode(), source="x.txt")
    return [(i.indicator, i.name, i.value, i.part) for i in record.indicators]


def test_the_next_zone_has_the_code_and_not_the_name_of_the_one_before() -> None:
    assert named("白河经开区完成税收4亿元；青石高新区完成1.5亿元，增长6%。") == [
        ("tax_revenue", "白河经开区完成税收", 4.0, "白河经开区"),
        ("tax_revenue", "税收", 1.5, "青石高新区"),
        ("tax_revenue", "税收", 6.0, "青石高新区"),
    ]


def test_a_zone_with_a_verb_of_its_own_takes_no_code_from_the_one_before() -> None:
    found = named("白河经开区完成税收4亿元，新修道路6公里；青石高新区投入2亿元。")
    assert found[0][0] == "tax_revenue"
    assert [one[3] for one in found] == ["白河经开区", "白河经开区", "青石高新区"]
    assert found[2][0] == "other"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("新增规上企业（服务业）12家，新增学位（高中）800个。", ["服务业", "高中"]),
        ("新建高标准农田（旱作）20万亩，建成公园（口袋）8个。", ["旱作", "口袋"]),
        ("学位（高中）新增800个，幼儿园（民办）建成3所。", ["高中", "民办"]),
        ("规上企业（服务业）数量达到56家，生活污水治理（管控）率达88%。", ["服务业", None]),
        ("新增学位（高中）、床位（护理型）800个、300张。", ["高中", "护理型"]),
        ("博物馆（场馆）达55座，新增学位（含民办）800个，新增学位（预计）600个。", [None, None, None]),
        ("出栏生猪42万头、肉牛3.6万头、家禽320万羽。", [None, "肉牛", "家禽"]),
    ],
)
def test_a_bracket_or_another_animal_names_a_part(text: str, parts: list[str | None]) -> None:
    found = named(text)
    assert [part for _, _, _, part in found] == parts
    assert all(part is None or part in name for _, name, _, part in found)


def test_a_sentence_that_opens_with_a_county_is_about_the_county() -> None:
    head = (
        "杭州市2021年政府工作报告\n各位代表：\n现在，我代表市人民政府，向大会报告工作。\n一、2020年工作回顾\n"
    )
    text = (
        "桐庐县大力招商，全社会固定资产投资、税收均增长12%，新建学校3所。西湖区主动转型，生产总值突破500亿元。"
        "新增就业3万人。淳安县污水处理厂建成，全市污水处理率达到95%。\n"
    )
    record = read((head + text).encode(), source="x.txt")
    assert [(i.indicator, i.value, i.part) for i in record.indicators] == [
        ("fixed_asset_investment", 12, "桐庐县"),
        ("tax_revenue", 12, "桐庐县"),
        ("schools_built", 3, "桐庐县"),
        ("gdp", 500, "西湖区"),
        ("new_jobs", 3, None),
        ("sewage_treatment_rate", 95, None),
    ]
    county = read(
        (head.replace("杭州市", "桐庐县").replace("代表市", "代表县") + text).encode(), source="x.txt"
    )
    assert "桐庐县" not in {i.part for i in county.indicators}


def test_a_park_that_a_sentence_opens_with_holds_for_what_was_begun_in_it() -> None:
    text = "园区攻坚成效明显。园区新开工项目11个，固定资产投资完成11亿元，实现工业增加值10亿元。\n"
    record = read((HEAD + text).encode(), source="x.txt")
    assert {i.part for i in record.indicators} == {"园区"}
