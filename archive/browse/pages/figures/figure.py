"""`/figure?division=&indicator=&year=`: every statement of one figure, with its text, publisher and raw capture."""

from __future__ import annotations

import sqlite3

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, rows, text
from parsers.indicators.names.codes import codes

_PLACE = "coalesce(documents.division_code, documents.division_name)"


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read the statements in current texts, those that the ledger uses first.

    A target stands in the report of its year, a result in the report of the next; both are found by the year that
    the figure speaks of.
    """
    division = divisions.requested(db, arguments)
    indicator, year = text(arguments, "indicator"), number(arguments, "year")
    data: Row = {
        "division": division,
        "indicator": indicator,
        "themes": themes(db),
        "filters": {"year": year},
        "statements": [],
        "years": [],
    }
    if not division or not indicator:
        return data
    found = rows(
        db,
        f"""select documents.division_code, documents.division_name as division, figure.indicator, figure.name,
                   figure.measure, figure.year, figure.period, figure.kind as side, figure.bound, figure.value,
                   figure.value_max, figure.unit, figure.value_si, figure.value_max_si, figure.unit_si,
                   figure.modifier, figure.scope, figure.part, figure.start, figure."end", figure.version_id,
                   substr(versions.text, figure.start + 1, figure."end" - figure.start) as words,
                   versions.published_date as published, versions.source_org, versions.source_kind,
                   versions.first_capture_id, versions.first_seen, documents.id as document_id,
                   documents.title as document_title, pages.url as source_url,
                   exists (select 1 from ledger_indicators where target_indicator_id = figure.id)
                   or exists (select 1 from ledger_indicators where estimate_indicator_id = figure.id)
                   or exists (select 1 from ledger_indicators where actual_indicator_id = figure.id) as in_ledger
            from documents cross join pages on pages.document_id = documents.id
            cross join versions on versions.id = pages.current_version_id
            cross join indicators as figure on figure.version_id = versions.id
            where {_PLACE} = :place and pages.withdrawn_at is null and figure.indicator = :indicator
            order by figure.year desc, in_ledger desc, figure.measure, figure.kind, documents.id, figure.start""",
        {"place": division["code"], "indicator": indicator},
    )
    for row in found:
        row["address"] = f"/version/{row['version_id']}?at={row['start']}-{row['end']}#at"
    years = sorted({row["year"] for row in found if row["year"] is not None}, reverse=True)
    shown = [row for row in found if year is None or row["year"] == year]
    return {**data, "statements": shown, "years": years}


def themes(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the indicators that have figures, by theme, in the order of codes.tsv."""
    held = "select 1 from ledger_indicators where indicator = ? limit 1"
    found: dict[str, list[str]] = {}
    for code in codes().values():
        if db.execute(held, [code.code]).fetchone():
            found.setdefault(code.theme, []).append(code.code)
    return found
