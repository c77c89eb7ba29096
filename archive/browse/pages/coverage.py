"""`/coverage`: division × year, and why a year is missing."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, rows, text
from archive.queries.survey import survey

_MOST_DIVISIONS = 150
# A document without a division is counted under its site's name.
_SITE_NAME = """(select sites.name from pages join sites on sites.id = pages.site_id
    where pages.document_id = documents.id order by pages.id limit 1)"""
# A report is named after the year it plans for, a list of outcomes after the year it reviews.
_YEAR = "coalesce(plan_year, review_year + (kind = 'work_report'))"


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read the coverage of `division` (with its parts) and `kind`, by province if there are too many divisions."""
    division = divisions.requested(db, arguments)
    kind = text(arguments, "kind") or "work_report"
    return {
        "division": division,
        "filters": {"kind": kind},
        **matrix(db, division["code"] if division else None, kind, _MOST_DIVISIONS),
    }


def beside(folder: Path, page: Row) -> Row:
    """Add the results of the survey of home pages for the page's division, from the data folder."""
    found = survey(folder, divisions.prefix(page["division"]["code"]) if page["division"] else "")
    return {"survey": asdict(found) if found else None}


def matrix(db: sqlite3.Connection, code: str | None, kind: str, most: int) -> Row:
    """Return the years and one row per division: documents by year, and reasons for the missing years in between.

    With more than `most` divisions the rows are provinces (the first two digits of the code) and the cells
    count the divisions that have a document of that year.
    """
    bounds = {"kind": kind, "prefix": divisions.prefix(code) if code else ""}
    where = f"""kind = :kind and coalesce(division_code, '') >= :prefix
               and coalesce(division_code, '') < :prefix || 'z'
               and {_YEAR} is not null"""
    (divisions_held,) = db.execute(
        f"select count(distinct coalesce(division_code, division_name)) from documents where {where}", bounds
    ).fetchone()
    if divisions_held > most:
        return {"provinces": True, **_provinces(db, where, bounds)}
    held = rows(
        db,
        f"""select division_code, coalesce(division_name, {_SITE_NAME}) as division_name, {_YEAR} as year,
                   min(id) as document_id, count(*) as documents
            from documents where {where} group by 1, 2, 3
            order by coalesce(division_code, 'z'), 2, 3""",
        bounds,
    )
    years = _span([row["year"] for row in held])
    gathered: dict[Any, Row] = {}
    for row in held:
        name = row["division_code"] or row["division_name"]
        line = gathered.setdefault(
            name,
            {
                "division_code": row["division_code"],
                "division_name": row["division_name"] or row["division_code"],
                "cells": {},
            },
        )
        line["cells"][row["year"]] = {"documents": row["documents"], "document_id": row["document_id"]}
    _without(db, gathered, bounds["prefix"])
    for line in gathered.values():
        line["reasons"] = _reasons(db, line, years)
    return {"provinces": False, "years": years, "rows": list(gathered.values())}


def _provinces(db: sqlite3.Connection, where: str, bounds: Row) -> Row:
    held = rows(
        db,
        f"""select substr(division_code, 1, 2) || '0000' as division_code,
                   {_YEAR} as year,
                   count(distinct division_code) as documents
            from documents where {where} group by 1, 2 order by 1, 2""",
        bounds,
    )
    gathered: dict[str, Row] = {}
    for row in held:
        if row["division_code"] is None:
            continue
        line = gathered.setdefault(
            row["division_code"], {"division_code": row["division_code"], "cells": {}, "reasons": {}}
        )
        line["cells"][row["year"]] = {"documents": row["documents"], "document_id": None}
    for code, line in gathered.items():
        known = divisions.requested(db, {"division": code})
        line["division_name"] = known["full_name"] if known else code
    return {"years": _span([row["year"] for row in held]), "rows": list(gathered.values())}


def _without(db: sqlite3.Connection, gathered: dict[Any, Row], prefix: str) -> None:
    """Add the divisions that have a site file but no document yet."""
    for row in rows(
        db,
        """select division_code, name from sites where coalesce(division_code, '') >= ?
           and coalesce(division_code, '') < ? || 'z' order by division_code""",
        [prefix, prefix],
    ):
        if row["division_code"] not in gathered and row["name"] not in gathered:
            known = divisions.requested(db, {"division": row["division_code"] or ""})
            gathered[row["division_code"] or row["name"]] = {
                "division_code": row["division_code"],
                "division_name": known["full_name"] if known and known["level"] else row["name"],
                "cells": {},
            }


def _reasons(db: sqlite3.Connection, line: Row, years: list[int]) -> dict[int, Row]:
    """Return why years are missing: no site file, the site's last outcome, an open issue, or just not found."""
    missing = [year for year in years if year not in line["cells"]]
    if not missing:
        return {}
    sites = rows(
        db,
        "select id from sites where division_code = ? or (? is null and name = ?)",
        [line["division_code"], line["division_code"], line["division_name"]],
    )
    reason, detail = "no_site" if not sites else "not_found", None
    issues: list[Row] = []
    for site in sites:
        last = rows(
            db,
            """select outcome from captures where site_id = ? and outcome != 'robots'
               order by id desc limit 1""",
            [site["id"]],
        )
        if last and last[0]["outcome"] in ("challenged", "blocked", "error"):
            reason = f"outcome.{last[0]['outcome']}"
        issues += rows(
            db, "select about, detail from issues where site_id = ? and closed_at is null", [site["id"]]
        )
    reasons = {}
    for year in missing:
        about = [issue["detail"] for issue in issues if str(year) in (issue["about"] or "")]
        reasons[year] = {"reason": reason, "detail": about[0] if about else detail}
    return reasons


def _span(years: list[int]) -> list[int]:
    return list(range(min(years), max(years) + 1)) if years else []
