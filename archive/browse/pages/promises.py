"""`/promises`: what was promised, and what was reported of it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict

from archive.browse.pages import divisions
from archive.browse.pages.document import preferred_version
from archive.browse.rows import Arguments, Row, number, rows, text
from archive.queries import promises as queries

_MOST = 1_000


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read the promises of `division`, with `year` and `status` as filters, and the outcome of each."""
    division = divisions.wanted(db, arguments)
    year, status = number(arguments, "year"), text(arguments, "status")
    data: Row = {
        "division": division,
        "filters": {"year": year, "status": status},
        "years": [],
        "promises": [],
        "counts": {},
        "divisions": [] if division else divisions.present(db),
    }
    if not division:
        board = queries.scoreboard(db, year)
        data["scoreboard"] = [{"division": code} | asdict(score) for code, score in board.scores]
        data["scoreboard_left_out"] = board.left_out
        return data
    promises = _promises(db, division["code"])
    _tell_histories(db, division["code"], promises)
    data["scoreboard"] = [asdict(score) for score in queries.scores(db, division["code"])]
    data["years"] = sorted({row["year"] for row in promises if row["year"]}, reverse=True)
    wanted = [row for row in promises if year is None or row["year"] == year]
    for row in wanted:
        data["counts"][row["shown_status"]] = data["counts"].get(row["shown_status"], 0) + 1
    data["promises"] = [row for row in wanted if status is None or row["shown_status"] == status]
    return data


def _promises(db: sqlite3.Connection, code: str) -> list[Row]:
    """The promises in the preferred texts; one that answers another is shown as its outcome only."""
    texts = {
        preferred_version(db, row["id"]): row
        for row in rows(
            db, "select id, title from documents where coalesce(division_code, division_name) = ?", [code]
        )
    }
    versions = [version for version in texts if version is not None]
    marks = ",".join("?" * len(versions))
    promises = rows(
        db,
        f"""select * from commitments where version_id in ({marks})
            order by year desc, version_id, start, id limit {_MOST}""",
        versions,
    )
    answers = _answers(db, versions)
    answering = {link["outcome_id"] for links in answers.values() for link in links if link["accepted"]}
    shown = []
    for row in promises:
        if row["id"] in answering:
            continue
        links = answers.get(row["id"], [])
        accepted = [link for link in links if link["accepted"]]
        row["quantities"] = json.loads(row["quantities"] or "[]")
        row["document_id"], row["document_title"] = (
            texts[row["version_id"]][name] for name in ("id", "title")
        )
        row["address"] = _address(row["version_id"], row)
        row["answers"] = accepted
        row["candidates"] = [link for link in links if not link["accepted"]]
        row["shown_status"] = next(
            (link["status"] for link in accepted if link["status"] != "unstated"), row["status"]
        )
        shown.append(row)
    return shown


def _tell_histories(db: sqlite3.Connection, code: str, shown: list[Row]) -> None:
    """Add to each promise what is known of its outcome (`state`) and its history, a step a document."""
    histories = {step.id: promise for promise in queries.of_division(db, code) for step in promise.steps}
    for row in shown:
        promise = histories.get(row["id"])
        if promise is None:  # without a year
            row["state"], row["history"] = None, []
            continue
        row["state"] = promise.state
        row["history"] = [
            {
                "commitment_id": step.id,
                "document_id": step.document_id,
                "version_id": step.version_id,
                "date": step.date,
                "status": step.status,
                "score": promise.scores.get(step.id),
            }
            for step in promise.steps
        ]


def _answers(db: sqlite3.Connection, versions: list[int]) -> dict[int, list[Row]]:
    """The outcomes that may answer the promises of some versions, accepted ones first."""
    marks = ",".join("?" * len(versions))
    found = rows(
        db,
        f"""select links.commitment_id, links.outcome_id, links.score, links.accepted, answer.version_id,
                   answer.text, answer.status, answer.status_text, answer.outcome, answer.start, answer."end"
            from commitments join ledger_commitments as links on links.commitment_id = commitments.id
            join commitments as answer on answer.id = links.outcome_id
            where commitments.version_id in ({marks}) order by links.accepted desc, links.score desc""",
        versions,
    )
    gathered: dict[int, list[Row]] = {}
    for row in found:
        row["address"] = _address(row["version_id"], row)
        gathered.setdefault(row["commitment_id"], []).append(row)
    return gathered


def _address(version_id: int, row: Row) -> str:
    return f"/version/{version_id}?at={row['start']}-{row['end']}#at"
