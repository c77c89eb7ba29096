"""Keep the history of pages that move, and assign redirecting addresses to the page that they lead to."""

from __future__ import annotations

from sqlite_utils import Database

from archive.database import seals
from archive.database.groups import INDEX_TABLES, TEXT_TABLES
from archive.record import documents, pages
from archive.record.queue import Reading
from archive.search import indexing
from parsers.record import Record, content_sha256

# Every address whose last visit was redirected to this one, over any number of hops.
_LEADING_HERE = """
WITH RECURSIVE leading(url) AS (
    SELECT :url
    UNION
    SELECT a.url FROM captures c JOIN leading l ON c.redirect_to = l.url AND c.role IS NOT 'appearance'
    JOIN addresses a ON a.last_capture_id = c.id
)
SELECT url FROM leading WHERE url != :url
"""


def page_for(db: Database, reading: Reading, record: Record) -> int:
    """Return the page for a document at an address without one: the page that moved here, or a new one."""
    leading = [url for (url,) in db.execute(_LEADING_HERE, {"url": reading.url}).fetchall()]
    page_id = _moved_here(db, leading, reading.url, record)
    if page_id is None:
        cursor = db.execute(
            "INSERT INTO pages (site_id, url, source_kind) VALUES (?, ?, ?)",
            (reading.site_id, reading.url, record.source_kind),
        )
        page_id = cursor.lastrowid
        assert page_id is not None
    else:
        db.execute("UPDATE pages SET url = ? WHERE id = ?", (reading.url, page_id))
    db.conn.executemany(
        "UPDATE addresses SET page_id = ? WHERE url = ? AND page_id IS NULL",
        [(page_id, url) for url in (reading.url, *leading)],
    )
    return page_id


def follow(db: Database, url: str, target: str) -> None:
    """Record that an address redirects to another: assign it to the target's page, or join the two pages.

    Two pages are joined only if they show the same body or are the same document; a report's address that
    leads to another report keeps its own page.
    """
    row = db.execute("SELECT page_id FROM addresses WHERE url = ?", (target,)).fetchone()
    if row is None or row[0] is None:
        return
    new = row[0]
    for (address,) in [(url,), *db.execute(_LEADING_HERE, {"url": url}).fetchall()]:
        (old,) = db.execute("SELECT page_id FROM addresses WHERE url = ?", (address,)).fetchone()
        if old is None:
            db.execute("UPDATE addresses SET page_id = ? WHERE url = ?", (new, address))
            pages.adopt_captures(db, new)
            pages.rebuild_history(db, new)
        elif old != new and _same(db, old, new):
            new, drop = sorted((old, new), key=lambda page_id: _first_seen(db, page_id))
            _join(db, new, drop)


def _moved_here(db: Database, leading: list[str], url: str, record: Record) -> int | None:
    """Return a page whose own address leads here and that has this body or is this document."""
    if not leading:
        return None
    division = (record.division.code or record.division.full_name) if record.division else None
    named = documents.key(
        record.kind, division, record.review_year, record.plan_year, record.completeness, url
    )
    content = content_sha256(record.text)
    for address in leading:
        row = db.execute(
            "SELECT p.id FROM pages p LEFT JOIN documents d ON d.id = p.document_id WHERE p.url = ?"
            " AND (d.key = ? OR p.id IN (SELECT page_id FROM versions WHERE content_sha256 = ?))",
            (address, named, content),
        ).fetchone()
        if row is not None:
            return int(row[0])
    return None


def _same(db: Database, one: int, other: int) -> bool:
    return bool(
        db.execute(
            "SELECT 1 FROM pages a, pages b WHERE a.id = ? AND b.id = ? AND (a.document_id = b.document_id"
            " OR EXISTS (SELECT 1 FROM versions v JOIN versions w ON w.content_sha256 = v.content_sha256"
            " WHERE v.page_id = a.id AND w.page_id = b.id))",
            (one, other),
        ).fetchone()
    )


def _first_seen(db: Database, page_id: int) -> tuple[str, int]:
    (at,) = db.execute("SELECT first_seen FROM pages WHERE id = ?", (page_id,)).fetchone()
    return at or "", page_id


def _join(db: Database, keep: int, drop: int) -> None:
    """Join two pages under the id `keep`: every capture, reading and distinct body of both."""
    url, document_id = db.execute(
        "SELECT b.url, b.document_id FROM pages b WHERE b.id = ?", (drop,)
    ).fetchone()
    for version_id, content in db.execute(
        "SELECT id, content_sha256 FROM versions WHERE page_id = ?", (drop,)
    ).fetchall():
        same = db.execute(
            "SELECT id FROM versions WHERE page_id = ? AND content_sha256 = ?", (keep, content)
        ).fetchone()
        if same is None:
            db.execute("UPDATE versions SET page_id = ? WHERE id = ?", (keep, version_id))
        else:
            _replace(db, version_id, same[0])
    for table in ("captures", "readings", "addresses", "issues"):
        db.execute(f"UPDATE {table} SET page_id = ? WHERE page_id = ?", (keep, drop))
    moved = db.execute("SELECT id FROM issues WHERE page_id = ?", (keep,)).fetchall()
    seals.seal(db, "issues", [issue_id for (issue_id,) in moved])
    _keep_withdrawal(db, keep, drop)
    db.execute("DELETE FROM pages WHERE id = ?", (drop,))
    # Its present address is the target of the redirect.
    last = db.execute(
        "SELECT a.url FROM addresses a JOIN captures c ON c.id = a.last_capture_id WHERE a.page_id = ?"
        " AND a.role IS NOT 'attachment' AND c.redirect_to IS NULL ORDER BY c.ordered_at DESC LIMIT 1",
        (keep,),
    ).fetchone()
    db.execute("UPDATE pages SET url = ? WHERE id = ?", (last[0] if last else url, keep))
    pages.rebuild_history(db, keep)
    if db.execute("SELECT 1 FROM pages WHERE id = ? AND withdrawn_at IS NOT NULL", (keep,)).fetchone():
        for (version_id,) in db.execute("SELECT id FROM versions WHERE page_id = ?", (keep,)).fetchall():
            indexing.index(db, version_id)
    if document_id is not None:
        documents.describe(db, document_id)


def _keep_withdrawal(db: Database, keep: int, drop: int) -> None:
    """Copy a withdrawal from the page that is dropped to the page that is kept."""
    db.execute(
        "UPDATE pages SET (withdrawn_at, withdrawn_why) = (SELECT withdrawn_at, withdrawn_why FROM pages WHERE id = ?)"
        " WHERE id = ? AND withdrawn_at IS NULL",
        (drop, keep),
    )
    db.execute("UPDATE pages SET withdrawn_at = NULL, withdrawn_why = NULL WHERE id = ?", (drop,))
    seals.seal(db, "pages", [keep, drop])


def _replace(db: Database, version_id: int, by: int) -> None:
    """Replace a version by another one with the same body."""
    db.execute("UPDATE readings SET version_id = ? WHERE version_id = ?", (by, version_id))
    db.execute("UPDATE versions SET previous_id = NULL WHERE previous_id = ?", (version_id,))
    db.execute("UPDATE pages SET current_version_id = NULL WHERE current_version_id = ?", (version_id,))
    db.execute("DELETE FROM changes WHERE previous_id = ?", (version_id,))
    db.execute("DELETE FROM restorations WHERE witness_id = ?", (version_id,))
    indexing.remove(db, version_id)
    for table in set(TEXT_TABLES) - set(INDEX_TABLES):
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))
    seals.seal_all(db, "corrections")
    db.execute("DELETE FROM versions WHERE id = ?", (version_id,))
