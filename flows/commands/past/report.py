"""Report which of the requested years a site's pages cover, and why the others are missing."""

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
class YearCoverage:
    """One requested year: the pages with its report and its livelihood lists; `why` it is missing, else None."""

    year: int
    reports: tuple[str, ...]
    lists: tuple[str, ...]
    why: str | None


@dataclass(frozen=True, slots=True)
class SourceGaps:
    """What the source could not deliver: uncaptured links, refused addresses, and the reason for every other year."""

    usual: str
    uncaptured: Mapping[str, Linked]
    not_given: Mapping[str, str]


def coverage_of(
    db: sqlite3.Connection, site: SiteFile, years: Sequence[int], gaps: SourceGaps
) -> list[YearCoverage]:
    """Return the coverage of each requested year by everything archived of the site, in whichever run.

    A year is covered by its work report; for a site that only lists livelihood projects, by such a list.
    """
    tried = coverage.tried(db, site.id)
    held = [one for one in coverage.held(db, site.id) if _of(site, one)]
    lists_suffice = bool(site.lists) and all(entry.kind == "livelihood" for entry in site.lists)
    return [_year(year, held, tried, gaps, lists_suffice) for year in years]


def _of(site: SiteFile, one: Held) -> bool:
    """Return whether a document is of the site's division, or does not state one."""
    return one.division is None or site.division is None or same_division(one.division, site.division)


def _year(
    year: int, held: Sequence[Held], tried: Sequence[Tried], gaps: SourceGaps, lists_suffice: bool
) -> YearCoverage:
    found = [one for one in held if one.year == year and not one.hollow]
    reports = tuple(one.url for one in found if one.kind == "work_report")
    lists = tuple(one.url for one in found if one.kind != "work_report")
    covered = bool(reports or (lists and lists_suffice))
    return YearCoverage(year, reports, lists, None if covered else _why(year, held, tried, gaps))


def _why(year: int, held: Sequence[Held], tried: Sequence[Tried], gaps: SourceGaps) -> str:
    reasons = [f"a page without the text: {one.url}" for one in held if one.year == year and one.hollow]
    reasons += [
        f"{_reason(one)}: {one.url}" for one in tried if year in plan_years.likely(one.title, one.listed)
    ]
    reasons += [
        f"not captured by the web archive: {url}"
        for url, linked in gaps.uncaptured.items()
        if year in plan_years.likely(linked.title, linked.listed)
    ]
    reasons += [f"{why}: {url}" for url, why in gaps.not_given.items()]
    reasons += [f"a report that states no year: {one.url}" for one in held if one.year is None]
    more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
    return "; ".join([*reasons[:SHOWN], *more]) or gaps.usual


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


def show(output: Output, coverages: Sequence[YearCoverage]) -> None:
    """Print the table for a person."""
    if output.quiet:
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=output.as_json, highlight=False, soft_wrap=True)
    table = Table(title="Requested years")
    table.add_column("year", justify="right")
    for heading in ("report", "lists"):
        table.add_column(heading, justify="right")
    table.add_column("why it is missing", overflow="fold")
    for one in coverages:
        row = (str(one.year), str(len(one.reports) or "–"), str(len(one.lists) or "–"), one.why or "")
        table.add_row(*row)
    console.print(table)
