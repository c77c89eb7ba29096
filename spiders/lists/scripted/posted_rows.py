"""Rows that a postback opens: ASP.NET's LinkButton in a list, `__doPostBack('list$ctl02$title', '')`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from parsers.text.han import HAN
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.controls import handler_of
from spiders.lists.forms import posted_back
from spiders.lists.links import DATE, OPENS_ROW, Link, base_of, date_beside, title_beside, words_of
from spiders.lists.titles import judge, names_column, names_part

_POSTBACK = re.compile(
    r"(?:__doPostBack|PostBackOptions)\(\s{0,4}(['\"])([^'\"]{1,200})\1\s{0,4},\s{0,4}(['\"])([^'\"]{0,200})\3"
)
_OF_PAGER = re.compile(r"Page\$|\d{1,4}|next|prev|first|last", re.I)  # the argument of a pager's control
_HAN = re.compile(rf"{HAN}{{4}}")
_MOST: Final = 400  # elements
_LONGEST: Final = 300  # characters of a row


@dataclass(frozen=True, slots=True)
class PostedRows:
    """The elements of the rows, their links, and the request that opens each; a link has the request's address."""

    nodes: tuple[LexborNode, ...] = ()
    links: tuple[Link, ...] = ()
    requests: tuple[PageRequest, ...] = ()


def of(page: ListPage) -> PostedRows:
    """Return the rows of a page that a postback opens; none if none of them has a date or a report's title."""
    if "PostBack" not in page.text:
        return PostedRows()
    base = base_of(page.tree, page.url)
    found: dict[str, tuple[LexborNode, Link, PageRequest]] = {}
    for node in page.tree.css("[onclick*='PostBack'], a[href*='PostBack']")[:_MOST]:
        match = _POSTBACK.search(handler_of(node))
        title = _title(node) if match and not _OF_PAGER.fullmatch(match[4]) else None
        if match is None or title is None or names_part(title) or names_column(title):
            continue
        request = posted_back(page.tree, base, page.url, [match[2], match[4]], node)
        if request is not None:
            date = DATE.search(node.text(deep=True)) if node.tag == "tr" else None
            link = Link(request.address, title, title, date[0] if date else date_beside(node))
            found.setdefault(request.address, (node, link, request))
    rows = list(found.values())
    if not any(link.date or judge(link.title) == "report" for _, link, _ in rows):
        return PostedRows()
    return PostedRows(*(tuple(part) for part in zip(*rows, strict=True)))


def _title(node: LexborNode) -> str | None:
    """Return the title of a row's element: its words, those beside a link 查看, or those of the longest cell."""
    if len(node.text(deep=True)) > _LONGEST:
        return None
    words = words_of(node)
    if node.tag == "tr":
        words = max((" ".join(cell.text(deep=True).split()) for cell in node.css("td")), key=len, default="")
    elif OPENS_ROW.fullmatch(words):
        words = title_beside(node) or words
    whole = " ".join((node.attributes.get("title") or "").split())
    title = max(words, whole, key=len)
    return title if _HAN.search(title) else None
