"""Summarise a run: each figure comes from one SQL statement that anyone can repeat (see docs/operations.md)."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

COUNTS: Final = {
    "fetched": "SELECT count(*) FROM captures WHERE run_id = :run AND record_type != 'conversion'",
    "same_text": (
        "SELECT count(DISTINCT r.capture_id) FROM readings r JOIN versions v ON v.id = r.version_id"
        " JOIN captures c ON c.id = v.first_capture_id WHERE r.run_id = :run AND c.run_id < :run"
    ),
    "lists_fetched": "SELECT count(*) FROM captures WHERE run_id = :run AND role IN ('robots', 'home', 'list')"
    " AND outcome = 'ok' AND record_type != 'conversion'",
    "unchanged": "SELECT count(*) FROM captures WHERE run_id = :run AND outcome IN ('unchanged', 'not_modified')",
    "moved": "SELECT count(*) FROM captures WHERE run_id = :run AND outcome = 'moved'",
    "failed": "SELECT count(*) FROM captures WHERE run_id = :run"
    " AND outcome IN ('challenged', 'blocked', 'too_large', 'error')",
    "new_documents": "SELECT count(DISTINCT p.document_id) FROM versions v JOIN pages p ON p.id = v.page_id"
    " JOIN captures c ON c.id = v.first_capture_id WHERE c.run_id = :run AND v.cause = 'published'",
    "new_versions": "SELECT count(*) FROM versions v JOIN captures c ON c.id = v.first_capture_id"
    " WHERE c.run_id = :run AND v.cause != 'parser'",
    "edits": "SELECT count(*) FROM versions v JOIN captures c ON c.id = v.first_capture_id"
    " WHERE c.run_id = :run AND v.cause = 'edited'",
    "gone": "SELECT count(*) FROM pages p WHERE EXISTS (SELECT 1 FROM captures c"
    " WHERE c.run_id = :run AND c.page_id = p.id AND c.ordered_at = p.gone_since)",
    "parser_versions": "SELECT count(DISTINCT v.id) FROM readings r JOIN versions v ON v.id = r.version_id"
    " WHERE r.run_id = :run AND v.cause = 'parser'",
    "lists_complete": "SELECT count(*) FROM lists WHERE run_id = :run AND state = 'complete'",
    "dismissed": "SELECT count(*) FROM readings WHERE run_id = :run AND version_id IS NULL",
}  # fmt: skip

CHANGES: Final = (
    "SELECT p.url, v.title, ch.kind, ch.before, ch.after, ch.weight, v.id AS version_id, v.previous_id"
    " FROM changes ch JOIN versions v ON v.id = ch.version_id JOIN pages p ON p.id = v.page_id"
    " JOIN captures c ON c.id = v.first_capture_id"
    " WHERE c.run_id = :run AND v.cause = 'edited' ORDER BY ch.weight DESC, ch.id"
)
GONE: Final = (
    "SELECT p.url, v.title, p.last_seen, p.gone_since FROM pages p JOIN versions v ON v.id = p.current_version_id"
    " WHERE EXISTS (SELECT 1 FROM captures c WHERE c.run_id = :run AND c.page_id = p.id"
    " AND c.ordered_at = p.gone_since) ORDER BY p.url"
)
FAILED: Final = (
    "SELECT coalesce(site_id, '') AS site_id, url, outcome, status, detail FROM captures WHERE run_id = :run"
    " AND outcome IN ('challenged', 'blocked', 'too_large', 'error') ORDER BY site_id, id"
)
UNREADABLE: Final = (
    "SELECT site_id AS site, about AS url, detail FROM issues WHERE run_id = :run AND code = 'unreadable'"
    " ORDER BY id"
)


DAMAGED: Final = (
    "SELECT about AS url, detail FROM issues WHERE code IN ('damaged_capture', 'reader_failed')"
    " AND closed_at IS NULL ORDER BY id"
)
REFUSED: Final = (
    "SELECT site_id AS site, about AS url, detail FROM issues WHERE run_id = :run AND code = 'capture_damaged'"
    " AND closed_at IS NULL ORDER BY id"
)
# Documents that never had a text: a script fills their page, or it is broken. A scanned file has another problem.
WITHOUT_TEXT: Final = (
    "SELECT p.site_id AS site, p.url, v.title FROM versions v JOIN captures c ON c.id = v.first_capture_id"
    " JOIN pages p ON p.id = v.page_id WHERE c.run_id = :run AND v.completeness = 'empty'"
    " AND EXISTS (SELECT 1 FROM problems x WHERE x.version_id = v.id AND x.code = 'empty')"
    " AND NOT EXISTS (SELECT 1 FROM versions w WHERE w.page_id = p.id AND w.completeness != 'empty')"
    " ORDER BY p.site_id, p.url"
)
LISTS: Final = (
    "SELECT site_id, url, state, declared_rows, declared_pages, rows, pages, ended, why FROM lists"
    " WHERE run_id = :run AND state != 'complete' ORDER BY site_id, url"
)
ROWS: Final = {
    "changes": CHANGES, "gone_pages": GONE, "failures": FAILED, "unreadable": UNREADABLE, "damaged": DAMAGED,
    "lists_open": LISTS,
    "refused": REFUSED, "without_text": WITHOUT_TEXT,
}  # fmt: skip


def summarise(db: sqlite3.Connection, run: int) -> dict[str, Any]:
    """Return a run's counts by name, and the rows behind those that a person reads."""
    values: dict[str, Any] = {"run": run}
    for name, sql in COUNTS.items():
        values[name] = db.execute(sql, {"run": run}).fetchone()[0]
    for name in ROWS:
        values[name] = rows(db, run, name)
    return values


def rows(db: sqlite3.Connection, run: int, name: str) -> list[dict[str, Any]]:
    """Return the rows of one of `ROWS`, each by column name."""
    cursor = db.execute(ROWS[name], {"run": run})
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]
