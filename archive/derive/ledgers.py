"""Ledgers: targets beside results, promises beside outcomes, and the preferred one of several equal figures."""

from __future__ import annotations

import json

from sqlite_utils import Database

from archive.derive import promises
from archive.derive.promises import Item

# The best statement of a figure in one text: one with a value, then the first. A figure without a unit (words,
# destroyed digits) takes the only unit that this indicator, measure and year has; failing that, growth, share and
# ratio take %. `plans` and `reviews` choose the report that speaks for a year: the lowest plan year, then id.
_FIGURES = """
INSERT INTO ledger_indicators (division_code, division_name, indicator, measure, year, unit_si, target, target_max,
    target_bound, target_indicator_id, target_document_id, estimate, estimate_indicator_id, actual,
    actual_indicator_id, review_document_id)
WITH reports AS (
    SELECT d.id AS document_id, d.division_code, d.division_name, d.plan_year, d.review_year, f.version_id
    FROM documents d JOIN preferred f ON f.document_id = d.id
    WHERE d.kind = 'work_report' AND coalesce(d.division_code, d.division_name) = :division
), plans AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY plan_year ORDER BY document_id) AS place
        FROM reports WHERE plan_year IS NOT NULL) WHERE place = 1
), reviews AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY review_year ORDER BY plan_year, document_id) AS place
        FROM reports WHERE review_year IS NOT NULL) WHERE place = 1
), figures AS (
    SELECT i.*, coalesce(i.value_si, i.value) AS base, r.plan_year AS of_year, r.document_id
    FROM indicators i JOIN plans r ON r.version_id = i.version_id
    WHERE i.kind = 'target' AND i.period = cast(r.plan_year AS TEXT)
    UNION ALL
    SELECT i.*, coalesce(i.value_si, i.value), r.review_year, r.document_id
    FROM indicators i JOIN reviews r ON r.version_id = i.version_id
    WHERE i.kind IN ('actual', 'estimate') AND i.period = cast(r.review_year AS TEXT)
), single AS (
    SELECT indicator, measure, of_year, min(unit_si) AS unit FROM figures
    WHERE scope IS NULL AND part IS NULL AND unit_si IS NOT NULL
    GROUP BY indicator, measure, of_year HAVING count(DISTINCT unit_si) = 1
), united AS (
    SELECT f.*, coalesce(f.unit_si, s.unit,
        CASE WHEN f.measure IN ('growth', 'share', 'ratio') THEN '%' ELSE '' END) AS series
    FROM figures f LEFT JOIN single s ON (s.indicator, s.measure, s.of_year) = (f.indicator, f.measure, f.of_year)
    WHERE f.scope IS NULL AND f.part IS NULL AND f.indicator != 'other'
), best AS (
    SELECT * FROM (
        SELECT *, row_number() OVER (
            PARTITION BY indicator, measure, of_year, series, kind ORDER BY value IS NULL, start, id
        ) AS place
        FROM united
    ) WHERE place = 1
), cells AS (SELECT DISTINCT indicator, measure, of_year, series FROM best)
SELECT (SELECT division_code FROM reports LIMIT 1), (SELECT division_name FROM reports LIMIT 1),
    c.indicator, c.measure, c.of_year, nullif(c.series, ''),
    t.base, coalesce(t.value_max_si, CASE WHEN t.value_max IS NULL OR t.value IS NULL OR t.value = 0 THEN t.value_max
        ELSE t.value_max * (t.base / t.value) END),
    t.bound, t.id, (SELECT document_id FROM plans WHERE plan_year = c.of_year),
    e.base, e.id, a.base, a.id, (SELECT document_id FROM reviews WHERE review_year = c.of_year)
FROM cells c
LEFT JOIN best t ON (t.indicator, t.measure, t.of_year, t.series, t.kind)
    = (c.indicator, c.measure, c.of_year, c.series, 'target')
LEFT JOIN best e ON (e.indicator, e.measure, e.of_year, e.series, e.kind)
    = (c.indicator, c.measure, c.of_year, c.series, 'estimate')
LEFT JOIN best a ON (a.indicator, a.measure, a.of_year, a.series, a.kind)
    = (c.indicator, c.measure, c.of_year, c.series, 'actual')
ORDER BY c.of_year, c.indicator, c.measure, c.series
"""

# Of figures with the same key prefer, in this order: the one in the report of that very year, in a work report, in an
# official text, with a value, in the newest document, the first in it. The others are listed as repeats.
_REPEATS = """
INSERT INTO panel_repeats (indicator_id, preferred_id)
SELECT id, preferred FROM (
    SELECT i.id, first_value(i.id) OVER (
        PARTITION BY i.year, i.period, i.indicator, i.measure, i.kind, i.scope, i.part, i.unit_si
        ORDER BY i.period IS NOT cast(CASE i.kind WHEN 'target' THEN d.plan_year ELSE d.review_year END AS TEXT),
            d.kind != 'work_report', v.source_kind != 'official', i.value IS NULL,
            coalesce(d.plan_year, d.review_year) DESC, d.id, i.start, i.id
    ) AS preferred
    FROM documents d JOIN preferred f ON f.document_id = d.id JOIN versions v ON v.id = f.version_id
    JOIN indicators i ON i.version_id = v.id
    WHERE coalesce(d.division_code, d.division_name) = :division AND i.indicator != 'other'
) WHERE id != preferred
"""
_FORGET_REPEATS = """
DELETE FROM panel_repeats WHERE indicator_id IN (
    SELECT i.id FROM documents d JOIN pages p ON p.document_id = d.id JOIN versions v ON v.page_id = p.id
    JOIN indicators i ON i.version_id = v.id WHERE coalesce(d.division_code, d.division_name) = :division
)
"""

_COMMITMENTS = """
SELECT c.id, c.year, c.status, c.text, c.version_id, c.quantities, c.ordinal
FROM documents d JOIN preferred f ON f.document_id = d.id JOIN commitments c ON c.version_id = f.version_id
WHERE coalesce(d.division_code, d.division_name) = ? AND c.year IS NOT NULL
ORDER BY c.id
"""


def rebuild(db: Database, division: str) -> None:
    """Rebuild one division's ledgers; `division` is its code, or a zone's full name."""
    db.execute("DELETE FROM ledger_indicators WHERE coalesce(division_code, division_name) = ?", (division,))
    db.execute(_FIGURES, {"division": division})
    db.execute(_FORGET_REPEATS, {"division": division})
    db.execute(_REPEATS, {"division": division})
    rows = db.execute(_COMMITMENTS, (division,)).fetchall()
    ids = [(row[0],) for row in rows]
    db.conn.executemany("DELETE FROM ledger_commitments WHERE commitment_id = ?", ids)
    for year in sorted({row[1] for row in rows}):
        promised = [_item(row) for row in rows if row[1] == year and row[2] == "unstated"]
        reported = [row for row in rows if row[1] == year and row[2] != "unstated"]
        # Each document by itself: a progress notice and an outcome list may report on one promise in similar words.
        for version in sorted({row[4] for row in reported}):
            answers = [_item(row) for row in reported if row[4] == version]
            db.conn.executemany(
                "INSERT INTO ledger_commitments (commitment_id, outcome_id, score, accepted) VALUES (?, ?, ?, ?)",
                [(x.promise_id, x.outcome_id, x.score, x.accepted) for x in promises.link(promised, answers)],
            )


def _item(row: tuple[int, int, str, str, int, str, str | None]) -> Item:
    figures = frozenset((q["value"], q["unit"]) for q in json.loads(row[5]))
    return Item(row[0], row[3], figures, row[6])
