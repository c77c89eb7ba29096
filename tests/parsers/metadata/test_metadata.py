"""Title, meeting, speaker, day and completeness from a document's head. All names are invented."""

from __future__ import annotations

import pytest

from parsers import metadata
from parsers.hints import Hints
from parsers.metadata import Metadata
from parsers.page import Page
from parsers.read import read as parse

OPENING = "各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n一年来，全区修桥三座。\n"
MEETING = "云桥区第十届人民代表大会第六次会议"


def read(head: str, title: str | None = "云桥区2021年政府工作报告") -> Metadata:
    return metadata.read(Page(text=f"{head}\n{OPENING}", page_title=title), Hints())


@pytest.mark.parametrize(
    ("head", "meeting", "day"),
    [
        ("政 府 工 作 报 告\n（2021年1月25日在云桥区第十届人民代表大会第六次会议上）", MEETING, "2021-01-25"),
        ("——2021年1月25日在云桥区第十届人民代表大会\n第六次会议上", MEETING, "2021-01-25"),
        ("2021年云桥区十届人大六次会议", "云桥区十届人大六次会议", None),
        ("二〇二一年度云桥区十届人大六次会议", "云桥区十届人大六次会议", None),
        ("2021年1月云桥区十届人大六次会议", "云桥区十届人大六次会议", None),
        ("2021年1月25日在上海市云桥区第十届人民代表大会第六次会议上", "上海市" + MEETING, "2021-01-25"),
        ("2021年1月25日日照市云桥区第十届人民代表大会第六次会议", "日照市" + MEETING, "2021-01-25"),
        ("日照市云桥区第十届人民代表大会第六次会议", "日照市" + MEETING, None),
        ("——2021年1月25日在云桥区\n第十届人民代表大会第六次会议上", MEETING, "2021-01-25"),
        ("——二○二一年一月二十五日在云桥区第十届人民代表大会第六次会议上", MEETING, "2021-01-25"),
        ("2021年１月２５日在云桥区十届人大六次会议上", "云桥区十届人大六次会议", "2021-01-25"),
        ("（2021年1月25日云桥区第十届人民代表大会第六次会议）", MEETING, "2021-01-25"),
        ("在区十届人大六次会议上\n（2021年1月25日）", "区十届人大六次会议", "2021-01-25"),
        (
            "政府工作报告——2021年1月25日在云桥区第十届人民代表大会第六次会议上区长秦小舟",
            MEETING,
            "2021-01-25",
        ),
        ("云桥区第十届人民代表大会第六次会议文件（二）\n政府工作报告", MEETING, None),
        ("（2021年1月28日云桥区第十届人民代表大会第六次会议通过）", MEETING, None),
        (
            "《政府工作报告》已经区十届人大六次会议审议通过，现印发给你们\n——2021年1月25日在云桥区第十届人民代表大会第六次会议上",
            MEETING,
            "2021-01-25",
        ),
        ("《政府工作报告》已经区十届人大六次会议审议通过", "区十届人大六次会议", None),
        ("发布时间：2021年2月19日", None, None),
        ("政府工作报告", None, None),
    ],
)
def test_meeting_and_day(head: str, meeting: str | None, day: str | None) -> None:
    found = read(head)
    assert (found.meeting, found.delivered_date) == (meeting, day)


def test_a_head_in_one_line_with_the_text() -> None:
    head = f"政府工作报告 ——2021年1月25日在{MEETING}上 云桥区区长 秦小舟"
    text = f"{head} 各位代表: 现在,我代表区人民政府,向大会报告工作。"
    found = metadata.read(Page(text=text), Hints())
    assert (found.meeting, found.delivered_date) == (MEETING, "2021-01-25")
    assert (found.speaker, found.speaker_role) == ("秦小舟", "区长")


def test_the_day_the_page_was_published_stands_in_the_same_line() -> None:
    text = f"政府工作报告 2021-02-19 2021年1月25日在{MEETING}上 区长 秦小舟 各位代表: 现在,我代表区政府报告工作。"
    assert metadata.read(Page(text=text), Hints()).delivered_date == "2021-01-25"


@pytest.mark.parametrize("bar", ["来源：云桥日报\n时间：2021-02-19", "2021-02-19 07:00:44\n来源：云桥日报"])
def test_the_information_bar_stands_below_the_occasion(bar: str) -> None:
    head = f"云桥区政府工作报告\n——2021年1月25日在{MEETING}上\n区长 秦小舟\n{bar}\n"
    text = f"下载\n打印\n{head}各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n2020年，全区修桥三座。\n"
    found = parse(text.encode(), source="x.txt")
    assert (found.meeting, found.delivered_date) == (MEETING, "2021-01-25")
    assert (found.speaker, found.speaker_role, found.title) == ("秦小舟", "区长", "云桥区政府工作报告")
    assert (found.published_date, found.source_org) == ("2021-02-19", "云桥日报")


def test_the_last_years_meeting_is_not_this_one() -> None:
    text = "各位代表：\n现在，我代表区人民政府向大会报告工作。\n过去一年，圆满完成了区十届人大五次会议确定的任务。"
    assert metadata.read(Page(text=text), Hints()).meeting is None


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("云桥区人民政府区长　秦  小 舟", "秦小舟", "区长"),
        ("云桥区人民政府区长秦舟", "秦舟", "区长"),
        ("区  长：秦小舟", "秦小舟", "区长"),
        (f"2021年1月25日在{MEETING}上由区长秦小舟发布。", "秦小舟", "区长"),
        ("云桥区区长·秦小舟", "秦小舟", "区长"),
        ("云桥区人民政府区长?? 秦小舟", "秦小舟", "区长"),
        ("区长\u00a0 秦\u00a0 舟", "秦舟", "区长"),
        ("云桥区委副书记、代理区长 秦小舟", "秦小舟", "代区长"),
        ("云桥区人民政府代区长 秦小舟", "秦小舟", "代区长"),
        ("常务副区长（主持工作）秦小舟", "秦小舟", "常务副区长"),
        ("（受区人民政府委托，副区长 秦小舟）", "秦小舟", "副区长"),
        ("受区长陆大河委托，副区长 秦小舟", "秦小舟", "副区长"),
        ("云桥区区长\n秦 舟", "秦舟", "区长"),
        ("市长 阿不力孜·买买提", "阿不力孜·买买提", "市长"),
        ("旗长 巴图", "巴图", "旗长"),
        ("云桥旗代旗长 乌兰巴特尔", "乌兰巴特尔", "代旗长"),
        ("（2021年1月25日 秦小舟）", "秦小舟", None),
        ("（2021年1月25日 修改稿）", None, None),
        ("县长 欧阳建国", "欧阳建国", "县长"),
        ("党工委书记、管委会主任 秦小舟", "秦小舟", "主任"),
        ("秦小舟（区长）", "秦小舟", "区长"),
        ("秦 小 舟", "秦小舟", None),
        ("报告人：秦小舟", "秦小舟", None),
        ("（陆大河 摄）", None, None),
        ("目 录", None, None),
    ],
)
def test_speaker(line: str, name: str | None, role: str | None) -> None:
    found = read(f"政府工作报告\n（2021年1月25日在{MEETING}上）\n{line}")
    assert (found.speaker, found.speaker_role) == (name, role)


@pytest.mark.parametrize(
    ("title", "name", "role", "day"),
    [
        (f"云桥区人民政府区长秦舟在{MEETING}上作政府工作报告", "秦舟", "区长", None),
        ("云桥区政府工作报告（2024年1月18日 秦小舟）", "秦小舟", None, "2024-01-18"),
        ("云桥区人民政府工作报告(2022年12月24日)", None, None, "2022-12-24"),
        ("2021年政府工作报告", None, None, None),
    ],
)
def test_the_speaker_and_the_day_in_a_title(
    title: str, name: str | None, role: str | None, day: str | None
) -> None:
    page = Page(text="——水车镇面貌一新。全年修桥三座，居民称便。", given_title=title)
    found = metadata.read(page, Hints())
    assert (found.speaker, found.speaker_role, found.delivered_date) == (name, role, day)


@pytest.mark.parametrize(
    ("page_title", "given", "text", "expected"),
    [
        ("2021年云桥区政府工作报告", None, "政 府 工 作 报 告\n" + OPENING, "2021年云桥区政府工作报告"),
        (None, None, "政 府 工 作 报 告\n" + OPENING, "政府工作报告"),
        (None, None, "云桥区人民政府\n工 作 报 告\n" + OPENING, "云桥区人民政府工作报告"),
        (None, None, "政府报告\n2021年云桥区人民政府工作报告\n" + OPENING, "2021年云桥区人民政府工作报告"),
        (None, None, "政府工作报告\n2021年1月25日云桥区政府工作报告\n" + OPENING, "政府工作报告"),
        ("政府工作报告", "2021年云桥区政府工作报告", OPENING, "2021年云桥区政府工作报告"),
        (None, None, f"政府工作报告2021年1月25日在{MEETING}\n{OPENING}", "政府工作报告"),
        (None, None, f"政府工作报告(摘要)--2021年1月25日在{MEETING}上\n{OPENING}", "政府工作报告(摘要)"),
        (None, None, f"1政府工作报告——2021年1月25日在{MEETING}上区长秦小舟{OPENING * 3}", "政府工作报告"),
        (None, None, "政??府??工??作??报??告\n" + OPENING, "政府工作报告"),
        (
            "2021年云桥区人民政府工作…",
            "2021年云桥区人民政府工作报告",
            OPENING,
            "2021年云桥区人民政府工作报告",
        ),
        ("2021年云桥区政府工作报告2021年云桥区政府工作报告", None, OPENING, "2021年云桥区政府工作报告"),
        (
            None,
            "云桥区2021年政府工作报告",
            "附件\n2021年民生实事清单\n1.修桥。\n2.修渠。",
            "2021年民生实事清单",
        ),
        ("云桥区2021年民生实事清单", None, "重点民生实事\n1.修桥。\n2.修渠。", "云桥区2021年民生实事清单"),
        (None, None, "全区修桥三座，居民称便。", None),
    ],
)
def test_title(page_title: str | None, given: str | None, text: str, expected: str | None) -> None:
    assert metadata.read(Page(text=text, page_title=page_title, given_title=given), Hints()).title == expected


CLOSING = "各位代表！让我们携起手来，修好每一座桥，为云桥区更好的明天而努力奋斗！"
LIST = "2021年10件民生实事清单\n1.修桥。\n2.修渠。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OPENING + CLOSING, "whole"),
        (OPENING + CLOSING + "\n附件1\n名词解释\n1.三桥：东桥、西桥和南桥。", "whole"),
        (OPENING + CLOSING + "\n2021年云桥区民生实事\n1.修桥。", "whole"),
        (OPENING, "truncated_end"),
        ("（三）修好水渠。全年修渠两条。\n" + CLOSING, "truncated_start"),
        ("各位代表！过去一年，我们修桥三座。\n二、2021年工作任务\n" + CLOSING, "truncated_start"),
        ("（三）修好水渠。全年修渠两条。\n（四）修好桥。全年修桥三座。", "excerpt"),
        ("", "empty"),
        (LIST + "\n".join(f"{n}.修闸{n}座。" for n in range(3, 11)), "whole"),
        (LIST + "3.修闸三座。", "truncated_end"),
        ("2021年民生实事清单\n8.修桥。\n9.修渠。\n10.修闸。", "truncated_start"),
    ],
)
def test_completeness(text: str, expected: str) -> None:
    page = Page(text=text, page_title=None if "清单" in text else "云桥区2021年政府工作报告")
    assert metadata.read(page, Hints()).completeness == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (f"云桥区政府工作报告在2021年1月25日{MEETING}上由区长秦小舟发布。", "2021-01-25"),
        ("报告时间：2020年12月28日", "2020-12-28"),
        (f"2021年1月25日{MEETING}通过", None),
        ("发布时间：2021年2月3日", None),
    ],
)
def test_the_day_in_an_encyclopedia(line: str, day: str | None) -> None:
    assert read(f"云桥区政府工作报告\n{line}").delivered_date == day


def test_a_livelihood_list_has_no_speaker() -> None:
    found = metadata.read(Page(text=LIST, given_title="云桥区政府工作报告（2021年1月25日 秦小舟）"), Hints())
    assert (found.speaker, found.delivered_date, found.meeting, found.plan_year) == (None, None, None, 2021)


def test_the_division_comes_from_title_site_or_site_file() -> None:
    page = Page(text=OPENING, page_title="政府工作报告", footer=("主办：南京市玄武区人民政府",))
    assert (found := metadata.read(page, Hints()).division) and found.code == "320102"
    page = Page(text=OPENING, page_title="政府工作报告")
    assert metadata.read(page, Hints()).division is None
    assert (found := metadata.read(page, Hints(division_code="320102")).division) and found.code == "320102"


def test_a_government_that_a_footnote_names_is_not_the_speakers() -> None:
    text = "各位代表：\n现在，我代表云桥区人民政府，向大会报告工作，请予审议。\n"
    text += "1.合作院：由科技部门和深圳市人民政府合建。"
    assert metadata.read(Page(text=text, given_title="云桥区2017年政府工作报告"), Hints()).division is None


@pytest.mark.parametrize(
    "line",
    [
        "——在云桥区第十届人民代表大会第六次会议上区长柳如川（2021年1月25日）各位代表：现在，我代表区人民政府向大会报告工作。",
        "2021年1月25日在云桥区第十届人民代表大会第六次会议上 云桥区区长 柳如川 各位代表：我代表区人民政府作工作报告。",
        "（2021年1月25日在云桥区第十届人民代表大会第六次会议上）区长柳如川现在，我代表区人民政府向大会报告工作。",
    ],
)
def test_a_head_that_lost_its_line_ends(line: str) -> None:
    found = metadata.read(Page(text=f"2021年云桥区政府工作报告\n{line}2020年，全区修桥三座。"), Hints())
    assert (found.meeting, found.delivered_date, found.speaker) == (MEETING, "2021-01-25", "柳如川")


@pytest.mark.parametrize(
    ("title", "head", "name", "role"),
    [
        (None, "云桥区人民政府区长 柳 如 川jgo", "柳如川", "区长"),
        (None, "云桥区人民政府代区长 柳如川heK\n2021年1月25日", "柳如川", "代区长"),
        (None, "——2021年1月25日柳如川在云桥区第十届人民代表大会第六次会议上", "柳如川", None),
        (None, "（2021年1月25日在云桥区第十届人民代表大会第六次会议上）\n柳如川 区长", "柳如川", "区长"),
        ("政府工作报告——区长柳如川在云桥区第十届人民代表大会第六次会议上", "", "柳如川", "区长"),
        ("柳如川区长在云桥区第十届人民代表大会第六次会议上作的政府工作报告", "", "柳如川", "区长"),
        ("2021年云桥区政府工作报告（柳如川）", "", "柳如川", None),
        ("2021年云桥区政府工作报告（高清版）", "", None, None),
        ("2021年云桥区政府工作报告（文字实录）", "", None, None),
        ("云桥区区长在云桥区第十届人民代表大会第六次会议上的政府工作报告", "", None, None),
        (None, "云桥区\n2021年1月25日", None, None),
    ],
)
def test_speakers_in_other_places(title: str | None, head: str, name: str | None, role: str | None) -> None:
    found = read(head, title)
    assert (found.speaker, found.speaker_role) == (name, role)
