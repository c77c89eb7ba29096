"""What our templates can call beside Jinja's own: reading text, dates, names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from urllib.parse import unquote, urlencode

from jinja2 import Environment
from markupsafe import Markup, escape

from archive.browse import places, reading, series
from archive.browse.moments import day, minute
from archive.browse.rows import ARCHIVE, Arguments, Row
from archive.browse.words import Speaker

_PLAIN = (None, "point", "range")


def years(document: Row, t: Speaker) -> str:
    """Write the year that a document is named after: the plan's, or that of the outcomes."""
    year = document.get("plan_year") or document.get("review_year")
    return t("year", year=year) if year else t("year_unknown")


def figure_cell(cell: Row | None, t: Speaker) -> Markup:
    """Return a ledger cell: the figure as written, its bound, and the way to its words."""
    if not cell:
        return Markup("")
    bound = cell.get("bound")
    shown = (
        Markup('<span class="bound">{}</span>').format(t(f"bound.{bound}"))
        if bound not in _PLAIN
        else Markup("")
    )
    if cell["address"]:
        return shown + Markup('<a href="{}">{}</a>').format(cell["address"], reading.value_text(cell))
    return shown + escape(reading.value_text(cell))


def shown_url(url: str | None) -> str:
    """Write an address as a person reads it: percent-encoded Chinese as characters; for showing only."""
    return unquote(url or "")


def year_of(document: Row) -> Markup:
    """Return a document's year for setting before its title, nothing where the title has it already."""
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
    """Gather neighbouring pairs that say the same into runs, which a page can fold away."""
    for same, group in itertools.groupby(pairs, lambda pair: pair["kind"] in ("equal", "ignored")):
        if same:
            yield {"kind": "run", "pairs": list(group)}
        else:
            yield from group


def install(environment: Environment) -> None:
    """Add the helpers to Datasette's Jinja environment."""
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
