"""The middlewares that a request of the crawl passes through: four of Scrapy's, and those of the project."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from scrapy.crawler import Crawler
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from spiders.config.settings import Settings
from spiders.scrapy_side.context import CrawlContext
from spiders.scrapy_side.process import scrapy_settings
from spiders.scrapy_side.spider import SiteSpider

NAMES = [
    "DownloadTimeoutMiddleware", "DefaultHeadersMiddleware", "UserAgentMiddleware", "Bounds", "Replay", "Reachable",
    "Conditional", "CookiesMiddleware", "CaptureToWarc",
]  # fmt: skip


def test_a_request_passes_through_exactly_these_middlewares() -> None:
    context = cast(
        "CrawlContext", SimpleNamespace(settings=Settings(contact="a@b.example"), max_bytes=1 << 20)
    )
    settings: Any = Crawler(SiteSpider, scrapy_settings(context)).settings
    named = build_component_list(settings.getwithbase("DOWNLOADER_MIDDLEWARES"))
    assert [load_object(one).__name__ for one in named] == NAMES
