"""The ways of paging that a site file may choose where the family's own does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from w3lib.url import safe_url_string

from archive.warc.addresses import page_address
from spiders.config.sitefile import Pages
from spiders.families.guangdong import as_object
from spiders.lists import reader
from spiders.lists.base import Declared, Listing, ListPage, with_query
from spiders.lists.links import Link, absolute


def read(page: ListPage, pages: Pages) -> Listing:
    """Read one page of a list that is paged as described by `pages`.

    Pages made by number have no declared end: the crawl stops at one that is missing or has no new link.
    """
    if pages.kind == "json":
        return _json(page, pages)
    listing = reader.read(page)
    if pages.kind == "next_link":
        return listing
    alone = replace(listing, next_url=None, next_body=None, more=None)
    if pages.kind == "suffix":
        return replace(alone, next_url=_numbered(page, pages))
    if pages.kind == "query":
        return replace(alone, next_url=with_query(page.start, **{str(pages.name): _next_number(page, pages)}))
    return replace(alone, declared=Declared(listing.declared.rows, 1))


def _next_number(page: ListPage, pages: Pages) -> str:
    return str(pages.second + page.number - 1)


def _numbered(page: ListPage, pages: Pages) -> str:
    return urljoin(page.start, str(pages.template).replace("{n}", _next_number(page, pages)))


def _json(page: ListPage, pages: Pages) -> Listing:
    """Read the rows of a JSON answer. The list's own address is the first page; `template` makes the others."""
    answer = as_object(page.text)
    rows = dig(answer, str(pages.items))
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    links = [
        Link(target, str(row.get(pages.title, "")), str(row.get(pages.title, "")), _text(row.get(pages.date)))
        for row in rows
        if (target := absolute(str(row.get(pages.url) or ""), page.url))
    ]
    total = dig(answer, pages.total) if pages.total else None
    more = bool(rows) and (not isinstance(total, int) or page.number * len(rows) < total)
    unread = None if rows or page.number > 1 else f"no rows at {pages.items} of the answer"
    return Listing(
        tuple(links), _numbered(page, pages) if more else None, shown=len(rows), unread=unread,
        declared=Declared(total if isinstance(total, int) else None, None),
    )  # fmt: skip


def dig(value: Any, path: str) -> Any:
    """Return the value at a dotted path of a JSON object, or None."""
    for key in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    match = re.search(r"\d{4}-\d{1,2}-\d{1,2}", value)
    return match[0] if match else None


def fragment_free(url: str) -> str:
    """Return the address to request: without its fragment (routes stay), with non-ASCII characters percent-encoded."""
    return safe_url_string(page_address(url))
