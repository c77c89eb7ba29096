"""What a rendered list showed, view by view: stored as one JSON record, from which its rows are read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from spiders.lists import reader
from spiders.lists.account import ONLY_NEWEST
from spiders.lists.base import Declared, Listing, ListPage
from spiders.lists.links import Link, tree_of
from spiders.lists.pagers.single import shows_single_page
from spiders.lists.rows import rows_of

PROFILE: Final = "urn:fangzhi:rendered-list:1"
CONTENT_TYPE: Final = "application/json"
SUFFIX: Final = "#rendered"  # of the list's address: the address of the record

# `last`: the list's control shows that this is its last page; `end`: no control leads further; `failed`: a further page
# could not be obtained; `limit`: max_pages was reached.
Reason = Literal["last", "end", "failed", "limit"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document or one of its frames showed: its address, and the visible part as HTML."""

    url: str
    html: str


@dataclass(frozen=True, slots=True)
class View:
    """One state of the page: its frames, the outermost first, and the control that led to it (None: the first).

    `part`: the control opened a part of the list, such as a year.
    """

    frames: tuple[Frame, ...]
    control: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Rendition:
    """A list as it was rendered: its views, why paging ended, and the requests that were refused, with the reason."""

    url: str
    views: tuple[View, ...]
    reason: Reason
    ended: str
    refused: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """Return the content of the record; the same rendition always gives the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Rendition:
        """Return the rendition that `to_json` wrote. Raises ValueError for anything else."""
        try:
            values: dict[str, Any] = json.loads(data)
            views = tuple(
                View(
                    tuple(Frame(**frame) for frame in view["frames"]),
                    view["control"],
                    view.get("part", False),
                )
                for view in values["views"]
            )
            return cls(values["url"], views, values["reason"], values["ended"], tuple(values["refused"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a rendered list: {error}") from error

    def pages(self) -> list[tuple[ListPage, Listing]]:
        """Return the pages of the list with their rows; a row counts in the first view that shows it."""
        seen: set[str] = set()
        found = []
        by_parts = any(view.part for view in self.views)
        for number, view in enumerate(self.views, 1):
            page, listing = rows(view, self.url, number, seen)
            seen |= row_addresses(page)
            if by_parts:  # each part has as many rows as it has, and its pager counts no other's
                listing = replace(listing, uneven=True, declared=Declared(), control=None)
            found.append((page, listing))
        if found and self.reason == "last":
            page, listing = found[-1]
            newest = (listing.more or "").startswith(ONLY_NEWEST)
            totals = listing.declared | Declared(None, len(found))
            found[-1] = page, replace(listing, declared=totals, more=listing.more if newest else None)
        if found and not any(listing.shown for _, listing in found):
            page, listing = found[-1]
            if listing.declared.rows != 0:
                found[-1] = page, replace(listing, unread=self._without_rows())
        return found

    def _without_rows(self) -> str:
        why = f" ({self.refused[0]})" if self.refused else ""
        return f"the rendered page shows no rows{why}"


def rows(view: View, start: str, number: int, seen: set[str]) -> tuple[ListPage, Listing]:
    """Read the rows of a view from the frame that shows most of them; `seen` are rows that earlier views showed."""
    pages = [ListPage(frame.url, frame.html, number, start) for frame in view.frames]
    best = max(pages, key=lambda page: len(row_addresses(page)))
    listing = reader.read(best)
    links: dict[str, Link] = {link.url: link for page in pages for link in page.links}
    new = row_addresses(best) - seen
    declared = Declared(listing.declared.rows, listing.declared.pages)
    if number == 1 and declared == Declared() and shows_single_page(best.tree):
        declared = Declared(None, 1)
    return best, Listing(tuple(links.values()), declared=declared, shown=len(new), more=listing.more,
                         control=listing.control, lost=listing.lost if listing.shown else None)  # fmt: skip


def row_addresses(page: ListPage) -> set[str]:
    """Return the addresses of the rows of a page."""
    found = {node.attributes.get("href") for node in rows_of(tree_of(page.text), page.url)}
    return {address for address in found if address}
