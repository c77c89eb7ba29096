"""What may be a value of which indicator, and how it becomes an `Indicator` of the record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parsers.indicators.fold import Folded
from parsers.indicators.periods import Period
from parsers.numerals import WIDTH
from parsers.record import Bound, FigureKind, Indicator, Measure

COUNTS = frozenset({"new_jobs", "population", "enterprises_new", "high_tech_firms_new", "air_quality_days"})
RATIOS = frozenset({"unemployment_rate", "urbanisation_rate", "forest_cover"})
INCOMES = frozenset({"disposable_income_all", "disposable_income_urban", "disposable_income_rural"})
# Flows: what is reached in five years is a sum over them; a stock or a year's product is not.
FLOWS = frozenset(
    {"fixed_asset_investment", "foreign_capital", "domestic_capital", "tax_revenue", "import_export", "exports",
     "retail_sales", "general_public_budget_revenue"}
)  # fmt: skip
INFLOWS = frozenset(
    {"foreign_capital", "domestic_capital"}
)  # their names say the verb: 五年来，利用外资9亿元
ALWAYS_SUMS = frozenset({"new_jobs", "enterprises_new", "high_tech_firms_new"})
CURRENCIES = ("元", "人民币元", "美元", "港元", "港币", "美金", "欧元", "日元")
_COUNT_UNITS = {
    "new_jobs": ("人", "名", "个"),
    "population": ("人",),
    "enterprises_new": ("户", "家", "个"),
    "high_tech_firms_new": ("户", "家", "个"),
    "air_quality_days": ("天",),
}
_SI = ("元", "人民币元", "人", "%", "美元", "名", "户", "家", "个", "天")


def measure_of(code: str, unit: str, *, change: bool) -> Measure | None:
    """What a number in `unit` tells about an indicator; None where it can tell nothing about it.

    `change`: the words before it say that something rose or fell by it.
    """
    plain = unit.lstrip("万亿千百十")
    if code == "other":
        if plain == "%":
            return "growth" if change else None
        return None if change or plain not in (*CURRENCIES, "吨", "公斤", "斤") else "level"
    if plain == "%":
        if code in RATIOS:
            return None if change else "ratio"
        if code == "cpi":
            return "growth"
        return "growth" if change else None
    if change:
        return None
    if code in COUNTS:
        return "count" if plain in _COUNT_UNITS[code] else None
    if code in RATIOS or code == "cpi":
        return None
    if code == "pm25":
        return (
            "level" if plain in ("微克/立方米", "微克每立方米", "微克", "μg/m3", "μg/m³", "ug/m3") else None
        )
    if code == "energy_intensity":
        return "level" if plain in ("吨标准煤/万元", "吨标准煤", "吨标煤", "吨") else None
    if plain not in CURRENCIES:
        return None
    if code in INCOMES:
        return "level" if plain == "元" and "亿" not in unit else None
    return "level" if unit != plain else None


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

    def indicator(self, text: str, folded: Folded) -> Indicator:
        """The record's form, with spans in the published text."""
        name = slice(*folded.span(*self.name))
        start, end = folded.span(self.start, self.end)
        unit = self.unit
        base = None
        if self.value is not None and unit is not None and unit.lstrip("万亿千百十") in _SI:
            base = float(self.value * self.scale)
        return Indicator(
            indicator=self.code,
            name="".join(text[name].split()).replace("*", "").translate(WIDTH),
            measure=self.measure,
            kind=self.kind,
            value=None if self.value is None else float(self.value),
            value_max=None if self.high is None else float(self.high),
            unit=unit,
            value_si=base,
            bound=self.bound,
            modifier=self.modifier,
            year=None if self.period.part == "?" and self.period.last is None else self.period.last,
            period=self.period.text,
            scope=self.scope,
            start=start,
            end=end,
        )
