"""Whether a page shows a pager, a single page, an empty place for a pager, or all pages one behind the other."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.controls import (
    handler_of,
    is_hidden,
    is_next,
    is_previous,
    is_symbol,
    names_above,
    shows_only_one,
)
from spiders.lists.links import absolute
from spiders.lists.pagers.pager import NUMBER, Pager
from spiders.lists.rows import rows_of
from spiders.lists.scripts.running.drawing import WRITTEN

_IN_PAGER = re.compile(r"pag|pg|fenye|\bfy|curr?(ent)?\b|active|\bon\b|\bnow\b", re.I)
# The names that sites and libraries give to a pager's place.
_PLACE = re.compile(
    r"pg|fy|fenye|(m-?|news-?|list-?|my-?|ui-?|div|box-?)?(page|pages|pager|paging|pagination|pagebar|pagenav|turnpage)[_-]?(box|bar|nav|wrap|list|code|con|div|\d)?"
)
_STEPS = re.compile(
    r"[\s<>«»‹›|\[\]]*((首页|第一页|上一?页|前一?页|下一?页|后一?页|尾页|末页|最后一?页|第?1页?|第1页/共1页|1/1页?)[\s<>«»‹›|\[\]]*)+"
)
_MANY: Final = 10  # rows


def is_shown(pager: Pager) -> bool:
    """Return whether the page shows a pager: its next or previous page, usable or not, or their numbers."""
    if {pager.page.number - 1, pager.page.number + 1} & set(pager.numbers):
        return True
    nodes = pager.tree.css("a, button, span, li, input, img, em, i, td")[:6000]
    return any(is_next(node) or is_previous(node) for node in nodes)


def is_empty(pager: Pager) -> bool:
    """Return whether a list of some length has a place for its pager in which the page itself shows nothing."""
    return pager.rows >= _MANY and pager.tree.css_first("script[src]") is not None and has_empty(pager.tree)


def has_empty(tree: LexborHTMLParser) -> bool:
    """Return whether a page has a place for a pager in which it shows nothing itself."""
    for node in tree.css("div[id], div[class], ul[id], ul[class], p[id], p[class], td[id], nav")[:4000]:
        if WRITTEN in node.attributes:
            continue
        named = {
            (node.attributes.get("id") or "").lower(),
            *(node.attributes.get("class") or "").lower().split(),
        }
        if (
            any(_PLACE.fullmatch(one) for one in named)
            and not node.text(deep=True).strip()
            and not node.css_first("a, input, select")
        ):
            return True
    return False


def parts_on_page(pager: Pager) -> int:
    """Return how many sibling elements with rows the page has of which all but one are hidden: pages of a list that
    its script shows one after the other."""
    hidden = [
        node for node in pager.tree.css("[style*='display']") if is_hidden(node) and node.css_first("a[href]")
    ]
    parents = [node.parent.mem_id for node in hidden if node.parent is not None]
    return max((parents.count(one) for one in set(parents)), default=-1) + 1


def is_single(pager: Pager) -> bool:
    """Return whether the pager shows the number 1 and no other: the list has one page. The pager is named so, or
    stands behind the rows."""
    if _draws_no_way_on(pager) or _is_disabled(pager):
        return True
    rows = rows_of(pager.tree, pager.page.url)
    last = rows[-1].mem_id if rows else None
    behind = False
    numbers: set[int] = set()
    ones: list[LexborNode] = []
    for node in pager.tree.css("a, li, span, b, u, strong, em, i, td, font, button, div, p"):
        behind = behind or node.mem_id == last
        inside = node.first_child
        if inside is None or inside.next or len(text := node.text(deep=True).strip()) > 9:
            continue
        if (match := NUMBER.fullmatch(text)) is None:
            continue
        numbers.add(int(match[1]))
        named = _IN_PAGER.search(names_above(node)) is not None
        if int(match[1]) == 1 and (named or behind):
            ones.append(node)
            if node.parent is not None and shows_only_one(node.parent):
                return True
    # Other numbers, such as a counter of visits, leave it open whose number the 1 is.
    return numbers == {1} and any(_IN_PAGER.search(names_above(node)) for node in ones)


def _draws_no_way_on(pager: Pager) -> bool:
    """Return whether a script writes a pager that leads nowhere: 上页 下页 末页 without an address, or a 1 alone."""
    written = "".join(pager.script.running.effects.written)
    if not written or "href" in written.lower() or "onclick" in written.lower():
        return False
    text = LexborHTMLParser(f"<body>{written}</body>").text(deep=True, separator=" ")
    return bool(_STEPS.fullmatch(text)) and any(word in text for word in "下后1")


def _is_disabled(pager: Pager) -> bool:
    """Return whether the page shows 下一页 in a pager of which no part leads anywhere."""
    for node in pager.tree.css("a, span, em, i, li, button, font, b"):
        if not is_next(node) or is_symbol(node) or node.parent is None:
            continue
        block = node.parent
        if block.tag == "li" and block.parent is not None:
            block = block.parent
        leads = any(
            handler_of(one) or absolute(one.attributes.get("href"), pager.base)
            for one in (block, *block.css("a, button, span, li, em, i"))
        )
        bound = any(pager.script.running.has_handler(one) for one in block.css("a, button, span, li, em, i"))
        if not leads and not bound and _STEPS.fullmatch(block.text(deep=True, separator=" ")):
            return True
    return False
