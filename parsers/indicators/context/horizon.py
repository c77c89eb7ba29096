"""The five years that a plan without a title or a year of its own looks to."""

from __future__ import annotations

from parsers.indicators.context.periods import Period
from parsers.text.patterns import lazy

_MOST = 20_000  # characters looked at
_HORIZON = lazy(r"到((?:19|20)\d\d)年[底末]?[，,]")
_FIVE_YEARS = lazy(r"(?:今后|未来|下)[一个]*五年|五年的?努力")


def five_years(text: str) -> Period | None:
    """Return the five years that a plan without title looks to: 今后五年…, whose targets are all 到2015年.

    >>> five_years("通过五年的努力，生产总值达到80亿元。到2015年，公园达到5个。")
    Period(first=2011, last=2015, part=None, named=True)
    """
    years = {int(match[1]) for match in _HORIZON.finditer(text, 0, _MOST)}
    if len(years) != 1 or _FIVE_YEARS.search(text, 0, _MOST) is None:
        return None
    (last,) = years
    return Period(last - 4, last, named=True)
