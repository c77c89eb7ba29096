"""The net under the readers of lists: whatever may lead to further rows, and was not used by any of them.

Each page of a list is looked at by itself; only the whole visit knows which addresses were read and what stands on
all pages of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.base import OFFSETS, Declared, Listing, ListPage, is_page_name, may_count
from spiders.lists.controls import handler_of, is_arrow_back, is_disabled, is_hidden
from spiders.lists.elsewhere import with_documents
from spiders.lists.interfaces import requests
from spiders.lists.interfaces.cursors import is_cursor
from spiders.lists.links import absolute, base_of
from spiders.lists.rows import rows_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.titles import fold, judge, names_column, names_part
from spiders.lists.unused.held import held
from spiders.lists.unused.parts import YEAR, in_attributes, names, of_rows, parts
from spiders.lists.unused.places import addresses, counts, empty_places, frames, places, totals
from spiders.lists.unused.region import Region
from spiders.lists.unused.sign import Sign
from spiders.lists.unused.steps import steps


@dataclass(slots=True)
class Read:
    """What was read of a list: the signs of further rows on its pages, and what its rows name.

    `named` are years and mandates, `reports` the years of reports, `links` all addresses, `first` those of the rows of
    the first page, `titles` those of reports. `only_parts`: each row is a year or a mandate. `columns` are the names of
    other columns of reports to which the first page leads, by their addresses.
    """

    signs: list[Sign] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    reports: set[int] = field(default_factory=set)
    only_parts: bool = False
    links: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    columns: dict[str, str] = field(default_factory=dict)


_TITLE: Final = 6  # characters
_MOST_PAGES: Final = 500
# Functions that draw a pager: createPageHTML, showPageNav, fenye.
_DRAWS = re.compile(
    r"(?<!home)pag(e|er|es|ing|ination)(html|nav|navi|bar|list|code|str|num|div|info)?s?$|fenye|^fy", re.I
)


def of(pages: Sequence[tuple[ListPage, Listing]], *, run: bool) -> Read:
    """Return what is left unused on the pages of a list. `run`: they are as the scripts or a browser showed them."""
    found = Read()
    markup = [one for one in pages if "<" in one[0].text[:200]]
    rowed = [one for one in markup if one[1].rows]
    around = [one for one in markup if not one[1].rows]
    answered = run or len(markup) < len(pages)
    for _, listing in pages:
        for link in listing.links:
            found.links.add(link.url)
            if len(link.title) >= _TITLE:
                found.named |= names(f"{link.title} {link.date or ''}")
                if judge(link.title) == "report":
                    found.titles.add(fold(link.title))
                    found.reports |= {int(one) for one in YEAR.findall(link.title)[:1]}
    looked: Iterable[tuple[ListPage, Listing]] = {
        id(one): one for one in (*around, *rowed[:1], *rowed[-1:])
    }.values()
    for page, _ in (*rowed[:1], *rowed[1:][-1:]):
        rows = rows_of(page.tree, page.url)
        found.named |= in_attributes(rows)
        found.only_parts = bool(rows) and all(names_part(row.text(deep=True).strip()) for row in rows)
        found.first = found.first or _targets(page, rows)
    if not found.first:
        found.first = {link.url for _, listing in pages[:1] for link in listing.links}
    for page, listing in looked:
        found.signs += signs(page, listing, answered=answered)
    for page, listing in pages:
        if (page, listing) not in markup:
            found.signs += _in_answer(page, listing, page is pages[-1][0])
    titles = {fold(link.title) for _, listing in pages for link in listing.links if len(link.title) >= _TITLE}
    found.signs = [
        one
        for one in found.signs
        if one.kind != "row" or not any(title in fold(one.mark) for title in titles)
    ]
    if markup:
        named = {link.url: fold(link.text or link.title) for link in markup[0][0].links if not link.date}
        found.columns = {url: name for url, name in named.items() if names_column(name) == "reports"}
        found.signs += held(markup[0][0], [link for _, listing in pages for link in listing.links])
    if run and len(pages) > 1:  # parts that are opened in place were opened
        found.signs = [one for one in found.signs if one.kind != "part" or one.target]
    return found


def _targets(page: ListPage, rows: Sequence[LexborNode]) -> set[str]:
    base = base_of(page.tree, page.url)
    return {target for row in rows if (target := absolute(row.attributes.get("href"), base))}


def signs(page: ListPage, listing: Listing, *, answered: bool) -> list[Sign]:
    """Return the signs of further rows on one page; those of scripts only if no answer to them was read."""
    page = with_documents(page)
    rows = rows_of(page.tree, page.url) if listing.rows else []
    region = Region(page, rows)
    script = Script(page.tree, page.url, page.scripts)
    found = [
        *steps(region, script),
        *parts(region, script),
        *addresses(region),
        *counts(region),
        *of_rows(region),
    ]
    answered = answered or len(rows) < (listing.shown or 0)  # some are in its scripts
    if listing.rows:
        found += [one for one in places(region, script) if not answered or one.kind in ("frame", "row")]
        found += (*totals(page, rows), *_called(script, len(rows)), *_back(region, script))
    else:
        found += frames(region)
    return list(dict.fromkeys(found))


def _in_answer(page: ListPage, listing: Listing, last: bool) -> Iterator[Sign]:
    """Yield the parts that the answer of an interface names, and its next page, if nothing says that it is the last."""
    for link in listing.links:
        if names_part(link.title):
            yield Sign(
                "part", f"its part {link.title} was not read", link.url, link.url, named=names(link.title)
            )
    requested = page.requested
    query = parse_qsl(urlsplit(requested.url).query) + parse_qsl(requested.body or "")
    counted = bool(requested.counter or requested.pattern) or any(
        _counts(name, value) or (value and is_cursor(name)) for name, value in query
    )
    if last and counted and listing.rows and listing.following is None and listing.declared == Declared():
        yield Sign(
            "step",
            "its interface counts pages, of which no further one was requested",
            "",
            None,
            2,
        )


def draws_several(page: ListPage) -> bool:
    """Return whether scripts of a page fill several places of it, or a single one that is the whole page."""
    region = Region(page, ())
    places_of_scripts = list(empty_places(region, Script(page.tree, page.url, page.scripts)))
    whole = any(node.parent is not None and node.parent.tag == "body" for node in places_of_scripts)
    return whole or len(places_of_scripts) > 1


def has_steps(page: ListPage) -> bool:
    """Return whether a page shows the pager of rows that stand elsewhere."""
    return any(steps(Region(page, ())))


def has_next(page: ListPage) -> bool:
    """Return whether a page that leads on does so by more than a field for the number of any page."""
    found = [one.tried for one in steps(Region(page, rows_of(page.tree, page.url)))]
    return not found or not all(found)


def _counts(name: str, value: str) -> bool:
    """Return whether a parameter may have the page's number, or the number of rows before it."""
    return value.isdecimal() and (
        is_page_name(name) or name.lower() in OFFSETS or (value == "1" and may_count(name))
    )


def _called(script: Script, rows: int) -> Iterator[Sign]:
    """Yield the number of pages in the call of a function that draws a pager: `showPageNav(3, 1, 'index')`.

    None if one of its numbers is that of the page's rows, which may be the total.
    """
    for name, arguments in script.written_calls:
        numbers = [one for one in arguments if isinstance(one, int) and not isinstance(one, bool)]
        if _DRAWS.search(name) and numbers and rows not in numbers and 1 < max(numbers[:3]) < _MOST_PAGES:
            yield Sign("step", f"its scripts call {name} with {max(numbers[:3])}", f"call {name}", page=2)


def _back(region: Region, script: Script) -> Iterator[Sign]:
    """Yield an arrow to the left that asks for further rows on a list's first page: those of the year before."""
    for node in region.nodes("a, button, span, i, em, b, div, li") if region.page.number == 1 else ():
        if not is_arrow_back(node) or is_hidden(node) or is_disabled(node):
            continue
        handler = handler_of(node)
        if handler or script.running.has_handler(node):
            made = requests.made(region.page, script, script.running.clicked(node, handler)[1], least=-9)
            if made is not None and made != region.page.requested:
                why = "its arrow to the left asks for older rows"
                yield Sign("step", why, f"back {made.address}", None, 2)


def marks(page: ListPage) -> set[str]:
    """Return the marks of everything on a page of the site that would be a sign on a list's page."""
    region = Region(page, ())
    script = Script(page.tree, page.url)
    every = (
        *steps(region, alone=True),
        *parts(region, script),
        *places(region, script),
        *addresses(region),
        *counts(region),
    )
    return {one.mark for one in every}
