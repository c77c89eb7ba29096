"""Pages that move keep their history; addresses that redirect belong to the page that they lead to."""

from __future__ import annotations

from sqlite_utils import Database

from archive import documents
from archive.queue import Reading
from parsers.record import Record, content_sha256


def page_for(db: Database, reading: Reading, record: Record) -> int:
    """The page for a document at an address without one: the page that moved here, or a new one."""
    page_id = _moved_here(db, reading.url, record)
    if page_id is None:
        cursor = db.execute(
            "INSERT INTO pages (site_id, url, source_kind) VALUES (?, ?, ?)",
            (reading.site_id, reading.url, record.source_kind),
        )
        page_id = cursor.lastrowid
        assert page_id is not None
    else:
        db.execute("UPDATE pages SET url = ? WHERE id = ?", (reading.url, page_id))
    db.execute("UPDATE addresses SET page_id = ? WHERE url = ?", (page_id, reading.url))
    db.execute(
        "UPDATE addresses SET page_id = ? WHERE page_id IS NULL"
        " AND url IN (SELECT url FROM captures WHERE redirect_to = ?)",
        (page_id, reading.url),
    )
    return page_id


def _moved_here(db: Database, url: str, record: Record) -> int | None:
    """A page whose own address redirects here and that has this body or is this document."""
    rows = db.execute(
        "SELECT DISTINCT p.id FROM captures c JOIN pages p ON p.url = c.url"
        " WHERE c.redirect_to = ? ORDER BY p.first_seen, p.id",
        (url,),
    ).fetchall()
    division = (record.division.code or record.division.full_name) if record.division else None
    named = documents.key(
        record.kind, division, record.review_year, record.plan_year, record.completeness, url
    )
    for (page_id,) in rows:
        same_body = db.execute(
            "SELECT 1 FROM versions WHERE page_id = ? AND content_sha256 = ?",
            (page_id, content_sha256(record.text)),
        ).fetchone()
        same_document = db.execute(
            "SELECT 1 FROM pages p JOIN documents d ON d.id = p.document_id WHERE p.id = ? AND d.key = ?",
            (page_id, named),
        ).fetchone()
        if same_body or same_document:
            return int(page_id)
    return None
