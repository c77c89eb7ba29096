"""The evaluation gate: it must see a wrong reading, and its floors must only rise."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import evaluate
from benchmarks.scoring import Scores, gram_f1, plain, score_page
from parsers.record import Commitment, Division, Indicator, Record, Section

TEXT = "一、2019年工作回顾\n地区生产总值下降4.7%。\n1.新建公园3座。（牵头单位：区城管局）"
PAGE = {"id": "900", "kind": "gwr", "text": TEXT, "page_title": "云溪区2020年政府工作报告"}
GOLD: dict[str, Any] = {
    "id": "900",
    "title": "云溪区2020年政府工作报告",
    "region": "临澜市云溪区",
    "level": "district",
    "delivered_date": None,
    "meeting": None,
    "speaker": None,
    "speaker_role": None,
    "report_year": 2020,
    "review_year": 2019,
    "visible_in": {},
    "headings": [{"text": "**一、2019年工作回顾**", "level": 1, "style": "line"}],
    "indicators": [
        {
            "name": "地区生产总值",
            "canonical": "gdp_growth",
            "value": 4.7,
            "unit": "%",
            "basis": "growth",
            "direction": "-",
            "year": 2019,
            "kind": "actual",
            "qualifier": None,
            "evidence": "地区生产总值下降4.7%",
        }
    ],
    "commitments": [{"text": "新建公园3座。", "status": None, "lead": "区城管局", "co": None}],
}


def record(**changes: Any) -> Record:
    """What a perfect reading of PAGE is, with changes."""
    perfect = Record(
        parser="test",
        source="900.txt",
        kind="work_report",
        why=(),
        title="云溪区2020年政府工作报告",
        division=Division(None, "云溪区", "某省临澜市云溪区", "county"),
        published_date=None,
        delivered_date=None,
        meeting=None,
        speaker=None,
        speaker_role=None,
        source_org=None,
        source_kind="unknown",
        review_year=2019,
        plan_year=2020,
        completeness="whole",
        text=TEXT,
        sections=(Section(1, "一、2019年工作回顾", 0, len(TEXT)),),
        indicators=(
            Indicator(
                "gdp", "地区生产总值", "growth", "actual", -4.7, None, "%", "%", -4.7, None, "point",
                None, 2019, "2019", None, None, None, TEXT.index("地区"), TEXT.index("。"),
            ),
        ),
        commitments=(
            Commitment(
                "1.", None, "新建公园3座。", 2020, "unstated", None, None, "区城管局", None, (),
                None, None, None, None, None, TEXT.index("1."), len(TEXT),
            ),
        ),
        problems=(),
    )  # fmt: skip
    return replace(perfect, **changes)


def ratios(reading: Record, gold: dict[str, Any] = GOLD) -> dict[str, float]:
    scores = Scores()
    score_page(scores, PAGE, gold, reading)
    return {name: score.ratio for name, score in scores.metrics.items()}


def test_a_perfect_reading_scores_one_everywhere() -> None:
    assert set(ratios(record()).values()) == {1.0}


@pytest.mark.parametrize(
    ("metric", "changes"),
    [
        ("kind", {"kind": "other"}),
        ("title", {"title": None}),
        ("division", {"division": None}),
        ("speaker", {"speaker": "周勤"}),
        ("not invented", {"meeting": "第四次会议"}),
        ("plan_year", {"plan_year": 2021}),
        ("headings.recall", {"sections": ()}),
        ("headings.precision", {"sections": (Section(1, "地区生产总值", 0, len(TEXT)),)}),
        ("indicators.recall", {"indicators": ()}),
        ("indicators.precision", {"indicators": (replace(record().indicators[0], value=4.7),)}),
        ("indicators.recall", {"indicators": (replace(record().indicators[0], kind="target"),)}),
        ("indicators.recall", {"indicators": (replace(record().indicators[0], period="2020"),)}),
        ("commitments.recall", {"commitments": ()}),
        ("commitments.precision", {"commitments": record().commitments * 2}),
        ("commitments.lead", {"commitments": (replace(record().commitments[0], lead=None),)}),
        ("commitments.status", {"commitments": (replace(record().commitments[0], status_text="完成"),)}),
        ("spans", {"indicators": (replace(record().indicators[0], start=0, end=3),)}),
        ("spans", {"commitments": (replace(record().commitments[0], end=3),)}),
    ],
)
def test_each_kind_of_wrong_reading_is_seen(metric: str, changes: dict[str, Any]) -> None:
    assert ratios(record(**changes))[metric] < 1


def test_a_number_in_place_of_destroyed_digits_is_invented() -> None:
    corrupt = {**GOLD["indicators"][0], "value": None, "direction": None, "qualifier": "CORRUPT"}
    gold = {**GOLD, "indicators": [corrupt]}
    assert ratios(record(), gold)["values not invented"] == 0
    changed = replace(record().indicators[0], value=None)
    assert ratios(record(indicators=(changed,)), gold)["values not invented"] == 1


def test_what_gold_calls_other_costs_no_precision() -> None:
    other = {**GOLD["indicators"][0], "canonical": "other", "direction": "-"}
    gold = {**GOLD, "indicators": [other]}
    assert "indicators.precision" not in ratios(record(), gold)


figures = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(0, 1))


@given(figures, figures)
def test_a_floor_is_never_lowered(reached: dict[str, float], floors: dict[str, float]) -> None:
    after = evaluate.raised(reached, floors)
    assert all(after[name] >= floor for name, floor in floors.items())
    assert not [line for line in evaluate.fallen(reached, after) if line.split(":")[0] not in floors]


def test_a_figure_below_its_floor_or_missing_is_reported() -> None:
    assert evaluate.fallen({"a": 0.5}, {"a": 0.6, "b": 0.1}) == [
        "a: 0.5000, floor 0.6000",
        "b: not measured, floor 0.1000",
    ]
    assert evaluate.fallen({"a": 0.6}, {"a": 0.6}) == []


@given(st.text(), st.text())
def test_gram_f1_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert gram_f1(a, b) == gram_f1(b, a)
    assert 0 <= gram_f1(a, b) <= 1
    assert gram_f1(a, a) == 1


def test_plain_folds_width_space_and_bold_marks() -> None:
    assert plain("**１$1.$2％** 左右") == "1$1.$2%左右"
    assert plain(None) == ""


def test_the_gate_fails_below_a_floor_and_can_only_raise_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, value in (("pages", PAGE), ("gold", GOLD)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "900.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html").write_text("<p>云溪区今天通车。</p>", "utf-8")
    (tmp_path / "html" / "a.body.txt").write_text("云溪区今天通车。", "utf-8")
    floors = tmp_path / "floors.json"
    floors.write_text("{}", "utf-8")
    monkeypatch.setattr(evaluate, "FLOORS", floors)

    def reading(found: Record) -> None:
        monkeypatch.setattr(evaluate, "read", lambda *args, **options: found)

    reading(record())
    assert evaluate.main(["--devset", str(tmp_path), "--raise-floors"]) == 0
    pinned = json.loads(floors.read_text("utf-8"))
    assert pinned["speaker"] == 1
    reading(record(speaker="周勤"))
    assert evaluate.main(["--devset", str(tmp_path), "--raise-floors", "--misses"]) == 1
    printed = capsys.readouterr()
    assert "below its floor: speaker" in printed.err
    assert "'周勤', not None" in printed.out
    assert json.loads(floors.read_text("utf-8")) == pinned


def test_a_missing_development_set_is_wrong_usage(tmp_path: Path) -> None:
    assert evaluate.main(["--devset", str(tmp_path)]) == 2


@pytest.mark.shared
def test_no_figure_is_below_its_floor(shared: Path) -> None:
    scores = evaluate.evaluate(shared / "devset")
    reached = {name: score.ratio for name, score in scores.metrics.items()}
    floors = json.loads(evaluate.FLOORS.read_text("utf-8"))
    floors.pop("body 4-gram F1, mean", None)
    assert evaluate.fallen(reached, floors) == []
