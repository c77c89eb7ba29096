"""Find the promises that match a request, without their texts, and say which have an outcome."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any

from archive.browse.pages import divisions
from archive.browse.rows import Row, rows

MOST, MOST_OF_ALL = 10_000, 2_000
"""Most promises that are counted for a year or a division, and for all years; beyond that `more` is true."""

_ONE_BY_ONE = 20
"""More places of a year than this are looked up by one query over the year."""

# The promises of preferred texts; one that reports on another is only shown as its outcome. Most documents have one
# page, which is then the preferred one: the view is queried for the others only.
_SHOWN = """
    where pages.withdrawn_at is null and pages.current_version_id = versions.id
    and (not exists (select 1 from pages as other where other.document_id = documents.id and other.id != pages.id)
         or versions.id = (select version_id from preferred where document_id = documents.id))
    and not exists (select 1 from ledger_commitments as link
                    where link.outcome_id = promise.id and link.accepted = 1)"""
# As in promise_history: the document that reports last, and of its reports on parts of the promise all together.
STATUS = """coalesce((select case when count(distinct answer.status) = 1 then min(answer.status)
            when min(answer.status in ('completed', 'exceeded')) then 'completed'
            when min(answer.status in ('delayed', 'cancelled')) then 'delayed' else 'partly' end
        from ledger_commitments as link join commitments as answer on answer.id = link.outcome_id
        join versions as report on report.id = answer.version_id
        where link.commitment_id = promise.id and link.accepted = 1 and answer.status != 'unstated'
        group by report.id
        order by coalesce(report.published_date, report.delivered_date) desc, report.id desc
        limit 1), promise.status)"""
# CROSS JOIN fixes the planner's order: from the place if one is given, else from the year.
_FROM_PLACE = """from documents cross join pages on pages.document_id = documents.id
    cross join versions on versions.id = pages.current_version_id
    cross join commitments as promise on promise.version_id = versions.id"""
FROM_YEAR = """from commitments as promise cross join versions on versions.id = promise.version_id
    cross join pages on pages.id = versions.page_id cross join documents on documents.id = pages.document_id"""
_PLACE = "coalesce(documents.division_code, documents.division_name)"


def matching(db: sqlite3.Connection, division: Row | None, filters: Row) -> tuple[list[Row], bool]:
    """Return the matching promises without texts (newest year first, then by place), and whether there are more."""
    words = (filters["q"] or "").split()
    values: Row = {"year": filters["year"], **{f"word{n}": word for n, word in enumerate(words)}}
    conditions = [f"instr(promise.text, :word{n}) > 0" for n in range(len(words))]
    if filters["year"] is not None:
        conditions.append("promise.year = :year")
    if division:
        code = division["code"]
        prefix = divisions.prefix(code)
        values.update(place=code, prefix=prefix)
        within = f"{_PLACE} >= :prefix and {_PLACE} < :prefix || 'z'"
        conditions.append(f"{_PLACE} = :place" if prefix == code else f"{within}")
    most = MOST if division or filters["year"] is not None else MOST_OF_ALL
    cursor = db.execute(
        f"""select promise.id, promise.year, {_PLACE} as place, promise.text,
                   promise.status as own_status, {STATUS} as shown_status
            {_FROM_PLACE if division else FROM_YEAR} {_SHOWN}
            {"".join(f" and {condition}" for condition in conditions)}
            order by promise.year desc limit {most}""",
        values,
    )
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    more = len(found) == most
    return sorted(_once(found), key=lambda row: (-(row["year"] or 0), row["place"] or "", row["id"])), more


def _once(found: list[Row]) -> list[Row]:
    """Merge promises that several texts of a division state in the same words, preferring one with an outcome."""
    kept: dict[tuple[Any, ...], Row] = {}
    for row in found:
        key = (row["place"], row["year"], "".join(row.pop("text").split()))
        if key not in kept or (kept[key]["shown_status"] == "unstated" != row["shown_status"]):
            kept[key] = row
    return list(kept.values())


def years(db: sqlite3.Connection, division: Row | None) -> list[int]:
    """Return the years with promises, newest first."""
    if division:
        found = rows(
            db,
            f"select distinct promise.year {_FROM_PLACE} where {_PLACE} >= :prefix and {_PLACE} < :prefix || 'z'"
            " and promise.year is not null",
            {"prefix": divisions.prefix(division["code"])},
        )
        return sorted((row["year"] for row in found), reverse=True)
    found_years: list[int] = []
    latest = "select max(year) from commitments where year < ?"
    while (year := db.execute(latest, [found_years[-1] if found_years else 9999]).fetchone()[0]) is not None:
        found_years.append(year)
    return found_years


def states(db: sqlite3.Connection, found: list[Row]) -> list[str]:
    """Return each promise's state: `reported`, `not_mentioned` in an archived outcome list, or `no_outcome_list`."""
    listed = _places_with_outcomes(db, found)
    states = []
    for row in found:
        if row["shown_status"] != "unstated":
            states.append("reported")
        else:
            states.append("not_mentioned" if (row["place"], row["year"]) in listed else "no_outcome_list")
    return states


def _places_with_outcomes(db: sqlite3.Connection, found: list[Row]) -> set[tuple[Any, Any]]:
    """Return the places and years of promises without outcome of which an archived text reports other outcomes."""
    # A promise that is shown with a status of its own is such an outcome.
    listed = {(row["place"], row["year"]) for row in found if row["own_status"] != "unstated"}
    open_places: dict[Any, set[Any]] = defaultdict(set)
    for row in found:
        if row["shown_status"] == "unstated" and (row["place"], row["year"]) not in listed:
            open_places[row["year"]].add(row["place"])
    for year, places in open_places.items():
        if len(places) > _ONE_BY_ONE:
            reporting = db.execute(
                f"""select distinct {_PLACE} {FROM_YEAR} where promise.year = ? and promise.status != 'unstated'
                    and pages.withdrawn_at is null and pages.current_version_id = versions.id""",
                [year],
            )
            listed |= {(place, year) for (place,) in reporting}
        else:
            listed |= {(place, year) for place in places if _has_outcomes(db, place, year)}
    return listed


def _has_outcomes(db: sqlite3.Connection, place: Any, year: Any) -> bool:
    """Return whether an archived text of the division reports outcomes of the year's promises."""
    return (
        db.execute(
            f"""select 1 {_FROM_PLACE} where {_PLACE} = ? and promise.year = ? and promise.status != 'unstated'
                and pages.withdrawn_at is null limit 1""",
            [place, year],
        ).fetchone()
        is not None
    )
