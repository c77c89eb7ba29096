"""Promises beside the outcomes that report on them: which are linked, and which are candidates only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.derive import promises
from archive.derive.promises import Item
from archive.warc.captures import Payload
from parsers.commitments import quantities
from parsers.record import Quantity, Record
from tests.support.archive import (
    REPORT,
    Night,
    invented,
    promise,
    rows,
    take_all,
)


def lists(payload: Payload, _: Iterable[Payload]) -> Record:
    text = payload.data.decode()
    lines = text.split("\n")[1:]
    plan = "计划" in text
    items = tuple(
        promise(text, line.partition("：")[0], year=2021, status="unstated" if plan else "completed",
                outcome=line.partition("：")[2] or None,
                quantities=(Quantity(2.0, "所", "幼儿园"),) if "幼儿园" in line else ())
        for line in lines
    )  # fmt: skip
    return invented(
        text, kind="livelihood_projects", commitments=items,
        plan_year=2021 if plan else None, review_year=None if plan else 2021,
    )  # fmt: skip


def test_a_promise_is_listed_with_its_outcome(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "计划\n新建2所公办幼儿园\n改造老旧小区12个\n建设社区食堂\n为老人免费体检")
        night.get(
            f"{REPORT}?2", "结果\n新建公办幼儿园2所：已开园\n老旧小区改造12个：完成\n绿化道路三条：完成"
        )
    take_all(tmp_path, lists)
    linked = rows(
        tmp_path,
        "SELECT p.text, o.text, accepted FROM ledger_commitments l JOIN commitments p ON p.id = commitment_id"
        " JOIN commitments o ON o.id = outcome_id WHERE accepted ORDER BY p.id",
    )
    assert linked == [
        ("新建2所公办幼儿园", "新建公办幼儿园2所", 1),
        ("改造老旧小区12个", "老旧小区改造12个", 1),
    ]


def test_two_outcomes_that_match_equally_are_candidates_only() -> None:
    links = promises.link(
        [Item(1, "改造老旧小区")], [Item(2, "改造老旧小区一期"), Item(3, "改造老旧小区二期")]
    )
    assert [(x.outcome_id, x.accepted) for x in links] == [(2, False), (3, False)]
    assert promises.link([Item(1, "")], [Item(2, "")]) == []
    outcome = Item(3, "滨河公园一座建成开放，公园内修建厕所两处")
    shared = promises.link([Item(1, "修建滨河公园一座"), Item(2, "公园内修建厕所两处")], [outcome])
    assert {x.promise_id for x in shared if x.accepted} == {1, 2}


def _item(key: int, words: str) -> Item:
    return Item(key, words, frozenset((one.value, one.unit) for one in quantities.find(words)))


def test_an_outcome_list_may_have_a_line_for_each_part_of_a_promise() -> None:
    planned = [
        _item(1, "新建口袋公园6座，改造农贸市场3家，为5个小区加装充电桩"),
        _item(2, "新增公共停车位800个"),
    ]
    reported = [
        "新建口袋公园6座",
        "改造农贸市场3家",
        "为5个小区加装充电桩（区级）",
        "新增公共停车位820个",
    ]
    links = promises.link(planned, [_item(11 + at, words) for at, words in enumerate(reported)])
    accepted = {(x.promise_id, x.outcome_id) for x in links if x.accepted}
    assert accepted == {(1, 11), (1, 12), (1, 13), (2, 14)}


def test_a_report_on_a_part_is_not_one_on_the_promise() -> None:
    planned = [_item(1, "新建口袋公园6座，改造农贸市场3家"), _item(2, "新增公共停车位800个")]
    [part, whole] = promises.link(planned, [_item(11, "新建口袋公园6座"), _item(12, "新增公共停车位820个")])
    assert [(x.promise_id, x.outcome_id, x.accepted) for x in (part, whole)] == [
        (1, 11, False),
        (2, 12, True),
    ]


def test_an_outcome_with_another_number_of_the_same_is_linked() -> None:
    links = promises.link(
        [_item(1, "更新公交车20辆"), _item(2, "改造农贸市场3家")], [_item(11, "更新新能源公交车25辆")]
    )
    assert [(x.promise_id, x.outcome_id) for x in links if x.accepted] == [(1, 11)]


def test_an_outcome_in_the_words_of_the_promise_is_on_all_of_it() -> None:
    words = "完成3所中学的扩建，全年新增学位900个"
    promise = Item(1, words, frozenset({(3.0, "所"), (900.0, "个"), (2.0, "个")}))
    [link] = promises.link([promise, _item(2, "改造农贸市场3家")], [_item(11, words)])
    assert (link.promise_id, link.accepted) == (1, True)


@pytest.mark.parametrize(
    ("promise", "outcome"),
    [
        ("新增停车位500个", "新增充电桩500个，已全部完成"),
        ("更新公交车100辆", "更新出租车100辆"),
        ("新增公办中小学学位2000个", "新增公办幼儿园学位900个"),
        ("建设社区卫生服务中心3家", "建设社区养老服务中心6家，已建成"),
        ("新建农村公路50公里", "新修绿道50公里"),
    ],
)
def test_an_outcome_of_another_project_with_like_words_is_not_accepted(promise: str, outcome: str) -> None:
    links = promises.link(
        [_item(1, promise), _item(2, "改造老旧小区12个"), _item(3, "为老人免费体检4万人次")],
        [_item(11, outcome), _item(12, "改造老旧小区12个，已完工"), _item(13, "老人免费体检4.1万人次")],
    )
    assert [(x.promise_id, x.outcome_id) for x in links if x.accepted] == [(2, 12), (3, 13)]


def test_a_promise_with_few_words_of_its_own_takes_no_outcome_of_another() -> None:
    planned = [Item(1, "建设社区服务中心"), Item(2, "建设社区卫生服务中心")]
    links = promises.link(planned, [Item(11, "社区卫生服务中心建成")])
    assert [(x.promise_id, x.score < 0.5) for x in links if not x.accepted] == [(1, True)]
    assert [x.promise_id for x in links if x.accepted] == [2]


def test_an_outcome_list_may_leave_out_the_effect_of_a_promise() -> None:
    planned = [_item(1, "改造老旧小区12个，惠及居民3000户"), _item(2, "新建公交站20个，改造候车亭40座")]
    found = promises.link(planned, [_item(11, "改造老旧小区12个"), _item(12, "新建公交站20个")])
    assert [(x.promise_id, x.outcome_id, x.accepted) for x in found] == [(1, 11, True), (2, 12, False)]
