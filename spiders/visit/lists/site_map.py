"""The site map as the way to rows that a list no longer shows: 网站地图, and the `Sitemap` lines of robots.txt."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from archive.warc.outcomes import PRESENT
from archive.wording import counted
from spiders.families import generic
from spiders.lists.account import Account
from spiders.lists.base import Declared, Listing, ListPage
from spiders.lists.links import Link, absolute, base_of
from spiders.lists.rows import targets_of
from spiders.lists.titles import UNTITLED, names_part
from spiders.visit.bounds import forbidden
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

_NAMED = re.compile(r"(网站|站点|本站)(地图|导航)|site\s?map", re.I)
_XML = re.compile(r"\s*(<\?xml[^<>]{0,200}\?>\s*)?(<!--.{0,1000}?-->\s*)*<(urlset|sitemapindex)\b", re.S)
_ENTRY = re.compile(r"<(url|sitemap)\b[^<>]{0,99}>(.{0,5000}?)</\1>", re.S)
_LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<>\s\]]{1,1000})")
_MODIFIED = re.compile(r"<lastmod>\s*(\d{4}-\d\d-\d\d)")
_SERIAL = re.compile(r"[0-9a-f]{12,}|\d+")
_MOST_PAGES: Final = 60  # of a site map
_MOST_UNTITLED: Final = 300  # addresses without titles that may be rows of one list
_COVERED: Final = 0.75  # of a list's rows that must be in the map, for the map to have all of them
_ROUND: Final = 100  # maps of the newest entries of a site have 500 or 1,000


@dataclass(slots=True)
class SiteMap:
    """The links of a site map's pages, by page, and why it is not whole."""

    pages: dict[str, list[Link]] = field(default_factory=dict)
    lost: str | None = None


def may_add(first: ListPage, account: Account) -> bool:
    """Return whether a list that seems to end on its first page may have older rows in the site's map for machines.

    Its page has neither a pager nor a total, its rows are in its own folder, and the site offers such a map.
    """
    if account.state != "complete" or account.pages != 1 or account.declared != Declared():
        return False
    folder = first.start[: first.start.rfind("/") + 1]
    rows = targets_of(first)
    inside = [one for one in rows if one.startswith(folder)]
    mostly = folder.count("/") > 3 and bool(rows) and len(inside) >= _COVERED * len(rows)
    return mostly and any(one.partition("?")[0].endswith(".xml") for one in _named(first))


async def older_rows(
    visit: SiteRequests, first: ListPage, account: Account, known: dict[str, SiteMap], read: Set[str]
) -> list[tuple[ListPage, Listing]]:
    """Return the rows of a list that only the site's map shows; the account is complete if the map has all of them.

    `first` is the list's first page, `read` the addresses that all its pages showed, `known` the maps that were read
    tonight, by address. Rows are those of the map with addresses like the list's own rows, or in the list's folder.
    A map shows that it has all rows by the list's declared total; or, where nothing but a full first page or the
    words 最新10条 speaks of further rows, by its several pages. Raises LeftAloneError.
    """
    try:
        with time_limit():
            rows = targets_of(first)
            named = _named(first)
    except TooSlowError as error:
        visit.result.problems.append(f"list {first.url}: {error}")
        return []
    for address in dict.fromkeys([*named, *visit.site_maps(first.url)]):
        if address not in known:
            known[address] = await _read(visit, address)
        found = known[address]
        mine = {at: _like(rows, first, links) for at, links in found.pages.items()}
        listed = {link.url for links in mine.values() for link in links}
        if not rows or len(rows & listed) < _COVERED * len(rows):
            continue
        older = listed - rows - read
        untitled = {link.url for links in mine.values() for link in links if link.title == UNTITLED}
        untitled -= rows | read
        if len(untitled) > _MOST_UNTITLED:
            account.why = (
                f"{account.why}; {counted(len(untitled), 'address', 'addresses')} without titles in {address}"
            )
            continue
        if account.state == "complete" and not older:
            continue
        if found.lost:
            account.state, account.why = "incomplete", f"{account.why or 'older rows'}; {found.lost}"
        elif account.has_all_with(len(older)) or (account.only_seems_to_go_on and _is_whole(found)):
            account.settle(f"the site map {address} has all rows", more=len(older))
        elif account.state == "complete":
            why = f"the site map {address} has {counted(len(older), 'further row')}, and perhaps not all"
            account.state, account.why = "incomplete", why
        return [
            (
                replace(first, url=at, text="", number=number, request=None, scripts=()),
                Listing(tuple(one for one in links if one.url in older)),
            )
            for number, (at, links) in enumerate(mine.items(), 2)
            if links
        ]
    return []


def _is_whole(found: SiteMap) -> bool:
    """Return whether a map has more than the site's newest entries: it has several pages, and no round number."""
    entries = {link.url for links in found.pages.values() for link in links}
    return len(found.pages) > 1 and len(entries) % _ROUND != 0


def _named(page: ListPage) -> list[str]:
    """Return the addresses of the site map to which a page links."""
    base = base_of(page.tree, page.url)
    return [
        target
        for node in page.tree.css("a[href]")
        if _NAMED.fullmatch("".join(node.text(deep=True).split()) or node.attributes.get("title") or "")
        and (target := absolute(node.attributes.get("href"), base))
    ]


def _like(rows: set[str], page: ListPage, links: Sequence[Link]) -> list[Link]:
    """Return the links that may be rows of a list: their addresses are like its rows', or in its folder."""
    shapes = {_SERIAL.sub("0", one) for one in rows}
    folder = page.start[: page.start.rfind("/") + 1]
    deep = folder.count("/") > 3
    return [
        one
        for one in links
        if _SERIAL.sub("0", one.url) in shapes or (deep and one.url.startswith(folder) and one.url != folder)
    ]


async def _read(visit: SiteRequests, address: str) -> SiteMap:
    """Read a site map with its further pages: those in its folder or below its name, and those that name a year."""
    found = SiteMap()
    waiting, asked = [generic.fragment_free(address)], set[str]()
    while waiting:
        at = waiting.pop(0)
        if at in asked or forbidden(visit.site, at):
            continue
        if len(asked) >= _MOST_PAGES:
            found.lost = f"the site map {address} has more than {_MOST_PAGES} pages"
            break
        asked.add(at)
        answer = await visit.get(at, "list", via=address if at != address else None)
        if answer is None or answer.outcome not in PRESENT:
            outcome = (answer.detail or answer.outcome) if answer else "not requested"
            found.lost = found.lost or f"its site map {at} was not obtained: {outcome}"
            continue
        text = await visit.text(answer, "list")
        try:
            with time_limit():
                links, further = _links(ListPage(answer.url, text, 1, answer.url), address)
        except TooSlowError as error:
            found.lost = f"the site map {at}: {error}"
            continue
        found.pages[at] = links
        waiting += further
    return found


def _links(page: ListPage, address: str) -> tuple[list[Link], list[str]]:
    """Return the links of one page of a site map, and its further pages."""
    if _XML.match(page.text):
        entries = [
            (one[1], location[1].replace("&amp;", "&"), _MODIFIED.search(one[2]))
            for one in _ENTRY.finditer(page.text)
            if (location := _LOCATION.search(one[2]))
        ]
        links = [
            Link(target, "", UNTITLED, date[1] if date else None)
            for kind, at, date in entries
            if kind == "url" and (target := absolute(at, page.url))
        ]
        return links, [
            target for kind, at, _ in entries if kind == "sitemap" and (target := absolute(at, page.url))
        ]
    stem = re.sub(r"((^|(?<=/))(index|default))?(\.\w{2,5})?$", "", urlsplit(address).path).rstrip("/")
    host = urlsplit(address).netloc
    further = [
        link.url
        for link in page.links
        if urlsplit(link.url).netloc == host
        and (
            (stem and urlsplit(link.url).path.startswith(stem)) or (names_part(link.title) and not link.date)
        )
    ]
    return list(page.links), further
