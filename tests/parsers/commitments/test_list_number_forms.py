"""The same list, however its items are numbered: line by line, in one sentence, in categories, in the cells of a table.

All places and sentences are invented.
"""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from parsers.read import read

NAMES = (
    "新建城区口袋公园6座",
    "改造S305线望川段路灯280盏",
    "为12所乡村小学配备直饮水设备",
    "开展农村妇女健康检查9000人次",
    "完成南河清淤3.5公里",
    "新增公共停车位460个",
)
HEAD = "望川县2024年民生实事项目\n"
NUMERALS = "一二三四五六"
LINES: dict[str, Callable[[int], str]] = {
    "1：": lambda n: f"{n}：",
    "1:": lambda n: f"{n}:",
    "1)": lambda n: f"{n})",
    "01 and a space": lambda n: f"{n:02d} ",
    "【1】": lambda n: f"【{n}】",
    "[1]": lambda n: f"[{n}]",
    "〔一〕": lambda n: f"〔{NUMERALS[n - 1]}〕",
    "<1>": lambda n: f"<{n}>",
    "实事一：": lambda n: f"实事{NUMERALS[n - 1]}：",
    "民生实事1：": lambda n: f"民生实事{n}：",
    "便民实事·1、": lambda n: f"便民实事·{n}、",
    "项目一、": lambda n: f"项目{NUMERALS[n - 1]}、",
    "第一件：": lambda n: f"第{NUMERALS[n - 1]}件：",
    "第1项：": lambda n: f"第{n}项：",
    "NO.1": lambda n: f"NO.{n} ",
    "其一，": lambda n: f"其{NUMERALS[n - 1]}，",
    "一：": lambda n: f"{NUMERALS[n - 1]}：",
    "①": lambda n: "①②③④⑤⑥"[n - 1],
    "⑴": lambda n: "⑴⑵⑶⑷⑸⑹"[n - 1],
    "★": lambda n: "★",
    "a number on the line above": lambda n: f"{n}\n",
    "第1件 on the line above": lambda n: f"第{n}件\n",
}
INSIDE = ("1：", "【1】", "实事一：", "项目一、", "第一件：", "①", "⑴", "1)")


def names_of(text: str) -> list[str]:
    return [one.text.rstrip("；。") for one in read(text.encode(), source="list.txt").commitments]


@pytest.mark.parametrize("form", LINES)
def test_a_list_is_read_line_by_line(form: str) -> None:
    text = HEAD + "".join(f"{LINES[form](n)}{name}。\n" for n, name in enumerate(NAMES, 1))
    assert names_of(text) == list(NAMES)


@pytest.mark.parametrize("form", INSIDE)
def test_a_list_is_read_in_one_sentence(form: str) -> None:
    parts = "；".join(f"{LINES[form](n)}{name}" for n, name in enumerate(NAMES, 1))
    assert names_of(f"2024年，望川县将办好6件民生实事。这6件实事分别为：{parts}。") == list(NAMES)


@pytest.mark.parametrize("form", LINES)
def test_a_blank_line_between_items_does_not_join_them(form: str) -> None:
    reports = (
        f"{name}，由县有关部门负责，分两个阶段组织实施，第三季度开工，年底前投入使用" for name in NAMES
    )
    text = HEAD + "\n".join(f"\n{LINES[form](n)}{report}" for n, report in enumerate(reports, 1))
    found = names_of(text)
    assert [one[: len(name)] for one, name in zip(found, NAMES, strict=True)] == list(NAMES)


@pytest.mark.parametrize("form", [form for form in LINES if form != "一："])
def test_numbers_run_on_through_categories(form: str) -> None:
    lines = [f"{LINES[form](n)}{name}。\n" for n, name in enumerate(NAMES, 1)]
    text = HEAD + "（一）城乡建设\n" + "".join(lines[:2]) + "（二）公共服务\n" + "".join(lines[2:])
    found = read(text.encode(), source="list.txt").commitments
    assert [one.text.rstrip("。") for one in found] == list(NAMES)
    assert [one.category for one in found] == ["城乡建设"] * 2 + ["公共服务"] * 4


@pytest.mark.parametrize("form", [form for form in LINES if "\n" not in LINES[form](1) and form != "★"])
def test_a_number_in_the_cell_of_a_name_is_no_part_of_it(form: str) -> None:
    rows = "".join(
        f"<tr><td>{html.escape(LINES[form](n))}{name}</td><td>县住建局</td><td>已完成。</td></tr>"
        for n, name in enumerate(NAMES, 1)
    )
    head = "<tr><td>项目名称</td><td>责任单位</td><td>完成情况</td></tr>"
    page = f"<html><body><h1>望川县2024年民生实事完成情况</h1><table>{head}{rows}</table></body></html>"
    found = read(page.encode(), source="list.html").commitments
    assert [one.text for one in found] == list(NAMES)
    assert {one.status for one in found} == {"completed"}


NO_LISTS = {
    "times of a day": "1：30至2：30为县民生实事开放日时间。\n2：40集中参观。\n3：50返回。\n",
    "annexes": "附件1：望川县民生实事申报表\n附件2：望川县民生实事评分表\n附件3：望川县民生实事汇总表\n",
    "pictures": "图1：口袋公园效果图\n图2：停车场效果图\n图3：学校效果图\n",
    "steps": "步骤1：登录平台。\n步骤2：选择项目。\n步骤3：提交选票。\n",
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_numbers_count_may_be_no_projects(name: str) -> None:
    assert not names_of("望川县2024年民生实事票选说明\n" + NO_LISTS[name])
