"""Columns of which a page shows the first rows in blocks, by mandate or by age: 更多 or its name leads to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from archive.warc.addresses import page_address
from spiders.config.sitefile import List, SiteFile
from spiders.lists.base import ListPage
from spiders.lists.controls import is_hidden, names_above
from spiders.lists.links import Link, absolute, base_of, is_file, scripted_target
from spiders.lists.rows import rows_of, targets_of
from spiders.lists.titles import fold, judge, names_column, names_older, names_part
from spiders.lists.unused import sentences
from spiders.lists.unused.region import Region
from spiders.visit.bounds import forbidden

_MORE = re.compile(
    r"[\[<>(（【+]{0,2}(?:点击|点此)?(?:查看|浏览|阅读|进入|显示)?(?:更多|全部|所有|更早|本栏目?|栏目|列表|more)(?:的?(?:报告|信息|内容|文件|文章|列表))?"
    r"[\].…>»＞)）】+›→]{0,4}|[>＞]{1,3}|[»›]{1,2}|\+|[.…]{2,6}",
    re.I,
)
_OF_MORE = re.compile(r"more|gengduo|\bgd\b", re.I)
_HEADS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend", "strong", "summary")
_HEADING = re.compile(r"tit|head|\bhd|name|\bbt|caption", re.I)
_UP: Final = 6  # elements from what leads on to the block with its rows
_NEAR: Final = 3
_OF_REPORTS: Final = "报告"
_SEVERAL: Final = 2  # blocks
_TITLE: Final = 6  # characters
_LONGEST: Final = 24  # of a column's name
_MOST: Final = 4000  # elements


@dataclass(frozen=True, slots=True)
class Blocks:
    """The columns by their addresses; `shown` are the rows in their blocks, and in those without any report."""

    columns: Mapping[str, Link]
    shown: frozenset[str]

    def hold(self, page: ListPage) -> bool:
        """Return whether all rows of a page stand in the blocks."""
        rows = targets_of(page)
        return bool(self.columns) and bool(rows) and rows <= self.shown


def of(site: SiteFile, page: ListPage, entry: List) -> Blocks:
    """Return the columns of reports whose first rows a list's own page shows in blocks.

    A block has a report, and its other rows are mostly reports, too, if only those on budgets; or its heading names a
    column of reports, a year, a mandate or older entries. A single block must have both.
    """
    lists = {page_address(one.url) for one in (*site.lists, entry)} | {page.url, page.start, site.homepage}
    links = {link.url: link for link in page.links}
    leads = {node.mem_id: (node, target) for node, target in _leads(page) if target not in lists}
    columns: dict[str, Link] = {}
    shown: dict[str, frozenset[str]] = {}
    proven: set[str] = set()  # those that show a report
    whole = targets_of(page)
    for node, target in leads.values():
        if target in columns or forbidden(site, target) or urlsplit(target).path in ("", "/"):
            continue
        rows = {url for url in _rows(node, target, leads, base_of(page.tree, page.url)) if url in links}
        rows = {url for url in rows if len(links[url].title) >= _TITLE or links[url].date}
        if whole and whole <= rows and _names_one(fold(node.text(deep=True))):
            continue  # the heading of the list itself
        name = _name(node)
        reports = any(_is_report(links[url]) for url in rows)
        alike = 2 * sum(_OF_REPORTS in links[url].title for url in rows) >= len(rows)
        shown[target] = frozenset(rows)
        proven |= {target} if reports else set()
        if rows and target not in rows and ((reports and alike) or _names_one(name)):
            columns[target] = Link(target, name, name or target)
    if not proven or len(columns) < _SEVERAL:
        columns = {url: one for url, one in columns.items() if url in proven and _names_one(one.title)}
    accounted = (found for url, found in shown.items() if url in columns or url not in proven)
    return Blocks(columns, frozenset().union(*accounted))


def older_behind(site: SiteFile, page: ListPage) -> dict[str, Link]:
    """Return the links right behind a page's rows that name the place of older entries, anywhere: 往年信息查询; and
    those anywhere on the page in a sentence that says so."""
    rows = rows_of(page.tree, page.url)
    region = Region(page, rows)
    found = {one.url: one for one in sentences.within(region) if _may_be_read(site, one.url)}
    if not rows:
        return found
    for node in region.nodes("a[href]"):
        words = fold(node.text(deep=True))
        target = absolute(node.attributes.get("href"), region.base)
        if target is None or not names_older(words) or not region.is_right_behind(node):
            continue
        if target not in (page.url, page.start) and not forbidden(site, target):
            found[target] = Link(target, words, words)
    return found


def _may_be_read(site: SiteFile, target: str) -> bool:
    """Return whether an address may be that of a column, which is read with the list: neither a file nor a site."""
    lists = {page_address(one.url) for one in site.lists}
    return not (forbidden(site, target) or is_file(target) or sentences.is_site(target) or target in lists)


def _is_report(link: Link) -> bool:
    return judge(link.title) == "report" and (link.date is not None or names_column(link.title) is None)


def _names_one(name: str) -> bool:
    return names_part(name) or names_older(name) or names_column(name) is not None


def _leads(page: ListPage) -> Iterator[tuple[LexborNode, str]]:
    """Yield what leads on from a block: 更多, or the name of a year, a mandate or older entries as its heading."""
    base = base_of(page.tree, page.url)
    for node in page.tree.css("a, area[href], [onclick]")[:_MOST]:
        target = absolute(node.attributes.get("href"), base) or absolute(scripted_target(node), base)
        if target is None or is_hidden(node):
            continue
        words = fold(node.text(deep=True))
        if not words:
            picture = node.css_first("img")
            shown = picture.attributes if picture is not None else node.attributes
            words = fold(shown.get("alt") or node.attributes.get("title") or "")
            named = f"{shown.get('src')} {names_above(node)}"
            words = words or ("更多" if _OF_MORE.search(named) else "")
        if _MORE.fullmatch(words) or (
            len(words) <= _LONGEST and _names_one(words) and _is_heading(node, words)
        ):
            yield node, target


def _is_heading(node: LexborNode, words: str) -> bool:
    """Return whether an element is, or stands alone in, the heading of a block."""
    above: LexborNode | None = node
    for _ in range(_NEAR):
        if above is None or above.tag in ("body", "li", "ul", "ol"):
            return False
        if len(fold(above.text(deep=True))) > len(words) + _TITLE:
            return False
        named = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if above.tag in _HEADS or _HEADING.search(named):
            return True
        above = above.parent
    return False


def _rows(
    node: LexborNode, target: str, leads: Mapping[int, tuple[LexborNode, str]], base: str
) -> Iterable[str]:
    """Return the addresses in the block from which an element leads on."""

    def addresses(within: LexborNode) -> list[str]:
        found = (
            absolute(one.attributes.get("href"), base)
            for one in within.css("a[href]")
            if one.mem_id not in leads
        )
        return [one for one in found if one]

    def is_shared(within: LexborNode) -> bool:
        return any(
            leads[one.mem_id][1] != target for one in within.css("a, area, [onclick]") if one.mem_id in leads
        )

    above = node
    for _ in range(_UP):
        parent = above.parent
        if parent is None or parent.tag == "html":
            return []
        if is_shared(parent):
            if own := addresses(above):
                return own
            headed = len(fold(above.text(deep=True))) > len(fold(node.text(deep=True))) or _names_one(
                fold(node.text(deep=True))
            )
            before = _beside(above, forward=False, ends=is_shared, found=addresses)
            after = _beside(above, forward=True, ends=is_shared, found=addresses)
            return (after or before) if headed else (before or after)
        if found := addresses(parent):
            return found
        above = parent
    return []


def _beside(
    node: LexborNode,
    *,
    forward: bool,
    ends: Callable[[LexborNode], bool],
    found: Callable[[LexborNode], list[str]],
) -> list[str]:
    """Return the addresses in the elements behind or before another, up to the next block."""
    rows: list[str] = []
    one = node.next if forward else node.prev
    while one is not None:
        if one.tag not in ("-text", "-comment"):
            if ends(one) or one.tag in _HEADS:
                break
            rows += found(one)
        one = one.next if forward else one.prev
    return rows


def _name(node: LexborNode) -> str:
    """Return the name of the column to which an element leads: its own, or that of the heading beside it."""
    own = fold(node.text(deep=True))
    if _names_one(own):
        return own
    above = node.parent
    for _ in range(_NEAR):
        if above is None or above.tag in ("body", "html"):
            return ""
        words = fold(above.text(deep=True)).replace(own, "", 1) if own else fold(above.text(deep=True))
        if 2 <= len(words) <= _LONGEST:
            return words
        heading = above.css_first("h1, h2, h3, h4, h5, h6, dt, th, strong, b, [class*='tit']")
        words = fold(heading.text(deep=True)).replace(own, "", 1) if heading is not None else ""
        if 2 <= len(words) <= _LONGEST:
            return words
        before = above.prev
        while before is not None and before.tag == "-text":
            before = before.prev
        if (
            before is not None
            and before.tag in _HEADS
            and len(words := fold(before.text(deep=True))) <= _LONGEST
        ):
            return words
        above = above.parent
    return ""
