"""Which of the asked years a site's pages cover, and why the others are missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.queries import coverage
from archive.queries.coverage import Held, Tried
from flows.commands.past.choice import same_division
from flows.output import Output
from spiders.config.sitefile import SiteFile
from spiders.past import plan_years
from spiders.past.copies import Linked

SHOWN = 3  # reasons of one year


@dataclass(frozen=True, slots=True)
class YearTold:
    """One asked year: the pages that show its report and its livelihood lists; why it is missing, else None."""

    year: int
    reports: tuple[str, ...]
    lists: tuple[str, ...]
    why: str | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the source itself could not give: links without a capture, addresses refused, and the usual reason."""

    otherwise: str
    uncaptured: Mapping[str, Linked]
    not_given: Mapping[str, str]


def tell(db: sqlite3.Connection, site: SiteFile, years: Sequence[int], lacking: Lacking) -> list[YearTold]:
    """Each asked year, by all that the archive holds of the site, whichever run brought it.

    A year is there with its work report; of a site that only lists livelihood projects, with such a list.
    """
    tried = coverage.tried(db, site.id)
    held = [one for one in coverage.held(db, site.id) if _of(site, one)]
    lists_will_do = bool(site.lists) and all(entry.kind == "livelihood" for entry in site.lists)
    return [_year(year, held, tried, lacking, lists_will_do) for year in years]


def _of(site: SiteFile, one: Held) -> bool:
    """Whether a document is the site's own division's, as far as it says."""
    return one.division is None or site.division is None or same_division(one.division, site.division)


def _year(
    year: int, held: Sequence[Held], tried: Sequence[Tried], lacking: Lacking, lists_will_do: bool
) -> YearTold:
    found = [one for one in held if one.year == year and not one.hollow]
    reports = tuple(one.url for one in found if one.kind == "work_report")
    lists = tuple(one.url for one in found if one.kind != "work_report")
    there = bool(reports or (lists and lists_will_do))
    return YearTold(year, reports, lists, None if there else _why(year, held, tried, lacking))


def _why(year: int, held: Sequence[Held], tried: Sequence[Tried], lacking: Lacking) -> str:
    reasons = [f"a page without the text: {one.url}" for one in held if one.year == year and one.hollow]
    reasons += [
        f"{_reason(one)}: {one.url}" for one in tried if year in plan_years.likely(one.title, one.listed)
    ]
    reasons += [
        f"not captured by the web archive: {url}"
        for url, linked in lacking.uncaptured.items()
        if year in plan_years.likely(linked.title, linked.listed)
    ]
    reasons += [f"{why}: {url}" for url, why in lacking.not_given.items()]
    reasons += [f"a report that states no year: {one.url}" for one in held if one.year is None]
    more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
    return "; ".join([*reasons[:SHOWN], *more]) or lacking.otherwise


def _reason(one: Tried) -> str:
    if one.why is not None:
        return "not a report" + (f" ({one.why})" if one.why else "")
    names = {
        "soft_404": "gone",
        "robots": "forbidden by robots.txt",
        "ok": "not read",
        "error": "no usable answer",
    }
    return names.get(one.outcome, one.outcome) + (
        f" ({one.detail})" if one.detail and one.outcome != "robots" else ""
    )


def show(output: Output, told: Sequence[YearTold]) -> None:
    """The table for a person."""
    if output.quiet:
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=output.as_json, highlight=False, soft_wrap=True)
    table = Table(title="Years asked for")
    table.add_column("year", justify="right")
    for heading in ("report", "lists"):
        table.add_column(heading, justify="right")
    table.add_column("why it is missing", overflow="fold")
    for one in told:
        row = (str(one.year), str(len(one.reports) or "–"), str(len(one.lists) or "–"), one.why or "")
        table.add_row(*row)
    console.print(table)
