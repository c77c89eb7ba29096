"""`/ledger?indicator=…`: one indicator for chosen divisions, for all of them, or ranked for one year."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from typing import Any

from archive.browse.display import series
from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, one, rows, text
from parsers.indicators.names.codes import codes

MOST = 200
"""Most divisions that are shown side by side: enough for a province's counties."""

RANKED = 200
"""Ranked divisions on one page."""

_PAGE = 30
_PLACE = "coalesce(ledger.division_code, ledger.division_name)"
# What most reports state comes first.
_MEASURES = ("growth", "level", "count", "ratio", "share")


def read(db: sqlite3.Connection, indicator: str, arguments: Arguments) -> Row:
    """Read the figures of `indicator`: of `divisions`, of `within` (a code and its parts), or of all, page by page.

    `measure`, `from` and `to` filter them; `year` returns the ranking of one year instead.
    """
    usual = measures(db, indicator)
    measure = text(arguments, "measure") or (usual[0] if usual else None)
    picked, unknown = named(db, arguments)
    within = divisions.requested(db, {"division": text(arguments, "within") or ""})
    year = number(arguments, "year")
    bounds = {
        "indicator": indicator,
        "measure": measure,
        "low": number(arguments, "from") or 0,
        "high": number(arguments, "to") or 9999,
    }
    data: Row = {
        "indicator": indicator,
        "known": indicator in codes() or bool(usual),
        "measure": measure,
        "measures": usual,
        "chosen": picked,
        "unknown": unknown,
        "within": within,
        "filters": {
            "measure": measure,
            "from": number(arguments, "from"),
            "to": number(arguments, "to"),
            "year": year,
        },
        "next": None,
    }
    if year is not None:
        return {
            **data,
            "series": [],
            "years": [],
            "units": [],
            "ranking": ranking(db, bounds, year, within, number(arguments, "page") or 1),
        }
    if picked or unknown:
        places = [row["code"] for row in picked]
    else:
        places, data["next"] = _places(db, within, text(arguments, "after") or "")
    found = [row for place in places for row in _cells(db, place, bounds)]
    shown = series.series(found)
    if picked:
        # A division without a figure keeps its row, empty.
        held = {row["division_code"] for row in shown}
        missing = [row for row in picked if row["code"] not in held]
    else:
        missing = []
    return {
        **data,
        "series": shown,
        "missing": missing,
        "years": series.years_of(shown),
        "units": units(shown),
        "ranking": None,
    }


def ranking(db: sqlite3.Connection, bounds: Row, year: int, within: Row | None, page: int) -> Row:
    """Return a page of the ranking of one year by actual figure, best first, and how many divisions reported."""
    prefix = divisions.prefix(within["code"]) if within else ""
    span = {**bounds, "prefix": prefix, "year": year}
    order = _in_order(db, span)
    unit = Counter(row["unit"] for row in order).most_common(1)[0][0] if order else ""
    ranked = [row for row in order if row["unit"] == unit]
    for place, row in enumerate(ranked, 1):
        same = place > 1 and ranked[place - 2]["base"] == row["base"]
        row["rank"] = ranked[place - 2]["rank"] if same else place
    pages = -(-len(ranked) // RANKED)
    page = min(max(page, 1), max(pages, 1))
    shown = ranked[(page - 1) * RANKED : page * RANKED]
    reports = one(
        db,
        """select count(distinct coalesce(division_code, division_name)) as held from documents
           where kind = 'work_report' and review_year = :year
           and coalesce(division_code, division_name) >= :prefix
           and (:prefix = '' or coalesce(division_code, division_name) < :prefix || 'z')""",
        span,
    )
    return {
        "year": year,
        "unit": unit,
        "lines": _lines(db, shown),
        "other_units": len(order) - len(ranked),
        "reported": len(ranked),
        "reports": reports["held"] if reports else 0,
        "page": page,
        "pages": pages,
    }


def _in_order(db: sqlite3.Connection, span: Row) -> list[Row]:
    """Return the ledger rows of a year with an actual figure, best first, with value and unit only."""
    code = codes().get(span["indicator"])
    cursor = db.execute(
        f"""select ledger.id, coalesce(figure.unit_si, figure.unit) as unit,
                   case when figure.unit_si is null then figure.value else figure.value_si end as base
            from ledger_indicators as ledger join indicators as figure
            on figure.id = coalesce(ledger.actual_indicator_id, ledger.estimate_indicator_id)
            where ledger.indicator = :indicator and ledger.measure = :measure and ledger.year = :year
            and {_PLACE} >= :prefix and (:prefix = '' or {_PLACE} < :prefix || 'z') and figure.value is not null
            order by base {"asc" if code and code.better == "-" else "desc"}, {_PLACE}""",
        span,
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _lines(db: sqlite3.Connection, ranked: list[Row]) -> list[Row]:
    """Return the full rows of some ranked ones, in their order."""
    marks = ",".join(str(row["id"]) for row in ranked)
    ranks = {row["id"]: row["rank"] for row in ranked}
    found = series.cells(db, f"ledger.id in ({marks})", {})
    lines = []
    for row in sorted(found, key=lambda row: (ranks[row["id"]], row["division_code"] or "")):
        side = "actual" if row["actual_version"] is not None else "estimate"
        lines.append(
            {
                "rank": ranks[row["id"]],
                "division_code": row["division_code"] or row["division_name"],
                "division_name": row["division_name"],
                "side": side,
                "cell": series.cell(row, side),
                "target": series.cell(row, "target") if row["target_version"] is not None else None,
            }
        )
    return lines


def units(shown: list[Row]) -> list[str]:
    """Return the base units of some series, the most common first; each gets a chart and a table of its own."""
    counted = Counter[str]()
    for line in shown:
        counted[line["unit"]] += len(line["cells"])
    return [unit for unit, _ in counted.most_common()]


def measures(db: sqlite3.Connection, indicator: str) -> list[str]:
    """Return the measures in which the ledger has figures of an indicator, the most usual first."""
    held = "select 1 from ledger_indicators where indicator = ? and measure = ? limit 1"
    return [measure for measure in _MEASURES if db.execute(held, [indicator, measure]).fetchone()]


def chosen(db: sqlite3.Connection, arguments: Arguments) -> list[Row]:
    """Return the divisions of `divisions`, each once."""
    return named(db, arguments)[0]


def named(db: sqlite3.Connection, arguments: Arguments) -> tuple[list[Row], list[Row]]:
    """Return the divisions of `divisions` (codes or names with commas between), and the names that match none."""
    typed = [part.strip() for part in re.split(r"[,，、;；\n]", arguments.get("divisions", ""))]
    known: dict[Any, Row] = {}
    unknown = []
    for word in dict.fromkeys(filter(None, typed)):
        found = divisions.requested(db, {"division": word})
        if found and found["level"]:
            known[found["code"]] = found
        elif found:
            unknown.append(found)
    return list(known.values())[:MOST], unknown


def _places(db: sqlite3.Connection, within: Row | None, after: str) -> tuple[list[str], str | None]:
    """Return the divisions that have documents: all of those within a division, or one page of all."""
    most = MOST if within else _PAGE
    found = rows(
        db,
        """select distinct coalesce(division_code, division_name) as place from documents
           where coalesce(division_code, division_name) >= :within
           and (:within = '' or coalesce(division_code, division_name) < :within || 'z')
           and coalesce(division_code, division_name) > :after
           order by coalesce(division_code, division_name) limit :most""",
        {"within": divisions.prefix(within["code"]) if within else "", "after": after, "most": most},
    )
    places = [row["place"] for row in found]
    return places, places[-1] if len(places) == most else None


def _cells(db: sqlite3.Connection, place: str, bounds: Row) -> list[Row]:
    return series.cells(
        db,
        f"{_PLACE} = :place and ledger.indicator = :indicator and ledger.measure = :measure"
        " and ledger.year between :low and :high order by ledger.year",
        {**bounds, "place": place},
    )
