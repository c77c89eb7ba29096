"""Files that a site offers compressed, for its scripts to unpack: `list.json.gz`, `rows.zip`."""

from __future__ import annotations

from typing import Final

from parsers.formats.packed import DAMAGED, Package, inflated

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_LARGEST: Final = 16 << 20  # bytes of the content
_TEXTS: Final = (".json", ".js", ".csv", ".txt", ".xml", ".htm", ".html")


def unpacked(data: bytes) -> bytes:
    """Return the content of a compressed text, or of the only text in an archive; other bytes as they are,
    also those that are damaged or too large.

    >>> import gzip
    >>> unpacked(gzip.compress(b"[]")), unpacked(b"<p>")
    (b'[]', b'<p>')
    """
    try:
        if data[:2] == _GZIP:
            return inflated(data, _LARGEST)
        return _only_text(data) if data[:4] == _ZIP else data
    except DAMAGED:
        return data


def _only_text(data: bytes) -> bytes:
    packed = Package(data)
    files = [name for name in packed.names if not name.endswith("/")]
    return packed.read(files[0], _LARGEST) if len(files) == 1 and files[0].endswith(_TEXTS) else data
