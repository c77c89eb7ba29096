"""The health of an archive, site by site, as plain values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from archive.database.readonly import open_readonly
from archive.warc.outcomes import PRESENT

# If a site has no earlier years to go by, its report is due at the end of May: county congresses meet from
# December to March, and most reports are published by April.
_LATEST: Final = (5, 31)
CERTIFICATE: Final = "certificate: "  # prefix of a certificate error in `captures.detail`
_REFUSED: Final = ("challenged", "blocked")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a person should look at."""

    code: str
    about: str
    detail: str
    opened_at: str


@dataclass(frozen=True, slots=True)
class ListHealth:
    """A list's completeness account at its last reading: rows declared, rows read, why reading ended."""

    url: str
    state: str
    rows: int
    pages: int
    declared_rows: int | None
    declared_pages: int | None
    ended: str
    why: str | None


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """The health of a site.

    `last_success` is the time of its last usable page (UTC), `last_change` that of its last new or edited version,
    `refused` the number of addresses whose last response was a challenge or a block, `gone` its pages that do not
    exist now, `certificate` what was wrong with its certificate at its last TLS request. `years` are the plan
    years of its work reports, `missing` those from the first one on to the one due by now that have no report.
    `lists` are the completeness accounts of its lists.
    """

    id: str
    name: str
    last_visit: str | None
    last_success: str | None
    last_change: str | None
    pages: int
    gone: int
    refused: int
    years: tuple[int, ...]
    missing: tuple[int, ...]
    issues: tuple[Issue, ...]
    certificate: str | None = None
    lists: tuple[ListHealth, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The archive's size, its last run, its sites, and open issues that concern no single site."""

    captures: int
    pages: int
    documents: int
    versions: int
    waiting: int
    last_run: dict[str, object] | None
    morning: tuple[str, ...]  # the report of the last nightly run, line by line
    sites: tuple[SiteHealth, ...]
    issues: tuple[Issue, ...]


def status(folder: Path, today: date) -> Status:
    """Return the health of an archive on a day. Raises NoArchiveError, NewerSchemaError."""
    connection = open_readonly(folder)
    try:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("captures", "pages", "documents", "versions")
        }
        (waiting,) = connection.execute("SELECT count(*) FROM captures WHERE queued = 1").fetchone()
        sites = connection.execute("SELECT id, name FROM sites ORDER BY id").fetchall()
        return Status(
            **counts,
            waiting=waiting,
            last_run=_last_run(connection),
            morning=_morning(connection),
            sites=tuple(_site(connection, site, name, today) for site, name in sites),
            issues=_issues(connection, None),
        )
    finally:
        connection.close()


def missing_years(years: Iterable[int], published: Iterable[str], today: date) -> tuple[int, ...]:
    """Return the plan years without a report, from the first year with one up to the one due by `today`.

    This year's report is due once the site's latest publication day of other years has passed (`published`:
    publication dates, ISO 8601), or at the end of May if there is no such day.

    >>> missing_years([2018, 2020], ["2018-02-03", "2020-03-01"], date(2021, 2, 20))
    (2019,)
    >>> missing_years([2018, 2020], ["2018-02-03", "2020-03-01"], date(2021, 3, 2))
    (2019, 2021)
    """
    known = set(years)
    if not known:
        return ()
    days = [(moment.month, moment.day) for text in published if (moment := _date(text)) is not None]
    due = today.year if (today.month, today.day) > max(days, default=_LATEST) else today.year - 1
    return tuple(year for year in range(min(known), max(max(known), due) + 1) if year not in known)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _last_run(db: sqlite3.Connection) -> dict[str, object] | None:
    cursor = db.execute(
        "SELECT id, kind, started_at, finished_at, outcome FROM runs ORDER BY id DESC LIMIT 1"
    )
    row = cursor.fetchone()
    return dict(zip([column[0] for column in cursor.description], row, strict=True)) if row else None


def _morning(db: sqlite3.Connection) -> tuple[str, ...]:
    row = db.execute(
        "SELECT json_extract(summary, '$.morning.lines') FROM runs WHERE kind = 'nightly'"
        " AND finished_at IS NOT NULL AND summary IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return tuple(json.loads(row[0])) if row and row[0] else ()


def _site(db: sqlite3.Connection, site: str, name: str, today: date) -> SiteHealth:
    marks = ", ".join("?" * len(PRESENT))
    last_visit, last_success, refused = db.execute(
        f"SELECT max(c.ordered_at), max(c.ordered_at) FILTER (WHERE c.outcome IN ({marks})),"
        " count(*) FILTER (WHERE c.outcome IN (?, ?))"
        " FROM addresses a JOIN captures c ON c.id = a.last_capture_id"
        " WHERE a.site_id = ? AND a.role IS NOT 'appearance'",
        (*sorted(PRESENT), *_REFUSED, site),
    ).fetchone()
    pages, gone = db.execute(
        "SELECT count(*), count(gone_since) FROM pages WHERE site_id = ?", (site,)
    ).fetchone()
    (last_change,) = db.execute(
        "SELECT max(v.first_seen) FROM versions v JOIN pages p ON p.id = v.page_id"
        " WHERE p.site_id = ? AND v.cause != 'parser'",
        (site,),
    ).fetchone()
    reports = db.execute(
        "SELECT d.plan_year, v.published_date FROM pages p JOIN documents d ON d.id = p.document_id"
        " JOIN versions v ON v.id = p.current_version_id"
        " WHERE p.site_id = ? AND d.kind = 'work_report' AND d.plan_year IS NOT NULL",
        (site,),
    ).fetchall()
    years = tuple(sorted({year for year, _ in reports}))
    # A page published years later (a migration, a backlog) says nothing about when reports appear.
    prompt = [day for year, day in reports if day and day.startswith(f"{year}-")]
    return SiteHealth(
        site,
        name,
        last_visit,
        last_success,
        last_change,
        pages,
        gone,
        refused,
        years,
        missing_years(years, prompt, today),
        _issues(db, site),
        _certificate(db, site),
        _lists(db, site),
    )


def _lists(db: sqlite3.Connection, site: str) -> tuple[ListHealth, ...]:
    """Return the completeness accounts of a site's lists."""
    rows = db.execute(
        "SELECT url, state, rows, pages, declared_rows, declared_pages, ended, why FROM lists"
        " WHERE site_id = ? ORDER BY id",
        (site,),
    )
    return tuple(ListHealth(*row) for row in rows)


def _certificate(db: sqlite3.Connection, site: str) -> str | None:
    """Return what was wrong with the certificate at the site's last TLS request, None if nothing was."""
    row = db.execute(
        "SELECT c.detail FROM addresses a JOIN captures c ON c.id = a.last_capture_id"
        " WHERE a.site_id = ? AND c.url LIKE 'https:%' AND c.outcome != 'robots' ORDER BY c.id DESC LIMIT 1",
        (site,),
    ).fetchone()
    _, mark, words = str(row[0] or "").partition(CERTIFICATE) if row else ("", "", "")
    return words if mark else None


def _issues(db: sqlite3.Connection, site: str | None) -> tuple[Issue, ...]:
    rows = db.execute(
        "SELECT code, about, detail, opened_at FROM issues WHERE site_id IS ? AND closed_at IS NULL ORDER BY id",
        (site,),
    )
    return tuple(Issue(*row) for row in rows)
