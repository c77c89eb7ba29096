"""SQL of the tables and views computed from the readings: ledgers, witnesses, corrections, the panel, quiet edits.

The columns are described in meanings.tsv and docs/archive.md. As in tables.py, a released script is never changed.
"""

from __future__ import annotations

from typing import Final

LEDGERS: Final = """
CREATE INDEX documents_place ON documents(coalesce(division_code, division_name));
CREATE TABLE unsettled (
    division TEXT PRIMARY KEY
) STRICT;
CREATE TABLE ledger_indicators (
    id INTEGER PRIMARY KEY,
    division_code TEXT,
    division_name TEXT,
    indicator TEXT NOT NULL,
    measure TEXT NOT NULL,
    year INTEGER NOT NULL,
    target REAL,
    target_max REAL,
    target_bound TEXT,
    target_indicator_id INTEGER REFERENCES indicators(id) ON DELETE CASCADE,
    target_document_id INTEGER REFERENCES documents(id) ON DELETE CASCADE,
    estimate REAL,
    estimate_indicator_id INTEGER REFERENCES indicators(id) ON DELETE CASCADE,
    actual REAL,
    actual_indicator_id INTEGER REFERENCES indicators(id) ON DELETE CASCADE,
    review_document_id INTEGER REFERENCES documents(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ledger_indicators_place ON ledger_indicators(coalesce(division_code, division_name), year);
CREATE INDEX ledger_indicators_indicator ON ledger_indicators(indicator, measure, year);
CREATE INDEX ledger_indicators_target ON ledger_indicators(target_indicator_id);
CREATE INDEX ledger_indicators_estimate ON ledger_indicators(estimate_indicator_id);
CREATE INDEX ledger_indicators_actual ON ledger_indicators(actual_indicator_id);
CREATE INDEX ledger_indicators_plan ON ledger_indicators(target_document_id);
CREATE INDEX ledger_indicators_review ON ledger_indicators(review_document_id);
CREATE TABLE ledger_commitments (
    id INTEGER PRIMARY KEY,
    commitment_id INTEGER NOT NULL REFERENCES commitments(id) ON DELETE CASCADE,
    outcome_id INTEGER NOT NULL REFERENCES commitments(id) ON DELETE CASCADE,
    score REAL NOT NULL,
    accepted INTEGER NOT NULL,
    UNIQUE (commitment_id, outcome_id)
) STRICT;
CREATE INDEX ledger_commitments_outcome ON ledger_commitments(outcome_id);
CREATE TABLE witnesses (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    indicator_a_id INTEGER NOT NULL REFERENCES indicators(id) ON DELETE CASCADE,
    indicator_b_id INTEGER NOT NULL REFERENCES indicators(id) ON DELETE CASCADE,
    agrees INTEGER NOT NULL
) STRICT;
CREATE INDEX witnesses_document ON witnesses(document_id, agrees);
CREATE INDEX witnesses_a ON witnesses(indicator_a_id);
CREATE INDEX witnesses_b ON witnesses(indicator_b_id);
CREATE TABLE restorations (
    id INTEGER PRIMARY KEY,
    problem_id INTEGER NOT NULL REFERENCES problems(id) ON DELETE CASCADE,
    witness_id INTEGER NOT NULL REFERENCES versions(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (problem_id, witness_id)
) STRICT;
CREATE INDEX restorations_witness ON restorations(witness_id);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('indicators', 'commitments', 'versions')),
    item_id INTEGER,
    field TEXT NOT NULL,
    read TEXT,
    read_si REAL,
    corrected TEXT,
    wrong TEXT NOT NULL,
    person TEXT NOT NULL,
    corrected_on TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'outdated', 'misplaced'))
) STRICT;
CREATE INDEX corrections_version ON corrections(version_id);
CREATE VIEW present_divisions AS
SELECT old.code, old.full_name, old.valid_from, old.valid_to,
    coalesce(
        (SELECT same.code FROM divisions same WHERE same.code = old.code AND same.valid_to IS NULL LIMIT 1),
        (SELECT CASE WHEN count(*) = 1 THEN min(alike.code) END FROM divisions alike
            WHERE alike.valid_to IS NULL AND alike.level = old.level
            AND substr(alike.code, 1, 2) = substr(old.code, 1, 2)
            AND rtrim(alike.name, '县市区旗') = rtrim(old.name, '县市区旗'))
    ) AS present_code,
    coalesce(
        (SELECT same.full_name FROM divisions same WHERE same.code = old.code AND same.valid_to IS NULL LIMIT 1),
        (SELECT CASE WHEN count(*) = 1 THEN min(alike.full_name) END FROM divisions alike
            WHERE alike.valid_to IS NULL AND alike.level = old.level
            AND substr(alike.code, 1, 2) = substr(old.code, 1, 2)
            AND rtrim(alike.name, '县市区旗') = rtrim(old.name, '县市区旗'))
    ) AS present_full_name
FROM divisions old;
CREATE INDEX divisions_code ON divisions(code);
CREATE VIEW conflicts AS
SELECT id, document_id, indicator_a_id, indicator_b_id FROM witnesses WHERE agrees = 0;
CREATE VIEW panel AS
SELECT d.division_code, coalesce(d.division_name, v.division_full_name) AS division_name, i.year, i.period,
    i.indicator, i.name, i.measure, i.kind, i.value, i.value_max, i.unit, i.value_si,
    CASE WHEN i.unit LIKE '%美元' THEN '美元' WHEN i.unit LIKE '%元' THEN '元' WHEN i.unit LIKE '%人' THEN '人'
        WHEN i.unit IN ('%', '‰') THEN '%' END AS unit_si,
    i.bound, i.modifier, i.scope, d.kind AS document_kind, d.review_year, d.plan_year, v.source_kind,
    i.start, i."end", i.id AS indicator_id, v.id AS version_id, d.id AS document_id, p.url
FROM preferred f
JOIN documents d ON d.id = f.document_id
JOIN versions v ON v.id = f.version_id
JOIN pages p ON p.id = f.page_id
JOIN indicators i ON i.version_id = v.id;
CREATE VIEW edits AS
SELECT v.id AS version_id, v.previous_id, p.id AS page_id, p.document_id, p.url, v.title, v.first_seen,
    v.sightings > 1 AS confirmed, p.returns > 1 AS flapping, p.returns,
    (SELECT count(*) FROM changes c WHERE c.version_id = v.id) AS changes,
    (SELECT max(c.weight) FROM changes c WHERE c.version_id = v.id) AS weight
FROM versions v JOIN pages p ON p.id = v.page_id
WHERE v.cause = 'edited' AND p.withdrawn_at IS NULL;
CREATE VIEW ignored AS
SELECT r.page_id, p.url, count(*) AS captures, count(DISTINCT r.version_id) AS versions,
    count(DISTINCT r.payload) - count(DISTINCT r.version_id) AS ignored
FROM readings r JOIN pages p ON p.id = r.page_id
WHERE r.latest = 1 AND r.version_id IS NOT NULL GROUP BY r.page_id;
"""

PANEL: Final = """
DROP VIEW panel;
CREATE VIEW panel AS
SELECT d.division_code, coalesce(d.division_name, v.division_full_name) AS division_name, i.year, i.period,
    i.indicator, i.name, i.measure, i.kind, i.value, i.value_max, i.unit, i.value_si, i.value_max_si, i.unit_si,
    i.bound, i.modifier, i.scope, i."of", i.part, d.kind AS document_kind, d.review_year, d.plan_year,
    v.source_kind, i.start, i."end", i.id AS indicator_id, v.id AS version_id, d.id AS document_id, p.url
FROM preferred f
JOIN documents d ON d.id = f.document_id
JOIN versions v ON v.id = f.version_id
JOIN pages p ON p.id = f.page_id
JOIN indicators i ON i.version_id = v.id;
"""

SIDE_BY_SIDE: Final = """
CREATE INDEX ledger_indicators_series
    ON ledger_indicators(indicator, measure, coalesce(division_code, division_name), year);
CREATE INDEX commitments_year ON commitments(year, version_id);
"""

# A series has one currency, and each key of the panel one preferred figure. Every division is computed again.
# INDEXED BY: figures are looked for by their version, and not once a document in the index of all indicators.
SERIES: Final = """
ALTER TABLE ledger_indicators ADD COLUMN unit_si TEXT;
CREATE TABLE panel_repeats (
    id INTEGER PRIMARY KEY,
    indicator_id INTEGER NOT NULL UNIQUE REFERENCES indicators(id) ON DELETE CASCADE,
    preferred_id INTEGER NOT NULL REFERENCES indicators(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX panel_repeats_preferred ON panel_repeats(preferred_id);
INSERT OR IGNORE INTO unsettled SELECT DISTINCT coalesce(division_code, division_name) FROM documents
    WHERE coalesce(division_code, division_name) IS NOT NULL;
DROP VIEW panel;
CREATE VIEW panel AS
SELECT d.division_code, coalesce(d.division_name, v.division_full_name) AS division_name, i.year, i.period,
    i.indicator, i.name, i.measure, i.kind, i.value, i.value_max, i.unit, i.value_si, i.value_max_si, i.unit_si,
    i.bound, i.modifier, i.scope, i."of", i.part,
    CASE WHEN i.indicator != 'other' THEN NOT EXISTS (SELECT 1 FROM panel_repeats r WHERE r.indicator_id = i.id)
        END AS preferred,
    d.kind AS document_kind, d.review_year, d.plan_year,
    v.source_kind, i.start, i."end", i.id AS indicator_id, v.id AS version_id, d.id AS document_id, p.url
FROM preferred f
JOIN documents d ON d.id = f.document_id
JOIN versions v ON v.id = f.version_id
JOIN pages p ON p.id = f.page_id
JOIN indicators i INDEXED BY indicators_version ON i.version_id = v.id;
"""
