"""Refuse requests outside the site's hosts, or to a private address that the site file does not permit."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from spiders.config.sitefile import SiteFile
from spiders.scrapy_side.context import context_of
from spiders.scrapy_side.resolver import resolve
from spiders.visit.bounds import OutOfBoundsError, forbidden, forbidden_robots, unreachable
from spiders.visit.exchange import Purpose


class RefusedRequestError(IgnoreRequest, OutOfBoundsError):
    """An OutOfBoundsError that Scrapy's downloader passes on unchanged."""


class Bounds:
    """Refuse each address outside the site's bounds, whether typed, linked or redirected to."""

    def __init__(self, sites: Mapping[str, SiteFile]) -> None:
        self._sites = sites

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the object as Scrapy expects."""
        return cls(context_of(crawler).sites)

    def process_request(self, request: Request) -> None:
        """Let the request pass, or raise RefusedRequestError."""
        purpose: Purpose = request.meta["purpose"]
        rule = forbidden_robots if purpose.role == "robots" and len(purpose.chain) > 1 else forbidden
        if why := rule(self._sites[purpose.site], request.url):
            raise RefusedRequestError(why)


class Reachable:
    """Refuse a request whose host name resolves to a private or multicast address, unless its site permits that.

    It comes after the replay of earlier answers, so that a resumed run needs no DNS lookup for those. An unknown name
    passes: the download itself fails with the usual error.
    """

    def __init__(self, sites: Mapping[str, SiteFile], timeout: float) -> None:
        self._sites = sites
        self._timeout = timeout

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the object as Scrapy expects."""
        return cls(context_of(crawler).sites, crawler.settings.getfloat("DNS_TIMEOUT"))

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise RefusedRequestError."""
        purpose: Purpose = request.meta["purpose"]
        host = urlsplit(request.url).hostname or ""
        with contextlib.suppress(TimeoutError):
            addresses = await asyncio.wait_for(resolve(host), self._timeout)
            if why := unreachable(self._sites[purpose.site], host, addresses):
                raise RefusedRequestError(why)
