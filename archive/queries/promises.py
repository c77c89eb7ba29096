"""Query promises with their histories, and the scoreboard of one division or of all; read-only."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from archive.derive import promise_history
from archive.derive.promise_history import Promise, Score, Statement

_STATEMENTS = """
SELECT c.id, c.version_id, d.id, c.year, c.text, c.status, coalesce(v.published_date, v.delivered_date),
    c.ordinal, c.quantities, coalesce(d.division_code, d.division_name)
FROM documents d JOIN preferred f ON f.document_id = d.id JOIN versions v ON v.id = f.version_id
JOIN commitments c ON c.version_id = f.version_id
WHERE c.year IS NOT NULL AND coalesce(d.division_code, d.division_name) {which}
ORDER BY 10, c.year, c.version_id, c.start, c.id
"""
_LINKS = """
SELECT l.commitment_id, l.outcome_id, l.score FROM ledger_commitments l
JOIN commitments c ON c.id = l.commitment_id WHERE l.accepted AND c.version_id IN ({marks})
"""
_MOST_VERSIONS = 30_000  # SQLite takes 32,766 values


@dataclass(frozen=True, slots=True)
class Board:
    """The scores of all divisions whose outcome lists are archived, and how many were left out."""

    scores: tuple[tuple[str, Score], ...]  # division, score
    left_out: int  # pairs of division and year with promises but without an archived outcome list


def of_division(db: sqlite3.Connection, division: str) -> list[Promise]:
    """Return the promises of a division (its code, or a zone's full name), by year, each with its history."""
    return [promise for _, _, found in _gathered(db, "= ?", (division,)) for promise in found]


def scores(db: sqlite3.Connection, division: str) -> list[Score]:
    """Return the scoreboard of one division, one line per year, the last year first."""
    found = [promise_history.score(year, promises) for _, year, promises in _gathered(db, "= ?", (division,))]
    return sorted(found, key=lambda score: -score.year)


def scoreboard(db: sqlite3.Connection, year: int | None = None) -> Board:
    """Return the scores of every division and year with an archived outcome list.

    Divisions are comparable only if their outcome lists are archived: the others are counted, not shown.
    """
    kept: list[tuple[str, Score]] = []
    left_out = 0
    for division, of_year, promises in _gathered(db, "IS NOT NULL", ()):
        if year is not None and of_year != year:
            continue
        score = promise_history.score(of_year, promises)
        if score.outcome_list:
            kept.append((division, score))
        else:
            left_out += 1
    return Board(tuple(kept), left_out)


def _gathered(
    db: sqlite3.Connection, which: str, values: tuple[str, ...]
) -> Iterator[tuple[str, int, list[Promise]]]:
    """Yield the promises of each division and year."""
    statements: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for row in db.execute(_STATEMENTS.format(which=which), values):
        commitment, version, document, year, words, status, date, ordinal, quantities, division = row
        figures = frozenset((q["value"], q["unit"]) for q in json.loads(quantities or "[]"))
        statements[division, year].append(
            Statement(commitment, version, document, year, words, status, date, ordinal, figures)
        )
    versions = sorted({one.version_id for found in statements.values() for one in found})[:_MOST_VERSIONS]
    marks = ",".join("?" * len(versions))
    links = db.execute(_LINKS.format(marks=marks), versions).fetchall()
    for (division, year), found in statements.items():
        ids = {one.id for one in found}
        yield division, year, promise_history.histories(found, [link for link in links if link[0] in ids])
