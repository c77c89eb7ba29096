"""Targets and results, witnesses, and people's corrections."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.errors import CorrectionsError
from archive.store import Archive
from archive.warc.captures import Payload
from parsers.damage import find
from parsers.page import Page
from parsers.record import Record
from tests.support.archive import (
    HOST,
    REPORT,
    Night,
    dumped,
    figure,
    invented,
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
