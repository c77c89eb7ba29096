"""Which addresses a site's visit may request: the site's own hosts, and no private address without permission."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from archive.warc.received import fault_of
from spiders.config.sitefile import SiteFile


class OutOfBoundsError(Exception):
    """The address is outside the site's bounds; the message names the rule that forbids it."""


# NAT64 gateways reach IPv4 addresses, private ones too, under this prefix (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(host: str) -> bool:
    """Return whether an IP address is globally reachable; host names count as public until they are resolved."""
    found = _address(host)
    return found is None or (found.is_global and not found.is_multicast)


@lru_cache(maxsize=1 << 10)
def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a host is; an IPv4 address within an IPv6 one is the IPv4 address."""
    try:
        found = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        return found.ipv4_mapped or found.sixtofour or found
    return found


def unreachable(site: SiteFile, host: str, addresses: Sequence[str]) -> str | None:
    """Return why a request must not go to `host` at these addresses, or None if it may.

    A name that anyone can point at 127.0.0.1 or 169.254.169.254 would otherwise lead behind the firewall.
    The permission for private addresses is the site's own, for the hosts of its file.
    """
    for address in addresses:
        found = _address(address)
        where = host if host.strip("[]") == address else f"{host} ({address})"
        if found is not None and found.is_multicast:
            return f"{where} is a multicast address"
        own = site.allow_private and host in {name for name, _ in site.allowed_hosts()}
        if not is_public(address) and not own:
            return f"{where} is a private address; {site.id}.yaml does not say allow_private: true"
    return None


def related(home: str, url: str) -> bool:
    """Return whether an address is on a subdomain or another port of a site, which its file may permit.

    >>> related("http://www.yunxi.gov.cn/", "http://old.yunxi.gov.cn/gzbg/"), related("http://www.yunxi.gov.cn/", "http://www.gov.cn/")
    (True, False)
    >>> related("http://127.0.0.1:80/", "http://127.0.0.1:81/"), related("http://127.0.0.1/", "http://127.0.0.2/")
    (True, False)
    """
    ours, theirs = urlsplit(home).hostname or "", urlsplit(url).hostname or ""
    if ours == theirs:
        return True
    base = ours.removeprefix("www.")
    labels = base.split(".")
    if base.replace(".", "").isdigit() or ":" in base or len(labels) < (3 if base.endswith(".cn") else 2):
        return False
    return theirs == base or theirs.endswith(f".{base}")


def forbidden(site: SiteFile, url: str) -> str | None:
    """Return why `url` must not be requested for this site, or None if it may be."""
    if fault := fault_of(url):
        return f"{url} is not an address: {fault}"
    parts = urlsplit(url)
    if not site.allows(url):
        return f"{parts.scheme}://{parts.netloc} is not among the hosts of {site.id}.yaml"
    return _private(site, parts.hostname or "")


def forbidden_robots(site: SiteFile, url: str) -> str | None:
    """Return why a redirect of robots.txt must not be followed to `url`, or None if it may: to any public host.

    RFC 9309, 2.3.1.2: redirects are followed also to another host.
    """
    if fault_of(url) or site.allows(url):
        return forbidden(site, url)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return f"{url} is not an address of the web"
    return _private(site, parts.hostname)


def _private(site: SiteFile, host: str) -> str | None:
    return unreachable(site, host, ["127.0.0.1" if host == "localhost" else host])
