"""The values of list reading: a page of a list, the request for one, and what a page yields."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from spiders.families.links import Link, anchors, tree_of

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
_PAGE_NAMES: Final = frozenset((
    "page", "p", "pn", "pg", "pageno", "pagenum", "pageindex", "pagenumber", "pageid", "pagecode", "current",
    "currentpage",
    "currpage", "curpage", "curr", "cur", "curr_page", "cur_page", "current_page", "page_no", "page_num", "page_index",
    "pageing", "paging", "index", "nowpage", "topage", "gotopage", "pageno1", "start_page", "startpage", "pno", "a5p",
    "page_number", "thispage", "pagenow", "whichpage", "showpage", "currentpageno",
))  # fmt: skip


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A request for a page of a list: an address, and the body of a POST (None: a GET)."""

    url: str
    body: str | None = None
    media_type: str = FORM

    @property
    def address(self) -> str:
        """The identity under which it is captured: for a POST, the address and a digest of the body."""
        return self.url if self.body is None else f"{self.url}#post-{_digest(self.body)}"


@dataclass(frozen=True)
class ListPage:
    """One fetched page of a list: address, decoded text, and its number within the list (1 is the first).

    `request` is what was requested, where that was more than a GET of `url`.
    """

    url: str
    text: str
    number: int
    start: str  # the list's address as the site file has it, with its fragment
    request: PageRequest | None = None

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page's elements."""
        return tree_of(self.text)

    @cached_property
    def links(self) -> list[Link]:
        """All links of the page."""
        return anchors(self.text, self.url)

    @property
    def requested(self) -> PageRequest:
        """The request that brought this page."""
        return self.request or PageRequest(self.url)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of the whole list: rows, pages; None where it does not say."""

    rows: int | None = None
    pages: int | None = None

    def __or__(self, other: Declared) -> Declared:
        """Return this, completed by what the other says."""
        rows = self.rows if self.rows is not None else other.rows
        return Declared(rows, self.pages if self.pages is not None else other.pages)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page yields: the links of its rows, the page after it, and what it says of the whole list.

    `shown` counts the rows of this page (None: not counted). `more` says, where no next page could be named, why
    there seems to be one; `unread` says that the rows are filled by a script that is not understood, and names the
    request that the script makes where the page shows it.
    """

    links: tuple[Link, ...]
    next_url: str | None = None
    rows: bool = True  # False: a page on the way to the rows, such as one that only holds ids
    next_body: str | None = None  # of a POST
    next_type: str = FORM
    declared: Declared = field(default_factory=Declared)
    shown: int | None = None
    more: str | None = None
    unread: str | None = None

    @property
    def following(self) -> PageRequest | None:
        """The request for the next page."""
        return PageRequest(self.next_url, self.next_body, self.next_type) if self.next_url else None


def with_query(url: str, **changes: str) -> str:
    """`url` with parameters of its query set; the others keep their place."""
    parts = urlsplit(url)
    query = [(key, changes.pop(key) if key in changes else value) for key, value in _pairs(parts.query)]
    query += list(changes.items())
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def is_page_name(name: str) -> bool:
    """Whether a parameter's name is one that counts pages."""
    bare = name.lower().removesuffix("[]")
    return bare in _PAGE_NAMES or bool(
        re.fullmatch(r"a\d{1,9}p|ainfolist\d+p|.*[_.]page(no|num|index)?", bare)
    )
