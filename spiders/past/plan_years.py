"""Decide generously, by its title and the date beside it, which plan years a link of a list may be about.

A report delivered in December plans for the next year, and a title may contain either year; a page published years
late carries the date of that day. Only the parser that has read a page knows its years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from parsers.text import dates

_PART = re.compile(r"(\d{4})(?:-(\d{4}))?")
# 2015政府工作报告, （2018）: four digits that are not part of a longer number, such as one in an address.
_BARE = re.compile(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def parse(text: str) -> frozenset[int]:
    """Parse `2012-2020`, `2015` or `2012-2014,2018` into years. Raises ValueError with the expected form.

    >>> sorted(parse("2012-2014,2018"))
    [2012, 2013, 2014, 2018]
    """
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        span = _PART.fullmatch(part)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1949 <= first <= last <= 2099:
            raise ValueError(
                f"{text!r}: write the plan years as 2012-2020, first year first, or one year as 2015"
            )
        found |= set(range(first, last + 1))
    return frozenset(found)


def write(years: Iterable[int]) -> str:
    """Write years as `parse` reads them.

    >>> write({2018, 2013, 2012})
    '2012-2013,2018'
    """
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ",".join(f"{first}-{last}" if first != last else str(first) for first, last in spans)


def named(title: str | None) -> frozenset[int]:
    """Return the years that a title names, in digits or Chinese numerals.

    >>> sorted(named("二〇一五年云溪区政府工作报告")), sorted(named("云溪区政府工作报告"))
    ([2015], [])
    """
    text = (title or "").translate(_FULL_WIDTH)
    return frozenset((*dates.years(text), *map(int, _BARE.findall(text))))


def likely(title: str | None, listed: str | None) -> frozenset[int]:
    """Return the plan years that a title and a listed date make likely, to explain a missing year.

    >>> sorted(likely("云溪区政府工作报告（2015年12月28日）", None)), sorted(likely("工作报告", "2016-02-01"))
    ([2016], [2016])
    """
    held = [found.date for found in dates.find(title or "")]
    years = {day.year + (day.month >= 11) for day in held} or named(title)
    if years:
        return frozenset(years)
    return frozenset(found.date.year + (found.date.month >= 11) for found in dates.find(listed or ""))


def may_concern(title: str | None, listed: str | None, years: Set[int]) -> bool:
    """Return whether a link may lead to a document of one of these plan years.

    A year in the title is the plan year or the one before it. A date beside the link is only a bound: no page is
    published before the December in which its report can have been delivered. Without either, the answer is yes.

    >>> may_concern("2014年云溪区政府工作报告", "2014-02-01", {2015})
    True
    >>> may_concern("云溪区政府工作报告", "2013-02-01", {2015})
    False
    """
    if found := named(title):
        return bool({*found, *(year + 1 for year in found)} & years)
    return not _before(listed, min(years))


def all_before(listed: Iterable[str | None], years: Set[int]) -> bool:
    """Return whether every date beside the links of a page is before the earliest report of these plan years.

    Lists run from new to old, so no later page shows a report of these years. At least five dates are required, so
    that a stray one does not end the search.
    """
    shown = [date for date in listed if date is not None]
    return len(shown) >= 5 and all(_before(date, min(years)) for date in shown)


def _before(listed: str | None, year: int) -> bool:
    return any((f.date.year, f.date.month) < (year - 1, 11) for f in dates.find(listed or ""))
