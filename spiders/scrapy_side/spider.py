"""The only spider: it makes the requests of a job that runs beside it, one request to a host at a time."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider

from archive.warc.captures import safe_uri
from spiders.scrapy_side.context import CrawlContext
from spiders.scrapy_side.recorder import fields_of
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.politeness import Throttle
from spiders.visit.requests import Fetcher

MAX_APPEARANCE_BYTES = 3_000_000
"""Largest style sheet or picture that is fetched, as received and inflated."""
Job = Callable[[Fetcher], Awaitable[None]]


class SiteSpider(Spider):
    """Run a job, such as visiting all sites of a shard; `whole` is true if it ended by itself.

    The job requests one address of a site after the other and acts on each answer, so it is written as coroutines over
    `engine.download_async`, which takes each request through Scrapy's middlewares, slots and delays like any other.
    """

    name = "sites"

    def __init__(self, context: CrawlContext, job: Job, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context = context
        self._job = job
        self._throttle = Throttle()
        self.whole = False

    async def start(self) -> AsyncIterator[Any]:
        """Run the job; nothing is yielded, because the result is in the WARC file."""
        fetcher = Fetcher(self._fetch, self._refuse, self._throttle.set_floor, self._keep, self._kept)
        await self._job(fetcher)
        self.whole = True
        for request in list[Request]():
            yield request

    async def _fetch(self, url: str, purpose: Purpose) -> Answer:
        assert self.crawler.engine is not None
        meta = {"purpose": purpose, "cookiejar": purpose.site}
        request = Request(url, headers=dict(purpose.headers), meta=meta, dont_filter=True)
        if purpose.role == "appearance":
            request.meta["download_maxsize"] = min(MAX_APPEARANCE_BYTES, self.context.max_bytes)
        if purpose.post is not None:  # the fragment of `url` is the digest of the body and is never sent
            headers = {**dict(purpose.headers), "Content-Type": purpose.post.media_type}
            request = request.replace(method="POST", body=purpose.post.body or "", headers=headers)
        host = urlsplit(url).hostname or ""
        async with self._throttle.turn(host):
            started = time.monotonic()
            await self.crawler.engine.download_async(request)
            answer: Answer = request.meta["answer"]
            if not answer.replayed:
                self._throttle.answered(host, time.monotonic() - started)
        return answer

    def _refuse(self, url: str, purpose: Purpose, why: str) -> Answer:
        """Record a request that was not made because robots.txt forbids it; on disk with the next capture."""
        fields = fields_of(purpose, self.context.run, "robots", why)
        self.context.recorder.write(url, datetime.now(UTC), fields, None, None, None)
        return Answer(url, "robots", None, detail=why)

    async def _keep(self, url: str, purpose: Purpose, data: bytes, content_type: str, profile: str) -> None:
        """Record what was made of captured responses, such as the rows that a browser showed."""
        fields, recorder = fields_of(purpose, self.context.run, "ok", None), self.context.recorder
        recorder.write_conversion(url, datetime.now(UTC), data, content_type, profile, fields)
        await recorder.on_disk()

    def _kept(self, url: str) -> bytes | None:
        return self.context.recorder.converted(safe_uri(url))
