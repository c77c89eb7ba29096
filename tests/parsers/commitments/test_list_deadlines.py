"""Deadlines and names of programmes in plans, which say nothing of how far a project is. All invented."""

from __future__ import annotations

import pytest

from parsers.commitments.outcome import due
from parsers.read import read
from parsers.record import Record


def record(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.text.rstrip("。；"), one.status, one.outcome) for one in record(text).commitments]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、上半年完成的项目", "二、下半年完成的项目"),
        ("（一）6月底完成项目", "（二）年底完成项目"),
        ("一、按期完成项目", "二、跨年度实施项目"),
        ("一、湿地生态持续推进工程", "二、污水处理提标建成工程"),
        ("一、烂尾楼盘停工项目", "二、断头路未打通项目"),
        ("新建完成类项目：", "提升建成类项目："),
        ("教育类（年内建成）：", "交通类（年底完成）："),
        ("住建局（完成后移交）：", "水务局（建成后移交）："),
    ],
)
def test_headings_of_a_plan_give_no_state(first: str, second: str) -> None:
    text = (
        f"云溪区2024年民生实事项目\n{first}\n1.新建书屋2个。\n2.疏浚河道8公里。\n"
        f"{second}\n3.新建泵站2座。\n4.铺设管网30公里。"
    )
    assert [status for _, status, _ in found(text)] == ["unstated"] * 4
    assert (record(text).review_year, record(text).plan_year) == (None, 2024)


def test_the_same_words_give_a_state_in_a_list_of_things_done() -> None:
    text = (
        "云溪区2023年民生实事完成情况\n一、按期完成的项目\n1.新建书屋2个。\n2.疏浚河道8公里。\n"
        "二、跨年实施的项目\n3.新建泵站2座。\n4.铺设管网30公里。"
    )
    assert [status for _, status, _ in found(text)] == ["completed"] * 2 + ["in_progress"] * 2
    assert record(text).review_year == 2023


@pytest.mark.parametrize(
    "brackets",
    [
        ("（按期完成）", "（6月底完成）", "（9月底竣工）"),
        ("【年内完成】", "【年内完成】", "【跨年实施】"),
    ],
)
def test_deadlines_in_brackets_are_no_status(brackets: tuple[str, str, str]) -> None:
    works = ("新建书屋2个", "疏浚河道8公里", "新建泵站2座")
    lines = [
        f"{at}.{due}{work}。" for at, (due, work) in enumerate(zip(brackets, works, strict=True), start=1)
    ]
    assert [status for _, status, _ in found("\n".join(("云溪区2024年民生实事项目", *lines)))] == [
        "unstated"
    ] * 3


@pytest.mark.parametrize(
    "form", ["{at}.{work}  {due}", "{at}.{work}\u3000\u3000{due}", "{at}\t{work}\t区住建局\t{due}"]
)
def test_a_last_column_of_deadlines_is_no_outcome(form: str) -> None:
    rows = (("新建书屋2个", "12月底前建成"), ("疏浚河道8公里", "10月完工"), ("新建泵站2座", "年底建成投用"))
    lines = [form.format(at=at, work=work, due=due) for at, (work, due) in enumerate(rows, start=1)]
    read_items = found("\n".join(("云溪区2024年民生实事项目表", *lines)))
    assert [(status, outcome) for _, status, outcome in read_items] == [("unstated", None)] * 3


def test_a_column_of_contents_with_larger_numbers_is_no_outcome_of_a_plan() -> None:
    text = (
        "云溪区2024年民生实事项目表\n1\t新建书屋2个\t涉及社区3个\t区住建局\n"
        "2\t改造小区12个\t涉及居民楼40栋、小区15个\t区住建局\n3\t公厕20座\t覆盖村庄及公厕30座\t区水务局"
    )
    assert [status for _, status, _ in found(text)] == ["unstated"] * 3


def test_a_last_column_of_reports_is_the_outcome_of_a_list_of_things_done() -> None:
    text = "云溪区2023年民生实事完成情况\n1.新建书屋2个  已建成2个\n2.疏浚河道8公里  完成8公里\n3.新建泵站2座  在建"
    assert found(text) == [
        ("新建书屋2个", "completed", "已建成2个"),
        ("疏浚河道8公里", "completed", "完成8公里"),
        ("新建泵站2座", "in_progress", "在建"),
    ]


def test_an_outcome_that_denies_the_heading_goes_first() -> None:
    text = (
        "云溪区2023年民生实事完成情况\n（一）已完成的项目（2个）\n1.旧房加固。计划加固300户，实际加固180户。\n"
        "2.校舍。新建2所，1所未开工。\n（二）未完成的项目（1个）\n3.公园。资金短缺。"
    )
    assert [status for _, status, _ in found(text)] == ["partly", "delayed", "delayed"]


def test_what_says_nothing_of_the_outcome_is_none() -> None:
    text = (
        "云溪区2023年民生实事完成情况\n一、已完成项目\n1.新建书屋2个。任务由区住建局承担。\n2.疏浚河道8公里。计划投资3亿元。\n"
        "二、未完成的项目\n3.新建泵站2座。总投资3亿元。\n4.改造管网20公里。惠及6000户。"
    )
    assert [(status, outcome) for _, status, outcome in found(text)] == [("completed", None)] * 2 + [
        ("delayed", None)
    ] * 2


def test_states_of_groups_are_kept_where_projects_have_their_names_first() -> None:
    text = (
        "云溪区2023年民生实事完成情况\n一、已完成项目\n1.农村公路：硬化村道32公里，改造危桥3座。\n2.教育：新建学校3所。\n"
        "二、推进中项目\n3.文化，新建图书馆1座。\n4.养老，新建养老院1所。"
    )
    assert [status for _, status, _ in found(text)] == ["completed"] * 2 + ["in_progress"] * 2
    assert [one.category for one in record(text).commitments] == ["已完成项目"] * 2 + ["推进中项目"] * 2


def test_a_headline_is_no_category() -> None:
    text = (
        "云溪区2024年民生实事项目\n1.农村公路：硬化村道32公里，改造危桥3座。\n2.教育：新建学校3所。\n"
        "3.文化，新建图书馆1座。\n4.养老，新建养老院1所。"
    )
    assert {one.category for one in record(text).commitments} == {None}


def test_numbers_of_votes_are_no_projects() -> None:
    text = "云溪区民生实事项目票决结果\n代表投票选出2024年民生实事8个。票决结果：赞成票210票；反对票3票；弃权票5票。"
    assert record(text).commitments == ()


@pytest.mark.parametrize(
    "words",
    ["年内建成", "6月底完成", "上半年完成", "年底前竣工", "12月建成", "按期完成", "跨年度实施", "完成后移交"],
)
def test_times_say_when_and_not_how_far(words: str) -> None:
    assert due.is_due(words)


@pytest.mark.parametrize(
    "words", ["已完成", "已于6月完成", "未按期完成", "按时推进", "按计划推进", "提前完成", "1-9月完成投资"]
)
def test_other_words_say_how_far(words: str) -> None:
    assert not due.is_due(words)
