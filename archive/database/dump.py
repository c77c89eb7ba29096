"""A canonical text of an archive, without ids, runs and times: archives with equal contents give equal text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from archive.database.groups import RECORD_COLUMNS

# Every id is replaced by what the row is about, so that the order of insertion does not matter.
_QUERIES = {
    "site": "SELECT id, name, division_code, homepage, platform FROM sites",
    "capture": """
        SELECT c.url, c.site_id, c.status, c.outcome, c.payload_sha256, c.record_type, c.role, c.via, c.title,
            c.name, c.redirect_to, p.url, c.queued
        FROM captures c LEFT JOIN pages p ON p.id = c.page_id""",
    "address": """
        SELECT a.url, a.site_id, p.url, a.role, a.via, a.title, a.etag, a.last_modified, a.verdict, a.why,
            c.outcome, b.payload_sha256
        FROM addresses a LEFT JOIN pages p ON p.id = a.page_id
        JOIN captures c ON c.id = a.last_capture_id LEFT JOIN captures b ON b.id = a.payload_capture_id""",
    "page": """
        SELECT p.url, p.site_id, d.key, p.source_kind, p.gone_since IS NOT NULL, v.content_sha256, p.returns,
            p.withdrawn_why
        FROM pages p LEFT JOIN documents d ON d.id = p.document_id
        LEFT JOIN versions v ON v.id = p.current_version_id""",
    "document": """
        SELECT key, kind, division_code, division_name, review_year, plan_year, title FROM documents""",
    "preferred": """
        SELECT d.key, p.url FROM preferred f JOIN documents d ON d.id = f.document_id
        JOIN pages p ON p.id = f.page_id""",
    "version": f"""
        SELECT p.url, v.number, v.content_sha256, v.cause, b.number, v.parser, v.division_code, v.division_full_name,
            {", ".join(f"v.{name}" for name in RECORD_COLUMNS if name != "parser")}, v.why, c.payload_sha256
        FROM versions v JOIN pages p ON p.id = v.page_id
        LEFT JOIN versions b ON b.id = v.previous_id JOIN captures c ON c.id = v.first_capture_id""",
    "section": """
        SELECT p.url, v.number, s.level, s.heading, s.start, s."end" FROM sections s""",
    "indicator": """
        SELECT p.url, v.number, s.indicator, s.name, s.measure, s.kind, s.value, s.value_max, s.unit,
            s.unit_si, s.value_si, s.value_max_si, s.bound, s.modifier, s.year, s.period, s.scope, s."of",
            s.part, s.start, s."end"
        FROM indicators s""",
    "commitment": """
        SELECT p.url, v.number, s.ordinal, s.category, s.text, s.year, s.status, s.status_text, s.outcome,
            s.lead, s.support, s.quantities, s.deadline, s.money, s.money_si, s.money_source, s.place,
            s.start, s."end"
        FROM commitments s""",
    "problem": """
        SELECT p.url, v.number, s.code, s.detail, s.start, s."end" FROM problems s""",
    "change": """
        SELECT p.url, v.number, b.number, s.kind, s.before, s.after, s.weight
        FROM changes s JOIN versions b ON b.id = s.previous_id""",
    "passage": """
        SELECT p.url, v.number, s.heading, s.text, s.start, s."end" FROM passages s""",
    "ledger": """
        SELECT division_code, division_name, indicator, measure, year, unit_si, target, target_max, target_bound,
            estimate, actual, target_document_id IS NOT NULL, review_document_id IS NOT NULL
        FROM ledger_indicators""",
    "promise": """
        SELECT p.url, v.number, s.text, o.text, o.status, o.outcome, l.score, l.accepted
        FROM ledger_commitments l JOIN commitments s ON s.id = l.commitment_id
        JOIN commitments o ON o.id = l.outcome_id""",
    "witness": """
        SELECT d.key, a.indicator, a.measure, a.kind, a.period, min(a.value, b.value), max(a.value, b.value),
            w.agrees
        FROM witnesses w JOIN documents d ON d.id = w.document_id
        JOIN indicators a ON a.id = w.indicator_a_id JOIN indicators b ON b.id = w.indicator_b_id""",
    "restoration": """
        SELECT p.url, v.number, s.code, s.start, r.text FROM restorations r JOIN problems s ON s.id = r.problem_id""",
    "correction": """
        SELECT p.url, v.number, s.start, s."end", s.kind, s.field, s.read, s.corrected, s.state
        FROM corrections s""",
    "issue": """
        SELECT site_id, code, detail, about, closed_at IS NOT NULL FROM issues s""",
}
_OF_VERSION = " JOIN versions v ON v.id = s.version_id JOIN pages p ON p.id = v.page_id"


def lines(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the archive as JSON lines, sorted within each kind of row."""
    for name, query in _QUERIES.items():
        if "v.number" in query and " versions v" not in query:
            query += _OF_VERSION
        rows = [json.dumps([name, *row], ensure_ascii=False) for row in connection.execute(query)]
        yield from sorted(rows)


def text(connection: sqlite3.Connection) -> str:
    """Return the whole canonical text."""
    return "\n".join(lines(connection)) + "\n"
