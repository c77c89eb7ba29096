"""Parts of a list, by year or by mandate, that a script opens: buttons with years, a drop-down list that submits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborNode

from archive.warc.addresses import page_address
from archive.wording import counted
from spiders.lists import forms
from spiders.lists.base import FORM, ListPage, PageRequest, with_query
from spiders.lists.controls import handler_of
from spiders.lists.interfaces import requests
from spiders.lists.links import Link, absolute, base_of, route_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.titles import names_part
from spiders.lists.widgets import is_complete

MAX_PARTS: Final = 60
_MAX_NODES: Final = 4000
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d年?")
_SEVERAL: Final = 3
_OTHER_PARTS: Final = ("全部", "更多", "最新", "其他", "更早")
_BINDS: Final = (".click", ".on(", "EventListener")
_REQUESTS = re.compile(r"ajax|getJSON|fetch|\.(get|post|load)\s*\(|axios|XMLHttp")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a list that scripts open: their links, those of them that are posted, and what was not understood.

    The address of a link that is posted is that of its request (`PageRequest.address`).
    """

    links: tuple[Link, ...] = ()
    posted: tuple[PageRequest, ...] = ()
    more: str | None = None


def of(page: ListPage, script: Script) -> Parts:
    """Return the parts of a list's first page that its scripts open."""
    if page.number != 1 or _without_query(page.url) != _without_query(page_address(page.start)):
        return Parts()
    found = _requested_at_once(page, script)
    posted: list[PageRequest] = []
    lost: list[str] = []
    host = urlsplit(page.url).netloc
    for node, outcome in _used(page, script):
        request = _opened(page, script, *outcome) or _chosen(page, node, *outcome)
        text = " ".join(node.text(deep=True).split())
        if request and request.address != page.url and urlsplit(request.url).netloc == host:
            if request.body is not None and request.address not in found:
                posted.append(request)
            found.setdefault(request.address, Link(request.address, text, text, None))
        elif request is None and (outcome[0].submitted or outcome[1]):
            lost.append(text)
    if posted and (own := _shown_already(page, found)):
        found.pop(own)
        posted = [one for one in posted if one.address != own]
    more = (
        f"{counted(len(lost), 'part')} of the list opened by a script: {', '.join(lost[:3])}"
        if lost
        else None
    )
    return Parts(tuple(found.values()), tuple(posted), more if len(lost) > 1 and not found else None)


def unopened(page: ListPage, script: Script, parts: Parts) -> str | None:
    """Return that a page shows names of parts side by side which are no links, and that nothing is known to open.

    None where a script only shows and hides rows by them.
    """
    if page.number != 1 or parts.links or parts.more or page.tree.css_first("script") is None:
        return None
    for box in page.tree.css("ul, ol, div, p, dl, tr, nav")[:_MAX_NODES]:
        names = [
            text
            for child in box.iter()
            if (text := "".join(child.text(deep=True).split())) and text not in _OTHER_PARTS
        ]
        if len(set(names)) < _SEVERAL or len(names) > MAX_PARTS or not all(map(names_part, names)):
            continue
        nodes = [box, *box.css("*")]
        bound = any(handler_of(one) or _is_bound(one, page, script) for one in nodes)
        if not bound and not any("href" in one.attributes for one in nodes):
            return f"its parts were not opened: {', '.join(names[:3])}"
    return None


def unshown(page: ListPage, parts: Parts, rows: Sequence[LexborNode]) -> str | None:
    """Return that a page has the names of several years side by side, for clicks, and rows of only one of them."""
    if page.number != 1 or parts.links or parts.more or not rows:
        return None
    for box in page.tree.css("ul, ol, div, p, dl, tr, nav")[:_MAX_NODES]:
        names = {"".join(child.text(deep=True).split()) for child in box.iter()}
        years = {name.removesuffix("年") for name in names if _NAMED_YEAR.fullmatch(name)}
        if not _SEVERAL <= len(years) <= len(names) <= MAX_PARTS or box.css_first("a[href]:not([href^='j'])"):
            continue
        around = [one.parent if one.parent is not None else one for one in rows]
        of_rows = {year for one in around for year in _YEAR.findall(one.text(deep=True))}
        if any(map(handler_of, box.css("*"))) and len(of_rows) == 1 and of_rows < years:
            return f"its parts were not opened: {', '.join(sorted(years - of_rows, reverse=True)[:3])}"
    return None


def _without_query(url: str) -> str:
    """Return an address without its query; the query of a route belongs to the route."""
    return url.partition("#")[0].partition("?")[0] + route_of(url)


def _shown_already(page: ListPage, found: Mapping[str, Link]) -> str | None:
    """Return the part that the page itself shows: the option of a drop-down list that is selected."""
    chosen = {" ".join(one.text(deep=True).split()) for one in page.tree.css("option[selected]")}
    return next((url for url, link in found.items() if link.text in chosen), None)


def _requested_at_once(page: ListPage, script: Script) -> dict[str, Link]:
    """Return the parts for each of which the scripts make a request of their own, with the year in its address."""
    found: dict[str, Link] = {}
    if not any(_YEAR.search(code) and _REQUESTS.search(code) for code in script.codes):
        return found
    for call in script.running.calls[:500]:
        made = requests.made(page, script, [call])
        year = _YEAR.search(made.url) if made and made.body is None else None
        if made and year and urlsplit(made.url).netloc == urlsplit(page.url).netloc:
            found.setdefault(made.url, Link(made.url, f"{year[0]}年", f"{year[0]}年", None))
    shapes = {_YEAR.sub("", url) for url in found}
    return found if len(found) > 1 and len(shapes) == 1 else {}


def _used(
    page: ListPage, script: Script
) -> Iterator[tuple[LexborNode, tuple[Effects, list[tuple[str, list[Any]]]]]]:
    base = base_of(page.tree, page.url)
    count = 0
    for node in page.tree.css("a, span, li, button, td, div, dd, dt, em, h2, h3, h4, h5, p")[:_MAX_NODES]:
        if count >= MAX_PARTS:
            return
        if absolute(node.attributes.get("href"), base):
            continue
        text = node.text(deep=True).strip()
        if not 2 <= len(text) <= 24 or not names_part(text):
            continue
        inner = [one for one in node.css("a[href], [onclick]") if one.mem_id != node.mem_id]
        if not inner and (handler_of(node) or _is_bound(node, page, script)):
            count += 1
            yield node, script.running.clicked(node, handler_of(node))
    for select in page.tree.css("select")[:6]:
        options = select.css("option")
        if sum(names_part(one.text(deep=True).strip()) for one in options) < 2:
            continue
        for at, one in enumerate(options[:MAX_PARTS]):
            if names_part(one.text(deep=True).strip()):
                value = one.attributes.get("value") or one.text(deep=True).strip()
                yield one, script.running.selected(select, value, at)


def _chosen(
    page: ListPage, node: LexborNode, effects: Effects, calls: list[tuple[str, list[Any]]]
) -> PageRequest | None:
    """Return the request of the form around a drop-down list that no script of the page uses."""
    select = node.parent if node.tag == "option" else None
    while select is not None and select.tag == "optgroup":
        select = select.parent
    if select is None or calls or effects.submitted:
        return None
    value = node.attributes.get("value") or node.text(deep=True).strip()
    return forms.chosen(base_of(page.tree, page.url), page.url, select, value)


def _is_bound(node: LexborNode, page: ListPage, script: Script) -> bool:
    codes = (*script.codes, *(text or "" for _, text in page.scripts))
    bound = any(sign in code for code in codes for sign in _BINDS)
    return bound and script.running.has_handler(node)


def _opened(
    page: ListPage, script: Script, effects: Effects, calls: list[tuple[str, list[Any]]]
) -> PageRequest | None:
    base = base_of(page.tree, page.url)
    for address in effects.opened:
        if is_complete(address) and (target := absolute(address, base)):
            return PageRequest(target)
    for action, method, fields in effects.submitted:
        if target := absolute(action or page.url, base):
            if method != "post":
                return PageRequest(with_query(target, **fields))
            return PageRequest(target, urlencode(fields), FORM)
    return requests.made(page, script, calls)
