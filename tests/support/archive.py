"""Invented nights for the archive's tests: WARC files and records built by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.database import dump
from archive.queries.known import Known
from archive.store import Archive, Reading
from archive.warc.captures import Fields, Headers, Payload, Position, Request, Response
from archive.warc.payloads import sha256
from archive.warc.writer import WarcWriter
from parsers.record import Commitment, Division, Indicator, Problem, Record, Section
from parsers.version import VERSION

FIRST_NIGHT = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
YUNXI = Division("430603", "云溪区", "湖南省岳阳市云溪区", "county")
SITE = "yunxi"
HOST = "http://www.yunxi.example"
REPORT = f"{HOST}/zfgz/1.html"


def invented(text: str, **given: object) -> Record:
    """Return a record of 云溪区's report for 2021 with this text."""
    record = Record(
        parser=VERSION,
        source="invented",
        kind="work_report",
        why=("题名",),
        title="云溪区政府工作报告",
        division=YUNXI,
        published_date="2021-02-01",
        delivered_date="2021-01-20",
        meeting=None,
        speaker="王小明",
        speaker_role="区长",
        source_org=None,
        source_kind="official",
        review_year=2020,
        plan_year=2021,
        completeness="whole",
        text=text,
        sections=(),
        indicators=(),
        commitments=(),
        problems=(),
    )
    return replace(record, **given)  # type: ignore[arg-type]  # a test gives the fields that it needs


def figure(text: str, words: str, value: float | None, **given: object) -> Indicator:
    """Return a GDP growth figure whose clause is `words` in `text`."""
    start = text.index(words)
    indicator = Indicator(
        indicator="gdp",
        name="地区生产总值",
        measure="growth",
        kind="actual",
        value=value,
        value_max=None,
        unit="%",
        unit_si="%",
        value_si=value,
        value_max_si=None,
        bound="point",
        modifier=None,
        year=2020,
        period="2020",
        scope=None,
        of=None,
        part=None,
        start=start,
        end=start + len(words),
    )
    return replace(indicator, **given)  # type: ignore[arg-type]


def promise(text: str, words: str, **given: object) -> Commitment:
    start = text.index(words)
    commitment = Commitment(
        ordinal=None,
        category=None,
        text=words,
        year=2021,
        status="unstated",
        status_text=None,
        outcome=None,
        lead=None,
        support=None,
        quantities=(),
        deadline=None,
        money=None,
        money_si=None,
        money_source=None,
        place=None,
        start=start,
        end=start + len(words),
    )
    return replace(commitment, **given)  # type: ignore[arg-type]


def section(text: str, heading: str) -> Section:
    return Section(1, heading, text.index(heading), len(text))


def problem(text: str, words: str, code: str = "lost_middle_dot") -> Problem:
    start = text.index(words)
    return Problem(code, words, start, start + len(words))


class Night:
    """One night's captures, written like the crawl writes them: conditional, with revisits."""

    def __init__(self, folder: Path, number: int, name: str | None = None) -> None:
        self._data = folder
        self._writer = WarcWriter(folder / "warc", name or f"night-{number:03d}")
        self._known = Known.open(folder)
        self._clock = FIRST_NIGHT + timedelta(days=number)

    def close(self) -> None:
        self._writer.close()
        self._known.close()

    def __enter__(self) -> Night:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(
        self,
        url: str,
        body: str | bytes = b"",
        *,
        status: int = 200,
        outcome: str | None = None,
        role: str = "article",
        via: str | None = None,
        headers: Headers = (),
        site: str | None = SITE,
        title: str | None = None,
    ) -> Position:
        self._clock += timedelta(seconds=1)
        data = body.encode() if isinstance(body, str) else body
        known = self._known.address(url)
        refers_to = known.reference if known else None
        plain = {200: "ok", 304: "not_modified", 301: "moved", 404: "gone"}
        result = outcome or plain[status]
        if outcome is None and status == 200 and refers_to and refers_to.payload_sha256 == sha256(data):
            result = "unchanged"
        if status == 304:
            data = b""
        response = Response(status, "X", (("Content-Type", "text/html"), *headers), data)
        fields = Fields(result, site=site, role=role, via=via, title=title)
        return self._writer.write_capture(
            url, self._clock, fields, Request("GET", url, ()), response, refers_to
        )

    def fail(self, url: str, outcome: str) -> None:
        self._clock += timedelta(seconds=1)
        self._writer.write_capture(url, self._clock, Fields(outcome, site=SITE, role="article"))


def plain_reader(payload: Payload, attached: Iterable[Payload]) -> Record:
    """Parse a payload for these tests: the body is the text; one that starts with `新闻` is not a document."""
    text = payload.data.decode()
    kind = "other" if text.startswith("新闻") else "work_report"
    for one in attached:
        text = one.data.decode()
    return invented(text, kind=kind)


Reader = Callable[[Payload, Iterable[Payload]], Record]


def read_all(archive: Archive, run: int, reader: Reader = plain_reader, limit: int = 3) -> int:
    """Read and store everything in the queue, in small batches, like a flow."""
    done = 0
    while batch := archive.pending(limit):
        archive.store(run, [(reading, _read(archive, reading, reader)) for reading in batch])
        done += len(batch)
    return done


def reread_all(archive: Archive, run: int, reader: Reader) -> int:
    done = after = 0
    while batch := archive.outdated(2, after):
        archive.store(run, [(reading, _read(archive, reading, reader)) for _, reading in batch])
        after = batch[-1][0]
        done += len(batch)
    return done


def _read(archive: Archive, reading: Reading, reader: Reader) -> Record:
    attached = [archive.payload(source) for source in reading.attachments]
    return reader(archive.payload(reading.article), attached)


def take_all(folder: Path, reader: Reader = plain_reader, order: int = 1) -> None:
    """Ingest every WARC file of the folder in one run, in the order of names or backwards."""
    with Archive.open(folder, holder="test") as archive:
        run = archive.start_run("ingest", {})
        for path in archive.warc_files()[::order]:
            archive.take_in(run, path)
        read_all(archive, run, reader)
        archive.finish_run(run, "ok", {})


def rows(folder: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "archive.db")
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def dumped(folder: Path) -> str:
    connection = sqlite3.connect(folder / "archive.db")
    try:
        return dump.text(connection)
    finally:
        connection.close()


TEXT = "云溪区政府工作报告\n全年地区生产总值增长6.5%。\n明年增长7%左右。"
EDITED = TEXT.replace("6.5%", "5.6%")


def versions(folder: Path) -> list[tuple[object, ...]]:
    """Return each version's page, number, cause, number before it, first and last day, and sightings."""
    return rows(
        folder,
        "SELECT p.url, v.number, v.cause, b.number, date(v.first_seen), date(v.last_seen), v.sightings FROM versions v"
        " JOIN pages p ON p.id = v.page_id LEFT JOIN versions b ON b.id = v.previous_id ORDER BY p.url, v.number",
    )
