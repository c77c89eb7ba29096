"""All pages of a list in one page: a script shows the rows of one at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists.base import Declared, ListPage
from spiders.lists.controls import is_hidden, last_number
from spiders.lists.links import absolute

_MOST_ROWS: Final = 4000
_NUMBER = re.compile(r"\d+")
_SHOWN = re.compile(r"active|(?<![a-z])(on|curr?(ent)?|show|now|in)(?![a-z])", re.I)


def holds_all_pages(page: ListPage, rows: Sequence[LexborNode], totals: Declared) -> bool:
    """Return whether a page has the rows of all pages of its pager, which a script shows page by page.

    As many runs of its `rows`, equally long but for the last, differ in their classes (`pg1`, `pg2`), or all but the
    first page's are hidden. Each element of the runs has a row, and each row stands in one: a menu is no list. The rows
    of each page may stand in a block of its own. `totals` are those that the page declares.
    """
    if totals.rows not in (None, len(rows)):
        return False
    leading = _leading(page)
    last = totals.pages or last_number(page.tree) or max(leading, default=0)
    if last < 2 or len(rows) < last:
        return False
    if _are_blocks(rows, last, leading):
        return True
    parts: dict[int, list[LexborNode]] = {}
    for node in page.tree.css("li, tr, dd, p, ul > div, div > div")[:_MOST_ROWS]:
        if node.parent is not None:
            parts.setdefault(node.parent.mem_id, []).append(node)
    around = [_around(row) for row in rows]
    targets = {absolute(row.attributes.get("href"), page.url) for row in rows} - {None}
    return any(
        len(nodes) >= 2 * last
        and (_has_rows(nodes, around) or _hold_addresses(nodes, targets, page.url))
        and _is_paged(nodes, last)
        for nodes in parts.values()
    )


def _leading(page: ListPage) -> dict[int, str]:
    """Return the names of the places in the page to which numbers lead: `<a href="#p2">2</a>`."""
    links = page.tree.css("a[href]")[:_MOST_ROWS]
    named = (("".join(node.text(deep=True).split()), node.attributes.get("href") or "") for node in links)
    return {
        int(text): href[1:]
        for text, href in named
        if text.isdecimal() and len(text) < 4 and href[:1] == "#" != href
    }


def _are_blocks(rows: Sequence[LexborNode], last: int, leading: Mapping[int, str]) -> bool:
    """Return whether rows stand in one block for each page, all of the same number but for the last."""
    blocks: dict[int, dict[int, tuple[LexborNode, int]]] = {}
    for row in rows:
        node: LexborNode | None = row
        while node is not None and (parent := node.parent) is not None:
            beside = blocks.setdefault(parent.mem_id, {})
            beside[node.mem_id] = (node, beside.get(node.mem_id, (node, 0))[1] + 1)
            node = parent
    return any(_are_even(list(beside.values()), last, len(rows), leading) for beside in blocks.values())


def _are_even(
    blocks: Sequence[tuple[LexborNode, int]], last: int, rows: int, leading: Mapping[int, str]
) -> bool:
    """Return whether blocks, each with the number of its rows, are the pages of a list, which has so many rows."""
    nodes, sizes = [node for node, _ in blocks], [size for _, size in blocks]
    if len(nodes) != last or sum(sizes) != rows or len({one.tag for one in nodes}) > 1:
        return False
    return len(set(sizes[:-1])) == 1 and 1 < sizes[0] >= sizes[-1] and _are_pages(nodes, leading)


def _are_pages(nodes: Sequence[LexborNode], leading: Mapping[int, str]) -> bool:
    """Return whether blocks are shown one at a time: numbers lead to them, they are numbered, or all but one hidden."""
    ids = [node.attributes.get("id") or "" for node in nodes]
    named = {
        one.attributes.get("id") or one.attributes.get("name")
        for node in nodes
        for one in node.css("[id], a[name]")
    }
    if len(leading) >= len(nodes) - 1 and set(leading.values()) <= named | set(ids):
        return True
    if sum(map(_is_hidden, nodes)) == len(nodes) - 1:
        return True
    names = [
        " ".join(node.attributes.get(one) or "" for one in ("class", "id", "data-page")) for node in nodes
    ]
    numbers = [[int(found) for found in _NUMBER.findall(one)[-1:]] for one in names]
    if numbers in ([[n] for n in range(len(nodes))], [[n + 1] for n in range(len(nodes))]):
        return True
    shown = [_SHOWN.search(node.attributes.get("class") or "") is not None for node in nodes]
    return shown == [True, *[False] * (len(nodes) - 1)]


def _is_hidden(node: LexborNode) -> bool:
    """Return whether the element itself is hidden: by its style, its attribute, or the name of its class."""
    style, classes = node.attributes.get("style") or "", (node.attributes.get("class") or "").lower().split()
    return "none" in style or "hidden" in node.attributes or bool({"hide", "hidden", "d-none"} & {*classes})


def _around(row: LexborNode) -> set[int]:
    """Return a row's element and those in which it stands."""
    found: set[int] = set()
    node: LexborNode | None = row
    while node is not None:
        found.add(node.mem_id)
        node = node.parent
    return found


def _has_rows(nodes: Sequence[LexborNode], around: Sequence[set[int]]) -> bool:
    own = {node.mem_id for node in nodes}
    held = [own & one for one in around]
    return all(held) and own == set().union(*held)


def _hold_addresses(nodes: Sequence[LexborNode], targets: set[str | None], url: str) -> bool:
    """Return whether elements hold addresses in attributes, among them those of all rows: `<li class=pg1 data-u=…>`."""
    held = [
        [
            absolute(value, url)
            for name, value in node.attributes.items()
            if name.startswith("data-") and "/" in (value or "")
        ]
        for node in nodes
    ]
    return all(held) and targets <= {address for one in held for address in one}


def _is_paged(nodes: Sequence[LexborNode], last: int) -> bool:
    names = [node.attributes.get("class") or node.attributes.get("data-page") or "" for node in nodes]
    runs = [len(list(run)) for _, run in itertools.groupby(names)]
    if len(runs) == last == len(set(names)) and len(set(runs[:-1])) == 1 and runs[-1] <= runs[0]:
        return True
    hidden = [is_hidden(node) for node in nodes]
    shown = hidden.index(True) if True in hidden else 0
    return shown > 1 and all(hidden[shown:]) and -(-len(nodes) // shown) == last
