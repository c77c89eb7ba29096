"""Counting what a reading of a list has right; the documents here are invented."""

from __future__ import annotations

from typing import Any

from benchmarks.lists import allows, score_document
from benchmarks.scoring import Scores
from parsers.read import read


def promise(text: str, **fields: Any) -> dict[str, Any]:
    return {
        "text": text,
        "ordinal": "SKIP",
        "category": None,
        "lead": None,
        "status": "unstated",
        "outcome": None,
    } | fields


def counted(promises: list[dict[str, Any]]) -> Scores:
    page = "云溪区2024年民生实事项目\n1.建设码头2座。\n2.疏浚河道9公里。\n3.更换校车12辆。"
    label = {
        "id": "x", "kind": "livelihood_projects", "division": "SKIP", "review_year": None, "plan_year": 2024,
        "promises": promises,
    }  # fmt: skip
    scores = Scores()
    score_document(scores, label, read(page.encode(), source="x"))
    return scores


def test_missed_extra_and_wrong_answers_are_counted() -> None:
    scores = counted(
        [promise("建设码头2座"), promise("疏浚河道9公里。", status="completed"), promise("建设粮库")]
    )
    ratios = {name: (score.right, score.asked) for name, score in scores.metrics.items()}
    assert ratios["lists.recall"] == (2, 3)
    assert ratios["lists.precision"] == (2, 3)
    assert ratios["lists.status"] == (1, 2)
    assert ratios["lists.plan_year"] == (1, 1)


def test_optional_promises_and_parts_are_neither_missed_nor_too_many() -> None:
    scores = counted(
        [
            promise("建设码头2座"),
            promise("更换校车12辆", optional=True),
            promise("全部", subs=["疏浚河道9公里"]),
        ]
    )
    assert {
        name: score.ratio for name, score in scores.metrics.items() if "recall" in name or "precision" in name
    } == {
        "lists.recall": 1.0,
        "lists.precision": 1.0,
    }


def test_a_label_may_allow_several_values() -> None:
    assert allows("completed|exceeded", "exceeded")
    assert allows("null|一", None)
    assert not allows(None, "一")
