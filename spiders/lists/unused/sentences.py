"""Links to older entries in a sentence that says so, whatever their own words are: 2018年以前的信息请点击此处查阅."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage
from spiders.lists.links import Link, absolute, date_beside
from spiders.lists.rows import rows_of
from spiders.lists.titles import fold
from spiders.lists.unused.region import Region

_YEAR: Final = r"(?:(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})年?度?"
_THINGS: Final = (
    r"(?:政府)?(?:工作)?"
    r"(?:报告|信息|文件|资料|内容|数据|公报|文档|档案|栏目|网站|网页|页面|目录|稿件|材料)"
)
_OLDER = re.compile(
    rf"{_YEAR}[底末初]?[(（]?(?:不?含)?[)）]?[及和或]?其?(?:以前|之前|前|更早|往前)"
    rf"|{_YEAR}[-—–~～至到]{{1,2}}{_YEAR}.{{0,6}}{_THINGS}"
    r"|此前|更早|以往|往年|历年|往届|历届|前些年|早年|早期|早前|过往|以前年?度"
    r"|其[他它余]各?(?:年份|年度|各年|各届)"
    rf"|(?:历史|旧|老|原有?|较早|陈年|之前|以前|先前|过去)年?度?的?{_THINGS}"
    r"|[旧老原][版站网]|改版[以之]?前|归档|存档"
    r"|(?:全部|所有|完整|其余)的?(?:历年|年度|年份|各年)?(?:政府)?(?:工作)?(?:报告|目录)"
)
_POINTS = re.compile(
    r"点击|点此|单击|请点|请[到至往查见看阅访进在登]|查[看阅询找]|访问|移步|前往|进入|转[到至往入]|可[在到至见查]"
    r"|[参详]?见[:：<《【“]?|浏览|登录|跳转|存放|迁[移至入]|收录[于在]|链接"
)
_ONLY_SINCE = re.compile(
    r"[仅只]能?(?:显示|展示|列出|提供|保留|展现|公布|收录|查询|查看)了?(?:自|从)?\s?((?:19|20)\d\d)\s?年?(?:\s?\d{1,2}月)?(?:\s?\d{1,2}日)?"
    r"(?:以来|以后|之后|及以后|起|至今|后)"
)
_ASKS = re.compile(r"[请您]|点击|点此|单击|[此这]里|此处|移步")
_INLINE: Final = frozenset((
    "font", "b", "strong", "span", "em", "i", "u", "small", "big", "nobr", "label", "mark", "ins",
))  # fmt: skip
_ENDS = re.compile(r"[。；;！!]")
_LONGEST: Final = 120  # characters of a note before its link
_NAME: Final = 40
_SHORT: Final = 5
_SENTENCES: Final = 3  # the link's own, and those before it
_HOME = re.compile(r"/?(?:(?:index|default)\.\w{2,5})?")


def of(page: ListPage) -> list[Link]:
    """Return the links of a list's page that lead to older entries, as the sentences in which they stand say."""
    return list(within(Region(page, rows_of(page.tree, page.url)))) if may_have(page) else []


def within(region: Region) -> Iterator[Link]:
    """Yield the links to older entries of the part of a page that belongs to the list."""
    if not may_have(region.page):
        return
    rows = {row.mem_id for row in region.rows}
    for node in region.nodes("a[href], area[href]"):
        target = absolute(node.attributes.get("href"), region.base)
        if target is None or node.mem_id in rows or target in (region.page.url, region.page.start):
            continue
        words = _note(node)
        if words and _OLDER.search(words) and _POINTS.search(words) and not _is_row(node):
            yield Link(target, words, words)


def first_year(page: ListPage) -> int | None:
    """Return the year since which a list says it shows rows, with no link to older ones: 仅展示2018年以来."""
    if _ONLY_SINCE.search(page.text) is None or of(page):
        return None
    text = page.tree.body.text(deep=True) if page.tree.body else ""
    match = _ONLY_SINCE.search(text)
    return int(match[1]) if match else None


def is_site(url: str) -> bool:
    """Return whether an address is that of a whole site, not of a column in it."""
    parts = urlsplit(url)
    return _HOME.fullmatch(parts.path) is not None and not parts.query


def may_have(page: ListPage) -> bool:
    """Return whether a page may have such a sentence."""
    return _OLDER.search(page.text) is not None and _POINTS.search(page.text) is not None


def _note(node: LexborNode) -> str:
    """Return the note in which a link stands, between the links before and behind it, or what introduces the link."""
    own = fold(node.text(deep=True))
    if len(own) > _NAME:
        return ""
    before = "。".join(_ENDS.split(_beside(node, forward=False))[-_SENTENCES:])[-_LONGEST:]
    after = _ENDS.split(_beside(node, forward=True))[0][:_NAME]
    if len(before) + len(after) < _SHORT and not _ASKS.search(own):
        before = f"{_introduction(node)}{before}"
        if len(before) < _SHORT:
            return ""  # an entry of a menu: 历年文件查询
    return f"{before}{own}{after}"


def _beside(node: LexborNode, *, forward: bool) -> str:
    """Return the text before or behind a link in the same block, up to the next link."""
    text, at = "", node
    while len(text) < _LONGEST:
        one = at.next if forward else at.prev
        if one is None:
            if at.parent is None or at.parent.tag not in _INLINE:
                break
            at = at.parent
            continue
        at = one
        if one.tag in ("-comment", "br"):
            continue
        if one.tag != "-text" and (one.tag not in _INLINE or one.css_first("a, img") is not None):
            break
        words = fold(one.text(deep=True))
        text = text + words if forward else words + text
    return text


def _is_row(node: LexborNode) -> bool:
    """Return whether a link is a row of another list: an item with a date."""
    parent = node.parent
    return parent is not None and parent.tag in ("li", "td", "dd", "dt") and date_beside(node) is not None


def _introduction(node: LexborNode) -> str:
    """Return the words before the block of a link that has nothing else: 此前的信息请见："""
    block: LexborNode | None = node
    while block is not None and block.tag in (*_INLINE, "a"):
        block = block.parent
    before = block.prev if block is not None else None
    while before is not None and (before.tag == "-comment" or not before.text(deep=True).strip()):
        before = before.prev
    if before is None or before.css_first("a") is not None:
        return ""
    words = fold(before.text(deep=True))[-_LONGEST:]
    return words if words.endswith(":") or _POINTS.search(words[-8:]) else ""
