"""Titles, days and speakers as collections, forums and catalogues copy them above a report."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record

OPENER = (
    "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n全县经济平稳发展。\n"
)


def record(head: str, opener: str = OPENER) -> Record:
    return read((head + opener).encode(), source="x.txt")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("> 政府工作报告 > 县政府\n2021年云溪县政府工作报告\n", "2021年云溪县政府工作报告"),
        ("2021-02-03 16:07\n政 府 工 作 报 告\n——2021年2月1日\n", "政府工作报告"),
        ("名 称：云溪县政府工作报告\n县长 栾天猛\n", "云溪县政府工作报告"),
        ("文库 公文 报告/总结\n2021年云溪县政府工作报告\n", "2021年云溪县政府工作报告"),
        ("页数：21页\n云溪县政府工作报告\n", "云溪县政府工作报告"),
        ("云溪县政府工作报告 ——2021年2月1日在云溪县第十七届人民代表大会第五次会议上 县长 栾天猛 ",
         "云溪县政府工作报告"),
        ("请输入搜索\n选择类型\n政府工作报告\n县长 栾天猛\n", "政府工作报告"),
    ],
)  # fmt: skip
def test_titles_below_the_lines_of_a_template(head: str, title: str) -> None:
    assert record(head).title == title


def test_an_item_of_an_agenda_is_no_title() -> None:
    text = "会议议程\n1.听取县人民政府工作报告\n2.审议预算草案\n"
    assert read(text.encode(), source="x.txt").title != "1.听取县人民政府工作报告"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("云溪网 2021-02-03 08:33:25 公文", "2021-02-03"),
        ("2021-02-03 16:07", "2021-02-03"),
        ("心情\n2019-03-11 08:54\n发表于 2021-02-03 10:45:42 | 只看该作者", "2021-02-03"),
        ("更新时间 2021-02-03 08:33", None),
        ("2019-03-11 08:54\n2021-02-03 10:45", None),
        ("第三届书画展 2021-02-03", None),
    ],
)
def test_the_stamp_above_a_text_is_its_day_of_publication(stamp: str, day: str | None) -> None:
    assert record(f"县政府工作报告汇编\n{stamp}\n政府工作报告\n县长 栾天猛\n").published_date == day


@pytest.mark.parametrize(
    ("head", "meeting", "speaker"),
    [
        (
            "政府工作报告v7R\n2021年2月4日在云溪县第十六届人民代表\n大会v7R\n第七次会议上v7R\n县长 栾天猛v7R\n",
            "云溪县第十六届人民代表大会第七次会议",
            "栾天猛",
        ),
        ("政府工作报告\n栾天猛在云溪县第十六届人民代表大会第七次会议上的报告\n",
         "云溪县第十六届人民代表大会第七次会议", "栾天猛"),
        ("政府工作报告\n——在云溪县人民代表大会（临时）第二次会议上\n县长 ?栾天猛\n",
         "云溪县人民代表大会(临时)第二次会议", "栾天猛"),
        (
            "关于云溪县政府工作报告\n" + "云溪县十六届人大七次会议开幕，县长作政府工作报告称，全年目标为8%。" * 5
            + "\n2021年2月4日在云溪县第十六届人民代表大会第七次会议上\n县长栾天猛\n",
            "云溪县第十六届人民代表大会第七次会议",
            "栾天猛",
        ),
    ],
)  # fmt: skip
def test_who_spoke_where(head: str, meeting: str, speaker: str) -> None:
    found = record(head)
    assert (found.meeting, found.speaker) == (meeting, speaker)


def test_a_file_names_the_division_where_the_text_does_not() -> None:
    text = "政府工作报告\n" + OPENER
    found = read(text.encode(), source="x.txt", file_title="泗阳县2021")
    assert found.title == "政府工作报告"
    assert found.division is not None
    assert found.division.name == "泗阳县"


def test_an_autonomous_region_by_its_usual_name() -> None:
    found = record("2021年新疆自治区政府工作报告\n", OPENER.replace("县", "自治区"))
    assert found.division is not None
    assert found.division.full_name == "新疆维吾尔自治区"


def test_pinyin_behind_characters_hides_neither_the_report_nor_its_meeting() -> None:
    text = (
        "2021年1月25日在雲(yún)溪區(qū)第九屆(jiè)人民代表大會(huì)第一次會(huì)議(yì)上\n"
        "雲溪區(qū)人民政府區(qū)長(zhǎng) 柳如川\n"
        "各位代表:\n現(xiàn)在,我代表區(qū)人民政府向大會(huì)報(bào)告工作,請(qǐng)予審(shěn)議(yì)。\n"
        "一、2020年工作回顧(gù)\n地區(qū)生產(chǎn)總(zǒng)值(zhí)120億(yì)元,增長(zhǎng)5%。\n"
    )
    record = read(text.encode(), source="x.txt")
    assert (record.kind, record.review_year, record.plan_year) == ("work_report", 2020, 2021)
    assert (record.delivered_date, record.speaker) == ("2021-01-25", "柳如川")
    assert record.meeting == "云溪区第九届人民代表大会第一次会议"
    assert [(i.indicator, i.value) for i in record.indicators] == [("gdp", 120), ("gdp", 5)]
    assert record.text.startswith("2021年1月25日在雲(yún)溪區(qū)")
