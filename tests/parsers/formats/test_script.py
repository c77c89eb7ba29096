"""Documents in traditional script are read like any other, and nothing of them is rewritten."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.page import Page
from parsers.read import read
from parsers.text.script import in_simplified

REPORT = """政 府 工 作 報 告
——2015年1月20日在東濱縣第十六屆人民代表大會第四次會議上
縣長 陳　國　華
各位代表：
現在，我代表縣人民政府向大會報告工作，請予審議。
一、2014年工作回顧
去年，全縣實現地區生產總值215.8億元，比上年增長7.6%；城鎮登記失業率為2.6%。
二、2015年工作安排
今年經濟社會發展的主要預期目標是：地區生產總值增長8%左右。
附件
2015年民生實事項目
1、新建公辦幼兒園3所（牽頭單位：縣教育局）。
2、改造老舊小區20個（牽頭單位：縣住建局）。
"""


def test_a_report_in_traditional_script() -> None:
    record = read(REPORT.encode(), source="a.txt", title="東濱縣2015年政府工作報告")
    assert (record.kind, record.review_year, record.plan_year) == ("work_report", 2014, 2015)
    assert record.delivered_date == "2015-01-20"
    figures = [(i.indicator, i.measure, i.kind, i.value) for i in record.indicators]
    assert figures == [
        ("gdp", "level", "actual", 215.8),
        ("gdp", "growth", "actual", 7.6),
        ("unemployment_rate", "ratio", "actual", 2.6),
        ("gdp", "growth", "target", 8.0),
    ]


def test_every_string_stays_as_published() -> None:
    record = read(REPORT.encode(), source="a.txt", title="東濱縣2015年政府工作報告")
    assert record.title == "東濱縣2015年政府工作報告"
    assert record.meeting == "東濱縣第十六屆人民代表大會第四次會議"
    assert (record.speaker, record.speaker_role) == ("陳國華", "縣長")
    assert record.sections[0].heading.startswith("一、2014年工作回顧")
    assert record.indicators[0].name == "地區生產總值"
    assert [(c.text, c.lead) for c in record.commitments] == [
        ("新建公辦幼兒園3所", "縣教育局"),
        ("改造老舊小區20個", "縣住建局"),
    ]
    assert record.text.startswith("政 府 工 作 報 告\n")
    for figure in record.indicators:
        assert figure.name in record.text[figure.start : figure.end]


@given(st.text(max_size=200))
def test_reading_in_the_other_script_moves_nothing(text: str) -> None:
    assert len(in_simplified(Page(text=text)).text) == len(text)


def test_simplified_prose_is_read_as_it_is() -> None:
    page = Page(text="乾隆年间的碑刻於去年修缮，全区地区生产总值达到120亿元。")
    assert in_simplified(page) is page
