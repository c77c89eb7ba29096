"""Find the controls that open parts of a rendered list in place: years, mandates, entries of a time line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.controls import is_disabled
from spiders.lists.links import tree_of
from spiders.lists.rows import rows_of
from spiders.lists.titles import fold, names_part
from spiders.rendering.next_control import Control, clickable

_SEARCH = re.compile(r"查询|查找|检索|搜索|筛选|确定|查看|go|search", re.I)
_LONGEST: Final = 24  # characters of a part's name
# Heads of parts that unfold are often not shown as something to click.
_HEADS: Final = frozenset(("dt", "li", "summary", "h2", "h3", "h4", "h5"))
_FEW: Final = 2  # names side by side; a single one may be the heading of what is shown
_NEAR: Final = 3  # levels around a drop-down list within which its button stands
MAX_PARTS: Final = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: its name, how many parts of this name stand before it, and the control that opens it.

    `button` applies the choice of a drop-down list, if the list itself does not.
    """

    name: str
    number: int
    control: Control
    button: Control | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Return what the part is known by after the page has changed."""
        return self.name, self.number


def parts(html: str, url: str) -> list[Part]:
    """Return the parts of a list that its page opens in place, in the order in which they stand on the page.

    Names with addresses of their own are lists of their own. Those among the rows are rows.
    """
    tree = tree_of(html)
    rows = {node.mem_id for row in rows_of(tree, url) for node in (row, *row.css("*"))}
    found = [*_names(tree, rows), *_choices(tree)]
    if len({name for name, _, _ in found}) < _FEW:
        return []
    seen: Counter[str] = Counter()
    made = []
    for name, control, button in found[:MAX_PARTS]:
        made.append(Part(name, seen[name], control, button))
        seen[name] += 1
    return made


def _names(tree: LexborHTMLParser, rows: set[int]) -> Iterator[tuple[str, Control, None]]:
    for node in tree.css("[data-n]"):
        name = fold(node.text(deep=True) or node.attributes.get("value") or "")
        if node.tag == "select" or node.mem_id in rows or not 2 <= len(name) <= _LONGEST:
            continue
        if not names_part(name) or not _may_open(node) or is_disabled(node) or _has_address(node):
            continue
        if any(one.mem_id != node.mem_id and _may_open(one) for one in node.css("[data-n]")):
            continue  # the innermost is the one that a person clicks
        yield name, Control(int(node.attributes["data-n"] or 0), "click", name), None


def _may_open(node: LexborNode) -> bool:
    return clickable(node) or node.tag in _HEADS


def _choices(tree: LexborHTMLParser) -> Iterator[tuple[str, Control, Control | None]]:
    for node in tree.css("select[data-n]"):
        options = [fold(option.text(deep=True)) for option in node.css("option")]
        named = [at for at, name in enumerate(options) if names_part(name)]
        if len(named) < _FEW:
            continue
        button = _button(node)
        for at in named:
            number = int(node.attributes["data-n"] or 0)
            yield options[at], Control(number, "select", options[at], option=at), button


def _button(node: LexborNode) -> Control | None:
    """Return the button that applies the choice of a drop-down list: the first 查询 behind it in its form."""
    around = node.parent
    for _ in range(_NEAR):
        if around is None or around.tag in ("body", "html"):
            break
        for near in around.css("button[data-n], a[data-n], input[data-n], span[data-n]"):
            name = fold(near.text(deep=True) or near.attributes.get("value") or "")
            if _SEARCH.fullmatch(name) and clickable(near) and not _has_address(near):
                return Control(int(near.attributes["data-n"] or 0), "click", name)
        around = around.parent
    return None


def _has_address(node: LexborNode) -> bool:
    """Return whether an element is, stands in or holds a link with an address."""
    above: LexborNode | None = node
    near = [*node.css("a[href]")]
    while above is not None and above.tag not in ("body", "html", "ul", "dl", "table"):
        near.append(above)
        above = above.parent
    return any(re.match(r"https?:", one.attributes.get("href") or "") for one in near if one.tag == "a")
