"""Write a crawl's captures, and find those of an interrupted process of the same run."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from archive.warc.captures import Capture, Fields, Reference, Request, Response
from archive.warc.payloads import PayloadError
from archive.warc.reader import captures, payload_at, response_at
from archive.warc.records import DamagedRecordError
from archive.warc.writer import SUFFIX, WarcWriter
from spiders.visit.exchange import Purpose


class Recorder:
    """The WARC files of one shard of one run.

    The captures that earlier processes of the same run and shard acknowledged are available by address, in their order,
    so that a resumed run requests none of them again. Captures of many sites at the same time are flushed to disk
    together: a capture counts when `on_disk` returns.
    """

    def __init__(self, folder: Path, prefix: str, info: Mapping[str, str]) -> None:
        self.folder = folder
        self._writer = WarcWriter(folder, prefix, info, deferred=True)
        self._written = self._safe = 0
        self._flushing: asyncio.Task[None] | None = None
        self._earlier: dict[str, deque[Capture]] = defaultdict(deque)
        for path in sorted(folder.glob(f"{prefix}-*{SUFFIX}")):
            for capture in captures(path, damaged=_left_to_recovery):
                self._earlier[capture.url].append(capture)

    def earlier(self, url: str) -> Capture | None:
        """Return the next capture of `url` that this run already has; each is returned once."""
        waiting = self._earlier.get(url)
        return waiting.popleft() if waiting else None

    def answer(self, capture: Capture) -> Response | None:
        """Return its response; None for a capture without one, or one that can't be read any more."""
        if capture.record_type not in ("response", "revisit"):
            return None
        try:
            return response_at(self.folder / capture.position.file, capture.position.offset)
        except DamagedRecordError:
            return None

    def write(
        self,
        url: str,
        at: datetime,
        fields: Fields,
        request: Request | None,
        response: Response | None,
        refers_to: Reference | None,
    ) -> None:
        """Write a capture; it is not yet on disk."""
        self._writer.write_capture(url, at, fields, request, response, refers_to)
        self._written += 1

    def write_conversion(
        self, url: str, at: datetime, data: bytes, content_type: str, profile: str, fields: Fields
    ) -> None:
        """Write what was made of captured responses; it is not yet on disk."""
        self._writer.write_conversion(url, at, data, content_type, profile, fields)
        self._written += 1

    def converted(self, url: str) -> bytes | None:
        """Return what this run has already made of captured responses under `url`, or None."""
        capture = self.earlier(url)
        if capture is None or capture.record_type != "conversion":
            return None
        try:
            return payload_at(self.folder / capture.position.file, capture.position.offset).data
        except (DamagedRecordError, PayloadError):
            return None

    async def on_disk(self) -> None:
        """Return when everything written before the call is on disk. Raises OSError if the disk fails."""
        mine = self._written
        while self._safe < mine:
            if self._flushing is None:
                self._flushing = asyncio.create_task(self._flush())
            await asyncio.shield(self._flushing)

    async def _flush(self) -> None:
        upto = self._written
        try:
            await asyncio.to_thread(self._writer.barrier())
            self._safe = upto
        finally:
            self._flushing = None

    def close(self) -> None:
        """Close the open file."""
        self._writer.close()


def fields_of(purpose: Purpose, run: str, outcome: str, detail: str | None) -> Fields:
    """Return the metadata fields of a capture made for `purpose`; characters that UTF-8 can't hold become `?`."""
    return Fields(
        outcome, purpose.site, run, purpose.role, purpose.via, purpose.title, purpose.listed,
        detail=detail and detail.encode("utf-8", "replace").decode(),
    )  # fmt: skip


def _left_to_recovery(_: DamagedRecordError) -> None:
    """Ignore a torn tail: the archive's recovery cuts it off before a crawl starts; it is not a capture."""
