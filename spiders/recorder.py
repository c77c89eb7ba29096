"""Where a crawl writes its captures, and what an interrupted process of the same run left behind."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from pathlib import Path

from archive.captures import Capture, Response
from archive.warc import SUFFIX, WarcWriter
from archive.warcread import captures, response_at
from archive.warcrecords import DamagedRecordError


def prefix(run: int, shard: int) -> str:
    """How the names of a shard's WARC files begin."""
    return f"run-{run:06d}-{shard:03d}"


class Recorder:
    """The WARC files of one shard of one run.

    The captures that earlier processes of the same run and shard acknowledged are at hand by address,
    in their order, so that a resumed run asks for none of them again.
    """

    def __init__(self, folder: Path, prefix: str, info: Mapping[str, str]) -> None:
        self.folder = folder
        self.writer = WarcWriter(folder, prefix, info)
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

    def close(self) -> None:
        """Close the file in hand."""
        self.writer.close()


def _left_to_recovery(_: DamagedRecordError) -> None:
    """A torn tail is cut off by the archive's recovery before a crawl starts; it is no capture."""
