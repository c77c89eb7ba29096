"""The values used to read lists: a page of a list, a request for one, and what a page contains."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.links import Link, anchors_of, tree_of

NUMBER: Final = "0PAGE0"
OFFSET: Final = "0ROWS0"  # in a pattern, the number of rows before the page
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
    """A request for a page of a list: an address, and the body of a POST (None: a GET).

    `details`: templates of the addresses that the list's scripts build from a row's values, for answers without them.
    `pattern`: the address with `NUMBER` for the page's number, of an interface that has it in its path.
    `headers`: those that the page's script sets. `counter`: the parameter with the page's number, if its name does not
    say so. `identity`: what names a POST whose body changes each night, such as a row by its control, title and date.
    `searched`: it sends a search form without a word, so that an empty answer is no evidence of an empty list.
    """

    url: str
    body: str | None = None
    media_type: str = FORM
    details: tuple[str, ...] = ()
    pattern: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    counter: str = ""
    identity: str = ""
    searched: bool = False

    @property
    def address(self) -> str:
        """Return the identity under which it is captured: for a POST, the address and a digest of what names it."""
        return self.url if self.body is None else f"{self.url}#post-{_digest(self.identity or self.body)}"

    def after(self, previous: PageRequest) -> PageRequest:
        """Return this as the request after another of the list: to the same host with the same headers."""
        own, before = urlsplit(self.url), urlsplit(previous.url)
        same_host = own.netloc == before.netloc
        return replace(
            self,
            headers=self.headers or (previous.headers if same_host else ()),
            counter=self.counter or (previous.counter if same_host and own.path == before.path else ""),
        )


@dataclass(frozen=True)
class ListPage:
    """One fetched page of a list: address, decoded text, and its number within the list (1 is the first).

    `request` is what was requested, if that was more than a GET of `url`. `scripts` are script files of the page that
    were requested for its pager: address and text, None for one that was not obtained.
    """

    url: str
    text: str
    number: int
    start: str  # the list's address as written in the site file, with its fragment
    request: PageRequest | None = None
    scripts: tuple[tuple[str, str | None], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """Parse the page."""
        return tree_of(self.text)

    def release(self) -> None:
        """Forget the parsed page, which is large; it is parsed again if it is needed once more."""
        self.__dict__.pop("tree", None)

    @cached_property
    def links(self) -> list[Link]:
        """Return all links of the page."""
        return list(anchors_of(self.tree, self.url).values())

    @property
    def requested(self) -> PageRequest:
        """Return the request that this page answers."""
        return self.request or PageRequest(self.url)


@dataclass(frozen=True, slots=True)
class Declared:
    """The numbers of rows and pages that a page declares for the whole list; None if it does not."""

    rows: int | None = None
    pages: int | None = None

    def __or__(self, other: Declared) -> Declared:
        """Return this, with missing values taken from the other."""
        rows = self.rows if self.rows is not None else other.rows
        return Declared(rows, self.pages if self.pages is not None else other.pages)


@dataclass(frozen=True, slots=True)
class Listing:
    """The result of reading a list page: the links of its rows, the next page, and the declared totals.

    `shown` counts the rows of this page (None: not counted). `more` gives the reason to expect a next page that could
    not be found; `unread` means that a script fills the rows in an unknown way, and contains the request that the
    script makes, if the page shows it. `undefined` are functions that the pager calls and no script in the page
    defines: a script file may (`*`: any file may explain the list). `opened_by` is the function from whose code the
    next page's address was read. `bare`: a page after the first with neither a pager nor totals. `posted` are the
    requests of those links that are parts or rows of the list and are opened by a POST. `control` is a control of the
    page that leads to further rows, where the page itself has none: 加载更多. `lost`: which row or part is not opened.
    `uneven`: the rows were added by a control that names them (加载上一年度), so that few of them are no loss.
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
    details: tuple[str, ...] = ()  # of the next request, like those from `pattern` to `searched`
    pattern: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    counter: str = ""
    undefined: tuple[str, ...] = ()
    opened_by: str | None = None
    bare: bool = False
    posted: tuple[PageRequest, ...] = ()
    control: str | None = None
    goes_on: bool = False
    lost: str | None = None
    identity: str = ""
    searched: bool = False
    uneven: bool = False

    @property
    def following(self) -> PageRequest | None:
        """Return the request for the next page."""
        if not self.next_url:
            return None
        return PageRequest(
            self.next_url,
            self.next_body,
            self.next_type,
            self.details,
            self.pattern,
            self.headers,
            self.counter,
            self.identity,
            self.searched,
        )


def with_query(url: str, **changes: str) -> str:
    """Return `url` with parameters of its query set; the others keep their position, and their bytes (GBK, too).

    >>> with_query("http://a.cn/list.asp?class=%D5%FE&page=1", page="2")
    'http://a.cn/list.asp?class=%D5%FE&page=2'
    """
    parts = urlsplit(url)
    given = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    query = [(key, changes.pop(key) if key in changes else value) for key, value in given]
    query += list(changes.items())
    encoded = urlencode(query, errors="surrogateescape")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, encoded, ""))


_NOT_COUNTING = re.compile(
    r"id$|type|flag|stat|sort|order|lang|^(is|has|need|show|with)|site|chan|col|cat|node|kind|level|mode|top|size|num$"
    r"|count|rows|limit|ver|year|month|area|dept|code|key|token|app|tab|class|debug|deep|child|sub|plat|role|group|dir",
    re.I,
)

# Parameters with the number of rows to leave out, and with the number of rows of an answer.
OFFSETS: Final = frozenset(("offset", "start", "skip", "from", "startrecord", "first", "beginindex"))
SIZES: Final = frozenset((
    "pagesize", "size", "limit", "rows", "perpage", "per_page", "_pagesize", "ps", "pagenums", "num", "length", "count",
))  # fmt: skip


def may_count(name: str) -> bool:
    """Return whether a parameter's name leaves open that it counts pages: it says nothing else.

    >>> may_count("xh"), may_count("siteId"), may_count("status")
    (True, False, False)
    """
    return not _NOT_COUNTING.search(name)


def is_page_name(name: str) -> bool:
    """Return whether a parameter's name is one that counts pages."""
    bare = name.lower().removesuffix("[]")
    if re.fullmatch(r"(rows?_?)?per_?page|page_?(size|limit|rows|count)|.*size", bare):
        return False
    return bare in _PAGE_NAMES or bool(
        re.fullmatch(r"a\d{1,9}p|ainfolist\d+p|.*[_.]page(no|num|index)?", bare)
    )


_WHOLE = re.compile(r"<(html|head|body|title)\b", re.I)
_END = re.compile(r"</(?:html|body)\b", re.I)
_OPENED = re.compile(r"<(div|ul|ol|dl|table|script)\b", re.I)
_CLOSED = re.compile(r"</(div|ul|ol|dl|table|script)\b", re.I)


def is_fragment(page: ListPage) -> bool:
    """Return whether the page is a piece of markup that a script requested to add rows to a list."""
    requested = urlsplit(page.url).query != "" or page.requested.body is not None or page.requested.pattern
    return page.url != page.start and bool(requested) and not _WHOLE.search(page.text[:2000])


def is_answer(page: ListPage) -> bool:
    """Return whether the page is the answer of an interface, whose next request no control of a page names."""
    return page.url != page.start and not _WHOLE.search(page.text[:2000])


def has_scripts(page: ListPage) -> bool:
    """Return whether a page is a whole one with scripts, and not the answer to one of their requests."""
    return bool(_WHOLE.search(page.text[:2000])) and page.tree.css_first("script") is not None


def ends_early(page: ListPage) -> str | None:
    """Return that a whole page ends in the middle, in words: in a tag, or before its end and that of a block.

    Many templates forget the end of the page, but then close their blocks.
    """
    text = page.text
    if not _WHOLE.search(text[:2000]) or _END.search(text):
        return None
    opened = Counter(name.lower() for name in _OPENED.findall(text))
    opened.subtract(name.lower() for name in _CLOSED.findall(text))
    cut = text.rfind("<") > text.rfind(">") or max(opened.values(), default=0) > 0
    return f"page {page.number} ends in the middle" if cut else None


def repeats_first_rows(page: ListPage) -> bool:
    """Return whether a page may only repeat the rows of the list's own page, as an interface's first answer does."""
    own, answered = urlsplit(page.start), urlsplit(page.url)
    return page.number == 2 and own.path != answered.path and not _WHOLE.search(page.text[:2000])
