"""Promises inside reports and notices: lists appended, announced, or only spoken of; all documents are invented."""

from __future__ import annotations

from parsers.page import Page
from tests.support.read_commitments import read, read_page

REPORT = """云溪区政府工作报告
各位代表：
一、2024年工作回顾
十件民生实事全部办结。城镇新增就业1.2万人。
二、2025年工作安排
（五）着力保障和改善民生
今年继续办好民生实事，新建学校3所，改造小区20个。一是扩大就业。二是办好教育。三是建设公园。
各位代表，让我们团结奋斗！
"""


def test_running_text_of_a_report_promises_nothing() -> None:
    assert read(REPORT, kind="work_report", review=2024) == ()
    assert read(REPORT, kind="other") == ()


def test_a_list_appended_to_a_report_is_the_reports() -> None:
    appended = (
        "附件\n2025年民生实事项目清单\n1.新建学校3所。\n2.改造小区20个。\n名词解释\n1.微循环公交：短线公交。"
    )
    found = read(REPORT + appended, kind="work_report", review=2024)
    assert [c.text for c in found] == ["新建学校3所。", "改造小区20个。"]
    assert {(c.year, c.status) for c in found} == {(2025, "unstated")}


def test_an_explicit_list_inside_a_report_counts_when_its_number_is_right() -> None:
    head = "云溪区政府工作报告\n各位代表：\n二、2025年工作安排\n（六）办好2025年{}件民生实事\n"
    tail = (
        "1.新建学校3所。\n2.改造小区20个。\n3.新建公园1座。\n（七）加强自身建设\n1.依法行政。\n2.廉洁从政。"
    )
    listed = read(head.format("三") + tail, kind="work_report")
    assert [c.text for c in listed] == ["新建学校3所。", "改造小区20个。", "新建公园1座。"]
    assert read(head.format("八") + tail, kind="work_report") == ()


def test_plan_and_outcome_lists_of_one_report_have_their_own_years() -> None:
    outcomes = "附件1\n2024年民生实事完成情况\n1.新建公园2座。\n完成情况：完成。\n"
    text = REPORT + outcomes + "附件2\n2025年民生实事计划\n1.新建学校3所。\n"
    found = read(text, kind="work_report", review=2024)
    assert [(c.text, c.year, c.status) for c in found] == [
        ("新建公园2座。", 2024, "completed"),
        ("新建学校3所。", 2025, "unstated"),
    ]


def test_the_notice_around_a_list_promises_nothing() -> None:
    text = (
        "云溪区人民政府关于印发2025年民生实事项目的通知\n各镇人民政府：\n一、各单位要高度重视，按月推进。\n"
        "二、区政府督查室按季通报进展。\n附件：2025年民生实事项目清单\n2025年2月1日\n附件\n2025年民生实事项目清单\n"
        "一、教育（2项）\n1.新建小学1所。\n2.改造操场6个。\n二、保障措施\n1.加强领导。\n2.严格考核。\n"
    )
    found = read(text)
    assert [(c.category, c.text) for c in found] == [("教育", "新建小学1所。"), ("教育", "改造操场6个。")]


def test_a_list_page_whose_title_stands_outside_its_text() -> None:
    page = Page(
        text="1.新建公园3座。\n2.改造小区8个。", given_title="2023年云溪区民生实事项目", format="text"
    )
    found, _ = read_page(page, plan=None)
    assert [(c.text, c.year) for c in found] == [("新建公园3座。", 2023), ("改造小区8个。", 2023)]


def test_what_a_notice_asks_of_its_readers_is_no_promise() -> None:
    text = (
        "2025年民生实事项目\n一、纳入管理的项目\n（一）新建学校2所。\n（二）改造道路5条。\n"
        "二、做好民生实事项目的具体要求\n（一）加强领导。各单位要高度重视。\n（二）强化督查。\n"
    )
    assert [c.text for c in read(text)] == ["新建学校2所。", "改造道路5条。"]
