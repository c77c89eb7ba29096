"""Documents: one report or list of one division for one year, wherever it is copied."""

from __future__ import annotations

from sqlite_utils import Database

from archive.search import indexing


def key(
    kind: str,
    division: str | None,
    review_year: int | None,
    plan_year: int | None,
    completeness: str,
    url: str,
) -> str:
    """Return what two pages must share to be copies of one document.

    A work report is identified by its division and the year that it plans for; a list by its division and both
    its years, since a plan list and an outcome list of one year are two documents. If the division or the year
    is unknown, the page is a document of its own. `division` is a code, or a zone's full name.
    """
    if division is None or completeness == "empty":
        return f"page:{url}"
    if kind == "work_report":
        year = plan_year if plan_year is not None else review_year + 1 if review_year is not None else None
        return f"{kind}:{division}:{year}" if year is not None else f"page:{url}"
    if review_year is None and plan_year is None:
        return f"page:{url}"
    return f"{kind}:{division}:{review_year or ''}:{plan_year or ''}"


def settle(db: Database, page_id: int) -> bool:
    """Assign a page to the document that its current version belongs to; runs in the caller's transaction.

    Return True if the document changed; the page's versions are then indexed again, because the search index
    contains the document's year and kind.
    """
    url, old_id = db.execute("SELECT url, document_id FROM pages WHERE id = ?", (page_id,)).fetchone()
    row = db.execute(
        "SELECT v.kind, v.division_code, v.division_full_name, v.review_year, v.plan_year, v.completeness,"
        " v.source_kind FROM pages p JOIN versions v ON v.id = p.current_version_id WHERE p.id = ?",
        (page_id,),
    ).fetchone()
    new_id = None
    if row is not None:
        kind, code, name, review_year, plan_year, completeness, source_kind = row
        named = key(kind, code or name, review_year, plan_year, completeness, url)
        db.execute(
            "INSERT INTO documents (key, kind, division_code, division_name, review_year, plan_year)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (named, kind, code, name, review_year, plan_year),
        )
        (new_id,) = db.execute("SELECT id FROM documents WHERE key = ?", (named,)).fetchone()
        db.execute("UPDATE pages SET source_kind = ? WHERE id = ?", (source_kind, page_id))
    db.execute("UPDATE pages SET document_id = ? WHERE id = ?", (new_id, page_id))
    for document_id in {new_id, old_id} - {None}:
        refresh(db, document_id)
    moved: bool = old_id != new_id
    if moved:
        for (version_id,) in db.execute("SELECT id FROM versions WHERE page_id = ?", (page_id,)).fetchall():
            indexing.index(db, version_id)
    return moved


def refresh(db: Database, document_id: int) -> None:
    """Update a document's own columns, and mark its old and new division for recomputing."""
    _unsettle(db, document_id)
    describe(db, document_id)
    _unsettle(db, document_id)


def _unsettle(db: Database, document_id: int) -> None:
    db.execute(
        "INSERT OR IGNORE INTO unsettled SELECT coalesce(division_code, division_name) FROM documents"
        " WHERE id = ? AND coalesce(division_code, division_name) IS NOT NULL",
        (document_id,),
    )


def preferred(db: Database, page_id: int) -> int | None:
    """Return the preferred version of a page's document; None if the document has no other page."""
    row = db.execute(
        "SELECT p.document_id FROM pages p WHERE p.id = ?"
        " AND EXISTS (SELECT 1 FROM pages q WHERE q.document_id = p.document_id AND q.id != p.id)",
        (page_id,),
    ).fetchone()
    if row is None:
        return None
    found = db.execute("SELECT version_id FROM preferred WHERE document_id = ?", row).fetchone()
    return found[0] if found else None


def describe(db: Database, document_id: int) -> None:
    """Copy a document's own columns from its preferred text; delete a document without pages."""
    row = described(db, document_id)
    if row is not None:
        db.execute(
            "UPDATE documents SET kind = ?, division_code = ?, division_name = ?, review_year = ?,"
            " plan_year = ?, title = ? WHERE id = ?",
            (*row, document_id),
        )
    elif not db.execute("SELECT 1 FROM pages WHERE document_id = ?", (document_id,)).fetchone():
        db.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def described(db: Database, document_id: int) -> tuple[str | int | None, ...] | None:
    """Return a document's kind, division, years and title from its preferred text; None if it has no such text."""
    row: tuple[str | int | None, ...] | None = db.execute(
        "SELECT v.kind, v.division_code, v.division_full_name, v.review_year, v.plan_year, v.title"
        " FROM preferred f JOIN versions v ON v.id = f.version_id WHERE f.document_id = ?",
        (document_id,),
    ).fetchone()
    return row
