"""Draw charts as inline SVG, without scripts or requests; the table beside a chart has the same data in words.

Each point is a link to its sentence. The shape of a target's mark shows its bound: a circle for a value, a dashed
circle for 左右, a triangle up for 不低于 and down for 不高于, a bar from end to end for a range. Several divisions'
targets of one year are drawn side by side: they are often equal, and would cover each other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from archive.browse.display.reading import plain

_TOP, _BOTTOM, _RIGHT = 26, 24, 14
_TICK_WIDTH = 7.5
_MARK_WIDTH = 13
COLOURS = 8
"""Most lines that one chart can distinguish; with more divisions each gets a chart of its own."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in the chart's unit: `low` and, for a range, `high`; `words` describe it in full."""

    year: int
    side: str
    low: float
    high: float | None
    bound: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one division, and the index of its colour."""

    name: str
    points: Sequence[Point]
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart's size, years and range of values; charts that are compared share one frame."""

    width: int
    height: int
    years: Sequence[int]
    ticks: Sequence[float]
    unit: str
    left: float = field(init=False)

    def __post_init__(self) -> None:
        longest = max((len(plain(tick)) for tick in self.ticks), default=1)
        object.__setattr__(self, "left", longest * _TICK_WIDTH + 12)

    def x(self, year: int) -> float:
        """Return the x coordinate of a year."""
        return self.left + self.year_width * (year - self.years[0] + 0.5)

    @property
    def year_width(self) -> float:
        """Return the width of one year."""
        return (self.width - self.left - _RIGHT) / (self.years[-1] - self.years[0] + 1)

    def y(self, value: float) -> float:
        """Return the y coordinate of a value."""
        low, high = self.ticks[0], self.ticks[-1]
        return _TOP + (self.height - _TOP - _BOTTOM) * (high - value) / (high - low)


def frame(lines: Sequence[Line], years: Sequence[int], unit: str, width: int, height: int) -> Frame | None:
    """Return a frame that fits all points of the lines, None if there are fewer than two points."""
    points = [point for line in lines for point in line.points]
    values = [value for point in points for value in (point.low, point.high) if value is not None]
    if len(points) < 2 or not years:
        return None
    return Frame(width, height, sorted(years), list(_ticks(min(values), max(values))), unit)


def draw(lines: Sequence[Line], within: Frame, label: str, style: str = "") -> Markup:
    """Draw lines within a frame. A year without a figure has no point, and a line ends before it."""
    parts = [*_axes(within)]
    step = min(_MARK_WIDTH, 0.8 * within.year_width / len(lines)) if lines else 0.0
    for number, line in enumerate(lines):
        aside = step * (number - (len(lines) - 1) / 2)
        shown = [*_reached(line, within), *(_mark(point, within, aside) for point in line.points)]
        parts.append(f'<g class="s{line.colour % COLOURS}">{"".join(shown)}</g>')
    return Markup(
        f'<svg class="chart {style}" viewBox="0 0 {within.width} {within.height}" role="group"'
        f' aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _axes(within: Frame) -> Iterator[str]:
    for tick in within.ticks:
        at = f"{within.y(tick):.1f}"
        style = "zero" if tick == 0 else "grid"
        yield f'<line class="{style}" x1="{within.left:.1f}" x2="{within.width - _RIGHT}" y1="{at}" y2="{at}"/>'
        yield _words(within.left - 6, within.y(tick) + 4, "end", plain(tick))
    yield _words(0, 12, "start", within.unit)
    room = max(1, int((within.width - within.left) / 42))
    for year in within.years[
        :: -max(1, math.ceil(len(within.years) / room))
    ]:  # the newest year always has a label
        yield _words(within.x(year), within.height - 6, "middle", str(year))


def _reached(line: Line, within: Frame) -> Iterator[str]:
    """Yield the line through the actuals of consecutive years, or estimates where no text states an actual."""
    reached: dict[int, float] = {}
    for side in ("estimate", "actual"):
        reached.update({point.year: point.low for point in line.points if point.side == side})
    for first, second in itertools.pairwise(sorted(reached)):
        if second == first + 1:
            a, b = (f"{within.y(reached[year]):.1f}" for year in (first, second))
            x1, x2 = f"{within.x(first):.1f}", f"{within.x(second):.1f}"
            yield f'<line class="reached" x1="{x1}" y1="{a}" x2="{x2}" y2="{b}"/>'


def _mark(point: Point, within: Frame, aside: float) -> str:
    x, y = within.x(point.year), within.y(point.low)
    if point.side == "target":
        x += aside
    if point.side != "target":
        shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if point.side == "actual" else 2.5}"/>'
    elif point.high is not None:
        top = within.y(point.high)
        shape = f'<path d="M{x - 5:.1f} {y:.1f}h10m-5 0V{top:.1f}m-5 0h10"/>'
    elif point.bound in ("at_least", "at_most"):
        up = -1 if point.bound == "at_least" else 1
        shape = f'<path d="M{x - 6:.1f} {y - up * 4:.1f}h12l-6 {up * 10}z"/>'
    else:
        shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
    words = escape(point.words)
    return f'<a href="{escape(point.address)}" class="{point.side} {point.bound}"><title>{words}</title>{shape}</a>'


def _words(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _ticks(low: float, high: float) -> Iterator[float]:
    """Yield three to six round values that span `low` and `high`."""
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
