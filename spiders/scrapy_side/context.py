"""What the spider and its middlewares share in one process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler

from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.scrapy_side.recorder import Recorder
from spiders.visit.previous_crawls import Memory

if TYPE_CHECKING:
    from spiders.scrapy_side.spider import SiteSpider


@dataclass(frozen=True, slots=True)
class Kit:
    """The sites by id, the operator's settings, what is remembered, where captures go, and the run's id.

    `spoken` is filled on the way: the TLS version by host, of those that may speak an old one.
    """

    sites: Mapping[str, SiteFile]
    settings: Settings
    memory: Memory
    recorder: Recorder
    run: str
    spoken: dict[str, str] = field(default_factory=dict)

    @property
    def max_bytes(self) -> int:
        """The largest body, as received and inflated."""
        return int(self.settings.crawl.max_body_mb * 1_000_000)


def kit_of(crawler: Crawler) -> Kit:
    """The kit of the crawler's spider, which Scrapy makes before its middlewares."""
    spider = crawler.spider
    if TYPE_CHECKING:
        assert isinstance(spider, SiteSpider)
    return spider.kit
