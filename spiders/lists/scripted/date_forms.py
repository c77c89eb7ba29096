"""Columns behind a form with dates: it shows the rows of a few months, and those of other years once it is filled in.

The whole time is asked for first. Where the server shows nothing for so long a time, or its form does not show the days
that were asked for, each year is. Where a year and a month are chosen, each month of each year is, unless all months of
a year may be chosen.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists import forms
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.links import Link, absolute, base_of, date_beside
from spiders.lists.rows import ARTICLE
from spiders.lists.scripted import search_forms, side_effects
from spiders.lists.scripts.javascript import Script
from spiders.lists.titles import judge, names_column

_DATE = re.compile(r"(\d{4})([-/.年]?)(\d\d?)([-/.月]?)(\d\d?)(日?)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALL = re.compile(r"全部(月份?)?|所有(月份?)?|不限|全年|月份?|请?选择(月份?)?|-+")
_FIRST: Final = datetime.date(2000, 1, 1)  # no site of a government is older; for a form that does not say
_MOST_YEARS: Final = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list by time: its link, and the request that opens it."""

    link: Link
    request: PageRequest


@dataclass(frozen=True, slots=True)
class _Field:
    """A field with a date: its name, its value as written, and the days that it may have."""

    name: str
    written: str
    day: datetime.date
    least: datetime.date
    most: datetime.date | None

    def fill(self, day: datetime.date) -> tuple[str, str]:
        """Return the field's name, and a day as the page writes days."""
        match = _DATE.fullmatch(self.written)
        _, first, _, second, _, last = match.groups() if match else ("", "-", "", "-", "", "")
        return self.name, f"{day.year}{first}{day.month:02}{second}{day.day:02}{last}"


def of(page: ListPage, script: Script, shown: int) -> tuple[Part, ...]:
    """Return the parts by time that a form of a list's page opens; `shown` is the number of the page's rows.

    None for a page that is such a part itself and shows what was asked for.
    """
    if page.number != 1 or "<form" not in page.text.lower():
        return ()
    for form in page.tree.css("form"):
        button = search_forms.button_of(form)
        if button is None or search_forms.asks_people(form, button):
            continue
        found = tuple(_parts(page, script, form, button, _spans(page, form, shown)))
        if found:
            return found
    return ()


def are_rows(page: ListPage, rows: Sequence[LexborNode]) -> bool:
    """Return whether what looks like rows may be that: on a page for some days, links of the menu are none.

    A row is dated, its title is that of a report, or its address is that of an article.
    """
    if not rows or "<form" not in page.text.lower():
        return True
    for form in page.tree.css("form"):
        fields = [found for node in form.css("input") if (found := _field(node))]
        asked = len(fields) == 2 and _asked(page.requested, fields[0].name, fields[1].name)
        if asked or is_month(page):
            return any(
                date_beside(one) or _is_report(one.text(deep=True)) or _opens_article(one, page)
                for one in rows
            )
    return True


def _opens_article(row: LexborNode, page: ListPage) -> bool:
    """Return whether a row's address has an article's number; an address of the page's own path is another column's."""
    target = absolute(row.attributes.get("href"), base_of(page.tree, page.url))
    if target is None or urlsplit(target).path == urlsplit(page.start).path:
        return False
    return ARTICLE.search(target.partition("//")[2].partition("/")[2]) is not None


def _is_report(title: str) -> bool:
    return judge(title) in ("report", "doubt") and not names_column(title)


def _parts(
    page: ListPage,
    script: Script,
    form: LexborNode,
    button: LexborNode,
    spans: Iterator[tuple[str, dict[str, str]]],
) -> Iterator[Part]:
    base = base_of(page.tree, page.url)
    for title, fields in spans:
        request = forms.with_values(script.running, form, base, page.url, button, fields)
        if request is None or request.address == page.requested.address:
            continue
        other = urlsplit(request.url).netloc != urlsplit(page.url).netloc or side_effects.of_address(
            request.url
        )
        if not other and search_forms.is_of_column(form, request.url, page.url):
            yield Part(Link(request.address, title, title, None), request)


def _spans(page: ListPage, form: LexborNode, shown: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the times to ask for: the name of each, and the values of the form's fields for it."""
    fields = [found for node in form.css("input") if (found := _field(node))]
    if len(fields) != 2 or fields[0].day > fields[1].day:
        yield from _counted_years(page, form)
        yield from _months(page, form)
        return
    begin, end = fields
    first, last = begin.least, _last(end.day, end.most or begin.most)
    asked = _asked(page.requested, begin.name, end.name)
    if asked is None:
        yield f"{first.year}-{last.year}年", dict((begin.fill(first), end.fill(last)))
        return
    honoured = shown > 0 and (begin.day, end.day) == asked
    if asked[0].year == asked[1].year or honoured:
        return
    last = asked[1]
    for year in range(last.year, first.year - 1, -1)[:_MOST_YEARS]:
        days = datetime.date(year, 1, 1), min(datetime.date(year, 12, 31), last)
        yield f"{year}年", dict((begin.fill(days[0]), end.fill(days[1])))


def _last(shown: datetime.date, most: datetime.date | None) -> datetime.date:
    """Return the last day to ask for: the day that a field shows is most often today, its `max` may be 2099-12-31."""
    return most if most is not None and most.year <= shown.year + 1 else shown


def _counted_years(page: ListPage, form: LexborNode) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the years of a field for a number that may have only those of some years."""
    for node in form.css("input[min][max][name]"):
        given = [node.attributes.get(name) or "" for name in ("value", "min", "max")]
        if (
            all(map(_YEAR.fullmatch, given))
            and _asked_year(page.requested, name := str(node.attributes["name"])) is None
        ):
            last = int(given[2]) if int(given[2]) <= int(given[0]) + 1 else int(given[0])
            for year in range(last, int(given[1]) - 1, -1)[:_MOST_YEARS]:
                if str(year) != given[0]:
                    yield f"{year}年", {name: str(year)}
            return


def _months(page: ListPage, form: LexborNode) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the months of each year that two drop-down lists of a form offer; none on the page of such a month."""
    chosen = forms.months_of(form)
    if chosen is None or {chosen[0], chosen[2]} <= set(_given(page.requested)):
        return
    year, years, month, months = chosen
    whole = next((value for value, name in months.items() if _ALL.fullmatch(name)), None)
    counted = {value: name for value, name in months.items() if forms.MONTH.fullmatch(name)}
    for of_year, named in years.items():
        for value, name in ({whole: ""} if whole is not None else counted).items():
            at = f"{int(name.removesuffix('月').removesuffix('份'))}月" if name else ""
            yield f"{named.removesuffix('年')}年{at}", {year: of_year, month: value}


def is_month(page: ListPage) -> bool:
    """Return whether a page was requested for a month by its own form; it may have no rows."""
    given = _given(page.requested)
    found = (forms.months_of(form) for form in page.tree.css("form")) if given else ()
    return any(one is not None and {one[0], one[2]} <= set(given) for one in found)


def _field(node: LexborNode) -> _Field | None:
    kind = (node.attributes.get("type") or "text").lower()
    name, written = node.attributes.get("name"), (node.attributes.get("value") or "").strip()
    day = _day(written)
    if not name or day is None or kind not in ("date", "text"):
        return None
    least = _day(node.attributes.get("min") or node.attributes.get("data-min") or "")
    most = _day(node.attributes.get("max") or node.attributes.get("data-max") or "")
    return _Field(name, written, day, least or min(day, _FIRST), most)


def _day(text: str) -> datetime.date | None:
    match = _DATE.fullmatch(text.strip())
    try:
        return datetime.date(int(match[1]), int(match[3]), int(match[5])) if match else None
    except ValueError:
        return None


def _given(request: PageRequest) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.url).query)) | dict(parse_qsl(request.body or ""))


def _asked(request: PageRequest, begin: str, end: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the days for which a page was requested; None for the list's own page."""
    given = _given(request)
    days = _day(given.get(begin, "")), _day(given.get(end, ""))
    return (days[0], days[1]) if days[0] and days[1] else None


def _asked_year(request: PageRequest, name: str) -> str | None:
    return _given(request).get(name)
