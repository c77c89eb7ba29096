"""`/problems`: figures on which texts disagree, damaged passages, and open issues."""

from __future__ import annotations

import sqlite3

from archive.browse.rows import Arguments, Row, rows

_MOST = 200


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read conflicts, problems in current versions (latest first) and open issues."""
    return {
        "conflicts": _conflicts(db),
        "damaged": rows(
            db,
            f"""select problems.code, problems.detail, problems.start, problems."end", problems.version_id,
                       versions.title, substr(versions.text, problems.start + 1,
                                              min(problems."end" - problems.start, 80)) as words,
                       restorations.witness_id, restorations.text as witness_text,
                       restorations.start as witness_start, restorations."end" as witness_end
                from problems join versions on versions.id = problems.version_id
                join pages on pages.current_version_id = versions.id and pages.withdrawn_at is null
                left join restorations on restorations.problem_id = problems.id
                order by problems.id desc limit {_MOST}""",
        ),
        "issues": rows(
            db,
            f"""select id, site_id, code, detail, opened_at from issues where closed_at is null
                order by opened_at desc, id desc limit {_MOST}""",
        ),
        "most": _MOST,
    }


def _conflicts(db: sqlite3.Connection) -> list[Row]:
    return rows(
        db,
        f"""select documents.id as document_id, documents.title, a.indicator, a.measure, a.kind, a.period,
                   a.unit, a.value as value_a, b.value as value_b, a.version_id as version_a,
                   a.start as start_a, a."end" as end_a, b.version_id as version_b, b.start as start_b,
                   b."end" as end_b
            from conflicts join documents on documents.id = conflicts.document_id
            join indicators as a on a.id = conflicts.indicator_a_id
            join indicators as b on b.id = conflicts.indicator_b_id
            order by documents.id desc, a.start limit {_MOST}""",
    )
