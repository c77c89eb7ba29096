"""Captures out of WARC files into the tables: which page they show, what they repeat, what is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from sqlite_utils import Database

from archive.record import moves, pages
from archive.warc.captures import Capture, Fields, normal_date
from archive.warc.outcomes import OUTCOMES, PRESENT, Outcome, of_status
from archive.warc.payloads import PayloadError, PayloadTooLargeError, header, sha256
from archive.warc.reader import payload_at
from archive.warc.records import WarcError

# Media types that can be a document or hold one; an attachment's type is often octet-stream.
_READABLE = (
    "text/html",
    "text/plain",
    "text/markdown",
    "application/xhtml",
    "application/pdf",
    "application/json",
    "application/msword",
    "application/vnd.openxml",
    "application/vnd.ms-works",
    "application/wps",
)
_READABLE_SUFFIXES = (".htm", ".html", ".shtml", ".pdf", ".doc", ".docx", ".wps", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class _Judged:
    outcome: Outcome
    payload_sha256: str | None
    readable: bool


def take(db: Database, run: int, path: Path, capture: Capture, site: str | None = None) -> bool:
    """Enter one capture; False where it is in the table already. Runs inside the caller's transaction.

    `site` is used where the capture names none.
    """
    place = (capture.position.file, capture.position.offset)
    if db.execute("SELECT 1 FROM captures WHERE warc_file = ? AND warc_offset = ?", place).fetchone():
        return False
    # The same record in another file: a copy of a WARC file, or one packed anew.
    record = (capture.record_id, capture.url, capture.fetched_at)
    if db.execute(
        "SELECT 1 FROM captures WHERE record_id = ? AND url = ? AND fetched_at = ?", record
    ).fetchone():
        return False
    fields = capture.fields or Fields("")
    site_id = fields.site or site
    if site_id is not None:
        db.execute("INSERT OR IGNORE INTO sites (id, name) VALUES (?, ?)", (site_id, site_id))
    original = _original(db, capture)
    judged = _judge(path, capture, original)
    media_type = (header(capture.headers, "content-type") or "").partition(";")[0].strip().lower() or None
    location = header(capture.headers, "location")
    redirect_to = None
    if judged.outcome == "moved" and location:
        redirect_to = urldefrag(urljoin(capture.url, location)).url
    row = {
        "run_id": run,
        "site_id": site_id,
        "url": capture.url,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "outcome": judged.outcome,
        "payload_sha256": judged.payload_sha256,
        "warc_file": capture.position.file,
        "warc_offset": capture.position.offset,
        "etag": header(capture.headers, "etag"),
        "last_modified": header(capture.headers, "last-modified"),
        "record_type": capture.record_type,
        "record_id": capture.record_id,
        "digest": capture.digest,
        "role": fields.role,
        "via": fields.via,
        "title": fields.title,
        "listed": fields.listed,
        "name": fields.name,
        "detail": fields.detail,
        "media_type": media_type,
        "redirect_to": redirect_to,
        "original_id": original[0] if original else None,
        "refers_to_url": capture.refers_to.url if capture.refers_to else None,
        "refers_to_date": _date(capture) if capture.refers_to else None,
        "queued": int(judged.readable),
    }
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT INTO captures ({names}) VALUES ({marks})", tuple(row.values()))
    capture_id = cursor.lastrowid
    assert capture_id is not None
    _remember(db, capture_id, row)
    _resolve_revisits(db, capture_id, capture, judged.payload_sha256)
    if redirect_to is not None:
        moves.follow(db, capture.url, redirect_to)
    pages.sight(db, capture_id)
    return True


def _original(db: Database, capture: Capture) -> tuple[int, str | None] | None:
    """The capture that a revisit refers to; for an equal payload written whole, the one that it equals."""
    found: tuple[int, str | None] | None = None
    if capture.refers_to is not None:
        found = db.execute(
            "SELECT coalesce(original_id, id), payload_sha256 FROM captures WHERE url = ? AND fetched_at = ?"
            " ORDER BY record_type = 'revisit', id LIMIT 1",
            (capture.refers_to.url, _date(capture)),
        ).fetchone()
    elif capture.fields and capture.fields.outcome == "unchanged":
        found = db.execute(
            "SELECT id, payload_sha256 FROM captures WHERE url = ? AND payload_sha256 = ?"
            " AND original_id IS NULL AND fetched_at <= ? ORDER BY fetched_at DESC LIMIT 1",
            (capture.url, capture.fields.payload_sha256, capture.fetched_at),
        ).fetchone()
    return found


def _date(capture: Capture) -> str | None:
    try:
        return normal_date(capture.refers_to.fetched_at) if capture.refers_to else None
    except ValueError:
        return None


def _judge(path: Path, capture: Capture, original: tuple[int, str | None] | None) -> _Judged:
    outcome: Outcome
    digest = capture.fields.payload_sha256 if capture.fields else None
    if capture.record_type == "revisit":
        digest = original[1] if original else digest
        stated = capture.fields.outcome if capture.fields else ""
        outcome = "not_modified" if capture.status == 304 else "unchanged"
        # A revisit brings no body of its own, whatever its crawl called it.
        named = _named(stated)
        return _Judged(outcome if named in (None, "ok") else named, digest, False)
    if capture.fields is not None:
        outcome = _named(capture.fields.outcome) or "error"
        wanted = capture.fields.role in ("article", "attachment", None)
        whole = digest is not None and capture.record_type in ("response", "resource")
        fresh = outcome == "ok" or (outcome == "unchanged" and original is None)
        return _Judged(outcome, digest, fresh and wanted and whole)
    outcome = "ok" if capture.record_type == "resource" else of_status(capture.status or 0)
    if outcome == "ok":
        try:
            digest = sha256(payload_at(path, capture.position.offset).data)
        except PayloadTooLargeError:
            outcome = "too_large"
        except (PayloadError, WarcError):
            outcome = "error"
    return _Judged(outcome, digest, outcome == "ok" and _looks_readable(capture))


def _named(outcome: str) -> Outcome | None:
    return next((known for known in OUTCOMES if known == outcome), None)


def _looks_readable(capture: Capture) -> bool:
    media_type = (header(capture.headers, "content-type") or "").lower()
    path = urlsplit(capture.url).path.lower()
    return media_type.startswith(_READABLE) or path.endswith(_READABLE_SUFFIXES) or not media_type


def _remember(db: Database, capture_id: int, row: dict[str, str | int | None]) -> None:
    """Keep what the next visit of the address needs; an older capture taken in late changes nothing of it."""
    known = db.execute(
        "SELECT c.fetched_at FROM addresses a JOIN captures c ON c.id = a.last_capture_id WHERE a.url = ?",
        (row["url"],),
    ).fetchone()
    if known is None:
        db.execute(
            "INSERT INTO addresses (url, site_id, role, via, title, listed, last_capture_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*(row[name] for name in ("url", "site_id", "role", "via", "title", "listed")), capture_id),
        )
    elif str(row["fetched_at"]) >= known[0]:
        db.execute(
            "UPDATE addresses SET last_capture_id = ?, site_id = coalesce(site_id, ?),"
            " role = coalesce(?, role), via = coalesce(?, via), title = coalesce(?, title),"
            " listed = coalesce(?, listed) WHERE url = ?",
            (capture_id, *(row[name] for name in ("site_id", "role", "via", "title", "listed", "url"))),
        )
    # An error page sent as a page has validators too, and answers 304 to them while it stays.
    if row["outcome"] in PRESENT or (row["outcome"] == "soft_404" and row["status"] in (200, 304)):
        _renew_validators(db, capture_id, row)


def _renew_validators(db: Database, capture_id: int, row: dict[str, str | int | None]) -> None:
    """RFC 9110, 13.1: validators are those of the last representation; a 304 may renew them (15.4.5)."""
    payload_id = row["original_id"] or (capture_id if row["payload_sha256"] else None)
    newer = db.execute(
        "SELECT 1 FROM addresses a JOIN captures c ON c.id = a.payload_capture_id"
        " WHERE a.url = ? AND c.fetched_at > ?",
        (row["url"], row["fetched_at"]),
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
    """A revisit may be taken in before the file that holds its original."""
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
            pages.retell(db, page_id)
