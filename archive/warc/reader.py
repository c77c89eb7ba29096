"""Read captures from WARC files: whole groups from our own, every response from another tool's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from archive.warc.captures import (
    FIELD_NAMES,
    Capture,
    Fields,
    Payload,
    Position,
    RecordType,
    Reference,
    Response,
    normal_date,
)
from archive.warc.payloads import LIMIT, PayloadError, PayloadTooLargeError, decode, header
from archive.warc.received import address, fault_of, stored
from archive.warc.records import Damaged, DamagedRecordError, WarcRecord, record_at, records
from archive.warc.writer import SOFTWARE, of_run

# RFC 9110, 15: three digits. Others (`²`, 99999999999999999999) stay in the WARC file; the status is stored as null.
_STATUS = re.compile("[1-9][0-9]{2}")
_PAYLOAD_TYPES: dict[str, RecordType] = {
    "response": "response", "revisit": "revisit", "resource": "resource", "conversion": "conversion",
}  # fmt: skip

# ISO 28500, 5.5; a record of another type is reported, not left out silently.
_OTHER_TYPES = frozenset(("warcinfo", "request", "metadata"))
_HTTP = ("http://", "https://")
# Addresses of records that crawlers keep beside the pages: name lookups, page lists, screenshots.
_NO_PAGES = ("dns:", "whois:", "urn:", "metadata:", "screenshot:", "thumbnail:")


def captures(path: Path, start: int = 0, damaged: Damaged | None = None) -> Iterator[Capture]:
    """Yield the captures of a file: its whole groups in our own files, each response in another tool's.

    `start` is 0 or the `end` of a capture read before. Responses after the last whole group of a file that one of our
    crawls writes are not captures yet. A record that can't be a capture (of no known type, an unusable address or
    date) is passed to `damaged` like a damaged record; without `damaged`, DamagedRecordError is raised.
    """
    return grouped(path, records(path, start, damaged), is_ours(path), damaged)


def grouped(
    path: Path, found: Iterable[WarcRecord], ours: bool, damaged: Damaged | None
) -> Iterator[Capture]:
    """Yield the captures that a sequence of records forms, in order; see `captures`."""
    # A file that no crawl of ours appends to may be joined from our files and others: a response without a closing
    # record of ours is then another tool's.
    joined = ours and of_run(path.name) is None
    waiting: WarcRecord | None = None
    for record in found:
        if record.kind in _PAYLOAD_TYPES:
            if joined:
                yield from _foreign(path, waiting, damaged)
            waiting = record
            if not ours:
                yield from _foreign(path, record, damaged)
        elif ours and record.kind == "metadata":
            fields = _fields(record)
            concurrent = header(record.headers, "warc-concurrent-to")
            if concurrent is None:
                main = record
            elif waiting is not None and header(waiting.headers, "warc-record-id") == concurrent:
                main = waiting
            else:
                continue  # its response was damaged and has been reported
            if fields is None and joined:
                continue  # another tool's
            yield from _captured(path, main, fields, record.end, damaged)
            waiting = None
        elif record.kind not in _OTHER_TYPES:
            _refuse(path, record, damaged)
    if joined:
        yield from _foreign(path, waiting, damaged)


def _foreign(path: Path, record: WarcRecord | None, damaged: Damaged | None) -> Iterator[Capture]:
    """Yield a record of another tool as a capture; a conversion is not a page as it was served."""
    if record is not None and record.kind != "conversion":
        yield from _captured(path, record, None, record.end, damaged)


def _refuse(path: Path, record: WarcRecord, damaged: Damaged | None) -> None:
    """Report a record of which no capture can be made."""
    if record.kind == "continuation":
        why = "a part of a segmented record: the parts are not joined"
    elif record.kind:
        why = f"a record of the unknown WARC-Type {stored(record.kind)[:40]!r}"
    else:
        why = "the record has no WARC-Type"
    error = DamagedRecordError(path, record.offset, why, url=target_of(record) or None)
    if damaged is None:
        raise error
    damaged(error)


def _captured(
    path: Path, record: WarcRecord, fields: Fields | None, end: int, damaged: Damaged | None
) -> Iterator[Capture]:
    try:
        capture = _capture(path, record, fields, end)
    except DamagedRecordError as error:
        if damaged is None:
            raise
        damaged(error)
        return
    if capture is not None:
        yield capture


def is_ours(path: Path) -> bool:
    """Return whether this project wrote the file, by its warcinfo or its first closing record."""
    for record in islice(records(path, damaged=lambda _: None), 4):
        if record.kind == "warcinfo":
            software = dict(_warc_fields(record.block or b"")).get("software", "")
            if software.split("/")[0] == SOFTWARE:
                return True
        if record.kind == "metadata" and _fields(record) is not None:
            return True
    return False


def response_at(path: Path, offset: int) -> Response:
    """Return the response at an offset as it was received. Raises DamagedRecordError."""
    record = record_at(path, offset)
    response = http_of(record)
    if response is None:
        raise DamagedRecordError(path, offset, "no complete HTTP response")
    return response


def payload_at(path: Path, offset: int, fields: Fields | None = None, limit: int = LIMIT) -> Payload:
    """Return the decoded payload of a response, resource or conversion record; a revisit record has none.

    Raises DamagedRecordError, PayloadError (and its PayloadTooLargeError).
    """
    record = record_at(path, offset)
    data = payload_of(record, limit)
    response = http_of(record) if record.kind == "response" else None
    content_type = header(response.headers if response else record.headers, "content-type")
    date = normal_date(header(record.headers, "warc-date") or "")
    title, name = (fields.title, fields.name) if fields else (None, None)
    return Payload(data, target_of(record), content_type, date, title, name)


def payload_of(record: WarcRecord, limit: int = LIMIT) -> bytes:
    """Return the decoded payload of a response, resource or conversion record. Raises PayloadError."""
    if record.block is None:
        raise PayloadTooLargeError(f"{record.length} bytes, more than {limit}")
    if record.kind in ("resource", "conversion"):
        return decode(record.block, (), limit)
    response = http_of(record)
    if response is None or record.kind != "response":
        raise PayloadError(f"a {record.kind} record without a payload")
    return decode(response.body, response.headers, limit)


def recover_tail(path: Path, start: int = 0) -> str | None:
    """Cut off what a crash left unfinished at the end of one of our own files; return a message, or None.

    Damage followed by whole records was not left by a crash and stays for `verify` to report. `start` is 0 or the
    end of a group that is known to be whole.
    """
    size = path.stat().st_size
    good = start
    torn: DamagedRecordError | None = None

    def note(error: DamagedRecordError) -> None:
        nonlocal torn
        torn = error

    for record in records(path, start, note):
        torn = None
        if record.kind in ("metadata", "warcinfo"):
            good = record.end
    if good == size and size > 0:
        return None
    with path.open("r+b") as file:
        file.truncate(good)
    if good == 0:
        path.unlink()
    return f"{path.name}: {size - good} bytes of an unfinished capture cut off at {good}"


def target_of(record: WarcRecord) -> str:
    """Return the address of a record (its WARC-Target-URI)."""
    # wget 1.19 puts the address in angle brackets.
    url = address((header(record.headers, "warc-target-uri") or "").strip("<>"))
    scheme, colon, rest = url.partition("://")
    return scheme.lower() + colon + rest if colon and scheme.isalpha() else url  # RFC 3986, 3.1


def _warc_fields(block: bytes) -> Iterator[tuple[str, str]]:
    for line in block.decode("utf-8", "replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _fields(record: WarcRecord) -> Fields | None:
    found = {name: value for name, value in _warc_fields(record.block or b"") if name in FIELD_NAMES}
    return Fields(**found) if "outcome" in found else None


def http_of(record: WarcRecord) -> Response | None:
    """Return the HTTP response in a response or revisit record; None if it is missing or incomplete."""
    if record.block is None:
        return None
    head, _, body = record.block.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "surrogateescape").split("\r\n")
    status = lines[0].split(" ", 2)
    if len(status) < 2 or not status[0].startswith("HTTP/"):
        return None
    number = int(status[1]) if _STATUS.fullmatch(status[1]) else 0
    pairs = tuple((n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines[1:] if line))
    return Response(number, status[2] if len(status) > 2 else "", pairs, body, status[0])


def _capture(path: Path, record: WarcRecord, fields: Fields | None, end: int) -> Capture | None:
    """Return a record as a capture; None for records that are not pages (`dns:`).

    Raises DamagedRecordError if it has no usable address or date.
    """
    url = target_of(record)
    kind = record.kind
    if fields is None and kind != "resource" and url.lower().startswith(_NO_PAGES):
        return None
    why = _fault(url, web=fields is None and kind != "resource")
    written = header(record.headers, "warc-date") or ""
    try:
        date = normal_date(written)
    except (ValueError, OverflowError):
        why = why or f"WARC-Date {stored(written)[:40]!r} is not a date"
    # WARC 1.1, 5.13: the crawler stopped at a limit of size or time; what it kept is not the page.
    if cut := header(record.headers, "warc-truncated"):
        why = why or f"the response was cut when it was captured (WARC-Truncated: {stored(cut)[:40]})"
    if why:
        site = fields.site if fields else None
        raise DamagedRecordError(path, record.offset, why, url=url or None, site=site)
    response = http_of(record) if kind in ("response", "revisit") else None
    refers_to = None
    if kind == "revisit":
        refers_to = Reference(
            address((header(record.headers, "warc-refers-to-target-uri") or url).strip("<>")),
            stored(header(record.headers, "warc-refers-to-date") or ""),
            _stored(record, "warc-refers-to"),
            _stored(record, "warc-payload-digest"),
        )
    headers = response.headers if response else ()
    if kind in ("resource", "conversion"):
        headers = (("Content-Type", header(record.headers, "content-type") or ""),)
    return Capture(
        Position(path.name, record.offset),
        end,
        url,
        date,
        _PAYLOAD_TYPES.get(kind, "metadata"),
        _stored(record, "warc-record-id") or "",
        (response.status or None) if response else None,
        headers,
        _stored(record, "warc-payload-digest"),
        record.length,
        refers_to,
        fields,
    )


def _fault(url: str, *, web: bool) -> str | None:
    """Return why an address can't be that of a capture (`web`: of one that must be a web address), or None."""
    if not url:
        return "the record has no WARC-Target-URI"
    if web and not url.startswith(_HTTP):
        return "only http and https addresses are archived"
    return fault_of(url)


def _stored(record: WarcRecord, name: str) -> str | None:
    value = header(record.headers, name)
    return None if value is None else stored(value)
