"""`/ledger`: targets beside actuals, for one division or for one indicator."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.browse.display import series
from archive.browse.pages import divisions
from archive.browse.pages.figures import figure, side_by_side
from archive.browse.rows import Arguments, Row, number, rows, text
from parsers.indicators.names.codes import codes


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read the ledger of `division` (a code or name), or of `indicator`; `measure`, `from`, `to` narrow it."""
    division = divisions.requested(db, arguments)
    indicator = text(arguments, "indicator")
    if division and not arguments.get("divisions"):
        return {"themes": figure.themes(db), **_of_division(db, division, indicator, arguments)}
    if indicator:
        return {"themes": figure.themes(db), "division": None, **side_by_side.read(db, indicator, arguments)}
    return {
        "themes": figure.themes(db),
        "division": None,
        "indicator": None,
        "filters": {},
        "series": [],
        "years": [],
        "chosen": side_by_side.chosen(db, arguments),
        "divisions": divisions.present(db),
    }


def _of_division(db: sqlite3.Connection, division: Row, indicator: str | None, arguments: Arguments) -> Row:
    bounds = {
        "code": division["code"],
        "indicator": indicator,
        "measure": text(arguments, "measure"),
        "low": number(arguments, "from") or 0,
        "high": number(arguments, "to") or 9999,
    }
    found = series.cells(
        db,
        """coalesce(ledger.division_code, ledger.division_name) = :code
           and (:indicator is null or ledger.indicator = :indicator)
           and (:measure is null or ledger.measure = :measure) and ledger.year between :low and :high
           order by ledger.indicator, ledger.measure, ledger.year""",
        bounds,
    )
    shown = sorted(series.series(found), key=_rank)
    return {
        "division": division,
        "indicator": indicator,
        "filters": {
            "measure": bounds["measure"],
            "from": number(arguments, "from"),
            "to": number(arguments, "to"),
        },
        "series": shown,
        "reports": _reports(db, division["code"]),
        "years": series.years_of(shown),
    }


def _rank(one: Row) -> tuple[Any, ...]:
    """Return the sort key of a series: those with values first, in the order of codes.tsv, growth before level."""
    valued = any(cell["value"] is not None for sides in one["cells"].values() for cell in sides.values())
    order = list(codes())
    place = order.index(one["indicator"]) if one["indicator"] in order else len(order)
    return not valued, place, one["indicator"], one["measure"] != "growth", one["measure"], one["unit"]


def _reports(db: sqlite3.Connection, place: str) -> Row:
    """Return the years that a division's reports plan and review, to distinguish "not stated" from "not found"."""
    found = rows(
        db,
        """select id, plan_year, review_year from documents
           where coalesce(division_code, division_name) = ? and kind = 'work_report'""",
        [place],
    )
    return {
        "target": {row["plan_year"]: row["id"] for row in found if row["plan_year"]},
        "actual": {row["review_year"]: row["id"] for row in found if row["review_year"]},
    }
