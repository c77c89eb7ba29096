"""Answer a resumed run from its WARC files: what an interrupted process captured is not requested again."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.warc.captures import safe_uri
from archive.warc.outcomes import destination
from archive.warc.payloads import PayloadError, decode, header
from archive.warc.received import address
from spiders.lists.interfaces.formats.answer_headers import of_lists
from spiders.scrapy_side.context import context_of
from spiders.scrapy_side.recorder import Recorder
from spiders.visit.exchange import Answer


class Replay:
    """Answer from this run's own WARC files, without network."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the object as Scrapy expects."""
        return cls(context_of(crawler).recorder)

    def process_request(self, request: Request) -> Response | None:
        """Return the answer captured earlier in this run, or None."""
        capture = self._recorder.earlier(safe_uri(request.url))
        if capture is None or capture.fields is None:
            return None
        body, content_type = b"", header(capture.headers, "content-type")
        if capture.record_type == "response" and (response := self._recorder.answer(capture)) is not None:
            try:
                body = decode(response.body, response.headers)
            except PayloadError:
                body = b""
        location = header(capture.headers, "location") or destination(
            capture.fields.outcome, capture.fields.detail
        )
        request.meta["answer"] = Answer(
            request.url, capture.fields.outcome, capture.status, body, content_type,
            None if location is None else address(location), None, capture.fields.detail, replayed=True,
            headers=of_lists(capture.headers),
        )  # fmt: skip
        return Response(request.url, status=capture.status or 0, flags=["replayed"], request=request)
