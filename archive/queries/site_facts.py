"""Facts about a site's archived reports, for the assertions in its site file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A work report on a page of the site that exists now: its title, plan year and number of figures."""

    title: str | None
    plan_year: int | None
    indicators: int


def had_reports(db: sqlite3.Connection, site: str) -> bool:
    """Return whether a site ever showed a work report, also one whose page is gone."""
    found = db.execute(
        "SELECT 1 FROM pages p JOIN versions v ON v.id = p.current_version_id"
        " WHERE p.site_id = ? AND v.kind = 'work_report' LIMIT 1",
        (site,),
    )
    return found.fetchone() is not None


def has_open(db: sqlite3.Connection, site: str, codes: Sequence[str]) -> bool:
    """Return whether an issue of one of the codes is open for a site."""
    marks = ",".join("?" * len(codes))
    found = db.execute(
        f"SELECT 1 FROM issues WHERE site_id = ? AND closed_at IS NULL AND code IN ({marks}) LIMIT 1",
        (site, *codes),
    )
    return found.fetchone() is not None


def reports_of(db: sqlite3.Connection, site: str) -> list[ReportFacts]:
    """Return the work reports of a site, by plan year."""
    rows = db.execute(
        "SELECT v.title, v.plan_year, (SELECT count(*) FROM indicators i WHERE i.version_id = v.id)"
        " FROM pages p JOIN versions v ON v.id = p.current_version_id"
        " WHERE p.site_id = ? AND p.gone_since IS NULL AND v.kind = 'work_report'"
        " ORDER BY v.plan_year, p.url",
        (site,),
    )
    return [ReportFacts(*row) for row in rows]
