"""Published figures of speed: the pages show what was measured, and no ratio is below its floor."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from benchmarks.__main__ import BENCHMARKS, RESULTS, TABLE, page

BOUNDS = RESULTS.with_name("bounds.tsv")
SCALE = TABLE.with_name("scale.md")


def results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    return found


def figures(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    for name, value in values.items():
        path = f"{above} · {name}" if above else name
        if isinstance(value, Mapping):
            yield from figures(value, path)
        elif isinstance(value, int | float):
            yield path, value


def bounds() -> list[dict[str, str]]:
    lines = [line for line in BOUNDS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_the_page_is_made_of_the_stored_results() -> None:
    assert set(results()) <= set(BENCHMARKS)
    assert TABLE.read_text("utf-8") == page(results()), "python -m benchmarks writes it"


@pytest.mark.parametrize(
    "row", bounds(), ids=lambda row: f"{row['benchmark']}: {row['figure']} / {row['divided by'] or 1}"
)
def test_no_figure_is_outside_its_bound(row: dict[str, str]) -> None:
    measured = dict(figures(results()[row["benchmark"]]["values"]))
    value = measured[row["figure"]] / (measured[row["divided by"]] if row["divided by"] else 1)
    bound = float(row["value"])
    assert value >= bound if row["bound"] == "at least" else value <= bound
    assert row["bound"] in ("at least", "at most")


def test_every_measured_ratio_has_a_bound() -> None:
    bounded = {(row["benchmark"], row["figure"]) for row in bounds()}
    ratios = {
        (name, figure)
        for name, result in results().items()
        for figure, _ in figures(result["values"])
        if figure.startswith("ratio: ") and "wall" not in figure
    }
    assert ratios <= bounded


def test_the_costs_of_a_night_are_those_measured() -> None:
    nation = results()["nation"]["values"]
    text = SCALE.read_text("utf-8")
    first, quiet = nation["first crawl"], nation["quiet night"]
    for label, key, unit in (
        ("requests", "requests", 1), ("wall", "wall s", 1), ("CPU, all processes", "CPU s", 1),
        ("memory of all processes together, most", "memory peak MB", 1),
        ("bytes fetched", "bytes fetched", 1_000_000), ("database after it", "database bytes", 1e9),
        ("new versions", "versions", 1),
    ):  # fmt: skip
        row = re.search(rf"^\| {re.escape(label)} \| ([^|]*) \| ([^|]*) \|$", text, re.MULTILINE)
        assert row, label
        after = nation["new versions on the quiet night"] if label == "new versions" else quiet[key] / unit
        for cell, value in zip(row.groups(), (first[key] / unit, after), strict=True):
            shown = float(re.sub(r"[^0-9.]", "", cell))
            assert math.isclose(shown, value, rel_tol=0.01), f"{label}: {cell} beside {value}"
    ratio = nation["ratio: CPU of a quiet night to a bare spider"]
    assert f"costs {ratio} times the CPU of the bare spider" in " ".join(text.split())
