"""What other lists of a site show about one that may lack pages: where the pager of their template stands, and since
when the site has pages."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.lists.base import Listing, ListPage
from spiders.lists.links import DATE, Link, absolute, base_of, date_beside
from spiders.lists.pagers import functions, place
from spiders.lists.rows import rows_of
from spiders.lists.titles import judge

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Shape:
    """The first page of a list: the template that its rows show, its script files, and the places for its pager.

    `empty` are places that show nothing, `leading` those with the link to the page that was read next. `whole`: all
    script files of the page were obtained, so that none may draw a pager. `first`: the year of the oldest row, if the
    rows are one of each year without a gap, newest first. `days` are those of the rows, if all have one.
    """

    template: str
    scripts: frozenset[str]
    whole: bool
    empty: frozenset[str]
    leading: frozenset[str]
    first: int | None = None
    days: tuple[date, ...] = ()


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
    return Shape(
        " ".join(path), scripts, whole, frozenset(empty), frozenset(leading), _first_year(rows), _days(rows)
    )


def are_of_one_template(one: Shape | None, other: Shape | None) -> bool:
    """Return whether the rows of two pages stand in the same elements, whatever their classes; True if one has none."""
    if one is None or other is None:
        return True
    return [part.partition(".")[0] for part in one.template.split()] == [
        part.partition(".")[0] for part in other.template.split()
    ]


def _days(rows: Sequence[LexborNode]) -> tuple[date, ...]:
    """Return the days of rows; none if one of them has none."""
    found = [DATE.match(date_beside(node) or "") for node in rows]
    try:
        return tuple(date(*map(int, one.groups())) for one in found if one) if all(found) else ()
    except ValueError:
        return ()


def _first_year(rows: Sequence[LexborNode]) -> int | None:
    """Return the year of the oldest of rows that are one of each year without a gap, newest first."""
    years = [_YEAR.findall(node.attributes.get("title") or node.text(deep=True)) for node in rows]
    named = [int(found[0]) for found in years if len(set(found)) == 1]
    whole = named and named == list(range(named[0], named[0] - len(rows), -1))
    return named[-1] if whole else None


def oldest_year(links: Sequence[Link]) -> int | None:
    """Return the earliest year in which a link is dated, or that the title of a report names; None without one."""
    years = [int(match[0]) for link in links if link.date and (match := _YEAR.match(link.date))]
    titles = [link.title for link in links if judge(link.title) == "report"]
    return min([*years, *(int(one) for title in titles for one in _YEAR.findall(title))], default=None)


def settle_years(
    accounts: Sequence[dict[str, Any]],
    shapes: Mapping[str, Shape],
    parts: Mapping[str, str],
    roots: Mapping[str, str],
) -> None:
    """Close the accounts of full pages with the rows of one year where those of the year before follow them at once.

    A list is divided into years, `parts` are their names by their addresses, and `roots` the lists' own addresses. If
    further rows of a year were lost, there is a longer time between its last row that is shown and the newest one of
    the years before than between any two rows of the page.
    """
    days: dict[str, dict[int, tuple[date, ...]]] = defaultdict(dict)
    for url, title in parts.items():
        named, shape = set(_YEAR.findall(title)), shapes.get(url)
        if len(named) == 1 and shape is not None:
            days[roots.get(url, url)][int(named.pop())] = shape.days
    for one in accounts:
        own = shapes.get(one["url"])
        if own is None or not own.whole or one["doubt"] != "full page":
            continue
        shown = sorted(own.days)
        of_parts = days[roots.get(one["url"], one["url"])].items()
        before = [day for year, found in of_parts for day in found if shown and year < shown[0].year]
        if not before or shown[0].year != shown[-1].year:
            continue
        longest = max((after - day).days for day, after in itertools.pairwise(shown))
        if 0 < (shown[0] - max(before)).days <= longest:
            _close(one, f"the rows of {max(before).year} follow those of {shown[0].year}")


def settle(
    accounts: Sequence[dict[str, Any]], shapes: Mapping[str, Shape], oldest: Mapping[str, int]
) -> None:
    """Close the accounts of lists of a single page about which other lists of the site leave no doubt.

    A list of the same template and scripts that goes on has the link to its next page in the place that is empty
    here. How many rows another list shows on a page is no evidence: columns of one site differ in that. Nor is a pager
    that the other has and this page lacks, since that may be what was lost.

    Where no control or place speaks of further pages, and the rows are one of each year, the list is whole if it goes
    back as far as the site: of the lists that were followed over several pages to their end, none has an older row.
    `oldest` are the years of the lists' oldest rows.

    A full page whose pager counts further ones that are missing is whole if the pager of another list of the same
    template and scripts counts as many too many below a page that is clearly its last.
    """
    followed = [
        one for one in accounts if one["state"] == "complete" and one["pages"] > 1 and not one["rendered"]
    ]
    lead = [shape for one in followed if (shape := shapes.get(one["url"]))]
    began = min((oldest[one["url"]] for one in followed if one["url"] in oldest), default=0)
    counted = [
        (shape.template, shape.scripts, _surplus(one))
        for one in accounts
        if one["state"] == "complete" and _surplus(one) and (shape := shapes.get(one["url"]))
    ]
    for one in accounts:
        own = shapes.get(one["url"])
        if own and one["doubt"] == "surplus page" and (own.template, own.scripts, _surplus(one)) in counted:
            _close(one, f"the pagers of other lists count {_surplus(one)} too many, too")
            continue
        if own is None or not own.whole or one["doubt"] not in ("full page", "empty place"):
            continue
        in_place = bool(own.empty) and any(
            (own.template, own.scripts) == (shape.template, shape.scripts) and own.empty <= shape.leading
            for shape in lead
        )
        since_then = one["doubt"] == "full page" and not own.empty and own.first is not None
        ended = "other lists have their pager in its place" if in_place else None
        if since_then and own.first is not None and own.first <= began:
            ended = ended or f"its years go back to {own.first}, the site's other lists to {began}"
        if ended:
            _close(one, ended)


def _surplus(one: Mapping[str, Any]) -> int:
    """Return how many more pages a list's pager counts than were read."""
    return max(0, (one["declared"]["pages"] or 0) - int(one["pages"]))


def _close(one: dict[str, Any], why: str) -> None:
    one |= {"state": "complete", "why": None, "doubt": None, "ended": f"a single page: {why}"}
