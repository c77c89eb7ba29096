"""`/promises`: promises and their reported outcomes, in one division or across all."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import asdict
from typing import Any, get_args

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, rows, text
from archive.queries import promises as queries
from parsers.record import Status

PAGE_SIZE = 100
MOST, MOST_OF_ALL = 10_000, 2_000
"""Most promises that are counted for a year or a division, and for all years; beyond that `more` is true."""

_BOARD = 5_000
_ONE_BY_ONE = 20
"""More places of a year than this are looked up by one query over the year."""

STATUSES: tuple[str, ...] = get_args(Status)

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
_FROM_YEAR = """from commitments as promise cross join versions on versions.id = promise.version_id
    cross join pages on pages.id = versions.page_id cross join documents on documents.id = pages.document_id"""
_PLACE = "coalesce(documents.division_code, documents.division_name)"


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read promises by `division` (with its parts), `year`, `status` and `q` (all words required), page by page.

    `counts` has the number of promises by status, whatever `status` is chosen; `states` the numbers with an outcome,
    left out of an archived outcome list, and without an archived outcome list.
    """
    division = divisions.requested(db, arguments)
    filters = filters_of(arguments)
    page = max(number(arguments, "page") or 1, 1)
    data: Row = {
        "division": division,
        "filters": filters,
        "statuses": STATUSES,
        "years": years(db, division),
        "promises": [],
        "counts": {},
        "states": {},
        "count": 0,
        "more": False,
        "page": 1,
        "pages": 0,
        "divisions": [],
        "scoreboard": [],
    }
    if not division and not any(filters.values()):
        return {**data, "divisions": divisions.present(db), **_board(db)}
    if division and divisions.prefix(division["code"]) == division["code"]:
        data["scoreboard"] = [asdict(score) for score in queries.scores(db, division["code"])]
    found, more = matching(db, division, filters)
    counts = Counter(row["shown_status"] for row in found)
    wanted = [row for row in found if filters["status"] in (None, row["shown_status"])]
    pages = -(-len(wanted) // PAGE_SIZE)
    page = min(page, max(pages, 1))
    return {
        **data,
        "counts": {status: counts[status] for status in STATUSES if counts[status]},
        "states": dict(Counter(_states(db, found))),
        "count": len(wanted),
        "more": more,
        "page": page,
        "pages": pages,
        "promises": in_full(db, wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
    }


def filters_of(arguments: Arguments) -> Row:
    """Return the filters of a request."""
    return {
        "year": number(arguments, "year"),
        "status": text(arguments, "status"),
        "q": text(arguments, "q"),
    }


def _board(db: sqlite3.Connection) -> Row:
    """Return the scoreboard of all divisions, or null if there are too many promises to count at each request."""
    (count,) = db.execute(f"select count(*) from (select 1 from commitments limit {_BOARD + 1})").fetchone()
    if count > _BOARD:
        return {"scoreboard": None, "scoreboard_left_out": None}
    board = queries.scoreboard(db)
    return {
        "scoreboard": [{"division": code} | asdict(score) for code, score in board.scores],
        "scoreboard_left_out": board.left_out,
    }


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
            {_FROM_PLACE if division else _FROM_YEAR} {_SHOWN}
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


def _states(db: sqlite3.Connection, found: list[Row]) -> list[str]:
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
                f"""select distinct {_PLACE} {_FROM_YEAR} where promise.year = ? and promise.status != 'unstated'
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


def in_full(db: sqlite3.Connection, found: list[Row]) -> list[Row]:
    """Return up to some thousand promises in full, with their outcomes and candidates."""
    marks = ",".join("?" * len(found))
    ids = [row["id"] for row in found]
    full = {
        row["id"]: row
        for row in rows(
            db,
            f"""select promise.*, documents.id as document_id, documents.title as document_title,
                       documents.division_code, documents.division_name, pages.url as source_url,
                       versions.published_date as published, versions.source_org, versions.first_capture_id
                {_FROM_YEAR} where promise.id in ({marks})""",
            ids,
        )
    }
    answers = _answers(db, ids)
    histories = _histories(db, found)
    shown = []
    for found_row, state in zip(found, _states(db, found), strict=True):
        row = full[found_row["id"]]
        links = answers.get(row["id"], [])
        row["quantities"] = json.loads(row["quantities"] or "[]")
        row["beside"] = _beside(row)
        row["address"] = _address(row["version_id"], row)
        row["history"] = histories.get(row["id"], [])
        row["answers"] = [link for link in links if link["accepted"]]
        row["candidates"] = [link for link in links if not link["accepted"]]
        row["shown_status"] = found_row["shown_status"]
        row["state"] = state
        shown.append(row)
    return shown


def _beside(row: Row) -> list[tuple[str, str]]:
    """Return what else is said of a promise, each with the key of its word; an amount without a unit gets its yuan."""
    money = row["money"]
    if money and row["money_si"] is not None and "元" not in money:
        money = f"{money}（{row['money_si']:,.0f} 元）"
    values = (
        ("deadline", row["deadline"]), ("money", money), ("money_source", row["money_source"]),
        ("place_of", row["place"]),
    )  # fmt: skip
    return [(word, value) for word, value in values if value]


def _histories(db: sqlite3.Connection, found: list[Row]) -> dict[int, list[Row]]:
    """Return the histories of promises, one step per document; empty unless all are of one division."""
    if len({row["place"] for row in found}) != 1:
        return {}
    return {
        step.id: [
            {
                "commitment_id": one.id,
                "document_id": one.document_id,
                "version_id": one.version_id,
                "date": one.date,
                "status": one.status,
                "score": promise.scores.get(one.id),
            }
            for one in promise.steps
        ]
        for promise in queries.of_division(db, found[0]["place"])
        for step in promise.steps
    }


def _answers(db: sqlite3.Connection, ids: list[int]) -> dict[int, list[Row]]:
    """Return the outcomes linked to promises, accepted links first."""
    found = rows(
        db,
        f"""select links.commitment_id, links.outcome_id, links.score, links.accepted, answer.version_id,
                   answer.text, answer.status, answer.status_text, answer.outcome, answer.start, answer."end"
            from ledger_commitments as links join commitments as answer on answer.id = links.outcome_id
            where links.commitment_id in ({",".join("?" * len(ids))})
            order by links.accepted desc, links.score desc""",
        ids,
    )
    gathered: dict[int, list[Row]] = {}
    for row in found:
        row["address"] = _address(row["version_id"], row)
        gathered.setdefault(row["commitment_id"], []).append(row)
    return gathered


def _address(version_id: int, row: Row) -> str:
    return f"/version/{version_id}?at={row['start']}-{row['end']}#at"
