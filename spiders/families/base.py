"""What a platform family says of its lists, and the ways of paging that several families share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from spiders.families.links import Link, absolute, anchors, base_of, is_file, tree_of

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


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
    declared: Declared = Declared()
    shown: int | None = None
    more: str | None = None
    unread: str | None = None

    @property
    def following(self) -> PageRequest | None:
        """The request for the next page."""
        return PageRequest(self.next_url, self.next_body, self.next_type) if self.next_url else None


@dataclass(frozen=True, slots=True)
class Sign:
    """What gives a family away on a page: a pattern in its source, how much it weighs, and how to say so."""

    pattern: re.Pattern[str]
    weight: int
    words: str


def sign(pattern: str, weight: int, words: str) -> Sign:
    """A sign from its pattern; case does not count."""
    return Sign(re.compile(pattern, re.I), weight, words)


@dataclass(frozen=True, slots=True)
class Family:
    """A platform family: how its article addresses look, what gives it away, how its lists are read."""

    name: str
    article: re.Pattern[str]
    read: Callable[[ListPage], Listing] = field(default_factory=lambda: html_list)
    signs: tuple[Sign, ...] = ()

    def is_article(self, url: str) -> bool:
        """Whether the address looks like an article's or a document file's."""
        parts = urlsplit(url)
        return bool(self.article.search(parts.path + (f"?{parts.query}" if parts.query else ""))) or is_file(
            url
        )


def html_list(page: ListPage) -> Listing:
    """An ordinary HTML list: all links; the next page by `createPageHTML` or by the link 下一页."""
    return Listing(tuple(page.links), create_page_html(page) or written_pager(page) or next_link(page))


# -- createPageHTML --

_CALL = re.compile(r"createPage\w{0,12}\s{0,4}\(([^()]{1,300})\)")
_VARIABLE = re.compile(r"\bvar\s{1,4}(\w{1,40})\s{0,4}=\s{0,4}(\d{1,6})\b")


def create_page_html(page: ListPage) -> str | None:
    """The next page by the script call that TRS, UCAP and provincial platforms share.

    Four signatures were seen (shared study of families, 2026): the first argument is the number of pages
    or the quoted id of an element, then come the number of this page, the files' name and suffix. Where
    the first page counts as 0, page 2 is NAME_1, where it counts as 1, NAME_2: always this number plus one.
    """
    for call in _CALL.finditer(page.text):
        arguments = [part.strip() for part in call[1].split(",")]
        if arguments and _quoted(arguments[0]) is not None:
            arguments = arguments[1:]
        if len(arguments) < 4:
            continue
        variables = dict(_VARIABLE.findall(page.text))
        total, current = (variables.get(value, value) for value in arguments[:2])
        name, suffix = _quoted(arguments[2]), _quoted(arguments[3])
        if not (total.isdecimal() and current.isdecimal() and name and suffix):
            continue
        if page.number >= int(total):
            return None
        return urljoin(page.url, f"{name}_{int(current) + 1}.{suffix}")
    return None


_WRITTEN = re.compile(
    r"([\w./-]{1,60}_)\\?[\"']\s{0,4}\+\s{0,4}\(?\s{0,4}(?:nextPage|currentPage\s{0,4}\+\s{0,4}1)\s{0,4}\)?"
    r"\s{0,4}\+\s{0,4}\\?[\"'](\.s?html?)"
)


def written_pager(page: ListPage) -> str | None:
    """The next page of TRS's older templates, whose script writes `index_` + nextPage + `.html` itself.

    `currentPage` counts from 0 and `countPage` says how many there are.
    """
    variables = dict(_VARIABLE.findall(page.text))
    written = _WRITTEN.search(page.text)
    current, total = variables.get("currentPage"), variables.get("countPage")
    if written is None or current is None or total is None or int(current) + 1 >= int(total):
        return None
    return urljoin(page.url, f"{written[1]}{int(current) + 1}{written[2]}")


def _quoted(text: str) -> str | None:
    match = re.fullmatch(r"[\"']([\w./-]{0,100})[\"']", text)
    return match[1] if match else None


# -- the link to the next page --

_NEXT = re.compile(
    r"[\[(<{【「]{0,2}(下一页|下页|后一页|后页|下一頁|下頁|next|nextpage)[\])>}】」›»→]{0,3}|[>›»]"
)


def next_link(page: ListPage) -> str | None:
    """The address behind 下一页; None on the last page, where it is missing or leads to the page itself."""
    base = base_of(page.tree, page.url)
    for node in page.tree.css("a[href]"):
        picture = node.css_first("img[alt]")
        names = (
            node.text(deep=True).lower(),
            node.attributes.get("title") or "",
            node.attributes.get("class") or "",
            (picture.attributes.get("alt") or "") if picture else "",
        )
        if not any(_NEXT.fullmatch("".join(unicodedata.normalize("NFKC", name).split())) for name in names):
            continue
        target = absolute(node.attributes.get("href"), base)
        if target and target != page.url:
            return target
    return None


# -- addresses made by number --


def with_query(url: str, **changes: str) -> str:
    """`url` with parameters of its query set; the others keep their place."""
    parts = urlsplit(url)
    query = [(key, changes.pop(key) if key in changes else value) for key, value in _pairs(parts.query)]
    query += list(changes.items())
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def total_pages(text: str) -> int | None:
    """The number of pages that a list page declares in words or script; they are known to lie upwards."""
    for pattern in (
        r"共\s{0,4}(\d{1,5})\s{0,4}页",
        r"第\s{0,4}\d{1,5}\s{0,4}/\s{0,4}(\d{1,5})\s{0,4}页",
        r"(?:totalPageNums?|totalPage|pageCount|countPage)[\"']?\s{0,4}[=:]\s{0,4}[\"']?(\d{1,5})\b",
    ):
        if match := re.search(pattern, text, re.I):
            return int(match[1])
    return None
