"""The verdict on a surveyed site, in the classes of `site check`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from spiders.config import sitefile
from spiders.survey.detect_family import Detected
from spiders.survey.found import Found
from spiders.survey.verdict import WORST_FIRST, judge

HOME = "http://www.yunxi.example/"
REPORT = {"kind": "work_report"}
CLOSED = {"url": f"{HOME}gzbg/", "state": "complete", "why": None}
OPEN = {"url": f"{HOME}gzbg/", "state": "incomplete", "why": "52 rows declared, 15 read"}
BOTH = f"lists:\n  - url: {HOME}gzbg/\n  - url: {HOME}msss/\n    kind: livelihood\n"
ONE = f"lists:\n  - url: {HOME}gzbg/\n"
SINGLE = f"reports: [{HOME}a.html]\n"
GOOD: dict[str, Any] = {
    "home_outcome": "ok", "samples": [REPORT], "accounts": [CLOSED], "years": {"reports": [2023, 2024]},
    "candidates": {f"{HOME}gzbg/": ["a"]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("sources", "found", "result", "words"),
    [
        (BOTH, {**GOOD, "years": {"reports": [2024], "livelihood": [2023]}}, "works", "reports of 2024"),
        (ONE, GOOD, "works, no livelihood list", "2023-2024"),
        (BOTH, GOOD, "works, no livelihood list", "2023-2024"),  # the column exists and lists none
        (BOTH, {**GOOD, "candidates": {f"{HOME}msss/": ["b"]}}, "works", "2023-2024"),
        (SINGLE, {**GOOD, "accounts": []}, "works, no list of reports", "column_unknown"),
        (BOTH, {**GOOD, "accounts": [CLOSED, OPEN]}, "incomplete", "52 rows declared"),
        (BOTH, {**GOOD, "left": "no usable answer 4 times in a row: timeout"}, "incomplete", "4 times"),
        (BOTH, {"home_outcome": "moved", "moved": "http://new.example/"}, "moved", "to http://new.example/"),
        (BOTH, {"left": "challenged: status 412", "home_outcome": "challenged"}, "challenged", "412"),
        (BOTH, {"home_outcome": "blocked", "home_detail": "status 403"}, "blocked", "403"),
        (BOTH, {"left": "robots.txt: DNS lookup failed"}, "unreachable", "DNS"),
        (BOTH, {"home_outcome": "gone"}, "unreachable", "gone"),
        (BOTH, {"home_outcome": "ok", "problems": ["list x: gone"]}, "changed platform", "list x: gone"),
        (BOTH, {**GOOD, "family": Detected("boda", ("info/",))}, "changed platform", "boda"),
        (BOTH, {**GOOD, "samples": [{"kind": "other"}]}, "no reports found", ""),
        (BOTH, {"left": "outside the hours of fangzhi.toml", "out_of_budget": True}, None, ""),
    ],
)  # fmt: skip
def test_each_class(sources: str, found: dict[str, Any], result: str | None, words: str) -> None:
    site = sitefile.parse(f"name: x\nhomepage: {HOME}\nfamily: trs\n{sources}", "yunxi", "yunxi.yaml")
    values = {**asdict(Found(HOME)), **found}
    if isinstance(values["family"], Detected):
        values["family"] = asdict(values["family"])
    verdict = judge(site, values)
    assert (verdict and verdict.result) == result
    assert verdict is None or words in verdict.detail


def test_every_result_is_ranked_from_worst_to_best() -> None:
    assert len(set(WORST_FIRST)) == 10 and WORST_FIRST[-1] == "works"
