"""The line of a link in a list without elements for rows, which end with <br>: `· <a>…</a> (2024-02-05)<br>`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

_INLINE: Final = frozenset(("font", "b", "strong", "span", "em", "i", "u", "small", "big", "nobr"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS: Final = _HEADINGS | {
    "br", "hr", "p", "div", "table", "ul", "ol", "li", "dl", "form", "center", "script",
}  # fmt: skip
_BREAKS: Final = frozenset(("br", "hr"))
_MOST: Final = 12  # elements and texts on each side of a link
_FEW: Final = 3  # links
_TITLE: Final = 8  # characters
_LONGEST: Final = 300  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text, whether the link is its row's, and whether a line beside it has a link, too.

    The link is the only one in the line, or the longest of a few: `[<a>区政府办</a>] <a>…</a> (2024-02-05)<br>`.
    """

    text: str
    alone: bool
    one_of_several: bool


def line_of(node: LexborNode) -> Line | None:
    """Return the line in which a link stands; None if no <br> or rule ends a line before it or behind it."""
    while (around := node.parent) is not None and around.tag in _INLINE and len(around.css("a")) == 1:
        node = around
    before, behind = list(_towards(node, back=True)), list(_towards(node, back=False))
    if not any(ends and ends[-1].tag in _BREAKS for ends in (before, behind)):
        return None
    parts = [one for one in (*reversed(before), node, *behind) if one.tag not in _ENDS]
    text = "".join(one.text(deep=True) if one.tag != "-text" else one.text_content or "" for one in parts)
    if len(text) > _LONGEST:
        return None
    others = [
        (ends[-1], back)
        for ends, back in ((before, True), (behind, False))
        if ends and ends[-1].tag in _BREAKS
    ]
    several = any(_has_link(one) for end, back in others for one in _towards(end, back=back))
    links = [len("".join(one.text(deep=True).split())) for one in parts if _has_link(one)]
    own = len("".join(node.text(deep=True).split()))
    longest = len(links) <= _FEW and own >= _TITLE and links.count(own) == 1 and own == max(links)
    return Line(text, len(links) == 1 or longest, several)


def _has_link(node: LexborNode) -> bool:
    return node.tag == "a" or (node.tag != "-text" and node.css_first("a") is not None)


def _towards(node: LexborNode, *, back: bool) -> Iterator[LexborNode]:
    """Yield what stands beside a node on one side, up to and with what ends the line."""
    one = node
    for _ in range(_MOST):
        beside = one.prev if back else one.next
        if beside is None:
            return
        one = beside
        yield one
        if one.tag in _ENDS:
            return
