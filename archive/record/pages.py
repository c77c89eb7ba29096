"""Pages and their stored histories, built from the captures and readings that belong to each page."""

from __future__ import annotations

from dataclasses import astuple, fields

from sqlite_utils import Database

from archive import clock
from archive.database import seals
from archive.record import changes, documents
from archive.record.history import PageHistory, Read, Sighting, page_history
from archive.search import indexing
from archive.warc.captures import utc_text
from archive.warc.outcomes import ABSENT, PRESENT


def record_sighting(db: Database, capture_id: int) -> None:
    """Record that a new capture found a known page there or gone, rebuilding its history only if necessary."""
    row = db.execute(
        "SELECT c.url, c.role, c.via, c.outcome, c.ordered_at, c.original_id, a.page_id FROM captures c"
        " LEFT JOIN addresses a ON a.url = CASE WHEN c.role = 'attachment' THEN c.via ELSE c.url END"
        " WHERE c.id = ?",
        (capture_id,),
    ).fetchone()
    _, role, _, outcome, ordered_at, original_id, page_id = row
    if page_id is None:
        return
    db.execute("UPDATE captures SET page_id = ? WHERE id = ?", (page_id, capture_id))
    if role == "attachment" or outcome not in PRESENT | ABSENT or (outcome == "ok"):
        return
    (checked_at,) = db.execute("SELECT checked_at FROM pages WHERE id = ?", (page_id,)).fetchone()
    if checked_at is None or ordered_at <= checked_at:
        rebuild_history(db, page_id)
    elif outcome in ABSENT:
        db.execute(
            "UPDATE pages SET gone_since = coalesce(gone_since, ?), checked_at = ? WHERE id = ?",
            (ordered_at, ordered_at, page_id),
        )
    elif not _extend(db, page_id, original_id, ordered_at):
        rebuild_history(db, page_id)


def _extend(db: Database, page_id: int, original_id: int | None, at: str) -> bool:
    """Count a repeat for the versions read from its bytes; return False if none of them is the current one."""
    seen = db.execute(
        "SELECT r.version_id, r.version_id = p.current_version_id FROM readings r"
        " JOIN pages p ON p.id = r.page_id"
        " WHERE r.page_id = ? AND r.capture_id = ? AND r.version_id IS NOT NULL"
        " AND r.seen_at = (SELECT max(seen_at) FROM readings WHERE page_id = ? AND version_id IS NOT NULL)",
        (page_id, original_id, page_id),
    ).fetchall()
    if not any(current for _, current in seen):
        return False
    db.conn.executemany(
        "UPDATE versions SET last_seen = ?, sightings = sightings + 1 WHERE id = ?",
        [(at, version_id) for version_id in {version_id for version_id, _ in seen}],
    )
    before = documents.preferred(db, page_id)
    db.execute(
        "UPDATE pages SET last_seen = ?, gone_since = NULL, checked_at = ? WHERE id = ?", (at, at, page_id)
    )
    # Of several copies of a document the one seen on the latest day is preferred.
    if documents.preferred(db, page_id) != before:
        documents.settle(db, page_id)
    return True


def adopt_captures(db: Database, page_id: int) -> None:
    """Assign to a page every capture of its addresses, and of the files attached to them."""
    db.execute(
        "UPDATE captures SET page_id = ? WHERE page_id IS NOT ? AND role IS NOT 'attachment'"
        " AND url IN (SELECT url FROM addresses WHERE page_id = ?)",
        (page_id, page_id, page_id),
    )
    db.execute(
        "UPDATE captures SET page_id = ? WHERE page_id IS NOT ? AND role = 'attachment'"
        " AND via IN (SELECT url FROM addresses WHERE page_id = ?)",
        (page_id, page_id, page_id),
    )


def history(db: Database, page_id: int) -> PageHistory:
    """Return a page's history from its readings and captures; `current_id` is None if it shows no document."""
    parsers: dict[str, int] = {}
    reads: list[Read] = []
    for capture_id, seen_at, payload, parser, version_id in db.execute(
        "SELECT capture_id, seen_at, payload, parser, version_id FROM readings WHERE page_id = ? ORDER BY id",
        (page_id,),
    ):
        rank = parsers.setdefault(parser, len(parsers))
        reads.append(Read(capture_id, seen_at, payload, rank, version_id))
    marks = ", ".join("?" * len(PRESENT | ABSENT))
    sightings = [
        Sighting(ordered_at, outcome in PRESENT, original_id)
        for outcome, ordered_at, original_id in db.execute(
            "SELECT outcome, ordered_at, original_id FROM captures WHERE page_id = ?"
            f" AND outcome IN ({marks}) AND outcome != 'ok' AND role IS NOT 'attachment'",
            (page_id, *sorted(PRESENT | ABSENT)),
        )
    ]
    computed = page_history(reads, sightings)
    # If the newest parser finds no document in any capture, the page shows none; its versions stay as read.
    if not db.execute(
        "SELECT 1 FROM readings WHERE page_id = ? AND latest = 1 AND version_id IS NOT NULL", (page_id,)
    ).fetchone():
        computed.current_id = None
    return computed


def rebuild_history(db: Database, page_id: int) -> bool:
    """Rebuild a page's stored history: its versions' numbers, causes and times, its changes, and its document.

    Return whether the page's versions were indexed for search again.
    """
    computed = history(db, page_id)
    db.execute(
        "UPDATE pages SET first_seen = ?, last_seen = ?, gone_since = ?, checked_at = ?,"
        " current_version_id = ?, returns = ? WHERE id = ?",
        (
            computed.first_seen,
            computed.last_seen,
            computed.gone_since,
            computed.checked_at,
            computed.current_id,
            computed.returns,
            page_id,
        ),
    )
    before = dict(db.execute("SELECT id, previous_id FROM versions WHERE page_id = ?", (page_id,)))
    for version in computed.versions.values():
        db.execute(
            "UPDATE versions SET number = ?, first_seen = ?, last_seen = ?, sightings = ?, cause = ?,"
            " previous_id = ? WHERE id = ?",
            (
                version.number,
                version.first_seen,
                version.last_seen,
                version.sightings,
                version.cause,
                version.previous_id,
                version.version_id,
            ),
        )
        if before.get(version.version_id) != version.previous_id:
            _compare(db, version.version_id, version.previous_id)
    return documents.settle(db, page_id)


def _compare(db: Database, version_id: int, previous_id: int | None) -> None:
    """Store the changes between two versions, replacing those stored before."""
    db.execute("DELETE FROM changes WHERE version_id = ?", (version_id,))
    if previous_id is None:
        return
    before, after = (
        db.execute("SELECT text FROM versions WHERE id = ?", (v,)).fetchone()[0]
        for v in (previous_id, version_id)
    )
    names = [f.name for f in fields(changes.Change)]
    db.conn.executemany(
        f"INSERT INTO changes (version_id, previous_id, {', '.join(names)})"
        f" VALUES (?, ?, {', '.join('?' * len(names))})",
        [(version_id, previous_id, *astuple(change)) for change in changes.between(before, after)],
    )


def shown(db: Database, url: str) -> str | None:
    """Return the text that the page at an address shows; None if there is no page, or nothing of it was read."""
    row = db.execute(
        "SELECT v.text FROM addresses a JOIN pages p ON p.id = a.page_id"
        " JOIN versions v ON v.id = p.current_version_id WHERE a.url = ?",
        (url,),
    ).fetchone()
    return row[0] if row else None


def withdraw(db: Database, url: str, why: str | None) -> bool:
    """Hide the page at an address with a reason, or show it again (None); return False for an unknown address."""
    row = db.execute("SELECT page_id FROM addresses WHERE url = ? AND page_id IS NOT NULL", (url,)).fetchone()
    if row is None:
        return False
    at = utc_text(clock.now()) if why is not None else None
    db.execute("UPDATE pages SET withdrawn_at = ?, withdrawn_why = ? WHERE id = ?", (at, why, row[0]))
    seals.seal(db, "pages", row)
    documents.settle(db, row[0])
    for (version_id,) in db.execute("SELECT id FROM versions WHERE page_id = ?", row).fetchall():
        indexing.index(db, version_id)
    return True
