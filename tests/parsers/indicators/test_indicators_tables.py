"""Tables of figures inside a report, whose header says what their numbers mean. All figures are invented."""

from __future__ import annotations

import pytest

from parsers.read import read

HEAD = (
    "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n"
    "一、2020年工作回顾\n主要指标完成情况如下：\n"
)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "指标|单位|2020年完成|增长（%）\n地区生产总值|亿元|320.5|6.1",
            ["gdp level 320.5 actual 2020", "gdp growth 6.1 actual 2020"],
        ),
        (
            "指标名称|计量单位|2020年实绩|2021年目标\n城镇登记失业率|%|3.2|4以内",
            ["unemployment_rate ratio 3.2 actual 2020", "unemployment_rate ratio 4 target 2021"],
        ),
        (
            "序号|指标|2020年|2015年\n1|地区生产总值（亿元）|320.5|210",
            ["gdp level 320.5 actual 2020", "gdp level 210 actual 2015"],
        ),
        # The column of the growth is of the same kind as the one before it.
        (
            "项目|2020年预计完成|同比±%\n进出口总额（亿美元）|12.6|-4.5",
            ["import_export level 12.6 estimate 2020", "import_export growth -4.5 estimate 2020"],
        ),
        # The name says itself that the number is a growth.
        (
            "类别|指标名称|属性|2020年目标|2020年完成情况\n经济发展|地区生产总值增速|预期性|7%左右|6.1%",
            ["gdp growth 7 target 2020", "gdp growth 6.1 actual 2020"],
        ),
        # Nouns that only nouns.tsv has.
        (
            "指标|2020年|增长\n高新技术企业（家）|156|23%\n研发经费投入强度|2.35%|—",
            [
                "high_tech_firms count 156 actual 2020",
                "high_tech_firms growth 23 actual 2020",
                "rd_intensity share 2.35 actual 2020",
            ],
        ),
        # Without a header that says of when or what, a noun alone is not enough.
        ("名称|地点|数量\n公园|望川街|3", []),
    ],
)
def test_tables(rows: str, expected: list[str]) -> None:
    record = read((HEAD + rows.replace("|", "\t") + "\n").encode(), source="x.txt")
    found = [f"{i.indicator} {i.measure} {i.value:g} {i.kind} {i.period}" for i in record.indicators]
    assert found == expected
