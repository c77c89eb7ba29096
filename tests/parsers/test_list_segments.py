"""Lists that only agreement with their announced number tells apart: one test a form, all of invented places."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record

HEAD = "云溪区2025年6件民生实事\n"


def record(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def texts(text: str) -> list[str]:
    return [one.text.rstrip("。；") for one in record(text).commitments]


SIX = [
    "新建幼儿园3所", "改造老旧小区12个", "加装电梯40部", "新增停车泊位800个", "修建公园2座", "免费体检老人5000人",
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("commas before the number", "今年的民生实事包括了" + "，".join(SIX[:5]) + f"以及{SIX[5]}六项民生实事。"),
        ("names before the number", f"经过征集，区里把{'、'.join(SIX)}6件实事列为今年的重点。"),
        ("semicolons without a colon", "2025年云溪区确定了6件民生实事，件件关系群众。今年，" + "；".join(SIX) + "。"),
        ("sentences", "2025年云溪区要办好6件民生实事。" + "".join(f"{one}，方便周边居民。" for one in SIX)),
        (
            "sentences over two paragraphs",
            "云溪区投资3亿元办6件民生实事\n" + "".join(f"{one}，年内完成。" for one in SIX[:4])
            + "\n" + "".join(f"{one}，年内完成。" for one in SIX[4:]),
        ),
    ],
)  # fmt: skip
def test_a_form_that_gives_the_announced_number(form: str, text: str) -> None:
    found = [one.split("，")[0] for one in texts(HEAD + text)]
    assert found == SIX, form


def test_short_lines_under_fields_of_life() -> None:
    text = (
        "云溪区2025年度民生工程票选开始\n点击文末链接，9项区级民生实事项目等你来选\n幼有所育\n托育园扩容项目\n社区儿童之家5个\n"
        "老有所养\n适老化改造300户\n助餐点提升项目\n行有所畅\n断头路打通工程\n公交站亭更新80座\n"
    )
    found = record(text).commitments
    assert [one.category for one in found] == ["幼有所育"] * 2 + ["老有所养"] * 2 + ["行有所畅"] * 2
    assert found[3].text == "助餐点提升项目"


def test_a_group_told_in_sentences_has_its_names_and_reports() -> None:
    text = (
        "截至10月底，云溪区20项民生工程进展如下。有3项民生工程部分完成任务，职业培训提升，其中岗前培训300人，完成率100%。"
        "养老服务设施，建成服务站4个，完成率80%。河道治理工程，新开工1处。其余项目有序推进。"
    )
    found = record("云溪区民生工程进展情况\n" + text).commitments
    assert [one.text for one in found] == ["职业培训提升", "养老服务设施", "河道治理工程"]
    assert {one.status for one in found} == {"partly"}


def test_numbers_behind_words_for_how_far_projects_are() -> None:
    text = (
        "云溪区民生工程实施进度通报\n目前，全区实施进度较慢的项目，一是乡镇污水管网建设，二是老旧小区改造，三是免费婚检。\n"
        "各责任部门要倒排工期。"
    )
    found = record(text).commitments
    assert [(one.ordinal, one.text, one.status) for one in found] == [
        ("一", "乡镇污水管网建设", "delayed"), ("二", "老旧小区改造", "delayed"), ("三", "免费婚检", "delayed"),
    ]  # fmt: skip


def test_a_list_cut_short_keeps_its_paragraphs() -> None:
    text = HEAD + "".join(
        f"{n}、{name}。投资{n}00万元，新建设施{n}处。年底前完成。\n"
        for n, name in ((1, "饮水安全工程"), (2, "道路建设工程"), (3, "电网改造工程"))
    )
    assert [one.split("。")[0] for one in texts(text)] == ["饮水安全工程", "道路建设工程", "电网改造工程"]


def test_news_that_counts_projects_and_names_none() -> None:
    text = (
        "云溪区召开民生实事推进会\n会议指出，今年6件民生实事总体进展顺利。各部门要提高认识，要压实责任，要加快进度，要严把质量，"
        "要强化督查，要加强宣传。"
    )
    assert texts(text) == []
