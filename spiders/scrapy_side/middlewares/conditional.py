"""Conditional requests (RFC 9110, 13): the server sends a page only if it changed."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from archive.warc.received import received
from spiders.scrapy_side.context import context_of
from spiders.visit.exchange import Purpose
from spiders.visit.previous_crawls import PreviousCrawls


class Conditional:
    """Add If-None-Match and If-Modified-Since from the last answer that had a body.

    A purpose with `whole` gets none: its stored body can't be read any more, so a 304 would leave no body at all.
    """

    def __init__(self, previous: PreviousCrawls) -> None:
        self._previous = previous

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the object as Scrapy expects."""
        return cls(context_of(crawler).previous)

    def process_request(self, request: Request) -> None:
        """Add the stored validators."""
        purpose: Purpose = request.meta["purpose"]
        last = self._previous.last(request.url)
        if last is None or purpose.whole or request.method != "GET":
            return
        if last.etag:
            request.headers["If-None-Match"] = received(last.etag)
        if last.last_modified:
            request.headers["If-Modified-Since"] = received(last.last_modified)
