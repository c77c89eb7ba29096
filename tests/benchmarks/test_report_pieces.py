"""Figures of reports cut in pieces keep their kind, and their period or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.report_pieces import pairs, pieces


def test_pieces_cover_what_stands_behind_the_first() -> None:
    text = "".join(f"{number:03}" + "字" * 396 + "\n" for number in range(10))
    spans = list(pieces(text))
    assert spans[0][0] == 1200
    assert [end for _, end in spans][:-1] == [start for start, _ in spans][1:]
    assert spans[-1][1] == len(text)
    assert list(pieces("短文。\n")) == []


@pytest.mark.shared
@pytest.mark.ci
def test_figures_of_pieces_keep_their_kind_and_get_no_other_years(shared: Path) -> None:
    found = list(pairs(shared / "devset" / "fulltext"))
    assert len(found) > 1_600
    assert sum(pair.kind for pair in found) >= 0.97 * len(found)
    assert sum(pair.period is False for pair in found) <= 0.012 * len(found)
