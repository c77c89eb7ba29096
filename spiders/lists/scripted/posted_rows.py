"""Rows that a postback opens: ASP.NET's LinkButton in a list, `__doPostBack('list$ctl02$title', '')`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborNode

from parsers.text.han import HAN
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.beside.row_titles import says_nothing, title_beside
from spiders.lists.controls import handler_of
from spiders.lists.forms import posted_back
from spiders.lists.links import DATE, Link, absolute, base_of, date_beside, words_of
from spiders.lists.scripted import side_effects
from spiders.lists.titles import judge, names_column, names_part

_POSTBACK = re.compile(
    r"(?:__doPostBack|PostBackOptions)\(\s{0,4}(['\"])([^'\"]{1,200})\1\s{0,4},\s{0,4}(['\"])([^'\"]{0,200})\3"
)
_OF_PAGER = re.compile(r"Page\$|\d{1,4}|next|prev|first|last", re.I)  # the argument of a pager's control
_HAN = re.compile(rf"{HAN}{{4}}")
_YEAR = re.compile(r"(?:19|20)\d\d|[〇○零一二三四五六七八九]{4}年")
_TABLES: Final = ("table", "tbody", "ul", "ol", "dl")
_MOST: Final = 400  # elements
_LONGEST: Final = 300  # characters of a row


@dataclass(frozen=True, slots=True)
class PostedRows:
    """The rows of a page with those that a postback opens: `links` of the latter, the request that opens each.

    A link has its request's address. `lost` says which reports are not posted.
    """

    rows: tuple[LexborNode, ...] = ()
    links: tuple[Link, ...] = ()
    requests: tuple[PageRequest, ...] = ()
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that a postback opens."""

    node: LexborNode
    link: Link
    request: PageRequest

    @property
    def is_certain(self) -> bool:
        """Return whether it is a row of a list, by its date or its title."""
        return self.link.date is not None or judge(self.link.title) == "report"


def of(page: ListPage, rows: Sequence[LexborNode]) -> PostedRows:
    """Return the rows of a page, given those that are links, with those that a postback opens.

    One or the other are the list's, those with more titles of reports; both, where they stand in one table. Rows that
    a postback opens are links in any case, if they have a date or a report's title: a column beside a short last page
    may have more rows.
    """
    if "PostBack" not in page.text:
        return PostedRows(tuple(rows))
    found, refused = _found(page)
    titles = {row.link.title for row in found}
    lost = next((why for title, why in refused if title not in titles and judge(title) == "report"), None)
    if not any(row.is_certain for row in found):
        return PostedRows(tuple(rows), lost=lost)
    nodes = tuple(row.node for row in found)
    if _stand_together(nodes, rows):
        shown = (*rows, *nodes)
    elif _worth([row.link.title for row in found]) > _worth([_words(node) for node in rows]):
        shown = nodes
    else:
        shown, found = tuple(rows), [row for row in found if row.is_certain]
    return PostedRows(shown, tuple(row.link for row in found), tuple(row.request for row in found), lost)


def _found(page: ListPage) -> tuple[list[_Row], list[tuple[str, str]]]:
    """Return the rows that a postback opens, and the titles of those that are not posted, each with the reason."""
    base = base_of(page.tree, page.url)
    found: list[tuple[_Row, str]] = []
    refused = []
    for node in page.tree.css("[onclick*='PostBack'], a[href*='PostBack']")[:_MOST]:
        match = _POSTBACK.search(handler_of(node))
        title = _title(node) if match and not _OF_PAGER.fullmatch(match[4]) else None
        if match is None or title is None or names_part(title) or _is_link(node, title, base):
            continue
        within = DATE.search(node.text(deep=True)) if node.tag == "tr" else None
        date = within[0] if within else date_beside(node)
        if names_column(title) and not date:
            continue
        if does := side_effects.of(match[2], match[4], title, words_of(node)):
            refused.append((title, f"{title}: its row is not opened, because its control {match[2]} {does}"))
            continue
        request = posted_back(page.tree, base, page.url, [match[2], match[4]], node)
        if request is not None:
            link = Link(request.address, title, title, date)
            found.append((_Row(node, link, request), f"{match[2]} {match[4]}"))
        else:
            refused.append((title, f"{title}: its row is a postback of no form"))
    events: dict[tuple[str, str | None], set[str]] = {}
    for row, event in found:
        events.setdefault((row.link.title, row.link.date), set()).add(event)
    known: dict[str, _Row] = {}
    for row, event in found:
        alone = len(events[row.link.title, row.link.date]) == 1
        one = _identified(row, event) if alone else row
        known.setdefault(one.request.address, one)
    return list(known.values()), refused


def _identified(row: _Row, event: str) -> _Row:
    """Return a row whose request has the same address each night, although the page's hidden fields change.

    A row without a date or a year may be another document on another night.
    """
    link = row.link
    if link.date is None and not _YEAR.search(link.title):
        return row
    request = replace(row.request, identity="\n".join((event, link.title, link.date or "")))
    return _Row(row.node, replace(link, url=request.address), request)


def _is_link(node: LexborNode, title: str, base: str) -> bool:
    """Return whether a row has an ordinary link with its title."""
    return any(
        absolute(one.attributes.get("href"), base) and _words(one) == title for one in node.css("a[href]")
    )


def _stand_together(nodes: Iterable[LexborNode], rows: Iterable[LexborNode]) -> bool:
    """Return whether some of two kinds of rows stand in one table or list."""
    of_rows = {_table_of(row) for row in rows} - {None}
    return any(_table_of(node) in of_rows for node in nodes)


def _table_of(node: LexborNode) -> int | None:
    around = node.parent
    while around is not None and around.tag not in _TABLES:
        around = around.parent
    return around.mem_id if around is not None else None


def _worth(titles: Sequence[str]) -> tuple[int, int]:
    """Return how many titles of rows are those of reports, and how many there are."""
    return sum(judge(title) in ("report", "doubt") for title in titles), len(titles)


def _words(node: LexborNode) -> str:
    """Return the longer of a link's words and its title."""
    return max(words_of(node), " ".join((node.attributes.get("title") or "").split()), key=len)


def _title(node: LexborNode) -> str | None:
    """Return the title of a row's element: its words, those beside a link 查看, or those of the longest cell."""
    if len(node.text(deep=True)) > _LONGEST:
        return None
    words = words_of(node)
    if node.tag == "tr":
        words = max((" ".join(cell.text(deep=True).split()) for cell in node.css("td")), key=len, default="")
    elif says_nothing(words):
        words = title_beside(node) or words
    whole = " ".join((node.attributes.get("title") or "").split())
    title = max(words, whole, key=len)
    return title if _HAN.search(title) else None
