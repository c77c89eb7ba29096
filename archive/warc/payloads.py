"""Decode HTTP bodies: remove transfer and content codings, within limits."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

import brotli

# A report page is some 100 kB; the longest scanned reports known are 40 MB (2026-11).
LIMIT = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_MOST_MEMBERS = 10_000  # of one gzip body; a server that compresses in blocks makes a few hundred of 25 MB


class PayloadError(Exception):
    """The body can't be decoded: damaged or unknown coding."""


class PayloadTooLargeError(PayloadError):
    """The payload is larger than the limit, such as a decompression bomb."""


def header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """Return the last value of a header (names are case-insensitive, RFC 9110), or None."""
    found = None
    length = len(name)
    for key, value in headers:
        if len(key) == length and key.lower() == name:
            found = value.strip()
    return found


def decode(body: bytes, headers: Iterable[tuple[str, str]], limit: int = LIMIT) -> bytes:
    """Remove transfer and content codings from a body.

    A body that is declared `chunked` or `gzip` but is not (clients often decode it and keep the header) is
    returned as it is. Raises PayloadError, PayloadTooLargeError (limit in bytes).
    """
    pairs = tuple(headers)
    if (header(pairs, "transfer-encoding") or "").lower() == "chunked":
        body = _dechunk(body)
    codings = [c.strip().lower() for c in (header(pairs, "content-encoding") or "").split(",")]
    for coding in reversed([c for c in codings if c and c != "identity"]):
        if coding in ("gzip", "x-gzip"):
            body = _inflate(body, 31, limit) if body[:2] == b"\x1f\x8b" else body
        elif coding == "deflate":
            body = _deflate(body, limit)
        elif coding == "br":
            body = _unbrotli(body, limit)
        else:
            raise PayloadError(f"content coding {coding!r} is not supported")
    if len(body) > limit:
        raise PayloadTooLargeError(f"{len(body)} bytes, more than {limit}")
    return body


def sha256(payload: bytes) -> str:
    """Return the SHA-256 of a payload in hex, as in `captures.payload_sha256`."""
    return hashlib.sha256(payload).hexdigest()


def _dechunk(body: bytes) -> bytes:
    """Decode a chunked body (RFC 9112, 7.1); return another body unchanged, a truncated one as far as it goes."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 1024)
        if end < 0:
            return body if not parts else b"".join(parts)
        try:
            size = int(body[at:end].split(b";")[0].strip(), 16)
        except ValueError:
            return body if not parts else b"".join(parts)
        if size <= 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts)


def _deflate(body: bytes, limit: int) -> bytes:
    # RFC 9110 8.4.1.2: deflate is a zlib stream; some servers send the raw one.
    try:
        return _inflate(body, 15, limit)
    except PayloadTooLargeError:
        raise
    except PayloadError:
        return _inflate(body, -15, limit)


def _unbrotli(body: bytes, limit: int) -> bytes:
    """Decode brotli (RFC 7932), which only other tools' WARC files contain; it has no magic number."""
    decompressor = brotli.Decompressor()
    try:
        parts = [decompressor.process(body, output_buffer_limit=_CHUNK)]
        size = len(parts[0])
        while not decompressor.is_finished() and size <= limit:
            part: bytes = decompressor.process(b"", output_buffer_limit=_CHUNK)
            if not part and decompressor.can_accept_more_data():
                raise PayloadError("the compressed body is cut off")
            parts.append(part)
            size += len(part)
    except brotli.error:
        return body
    if size > limit:
        raise PayloadTooLargeError(f"inflates to more than {limit} bytes")
    return b"".join(parts)


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    """Inflate a body of one or more members, piece by piece, so that the rest is not copied at each step."""
    parts: list[bytes] = []
    size = at = members = 0
    view = memoryview(body)
    while at < len(body):
        inflater = zlib.decompressobj(window)
        members += 1
        if members > _MOST_MEMBERS:
            raise PayloadTooLargeError(f"more than {_MOST_MEMBERS} gzip members")
        while not inflater.eof:
            piece = view[at : at + _CHUNK]
            if not piece:
                raise PayloadError("the compressed body is cut off")
            at += len(piece)
            rest: bytes | memoryview = piece
            while rest and not inflater.eof:
                try:
                    part = inflater.decompress(rest, _CHUNK)
                except zlib.error as error:
                    raise PayloadError(f"damaged content coding: {error}") from error
                size += len(part)
                if size > limit:
                    raise PayloadTooLargeError(f"inflates to more than {limit} bytes")
                parts.append(part)
                rest = inflater.unconsumed_tail
        at -= len(inflater.unused_data)
        # A gzip body may have several members; browsers ignore trailing bytes after the last one.
        if body[at : at + 2] != b"\x1f\x8b":
            break
    return b"".join(parts)
