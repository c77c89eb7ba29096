"""The panes of a text that a page shows one at a time: 第一部分, 第二部分 … each select one of as many elements.

A browser shows all of them to a reader who uses the tabs, so none of them is hidden text. The labels are controls and
stand beside or right above the panes: a menu elsewhere, or two headings, say nothing of what a page hides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.text import han
from parsers.text.patterns import lazy

_NUMERALS: Final = "一二三四五六七八九十"
_LABEL = lazy(
    rf"(?:第\s?([{_NUMERALS}]|\d{{1,2}})\s?(?:部分|章|节|篇|页)|([{_NUMERALS}])\s?、).{{0,30}}", re.S
)
_SIGN = lazy(r"第\s?[二2]\s?(?:部分|章|节|篇|页)|二\s?、")
_LONGEST: Final = 40  # characters of a label
_LEAST: Final = 60  # Chinese characters of a pane
_MOST: Final = 4000  # elements


# What makes a label one that a reader can press; a link to another page is none.
_PRESSED: Final = ("onclick", "onmouseover", "aria-controls")
_FEWEST: Final = 2
_MOST_ABOVE: Final = 3  # elements around the labels that hold nothing else


def of(tree: LexborHTMLParser, html: str) -> list[LexborNode]:
    """Return the panes of a page's text, in order; empty without as many labels as panes, beside or right above."""
    if not _SIGN.search(html):
        return []
    for labels in _labels(tree):
        panes = _panes_at(labels)
        if len(panes) == len(labels) and all(map(_is_part, panes)):
            return panes
    return []


def _labels(tree: LexborHTMLParser) -> list[list[LexborNode]]:
    """Return the controls that stand side by side and number parts of a text from the first on."""
    beside: dict[int, list[tuple[int, LexborNode]]] = defaultdict(list)
    for node in tree.css("li, a, span, button, dd, dt, td, div, label")[:_MOST]:
        text = node.text(deep=True).strip()
        match = _LABEL.fullmatch(text) if 1 < len(text) <= _LONGEST else None
        if match is not None and node.parent is not None and _is_control(node):
            printed = match[1] or match[2]
            number = int(printed) if printed.isdecimal() else _NUMERALS.index(printed) + 1
            beside[node.parent.mem_id].append((number, node))
    return [
        [node for _, node in found]
        for found in beside.values()
        if len(found) >= _FEWEST and [number for number, _ in found] == list(range(1, len(found) + 1))
    ]


def _is_control(node: LexborNode) -> bool:
    """Decide whether an element, or one in it, reacts to a press within the page: onclick, data-…, href="#…"."""
    for each in node.css("*"):  # the element itself and those in it
        for name, value in each.attributes.items():
            if name in _PRESSED or name.startswith("data-"):
                return True
            if name == "href" and (value or "").strip().lower().startswith(("#", "javascript:")):
                return True
    return False


def _panes_at(labels: list[LexborNode]) -> list[LexborNode]:
    """Return the elements alike that follow the labels, or that the element behind them consists of."""
    around = labels[0].parent
    size = sum(han.count(label.text(deep=True)) for label in labels)
    for _ in range(_MOST_ABOVE):
        if around is None or around.tag == "body" or han.count(around.text(deep=True)) > size:
            return []
        following = _siblings_behind(around)
        if len(following) == len(labels):
            return following if _are_alike(following) else []
        if following:  # behind the panes, there may be a line to print or to close the page
            return _parts(following[0])
        around = around.parent
    return []


def _parts(node: LexborNode) -> list[LexborNode]:
    """Return the elements that an element with text consists of, below those that only surround them."""
    for _ in range(_MOST_ABOVE):
        inside = [child for child in node.iter() if han.count(child.text(deep=True))]
        if len(inside) != 1:
            return inside if _are_alike(inside) else []
        node = inside[0]
    return []


def _siblings_behind(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    following = node.next
    while following is not None:
        if following.is_element_node and han.count(following.text(deep=True)):
            found.append(following)
        following = following.next
    return found


def _is_part(pane: LexborNode) -> bool:
    """Decide whether an element holds a part of a text, and no page's headline: that stands above all parts."""
    return han.count(pane.text(deep=True)) >= _LEAST and pane.css_first("h1") is None


def _are_alike(nodes: list[LexborNode]) -> bool:
    """Decide whether elements have one tag, and the same classes but for one that says which is shown."""
    classes = [set((node.attributes.get("class") or "").split()) for node in nodes]
    shared = set.intersection(*classes) if classes else set()
    return len({node.tag for node in nodes}) == 1 and all(len(each - shared) <= 1 for each in classes)
