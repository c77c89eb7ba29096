"""The lists of the development set, rewritten in ways that change nothing for a person, are still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.rewritings import WAYS, List
from benchmarks.rewritten_lists import measured

TEXT = "清溪县民生实事\n一、新建公园2座。\n二、改造危房30户。\n三、硬化道路8公里。\n四、加装电梯5部。\n特此公告。\n"
ITEMS = tuple((at, at + 2) for at in (TEXT.index(number) for number in ("一、", "二、", "三、", "四、")))


@pytest.mark.parametrize(
    ("way", "second"),
    [
        ("numbers 【1】", "\n【2】改造危房30户。\n"),
        ("numbers no number", "\n改造危房30户。\n"),
        ("numbers 1 above", "\n2\n改造危房30户。\n"),
        ("items joined", "座。二、改造危房30户。三、"),
        ("<ol>", "<li>改造危房30户。</li>"),
        ("a table", "<td>2</td><td>改造危房30户。</td>"),
    ],
)
def test_a_way_changes_form_and_not_words(way: str, second: str) -> None:
    rewritten = WAYS[way](List(TEXT, ITEMS, None, unstated=True))
    assert rewritten is not None
    assert second in rewritten
    assert "特此公告。" in rewritten


def test_a_way_that_does_not_suit_a_list_is_not_used() -> None:
    assert WAYS["items parted"](List(TEXT, ITEMS, None, unstated=True)) is None
    assert WAYS["<ol>"](List(TEXT, (), None, unstated=True)) is None


@pytest.mark.shared
@pytest.mark.ci
def test_rewritten_lists_are_still_read(shared: Path) -> None:
    rows = list(measured(shared / "devset" / "lists"))
    before, after = sum(row[2] for row in rows), sum(row[3] for row in rows)
    assert before > 8_000
    assert after >= 0.985 * before
    assert sum(row[4] for row in rows) <= 25
