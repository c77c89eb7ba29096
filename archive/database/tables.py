"""SQL of the tables; their columns are described in meanings.tsv and docs/archive.md.

These are the tables of the first release. Tables are STRICT. A released script is never changed: what later releases
add is in `additions.py` and `derived.py`.
"""

from __future__ import annotations

from typing import Final

from archive.warc.outcomes import OUTCOMES

RUNS: Final = """
CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    division_code TEXT,
    homepage TEXT,
    platform TEXT,
    priority INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE divisions (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('province', 'prefecture', 'county', 'zone')),
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    UNIQUE (code, full_name, valid_from)
) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    parameters TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT,
    summary TEXT
) STRICT;
CREATE TABLE warc_files (
    name TEXT PRIMARY KEY,
    taken_to INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id)
) STRICT;
"""

CAPTURES: Final = f"""
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('work_report', 'livelihood_projects')),
    division_code TEXT,
    division_name TEXT,
    review_year INTEGER,
    plan_year INTEGER,
    title TEXT
) STRICT;
CREATE INDEX documents_division ON documents(division_code, plan_year);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    site_id TEXT REFERENCES sites(id),
    document_id INTEGER REFERENCES documents(id),
    url TEXT NOT NULL UNIQUE,
    source_kind TEXT NOT NULL CHECK (source_kind IN ('official', 'third_party', 'unknown')),
    first_seen TEXT,
    last_seen TEXT,
    gone_since TEXT,
    checked_at TEXT,
    current_version_id INTEGER REFERENCES versions(id),
    returns INTEGER NOT NULL DEFAULT 0,
    withdrawn_at TEXT,
    withdrawn_why TEXT
) STRICT;
CREATE INDEX pages_document ON pages(document_id);
CREATE INDEX pages_site ON pages(site_id);
CREATE INDEX pages_withdrawn ON pages(id) WHERE withdrawn_at IS NOT NULL;
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    site_id TEXT REFERENCES sites(id),
    page_id INTEGER REFERENCES pages(id),
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER,
    outcome TEXT NOT NULL CHECK (outcome IN ({", ".join(f"'{name}'" for name in OUTCOMES)})),
    payload_sha256 TEXT,
    warc_file TEXT NOT NULL REFERENCES warc_files(name),
    warc_offset INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    record_type TEXT NOT NULL,
    record_id TEXT NOT NULL,
    digest TEXT,
    role TEXT,
    via TEXT,
    title TEXT,
    listed TEXT,
    name TEXT,
    detail TEXT,
    media_type TEXT,
    redirect_to TEXT,
    original_id INTEGER REFERENCES captures(id),
    refers_to_url TEXT,
    refers_to_date TEXT,
    queued INTEGER NOT NULL DEFAULT 0,
    UNIQUE (warc_file, warc_offset)
) STRICT;
CREATE INDEX captures_url ON captures(url, fetched_at);
CREATE INDEX captures_via ON captures(via, fetched_at) WHERE role = 'attachment';
CREATE INDEX captures_redirect ON captures(redirect_to) WHERE redirect_to IS NOT NULL;
CREATE INDEX captures_record ON captures(record_id);
CREATE INDEX captures_queued ON captures(id) WHERE queued = 1;
CREATE INDEX captures_unresolved ON captures(refers_to_url)
    WHERE refers_to_url IS NOT NULL AND original_id IS NULL;
CREATE INDEX captures_page ON captures(page_id);
CREATE INDEX captures_run ON captures(run_id, site_id);
CREATE INDEX captures_original ON captures(original_id) WHERE original_id IS NOT NULL;
CREATE TABLE addresses (
    url TEXT PRIMARY KEY,
    site_id TEXT REFERENCES sites(id),
    page_id INTEGER REFERENCES pages(id),
    role TEXT,
    via TEXT,
    title TEXT,
    listed TEXT,
    last_capture_id INTEGER NOT NULL REFERENCES captures(id),
    payload_capture_id INTEGER REFERENCES captures(id),
    etag TEXT,
    last_modified TEXT,
    verdict TEXT CHECK (verdict IN ('document', 'negative')),
    why TEXT
) STRICT;
CREATE INDEX addresses_site ON addresses(site_id);
CREATE INDEX addresses_page ON addresses(page_id);
CREATE INDEX addresses_via ON addresses(via) WHERE role = 'attachment';
"""

VERSIONS: Final = """
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages(id),
    number INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    first_capture_id INTEGER NOT NULL REFERENCES captures(id),
    cause TEXT NOT NULL CHECK (cause IN ('published', 'edited', 'parser')),
    previous_id INTEGER REFERENCES versions(id),
    sightings INTEGER NOT NULL,
    parser TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('work_report', 'livelihood_projects')),
    title TEXT,
    text TEXT NOT NULL,
    division_code TEXT,
    division_name TEXT,
    division_full_name TEXT,
    division_level TEXT,
    published_date TEXT,
    delivered_date TEXT,
    meeting TEXT,
    speaker TEXT,
    speaker_role TEXT,
    source_org TEXT,
    source_kind TEXT NOT NULL,
    review_year INTEGER,
    plan_year INTEGER,
    completeness TEXT NOT NULL,
    why TEXT NOT NULL,
    record_sha256 TEXT NOT NULL,
    UNIQUE (page_id, content_sha256)
) STRICT;
CREATE INDEX versions_capture ON versions(first_capture_id);
CREATE INDEX versions_first_seen ON versions(first_seen);
CREATE INDEX versions_previous ON versions(previous_id) WHERE previous_id IS NOT NULL;
CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    url TEXT NOT NULL,
    page_id INTEGER REFERENCES pages(id),
    version_id INTEGER REFERENCES versions(id),
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    attachments TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    payload TEXT NOT NULL,
    parser TEXT NOT NULL,
    latest INTEGER NOT NULL,
    why TEXT,
    UNIQUE (capture_id, attachments, parser)
) STRICT;
CREATE INDEX readings_url ON readings(url);
CREATE INDEX readings_page ON readings(page_id);
CREATE INDEX readings_version ON readings(version_id);
CREATE INDEX readings_latest ON readings(parser, id) WHERE latest = 1;
CREATE TABLE sections (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    level INTEGER NOT NULL,
    heading TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX sections_version ON sections(version_id);
CREATE TABLE indicators (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    indicator TEXT NOT NULL,
    name TEXT NOT NULL,
    measure TEXT NOT NULL,
    kind TEXT NOT NULL,
    value REAL,
    value_max REAL,
    unit TEXT,
    value_si REAL,
    bound TEXT NOT NULL,
    modifier TEXT,
    year INTEGER,
    period TEXT,
    scope TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX indicators_version ON indicators(version_id);
CREATE INDEX indicators_code ON indicators(indicator, measure, year);
CREATE TABLE commitments (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    ordinal TEXT,
    category TEXT,
    text TEXT NOT NULL,
    year INTEGER,
    status TEXT NOT NULL,
    status_text TEXT,
    outcome TEXT,
    lead TEXT,
    support TEXT,
    quantities TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX commitments_version ON commitments(version_id);
CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER
) STRICT;
CREATE INDEX problems_version ON problems(version_id);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    previous_id INTEGER NOT NULL REFERENCES versions(id),
    kind TEXT NOT NULL,
    before TEXT,
    after TEXT,
    weight REAL NOT NULL,
    before_start INTEGER,
    before_end INTEGER,
    after_start INTEGER,
    after_end INTEGER
) STRICT;
CREATE INDEX changes_version ON changes(version_id);
CREATE INDEX changes_previous ON changes(previous_id);
CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    site_id TEXT REFERENCES sites(id),
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    about TEXT NOT NULL,
    page_id INTEGER REFERENCES pages(id)
) STRICT;
CREATE INDEX issues_open ON issues(site_id, code) WHERE closed_at IS NULL;
"""

# The preferred text of a document: official before others, whole before parts, then the one seen on the latest day.
PREFERRED: Final = """
CREATE VIEW preferred AS
SELECT documents.id AS document_id, versions.id AS version_id, versions.page_id
FROM documents JOIN versions ON versions.id = (
    SELECT v.id FROM pages p JOIN versions v ON v.id = p.current_version_id
    WHERE p.document_id = documents.id AND p.withdrawn_at IS NULL
    ORDER BY CASE v.source_kind WHEN 'official' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END,
        CASE v.completeness WHEN 'whole' THEN 0 WHEN 'empty' THEN 2 ELSE 1 END,
        length(v.text) * (v.completeness != 'whole') DESC,
        (SELECT priority FROM sites WHERE sites.id = p.site_id),
        date(p.last_seen) DESC, v.published_date DESC, p.url
    LIMIT 1
);
"""
