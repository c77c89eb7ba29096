"""Whether a page shows the pager of a single page: the number 1 and no other, which is no count of readers."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.controls import PAGER_NAME, is_disabled, is_next, names_above
from spiders.lists.pagers.pager import NUMBER, Pager

_ONLY_ONE = re.compile(
    r"[\s<>«»‹›|\[\]]*((首|上一|前一|上)页?[\s<>«»‹›|\[\]]*)*1[\s<>«»‹›|\[\]]*((下一|后一|下|尾|末)页?[\s<>«»‹›|\[\]]*)*"
)
_READERS = re.compile(
    r"view|visit|hits?\b|click|zan\b|dianzan|praise|\blike|online|fangwen|liulan|\bpv\b|comment|share", re.I
)
_READER_WORDS = re.compile(r"人数|访客|访问|浏览|点击[量数率]|点赞|阅读[量数]|在线|评论|分享|收藏|转发|人次")
_IN_PAGER = re.compile(r"pag|pg|fenye|\bfy|curr?(ent)?\b|active|\bon\b|\bnow\b", re.I)
_LINE: Final = 60  # characters


def shows_only_one(node: LexborNode) -> bool:
    """Return whether an element shows the number 1 and at most words of a pager: 上一页 1 下一页."""
    return bool(_ONLY_ONE.fullmatch(node.text(deep=True)))


def shows_single_page(tree: LexborHTMLParser) -> bool:
    """Return whether the page's pager, as its scripts have drawn it, has no other number than 1."""
    nodes = [
        node
        for node in tree.css("span, b, a, i, em, strong, font, li, button, div")
        if (inside := node.first_child) and inside.next is None and node.text(deep=True).strip() == "1"
    ]
    for node in nodes[:20]:
        around = None if counts_readers(node) else node.parent
        for _ in range(3):
            if around is None or not _ONLY_ONE.fullmatch(around.text(deep=True)):
                break
            named = f"{around.attributes.get('class') or ''} {around.attributes.get('id') or ''}"
            if PAGER_NAME.search(named):
                if not _is_one_of_several(around):
                    return True
                break
            around = around.parent
    return False


def _is_one_of_several(node: LexborNode) -> bool:
    """Return whether an element beside others of its kind bears one of several numbers: `<li class="page">1</li>`."""
    around = node.parent
    beside = [one for one in around.iter() if one.mem_id != node.mem_id] if around is not None else []
    texts = ["".join(one.text(deep=True).split()) for one in beside if one.tag == node.tag]
    return any(text.isdecimal() and text != "1" for text in texts) or any(
        is_next(one) and not is_disabled(one) for one in beside
    )


def counts_readers(node: LexborNode) -> bool:
    """Return whether a number counts the readers of a page, by the names and words around it: `zan`, 在线人数."""
    above, words = node.parent, ""
    for _ in range(2):
        if above is None or len(around := above.text(deep=True)) > _LINE:
            break
        above, words = above.parent, around
    return _READERS.search(names_above(node)) is not None or _READER_WORDS.search(words) is not None


def shows_one(pager: Pager) -> bool:
    """Return whether a pager shows the number 1 and no other: it is named so, or has its words: 上一页 1 下一页."""
    if shows_single_page(pager.tree):
        return True
    numbers: set[int] = set()
    named = False
    for node in pager.tree.css("a, li, span, b, u, strong, em, i, td, font, button, div, p"):
        inside = node.first_child
        if inside is None or inside.next or len(text := node.text(deep=True).strip()) > 9:
            continue
        if (match := NUMBER.fullmatch(text)) is None:
            continue
        numbers.add(int(match[1]))
        if int(match[1]) != 1 or node.parent is None or counts_readers(node):
            continue
        if _is_row_of_pager(node):
            return True
        if shows_only_one(node.parent) and "页" in node.parent.text(deep=True):
            return True
        named = named or _IN_PAGER.search(names_above(node)) is not None
    # Other numbers, such as a counter of visits, leave it open whose number the 1 is.
    return numbers == {1} and named


def _is_row_of_pager(node: LexborNode) -> bool:
    """Return whether a number is alone in a cell over all columns of the rows' table, as grids of ASP.NET end."""
    cell = node.parent
    while cell is not None and cell.tag in ("span", "b", "font", "strong"):
        cell = cell.parent
    if cell is None or cell.tag != "td" or "colspan" not in cell.attributes or not shows_only_one(cell):
        return False
    table: LexborNode | None = cell
    while table is not None and table.tag != "table":
        table = table.parent
    return table is not None and len(table.css("a[href]")) > 2
