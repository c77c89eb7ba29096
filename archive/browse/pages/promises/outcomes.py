"""Read promises in full: their texts, outcomes, candidates and histories."""

from __future__ import annotations

import json
import sqlite3

from archive.browse.pages.promises.matching import FROM_YEAR, states
from archive.browse.rows import Row, rows
from archive.queries import promises as queries


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
                {FROM_YEAR} where promise.id in ({marks})""",
            ids,
        )
    }
    answers = _answers(db, ids)
    histories = _histories(db, found)
    shown = []
    for found_row, state in zip(found, states(db, found), strict=True):
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
