"""Units as written, and the one unit that each is converted to so that figures can be compared.

Areas go to m2, lengths to m, masses to t, electricity to kWh and kW, days to days. A currency is never converted, and
人 and 人次 stay apart. A counter (户, 家, 套) and a unit that is not known stay as written.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from parsers.text.numerals import MAGNITUDES

_ONE = Fraction(1)
_MU = Fraction(2000, 3)  # 15 亩 are 1 hectare
CURRENCIES = ("元", "人民币元", "美元", "港元", "港币", "美金", "欧元", "日元")
COUNTERS = frozenset(
    {
        "人", "名", "人次", "户", "家", "个", "天", "件", "项", "所", "张", "辆", "台", "套", "宗", "条", "处", "座",
        "栋", "起", "支", "株", "棵", "头", "只", "羽", "位", "间", "部", "批", "艘", "架", "种", "类", "头只", "标箱",
        "标准箱",
    }
)  # fmt: skip
PEOPLE = frozenset({"人", "名", "位", "人次"})
_SI: dict[str, tuple[str, Fraction]] = {
    "元": ("元", _ONE), "人民币元": ("元", _ONE), "块": ("元", _ONE),
    "美元": ("美元", _ONE), "美金": ("美元", _ONE), "港元": ("港元", _ONE), "港币": ("港元", _ONE),
    "欧元": ("欧元", _ONE), "日元": ("日元", _ONE),
    "人": ("人", _ONE), "名": ("人", _ONE), "人次": ("人次", _ONE),
    "%": ("%", _ONE), "倍": ("%", Fraction(100)), "‰": ("%", Fraction(1, 10)), "天": ("days", _ONE),
    "平方米": ("m2", _ONE), "平米": ("m2", _ONE), "平": ("m2", _ONE), "㎡": ("m2", _ONE), "m2": ("m2", _ONE),
    "亩": ("m2", _MU), "公顷": ("m2", Fraction(10**4)), "平方公里": ("m2", Fraction(10**6)),
    "平方千米": ("m2", Fraction(10**6)), "km2": ("m2", Fraction(10**6)),
    "米": ("m", _ONE), "公里": ("m", Fraction(1000)), "千米": ("m", Fraction(1000)), "km": ("m", Fraction(1000)),
    "里": ("m", Fraction(500)), "延米": ("m", _ONE),
    "吨": ("t", _ONE), "公斤": ("t", Fraction(1, 1000)), "千克": ("t", Fraction(1, 1000)),
    "斤": ("t", Fraction(1, 2000)), "担": ("t", Fraction(1, 20)),
    "立方米": ("m3", _ONE), "方": ("m3", _ONE), "立方": ("m3", _ONE),
    "千升": ("m3", _ONE), "升": ("m3", Fraction(1, 1000)),
    "千瓦时": ("kWh", _ONE), "度": ("kWh", _ONE), "千瓦": ("kW", _ONE), "瓦": ("kW", Fraction(1, 1000)),
    "兆瓦": ("kW", Fraction(1000)), "千瓦小时": ("kWh", _ONE),
    "GW": ("kW", Fraction(10**6)), "MW": ("kW", Fraction(1000)), "吉瓦": ("kW", Fraction(10**6)),
    "GWh": ("kWh", Fraction(10**6)), "MWh": ("kWh", Fraction(1000)), "吉瓦时": ("kWh", Fraction(10**6)),
    "吨/日": ("t/day", _ONE), "公里/平方公里": ("km/km2", _ONE),
    "微克/立方米": ("µg/m3", _ONE), "微克每立方米": ("µg/m3", _ONE), "微克": ("µg/m3", _ONE),
    "μg/m3": ("µg/m3", _ONE), "μg/m³": ("µg/m3", _ONE), "ug/m3": ("µg/m3", _ONE),
    "吨标准煤/万元": ("tce/万元", _ONE), "吨标准煤": ("tce/万元", _ONE), "吨标煤": ("tce/万元", _ONE),
}  # fmt: skip


@lru_cache(maxsize=1024)
def plain(unit: str) -> str:
    """Return a unit without the magnitude before it: 亿元 → 元, but 千瓦 → 千瓦."""
    while unit not in _SI and unit[:1] in "万亿千百十" and len(unit) > 1:
        unit = unit[1:]
    return "" if unit in MAGNITUDES else unit


@lru_cache(maxsize=1024)
def converted(unit: str) -> tuple[str, Fraction]:
    """Return the unit of comparison for a unit as written, and the factor to it from the unit without its magnitude."""
    bare = plain(unit)
    return _SI.get(bare, (bare, _ONE))


def in_si(value: Decimal | None, scale: Decimal, unit: str | None) -> tuple[str | None, float | None]:
    """Return a value in its unit of comparison, and that unit; None where there is no value or no unit."""
    if not unit:
        return None, None
    name, factor = converted(unit)
    if value is None:
        return name or None, None
    return name or None, float(value * scale if factor is _ONE else Fraction(value * scale) * factor)
