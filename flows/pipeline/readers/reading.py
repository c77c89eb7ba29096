"""Read captures: take bodies from the WARC files and pass them to the parsers."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import parsers.record
from archive.record.queue import BY_THIS_PARSER, DAMAGED_CAPTURE
from archive.store import Reading, Source, read_payload
from archive.warc.payloads import PayloadError
from archive.warc.records import WarcError
from flows.errors import CouldNotRunError
from flows.pipeline.readers import convert
from flows.pipeline.readers.isolation.limits import DEFAULT, Limits
from flows.pipeline.readers.isolation.messages import Failed, send_by_fields
from flows.pipeline.readers.one_file import describe, title_from_name
from flows.pipeline.readers.runners import CHUNK, Dask, Processes, Runner
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import READER_FAILED, Record
from parsers.version import VERSION

if TYPE_CHECKING:
    from spiders.config.sitefile import SiteFile

BATCH = 5 * CHUNK  # readings for each worker, stored in one transaction: a multiple of a worker's chunk
LOCAL = "file:///"

HintsOf = Mapping[str, Hints]


for _kind in vars(parsers.record).values():
    if dataclasses.is_dataclass(_kind) and isinstance(_kind, type):
        send_by_fields(_kind)


def hints_of(site: SiteFile) -> Hints:
    """Return what a site file states for the parsers."""
    return Hints(
        family=site.family,
        selectors=site.selectors,
        division_code=site.division,
        site_name=site.name,
        official=site.official,
    )


def stored_hints(db: sqlite3.Connection) -> dict[str, Hints]:
    """Return what the archive stores of the files of the sites that it has captures of: all but their selectors."""
    rows = db.execute(
        "SELECT id, platform, division_code, name FROM sites"
        " WHERE platform IS NOT NULL AND id IN (SELECT site_id FROM captures)"
    )
    return {
        site: Hints(
            family=family,
            division_code=division,
            site_name=name,
            official=False if family == "aggregator" else None,
        )
        for site, family, division, name in rows
    }


def read_one(warc: Path, reading: Reading, hints: HintsOf) -> Record:
    """Return the record of one reading. Raises WarcError or PayloadError if its bytes can't be obtained."""
    article = reading.article
    local = reading.url.startswith(LOCAL)
    reasons: list[str] = []
    data, content_type = _body(warc, article, reasons)
    beside = [Attached(*_body(warc, source, reasons), source.url) for source in reading.attachments]
    data, content_type, parts, files = _divided(reading.url, data, content_type, beside)
    record = read(
        data,
        source=reading.url,
        url=None if local else reading.url,
        content_type=content_type,
        title=article.title,
        file_title=title_from_name(article.name) if article.name else None,
        hints=hints.get(reading.site_id or "", Hints()),
        attachments=files,
        further=parts,
    )
    return convert.explained(record, reasons)


def _divided(
    url: str, data: bytes, content_type: str | None, beside: Sequence[Attached]
) -> tuple[bytes, str | None, tuple[Attached, ...], tuple[Attached, ...]]:
    """Return an article's page (as its scripts filled it, if they did), its further pages and its attached files."""
    if not beside:
        return data, content_type, (), ()
    # Imported only where something was captured beside an article: it brings in the families and pydantic.
    from spiders.visit import further_pages
    from spiders.visit.articles import rendition

    shown = rendition.of_article(url, beside)
    if shown is None:
        return data, content_type, *further_pages.split(url, data, content_type, beside)
    beside = [one for one in beside if one is not shown]
    parts, files = further_pages.split(url, shown.data, shown.content_type, beside)
    if not parts:  # the page that was sent may have had the pager in its scripts
        parts, files = further_pages.split(url, data, content_type, beside)
    return shown.data, shown.content_type, parts, files


def read_for_check(warc: Path, reading: Reading, hints: Hints) -> Record | None:
    """Read a capture again, for `verify`, and return the record.

    None if its bytes can't be obtained, which `verify` reports itself, or need LibreOffice, which takes seconds.
    """
    try:
        sources = (reading.article, *reading.attachments)
        if any(convert.needs_conversion(read_payload(warc, source).data) for source in sources):
            return None
        return read_one(warc, reading, {reading.site_id or "": hints})
    except (WarcError, PayloadError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a capture could not be read: the `code` of the issue it opens, and one line."""

    code: str
    why: str


class Readers:
    """Run the parsers in `processes` isolated worker processes, or on the workers of a Dask `scheduler`.

    Workers receive small values, open the WARC files themselves and return records. A document that breaks its
    `limits` or kills its worker is `Unread`, with the code `reader_failed`. Raises CouldNotRunError if a worker
    can't take part: another release, no WARC folder at this path.
    """

    def __init__(
        self, warc: Path, hints: HintsOf, processes: int = 1, scheduler: str | None = None,
        limits: Limits = DEFAULT,
    ) -> None:  # fmt: skip
        self._warc, self.hints = warc.resolve(), hints
        self._runner: Runner
        if scheduler is not None:
            self._runner = Dask(scheduler, limits)
        else:
            self._runner = Processes(processes, limits)

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the workers."""
        self._runner.close()

    @property
    def batch(self) -> int:
        """Return how many readings keep every worker busy."""
        return BATCH * max(1, self._runner.width)

    def read(self, readings: Sequence[Reading]) -> list[Record | Unread]:
        """Return the records of the readings, in order."""
        sites = {reading.site_id for reading in readings}
        hints = {site: hint for site, hint in self.hints.items() if site in sites}
        found: list[Record | Unread] = []
        results = self._runner.run(partial(read_or_report, self._warc, hints), readings)
        for reading, result in zip(readings, results, strict=True):
            if isinstance(result, Failed):
                found.append(reader_failed(reading, result.why))
            else:
                found.append(result)
        other = {record.parser for record in found if isinstance(record, Record)} - {VERSION}
        if other:
            raise CouldNotRunError(f"a worker runs fangzhi {other.pop()}, this is {VERSION}")
        return found


def read_or_report(warc: Path, hints: HintsOf, reading: Reading) -> Record | Unread:
    """Return the record of a reading; runs in a worker. Raises FileNotFoundError if there is no WARC folder."""
    if not warc.is_dir():
        raise FileNotFoundError(f"{warc}: no such folder on this worker")
    try:
        return read_one(warc, reading, hints)
    except MemoryError:
        raise
    except (WarcError, PayloadError, OSError) as error:
        return Unread(DAMAGED_CAPTURE, f"{reading.url}: {error}")
    except Exception as error:  # noqa: BLE001 -- a parser error on one page must not stop the night's other pages
        return reader_failed(reading, describe(error))


def reader_failed(reading: Reading, why: str) -> Unread:
    """Return an `Unread` for a failed reading; the capture is read again only by another parser release."""
    return Unread(READER_FAILED, f"{reading.url}: {why} {BY_THIS_PARSER}")


def _body(warc: Path, source: Source, reasons: list[str]) -> tuple[bytes, str | None]:
    """Return a stored body, converted if necessary; why a conversion failed is added to `reasons`."""
    payload = read_payload(warc, source)
    if convert.needs_conversion(payload.data):
        try:
            return convert.to_docx(payload.data), None
        except convert.ConversionError as error:
            reasons.append(str(error))
    return payload.data, payload.content_type
