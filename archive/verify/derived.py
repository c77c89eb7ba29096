"""Recompute pages, documents, ledgers and conflicts from the stored captures and readings, and compare them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from sqlite_utils import Database

from archive.derive import ledgers, witnesses
from archive.record import documents, pages
from archive.record.history import VersionHistory
from archive.verify.damage import Damage, Tally

# Tables computed from a division's figures; apart from `id`, computing them again must give the same rows.
_COMPUTED: Final = ("ledger_indicators", "ledger_commitments", "panel_repeats", "witnesses", "restorations")


def check_derived(connection: sqlite3.Connection, tally: Tally) -> Iterator[Damage]:
    """Recompute all derived rows and yield each that differs."""
    db = Database(connection, execute_plugins=False)
    yield from _pages(db, tally)
    yield from _captures(connection)
    yield from _documents(db, tally)
    yield from _divisions(db, tally)


def _pages(db: Database, tally: Tally) -> Iterator[Damage]:
    names = ("first_seen", "last_seen", "gone_since", "checked_at", "current_version_id", "returns")
    for page_id, site_id, url, source_kind, *stored in db.execute(
        f"SELECT id, site_id, url, source_kind, {', '.join(names)} FROM pages ORDER BY id"
    ).fetchall():
        tally.rows += 1
        page = pages.history(db, page_id)
        given = (
            page.first_seen, page.last_seen, page.gone_since, page.checked_at, page.current_id, page.returns
        )  # fmt: skip
        wrong = [
            f"{name} is {one!r}, not {other!r}"
            for name, one, other in zip(names, stored, given, strict=True)
            if one != other
        ]
        if not db.execute("SELECT 1 FROM addresses WHERE url = ? AND page_id = ?", (url, page_id)).fetchone():
            wrong.append(f"url {url!r} is not one of its addresses")
        sites = db.execute(
            "SELECT DISTINCT c.site_id FROM readings r JOIN captures c ON c.id = r.capture_id WHERE r.page_id = ?",
            (page_id,),
        ).fetchall()
        if (site_id,) not in sites:
            wrong.append(f"site_id {site_id!r} is not the site of any of its captures")
        shown = db.execute("SELECT source_kind FROM versions WHERE id = ?", (page.current_id,)).fetchone()
        if shown and shown[0] != source_kind:
            wrong.append(f"source_kind is {source_kind!r}, not {shown[0]!r}")
        if wrong:
            yield Damage("page", f"pages {page_id}", f"{url}: {'; '.join(wrong)}")
        for version in page.versions.values():
            yield from _version(db, page_id, version)


def _version(db: Database, page_id: int, version: VersionHistory) -> Iterator[Damage]:
    names = ("page_id", "number", "first_seen", "last_seen", "sightings", "cause", "previous_id")
    row = db.execute(
        f"SELECT {', '.join(names)}, first_capture_id FROM versions WHERE id = ?", (version.version_id,)
    ).fetchone()
    if row is None:
        return  # reported as a broken foreign key
    *stored, capture = row
    given = (
        page_id, version.number, version.first_seen, version.last_seen, version.sightings, version.cause,
        version.previous_id,
    )  # fmt: skip
    wrong = [
        f"{name} is {one!r}, not {other!r}"
        for name, one, other in zip(names, stored, given, strict=True)
        if one != other
    ]
    sources = db.execute(
        "SELECT r.capture_id FROM readings r WHERE r.version_id = :id UNION"
        " SELECT a.value FROM readings r, json_each(r.attachments) a WHERE r.version_id = :id",
        {"id": version.version_id},
    ).fetchall()
    if (capture,) not in sources:
        wrong.append(f"first_capture_id {capture} is not one of its captures")
    if wrong:
        yield Damage("version", f"versions {version.version_id}", "; ".join(wrong))


def _captures(db: sqlite3.Connection) -> Iterator[Damage]:
    """Check that each capture belongs to the page of its address or, for an attachment, of its article."""
    for file, offset, url, stored, given in db.execute(
        "SELECT c.warc_file, c.warc_offset, c.url, c.page_id, a.page_id FROM captures c LEFT JOIN addresses a"
        " ON a.url = CASE WHEN c.role = 'attachment' THEN c.via ELSE c.url END WHERE c.page_id IS NOT a.page_id"
    ):
        yield Damage("capture", f"{file} at {offset}", f"{url}: page_id is {stored}, not {given}")


def _documents(db: Database, tally: Tally) -> Iterator[Damage]:
    names = ("kind", "division_code", "division_name", "review_year", "plan_year", "title")
    for document_id, key, *stored in db.execute(
        f"SELECT id, key, {', '.join(names)} FROM documents ORDER BY id"
    ).fetchall():
        tally.rows += 1
        given = documents.described(db, document_id)
        wrong = [
            f"{name} is {one!r}, not {other!r}"
            for name, one, other in zip(names, stored, given or stored, strict=True)
            if one != other
        ]
        if not db.execute("SELECT 1 FROM pages WHERE document_id = ?", (document_id,)).fetchone():
            wrong.append("no page shows it")
        if wrong:
            yield Damage("document", f"documents {document_id}", f"{key}: {'; '.join(wrong)}")
    for page_id, url, stored, kind, code, name, review, plan, completeness in db.execute(
        "SELECT p.id, p.url, d.key, v.kind, v.division_code, v.division_full_name, v.review_year, v.plan_year,"
        " v.completeness FROM pages p JOIN versions v ON v.id = p.current_version_id"
        " LEFT JOIN documents d ON d.id = p.document_id"
    ).fetchall():
        given_key = documents.key(kind, code or name, review, plan, completeness, url)
        if stored != given_key:
            yield Damage("page", f"pages {page_id}", f"{url}: its document is {stored!r}, not {given_key!r}")


def _divisions(db: Database, tally: Tally) -> Iterator[Damage]:
    """Compute each division's ledgers and witnesses into temporary tables of the same names, and compare them."""
    for table in _COMPUTED:
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE 0")
    db.execute("CREATE UNIQUE INDEX temp.restored ON restorations(problem_id, witness_id)")
    divisions = db.execute(
        "SELECT DISTINCT coalesce(division_code, division_name) FROM documents"
        " WHERE coalesce(division_code, division_name) IS NOT NULL ORDER BY 1"
    ).fetchall()
    pending = {division for (division,) in db.execute("SELECT division FROM unsettled")}
    tally.unsettled = len(pending)
    try:
        for (division,) in divisions:
            if division in pending:
                continue  # a run that ended early has not computed it yet
            ledgers.rebuild(db, division)
            witnesses.rebuild(db, division)
        if not pending:
            for table in _COMPUTED:
                yield from _differing(db, table, tally)
    finally:
        for table in _COMPUTED:
            db.execute(f"DROP TABLE temp.{table}")


def _differing(db: Database, table: str, tally: Tally) -> Iterator[Damage]:
    columns = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})") if row[1] != "id"]
    names = ", ".join(f'"{name}"' for name in columns)
    (count,) = db.execute(f"SELECT count(*) FROM main.{table}").fetchone()
    tally.rows += count
    for side, other in (("main", "temp"), ("temp", "main")):
        extra = db.execute(
            f"SELECT {names} FROM {side}.{table} EXCEPT SELECT {names} FROM {other}.{table}"
        ).fetchall()
        for row in extra:
            if side == "main":
                marks = " AND ".join(f'"{name}" IS ?' for name in columns)
                (number,) = db.execute(f"SELECT min(id) FROM main.{table} WHERE {marks}", row).fetchone()
                yield Damage("computed", f"{_public(table)} {number}", "is not what the stored readings give")
            else:
                said = ", ".join(
                    f"{name} {value}" for name, value in zip(columns, row, strict=True) if value is not None
                )
                yield Damage("computed", _public(table), f"a row is missing or different: {said}")


def _public(table: str) -> str:
    return "conflicts" if table == "witnesses" else table
