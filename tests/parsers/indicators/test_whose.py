"""Whose a bare name is: each row of the table of owners with its example, and what is the division's after all."""

from __future__ import annotations

import pytest

from parsers.indicators.names.whose import OWNERS, Row
from parsers.read import read
from parsers.record import Indicator

HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n"


def read_of(sentence: str) -> list[Indicator]:
    return list(read(f"{HEAD}{sentence}。\n".encode(), source="x.txt").indicators)


@pytest.mark.parametrize("row", OWNERS, ids=lambda row: row.who)
def test_the_last_figure_of_an_example_is_its_owners(row: Row) -> None:
    found = read_of(row.example)
    last = [one for one in found if one.end == max(one.end for one in found)]
    if row.statistic:
        assert last[0].part, found
    else:
        assert not found, row.example


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("建成污水处理厂3座，污水处理能力达6万吨/日", "sewage_capacity_new"),
        ("云溪污水处理厂扩建完成，全区污水处理能力达12万吨/日", "sewage_capacity_new"),
        ("城东污水处理厂建成投用，新增污水处理能力2万吨/日", "sewage_capacity_new"),
        ("组建云溪文旅集团，技改投资增长12%", "technical_upgrading_investment"),
        ("引进12家电商公司，实现电商交易额3亿元", "ecommerce_turnover"),
        ("固定资产投资62亿元、税收11亿元", "tax_revenue"),
    ],
)
def test_what_is_said_of_several_or_of_all_is_the_divisions(sentence: str, code: str) -> None:
    found = read_of(sentence)
    assert (code, None) in [(one.indicator, one.part) for one in found], found


@pytest.mark.parametrize(
    "sentence",
    [
        "望川水务公司日污水处理能力6万吨",
        "县城污水处理厂二期建成投运，日处理能力达2万吨",
        "望川集团生产线建成投产，实现电商交易额3亿元",
        "开展惠农直播活动12场，实现网络零售额6亿元",
    ],
)
def test_what_one_firm_plant_or_event_made_is_no_statistic(sentence: str) -> None:
    assert not read_of(sentence), read_of(sentence)
