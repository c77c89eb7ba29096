"""Rows of figures: of `/ledger`, one a target, estimate or actual figure, and of `/figure`."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from datasette.utils.asgi import BadRequest

from archive.browse.pages import divisions
from archive.browse.pages.figures import figure, side_by_side
from archive.browse.rows import ARCHIVE, Arguments, Row, number, text
from archive.browse.sheets.sheet import MOST, Sheet, language_of
from archive.browse.words import say

_PLACE: Final = "coalesce(ledger.division_code, ledger.division_name)"
_FIGURES: Final = " union all ".join(
    f"""select ledger.division_code, ledger.division_name as division, ledger.indicator, ledger.measure, ledger.year,
        '{side}' as side, figure.bound, figure.value, figure.value_max, figure.unit, figure.value_si,
        figure.value_max_si, figure.unit_si, figure.start, figure."end", figure.version_id,
        substr(versions.text, figure.start + 1, figure."end" - figure.start) as words,
        versions.published_date as published, versions.source_org, documents.title as document_title,
        pages.url as source_url, versions.first_capture_id
    from ledger_indicators as ledger join indicators as figure on figure.id = ledger.{side}_indicator_id
    join versions on versions.id = figure.version_id join pages on pages.id = versions.page_id
    left join documents on documents.id = pages.document_id
    where pages.withdrawn_at is null and {{where}}"""
    for side in ("target", "estimate", "actual")
)
_COMMON: Final = (
    "bound", "value", "value_max", "unit", "value_si", "value_max_si", "unit_si", "words", "document_title",
    "published", "source_org", "source_url", "address", "capture",
)  # fmt: skip
LEDGER_COLUMNS: Final = ("division_code", "division", "indicator", "indicator_name", "measure", "year", "side",
                         *_COMMON)  # fmt: skip
FIGURE_COLUMNS: Final = ("division_code", "division", "indicator", "indicator_name", "measure", "year", "period",
                         "side", "scope", "part", "in_ledger", *_COMMON, "source_kind")  # fmt: skip


def ledger(db: sqlite3.Connection, arguments: Arguments) -> Sheet:
    """Return the ledger's figures of `division`, or of `indicator` with what else `/ledger` takes.

    Raises BadRequest if neither is given: the whole table is under /archive.
    """
    division, indicator = divisions.requested(db, arguments), text(arguments, "indicator")
    conditions = ["ledger.year between :low and :high"]
    values: dict[str, Any] = {"low": number(arguments, "from") or 0, "high": number(arguments, "to") or 9999}
    measure = text(arguments, "measure")
    if division and not arguments.get("divisions"):
        conditions.append(f"{_PLACE} = :place")
        values["place"] = division["code"]
    elif indicator:
        measure = measure or next(iter(side_by_side.measures(db, indicator)), None)
        places = _places(db, arguments, values)
        if places:
            conditions.append(places)
    else:
        raise BadRequest(say(language_of(arguments), "choose_place_or_indicator"))
    for name, value in (("indicator", indicator), ("measure", measure), ("year", number(arguments, "year"))):
        if value is not None:
            conditions.append(f"ledger.{name} = :{name}")
            values[name] = value
    sql = _FIGURES.format(where=" and ".join(conditions))
    cursor = db.execute(
        f"select * from ({sql}) order by coalesce(division_code, division), indicator, measure, year desc,"
        f" side desc limit {MOST + 1}",
        values,
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    return Sheet(LEDGER_COLUMNS, [_with_addresses(row, arguments) for row in rows[:MOST]], len(rows) > MOST)


def sources(db: sqlite3.Connection, arguments: Arguments) -> Sheet:
    """Return every statement of one figure, as `/figure` shows them; raise BadRequest if none is chosen."""
    if not text(arguments, "division") or not text(arguments, "indicator"):
        raise BadRequest(say(language_of(arguments), "choose_place_and_indicator"))
    found = figure.read(db, arguments)
    rows = [_with_addresses(dict(row), arguments) for row in found["statements"]]
    return Sheet(FIGURE_COLUMNS, rows)


def _places(db: sqlite3.Connection, arguments: Arguments, values: dict[str, Any]) -> str:
    picked, unknown = side_by_side.named(db, arguments)
    if picked or unknown:
        marks = {f"place{n}": row["code"] for n, row in enumerate(picked)}
        values.update(marks)
        return f"{_PLACE} in ({', '.join(f':{name}' for name in marks)})"
    within = divisions.requested(db, {"division": text(arguments, "within") or ""})
    if not within:
        return ""
    values["within"] = divisions.prefix(within["code"])
    return f"{_PLACE} >= :within and {_PLACE} < :within || 'z'"


def _with_addresses(row: Row, arguments: Arguments) -> Row:
    archive = arguments[ARCHIVE]
    row["indicator_name"] = say(language_of(arguments), f"indicator.{row['indicator']}")
    row["address"] = f"{archive}version/{row['version_id']}?at={row['start']}-{row['end']}#at"
    row["capture"] = f"{archive}capture/{row['first_capture_id']}" if row["first_capture_id"] else None
    return row
