"""The SQL of a night's facts; `:run` is the id of the night's run.

An address can be fetched several times in a night: its last capture counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from archive.warc.outcomes import ABSENT, PRESENT


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_THERE: Final = _quoted(PRESENT)
_AWAY: Final = _quoted(ABSENT)
_REFUSED: Final = "'challenged', 'blocked', 'too_large', 'error'"

ISSUES: Final = (
    "SELECT id, site_id AS site, code, about, detail, opened_at FROM issues"
    " WHERE closed_at IS NULL ORDER BY id"
)
CLOSED: Final = (
    "SELECT id, site_id AS site, code, about, detail, opened_at FROM issues WHERE id IN ({ids}) ORDER BY id"
)
# A version is first seen with the capture that completes its reading: the article's own or an attachment's.
_BROUGHT: Final = (
    "SELECT b.id FROM captures c JOIN versions b ON b.page_id = c.page_id AND b.first_seen = c.ordered_at"
    " WHERE c.run_id = :run"
)
EDITS: Final = (
    "SELECT p.site_id AS site, p.url, v.title, v.id AS version_id, v.previous_id, ch.before, ch.after, ch.weight,"
    " max(1, (SELECT count(*) FROM changes WHERE version_id = v.id AND kind != 'changed')) AS changes"
    " FROM versions v JOIN pages p ON p.id = v.page_id"
    " JOIN changes ch ON ch.id ="
    " (SELECT id FROM changes WHERE version_id = v.id ORDER BY weight DESC, id LIMIT 1)"
    f" WHERE v.id IN ({_BROUGHT}) AND v.cause = 'edited' AND p.withdrawn_at IS NULL ORDER BY ch.weight DESC, v.id"
)
# A reading of this run that shows an earlier text again, after another text was shown in between.
REVERTS: Final = (
    "SELECT p.site_id AS site, p.url, v.title, v.id AS version_id, before.version_id AS previous_id, p.returns"
    " FROM captures c JOIN readings r ON r.page_id = c.page_id AND r.seen_at = c.ordered_at AND r.latest = 1"
    " JOIN versions v ON v.id = r.version_id JOIN captures f ON f.id = v.first_capture_id"
    " JOIN pages p ON p.id = r.page_id"
    " JOIN readings before ON before.id = (SELECT q.id FROM readings q WHERE q.page_id = r.page_id"
    " AND q.latest = 1 AND q.version_id IS NOT NULL AND q.seen_at < r.seen_at"
    " ORDER BY q.seen_at DESC, q.id DESC LIMIT 1)"
    " WHERE c.run_id = :run AND f.run_id < :run AND before.version_id != v.id AND p.withdrawn_at IS NULL"
    " ORDER BY p.url"
)
GONE: Final = (
    "SELECT p.site_id AS site, p.url, v.title, p.last_seen AS detail FROM pages p"
    " JOIN versions v ON v.id = p.current_version_id"
    " WHERE EXISTS (SELECT 1 FROM captures c WHERE c.run_id = :run AND c.page_id = p.id"
    " AND c.ordered_at = p.gone_since) ORDER BY p.url"
)
RETURNED: Final = (
    "SELECT DISTINCT p.site_id AS site, p.url, v.title, before.ordered_at AS detail FROM captures c"
    " JOIN pages p ON p.id = c.page_id JOIN versions v ON v.id = p.current_version_id"
    " JOIN captures before ON before.id = (SELECT b.id FROM captures b WHERE b.page_id = p.id"
    f" AND b.run_id < :run AND b.role IS NOT 'attachment' AND b.outcome IN ({_THERE}, {_AWAY})"
    " ORDER BY b.ordered_at DESC, b.id DESC LIMIT 1)"
    " WHERE c.run_id = :run AND c.role IS NOT 'attachment' AND p.gone_since IS NULL"
    f" AND c.outcome IN ({_THERE}) AND before.outcome IN ({_AWAY}) ORDER BY p.url"
)
MOVED: Final = (
    "SELECT p.site_id AS site, c.url, v.title, c.redirect_to AS detail FROM captures c"
    " JOIN pages p ON p.id = c.page_id JOIN versions v ON v.id = p.current_version_id"
    " WHERE c.run_id = :run AND c.outcome = 'moved' AND c.role IS NOT 'attachment'"
    f" AND EXISTS (SELECT 1 FROM captures e WHERE e.url = c.url AND e.id < c.id AND e.outcome IN ({_THERE}))"
    " AND NOT EXISTS (SELECT 1 FROM captures e WHERE e.url = c.url AND e.id < c.id AND e.outcome = 'moved')"
    " ORDER BY c.url"
)
# The last outcome of each address; a list page that existed before counts as failing also when it is gone.
FAILING: Final = (
    "WITH last AS (SELECT max(id) AS id FROM captures WHERE run_id = :run AND site_id IS NOT NULL GROUP BY url)"
    " SELECT c.site_id AS site, c.url, c.outcome, c.detail FROM last JOIN captures c ON c.id = last.id"
    f" WHERE c.role IS NOT 'appearance' AND c.outcome IN ({_REFUSED}) OR (c.role = 'list' AND c.outcome IN ({_AWAY})"
    f" AND EXISTS (SELECT 1 FROM captures e WHERE e.url = c.url AND e.id < c.id AND e.outcome IN ({_THERE})))"
    " ORDER BY c.site_id, c.id"
)
VISITED: Final = (
    "SELECT DISTINCT site_id FROM captures WHERE run_id = :run AND site_id IS NOT NULL ORDER BY site_id"
)
USUAL: Final = (
    "WITH nights AS (SELECT DISTINCT c.run_id FROM captures c JOIN runs r ON r.id = c.run_id"
    " WHERE c.site_id = :site AND c.run_id < :run AND r.kind = 'nightly' ORDER BY c.run_id DESC LIMIT :nights),"
    " last AS (SELECT run_id, max(id) AS id FROM captures WHERE site_id = :site"
    " AND run_id IN (SELECT run_id FROM nights) GROUP BY run_id, url)"
    " SELECT coalesce(max(failing), 0) FROM (SELECT count(*) AS failing FROM last JOIN captures c ON c.id = last.id"
    f" WHERE c.role IS NOT 'appearance' AND c.outcome IN ({_REFUSED}) GROUP BY c.run_id)"
)
REPORTS: Final = (
    "SELECT p.site_id, d.plan_year, v.published_date FROM pages p JOIN documents d ON d.id = p.document_id"
    " JOIN versions v ON v.id = p.current_version_id"
    " WHERE d.kind = 'work_report' AND d.plan_year IS NOT NULL AND p.site_id IS NOT NULL"
    " AND p.source_kind = 'official' AND v.completeness != 'empty'"
)
NEW: Final = (
    "SELECT p.site_id AS site, v.cause, v.kind, v.title, v.division_name AS division, v.plan_year, p.url,"
    " v.id AS version_id FROM versions v JOIN pages p ON p.id = v.page_id"
    f" WHERE v.id IN ({_BROUGHT}) AND v.cause != 'parser' ORDER BY p.site_id, v.id"
)
GROWTH: Final = (
    "SELECT sum(w.taken_to) FROM warc_files w JOIN runs r ON r.id = w.run_id"
    " WHERE r.kind = 'nightly' AND r.id <= :run GROUP BY r.id ORDER BY r.id DESC LIMIT :nights"
)
BEFORE: Final = (
    "SELECT json_extract(summary, '$.morning.standing') FROM runs WHERE kind = 'nightly' AND id < :run"
    " AND json_extract(summary, '$.morning.standing') IS NOT NULL ORDER BY id DESC LIMIT 1"
)
