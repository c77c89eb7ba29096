"""Read records of WARC files by any tool (WARC/1.0 and 1.1, `.warc` and `.warc.gz`), checking their digests.

Damage costs only the record that it is in: a flipped bit loses no other record.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.warc.captures import Headers
from archive.warc.payloads import LIMIT, header

_CHUNK = 64 * 1024
_MAGIC = b"\x1f\x8b\x08"
_MAX_HEAD = 256 * 1024
# No file is longer than 10^18 bytes; Python itself refuses int() of thousands of digits.
_MAX_LENGTH_DIGITS = 18


class WarcError(Exception):
    """A WARC file can't be read; the message names the file."""


class DamagedRecordError(WarcError):
    """A record is cut off, changed, not a record, or can't be a capture; `offset` is where it begins.

    `url` and `site` are those of the record, if it is whole and names them.
    """

    def __init__(
        self, path: Path, offset: int, why: str, *, url: str | None = None, site: str | None = None
    ) -> None:
        super().__init__(f"{path.name} at {offset}: {why}")
        self.path = path
        self.offset = offset
        self.why = why
        self.url = url
        self.site = site


class SeveralRecordsError(DamagedRecordError):
    """A gzip member holds more than one record, so that the others have no offset of their own."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record: its headers, its block (None if larger than the limit), and its offsets."""

    offset: int
    end: int
    headers: Headers
    block: bytes | None
    length: int

    @property
    def kind(self) -> str:
        """Return the WARC-Type in lower case."""
        return (header(self.headers, "warc-type") or "").lower()


Damaged = Callable[[DamagedRecordError], None]


def records(path: Path, start: int = 0, damaged: Damaged | None = None) -> Iterator[WarcRecord]:
    """Yield the records of a file from `start` on, checking their block digests.

    A damaged record is passed to `damaged` and reading continues with the next whole one; without `damaged`,
    DamagedRecordError is raised.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        offset = start
        while offset < size:
            try:
                record = _read_record(file, path, offset)
            except DamagedRecordError as error:
                if damaged is None:
                    raise
                damaged(error)
                offset = _next_start(file, offset + 1)
                continue
            if isinstance(record, int):
                offset = record
                continue
            yield record
            offset = record.end


def record_at(path: Path, offset: int) -> WarcRecord:
    """Return the record at an offset after checking its block digest. Raises DamagedRecordError."""
    try:
        with path.open("rb") as file:
            record = _read_record(file, path, offset)
    except FileNotFoundError as error:
        raise DamagedRecordError(path, offset, "the file is missing") from error
    if isinstance(record, int):
        raise DamagedRecordError(path, offset, "no record begins here, only blank lines")
    return record


class _Stream:
    """The inflated bytes of a record that begins at an offset, read forward only."""

    def __init__(self, file: BinaryIO, path: Path, offset: int) -> None:
        self._file, self._path, self._offset = file, path, offset
        file.seek(offset)
        self._raw = file.read(_CHUNK)
        self._read = len(self._raw)
        self._inflater = zlib.decompressobj(31) if self._raw[:2] == b"\x1f\x8b" else None
        self._buffer = b""

    @property
    def end(self) -> int:
        rest = len(self._inflater.unused_data) if self._inflater else len(self._raw) + len(self._buffer)
        return self._offset + self._read - rest

    @property
    def compressed(self) -> bool:
        return self._inflater is not None

    def damage(self, why: str) -> DamagedRecordError:
        return DamagedRecordError(self._path, self._offset, why)

    def more(self) -> bytes:
        """Return some further bytes; empty at the end of the member (or of an uncompressed file)."""
        if self._buffer:
            found, self._buffer = self._buffer, b""
            return found
        if self._inflater is None:
            found, self._raw = self._raw, self._file.read(_CHUNK)
            self._read += len(self._raw)
            return found
        while not self._inflater.eof:
            try:
                found = self._inflater.decompress(self._raw, _CHUNK)
            except zlib.error as error:
                raise self.damage(f"damaged compression ({error})") from error
            self._raw = self._inflater.unconsumed_tail
            if found:
                return found
            if not self._raw and not self._inflater.eof:
                self._raw = self._file.read(_CHUNK)
                self._read += len(self._raw)
                if not self._raw:
                    raise self.damage("cut off")
        return b""

    def unread(self, rest: bytes) -> None:
        self._buffer = rest + self._buffer


def _read_record(file: BinaryIO, path: Path, offset: int) -> WarcRecord | int:
    """Return the record at an offset, or where blank lines without a record end: those of a gzip member or a file."""
    stream = _Stream(file, path, offset)
    head = b""
    while b"\r\n\r\n" not in head.lstrip(b"\r\n"):
        part = stream.more()
        if not part:
            if not head.strip():
                return stream.end
            raise stream.damage("no complete record header")
        head += part
        if len(head) > _MAX_HEAD:
            raise stream.damage("the record header does not end")
    blank = len(head) - len(head.lstrip(b"\r\n"))
    text, _, rest = head[blank:].partition(b"\r\n\r\n")
    stream.unread(rest)
    lines = text.decode("utf-8", "surrogateescape").split("\r\n")
    if not lines[0].startswith("WARC/"):
        raise stream.damage("no WARC record begins here")
    headers = tuple((n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines[1:]))
    length = header(headers, "content-length") or ""
    if not (length.isascii() and length.isdigit()):
        raise stream.damage("no Content-Length")
    if len(length) > _MAX_LENGTH_DIGITS:
        raise stream.damage(f"a Content-Length of {len(length)} digits")
    block = _read_block(stream, headers, int(length))
    if stream.compressed:
        while part := stream.more():
            if part.strip(b"\r\n"):
                raise SeveralRecordsError(
                    path, offset,
                    "several records in one gzip member; `warcio recompress` makes a file that can be read",
                )  # fmt: skip
    # In an uncompressed file the blank lines between records belong to neither of them.
    begin = offset if stream.compressed else offset + blank
    return WarcRecord(begin, stream.end, headers, block, int(length))


def _read_block(stream: _Stream, headers: Headers, length: int) -> bytes | None:
    declared = header(headers, "warc-block-digest")
    digest = _hasher(declared)
    parts: list[bytes] = []
    left = length
    while left:
        part = stream.more()
        if not part:
            raise stream.damage("cut off")
        if len(part) > left:
            stream.unread(part[left:])
            part = part[:left]
        left -= len(part)
        if digest is not None:
            digest.update(part)
        if length <= LIMIT + _MAX_HEAD:
            parts.append(part)
    if digest is not None and declared is not None and not _same_digest(declared, digest.digest()):
        raise stream.damage("the block does not have its digest")
    return b"".join(parts) if length <= LIMIT + _MAX_HEAD else None


def _hasher(declared: str | None) -> hashlib._Hash | None:
    name = (declared or "").partition(":")[0].lower().replace("-", "")
    return hashlib.new(name) if name in ("sha1", "sha256", "sha512", "md5") else None


def _same_digest(declared: str, digest: bytes) -> bool:
    """Compare a digest with a declared one in hex, base32 (most tools) or base64 (ISO 28500 leaves it open)."""
    value = declared.partition(":")[2].strip()
    if value.lower() == digest.hex() or value.upper() == base64.b32encode(digest).decode():
        return True
    try:
        return base64.urlsafe_b64decode(value.replace("+", "-").replace("/", "_") + "==") == digest
    except (binascii.Error, ValueError):
        return False


def _next_start(file: BinaryIO, offset: int) -> int:
    """Return the next offset where a record seems to begin; the file's size if there is none."""
    file.seek(offset)
    base, window = offset, b""
    while part := file.read(_CHUNK):
        window += part
        for mark in (_MAGIC, b"WARC/1."):
            at = window.find(mark)
            if at >= 0:
                return base + at
        base += max(0, len(window) - 8)
        window = window[-8:]
    return file.tell()
