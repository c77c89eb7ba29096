"""Charts as inline SVG: no script, no request; the table beside a chart says the same in words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from archive.browse.reading import plain
from archive.browse.words import Speaker

_WIDTH, _HEIGHT = 640, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 14, 30
_SIDES = ("target", "estimate", "actual")


def ledger_chart(series: Mapping[str, Any], years: Sequence[int], t: Speaker) -> Markup:
    """Draw targets (hollow), estimates (small) and actuals (solid) over years.

    A line joins what was reached, the estimate standing in for an actual that no text states. A year
    without a figure has no point and ends the line. Empty where there are fewer than two points.
    """
    points, unit = _points(series)
    values = [value for side in points.values() for value in side.values()]
    if len(values) < 2 or not years:
        return Markup("")
    ticks = list(_ticks(min(values), max(values)))
    low, high = ticks[0], ticks[-1]

    def x(year: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (year - years[0] + 0.5) / len(years)

    def y(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - value) / (high - low)

    sign = unit if unit in "%‰" else ""
    parts: list[str] = []
    for tick in ticks:
        at = f"{y(tick):.1f}"
        style = "zero" if tick == 0 else "grid"
        parts.append(f'<line class="{style}" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at}" y2="{at}"/>')
        parts.append(_words(_LEFT - 8, y(tick) + 4, "end", plain(tick) + sign))
    parts += [
        _words(x(year), _HEIGHT - 8, "middle", str(year))
        for year in years[:: max(1, math.ceil(len(years) / 13))]
    ]
    reached = {**points["estimate"], **points["actual"]}
    for first, second in itertools.pairwise(years):
        if first in reached and second in reached:
            a, b = (f"{y(reached[year]):.1f}" for year in (first, second))
            parts.append(f'<line class="actual" x1="{x(first):.1f}" y1="{a}" x2="{x(second):.1f}" y2="{b}"/>')
    for side, radius in (("target", 6), ("estimate", 3), ("actual", 4)):
        for year, value in points[side].items():
            told = escape(f"{year} {t(side)} {plain(value)}{unit}")
            place = f'cx="{x(year):.1f}" cy="{y(value):.1f}" r="{radius}"'
            parts.append(f'<circle class="{side}" {place}><title>{told}</title></circle>')
    name = escape(t("ledger_of", name=t("indicator." + series["indicator"])))
    return Markup(
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{name}">{"".join(parts)}</svg>'
    )


def _points(series: Mapping[str, Any]) -> tuple[dict[str, dict[int, float]], str]:
    """Return the values by side and year in one unit: as written where all agree, 亿元 for money otherwise."""
    cells = [
        (int(year), side, cell) for year, sides in series["cells"].items() for side, cell in sides.items()
    ]
    units = {cell["unit"] or "" for _, _, cell in cells if cell["value"] is not None}
    points: dict[str, dict[int, float]] = {side: {} for side in _SIDES}
    money = len(units) > 1 and all(unit.endswith("元") and not unit.endswith("美元") for unit in units)
    for year, side, cell in cells:
        value = cell["value"] if len(units) == 1 else cell["base"]
        if value is not None:
            points[side][year] = value / 1e8 if money else value
    return points, "亿元" if money else units.pop() if len(units) == 1 else ""


def _words(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _ticks(low: float, high: float) -> Iterator[float]:
    """Three to six round values that take in `low` and `high`."""
    span = (high - low) or abs(high) or 1.0
    low, high = low - span * 0.08, high + span * 0.08
    step = 10.0 ** math.floor(math.log10((high - low) / 3))
    step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= 5)
    at = math.floor(low / step)
    while True:
        yield round(at * step, 9)
        if at * step >= high:
            return
        at += 1
