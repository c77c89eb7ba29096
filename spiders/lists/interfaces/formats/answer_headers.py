"""What the headers of an answer say of a list: the next page (RFC 8288), and how many rows and pages there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spiders.lists.base import Declared, ListPage, PageRequest
from spiders.lists.links import absolute

_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]+))*)")
_NEXT = re.compile(r";\s*rel\s*=\s*(?:\"(?:[^\"]*\s)?next(?:\s[^\"]*)?\"|next\b)", re.I)
_ROWS: Final = ("x-total-count", "x-wp-total", "x-total", "x-pagination-total-count")
_PAGES: Final = ("x-wp-totalpages", "x-total-pages", "x-pagination-page-count")
_NAMES: Final = frozenset(("link", *_ROWS, *_PAGES))


def of_lists(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer that speak of further rows of a list."""
    return tuple((name, value) for name, value in headers if name.lower() in _NAMES)


def following(page: ListPage) -> PageRequest | None:
    """Return the request for the next page that the header `Link` names: `</rows?after=12>; rel="next"`."""
    for name, value in page.headers:
        for address, parameters in _LINK.findall(value) if name.lower() == "link" else ():
            target = absolute(address, page.url) if _NEXT.search(parameters) else None
            if target is not None and target != page.url:
                return PageRequest(target)
    return None


def declared(page: ListPage) -> Declared:
    """Return the totals that headers give: `X-Total-Count: 52`."""
    numbers = {name.lower(): int(value) for name, value in page.headers if value.strip().isdecimal()}
    rows = next((numbers[name] for name in _ROWS if name in numbers), None)
    return Declared(rows, next((numbers[name] for name in _PAGES if name in numbers), None))
