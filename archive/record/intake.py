"""Enter captures from WARC files into the tables: the page that each shows, what it repeats, what is to be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from archive.database import seals
from archive.record import capture_row, issues, moves, order, pages
from archive.warc.captures import Capture
from archive.warc.outcomes import PRESENT
from archive.warc.received import stored
from archive.warc.records import DamagedRecordError
from archive.warc.writer import of_run

DAMAGED = "capture_damaged"


def take(db: Database, run: int, path: Path, capture: Capture, site: str | None = None) -> bool:
    """Enter one capture; return False if it is stored already, or can't be entered (an issue then says why).

    `site` is used if the capture names none. Runs inside the caller's transaction.
    """
    site_id = (capture.fields.site if capture.fields else None) or site
    try:
        with db.atomic():  # a savepoint: a capture that fails is rolled back alone
            faults = _take(db, run, path, capture, site_id)
            if faults is not None:
                _report(db, run, capture, site_id, faults)
            return faults is not None
    except (OSError, MemoryError, sqlite3.OperationalError):
        raise  # a fault of the machine, not of the capture: a full disk, a read-only database
    # A capture whose bytes break the code that enters it must not stop the others: one page of 100 kB
    # stopped every night of an archive for good (2026-11).
    except Exception as error:  # noqa: BLE001 -- one capture must not stop the others
        _report(db, run, capture, site_id, [f"{type(error).__name__}: {error}"])
        return False


def report(db: Database, run: int, error: DamagedRecordError, site: str | None = None) -> None:
    """Open an issue about a record that could not become a capture; runs inside the caller's transaction."""
    place = f"{error.path.name} at {error.offset}"
    url = stored(error.url) if error.url else None
    site_id = _known_site(db, error.site or site)
    detail = f"{place}{f', {url}' if url else ''}: {stored(error.why)}"
    issues.open_issue(db, run, site_id, DAMAGED, detail, about=_about(error.path.name, error.offset, url))


def _about(file: str, offset: int, url: str | None) -> str:
    """Return the subject of an issue about a capture: its address, or its place in another tool's file.

    A crawl requests its addresses again every night, so their issues are updated and closed.
    """
    return url if url and of_run(file) else f"{file} at {offset}"


def _report(db: Database, run: int, capture: Capture, site: str | None, faults: list[str]) -> None:
    file, offset = capture.position.file, capture.position.offset
    about = _about(file, offset, capture.url)
    if not faults:
        issues.close_issue(db, site, DAMAGED, about)
        return
    detail = f"{file} at {offset}, {capture.url}: {'; '.join(map(stored, faults))}"
    issues.open_issue(db, run, _known_site(db, site), DAMAGED, detail, about)


def _known_site(db: Database, site: str | None) -> str | None:
    return site if db.execute("SELECT 1 FROM sites WHERE id = ?", (site,)).fetchone() else None


def _take(db: Database, run: int, path: Path, capture: Capture, site_id: str | None) -> list[str] | None:
    """Enter a capture and return what could not be stored as received; None if it is stored already."""
    place = (capture.position.file, capture.position.offset)
    if db.execute("SELECT 1 FROM captures WHERE warc_file = ? AND warc_offset = ?", place).fetchone():
        return None
    # The same record in another file: a copy of a WARC file, or a recompressed one.
    record = (capture.record_id, capture.url, capture.fetched_at)
    if db.execute(
        "SELECT 1 FROM captures WHERE record_id = ? AND url = ? AND fetched_at = ?", record
    ).fetchone():
        return None
    if (
        site_id is not None
        and db.execute("INSERT OR IGNORE INTO sites (id, name) VALUES (?, ?)", (site_id, site_id)).rowcount
        > 0
    ):
        seals.seal(db, "sites", [site_id])
    ordered_at = order.place(db, run, capture)
    row = capture_row.values(path, capture, original(db, capture, ordered_at))
    row |= {"run_id": run, "site_id": site_id, "ordered_at": ordered_at}
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT INTO captures ({names}) VALUES ({marks})", tuple(row.values()))
    capture_id = cursor.lastrowid
    assert capture_id is not None
    _remember(db, capture_id, row)
    digest, redirect_to = row["payload_sha256"], row["redirect_to"]
    _resolve_revisits(db, capture_id, capture, digest if isinstance(digest, str) else None)
    # A picture that redirects to a page is not that page.
    if isinstance(redirect_to, str) and row["role"] != "appearance":
        moves.follow(db, capture.url, redirect_to)
    pages.record_sighting(db, capture_id)
    return list(capture_row.faults(capture, row))


def original(db: Database, capture: Capture, ordered_at: str) -> tuple[int, str | None] | None:
    """Return the capture that a revisit refers to or, for a repeated payload written whole, the earlier one."""
    found: tuple[int, str | None] | None = None
    if capture.refers_to is not None:
        # With a wrong clock two captures of an address can have the same time: the record id tells them apart.
        found = db.execute(
            "SELECT coalesce(original_id, id), payload_sha256 FROM captures WHERE url = ? AND fetched_at = ?"
            " ORDER BY record_id IS NOT ?, record_type = 'revisit', id LIMIT 1",
            (capture.refers_to.url, capture_row.refers_to_date(capture), capture.refers_to.record_id),
        ).fetchone()
    elif capture.fields and capture.fields.outcome == "unchanged":
        found = db.execute(
            "SELECT id, payload_sha256 FROM captures WHERE url = ? AND payload_sha256 = ?"
            " AND original_id IS NULL AND ordered_at <= ? ORDER BY ordered_at DESC, id DESC LIMIT 1",
            (capture.url, capture.fields.payload_sha256, ordered_at),
        ).fetchone()
    return found


def _remember(db: Database, capture_id: int, row: capture_row.Row) -> None:
    """Store what the next visit of the address needs; an older capture that arrives late changes nothing."""
    known = db.execute(
        "SELECT c.ordered_at FROM addresses a JOIN captures c ON c.id = a.last_capture_id WHERE a.url = ?",
        (row["url"],),
    ).fetchone()
    if known is None:
        db.execute(
            "INSERT INTO addresses (url, site_id, role, via, title, listed, last_capture_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*(row[name] for name in ("url", "site_id", "role", "via", "title", "listed")), capture_id),
        )
    elif str(row["ordered_at"]) >= known[0]:
        db.execute(
            "UPDATE addresses SET last_capture_id = ?, site_id = coalesce(site_id, ?),"
            " role = coalesce(?, role), via = coalesce(?, via), title = coalesce(?, title),"
            " listed = coalesce(?, listed) WHERE url = ?",
            (capture_id, *(row[name] for name in ("site_id", "role", "via", "title", "listed", "url"))),
        )
    # An error page served with status 200 has validators too, and the server answers 304 to them while it lasts.
    if row["outcome"] in PRESENT or (row["outcome"] == "soft_404" and row["status"] in (200, 304)):
        _renew_validators(db, capture_id, row)


def _renew_validators(db: Database, capture_id: int, row: capture_row.Row) -> None:
    """Store the validators of the last representation (RFC 9110, 13.1); a 304 may renew them (15.4.5)."""
    payload_id = row["original_id"] or (capture_id if row["payload_sha256"] else None)
    newer = db.execute(
        "SELECT 1 FROM addresses a JOIN captures c ON c.id = a.payload_capture_id"
        " WHERE a.url = ? AND c.ordered_at > ?",
        (row["url"], row["ordered_at"]),
    ).fetchone()
    if newer or payload_id is None:
        return
    if row["status"] == 304:
        db.execute(
            "UPDATE addresses SET etag = coalesce(?, etag), last_modified = coalesce(?, last_modified)"
            " WHERE url = ?",
            (row["etag"], row["last_modified"], row["url"]),
        )
    else:
        db.execute(
            "UPDATE addresses SET payload_capture_id = ?, etag = ?, last_modified = ? WHERE url = ?",
            (payload_id, row["etag"], row["last_modified"], row["url"]),
        )


def _resolve_revisits(db: Database, capture_id: int, capture: Capture, payload_sha256: str | None) -> None:
    """Link revisits that were taken in before this capture, their original."""
    if capture.record_type != "response":
        return
    waiting = db.execute(
        "UPDATE captures SET original_id = ?, payload_sha256 = coalesce(payload_sha256, ?)"
        " WHERE refers_to_url = ? AND refers_to_date = ? AND original_id IS NULL AND id != ?"
        " RETURNING page_id",
        (capture_id, payload_sha256, capture.url, capture.fetched_at, capture_id),
    ).fetchall()
    for (page_id,) in waiting:
        if page_id is not None:
            pages.rebuild_history(db, page_id)
