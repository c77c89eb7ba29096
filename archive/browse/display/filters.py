"""Filters and functions of our templates: text, dates, names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment
from markupsafe import Markup, escape

from archive.browse.display import places, reading, series, stock
from archive.browse.display.moments import day, minute
from archive.browse.rows import ARCHIVE, Arguments, Row
from archive.browse.words import Language, Speaker

_PLAIN = (None, "point", "range")


def years(document: Row, t: Speaker) -> str:
    """Return the year that a document is named after: the planned year, or that of the outcomes."""
    year = document.get("plan_year") or document.get("review_year")
    return t("year", year=year) if year else t("year_unknown")


def figure_cell(cell: Row | None, t: Speaker) -> Markup:
    """Return a ledger cell: the figure as written, its bound, and a link to its sentence."""
    return Markup(_figure(cell, t)) if cell else Markup("")


def _figure(cell: Row, t: Speaker) -> str:
    bound = cell.get("bound")
    words = f'<span class="bound">{escape(t(f"bound.{bound}"))}</span> ' if bound not in _PLAIN else ""
    value = escape(reading.value_text(cell))
    return f'{words}<a href="{escape(cell["address"])}">{value}</a>' if cell["address"] else f"{words}{value}"


def side_rows(
    lines: Iterable[Row], years: Sequence[int], link: str, language: Language, t: Speaker
) -> Markup:
    """Return the rows of a table of divisions by years: the result, and the target below it.

    Not in the template, where Jinja's asynchronous calls take a tenth of a millisecond per cell, for hundreds of cells.
    """
    dash, target = '<span class="missing">—</span>', escape(t("target"))
    estimate = f'<span class="bound">{escape(t("estimate"))}</span> '
    parts = []
    for line in lines:
        name = escape(places.shown(line["division_name"] or line["division_code"], language))
        parts.append(
            f'<tr><th scope="row"><a href="{escape(link)}?division={quote(line["division_code"])}">{name}</a></th>'
        )
        for year in years:
            sides = line["cells"].get(year, {})
            reached = _figure(sides["actual"], t) if "actual" in sides else ""
            if not reached:
                reached = f"{estimate}{_figure(sides['estimate'], t)}" if "estimate" in sides else dash
            aim = (
                f' <span class="aim">{target} {_figure(sides["target"], t)}</span>'
                if "target" in sides
                else ""
            )
            parts.append(f'<td class="number" data-label="{year}">{reached}{aim}</td>')
        parts.append("</tr>\n")
    return Markup("".join(parts))


def shown_url(url: str | None) -> str:
    """Return an address with percent-encoded Chinese as characters; for display only."""
    return unquote(url or "")


def year_of(document: Row) -> Markup:
    """Return a document's year to show before its title; empty if the title contains it."""
    year = document.get("plan_year") or document.get("review_year")
    if not year or str(year) in (document.get("title") or ""):
        return Markup("")
    return Markup('<span class="year">{}</span> ').format(year)


def here(arguments: Arguments, **changed: object) -> str:
    """Return this page's query string with some arguments changed; the path stays."""
    query = {key: value for key, value in arguments.items() if value and key not in ("id", "lang", ARCHIVE)}
    return f"?{urlencode({**query, **changed})}"


def marked(text: str, spans: Iterable[Sequence[int]], tag: Literal["del", "ins"]) -> Markup:
    """Return a paragraph with spans inside <del> or <ins>."""
    parts: list[Markup] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), Markup(f"<{tag}>{{}}</{tag}>").format(text[start:end])]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def paired(pairs: Iterable[Row]) -> Iterator[Row]:
    """Group neighbouring equal pairs into runs, which a page can collapse."""
    for same, group in itertools.groupby(pairs, lambda pair: pair["kind"] in ("equal", "ignored")):
        if same:
            yield {"kind": "run", "pairs": list(group)}
        else:
            yield from group


def install(environment: Environment) -> None:
    """Add the helpers to Datasette's Jinja environment."""
    environment.filters.update(in_language=stock.in_language, error_words=stock.error_words)
    environment.globals.update(
        body=reading.body,
        excerpt=reading.excerpt,
        value_text=reading.value_text,
        plain=reading.plain,
        day=day,
        minute=minute,
        years=years,
        here=here,
        figure_cell=figure_cell,
        side_rows=side_rows,
        shown_url=shown_url,
        year_of=year_of,
        marked=marked,
        paired=paired,
        chart=series.chart,
        in_unit=series.in_unit,
        unit_of=series.unit_of,
        years_of=series.years_of,
        short_names=series.short_names,
        place=places.shown,
    )
