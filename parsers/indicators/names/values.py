"""Decide which numbers can be values of which indicator, and turn a figure into an `Indicator` of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from parsers.indicators.context.periods import Period
from parsers.indicators.names.codes import ALWAYS_SUMS, FLOWS, INCOMES, INFLOWS, RATIOS, Code, codes
from parsers.indicators.names.sectors import residence_of, sector_of
from parsers.indicators.names.units import COUNTERS, CURRENCIES, PEOPLE, converted, in_si, plain
from parsers.indicators.sentence.fold import Folded
from parsers.record import Bound, FigureKind, Indicator, Measure
from parsers.text.numerals import WIDTH
from parsers.text.patterns import lazy
from parsers.text.pinyin import PINYIN

__all__ = [
    "ALWAYS_SUMS", "FLOWS", "INCOMES", "INFLOWS", "RATIOS", "Figure", "counter_of", "estimate_between", "measure_of",
]  # fmt: skip

_RATE_CODES = frozenset({"cpi"})  # a rise of prices is written as 上涨2% and as 为2%
_WRITTEN_OUT = {
    "km": "公里",
    "千米": "公里",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "km2": "平方公里",
}
_WITHOUT_COUNTER = frozenset({"人", "天"})  # units that follow from what is counted, written or not
_COMPARED_WITH = lazy(
    r"[，,、]?(?:分别)?(?:[比较](?=[^，。；]*(?:增长|增加|提高|净增|翻))|是|为|相当于)(?:19|20)\d\d年(?!至|到|[-—–~])"
)
_CAN_GROW = frozenset({"growth", "level", "count"})


@lru_cache(maxsize=4096)
def measure_of(code: str, unit: str, *, change: bool) -> Measure | None:
    """Return what a number in `unit` says about an indicator; None where it can say nothing about it.

    `change`: the words before it say that something rose or fell by it.
    """
    bare = _WRITTEN_OUT.get(plain(unit), plain(unit))
    if bare == "倍":
        return "growth" if change and (code == "other" or codes()[code].measures & _CAN_GROW) else None
    if code == "other":
        if bare == "%":
            return "growth" if change else None
        return None if change or bare not in (*CURRENCIES, "吨", "公斤", "斤") else "level"
    row = codes()[code]
    if bare == "%":
        if (change and row.measures & _CAN_GROW) or code in _RATE_CODES:
            return "growth"
        return "ratio" if "ratio" in row.measures and not change else None
    if change:
        return None
    if bare in CURRENCIES:
        return _money(row, unit, bare)
    if bare not in row.units and not (bare in COUNTERS and row.units & COUNTERS and _same_kind(bare, row)):
        return None
    if "count" in row.measures and (bare in COUNTERS or "level" not in row.measures):
        return "count"
    return "level" if "level" in row.measures else None


def counter_of(code: str, value: Decimal, unit: str) -> str:
    """Return what a number without a counter counts of an indicator (常住人口突破46万); empty where it can't."""
    row = codes().get(code)
    if (
        row is None
        or "count" not in row.measures
        or plain(unit)
        or (not unit and value != value.to_integral_value())
    ):
        return ""
    return next((one for one in ("人", "天") if one in row.units), "个")


def _same_kind(unit: str, row: Code) -> bool:
    """Whether a counter can count what the code counts: people as people, things as things."""
    return (unit in PEOPLE) == (not row.units.isdisjoint(PEOPLE - {"个", "位"}))


def _money(row: Code, unit: str, bare: str) -> Measure | None:
    """Return `level` where an amount of money can be the code's: sums have a magnitude, incomes have none above 万."""
    if "level" not in row.measures:
        return None
    if "元" in row.units:
        return (
            "level" if "亿" not in unit and bare in ("元", *(u for u in row.units if u == "美元")) else None
        )
    sums = any(u.endswith("元") for u in row.units)
    return "level" if sums and unit != bare else None


@dataclass(slots=True)
class Figure:
    """A figure as read from the fold; spans are offsets in it."""

    code: str
    name: tuple[int, int]
    measure: Measure
    kind: FigureKind
    period: Period
    start: int
    end: int
    value: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    unit: str | None = None
    bound: Bound = "point"
    modifier: str | None = None
    scope: str | None = None
    broken: tuple[int, int] | None = None  # where its digits were destroyed
    at: tuple[int, int] | None = None  # where its number stands
    of: str | None = None  # the whole that a share is of
    part: str | None = None  # the sector, area or group that it speaks of
    counter: str = ""  # what it counts, where the text writes no counter: 5G用户突破12万

    def indicator(self, text: str, folded: Folded) -> Indicator:
        """The record's form, with spans in the published text."""
        start, end = folded.span(self.start, self.end)
        unit = (self.unit or "") + self.counter
        unit_si, base = in_si(self.value, self.scale, unit)
        if self.counter and self.counter not in _WITHOUT_COUNTER:
            unit_si = None
        if self.code == "energy_intensity" and unit_si == "t":
            unit_si, _ = converted("吨标准煤")  # 万元GDP能耗0.39吨: of standard coal
        high = None if self.high is None else in_si(self.high, self.scale, unit)[1]
        name = _plain_name(text[slice(*folded.span(*self.name))])
        part = self.part
        if part is None and self.code == "other" and self.measure != "ratio":
            part = sector_of(name, self.unit or "")
        elif part is None:
            part = residence_of(self.code, name)
        return Indicator(
            indicator=self.code,
            name=name,
            measure=self.measure,
            kind=self.kind,
            value=None if self.value is None else float(self.value),
            value_max=None if self.high is None else float(self.high),
            unit=self.unit,
            unit_si=unit_si,
            value_si=base,
            value_max_si=high,
            bound=self.bound,
            modifier=self.modifier,
            year=None if self.period.part == "?" and self.period.last is None else self.period.last,
            period=self.period.text,
            scope=self.scope,
            of=self.of,
            part=part,
            start=start,
            end=end,
        )


def estimate_between(figures: Iterable[Figure], start: int, end: int, year: int | None) -> None:
    """Make the actual figures of a year between two offsets estimates: …增长11%，…增长8%（以上均为预计数）."""
    for figure in figures:
        inside = start <= (figure.at or (figure.start,))[0] < end
        if inside and figure.kind == "actual" and figure.period.last == year:
            figure.kind = "estimate"


def date_by_base(figures: Iterable[Figure], text: str) -> None:
    """Date by their last year the values of several that one year is compared with: 56亿元，是2005年的2.1倍."""
    for figure in figures:
        period = figure.period
        if period.first != period.last and figure.measure in ("level", "count") and figure.scope != "年均":
            at = max(figure.end, (figure.at or (0, 0))[1])
            if _COMPARED_WITH.match(text, at) is not None:
                figure.period = Period(period.last, period.last, period.part)


@lru_cache(maxsize=1024)
def _plain_name(written: str) -> str:
    """Return a name without blanks, pinyin and emphasis, its digits and signs of half width."""
    return PINYIN.sub("", "".join(written.split())).replace("*", "").translate(WIDTH)
