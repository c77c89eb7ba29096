"""The comparison of shown figures with their sentences finds a wrong number, unit, sign, bound and year."""

from __future__ import annotations

import pytest

from benchmarks.shown_figures import Shown, fault, figures_of


def shown(value: str, bound: str = "point", year: int | None = None) -> Shown:
    return Shown("", value, bound, 1, 0, 1, year)


@pytest.mark.parametrize(
    ("figure", "clause", "why"),
    [
        (shown("6.5%"), "全镇产值增长6.5％", None),
        (shown("5%"), "产值增长5.0%", None),
        (shown("7%", "about"), "产值增长7%左右", None),
        (shown("7–8%", "range"), "产值增长7%至8%", None),
        (shown("-1.2%"), "产值下降1.2%", None),
        (shown("20吨"), "柴炭用量降至20吨", None),
        (shown("30家", "at_least"), "作坊30余家", None),
        (shown("6.5%"), "产值增长16.5%", "number"),
        (shown("6.5亿元"), "产值6.5万元", "unit"),
        (shown("1.2%"), "产值下降1.2%", "sign"),
        (shown("-1.2%"), "产值增长1.2%", "sign"),
        (shown("7%"), "产值增长7%左右", "bound"),
        (shown("7%", "about"), "产值增长7%", "bound"),
        (shown("30家", "at_most"), "作坊超过30家", "bound"),
        (shown("7%", year=2019), "产值增长7%", "year"),
    ],
)
def test_each_kind_of_fault_is_found(figure: Shown, clause: str, why: str | None) -> None:
    found = fault(figure, clause, {2020, 2021})
    assert found is None if why is None else (found or "").startswith(why)


def test_cells_and_points_of_charts_are_found() -> None:
    page = """<td><span class="bound">不低于</span><a href="/version/3?at=5-9#at">7%</a></td>
    <svg><a href="/version/4?at=6-10#at" class="target"><title>竹屿区 2021 目标 约 6–6.5%</title></a></svg>"""
    cell, point = figures_of("", page)
    assert (cell.value, cell.bound, cell.version, cell.start) == ("7%", "at_least", 3, 5)
    assert (point.value, point.bound, point.version, point.year) == ("6–6.5%", "about", 4, 2021)
