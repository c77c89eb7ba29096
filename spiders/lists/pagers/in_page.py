"""All pages of a list in one page: a script shows the rows of one at a time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage
from spiders.lists.controls import is_hidden, last_number
from spiders.lists.links import absolute

_MOST_ROWS: Final = 4000


def holds_all_pages(page: ListPage, rows: Sequence[LexborNode]) -> bool:
    """Return whether a page has the rows of all pages of its pager, which a script shows page by page.

    As many runs of its `rows`, equally long but for the last, differ in their classes (`pg1`, `pg2`), or all but the
    first page's are hidden. Each element of the runs has a row, and each row stands in one: a menu is no list.
    """
    last = last_number(page.tree)
    if last < 2 or len(rows) < last:
        return False
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
