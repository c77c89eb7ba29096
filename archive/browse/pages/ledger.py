"""`/ledger`: targets beside actuals, for one division or for one indicator."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, rows, text

_MOST_DIVISIONS = 30
# What a reader looks for first; the other indicators follow by code.
_ORDER = (
    "gdp",
    "general_public_budget_revenue",
    "fixed_asset_investment",
    "retail_sales",
    "industrial_value_added",
    "import_export",
    "disposable_income_all",
    "disposable_income_urban",
    "disposable_income_rural",
    "new_jobs",
)

_CELL = """
    select ledger.division_code, ledger.division_name, ledger.indicator, ledger.measure, ledger.year,
           ledger.target, ledger.target_bound, ledger.estimate, ledger.actual,
           target.version_id as target_version, target.start as target_start, target."end" as target_end,
           target.value as target_value, target.value_max as target_max, target.unit as target_unit,
           estimate.version_id as estimate_version, estimate.start as estimate_start,
           estimate."end" as estimate_end, estimate.value as estimate_value,
           estimate.value_max as estimate_max, estimate.unit as estimate_unit,
           actual.version_id as actual_version, actual.start as actual_start, actual."end" as actual_end,
           actual.value as actual_value, actual.value_max as actual_max, actual.unit as actual_unit
    from ledger_indicators as ledger
    left join indicators as target on target.id = ledger.target_indicator_id
    left join indicators as estimate on estimate.id = ledger.estimate_indicator_id
    left join indicators as actual on actual.id = ledger.actual_indicator_id
"""


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read the ledger of `division` (a code), or of `indicator`; `measure`, `from`, `to` narrow it."""
    division = divisions.wanted(db, arguments)
    indicator = text(arguments, "indicator")
    bounds = {
        "measure": text(arguments, "measure"),
        "low": number(arguments, "from") or 0,
        "high": number(arguments, "to") or 9999,
    }
    data: Row = {
        "division": division,
        "indicator": indicator,
        "filters": {
            "measure": bounds["measure"],
            "from": number(arguments, "from"),
            "to": number(arguments, "to"),
        },
        "series": [],
        "divisions": [],
        "years": [],
        "next": None,
    }
    if division:
        found = rows(
            db,
            f"""{_CELL} where coalesce(ledger.division_code, ledger.division_name) = :code
                and (:indicator is null or ledger.indicator = :indicator)
                and (:measure is null or ledger.measure = :measure) and ledger.year between :low and :high
                order by ledger.indicator, ledger.measure, ledger.year""",
            {**bounds, "code": division["code"], "indicator": indicator},
        )
        data["series"] = _series(found)
        data["reports"] = _reports(db, division["code"])
        data["years"] = _years(found)
    elif indicator:
        found, data["next"] = _over_divisions(db, indicator, bounds, arguments)
        data["years"] = _years(found)
        data["series"] = _series(found)
    else:
        data["divisions"] = divisions.present(db)
        data["indicators"] = [
            row["indicator"]
            for row in rows(
                db,
                """select indicator from ledger_indicators group by indicator
                   order by count(*) desc, indicator""",
            )
        ]
    return data


def _over_divisions(
    db: sqlite3.Connection, indicator: str, bounds: Row, arguments: Arguments
) -> tuple[list[Row], str | None]:
    """One indicator across divisions, by code: those of `within` (a code and its parts), from `after` on."""
    within = divisions.prefix(text(arguments, "within") or "")
    if bounds["measure"] is None:
        common = rows(
            db,
            """select measure from ledger_indicators where indicator = ?
               group by measure order by count(*) desc limit 1""",
            [indicator],
        )
        bounds = {**bounds, "measure": common[0]["measure"] if common else None}
    places = rows(
        db,
        """select distinct coalesce(division_code, division_name) as place from documents
           where coalesce(division_code, division_name) >= :within
           and (:within = '' or coalesce(division_code, division_name) < :within || 'z')
           and coalesce(division_code, division_name) > :after
           order by coalesce(division_code, division_name) limit :most""",
        {"within": within, "after": text(arguments, "after") or "", "most": _MOST_DIVISIONS},
    )
    found = []
    for row in places:
        found += rows(
            db,
            f"""{_CELL} where coalesce(ledger.division_code, ledger.division_name) = :place
                and ledger.indicator = :indicator and ledger.measure = :measure
                and ledger.year between :low and :high order by ledger.year""",
            {**bounds, "indicator": indicator, "place": row["place"]},
        )
    return found, places[-1]["place"] if len(places) == _MOST_DIVISIONS else None


def _series(found: list[Row]) -> list[Row]:
    """Gather rows into one series a division, indicator and measure, a cell a year.

    `value` is in the unit as written; `base` in yuan, persons, % or US dollars, comparable over years.
    """
    gathered: dict[tuple[Any, ...], Row] = {}
    for row in found:
        place = row["division_code"] or row["division_name"]
        key = (place, row["indicator"], row["measure"])
        series = gathered.setdefault(
            key,
            {
                "division_code": place,
                "division_name": row["division_name"],
                "indicator": key[1],
                "measure": key[2],
                "cells": {},
            },
        )
        series["cells"][row["year"]] = {
            side: {
                "value": row[f"{side}_value"],
                "value_max": row[f"{side}_max"],
                "unit": row[f"{side}_unit"],
                "base": row[side],
                "bound": row["target_bound"] if side == "target" else None,
                "address": _address(row, side),
            }
            for side in ("target", "estimate", "actual")
            if row[f"{side}_version"] is not None
        }
    return sorted(gathered.values(), key=_rank)


def _rank(series: Row) -> tuple[Any, ...]:
    """Divisions by code; within one the headline indicators first, growth before level, words without values last."""
    valued = any(cell["value"] is not None for sides in series["cells"].values() for cell in sides.values())
    code = series["indicator"]
    place = _ORDER.index(code) if code in _ORDER else len(_ORDER)
    return series["division_code"], not valued, place, code, series["measure"] != "growth", series["measure"]


def _reports(db: sqlite3.Connection, place: str) -> Row:
    """The years that a division's reports plan for and look back on: not stated is not the same as not found."""
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


def _address(row: Row, side: str) -> str | None:
    if row[f"{side}_version"] is None:
        return None
    return f"/version/{row[f'{side}_version']}?at={row[f'{side}_start']}-{row[f'{side}_end']}#at"


def _years(found: list[Row]) -> list[int]:
    """Every year from the first to the last: a year without a figure stays, empty."""
    years = [row["year"] for row in found if row["year"] is not None]
    return list(range(min(years), max(years) + 1)) if years else []
