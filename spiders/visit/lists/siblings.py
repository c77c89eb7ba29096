"""What other lists of a site show about one that may lack pages: where the pager of their template stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spiders.lists.base import Listing, ListPage
from spiders.lists.links import absolute, base_of
from spiders.lists.pagers import functions, place
from spiders.lists.rows import rows_of


@dataclass(frozen=True, slots=True)
class Shape:
    """The first page of a list: the template that its rows show, its script files, and the places for its pager.

    `empty` are places that show nothing, `leading` those with the link to the page that was read next. `whole`: all
    script files of the page were obtained, so that none may draw a pager.
    """

    template: str
    scripts: frozenset[str]
    whole: bool
    empty: frozenset[str]
    leading: frozenset[str]


def shape_of(page: ListPage, listing: Listing) -> Shape | None:
    """Return the shape of a list's first page; None if its rows show no template."""
    rows = rows_of(page.tree, page.url)
    if not rows:
        return None
    path = []
    node = rows[0].parent
    while node is not None and node.tag != "html":
        path.append(f"{node.tag}.{node.attributes.get('class') or ''}")
        node = node.parent
    base = base_of(page.tree, page.url)
    following = listing.following
    target = following.url if following is not None and following.body is None else None
    empty, leading = place.places(
        page.tree, lambda href: target is not None and absolute(href, base) == target
    )
    scripts = frozenset(functions.script_files(page))
    whole = not place.has_unread_files(page)
    return Shape(" ".join(path), scripts, whole, frozenset(empty), frozenset(leading))


def settle(accounts: Sequence[dict[str, Any]], shapes: Mapping[str, Shape]) -> None:
    """Close the accounts of lists of a single page about which other lists of the site leave no doubt.

    A list of the same template and scripts that goes on has the link to its next page in the place that is empty
    here. How many rows another list shows on a page is no evidence: columns of one site differ in that.
    """
    lead = [
        shape
        for one in accounts
        if one["state"] == "complete" and one["pages"] > 1 and not one["rendered"]
        if (shape := shapes.get(one["url"]))
    ]
    for one in accounts:
        own = shapes.get(one["url"])
        if (
            own is None
            or not (own.whole and own.empty)
            or one["state"] != "incomplete"
            or one["doubt"] is None
        ):
            continue
        if any(
            (own.template, own.scripts) == (shape.template, shape.scripts) and own.empty <= shape.leading
            for shape in lead
        ):
            one |= {
                "state": "complete",
                "why": None,
                "doubt": None,
                "ended": "a single page: other lists have their pager in its place",
            }
