"""The WARC files of a data folder: their names, which of them a crawl still writes, and a body at a position."""

from __future__ import annotations

import time
from collections.abc import Container
from pathlib import Path
from typing import Final

from archive.errors import LockedError
from archive.warc.captures import Fields, Payload, Position
from archive.warc.reader import payload_at, recover_tail
from archive.warc.writer import SUFFIX, being_written, of_run

# WARC files of other tools are kept byte for byte, named by this prefix and their digest.
FOREIGN: Final = "foreign-"
_WRITER_WAIT_SECONDS = 20


def files(folder: Path) -> list[Path]:
    """Return the WARC files of a folder, by name."""
    return sorted([*folder.glob("*" + SUFFIX), *folder.glob(FOREIGN + "*.warc")])


def last_run(folder: Path) -> int:
    """Return the highest run id in the names of the crawls' files; 0 without any."""
    return max((found[0] for path in files(folder) if (found := of_run(path.name))), default=0)


def still_crawled(name: str, run: int, crawling: Container[int], unended: Container[int]) -> bool:
    """Return whether a file belongs to one of the run's shards in `crawling`, or to another run in `unended`."""
    found = of_run(name)
    if found is None:
        return False
    writer, shard = found
    return shard in crawling if writer == run else writer in unended


def recover(path: Path, taken: int) -> str | None:
    """Cut off what a crash left unfinished after the first `taken` bytes; return a line about it, None if nothing was.

    Other tools' files are left alone. Raises LockedError if a crawl that lost its parent process is still writing
    after some seconds.
    """
    size = path.stat().st_size
    if path.name.startswith(FOREIGN) or (size <= taken and size > 0):
        return None
    deadline = time.monotonic() + _WRITER_WAIT_SECONDS
    while being_written(path):
        if time.monotonic() > deadline:
            raise LockedError(f"a crawl that still writes {path.name}")
        time.sleep(0.1)
    return recover_tail(path, taken)


def payload(folder: Path, position: Position, title: str | None, name: str | None) -> Payload:
    """Read the body at a position, with what the crawl recorded about it. Raises DamagedRecordError, PayloadError."""
    return payload_at(folder / position.file, position.offset, Fields("", title=title, name=name))
