"""Headings by numbering, markup and position."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import sections
from parsers.formats import open_page
from parsers.page import Mark, Page
from tests.support.growth import grows_in_step


def outline(text: str, marks: tuple[Mark, ...] = ()) -> list[str]:
    return [f"{s.level} {s.heading}" for s in sections.find(Page(text=text, marks=marks))]


REPORT = """各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
　　一、2019年工作回顾
　　一年来，我们主要做了以下工作：
　　——水车镇面貌一新。全年修桥三座，居民称便。
　　——预计全区地区生产总值完成90亿元，增长6%；
　　（一）集市更加兴旺
　　全年开市二百次。
　　（二）水渠全线贯通。东渠四月通水，西渠五月通水。
　　一是修好闸门。二是种好堤树。
　　二、2020年工作安排
　　主要预期目标是：地区生产总值增长6%左右。
　　（一）抓实水利
　　1.加快修渠。今年新修水渠两条，明年再修一条。
　　2.加快修桥。今年新修桥梁两座，明年再修一座。
　　（1）东桥
　　东桥跨东河而建。
　　第一，守住底线。凡是隐患一律整改到位。
"""


def test_a_report() -> None:
    assert outline(REPORT) == [
        "1 一、2019年工作回顾",
        "2 ——水车镇面貌一新",
        "2 （一）集市更加兴旺",
        "2 （二）水渠全线贯通",
        "1 二、2020年工作安排",
        "2 （一）抓实水利",
        "3 1.加快修渠",
        "3 2.加快修桥",
        "4 （1）东桥",
        "3 第一，守住底线",
    ]


@pytest.mark.parametrize("opened", ["<b>", "<h1>"])
def test_bold_type_and_a_heading_without_their_end_make_no_heading_of_what_follows(opened: str) -> None:
    lines = "".join(f"<p>第{n}条路修好了，行人称便，车马通行</p>" for n in range(8))
    page = open_page(f"<html><body><div>{opened}{lines}</div></body></html>".encode())
    assert "第7条路" in page.text
    assert [mark for mark in page.marks if "路" in page.text[mark.start : mark.end]] == []


def test_spans_run_to_the_next_heading_of_the_same_or_a_higher_level() -> None:
    found = {s.heading: s for s in sections.find(Page(text=REPORT))}
    assert REPORT[found["（一）集市更加兴旺"].start :].startswith("（一）集市更加兴旺")
    first = found["一、2019年工作回顾"]
    assert REPORT[first.start : first.end].endswith("二是种好堤树。")
    assert REPORT[found["1.加快修渠"].start : found["1.加快修渠"].end].endswith("明年再修一条。")


def test_ascii_punctuation_and_marks_left_in_the_text() -> None:
    text = (
        "**一、2019年工作回顾**\n(一)集市更加兴旺,水渠全线贯通。全年开市二百次。\n"
        "**（二）桥梁畅通。**全年修桥三座，居民称便。"
    )
    assert outline(text) == [
        "1 一、2019年工作回顾",
        "2 (一)集市更加兴旺,水渠全线贯通",
        "2 （二）桥梁畅通",
    ]


def test_headings_without_numbers() -> None:
    text = (
        "2019年工作回顾\n全年修桥三座。\n2020年工作安排\n再修桥三座。\n附件一\n2019年区民生实事完成情况\n"
        "一、水利（2项）\n1、修渠一条（主办：区水利局）。\n2、修闸一座（主办：区水利局）。\n【道路工程】\n▲修路一条。"
    )
    assert outline(text) == [
        "1 2019年工作回顾",
        "1 2020年工作安排",
        "1 附件一",
        "1 2019年区民生实事完成情况",
        "2 一、水利（2项）",
        "2 【道路工程】",
    ]


def test_a_list_of_annexes_and_a_glossary_are_not_headings() -> None:
    text = (
        "二、2020年工作安排\n再修桥三座。\n附件：1. 名词解释\n2．2020年民生实事清单\n附件1\n名词解释\n"
        "1.三桥：东桥、西桥和南桥。\n2.两渠。指东渠和西渠，均由区里出资。"
    )
    assert outline(text) == ["1 二、2020年工作安排", "1 附件1", "1 名词解释"]


def test_numbering_that_nests_the_other_way_round() -> None:
    text = (
        "（一）2019年工作回顾\n一、水利\n修渠。\n二、道路\n修路。\n（二）2020年工作安排\n一、水利\n再修渠。"
    )
    assert outline(text) == [
        "1 （一）2019年工作回顾",
        "2 一、水利",
        "2 二、道路",
        "1 （二）2020年工作安排",
        "2 一、水利",
    ]


def test_a_slice_keeps_the_usual_levels() -> None:
    text = "（三）集市更加兴旺\n开市二百次。\n二、2020年工作安排\n（一）修渠\n两条。"
    assert outline(text) == ["2 （三）集市更加兴旺", "1 二、2020年工作安排", "2 （一）修渠"]


def test_parts_above_chapters() -> None:
    text = "第一部分 2019年工作回顾\n一、水利\n修渠。\n第二部分 2020年工作安排\n一、道路\n修路。"
    assert outline(text) == [
        "1 第一部分 2019年工作回顾",
        "2 一、水利",
        "1 第二部分 2020年工作安排",
        "2 一、道路",
    ]


def test_what_the_markup_calls_a_heading() -> None:
    text = (
        "政府工作报告\n——2020年1月9日在云桥区第二届人民代表大会第三次会议上\n区长 秦小舟\n"
        "一、2019年工作回顾\n集市兴旺\n开市二百次。"
    )
    at = text.index("集市")
    marks = (Mark(0, 6, 1), Mark(7, text.index("\n区长"), None), Mark(at, at + 4, None))
    assert outline(text, marks) == ["1 政府工作报告", "1 一、2019年工作回顾", "2 集市兴旺"]


def test_promises_and_targets_are_not_headings() -> None:
    promises = "1.新建学校两所。\n2.新建医院一所。（牵头单位：区卫健局）\n"
    assert outline(promises + "——地区生产总值增长6%左右；\n（一）地区生产总值增长8%。") == []


@pytest.mark.parametrize(
    "heading",
    [
        "“十一五”经济社会发展回顾",
        "2003年工作的回顾",
        "二〇一五年和“十二五”经济社会发展回顾",
        "“十二五”主要成就及2015年工作回顾",
        "一﹑五年工作的回顾",
    ],
)
def test_headings_of_reviews_without_a_number(heading: str) -> None:
    assert outline(f"{heading}\n修桥三座，居民称便。") == [f"1 {heading}"]


@pytest.mark.parametrize("dash", ["——", "――", "──", "━━"])
def test_headings_behind_any_dash(dash: str) -> None:
    text = f"一、工作回顾\n{dash}桥梁建设更快了。全年修桥三座。\n{dash}水渠建设更好了。全年修渠两条。"
    assert outline(text)[1:] == [f"2 {dash}桥梁建设更快了", f"2 {dash}水渠建设更好了"]


@given(st.text(alphabet="一二（）()、.。，1 2\n——附件年工作回顾第部分", max_size=120))
def test_spans_hold_their_headings(text: str) -> None:
    for section in sections.find(Page(text=text)):
        assert text[section.start :].startswith(section.heading)
        assert section.start + len(section.heading) <= section.end <= len(text)


def test_time_grows_no_faster_than_the_text() -> None:
    def seconds(size: int) -> float:
        text = "（一）一、——1.附件2020年工作回顾" * (size // 20) + "\n一、" * (size // 20)
        start = time.process_time()
        sections.find(Page(text=text))
        return time.process_time() - start

    assert grows_in_step(seconds, 20_000, 160_000, 32)  # quadratic would be 64


@pytest.mark.parametrize(
    ("paragraph", "sentence", "is_heading"),
    [
        ("**城乡面貌持续改善。**修桥三座，植树两万株。", "城乡面貌持续改善", True),
        ("**城乡面貌持续改善**。修桥三座，植树两万株。", "城乡面貌持续改善", True),
        ("**三大工程稳步推进。**修桥三座，植树两万株。", "三大工程稳步推进", True),
        ("**修桥**三座，城乡面貌持续改善。", "修桥", False),
        ("**各位代表。**过去一年，修桥三座。", "各位代表", False),
        ("**地区生产总值增长8%。**修桥三座，植树两万株。", "地区生产总值增长8%", False),
        ("**名词：**修桥三座，植树两万株。", "名词", False),
    ],
)
def test_a_bold_first_sentence_is_a_heading(paragraph: str, sentence: str, is_heading: bool) -> None:
    page = open_page(f"# 云桥区政府工作报告\n\n各位代表：\n\n**一、工作回顾**\n\n{paragraph}\n".encode())
    assert (sentence in [s.heading for s in sections.find(page)]) is is_heading
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", paragraph)
    marked = open_page(f"<html><body><div><p>一、工作回顾</p><p>{html}</p></div></body></html>".encode())
    assert (sentence in [s.heading for s in sections.find(marked)]) is is_heading


@pytest.mark.parametrize(
    ("part", "goes_on"),
    [
        ("第一部分：2013年工作总结", True),
        ("第二部分 今年的工作", True),
        ("第三部分：名词解释", False),
        ("附件1", False),
    ],
)
def test_a_part_of_the_report_is_no_annex(part: str, goes_on: bool) -> None:
    page = open_page(f"各位代表：\n\n**{part}**\n\n**渡口焕然一新。**修栈桥三座，植柳两千株。\n".encode())
    assert ("渡口焕然一新" in [s.heading for s in sections.find(page)]) is goes_on


@pytest.mark.parametrize("heading", ["2010年工作总结及“十一五”回顾", "过去五年工作总结和2020年工作回顾"])
def test_a_review_without_a_number_is_a_heading(heading: str) -> None:
    assert [s.heading for s in sections.find(Page(text=f"各位代表：\n{heading}\n一年来，修桥三座。"))] == [
        heading
    ]
