"""Other columns of reports that a list's page names: whether they show reports that no list of the site has."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.lists.base import ListPage
from spiders.lists.titles import fold, judge, names_column
from spiders.lists.unused.net import Read
from spiders.lists.unused.parts import YEAR
from spiders.visit import candidates
from spiders.visit.bounds import forbidden, related
from spiders.visit.requests import LeftAloneError, SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

_MOST: Final = 3  # columns that are opened in one visit
_MOST_NAMED: Final = 3  # reports
# Columns of other governments: of those above, and of towns.
_OF_OTHERS = re.compile(r"国务院|国家|全国|中央|上级|[省乡镇村]|自治区|街道|各地|兄弟")


async def missing(
    visit: SiteRequests, reads: Mapping[str, Read], is_known: Callable[[str], bool]
) -> dict[str, str]:
    """Return which lists lack reports that another column shows, and why, by the address of a list whose page names it.

    `is_known`: whether an address was requested. A collection of reports has columns of other divisions.
    """
    lacking: dict[str, str] = {}
    if not visit.site.official:
        return lacking
    years = {year for read in reads.values() for year in read.reports}
    titles = {title for read in reads.values() for title in read.titles}
    opened: set[str] = set()
    left = _MOST
    for url, read in reads.items():
        for target, name in read.columns.items():
            if target in opened or is_known(target) or url in lacking or left == 0 or _OF_OTHERS.search(name):
                continue
            if forbidden(visit.site, target) or not related(visit.site.homepage, target):
                continue
            if any(target in line for line in visit.site.evidence):
                continue
            opened.add(target)
            left -= 1
            found = await _reports(visit, target)
            new = [one for one in found if _is_new(one, years, titles)]
            if new:
                more = f" and {len(new) - _MOST_NAMED} more" if len(new) > _MOST_NAMED else ""
                named = ", ".join(new[:_MOST_NAMED])
                lacking[url] = (
                    f"another column, {name}, has reports that no list shows: {named}{more} ({target})"
                )
    return lacking


def _is_new(title: str, years: Collection[int], titles: Collection[str]) -> bool:
    year = YEAR.search(title)
    return title not in titles and (year is None or int(year[0]) not in years)


async def _reports(visit: SiteRequests, target: str) -> list[str]:
    """Return the titles of the reports on the first page of a column."""
    answer = None
    with contextlib.suppress(LeftAloneError):
        answer = await visit.get(target, "list")
    if answer is None or answer.outcome not in PRESENT:
        return []
    page = ListPage(answer.url, await visit.text(answer, "list"), 1, target)
    with contextlib.suppress(TooSlowError), time_limit():
        return [
            fold(link.title)
            for link in page.links
            if judge(link.title) == "report"
            and (link.date or names_column(link.title) is None)
            and not candidates.is_of_superior(visit.site, link.title, link.url)
            and not forbidden(visit.site, link.url)
        ]
    return []
