"""The panes of a text that a page shows one at a time: 第一部分, 第二部分 … each select one of as many elements.

A browser shows all of them to a reader who uses the tabs, so none of them is hidden text.
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


def of(tree: LexborHTMLParser, html: str) -> list[LexborNode]:
    """Return the panes of a page's text, in order; empty without as many labels as panes."""
    if not _SIGN.search(html):
        return []
    counts = _labels(tree)
    if not counts:
        return []
    beside: dict[tuple[int, str | None], list[LexborNode]] = defaultdict(list)
    for node in tree.css("div, section, article, dd, li, td")[:_MOST]:
        if node.parent is not None:
            beside[node.parent.mem_id, node.tag].append(node)
    for nodes in beside.values():
        if len(nodes) in counts and all(han.count(node.text(deep=True)) >= _LEAST for node in nodes):
            return nodes
    return []


def _labels(tree: LexborHTMLParser) -> set[int]:
    """Return how many labels stand side by side that number parts of a text from the first on."""
    beside: dict[int, list[int]] = defaultdict(list)
    for node in tree.css("li, a, span, button, dd, dt, td, div, label, h3, h4")[:_MOST]:
        text = node.text(deep=True).strip()
        match = _LABEL.fullmatch(text) if 1 < len(text) <= _LONGEST else None
        if match is not None and node.parent is not None:
            number = match[1] or match[2]
            beside[node.parent.mem_id].append(
                int(number) if number.isdecimal() else _NUMERALS.index(number) + 1
            )
    return {
        len(found) for found in beside.values() if len(found) > 1 and found == list(range(1, len(found) + 1))
    }
