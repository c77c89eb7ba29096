"""Captures out of WARC files: whole groups from our own, every answer from another tool's."""

from __future__ import annotations

from collections.abc import Iterator
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
from archive.warc.records import Damaged, DamagedRecordError, WarcRecord, record_at, records
from archive.warc.writer import SOFTWARE

_PAYLOAD_TYPES: dict[str, RecordType] = {"response": "response", "revisit": "revisit", "resource": "resource"}


def captures(path: Path, start: int = 0, damaged: Damaged | None = None) -> Iterator[Capture]:
    """Yield the captures of a file: its whole groups in our own files, each response in another tool's.

    `start` is 0 or the `end` of a capture read before. What follows the last whole group of one of our
    own files is no capture yet.
    """
    ours = is_ours(path)
    waiting: WarcRecord | None = None
    for record in records(path, start, damaged):
        if record.kind in _PAYLOAD_TYPES:
            waiting = record
            if not ours:
                capture = _capture(path, record, None, record.end)
                if capture is not None:
                    yield capture
        elif ours and record.kind == "metadata":
            concurrent = header(record.headers, "warc-concurrent-to")
            main = record
            if concurrent is not None:
                if waiting is None or header(waiting.headers, "warc-record-id") != concurrent:
                    continue  # its response was damaged and has been told
                main = waiting
            capture = _capture(path, main, _fields(record), record.end)
            if capture is not None:
                yield capture
            waiting = None


def is_ours(path: Path) -> bool:
    """Tell whether this project wrote the file: its warcinfo or the first closing record says so."""
    for record in islice(records(path, damaged=lambda _: None), 4):
        if record.kind == "warcinfo":
            software = dict(_warc_fields(record.block or b"")).get("software", "")
            if software.split("/")[0] == SOFTWARE:
                return True
        if record.kind == "metadata" and _fields(record) is not None:
            return True
    return False


def response_at(path: Path, offset: int) -> Response:
    """Read back the answer at an offset as it was received. Raises DamagedRecordError."""
    record = record_at(path, offset)
    response = http_of(record)
    if response is None:
        raise DamagedRecordError(path, offset, "no whole HTTP answer")
    return response


def payload_at(path: Path, offset: int, fields: Fields | None = None, limit: int = LIMIT) -> Payload:
    """Read the decoded payload of a response or resource record; never of a revisit, which has none.

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
    """Return the decoded payload of a response or resource record. Raises PayloadError."""
    if record.block is None:
        raise PayloadTooLargeError(f"{record.length} bytes, more than {limit}")
    if record.kind == "resource":
        return decode(record.block, (), limit)
    response = http_of(record)
    if response is None or record.kind != "response":
        raise PayloadError(f"a {record.kind} record without a payload")
    return decode(response.body, response.headers, limit)


def recover_tail(path: Path, start: int = 0) -> str | None:
    """Cut off what a crash left unfinished at the end of one of our own files; one line, or None.

    Damage that has whole records behind it is no torn tail: it is left for `verify`. `start` is 0 or the
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
    """Return the address that a record is of."""
    # wget 1.19 puts the address in angle brackets.
    return (header(record.headers, "warc-target-uri") or "").strip("<>")


def _warc_fields(block: bytes) -> Iterator[tuple[str, str]]:
    for line in block.decode("utf-8", "replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _fields(record: WarcRecord) -> Fields | None:
    found = {name: value for name, value in _warc_fields(record.block or b"") if name in FIELD_NAMES}
    return Fields(**found) if "outcome" in found else None


def http_of(record: WarcRecord) -> Response | None:
    """Return the HTTP answer in a response or revisit record; None where there is no whole one."""
    if record.block is None:
        return None
    head, _, body = record.block.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "surrogateescape").split("\r\n")
    status = lines[0].split(" ", 2)
    if len(status) < 2 or not status[0].startswith("HTTP/") or not status[1].isdigit():
        return None
    pairs = tuple((n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines[1:] if line))
    return Response(int(status[1]), status[2] if len(status) > 2 else "", pairs, body, status[0])


def _capture(path: Path, record: WarcRecord, fields: Fields | None, end: int) -> Capture | None:
    """A record as a capture; None for what no page can be (dns:, a record without address or date)."""
    url = target_of(record)
    try:
        date = normal_date(header(record.headers, "warc-date") or "")
    except ValueError:
        return None
    kind = record.kind
    response = http_of(record) if kind in ("response", "revisit") else None
    if not url or (fields is None and kind != "resource" and not url.startswith(("http://", "https://"))):
        return None
    refers_to = None
    if kind == "revisit":
        refers_to = Reference(
            (header(record.headers, "warc-refers-to-target-uri") or url).strip("<>"),
            header(record.headers, "warc-refers-to-date") or "",
            header(record.headers, "warc-refers-to"),
            header(record.headers, "warc-payload-digest"),
        )
    headers = response.headers if response else ()
    if kind == "resource":
        headers = (("Content-Type", header(record.headers, "content-type") or ""),)
    return Capture(
        Position(path.name, record.offset),
        end,
        url,
        date,
        _PAYLOAD_TYPES.get(kind, "metadata"),
        header(record.headers, "warc-record-id") or "",
        response.status if response else None,
        headers,
        header(record.headers, "warc-payload-digest"),
        record.length,
        refers_to,
        fields,
    )
