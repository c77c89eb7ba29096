"""Derive the row of a capture from its record: outcome, digest, redirect, and whether it is to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from archive.warc.addresses import page_address
from archive.warc.captures import Capture, Fields, normal_date
from archive.warc.outcomes import OUTCOMES, Outcome, destination, of_status
from archive.warc.payloads import PayloadError, PayloadTooLargeError, header, sha256
from archive.warc.reader import payload_at
from archive.warc.received import address, encodable, fault_of, stored
from archive.warc.records import WarcError

Row = dict[str, str | int | None]
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


def values(path: Path, capture: Capture, repeated: tuple[int, str | None] | None) -> Row:
    """Return the columns that follow from a capture's record and from the capture that it repeats.

    Headers are in the form of `received.stored`.
    """
    fields = capture.fields or Fields("")
    judged = _judge(path, capture, repeated)
    media_type = (header(capture.headers, "content-type") or "").partition(";")[0].strip().lower() or None
    target = header(capture.headers, "location") or destination(judged.outcome, fields.detail)
    etag, modified = header(capture.headers, "etag"), header(capture.headers, "last-modified")
    return {
        "url": capture.url,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "outcome": judged.outcome,
        "payload_sha256": judged.payload_sha256,
        "warc_file": capture.position.file,
        "warc_offset": capture.position.offset,
        "etag": None if etag is None else stored(etag),
        "last_modified": None if modified is None else stored(modified),
        "record_type": capture.record_type,
        "record_id": capture.record_id,
        "digest": capture.digest,
        "role": fields.role,
        "via": fields.via,
        "title": fields.title,
        "listed": fields.listed,
        "name": fields.name,
        "detail": fields.detail,
        "media_type": media_type and stored(media_type),
        "redirect_to": _redirect(capture.url, target) if judged.outcome == "moved" and target else None,
        "original_id": repeated[0] if repeated else None,
        "refers_to_url": capture.refers_to.url if capture.refers_to else None,
        "refers_to_date": refers_to_date(capture) if capture.refers_to else None,
        "queued": int(judged.readable),
    }


def _redirect(url: str, location: str) -> str | None:
    """Return the address that a Location leads to, its bytes percent-encoded; None if it is not an address."""
    target = address(location)
    if fault_of(target) is not None:
        return None
    return page_address(urljoin(url, target))


def faults(capture: Capture, row: Row) -> Iterator[str]:
    """Yield what could not be stored as received, one line each."""
    if capture.record_type == "response" and capture.status is None:
        yield "the response has no three-digit HTTP status"
    for name in ("content-type", "etag", "last-modified", "location"):
        value = header(capture.headers, name)
        if value is not None and not encodable(value):
            yield f"{name} holds bytes that are not UTF-8, stored as {address(value)[:200]}"
    location = header(capture.headers, "location")
    if row["outcome"] == "moved" and location and (why := fault_of(address(location))):
        yield f"Location {address(location)[:200]}: {why}"


def refers_to_date(capture: Capture) -> str | None:
    """Return the date of the capture that a revisit refers to; None without one, or if it is not a date."""
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
        # A revisit has no body of its own, whatever outcome its crawl recorded.
        named = _named(stated)
        return _Judged(outcome if named in (None, "ok") else named, digest, False)
    if capture.fields is not None:
        outcome = _named(capture.fields.outcome) or "error"
        wanted = capture.fields.role in ("article", "attachment", None)
        # A conversion beside an article is the article's page as its scripts filled it.
        kinds = ("response", "resource", *(("conversion",) if capture.fields.role == "attachment" else ()))
        whole = digest is not None and capture.record_type in kinds
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
