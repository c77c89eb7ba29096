"""The invented slices that a second reader labelled: styles that the development set lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import second
from benchmarks.scoring import Scores

FLOOR = 0.98


def test_invented_slices_are_read_as_their_labeller_reads_them() -> None:
    scores = Scores()
    for truth, text in second.invented_slices():
        second.score(scores, truth, text)
    low = {name: score.misses for name, score in scores.metrics.items() if score.ratio < FLOOR}
    assert low == {}


@pytest.mark.shared
def test_slices_of_real_reports_are_read_as_their_labeller_reads_them(shared: Path) -> None:
    scores = Scores()
    for truth, text in second.real_slices(shared / "devset"):
        second.score(scores, truth, text)
    low = {name: score.misses for name, score in scores.metrics.items() if score.ratio < FLOOR}
    assert low == {}
