"""Unpack ZIP packages and gzip files within bounds, whatever sizes they state."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

MAX_MEMBERS: Final = 20_000
MAX_UNPACKED: Final = 256 << 20  # bytes of all members that are read of one package
# Other methods unpack whole blocks, however large: 30 KB of LZMA can take 4 GB.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class TooMuchError(ValueError):
    """A package or a member of it is larger than it may be."""


class LockedError(ValueError):
    """A member wants a password."""


# Errors of zipfile on damaged bytes (Python 3.11 to 3.13), and of the functions below.
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, OSError, EOFError,
)  # fmt: skip


class Package:
    """A ZIP package in memory; `names` are its members by their names as Word compares them (`/`, case ignored).

    Raises one of `DAMAGED`, as its method does.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise TooMuchError(f"{len(members)} files in one package")
        self.names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in members}
        self._left = MAX_UNPACKED

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a member; no more than `most` are unpacked. Raises KeyError for one that is missing."""
        info = self.names[name]
        if info.flag_bits & 1:
            raise LockedError("the document wants a password")
        if info.compress_type not in _METHODS:
            raise NotImplementedError(f"compressed by method {info.compress_type}")
        with self._zip.open(info) as member:
            data = member.read(min(most, self._left) + 1)
        self._left -= len(data)
        if len(data) > most:
            raise TooMuchError(f"a part of more than {most >> 20} MB")
        if self._left < 0:
            raise TooMuchError(f"parts of more than {MAX_UNPACKED >> 20} MB")
        return data


def inflated(data: bytes, most: int) -> bytes:
    """Return the content of all members of a gzip file (RFC 1952, 2.2), or of a zlib stream; raise one of `DAMAGED`.

    >>> import gzip
    >>> inflated(gzip.compress(b"[1") + gzip.compress(b"]"), 9)
    b'[1]'
    """
    made = bytearray()
    rest = data
    while rest:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
        made += unpacker.decompress(rest, most - len(made) + 1)
        if len(made) > most:
            raise TooMuchError(f"more than {most >> 20} MB")
        if not unpacker.eof:
            raise EOFError("cut off")
        rest = unpacker.unused_data.lstrip(b"\0")
    return bytes(made)
