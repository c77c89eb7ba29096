"""Reading what was captured: bodies out of the WARC files, through the parsers, into the archive."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.payloads import PayloadError
from archive.store import Archive, Reading, Source, read_payload
from archive.warcrecords import WarcError
from flows.convert import needs_conversion, to_docx
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import Record
from spiders.sitefile import SiteFile

BATCH = 25
LOCAL = "file:///"

HintsOf = Mapping[str, Hints]


def hints_of(site: SiteFile) -> Hints:
    """What a site file tells the parsers."""
    return Hints(
        family=site.family,
        selectors=site.selectors,
        division_code=site.division,
        site_name=site.name,
        official=site.official,
    )


def read_one(warc: Path, reading: Reading, hints: HintsOf) -> Record:
    """The record of one reading. Raises WarcError or PayloadError where its bytes can't be had."""
    article = reading.article
    local = reading.url.startswith(LOCAL)
    data, content_type = _body(warc, article)
    return read(
        data,
        source=reading.url,
        url=None if local else reading.url,
        content_type=content_type,
        title=article.title,
        file_title=title_from_name(article.name) if article.name else None,
        hints=hints.get(reading.site_id or "", Hints()),
        attachments=tuple(Attached(*_body(warc, source), source.name) for source in reading.attachments),
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a reading could not be done: `code` of the issue it opens, and one line."""

    code: str
    why: str


class Readers:
    """Parsers at work: in this process, or in `processes` worker processes where there is enough to do.

    Workers get small values and open the WARC files themselves; a worker that dies is told as
    BrokenProcessPool, and nothing of its batch has been kept, so the same call goes on from there.
    """

    def __init__(self, warc: Path, hints: HintsOf, processes: int = 1) -> None:
        self._warc, self._hints = warc, hints
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(processes, mp_context=spawn) if processes > 1 else None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def read(self, readings: Sequence[Reading]) -> list[Record | Unread]:
        """The records of some readings, in order."""
        task = partial(_read_or_tell, self._warc, self._hints)
        if self._pool is None:
            return [task(reading) for reading in readings]
        return list(self._pool.map(task, readings, chunksize=4))


def _read_or_tell(warc: Path, hints: HintsOf, reading: Reading) -> Record | Unread:
    try:
        return read_one(warc, reading, hints)
    except (WarcError, PayloadError, OSError) as error:
        return Unread("damaged_capture", f"{reading.url}: {error}")
    except Exception as error:  # noqa: BLE001 -- a reader's mistake on one page must not cost the night the others
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return Unread("reader_failed", f"{reading.url}: {type(error).__name__}: {error} ({place})")


def keep(archive: Archive, run: int, readings: Sequence[Reading], found: Sequence[Record | Unread]) -> int:
    """Keep what was read in one transaction; how many were documents.

    A damaged capture and a file without readable text are told as issues, and the rest goes on.
    """
    results = []
    for reading, record in zip(readings, found, strict=True):
        if isinstance(record, Unread):
            archive.skip(run, reading, record.code, record.why)
        else:
            results.append((reading, record))
    kept = archive.store(run, results)
    with archive.transaction():
        for reading, record in results:
            if record.completeness == "empty":
                detail = "; ".join(f"{p.code}: {p.detail}" for p in record.problems) or "no text"
                archive.open_issue(run, reading.site_id, "unreadable", detail, about=reading.url)
    return sum(version is not None for version in kept)


def read_pending(archive: Archive, run: int, readers: Readers, limit: int = BATCH) -> int:
    """Read and keep the next batch of what waits; how many readings that was, 0 when nothing waits."""
    batch = archive.pending(run, limit=limit)
    if batch:
        keep(archive, run, batch, readers.read(batch))
    return len(batch)


def title_from_name(name: str) -> str | None:
    """A file's own name as a title, if it has Chinese characters; a trailing `_2015` is dropped."""
    stem = Path(name).stem
    head, underscore, tail = stem.rpartition("_")
    if underscore and len(tail) == 4 and tail.isascii() and tail.isdigit():
        stem = head
    return stem if any("\u3400" <= char <= "\u9fff" for char in stem) else None


def _body(warc: Path, source: Source) -> tuple[bytes, str | None]:
    payload = read_payload(warc, source)
    data = payload.data
    if needs_conversion(data):
        converted = to_docx(data)
        if converted is not None:
            return converted, None
    return data, payload.content_type
