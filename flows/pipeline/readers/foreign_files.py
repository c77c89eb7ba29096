"""Web archives of other tools as WARC files that can be read record by record: WACZ, ARC, and packed otherwise.

A WACZ (what browsertrix writes) is a ZIP with WARC files in it. An ARC (the Internet Archive's format until 2009) is
rewritten by warcio. A WARC file whose records share one gzip member has no place for each of them: it is packed again,
record by record, with the same bytes inside. Each gives the same file again for the same bytes.
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
_LOOKED_AT = 3  # records; where one of the first shares its member, the file is packed so
# Bytes out for a byte in: HTML in gzip has 4 to 10.
_MOST_UNPACKED = 200


class ForeignFileError(Exception):
    """The file can't be read as what its name says; the message is one line."""


def is_web_archive(path: Path) -> bool:
    """Whether a file is a web archive by its name."""
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
    """Return the WARC files of some web archives, and a line for each file that can't be read as what it is named."""
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
    """An ARC file as WARC; the records' ids come from their places, so that the bytes are the same each time."""
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
    """A WARC file with a gzip member a record: itself, or one made of it."""
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
        pass  # what came before the damage is read
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
