"""What other lists of a site tell of one that may lack pages: how many rows a page has, and where its pager stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spiders.lists.base import Listing, ListPage
from spiders.lists.interfaces import answers
from spiders.lists.interfaces.records import records_in
from spiders.lists.pagers import place
from spiders.lists.rows import rows_of

_ROOT = re.compile(r"<([A-Za-z][\w:]*)")


@dataclass(frozen=True, slots=True)
class Shape:
    """The first page of a list: the template that its rows show, how many there are, and the places for its pager.

    `leads_on`: its own markup names the next page, or its answer does.
    """

    template: str
    rows: int
    leads_on: bool
    empty: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()


def shape_of(page: ListPage, listing: Listing) -> Shape | None:
    """Return the shape of a list's first page; None if its rows show no template."""
    shown = listing.shown or len(listing.links)
    following = listing.following
    answer = answers.parse(page.text)
    if answer is not None:
        records = records_in(answer)
        root = _ROOT.search(page.text[:500])
        keys = f"{root[1] if root else ''} {' '.join(map(str, records[0]))}" if records else ""
        return Shape(keys, shown, following is not None) if keys else None
    rows = rows_of(page.tree, page.url)
    if not rows:
        return None
    path = []
    node = rows[0].parent
    while node is not None and node.tag != "html":
        path.append(f"{node.tag}.{node.attributes.get('class') or ''}")
        node = node.parent
    empty, filled = place.places(page.tree)
    leads = following is not None and (
        following.body is not None or following.url in {link.url for link in page.links}
    )
    return Shape(" ".join(path), shown, leads, frozenset(empty), frozenset(filled))


def settle(accounts: Sequence[dict[str, Any]], shapes: Mapping[str, Shape]) -> None:
    """Close the accounts of lists of a single page about which other lists of the site leave no doubt.

    A list of the same template that goes on names its next page in its own markup, and shows more rows on a page; or
    it has its pager in the place that is empty here.
    """
    lead = [
        shape
        for one in accounts
        if one["state"] == "complete" and one["pages"] > 1 and not one["rendered"]
        if (shape := shapes.get(one["url"])) and shape.leads_on
    ]
    for one in accounts:
        own = shapes.get(one["url"])
        if own is None or one["state"] != "incomplete" or one["doubt"] is None:
            continue
        others = [shape for shape in lead if shape.template == own.template]
        fuller = bool(others) and all(own.rows < shape.rows for shape in others)
        placed = bool(own.empty) and any(own.empty <= shape.filled for shape in others)
        if placed or (fuller and one["doubt"] == "full page"):
            others_show = "have their pager in its place" if placed else "have more rows on a page"
            one |= {
                "state": "complete",
                "why": None,
                "doubt": None,
                "ended": f"a single page: other lists {others_show}",
            }
