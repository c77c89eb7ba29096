"""When a promised project is due, what it costs, who pays, where it is; every promise here is invented."""

from __future__ import annotations

import pytest

from parsers.commitments import particulars
from parsers.commitments.parts import Item
from tests.parsers.commitments.test_commitments_tables import read

NAMES = ("deadline", "money", "money_si", "money_source", "place")


def found(promise: str) -> dict[str, object]:
    beside = particulars.find(promise, Item(None, None, 0, (0, len(promise)), len(promise)))
    return {name: value for name in NAMES if (value := getattr(beside, name)) is not None}


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ("新建幼儿园3所，9月底前开园。", {"deadline": "9月底前"}),
        ("年内建成停车位500个以上。", {"deadline": "年内"}),
        ("6月底前完成选址，12月底前建成。", {"deadline": "12月底前"}),
        ("上半年完成招标，年底前建成投用，次年3月开展评估。", {"deadline": "年底前"}),
        ("银杏桥于8月通车。", {"deadline": "8月"}),
        ("到2025年实现公交全覆盖。", {"deadline": "2025年"}),
        ("文化馆年底前完工。", {"deadline": "年底前"}),
        ("淘汰2003年年底前注册的黄标车。", {}),
        ("从2024年起，每年新增学位500个。", {}),
        ("2020—2022年改造小区30个。", {}),
        ("6月底前开工12月底前建成东湖馆。", {"deadline": "12月底前"}),
    ],
)
def test_deadlines(promise: str, expected: dict[str, object]) -> None:
    assert found(promise) == expected


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ("投资8000万元新建住房500套。", {"money": "投资8000万元", "money_si": 8e7}),
        ("总投资约1.2亿元。", {"money": "总投资约1.2亿元", "money_si": 1.2e8}),
        ("投入一千二百万元改造管网。", {"money": "投入一千二百万元", "money_si": 1.2e7}),
        ("总投资300万美元。", {"money": "总投资300万美元"}),
        ("完成固定资产投资50亿元。", {}),
        ("加装电梯10部，每部奖补10万元。", {}),
        ("建卫生室6个，所需资金由县财政承担。", {"money_source": "县财政"}),
        ("为老人免费体检，从县慈善资金中安排50万元。", {"money_source": "县慈善资金"}),
        ("市财政每公里补助8万元，修路40公里。", {"money_source": "市财政"}),
        ("更新公交车20台，由市公交公司自筹。", {"money_source": "市公交公司"}),
        ("建老人食堂9家，每家投资6万元。", {}),
        ("总投资1.2万亿元。", {"money": "总投资1.2万亿元", "money_si": 1.2e12}),
        ("通过新建、改扩建等方式解决入学难问题。", {}),
        ("选址已完成，年内开工。", {"deadline": "年内"}),
        ("投资500万元至600万元修缮老街。", {"money": "投资500万元至600万元"}),
        ("位于河西路南侧的公园。", {"place": "河西路南侧"}),
        ("新建卫生院1所，选址在柳林镇东街。", {"place": "柳林镇东街"}),
    ],
)
def test_money_and_places(promise: str, expected: dict[str, object]) -> None:
    assert found(promise) == expected


def test_columns_say_it_first() -> None:
    text = "\n".join(
        "\t".join(row)
        for row in (
            ("2025年民生实事项目清单",),
            ("序号", "项目名称", "总投资（万元）", "资金来源", "建设地点", "完成时限", "责任单位"),
            ("1", "新建幼儿园2所，年内开工", "3200", "区财政", "白塔街道", "2025年9月", "区教育局"),
            ("2", "改造小区16个", "950.5", "市、区两级", "柳河街道", "12月底前", "区住建局"),
        )
    )
    assert [[getattr(one, name) for name in NAMES] for one in read(text)] == [
        ["2025年9月", "3200", 3.2e7, "区财政", "白塔街道"],
        ["12月底前", "950.5", 9_505_000, "市、区两级", "柳河街道"],
    ]


def test_labels_say_it_first() -> None:
    text = (
        "2025年民生实事项目\n"
        "1．新建公园2个。建设地点：东湖北岸。总投资：600万元。完成时限：10月底前。责任单位：区城管局\n"
        "2．修建道路3条。建设地点：西山村。总投资：1.5亿元。完成时限：年底前。责任单位：区交通局\n"
    )
    assert [[getattr(one, name) for name in NAMES] for one in read(text)] == [
        ["10月底前", "600万元", 6e6, None, "东湖北岸"],
        ["年底前", "1.5亿元", 1.5e8, None, "西山村"],
    ]
