"""The values that the spider and its middlewares share in one process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from scrapy.crawler import Crawler

from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.scrapy_side.recorder import Recorder
from spiders.visit.previous_crawls import PreviousCrawls


@dataclass(frozen=True, slots=True)
class CrawlContext:
    """The sites by id, the operator's settings, the results of earlier crawls, the recorder, and the run's id."""

    sites: Mapping[str, SiteFile]
    settings: Settings
    previous: PreviousCrawls
    recorder: Recorder
    run: str

    @property
    def max_bytes(self) -> int:
        """Return the largest body that is stored, in bytes, as received and inflated."""
        return int(self.settings.crawl.max_body_mb * 1_000_000)


class HasContext(Protocol):
    """A spider that carries the context of its crawl."""

    context: CrawlContext


def context_of(crawler: Crawler) -> CrawlContext:
    """Return the context of the crawler's spider, which Scrapy builds before its middlewares."""
    return cast("HasContext", crawler.spider).context
