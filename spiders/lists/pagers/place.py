"""Whether a page shows a pager, a single page, an empty place for a pager, or all pages one behind the other."""

from __future__ import annotations

import re
from typing import Final

from spiders.lists.controls import is_hidden, is_next, is_previous, names_above
from spiders.lists.pagers.pager import NUMBER, Pager
from spiders.lists.scripts.running.drawing import WRITTEN

_IN_PAGER = re.compile(r"pag|pg|fenye|\bfy|curr?(ent)?\b|active|\bon\b|\bnow\b", re.I)
# The names that sites and libraries give to a pager's place.
_PLACE = re.compile(
    r"pg|fy|fenye|(m-?|news-?|list-?|my-?|ui-?|div|box-?)?(page|pages|pager|paging|pagination|pagebar|pagenav|turnpage)[_-]?(box|bar|nav|wrap|list|code|con|div|\d)?"
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
    if pager.rows < _MANY or not pager.tree.css_first("script[src]"):
        return False
    for node in pager.tree.css("div[id], div[class], ul[class], p[class], nav")[:4000]:
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
    """Return whether the pager shows the number 1 and no other: the list has one page."""
    found = [
        node
        for node in pager.tree.css("a, li, span, b, u, strong, em, i, td, font, button, div, p")
        if node.first_child
        and not node.first_child.next
        and NUMBER.fullmatch(node.text(deep=True).strip()[:9])
    ]
    numbers = {int(re.sub(r"\D", "", node.text(deep=True))) for node in found}
    return numbers == {1} and any(_IN_PAGER.search(names_above(node)) for node in found)
