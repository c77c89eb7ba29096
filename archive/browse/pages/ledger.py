"""`/ledger`: targets beside actuals, for one division or for one indicator."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, exists, number, rows, text

_MOST_DIVISIONS = 100

_CELL = """
    select ledger.division_code, ledger.indicator, ledger.measure, ledger.year,
           ledger.target, ledger.target_bound, ledger.estimate, ledger.actual,
           target.version_id as target_version, target.start as target_start, target."end" as target_end,
           target.unit as target_unit, target.value_max as target_max,
           estimate.version_id as estimate_version, estimate.start as estimate_start,
           estimate."end" as estimate_end, estimate.unit as estimate_unit,
           actual.version_id as actual_version, actual.start as actual_start, actual."end" as actual_end,
           actual.unit as actual_unit
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
        "more": False,
    }
    if not exists(db, "ledger_indicators"):
        return data
    if division:
        found = rows(
            db,
            f"""{_CELL} where ledger.division_code = :code
                and (:indicator is null or ledger.indicator = :indicator)
                and (:measure is null or ledger.measure = :measure) and ledger.year between :low and :high
                order by ledger.indicator, ledger.measure, ledger.year""",
            {**bounds, "code": division["code"], "indicator": indicator},
        )
        data["series"] = _series(found)
        data["years"] = _years(found)
    elif indicator:
        found = _over_divisions(db, indicator, bounds, arguments)
        data["years"] = _years(found)
        data["series"] = _series(found)
        data["more"] = len({row["division_code"] for row in found}) >= _MOST_DIVISIONS
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


def _over_divisions(db: sqlite3.Connection, indicator: str, bounds: Row, arguments: Arguments) -> list[Row]:
    """One indicator across divisions, those of `within` (a code and its parts) where asked for."""
    within = divisions.prefix(text(arguments, "within") or "")
    if bounds["measure"] is None:
        common = rows(
            db,
            """select measure from ledger_indicators where indicator = ?
               group by measure order by count(*) desc limit 1""",
            [indicator],
        )
        bounds = {**bounds, "measure": common[0]["measure"] if common else None}
    return rows(
        db,
        f"""{_CELL} where ledger.indicator = :indicator and ledger.measure = :measure
            and ledger.year between :low and :high
            and ledger.division_code in (
                select distinct division_code from ledger_indicators
                where indicator = :indicator and measure = :measure
                and division_code >= :within and division_code < :within || 'z'
                order by division_code limit {_MOST_DIVISIONS})
            order by ledger.division_code, ledger.year""",
        {**bounds, "indicator": indicator, "within": within},
    )


def _series(found: list[Row]) -> list[Row]:
    """Gather rows into one series a division, indicator and measure, a cell a year."""
    gathered: dict[tuple[Any, ...], Row] = {}
    for row in found:
        key = (row["division_code"], row["indicator"], row["measure"])
        series = gathered.setdefault(
            key,
            {"division_code": key[0], "indicator": key[1], "measure": key[2], "unit": None, "cells": {}},
        )
        series["unit"] = series["unit"] or row["actual_unit"] or row["target_unit"] or row["estimate_unit"]
        series["cells"][row["year"]] = {
            side: {
                "value": row[side],
                "unit": row[f"{side}_unit"],
                "bound": row["target_bound"] if side == "target" else None,
                "address": _address(row, side),
            }
            for side in ("target", "estimate", "actual")
            if row[side] is not None or row[f"{side}_version"] is not None
        }
    return list(gathered.values())


def _address(row: Row, side: str) -> str | None:
    if row[f"{side}_version"] is None:
        return None
    return f"/version/{row[f'{side}_version']}?at={row[f'{side}_start']}-{row[f'{side}_end']}#at"


def _years(found: list[Row]) -> list[int]:
    """Every year from the first to the last: a year without a figure stays, empty."""
    years = [row["year"] for row in found if row["year"] is not None]
    return list(range(min(years), max(years) + 1)) if years else []
