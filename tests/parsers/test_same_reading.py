"""A report written otherwise, in ways that change nothing for a person, gives the same figures, years and promises.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from parsers.read import read
from parsers.record import Record

REPORT = """望川县2016年政府工作报告
——2016年1月18日在望川县第十届人民代表大会第五次会议上
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2015年工作回顾
2015年，全县完成地区生产总值186.4亿元，增长8.2%；规模以上工业增加值62.5亿元，增长9.1%，其中高新区增长12.3%。一般公共预算收入12.8亿元，增长6.5%。社会消费品零售总额71.3亿元。
（一）民生事业持续改善。新增城镇就业4200人，城镇登记失业率3.1%。新建公办幼儿园6所，新增学位1800个，改造农村危房530户。空气质量优良天数比例达到86.5%。
“十二五”期间，累计完成固定资产投资420亿元，年均增长15.6%。
二、2016年工作安排
今年的主要预期目标是：地区生产总值增长8%左右，城镇居民人均可支配收入增长8.5%以上，城镇登记失业率控制在4%以内。
"""
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")


def page(body: str) -> str:
    return f"<html><head><title>望川县2016年政府工作报告</title></head><body><div id='zoom'>{body}</div></body></html>"


def lines(text: str) -> list[str]:
    return [html.escape(line) for line in text.splitlines()]


def in_spans(line: str) -> str:
    return re.sub(r"[0-9.]+", r"<span lang=EN-US>\g<0></span>", line)


WAYS: dict[str, Callable[[str], str]] = {
    "wide digits": lambda text: text.translate(WIDE),
    "blanks around numbers": lambda text: re.sub(r"(?<![\d.])(\d[\d.]*)(?![\d.])", r" \1 ", text),
    "blanks before units": lambda text: re.sub(r"(?<=\d)(?=[亿人个所户%])", " ", text),
    "narrow punctuation": lambda text: text.translate(str.maketrans("，；：（）", ",;:()")),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: re.sub(r"(?m)^", "　　", text),
    "cut at 38 characters": lambda text: re.sub(r"(.{38})(?=.)", r"\1\n", text),
    "paragraphs": lambda text: page("".join(f"<p>　　{line}</p>" for line in lines(text))),
    "line breaks": lambda text: page("<br>".join(lines(text))),
    "numbers in spans": lambda text: page("".join(f"<p>{in_spans(line)}</p>" for line in lines(text))),
    "Markdown": lambda text: re.sub(
        r"(?m)^([一二])、", r"## \1、", text.replace("望川县2016年", "# 望川县2016年", 1)
    ),
}


def read_of(text: str) -> tuple[object, ...]:
    record: Record = read(text.encode(), source="report.html" if text.startswith("<html") else "report.txt")
    figures = [(one.indicator, one.measure, one.value_si, one.kind, one.period) for one in record.indicators]
    return record.kind, record.review_year, record.plan_year, record.delivered_date, figures


@pytest.mark.parametrize("way", WAYS)
def test_a_report_written_otherwise_is_read_the_same(way: str) -> None:
    wanted = read_of(REPORT)
    assert wanted[:4] == ("work_report", 2015, 2016, "2016-01-18")
    assert isinstance(wanted[4], list) and len(wanted[4]) == 18
    assert read_of(WAYS[way](REPORT)) == wanted


def test_strings_are_given_as_published() -> None:
    record = read(REPORT.translate(WIDE).encode(), source="report.txt")
    assert "１８６.４亿元" in record.text
    assert record.title == "望川县２０１６年政府工作报告"
    assert record.meeting == "望川县第十届人民代表大会第五次会议"
