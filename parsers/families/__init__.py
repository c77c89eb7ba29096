"""CMS families: the marks by which a page shows which CMS made it, and where that CMS puts the body.

Each module describes one family. The list pages of a family are in `spiders.families`.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from parsers.families import (
    aggregator,
    ankang,
    boda,
    epoint,
    gkmlpt,
    guangdong,
    guangxi,
    hanweb,
    kunming,
    lonsun,
    shahekou,
    trs,
    ucap,
)
from parsers.families.family import Family
from parsers.text.patterns import lazy

__all__ = ["FAMILIES", "Family", "own_markup", "recognise"]

# Tried in this order: families with unambiguous marks before those with URL patterns that others share.
FAMILIES: dict[str, Family] = {
    module.FAMILY.name: module.FAMILY
    for module in (
        ucap,
        hanweb,
        boda,
        gkmlpt,
        epoint,
        shahekou,
        kunming,
        ankang,
        guangdong,
        lonsun,
        trs,
        guangxi,
        aggregator,
    )
}


_COMMENT = lazy(r"<!--.*?(?:-->|\Z)", re.S)
_FOREIGN = lazy(r"//[^\s\"'<>]{3,400}")  # after http: or https:, or without


def own_markup(html: str, url: str | None) -> str:
    """Return the page's source without comments and without URLs on other hosts.

    A link to another government's site, or a commented-out line, is no evidence of the CMS that made this page.
    """
    host = urlsplit(url).hostname if url else None

    def kept(match: re.Match[str]) -> str:
        try:
            return match[0] if host and urlsplit(match[0]).hostname == host else ""
        except ValueError:  # http://[ is not a URL
            return ""

    return _FOREIGN.sub(kept, _COMMENT.sub("", html))


def recognise(html: str, url: str | None) -> Family | None:
    """Return the family of a page: by marks in its own source, else by its URL, else by a CMS's comments."""
    marked = [family for family in FAMILIES.values() if any(mark in html for mark in family.marks)]
    if marked:
        own = own_markup(html, url)
        for family in marked:
            if any(mark in own for mark in family.marks):
                return family
    if url:
        for family in FAMILIES.values():
            if family.address is not None and family.address.search(url):
                return family
    return next((f for f in FAMILIES.values() if any(comment in html for comment in f.comments)), None)
