"""Every number of a text is read, left out by a rule with a name, or undecided."""

import pytest

from parsers.indicators.account import READ, UNDECIDED, account, counts
from parsers.read import read

HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2020年工作回顾\n"


@pytest.mark.parametrize(
    ("text", "number", "rule"),
    [
        ("地区生产总值增长5.1%。", "5.1", READ),
        ("新增学位1.2万个。", "1.2", READ),
        ("贫困发生率由12.6%下降到1.3%。", "1.3", READ),
        ("地区生产总值增长5.1%，高于全市1.2个百分点。", "1.2", "percentage points"),
        ("固定资产投资52亿元，完成年度任务的107%。", "107", "a share of a target"),
        ("规模居全市第3。", "3", "a rank"),
        ("召开推进会32次。", "32", "an ordinal, an age or a time"),
        ("破获案件467件。", "467", "government's own doings"),
        ("为67家旅行社暂退质保金。", "67", "whom it was done for"),
        ("引进10亿元以上项目8个。", "10", "a threshold"),
        ("1—11月固定资产投资增长7.9%。", "11", "an ordinal, an age or a time"),
        ("投入2000万元支持企业发展。", "2000", "money for what has no name of its own"),
        ("落实支持创业30条举措。", "30", "government's own doings"),
        ("先后启用25家酒店。", "25", "things done that no code stands for"),
        ("“3+2”工程全面推进。", "3", "a number in a name"),
        ("公办幼儿园由9所增至25所。", "9", "a value before"),
        ("青石路、望川路等6条街巷面貌一新。", "6", "one of several that are named"),
        ("推动38个小区新通燃气。", "38", "things done that no code stands for"),
        ("全区38.5%的事项一窗受理。", "38.5", UNDECIDED),
    ],
)
def test_the_rule_that_leaves_a_number_out(text: str, number: str, rule: str) -> None:
    record = read((HEAD + text).encode(), source="x")
    fates = {fate.text: fate.rule for fate in account(record) if fate.start >= len(HEAD)}
    assert fates[number] == rule


def test_every_number_has_a_fate_and_a_place() -> None:
    record = read((HEAD + "新增学位1.2万个，增长5.1%，居全市第2。").encode(), source="x")
    fates = account(record)
    assert [record.text[fate.start : fate.end] for fate in fates] == ["2021", "2020", "1.2", "5.1", "2"]
    assert sum(counts(fates).values()) == len(fates)


def test_digits_of_another_script_are_no_numbers() -> None:
    text = "云溪区2021年政府工作报告\n2020年新建公园٤٢个，新增学位300个。\n"
    fates = account(read(text.encode(), source="x"))
    assert "300" in [fate.text for fate in fates if fate.rule == READ]
