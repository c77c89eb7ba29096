"""Targets and results, promises and outcomes, witnesses, and people's corrections."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.derive import promises
from archive.derive.promises import Item
from archive.errors import CorrectionsError
from archive.store import Archive
from archive.warc.captures import Payload
from parsers.commitments import quantities
from parsers.damage import find
from parsers.page import Page
from parsers.record import Quantity, Record
from tests.support.archive import (
    HOST,
    REPORT,
    Night,
    dumped,
    figure,
    invented,
    promise,
    reread_all,
    rows,
    section,
    take_all,
)

PLAN = "2021年政府工作报告\n2020年地区生产总值增长2.1%。2021年地区生产总值增长6%左右，利用外资3亿美元。"
REVIEW = "2022年政府工作报告\n预计2021年地区生产总值增长5.4%。全年利用外资未达预期。"


def reports(payload: Payload, _: Iterable[Payload]) -> Record:
    text = payload.data.decode()
    if text.startswith("2021"):
        found = (
            figure(text, "地区生产总值增长2.1%", 2.1, period="2020", year=2020),
            figure(text, "2021年地区生产总值增长6%左右", 6.0, kind="target", period="2021", bound="about"),
            figure(text, "利用外资3亿美元", 3.0, indicator="foreign_capital", measure="level", kind="target",
                   unit="亿美元", value_si=3e8, period="2021"),
            figure(text, "6%", 9.9, kind="target", period="2021-2025"),
            figure(text, "增长6%", 8.8, kind="target", period="2021", scope="年均", start=0),
        )  # fmt: skip
        return invented(text, indicators=found, review_year=2020, plan_year=2021)
    found = (figure(text, "地区生产总值增长5.4%", 5.4, kind="estimate", period="2021", year=2021),)
    return invented(text, indicators=found, review_year=2021, plan_year=2022)


LEDGER = (
    "SELECT indicator, measure, year, target, target_bound, estimate, actual, target_document_id IS NULL,"
    " review_document_id IS NULL FROM ledger_indicators ORDER BY year, indicator"
)


def test_a_target_is_listed_with_the_result_in_the_next_report(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, PLAN)
    take_all(tmp_path, reports)
    assert rows(tmp_path, LEDGER) == [
        ("gdp", "growth", 2020, None, None, None, 2.1, 1, 0),
        ("foreign_capital", "level", 2021, 3e8, "point", None, None, 0, 1),
        ("gdp", "growth", 2021, 6.0, "about", None, None, 0, 1),
    ]
    with Night(tmp_path, 2) as night:
        night.get(f"{REPORT}?2", REVIEW)
    take_all(tmp_path, reports)
    assert rows(tmp_path, LEDGER)[1:] == [
        # The second report is archived but does not state it: "not stated", not "not found".
        ("foreign_capital", "level", 2021, 3e8, "point", None, None, 0, 0),
        ("gdp", "growth", 2021, 6.0, "about", 5.4, None, 0, 0),
    ]
    (panel,) = rows(
        tmp_path, "SELECT division_code, year, value, unit, unit_si, url FROM panel WHERE kind = 'estimate'"
    )
    assert panel == ("430603", 2021, 5.4, "%", "%", f"{REPORT}?2")


def test_withdrawing_a_page_hides_its_figures_and_deletes_nothing(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, PLAN)
    take_all(tmp_path, reports)
    before = dumped(tmp_path)
    with Archive.open(tmp_path, holder="test") as archive:
        assert not archive.withdraw(f"{HOST}/none", "x")
        assert archive.withdraw(REPORT, "误收")
    assert rows(tmp_path, LEDGER) == [] == rows(tmp_path, "SELECT id FROM passages")
    assert rows(
        tmp_path, "SELECT count(*), count(withdrawn_why) FROM pages JOIN versions ON page_id = pages.id"
    ) == [(1, 1)]
    with Archive.open(tmp_path, holder="test") as archive:
        assert archive.withdraw(REPORT, None)
    assert dumped(tmp_path) == before


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


def witnesses(payload: Payload, _: Iterable[Payload]) -> Record:
    text = payload.data.decode()
    values = {"增长2.1%": 2.1, "增长2.2%": 2.2, "增长2.13%": 2.13}
    found = tuple(figure(text, words, value) for words, value in values.items() if words in text)
    official = "转载" not in text
    return invented(
        text, indicators=found, sections=(section(text, "一、"),), problems=find(Page(text=text)),
        source_kind="official" if official else "third_party",
    )  # fmt: skip


def test_witnesses_agree_or_conflict_and_restore_damaged_passages(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "一、地区生产总值增长2.1%。全区上下同心协力，成功处置“7?22”突发事件，群众满意。")
        night.get(
            "http://a.example/1",
            "转载\n一、地区生产总值增长2.2%。全区上下同心协力，成功处置“7·22”突发事件，群众满意。",
            site="a",
        )
        night.get("http://b.example/1", "转载\n一、地区生产总值增长2.13%。", site="b")
    take_all(tmp_path, witnesses)
    agreements = rows(
        tmp_path,
        "SELECT a.value, b.value, agrees FROM witnesses JOIN indicators a ON a.id = indicator_a_id"
        " JOIN indicators b ON b.id = indicator_b_id ORDER BY 1, 2",
    )
    assert agreements == [(2.1, 2.13, 1), (2.1, 2.2, 0), (2.2, 2.13, 0)]
    assert rows(tmp_path, "SELECT count(*) FROM conflicts") == [(2,)]
    (healed,) = rows(
        tmp_path,
        'SELECT p.code, substr(v.text, p.start + 1, p."end" - p.start), r.text, substr(w.text, r.start + 1, 1)'
        " FROM restorations r JOIN problems p ON p.id = problem_id JOIN versions v ON v.id = p.version_id"
        " JOIN versions w ON w.id = witness_id",
    )
    assert healed == ("lost_character", "?", "·", "·")


CORRECTION = """
- version: 1
  span: [{start}, {end}]
  words: {words}
  kind: indicators
  field: value
  value: 2.7
  wrong: 小数点后一位误读
  by: 王小明
  day: 2026-03-05
  why: 见原件扫描
"""


def test_a_correction_overrides_every_reading_and_keeps_both_values(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, PLAN)
    take_all(tmp_path, lambda p, a: invented(reports(p, a).text, parser="0.1"))
    words = "地区生产总值增长2.1%"
    start = PLAN.index(words)
    file = tmp_path / "corrections.yaml"
    file.write_text(CORRECTION.format(start=start, end=start + len(words), words=words), encoding="utf-8")
    state = "SELECT state, read, corrected, person FROM corrections"
    take_all(tmp_path, reports)
    assert rows(tmp_path, state) == [("misplaced", "null", "2.7", "王小明")]
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("reparse", {})
        reread_all(archive, run, reports)
        archive.finish_run(run, "ok", {})
    assert rows(tmp_path, state) == [("applied", "2.1", "2.7", "王小明")]
    assert rows(tmp_path, "SELECT actual FROM ledger_indicators WHERE year = 2020") == [(2.7,)]
    before = dumped(tmp_path)
    take_all(tmp_path, reports)
    assert dumped(tmp_path) == before
    with Night(tmp_path, 2) as night:
        night.get(REPORT, PLAN + "补记。")
    take_all(tmp_path, reports)
    assert rows(tmp_path, state) == [("outdated", "2.1", "2.7", "王小明")]
    file.unlink()
    take_all(tmp_path, reports)
    assert rows(tmp_path, state) == []
    assert rows(tmp_path, "SELECT DISTINCT value FROM indicators WHERE period = '2020'") == [(2.1,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- version: 1", "entry 1, span"),
        (CORRECTION.format(start=0, end=1, words="云") + "  colour: red", "entry 1, colour"),
        (
            CORRECTION.format(start=0, end=1, words="云").replace("field: value", "field: start"),
            "entry 1, field",
        ),
        (CORRECTION.format(start=0, end=1, words="云"), "no version 1"),
        ("{", "corrections.yaml"),
        ("version: 1", "a list"),
    ],
)
def test_an_unusable_correction_is_reported(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "corrections.yaml").write_text(text, encoding="utf-8")
    with Archive.open(tmp_path, holder="test") as archive, pytest.raises(CorrectionsError, match=said):
        archive.settle()


TRADE = "青石区2021年政府工作报告\n进出口总额12亿元，外贸2亿美元，地区生产总值基本持平。"
NEXT_TRADE = "青石区2022年政府工作报告\n上年进出口12.2亿元。"


def two_currencies(payload: Payload, _: Iterable[Payload]) -> Record:
    text = payload.data.decode()
    if text == NEXT_TRADE:  # the next report repeats last year's figure
        again = figure(text, "上年进出口12.2亿元", 12.2, indicator="import_export", measure="level", unit="亿元",
                       value_si=12.2e8, unit_si="元", period="2020", year=2020)  # fmt: skip
        return invented(text, indicators=(again,), review_year=2021, plan_year=2022)
    found = [
        figure(text, "进出口总额12亿元", 12.0, indicator="import_export", measure="level", unit="亿元",
               value_si=12e8, unit_si="元", period="2020", year=2020),
        figure(text, "外贸2亿美元", 2.0, indicator="import_export", measure="level", unit="亿美元",
               value_si=2e8, unit_si="美元", period="2020", year=2020),
        figure(text, "进出口总额12亿元", 12.1, indicator="import_export", measure="level", unit="亿元",
               value_si=12.1e8, unit_si="元", period="2020", year=2020),
        figure(text, "地区生产总值基本持平", None, unit=None, unit_si=None, bound="qualitative",
               period="2020", year=2020),
    ]  # fmt: skip
    return invented(text, indicators=tuple(found), review_year=2020, plan_year=2021)


def test_each_currency_is_a_series_and_each_key_has_one_preferred_figure(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, TRADE)
        night.get(f"{REPORT}?2", NEXT_TRADE)
    take_all(tmp_path, two_currencies)
    ledger = "SELECT indicator, unit_si, actual FROM ledger_indicators WHERE year = 2020 ORDER BY indicator, unit_si"
    assert rows(tmp_path, ledger) == [
        ("gdp", "%", None),
        ("import_export", "元", 12e8),
        ("import_export", "美元", 2e8),
    ]
    panel = (
        "SELECT value, unit_si FROM panel WHERE indicator = 'import_export' AND preferred = {} ORDER BY value"
    )
    assert rows(tmp_path, panel.format(1)) == [(2.0, "美元"), (12.0, "元")]
    assert rows(tmp_path, panel.format(0)) == [(12.1, "元"), (12.2, "元")]
