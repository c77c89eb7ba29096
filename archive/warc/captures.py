"""Values read from and written to WARC files: one capture is one fetch of one address, whatever the response."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

from archive.warc.received import octets

Role = Literal["robots", "home", "list", "article", "attachment", "appearance"]
RecordType = Literal["response", "revisit", "resource", "conversion", "metadata"]
Headers = tuple[tuple[str, str], ...]
_FIRST_YEAR = 1970  # a machine without a clock battery shows 1970; no capture is older


@dataclass(frozen=True, slots=True)
class Position:
    """The position of a record: file name within the WARC folder, and offset in bytes."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Reference:
    """The earlier capture that a revisit refers to.

    `fetched_at` is that capture's WARC-Date, `digest` its WARC-Payload-Digest (`sha256:` and hex in our
    own files), `payload_sha256` the digest of its decoded payload.
    """

    url: str
    fetched_at: str
    record_id: str | None = None
    digest: str | None = None
    payload_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as sent: method, target (path and query) and headers."""

    method: str
    target: str
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """A response as received: its body still content-coded (gzip), with or without its transfer coding."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    protocol: str = "HTTP/1.1"


@dataclass(frozen=True, slots=True)
class Fields:
    """What the crawl knows about a capture besides its bytes: the closing metadata record of its group.

    `via` is the address that linked here, `title` the text of that link, `listed` the date shown beside
    it (as published), `name` a local file's own name, `detail` what went wrong, in one line. `source` is
    set for a copy that somebody else fetched: a memento's address (RFC 7089), or a record of another WARC
    file.
    """

    outcome: str
    site: str | None = None
    run: str | None = None
    role: str | None = None
    via: str | None = None
    title: str | None = None
    listed: str | None = None
    name: str | None = None
    detail: str | None = None
    payload_sha256: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture as recorded in a WARC file; its bytes stay in the file.

    `position` is that of the response, revisit, resource or conversion record, or of the metadata record if there
    was no response. `fetched_at` is UTC, ISO 8601 with milliseconds. `status` is None without an HTTP response, or if
    its status is not three digits. Headers are as received (PEP 383); all other text is storable.
    `fields` is None in a file that another tool wrote. `end` is the offset behind the group.
    """

    position: Position
    end: int
    url: str
    fetched_at: str
    record_type: RecordType
    record_id: str
    status: int | None
    headers: Headers
    digest: str | None
    length: int
    refers_to: Reference | None
    fields: Fields | None


@dataclass(frozen=True, slots=True)
class Payload:
    """The decoded body of a capture, with what a reader needs to know about it.

    `title` is the text of the link that led here, or a title that a person gave; `name` is a local file's name.
    """

    data: bytes
    url: str
    content_type: str | None
    fetched_at: str
    title: str | None = None
    name: str | None = None


FIELD_NAMES: tuple[str, ...] = tuple(f.name for f in fields(Fields))


def utc_text(moment: datetime) -> str:
    """Return a moment as UTC, ISO 8601 with milliseconds; in this form moments sort as text.

    >>> utc_text(datetime(2021, 2, 19, 8, 0, tzinfo=UTC))
    '2021-02-19T08:00:00.000Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def normal_date(warc_date: str) -> str:
    """Convert a WARC-Date (WARC/1.1, 5.4: W3C date-time of any precision, UTC) to the form of `utc_text`.

    Raises ValueError if it is not such a date, or lies before 1970.

    >>> normal_date("2021-02-19T08:00:00Z"), normal_date("2021")
    ('2021-02-19T08:00:00.000Z', '2021-01-01T00:00:00.000Z')
    """
    text = warc_date.strip().removesuffix("Z")
    date, _, time = text.partition("T")
    whole, _, fraction = time.partition(".")
    date += "-01" * (2 - date.count("-"))
    whole = (whole or "00") + ":00" * (2 - (whole or "00").count(":"))
    moment = datetime.fromisoformat(f"{date}T{whole}").replace(tzinfo=UTC)
    if moment.year < _FIRST_YEAR:
        raise ValueError(f"{warc_date} is before any machine's clock")
    micros = int((fraction + "000000")[:6]) if fraction else 0
    return utc_text(moment.replace(microsecond=micros))


def safe_uri(url: str) -> str:
    """Percent-encode what a WARC header may not contain: other scripts, white space, control characters."""
    return quote(octets(url), safe="!#$%&'()*+,/:;=?@[]~-._")
