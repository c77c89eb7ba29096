"""No request leaves the site's hosts, or goes to a private address that the site file does not permit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from spiders.config.sitefile import SiteFile
from spiders.scrapy_side.context import context_of
from spiders.visit.bounds import OutOfBoundsError, forbidden, is_public
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
        if why := forbidden(self._sites[purpose.site], request.url):
            raise RefusedRequestError(why)


class PublicResolver(CachingThreadedResolver):
    """Resolves host names; one that leads to a private address counts as unknown unless a site permits it.

    A name that anyone can point at 127.0.0.1 or 169.254.169.254 would otherwise lead behind the firewall.
    """

    def __init__(self, *args: Any, private: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._private = private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Build the object as Scrapy expects."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        private = settings.getlist("FANGZHI_PRIVATE_HOSTS")
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), private=frozenset(private))

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        """Return the address of `name`."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._public, name)

    def _public(self, address: str, name: str) -> str:
        if name not in self._private and not is_public(address):
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
