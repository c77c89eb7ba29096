"""Which further links are rows of the same list: 置顶 in bold, a title within a heading."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from selectolax.lexbor import LexborNode

_FEW: Final = 3  # rows


def between(rows: list[LexborNode], others: list[LexborNode]) -> list[LexborNode]:
    """Return those of other links that are rows of the same list, one a row: 置顶 in bold, a title within a heading."""
    if not others or len(rows) < _FEW:
        return []
    within: dict[int, int] = defaultdict(int)
    for node in rows:
        for above in above_link(node):
            within[above.mem_id] += 1
    known: set[int] = set()
    lists: set[tuple[int, str | None]] = set()
    for node in rows:
        row = next((one for one in reversed(above_link(node)) if within[one.mem_id] == 1), None)
        if row is not None and row.parent is not None and within[row.parent.mem_id] >= _FEW:
            known.add(row.mem_id)
            lists.add((row.parent.mem_id, row.tag))
    found: dict[int, LexborNode] = {}
    for node in others:
        for above in above_link(node):
            if above.parent is not None and (above.parent.mem_id, above.tag) in lists:
                if above.mem_id not in known:
                    found.setdefault(above.mem_id, node)
                break
    return list(found.values())


def above_link(node: LexborNode) -> list[LexborNode]:
    """Return a link and the elements around it, up to six, without the body."""
    found: list[LexborNode] = []
    above: LexborNode | None = node
    while above is not None and above.tag not in ("body", "html", "-undef") and len(found) < 7:
        found.append(above)
        above = above.parent
    return found
