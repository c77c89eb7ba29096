"""The one spider: every site of a shard is visited at the same time, one request a host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler

from spiders.manners import MARGIN, Throttle
from spiders.memory import Memory
from spiders.middlewares import Answer, Purpose
from spiders.middlewares.capture import CaptureToWarc
from spiders.settings import Settings
from spiders.sitefile import SiteFile
from spiders.visit import Door, Told, Visit


class SiteSpider(Spider):
    """Visits the sites of its settings; `told` has what each visit came to, `whole` whether all ended."""

    name = "sites"

    def __init__(
        self, sites: Mapping[str, SiteFile], settings: Settings, memory: Memory, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._sites = sites
        self._settings = settings
        self._memory = memory
        self._throttle: Throttle | None = None
        self.told: dict[str, Told] = {}
        self.whole = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy builds it."""
        s = crawler.settings
        return super().from_crawler(
            crawler, s["FANGZHI_SITES"], s["FANGZHI_SETTINGS"], s["FANGZHI_MEMORY"], *args, **kwargs
        )

    async def start(self) -> AsyncIterator[Any]:
        """Visit all sites; nothing is yielded, for the WARC file is the hand-over."""
        assert self.crawler.engine is not None
        self._throttle = Throttle(self.crawler.engine.downloader)
        places = asyncio.Semaphore(self._settings.crawl.sites_at_once)
        await asyncio.gather(*(self._visit(site, places) for site in self._sites.values()))
        self.whole = True
        for request in list[Request]():
            yield request

    async def _visit(self, site: SiteFile, places: asyncio.Semaphore) -> None:
        async with places:
            visit = Visit(
                site, self._settings, self._memory, Door(self._fetch, self._refuse, self._set_floor)
            )
            self.told[site.id] = visit.told
            await visit.run()

    async def _fetch(self, url: str, purpose: Purpose) -> Answer:
        assert self.crawler.engine is not None and self._throttle is not None
        request = Request(url, meta={"purpose": purpose, "cookiejar": purpose.site}, dont_filter=True)
        await self.crawler.engine.download_async(request)
        answer: Answer = request.meta["answer"]
        if answer.latency is not None:
            self._throttle.adapt(request.meta["download_slot"], answer.latency)
        return answer

    def _refuse(self, url: str, purpose: Purpose, why: str) -> Answer:
        assert self.crawler.engine is not None
        capture = next(
            m for m in self.crawler.engine.downloader.middleware.middlewares if isinstance(m, CaptureToWarc)
        )
        return capture.refuse(Request(url, meta={"purpose": purpose}), "robots", why)

    def _set_floor(self, host: str, seconds: float) -> None:
        assert self._throttle is not None
        if seconds:
            self._throttle.set_floor(host, seconds + MARGIN)
