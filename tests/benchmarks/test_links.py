"""The labelled pairs of promises and answers: what is accepted is right, and a score says how often."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.links import invented, main, measure, real, thinned


def test_no_accepted_link_of_the_invented_lists_is_wrong() -> None:
    found = invented()
    assert all(found.accepted)
    assert len(found.accepted) * 4 > found.answered * 3


def test_accepted_links_of_real_lists_are_right() -> None:
    assert all(real().accepted)
    accepted = thinned().accepted
    assert sum(accepted) >= 0.99 * len(accepted) > 0


def test_a_score_is_the_share_that_is_right() -> None:
    links = thinned().links
    for low, high in ((0.8, 0.95), (0.95, 1.01)):
        band = [(link.score, right) for link, right in links if low <= link.score < high]
        mean = sum(score for score, _ in band) / len(band)
        assert sum(right for _, right in band) / len(band) == pytest.approx(mean, abs=0.06)


def test_figures_of_lists_are_measured_without_their_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = tmp_path / "lists.json"
    one = {
        "promises": [[1, "新建公园3座"], [2, "改造小区5个"]],
        "outcomes": [[1, "公园3座已建成"], [2, "老人体检2万人次"]],
        "true": [[1, 1]],
    }
    lists.write_text(json.dumps([one]), "utf-8")
    assert [(row[1], row[2], row[5]) for row in measure(lists)] == [(1, 1, 1)]
    assert main(["--measure", str(lists)]) == 0
    assert "公园" not in capsys.readouterr().out
