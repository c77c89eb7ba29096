"""SQL of what later releases added to the first tables, one script a migration; a released script is never changed."""

from __future__ import annotations

from typing import Final

FIGURE_UNITS: Final = """
ALTER TABLE indicators ADD COLUMN "of" TEXT;
ALTER TABLE indicators ADD COLUMN part TEXT;
ALTER TABLE indicators ADD COLUMN unit_si TEXT;
ALTER TABLE indicators ADD COLUMN value_max_si REAL;
"""

PARTICULARS: Final = """
ALTER TABLE commitments ADD COLUMN deadline TEXT;
ALTER TABLE commitments ADD COLUMN money TEXT;
ALTER TABLE commitments ADD COLUMN money_si REAL;
ALTER TABLE commitments ADD COLUMN money_source TEXT;
ALTER TABLE commitments ADD COLUMN place TEXT;
"""

# Captures are found by address and time.
UNNEEDED_INDEX: Final = "DROP INDEX captures_record;"

# Figures of an indicator are looked for by year, whatever their measure, and the index is a fifth smaller.
FIGURES_BY_YEAR: Final = """
DROP INDEX indicators_code;
CREATE INDEX indicators_code ON indicators(indicator, year);
"""

# No query of ours needs it: series are found in `ledger_indicators`, the figures of a document by its version.
NO_FIGURES_BY_YEAR: Final = "DROP INDEX indicators_code;"

# In archives of release 0.1 `intakes` is filled from `captures`; later captures are recorded when they are taken in.
EVIDENCE: Final = """
ALTER TABLE captures ADD COLUMN ordered_at TEXT;
UPDATE captures SET ordered_at = fetched_at;
ALTER TABLE runs ADD COLUMN clock_shift INTEGER;
CREATE INDEX captures_ordered ON captures(url, ordered_at);
CREATE INDEX captures_via_ordered ON captures(via, ordered_at) WHERE role = 'attachment';
ALTER TABLE readings ADD COLUMN hints TEXT;
CREATE TABLE seals (
    subject TEXT NOT NULL,
    key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE intakes (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    warc_file TEXT NOT NULL REFERENCES warc_files(name),
    site_id TEXT REFERENCES sites(id),
    first_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    first_capture_id INTEGER NOT NULL,
    captures INTEGER NOT NULL
) STRICT;
CREATE INDEX intakes_file ON intakes(warc_file, first_offset);
"""

LISTS: Final = """
CREATE TABLE lists (
    id INTEGER PRIMARY KEY,
    site_id TEXT NOT NULL REFERENCES sites(id),
    url TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    state TEXT NOT NULL CHECK (state IN ('complete', 'incomplete', 'unread', 'open')),
    declared_rows INTEGER,
    declared_pages INTEGER,
    rows INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    ended TEXT NOT NULL,
    why TEXT,
    usual_rows INTEGER,
    UNIQUE (site_id, url)
) STRICT;
"""
