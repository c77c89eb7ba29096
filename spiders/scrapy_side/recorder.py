"""Where a crawl writes its captures, and what an interrupted process of the same run left behind."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from archive.warc.captures import Capture, Fields, Reference, Request, Response
from archive.warc.reader import captures, response_at
from archive.warc.records import DamagedRecordError
from archive.warc.writer import SUFFIX, WarcWriter
from spiders.visit.exchange import Purpose


class Recorder:
    """The WARC files of one shard of one run.

    The captures that earlier processes of the same run and shard acknowledged are at hand by address,
    in their order, so that a resumed run asks for none of them again. What many sites answer at the same
    time is put on disk together: a capture counts when `on_disk` returns.
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
        """The next capture of `url` that this run already holds; each is given once."""
        waiting = self._earlier.get(url)
        return waiting.popleft() if waiting else None

    def answer(self, capture: Capture) -> Response | None:
        """What came back then; None for a capture without an answer, or one that can't be read any more."""
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
        asked: Request | None,
        came: Response | None,
        refers_to: Reference | None,
    ) -> None:
        """Write a capture; it is not on disk yet."""
        self._writer.write_capture(url, at, fields, asked, came, refers_to)
        self._written += 1

    async def on_disk(self) -> None:
        """Return when all that was written before the call is on disk. Raises OSError where the disk refuses."""
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
        """Close the file in hand."""
        self._writer.close()


def fields_of(purpose: Purpose, run: str, outcome: str, detail: str | None) -> Fields:
    """Return the metadata fields of a capture made for `purpose`; characters that UTF-8 can't hold become `?`."""
    return Fields(
        outcome, purpose.site, run, purpose.role, purpose.via, purpose.title, purpose.listed,
        detail=detail and detail.encode("utf-8", "replace").decode(),
    )  # fmt: skip


def _left_to_recovery(_: DamagedRecordError) -> None:
    """A torn tail is cut off by the archive's recovery before a crawl starts; it is no capture."""
