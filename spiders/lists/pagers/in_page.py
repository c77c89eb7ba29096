"""All pages of a list in one page: a script shows the rows of one at a time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage
from spiders.lists.controls import is_hidden, last_number

_MOST_ROWS: Final = 4000


def holds_all_pages(page: ListPage) -> bool:
    """Return whether a page has the rows of all pages of its pager, which a script shows page by page.

    As many runs of rows, equally long but for the last, differ in their classes (`pg1`, `pg2`), or all but the first
    page's are hidden.
    """
    last = last_number(page.tree)
    if last < 2:
        return False
    rows: dict[int, list[LexborNode]] = {}
    for node in page.tree.css("li, tr, dd, p, ul > div, div > div")[:_MOST_ROWS]:
        if node.parent is not None:
            rows.setdefault(node.parent.mem_id, []).append(node)
    return any(len(nodes) >= 2 * last and _is_paged(nodes, last) for nodes in rows.values())


def _is_paged(nodes: Sequence[LexborNode], last: int) -> bool:
    names = [node.attributes.get("class") or node.attributes.get("data-page") or "" for node in nodes]
    runs = [len(list(run)) for _, run in itertools.groupby(names)]
    if len(runs) == last == len(set(names)) and len(set(runs[:-1])) == 1 and runs[-1] <= runs[0]:
        return True
    hidden = [is_hidden(node) for node in nodes]
    shown = hidden.index(True) if True in hidden else 0
    return shown > 1 and all(hidden[shown:]) and -(-len(nodes) // shown) == last
