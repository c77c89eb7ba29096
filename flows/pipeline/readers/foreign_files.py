"""Turn web archives of other tools (WACZ, ARC, WARC compressed as one member) into WARC files read by record.

A WACZ (written by browsertrix, for example) is a ZIP that contains WARC files. An ARC (the Internet Archive's format
until 2009) is rewritten by warcio. If the records of a WARC file share one gzip member, no record has an offset of its
own: the file is recompressed record by record, its content unchanged. The same input always gives the same output.
"""

from __future__ import annotations

import gzip
import uuid
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from archive.warc.records import DamagedRecordError, SeveralRecordsError, records

WARCS = (".warc", ".warc.gz")
WACZ = ".wacz"
ARCS = (".arc", ".arc.gz")
_CHUNK = 1 << 20
_LOOKED_AT = (
    3  # records; if one of these shares its gzip member, the whole file is taken to be compressed that way
)
# Unpacked bytes for each compressed byte: HTML in gzip has 4 to 10.
_MOST_UNPACKED = 200


class ForeignFileError(Exception):
    """A file is not in the format that its name says; the message is one line."""


def is_web_archive(path: Path) -> bool:
    """Return whether a file is a web archive, by its name."""
    return path.name.lower().endswith((*WARCS, WACZ, *ARCS))


def as_warcs(path: Path, folder: Path) -> Iterator[Path]:
    """Yield WARC files with the records of a web archive: itself, or files made in `folder`.

    Raises ForeignFileError.
    """
    name = path.name.lower()
    if name.endswith(WACZ):
        yield from _of_wacz(path, folder)
    elif name.endswith(ARCS):
        yield _of_arc(path, folder)
    else:
        yield _apart(path, folder)


def expanded(paths: Sequence[Path], folder: Path) -> tuple[list[Path], list[str]]:
    """Return the WARC files of some web archives, and a line for each file that can't be read."""
    found: list[Path] = []
    wrong: list[str] = []
    for number, path in enumerate(paths):
        own = folder / str(number)
        own.mkdir()
        try:
            found += as_warcs(path, own)
        except ForeignFileError as error:
            wrong.append(f"{path.name}: {error}")
    return found, wrong


def _of_wacz(path: Path, folder: Path) -> Iterator[Path]:
    try:
        with zipfile.ZipFile(path) as packed:
            members = [info for info in packed.infolist() if info.filename.lower().endswith(WARCS)]
            if not members:
                raise ForeignFileError("a WACZ without a WARC file in it")
            for number, info in enumerate(members):
                target = folder / f"{number}-{PurePosixPath(info.filename).name}"
                with packed.open(info) as source, target.open("wb") as out:
                    _copy(source, out, path.stat().st_size)
                yield _apart(target, folder)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise ForeignFileError(f"not a whole WACZ: {error}") from error


def _of_arc(path: Path, folder: Path) -> Path:
    """Rewrite an ARC file as WARC; record ids derive from offsets, so that the output is reproducible."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.warcwriter import WARCWriter

    target = folder / f"{path.name}.warc.gz"
    count = 0
    try:
        with path.open("rb") as source, target.open("wb") as out:
            writer = WARCWriter(out, gzip=True)
            for record in ArchiveIterator(source, arc2warc=True):
                known = uuid.uuid5(uuid.NAMESPACE_URL, f"{path.name}#{count}")
                record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{known}>")
                writer.write_record(record)
                count += 1
    except (ArchiveLoadFailed, ValueError, EOFError, zlib.error, UnicodeError) as error:
        if not count:
            raise ForeignFileError(f"not an ARC file: {' '.join(str(error).split())[:200]}") from error
    return target


def _apart(path: Path, folder: Path) -> Path:
    """Return a WARC file with one gzip member for each record: the file itself, or a recompressed one."""
    damaged: list[DamagedRecordError] = []
    for _ in islice(records(path, damaged=damaged.append), _LOOKED_AT):
        if damaged:
            break
    if not any(isinstance(error, SeveralRecordsError) for error in damaged):
        return path
    plain, target = folder / "plain.warc", folder / f"apart-{path.name}"
    try:
        with gzip.open(path) as source, plain.open("wb") as out:
            _copy(source, out, path.stat().st_size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        pass  # records before the damage are read
    with plain.open("rb") as source, target.open("wb") as out:
        for record in records(plain, damaged=damaged.append):
            source.seek(record.offset)
            with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as member:
                member.write(source.read(record.end - record.offset))
    plain.unlink()
    return target


def _copy(source: IO[bytes] | gzip.GzipFile, out: IO[bytes], packed: int) -> None:
    left = packed * _MOST_UNPACKED + _CHUNK
    while part := source.read(_CHUNK):
        left -= len(part)
        if left < 0:
            raise ForeignFileError(f"it unpacks to more than {_MOST_UNPACKED} times its size")
        out.write(part)
