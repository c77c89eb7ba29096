"""Reading what was captured: bodies out of the WARC files, through the parsers."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.store import Reading, Source, read_payload
from archive.warc.payloads import PayloadError
from archive.warc.records import WarcError
from flows.errors import CouldNotRunError
from flows.pipeline.convert import needs_conversion, to_docx
from flows.pipeline.runners import Dask, Died, InProcess, Processes, Runner
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import Record
from parsers.version import VERSION
from spiders.config.sitefile import SiteFile

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
