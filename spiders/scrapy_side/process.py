"""Scrapy, configured for a job; it can run once in the life of a process."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from spiders.scrapy_side.context import CrawlContext
from spiders.scrapy_side.middlewares import ORDER
from spiders.scrapy_side.spider import Job, SiteSpider

# Scrapy's own middlewares that a request passes through; the visit does the work of the others itself.
_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware",
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware",
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
)

_HTTPS = "spiders.scrapy_side.tls.TlsHandler"
_RESOLVER = "spiders.scrapy_side.resolver.Resolver"


def preload() -> None:
    """Import what Scrapy imports by its name in the settings when a crawl starts; none of it installs a reactor."""
    for name in (*_MIDDLEWARES, *ORDER, _HTTPS, _RESOLVER):
        load_object(name)


def scrapy_settings(context: CrawlContext) -> dict[str, Any]:
    """Return Scrapy's settings: those of the operator and the site files; everything else is off."""
    crawl = context.settings.crawl
    return {
        "USER_AGENT": context.settings.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        },
        "CONCURRENT_REQUESTS": crawl.sites_at_once * 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # The pauses between requests are the spider's (spiders.visit.politeness.Throttle).
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": crawl.timeout,
        "DOWNLOAD_BIND_ADDRESS": str(crawl.address) if crawl.address else None,
        "DOWNLOAD_MAXSIZE": context.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOADER_MIDDLEWARES": dict(ORDER),
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("data", "file", "ftp", "s3")),
            "https": _HTTPS,
        },
        "TWISTED_DNS_RESOLVER": _RESOLVER,
        # A lookup holds a thread until the system's resolver gives up: some ten seconds for a dead name server.
        "REACTOR_THREADPOOL_MAXSIZE": max(20, crawl.sites_at_once),
        "LOG_LEVEL": "ERROR",
        # Scrapy imports what is switched off as well (2.19: aiohttp, protego): the lists themselves are short.
        "EXTENSIONS_BASE": {},
        "DOWNLOADER_MIDDLEWARES_BASE": {
            name: default_settings.DOWNLOADER_MIDDLEWARES_BASE[name] for name in _MIDDLEWARES
        },
        "SPIDER_MIDDLEWARES_BASE": {},
        "STATS_DUMP": False,
    }


def run(context: CrawlContext, job: Job) -> bool:
    """Run a job in this process, once in its life; return whether it ended by itself (a signal may stop it)."""
    process = AsyncCrawlerProcess(scrapy_settings(context))
    crawler = process.create_crawler(SiteSpider)
    process.crawl(crawler, context=context, job=job)
    _stop_with_parent()
    process.start()
    return isinstance(crawler.spider, SiteSpider) and crawler.spider.whole


def _stop_with_parent() -> None:
    """Stop as by SIGTERM when standard input, if it is a pipe, ends."""
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        return
    loop = asyncio.get_event_loop()

    def ended() -> None:
        if not os.read(0, 4096):
            loop.remove_reader(0)
            os.kill(os.getpid(), signal.SIGTERM)

    loop.add_reader(0, ended)
