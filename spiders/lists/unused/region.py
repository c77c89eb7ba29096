"""The part of a list's page that belongs to the list: all but its rows and the site's own frame around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage
from spiders.lists.links import base_of
from spiders.lists.scripted.row_controls import RowControls

_AROUND = re.compile(
    r"(?:(?:site|page|web|g|w|m|index|public|common|main)[_-]?)?(?:head(?:er)?|top(?:bar|nav)?|foot(?:er)?|bottom|copyright"
    r"|friend(?:ly)?[_-]?links?|yqlj|(?:bd)?share(?:[_-]?box)?|fenxiang|search(?:[_-]?(?:box|bar|form))?|sousuo|login"
    r"|lang(?:uage)?|weather|bread(?:crumbs?)?|crumbs?|(?:cur)?(?:position|location)|dqwz|banner|toolbar|tools?|float(?:box)?"
    r"|wza|font[_-]?size|tongji|calendar|date[_-]?picker|laydate|qr[_-]?code|ewm|erweima|swiper|slides?|slider"
    r"|carousel|comments?|cookie)\d?"
)
_TOP: Final = ("body", "html", "-undef")
_SIBLINGS: Final = 4  # levels above the rows at which what follows them still belongs to them
_OTHER_LIST: Final = 4  # links with long titles; a block with as many is a list of its own
_PAGER: Final = 200  # characters of a pager with the words around it
_LONG: Final = 10  # characters of a title
_MOST: Final = 6000


class Region:
    """The elements of a list's page outside its rows and the site's frame."""

    def __init__(self, page: ListPage, rows: Sequence[LexborNode]) -> None:
        self.page, self.rows = page, rows
        self.base = base_of(page.tree, page.url)
        self._within: Counter[int] = Counter()
        for row in rows:
            for above in _above(row):
                self._within[above.mem_id] += 1
        self._outside: dict[int, bool] = {}
        self._controls = RowControls(page.tree, page.url, rows)

    def has(self, node: LexborNode) -> bool:
        """Return whether an element may belong to the list: it is in no row, and in no part around the content."""
        passed: list[int] = []
        found = True
        for one in _above(node):
            known = self._outside.get(one.mem_id)
            if known is None:
                passed.append(one.mem_id)
                known = None if self._within[one.mem_id] > 1 or not self._is_out(one) else False
            if known is not None:
                found = known
                break
        for at in passed:
            self._outside[at] = found
        return found

    def _is_out(self, node: LexborNode) -> bool:
        if self._within[node.mem_id] == 1 and len(self.rows) > 1:
            return True  # the element of one row
        if self._within[node.mem_id]:
            return False
        if node.tag in ("header", "footer"):
            return True
        attributes = node.attributes
        named = [attributes.get("id") or "", *(attributes.get("class") or "").split()]
        return any(_AROUND.fullmatch(one.lower()) for one in named if one)

    def nodes(self, selector: str) -> Iterator[LexborNode]:
        """Yield the elements of the region that a selector names."""
        for node in self.page.tree.css(selector)[:_MOST]:
            if self.has(node):
                yield node

    def stands_with_rows(self, node: LexborNode) -> bool:
        """Return whether a control that adds rows adds them to this list, and not to another block."""
        return self._controls.has(node)

    def is_right_behind(self, node: LexborNode) -> bool:
        """Return whether an element stands right behind the rows, in a part of the page that is little more than it."""
        part = next((one for one in _above(node) if one.mem_id in self._behind), None)
        return part is not None and len(part.text(deep=True).strip()) <= _PAGER

    def is_of_list(self, target: str | None) -> bool:
        """Return whether an address is the list's own with other parameters, or one in the list's folder."""
        own, other = urlsplit(self.page.start), urlsplit(target or "")
        if own.netloc != other.netloc or target in (self.page.start, self.page.url):
            return False
        folder = own.path[: own.path.rfind("/") + 1]
        return own.path == other.path or (folder.count("/") > 1 and other.path.startswith(folder))

    def is_behind(self, node: LexborNode) -> bool:
        """Return whether an element stands right behind the rows, as a pager does."""
        return any(one.mem_id in self._behind for one in _above(node))

    @cached_property
    def _behind(self) -> set[int]:
        """Return the elements that follow the element with all rows, up to the next list."""
        whole = next(
            (one for one in _above(self.rows[0]) if self._within[one.mem_id] == len(self.rows)), None
        ) if self.rows else None  # fmt: skip
        if whole is not None and len(self.rows) == 1 and whole.tag == "a" and whole.parent is not None:
            whole = whole.parent
        found: set[int] = set()
        for _ in range(_SIBLINGS):
            if whole is None or whole.tag in _TOP:
                break
            sibling = whole.next
            while sibling is not None:
                if sibling.tag not in ("-text", "-comment"):
                    if _is_list(sibling):
                        return found
                    found.add(sibling.mem_id)
                sibling = sibling.next
            whole = whole.parent
        return found


def _is_list(node: LexborNode) -> bool:
    titles = [one for one in node.css("a[href]")[:60] if len(one.text(deep=True).strip()) >= _LONG]
    return len(titles) >= _OTHER_LIST


def _above(node: LexborNode) -> Iterator[LexborNode]:
    """Yield an element and those around it, without the body."""
    above: LexborNode | None = node
    while above is not None and above.tag not in _TOP:
        yield above
        above = above.parent
