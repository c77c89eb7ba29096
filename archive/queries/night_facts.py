"""Facts about a nightly run for the morning report, read by SQL and compared with the nights before.

Nights are distinguished by run id, never by the clock, which may go back between two of them. What an
earlier morning report contained is stored in its run's summary, under `morning`.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from archive.clock import CHINA
from archive.layout import WARC_FOLDER
from archive.queries import night_sql
from archive.queries.status import missing_years

# What is usual for a site is measured over a week of its own nights, growth over a month.
USUAL_NIGHTS: Final = 7
GROWTH_NIGHTS: Final = 30
_PAUSE: Final = timedelta(days=31)  # between two nights; more is a wrong clock, or a machine that was off


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """A row of `issues`."""

    id: int
    site: str | None
    code: str
    about: str
    detail: str
    opened_at: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A new version of a known page: its heaviest change, and how many figures, names and passages changed."""

    site: str | None
    url: str
    title: str | None
    version_id: int
    previous_id: int
    before: str | None
    after: str | None
    weight: float
    changes: int


@dataclass(frozen=True, slots=True)
class Revert:
    """A page that shows an earlier text again, for the `returns`-th time."""

    site: str | None
    url: str
    title: str | None
    version_id: int
    previous_id: int
    returns: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that vanished, returned or moved; `detail`: last seen, absent since, or the new address."""

    site: str | None
    url: str
    title: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Failing:
    """A site's addresses without a usable response: their number, the maximum of its last nights, the first one."""

    site: str
    addresses: int
    usual: int
    url: str
    outcome: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What an earlier morning report contained and which issues were open then, so that nothing is reported twice."""

    issues: tuple[int, ...] = ()
    failing: tuple[str, ...] = ()
    overdue: tuple[tuple[str, int], ...] = ()
    damaged: tuple[str, ...] = ()
    disk_low: bool = False

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Standing:
        """Return the value that a JSON form describes."""
        return cls(
            tuple(value["issues"]),
            tuple(value["failing"]),
            tuple((str(site), int(year)) for site, year in value["overdue"]),
            tuple(value["damaged"]),
            bool(value["disk_low"]),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """One night's facts, as the archive records them.

    `overdue` are (site, plan year) pairs of reports that should be published by now; `damaged` has a line for each
    WARC file that is missing or shorter than what was taken in from it. `free` and `growth` are bytes: free on
    the disk, and written into WARC files by a usual night.
    """

    run: int
    visited: tuple[str, ...]
    issues: tuple[OpenIssue, ...]
    closed: tuple[OpenIssue, ...]
    edits: tuple[Edit, ...]
    reverts: tuple[Revert, ...]
    gone: tuple[Seen, ...]
    returned: tuple[Seen, ...]
    moved: tuple[Seen, ...]
    failing: tuple[Failing, ...]
    overdue: tuple[tuple[str, int], ...]
    damaged: tuple[str, ...]
    free: int
    growth: int
    before: Standing


def read(db: sqlite3.Connection, folder: Path, run: int, today: date) -> Facts:
    """Return the facts of a nightly run. `today` is the day in China by which reports are due."""
    before = standing_before(db, run)
    ids = ", ".join(str(int(number)) for number in before.issues)
    issues = tuple(OpenIssue(*row) for row in db.execute(night_sql.ISSUES))
    open_now = {issue.id for issue in issues}
    closed = [OpenIssue(*row) for row in db.execute(night_sql.CLOSED.format(ids=ids))]
    values = {"run": run}
    return Facts(
        run=run,
        visited=tuple(site for (site,) in db.execute(night_sql.VISITED, values)),
        issues=issues,
        closed=tuple(issue for issue in closed if issue.id not in open_now),
        edits=tuple(Edit(*row) for row in db.execute(night_sql.EDITS, values)),
        reverts=tuple(Revert(*row) for row in db.execute(night_sql.REVERTS, values)),
        gone=tuple(Seen(*row) for row in db.execute(night_sql.GONE, values)),
        returned=tuple(Seen(*row) for row in db.execute(night_sql.RETURNED, values)),
        moved=tuple(Seen(*row) for row in db.execute(night_sql.MOVED, values)),
        failing=_failing(db, run, issues),
        overdue=_overdue(db, today),
        damaged=_damaged(db, folder),
        free=shutil.disk_usage(folder).free,
        growth=_growth(db, run),
        before=before,
    )


def due_day(db: sqlite3.Connection, run: int, today: date) -> date:
    """Return the day by which reports are due: `today`, unless it is not shortly after the night before.

    A clock that is years ahead for a night would otherwise report years of missing reports, and the next night
    their arrival. After a long pause the reports that became due are reported one night later.
    """
    row = db.execute(
        "SELECT started_at, coalesce(clock_shift, 0) FROM runs WHERE kind = 'nightly' AND id < ?"
        " ORDER BY id DESC LIMIT 1",
        (run,),
    ).fetchone()
    if row is None:
        return today
    begun = datetime.fromisoformat(row[0]) + timedelta(milliseconds=row[1])
    before = begun.astimezone(CHINA).date()
    return today if before <= today <= before + _PAUSE else before


def standing_before(db: sqlite3.Connection, run: int) -> Standing:
    """Return what the last morning report before this run contained; an empty value if there was none."""
    row = db.execute(night_sql.BEFORE, {"run": run}).fetchone()
    return Standing.of(json.loads(row[0])) if row else Standing()


def new_versions(db: sqlite3.Connection, run: int) -> list[dict[str, Any]]:
    """Return a run's new versions, as rows for people: site, cause, kind, title, division, year, address."""
    cursor = db.execute(night_sql.NEW, {"run": run})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _failing(db: sqlite3.Connection, run: int, issues: Sequence[OpenIssue]) -> tuple[Failing, ...]:
    """Return failing addresses by site, without those that an open issue of the site names."""
    named: dict[str, str] = {}
    for issue in issues:
        if issue.site:
            named[issue.site] = f"{named.get(issue.site, '')} {issue.about} {issue.detail}"
    rows: dict[str, list[tuple[str, str, str | None]]] = {}
    for site, url, outcome, detail in db.execute(night_sql.FAILING, {"run": run}):
        if url not in named.get(site, ""):
            rows.setdefault(site, []).append((url, outcome, detail))
    found = []
    for site, failures in rows.items():
        given = {"site": site, "run": run, "nights": USUAL_NIGHTS}
        (usual,) = db.execute(night_sql.USUAL, given).fetchone()
        found.append(Failing(site, len(failures), usual, *failures[0]))
    return tuple(found)


def _overdue(db: sqlite3.Connection, today: date) -> tuple[tuple[str, int], ...]:
    years: dict[str, set[int]] = {}
    days: dict[str, list[str]] = {}
    for site, year, published in db.execute(night_sql.REPORTS):
        years.setdefault(site, set()).add(year)
        # A page published years later (a migration, a backlog) says nothing about when reports appear.
        if published and published.startswith(f"{year}-"):
            days.setdefault(site, []).append(published)
    return tuple(
        (site, year)
        for site in sorted(years)
        for year in missing_years(years[site], days.get(site, ()), today)
        if year > max(years[site])
    )


def _damaged(db: sqlite3.Connection, folder: Path) -> tuple[str, ...]:
    lines = []
    for name, taken_to in db.execute("SELECT name, taken_to FROM warc_files ORDER BY name"):
        path = folder / WARC_FOLDER / name
        if not path.is_file():
            lines.append(f"{name} is missing")
        elif (size := path.stat().st_size) < taken_to:
            lines.append(f"{name} has {size} bytes; {taken_to} had been taken in from it")
    return tuple(lines)


def _growth(db: sqlite3.Connection, run: int) -> int:
    sizes = [size for (size,) in db.execute(night_sql.GROWTH, {"run": run, "nights": GROWTH_NIGHTS})]
    return int(median(sizes)) if sizes else 0
