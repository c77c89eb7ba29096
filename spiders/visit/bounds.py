"""Which addresses a site's visit may request: the site's own hosts, and no private address without permission."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from spiders.config.sitefile import SiteFile


class OutOfBoundsError(Exception):
    """The address is outside the site's bounds; the message names the rule that forbids it."""


def is_public(host: str) -> bool:
    """Return whether an IP address is globally reachable; host names count as public until they are resolved."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return True


def forbidden(site: SiteFile, url: str) -> str | None:
    """Return why `url` must not be requested for this site, or None if it may be."""
    parts = urlsplit(url)
    if not site.allows(url):
        return f"{parts.scheme}://{parts.netloc} is not among the hosts of {site.id}.yaml"
    if not site.allow_private and (not is_public(parts.hostname or "") or parts.hostname == "localhost"):
        return f"{parts.hostname} is a private address; {site.id}.yaml does not say allow_private: true"
    return None
