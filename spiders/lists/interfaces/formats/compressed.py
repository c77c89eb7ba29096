"""Files that a site offers compressed, for its scripts to unpack: `list.json.gz`, `rows.zip`."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_LARGEST: Final = 16 << 20  # bytes of the content
BOUNDED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack whole blocks, however large
_TEXTS: Final = (".json", ".js", ".csv", ".txt", ".xml", ".htm", ".html")


def unpacked(data: bytes) -> bytes:
    """Return the content of a compressed text, or of the only text in an archive; other bytes as they are.

    >>> import gzip
    >>> unpacked(gzip.compress(b"[]")), unpacked(b"<p>")
    (b'[]', b'<p>')
    """
    if data[:2] == _GZIP:
        return _inflated(data)
    return _only_text(data) if data[:4] == _ZIP else data


def _inflated(data: bytes) -> bytes:
    """Return the content of all members of a gzip file (RFC 1952, 2.2); a damaged or too large one as it is."""
    made, rest = b"", data
    while rest:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            made += unpacker.decompress(rest, _LARGEST - len(made) + 1)
        except zlib.error:
            return data
        if not unpacker.eof or len(made) > _LARGEST:
            return data
        rest = unpacker.unused_data.lstrip(b"\0")
    return made


def _only_text(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) != 1 or not members[0].filename.lower().endswith(_TEXTS):
                return data
            if members[0].compress_type not in BOUNDED:
                return data
            with archive.open(members[0]) as member:
                made = member.read(_LARGEST + 1)
            return made if len(made) <= _LARGEST else data
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return data
