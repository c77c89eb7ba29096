"""The one spider: it carries requests for a job that runs beside it, one request a host at a time."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider

from spiders.scrapy_side.context import Kit
from spiders.scrapy_side.middlewares import Answer, Purpose
from spiders.scrapy_side.middlewares.capture import CaptureToWarc
from spiders.visit.politeness import Throttle
from spiders.visit.visit import Door

Job = Callable[[Door], Awaitable[None]]


class SiteSpider(Spider):
    """Carries out a job, such as visiting all sites of a shard; `whole` says whether it came to its end.

    The job asks for one address after the other of a site and acts on each answer, so it is written
    as coroutines over `engine.download_async`, which takes each request through Scrapy's middlewares,
    slots and delays as any other.
    """

    name = "sites"

    def __init__(self, kit: Kit, job: Job, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kit = kit
        self._job = job
        self._throttle = Throttle()
        self.whole = False

    async def start(self) -> AsyncIterator[Any]:
        """Do the job; nothing is yielded, for the WARC file is the hand-over."""
        await self._job(Door(self._fetch, self._refuse, self._throttle.set_floor))
        self.whole = True
        for request in list[Request]():
            yield request

    async def _fetch(self, url: str, purpose: Purpose) -> Answer:
        assert self.crawler.engine is not None
        request = Request(url, meta={"purpose": purpose, "cookiejar": purpose.site}, dont_filter=True)
        host = urlsplit(url).hostname or ""
        async with self._throttle.turn(host):
            started = time.monotonic()
            await self.crawler.engine.download_async(request)
            answer: Answer = request.meta["answer"]
            if not answer.replayed:
                self._throttle.answered(host, time.monotonic() - started)
        return answer

    def _refuse(self, url: str, purpose: Purpose, why: str) -> Answer:
        assert self.crawler.engine is not None
        capture = next(
            m for m in self.crawler.engine.downloader.middleware.middlewares if isinstance(m, CaptureToWarc)
        )
        return capture.refuse(Request(url, meta={"purpose": purpose}), "robots", why)
