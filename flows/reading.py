"""Reading what was captured: bodies out of the WARC files, through the parsers, into the archive."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from archive.payloads import PayloadError
from archive.store import Archive, Reading, Source, read_payload
from archive.warcrecords import WarcError
from flows.convert import needs_conversion, to_docx
from flows.errors import CouldNotRunError
from flows.owed import CODE as FILE_MISSING
from flows.owed import owed
from flows.runners import Dask, Died, InProcess, Processes, Runner
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import Record
from parsers.version import VERSION
from spiders.sitefile import SiteFile

BATCH = 25  # readings a worker, kept in one transaction
CHUNK = 5  # readings a worker gets at a time; a batch is full rounds of them
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
        attachments=tuple(Attached(*_body(warc, source), source.url) for source in reading.attachments),
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a reading could not be done: `code` of the issue it opens, and one line."""

    code: str
    why: str


class Readers:
    """Parsers at work: in this process, in `processes` worker processes, or on the workers of a Dask `scheduler`.

    Workers get small values and open the WARC files themselves; records come back, and what kills its worker
    is told as a reader's failure. Raises CouldNotRunError where a worker can't do its part: another release,
    no WARC folder at this path.
    """

    def __init__(self, warc: Path, hints: HintsOf, processes: int = 1, scheduler: str | None = None) -> None:
        self._warc, self._hints = warc.resolve(), hints
        self._runner: Runner
        if scheduler is not None:
            self._runner = Dask(scheduler)
        else:
            self._runner = Processes(processes) if processes > 1 else InProcess()

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    @property
    def batch(self) -> int:
        """How many readings keep every worker busy."""
        return BATCH * max(1, self._runner.width)

    def read(self, readings: Sequence[Reading]) -> list[Record | Unread]:
        """The records of some readings, in order."""
        chunks = [tuple(readings[at : at + CHUNK]) for at in range(0, len(readings), CHUNK)]
        found: list[Record | Unread] = []
        for chunk, result in zip(chunks, self._run(chunks), strict=True):
            found += self._one_by_one(chunk) if isinstance(result, Died) else result
        other = {record.parser for record in found if isinstance(record, Record)} - {VERSION}
        if other:
            raise CouldNotRunError(f"a worker runs fangzhi {other.pop()}, this is {VERSION}")
        return found

    def _run(self, chunks: Sequence[tuple[Reading, ...]]) -> list[list[Record | Unread] | Died]:
        sites = {reading.site_id for chunk in chunks for reading in chunk}
        hints = {site: hint for site, hint in self._hints.items() if site in sites}
        return self._runner.run(partial(read_chunk, self._warc, hints), chunks)

    def _one_by_one(self, chunk: Sequence[Reading]) -> list[Record | Unread]:
        """Each reading of a chunk that killed its workers: only one of them is to blame."""
        found: list[Record | Unread] = []
        for reading in chunk:
            (result,) = self._run([(reading,)])
            if isinstance(result, Died):
                found.append(Unread("reader_failed", f"{reading.url}: the process that read it died"))
            else:
                found += result
        return found


def read_chunk(warc: Path, hints: HintsOf, readings: Sequence[Reading]) -> list[Record | Unread]:
    """The records of a few readings, as a worker reads them. Raises FileNotFoundError where no WARC folder is."""
    if not warc.is_dir():
        raise FileNotFoundError(f"{warc}: no such folder on this worker")
    return [_read_or_tell(warc, hints, reading) for reading in readings]


def _read_or_tell(warc: Path, hints: HintsOf, reading: Reading) -> Record | Unread:
    try:
        return read_one(warc, reading, hints)
    except (WarcError, PayloadError, OSError) as error:
        return Unread("damaged_capture", f"{reading.url}: {error}")
    except Exception as error:  # noqa: BLE001 -- a reader's mistake on one page must not cost the night the others
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return Unread("reader_failed", f"{reading.url}: {type(error).__name__}: {error} ({place})")


def keep(
    archive: Archive, run: int, readings: Sequence[Reading], found: Sequence[Record | Unread],
    sites: Mapping[str, SiteFile] = MappingProxyType({}),
) -> int:  # fmt: skip
    """Keep what was read in one transaction; how many were documents.

    A damaged capture and a file without readable text are told as issues, and the rest goes on. Of a site in
    `sites`, an article waits whose files are owed.
    """
    results = []
    for reading, record in zip(readings, found, strict=True):
        if isinstance(record, Unread):
            archive.skip(run, reading, record.code, record.why)
        elif missing := owed(archive, sites, reading, record):
            archive.skip(run, reading, FILE_MISSING, f"not obtained yet: {', '.join(missing)}")
        else:
            results.append((reading, record))
    kept = archive.store(run, results)
    with archive.transaction():
        for reading, record in results:
            archive.close_issue(reading.site_id, FILE_MISSING, about=reading.url)
            if record.completeness == "empty":
                detail = "; ".join(f"{p.code}: {p.detail}" for p in record.problems) or "no text"
                archive.open_issue(run, reading.site_id, "unreadable", detail, about=reading.url)
            else:
                archive.close_issue(reading.site_id, "unreadable", about=reading.url)
    return sum(version is not None for version in kept)


def read_pending(archive: Archive, run: int, readers: Readers, sites: Mapping[str, SiteFile]) -> int:
    """Read and keep the next batch of what waits; how many readings that was, 0 when nothing waits."""
    batch = archive.pending(run, limit=readers.batch)
    if batch:
        keep(archive, run, batch, readers.read(batch), sites)
    return len(batch)


def read_waiting(archive: Archive, run: int, readers: Readers) -> Iterator[int]:
    """Read and keep all that waits, yielding how many readings each batch was."""
    while True:
        count = 0
        for done in keep_each(archive, run, readers, _waiting(archive, run, readers)):
            count += done
            yield done
        if not count:
            return


def _waiting(archive: Archive, run: int, readers: Readers) -> Iterator[Sequence[Reading]]:
    """Batches of what waits, each asked for while the one before it has not been kept yet."""
    last: Sequence[Reading] = ()
    while True:
        known = set(last)
        last = [r for r in archive.pending(run, limit=readers.batch + len(last)) if r not in known]
        if not last:
            return
        yield last


def keep_each(
    archive: Archive, run: int, readers: Readers, batches: Iterable[Sequence[Reading]]
) -> Iterator[int]:
    """Keep batch after batch in their order, yielding their lengths; workers read the next one meanwhile.

    The archive is used by the calling thread alone.
    """
    with ThreadPoolExecutor(1) as thread:
        last: tuple[Sequence[Reading], Future[list[Record | Unread]]] | None = None
        for batch in batches:
            coming = batch, thread.submit(readers.read, batch)
            if last:
                keep(archive, run, last[0], last[1].result())
                yield len(last[0])
            last = coming
        if last:
            keep(archive, run, last[0], last[1].result())
            yield len(last[0])


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
