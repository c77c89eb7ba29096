"""Rows beside the list: a block 热点信息 on a page whose own list is an empty place that a script fills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage
from spiders.lists.beside.side_boxes import HEADINGS, NOT_WORDS, own_names
from spiders.lists.controls import is_hidden
from spiders.lists.links import absolute, base_of, date_beside
from spiders.lists.titles import judge, names_column, names_part

_SIDE = re.compile(
    r"(^|[\s_-])(side(bar)?|aside|hot|rank|recommend|related|tuijian|paihang|redian)([\s_-]|$)", re.I
)
_PLACES: Final = (
    "div[id], ul[id], ol[id], table[id], tbody[id], dl[id], section[id], "
    "div[data-url], ul[class], tbody[class], div[class*='list'], div[class*='con'], div[class*='lb'], div[class*='box']"
)
_FURNITURE = re.compile(
    r"share|search|banner|left|right|side|hidden|stat|tongji|(^|[_-])ads?([_-]|$)|foot|head|weather|login|float|top|qr|code|nav|menu|page|fy"
    r"|video|player|time|clock|visit|count",
    re.I,
)
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden|(?<![\w-])(width|height)\s*:\s*[01](px)?\s*(;|$)", re.I)
_ZERO = re.compile(r"\s*[01]\s*(px|%)?\s*")
_HEIGHT = re.compile(r"(?<![\w-])(?:min-)?height\s*:\s*([\d.]+\s*[\w%]*)", re.I)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")
_LOADING = re.compile(r"(数据)?(正在)?加载中?|loading|请稍[候等]|数据读取中", re.I)
_MOST: Final = 3000  # elements
_FEW: Final = 6  # rows
_TALL: Final = 300  # pixels of a frame with a list
_LONGEST: Final = 20  # characters of a heading


def are_beside(page: ListPage, rows: Sequence[LexborNode]) -> bool:
    """Return whether a page's rows may not be its list: none is a report, and the page has a large frame; or they stand
    under a heading of their own, or are few without dates, and the page has an empty place for rows."""
    if not rows:
        return False
    titles = [" ".join((node.attributes.get("title") or node.text(deep=True)).split()) for node in rows]
    dated = [date_beside(node) is not None for node in rows[:_FEW]]
    named = [
        judge(title) in ("report", "doubt") and (len(titles) > _FEW or dated[n] or not names_column(title))
        for n, title in enumerate(titles)
    ]
    if any(named) or any(map(names_part, titles)):
        return False
    if frame_of(page, rows) is not None:
        return True
    few = len(rows) < _FEW and not any(dated)  # links of a menu, such as 民生实事
    return (few or is_headed_apart(page, rows[0])) and _has_empty_place(page)


def frame_of(page: ListPage, rows: Sequence[LexborNode]) -> str | None:
    """Return the address of a large visible frame of the page's own host, which may hold the list.

    A frame whose height only a style sheet or script knows counts beside rows under a heading of their own.
    """
    base = base_of(page.tree, page.url)
    for node in page.tree.css("iframe[src]"):
        source = node.attributes.get("src") or ""
        target = None if _FURNITURE.search(source) else absolute(source, base)
        if not target or urlsplit(target).netloc != urlsplit(page.url).netloc or target == page.url:
            continue
        tall = _is_tall(node)
        if tall or (tall is None and rows and (is_headed_apart(page, rows[0]) or _has_empty_place(page))):
            return target
    return None


def _is_tall(frame: LexborNode) -> bool | None:
    """Return whether a frame is high enough for a list; None if it does not say so."""
    attributes = frame.attributes
    style = attributes.get("style") or ""
    if is_hidden(frame) or "hidden" in attributes or _INVISIBLE.search(style):
        return False
    if any(_ZERO.fullmatch(attributes.get(name) or "") for name in ("width", "height")):
        return False
    stated = attributes.get("height") or (match[1] if (match := _HEIGHT.search(style)) else "")
    size = _SIZE.match(stated.strip())
    if size is None:
        return None
    return float(size[1]) >= 50 if size[2] == "%" else float(size[1]) >= _TALL


def is_headed_apart(page: ListPage, row: LexborNode) -> bool:
    """Return whether the block of a row has a heading that is not the page's own, or a class of side blocks."""
    own = own_names(page.tree)
    above = row.parent
    for _ in range(7):
        if above is None or above.tag in ("body", "html"):
            return False
        if _SIDE.search(f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"):
            return True
        inside = {node.mem_id for node in above.css("a")}
        for heading in above.css(HEADINGS)[:3]:
            words = NOT_WORDS.sub("", heading.text(deep=True))
            if 2 <= len(words) <= _LONGEST and row.mem_id in inside and not heading.css("a[title]"):
                return words not in own
        above = above.parent
    return False


def _has_empty_place(page: ListPage) -> bool:
    if page.tree.css_first("script") is None:
        return False
    for node in page.tree.css(_PLACES)[:_MOST]:
        name = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        text = NOT_WORDS.sub("", node.text(deep=True))
        if _FURNITURE.search(name) or (text and not _LOADING.fullmatch(text)):
            continue
        if (
            node.css_first("a, img, input, iframe, script, select, button, form, object, embed, canvas")
            is None
        ):
            return True
    return False
