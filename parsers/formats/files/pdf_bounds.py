"""Limits for pdfminer, which decompresses, follows and counts whatever a PDF states and has no settings for limits.

Its functions are replaced once by limited ones (checked with pdfminer.six 20260107). Other work is limited by the
reading process (20 seconds of CPU, 1 GB).
"""

from __future__ import annotations

import base64
import threading
import zlib
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

MAX_DECODED = 64 << 20  # bytes of one stream after each of its filters
MAX_ROW = 1 << 20  # bytes of a predictor's row; cross-reference streams have 4 to 8
MAX_PREDICTED = 16 << 20  # bytes through a predictor, which is a loop in Python
MAX_MAPPED = 300_000  # codes in a font's map to characters; the Basic Multilingual Plane has 65,536
_MOST_REFERENCES = 32  # references in a chain from an object that is a reference to an object that is not
_PIECE = 4096


class TooLargeError(Exception):
    """A PDF exceeds a limit that no document reaches."""


class _Damage(threading.local):
    """The number of damaged streams in this thread since it was set to 0."""

    streams = 0


damage = _Damage()


@cache
def install() -> None:
    """Replace the unbounded functions of pdfminer in this process."""
    from pdfminer import cmapdb, pdfdocument, pdftypes

    types: Any = pdftypes
    types.zlib = SimpleNamespace(error=zlib.error, decompress=inflate)
    types.decompress_corrupted = _inflate_damaged
    types.rldecode = run_length
    types.lzwdecode = lzw
    types.ascii85decode = ascii85
    types.apply_png_predictor = _predictor(types.apply_png_predictor)
    types.apply_tiff_predictor = _predictor(types.apply_tiff_predictor, at=0)
    _bound_references(pdfdocument)
    _bound_cross_references(pdfdocument)
    _bound_maps(cmapdb)


# -- filters


def inflate(data: bytes) -> bytes:
    """Decompress deflated bytes. Raises zlib.error, TooLargeError."""
    worker = zlib.decompressobj()
    out = worker.decompress(data, MAX_DECODED)
    if worker.unconsumed_tail:
        raise TooLargeError(f"a stream of more than {MAX_DECODED >> 20} MB")
    if not worker.eof:
        raise zlib.error("the stream is cut off")
    return out


def _inflate_damaged(data: bytes) -> bytes:
    """Decompress up to the damage, and count the damaged stream.

    A wrong or missing checksum does not count as damage: it is the last four bytes, and the deflated data
    (RFC 1951) are decompressed without it.
    """
    worker = zlib.decompressobj(-15)
    parts: list[bytes] = []
    size = 0
    try:
        for at in range(2, len(data), _PIECE):
            parts.append(worker.decompress(data[at : at + _PIECE], MAX_DECODED))
            size += len(parts[-1])
            if size > MAX_DECODED or worker.unconsumed_tail:
                raise TooLargeError(f"a stream of more than {MAX_DECODED >> 20} MB")
            if worker.eof:
                return b"".join(parts)
    except zlib.error:
        pass
    damage.streams += 1
    return b"".join(parts)


def run_length(data: bytes) -> bytes:
    """Decode run lengths (ISO 32000-1, 7.4.5)."""
    out = bytearray()
    at = 0
    while at < len(data) and (length := data[at]) != 128:
        if length < 128:
            out += data[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(out) > MAX_DECODED:
            raise TooLargeError(f"a stream of more than {MAX_DECODED >> 20} MB")
    return bytes(out)


def ascii85(data: bytes) -> bytes:
    """Decode ASCII85 (ISO 32000-1, 7.4.3); the markers at both ends may be missing. Raises ValueError."""
    data = data.strip()
    data = data.removeprefix(b"<~").removesuffix(b">").rstrip().removesuffix(b"~").rstrip()
    if data.count(b"z") * 4 > MAX_DECODED:
        raise TooLargeError(f"a stream of more than {MAX_DECODED >> 20} MB")
    return base64.a85decode(data)


def lzw(data: bytes) -> bytes:
    """Decode LZW with early change (ISO 32000-1, 7.4.4), up to damage."""
    out = bytearray()
    for part in _lzw(data):
        out += part
        if len(out) > MAX_DECODED:
            raise TooLargeError(f"a stream of more than {MAX_DECODED >> 20} MB")
    return bytes(out)


def _lzw(data: bytes) -> Iterator[bytes]:
    first = [bytes((n,)) for n in range(256)] + [b"", b""]
    table, width, before = list(first), 9, b""
    held = bits = 0
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == 256:
            table, width, before = list(first), 9, b""
            continue
        if code == 257 or code > len(table) or (code == len(table) and not before):
            return
        entry = table[code] if code < len(table) else before + before[:1]
        if before and len(table) < 4096:
            table.append(before + entry[:1])
        before = entry
        width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
        yield entry


def _predictor(original: Any, at: int = 1) -> Any:
    """Return a pdfminer predictor with a limit of row length; `colors` is its argument number `at`."""

    def bounded(*arguments: Any) -> bytes:
        colors, columns, bits, data = arguments[at : at + 4]
        if not 0 < colors * columns * bits // 8 <= MAX_ROW or len(data) > MAX_PREDICTED:
            raise TooLargeError(f"a predictor of {colors} x {columns} x {bits} bits")
        found: bytes = original(*arguments)
        return found

    return bounded


# -- structure


def _bound_references(pdfdocument: Any) -> None:
    """Limit chains of references: pdfminer resolves a circular chain for ever."""
    from pdfminer.pdfexceptions import PDFObjectNotFound
    from pdfminer.pdftypes import PDFObjRef

    original = pdfdocument.PDFDocument.getobj

    def getobj(self: Any, objid: int) -> object:
        found = original(self, objid)
        for _ in range(_MOST_REFERENCES):
            if not isinstance(found, PDFObjRef):
                return found
            found = original(self, found.objid)
        raise PDFObjectNotFound(objid)

    pdfdocument.PDFDocument.getobj = getobj


def _bound_cross_references(pdfdocument: Any) -> None:
    """Limit the entries of a cross-reference stream to its bytes, whatever count it states."""
    original = pdfdocument.PDFXRefStream.load

    def load(self: Any, parser: Any) -> None:
        original(self, parser)
        widths = (self.fl1, self.fl2, self.fl3)
        if not all(isinstance(width, int) and 0 <= width <= 16 for width in widths) or self.entlen <= 0:
            raise pdfdocument.PDFNoValidXRef(f"field widths {widths}")
        left = len(self.data) // self.entlen
        ranges = []
        for start, count in self.ranges:
            count = max(0, min(count, left))
            left -= count
            ranges.append((start, count))
        self.ranges = ranges

    pdfdocument.PDFXRefStream.load = load


def _bound_maps(cmapdb: Any) -> None:
    """Limit a font's map to characters, which may state a range of four billion codes in one line."""
    original = cmapdb.FileUnicodeMap.add_cid2unichr

    def add(self: Any, cid: int, code: object) -> None:
        self.added = getattr(self, "added", 0) + 1
        if self.added > MAX_MAPPED:
            raise TooLargeError(f"a font that maps more than {MAX_MAPPED} codes")
        original(self, cid, code)

    cmapdb.FileUnicodeMap.add_cid2unichr = add
