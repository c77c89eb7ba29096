"""No request leaves the site's hosts, or goes to a private address that the site file does not permit."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from spiders.config.sitefile import SiteFile
from spiders.scrapy_side.context import kit_of
from spiders.scrapy_side.middlewares import Purpose


class OutOfBoundsError(IgnoreRequest):
    """The address is none of the site's; the message says which rule forbids it."""


def is_public(host: str) -> bool:
    """Whether an IP address may be anyone's on the internet; a host name is judged when it is resolved."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return True


def forbidden(site: SiteFile, url: str) -> str | None:
    """Why `url` may not be asked for this site; None if it may."""
    parts = urlsplit(url)
    if not site.allows(url):
        return f"{parts.scheme}://{parts.netloc} is not among the hosts of {site.id}.yaml"
    if not site.allow_private and (not is_public(parts.hostname or "") or parts.hostname == "localhost"):
        return f"{parts.hostname} is a private address; {site.id}.yaml does not say allow_private: true"
    return None


class Bounds:
    """Raises OutOfBoundsError for an address outside the site's bounds, redirect or not."""

    def __init__(self, sites: Mapping[str, SiteFile]) -> None:
        self._sites = sites

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(kit_of(crawler).sites)

    def process_request(self, request: Request) -> None:
        """Let the request pass or raise."""
        purpose: Purpose = request.meta["purpose"]
        if why := forbidden(self._sites[purpose.site], request.url):
            raise OutOfBoundsError(why)


class PublicResolver(CachingThreadedResolver):
    """Resolves host names; one that leads to a private address counts as unknown unless a site permits it.

    A name that anyone can point at 127.0.0.1 or 169.254.169.254 would otherwise lead behind the firewall.
    """

    def __init__(self, *args: Any, private: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._private = private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """As Scrapy builds it."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        private = settings.getlist("FANGZHI_PRIVATE_HOSTS")
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), private=frozenset(private))

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        """The address of `name`."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._public, name)

    def _public(self, address: str, name: str) -> str:
        if name not in self._private and not is_public(address):
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
