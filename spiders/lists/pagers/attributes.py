"""Pieces of a page that an attribute requests, as htmx, Turbo, intercooler and include elements do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.base import FORM, ListPage, PageRequest, with_query
from spiders.lists.controls import is_disabled, is_more, is_next
from spiders.lists.links import absolute, base_of
from spiders.lists.pagers.pager import Pager
from spiders.lists.scripted import side_effects
from spiders.lists.scripted.row_controls import RowControls

_GET: Final = ("hx-get", "data-hx-get", "ic-get-from", "ic-append-from")
_POST: Final = ("hx-post", "data-hx-post", "ic-post-to")
_INCLUDES: Final = ("w3-include-html", "data-include", "include-html")
_FRAMES: Final = ("turbo-frame", "include-fragment")
_SELECTOR: Final = ", ".join(
    [*(f"[{name}]" for name in (*_GET, *_POST)), *(f"{name}[src]" for name in _FRAMES)]
)
_INCLUDED: Final = ", ".join([_SELECTOR, *(f"[{name}]" for name in _INCLUDES)])
_WHEN_SEEN = re.compile(r"\b(revealed|intersect|scrolled-into-view)\b")
_AT_ONCE = re.compile(r"\b(load|revealed|intersect|scrolled-into-view)\b")
_FURNITURE = re.compile(r"search|head|foot|top|left|menu|nav|banner|login|weather|visit|count", re.I)
_MOST: Final = 300  # elements


def by_attribute(pager: Pager) -> PageRequest | None:
    """Follow an element whose attribute requests the next rows: one named so, or one that is shown at their end.

    Of the latter, and of a request that posts, the address or the body must count: it has the next page's number, or
    the number of rows so far. The element stands with the rows, not in another block of the page.
    """
    controls = RowControls(pager.tree, pager.page.url)
    for node, request in _requests(pager.page, _SELECTOR):
        if is_disabled(node) or side_effects.of_address(request.url, node.text(deep=True)):
            continue
        if request.body is not None and not _counts(pager, request):
            continue
        if not controls.has(node):
            continue
        if is_next(node) or is_more(node) or (_is_shown_later(node) and _counts(pager, request)):
            return request
        if _WHEN_SEEN.search(_trigger(node)):
            pager.more = f"further rows are requested when they come into view: {request.url}"
    return None


def included(page: ListPage) -> PageRequest | None:
    """Return the piece that a page without rows includes as soon as it is shown."""
    for node, request in _requests(page, _INCLUDED):
        at_once = (
            _AT_ONCE.search(_trigger(node))
            or node.tag in _FRAMES
            or any(n in node.attributes for n in _INCLUDES)
        )
        if request.body is not None or side_effects.of_address(request.url):
            continue
        if at_once and request.url != page.url and not _FURNITURE.search(urlsplit(request.url).path):
            return request
    return None


def _requests(page: ListPage, selector: str) -> Iterator[tuple[LexborNode, PageRequest]]:
    """Yield the elements that request a piece from the page's own host, each with its request."""
    base = base_of(page.tree, page.url)
    host = urlsplit(page.url).netloc
    for node in page.tree.css(selector)[:_MOST]:
        request = _request(node, base)
        if request is not None and urlsplit(request.url).netloc == host:
            yield node, request


def _request(node: LexborNode, base: str) -> PageRequest | None:
    attributes = node.attributes
    named = next((name for name in (*_GET, *_POST, *_INCLUDES) if attributes.get(name)), "src")
    target = absolute(attributes.get(named), base)
    if target is None:
        return None
    values = _values(attributes.get("hx-vals") or attributes.get("data-hx-vals") or "")
    headers = (("HX-Request", "true"),) if "hx-" in named else ()
    if node.tag == "turbo-frame" and attributes.get("id"):
        headers = (("Turbo-Frame", attributes["id"] or ""),)
    if named in _POST:
        return PageRequest(target, urlencode(values), FORM, headers=headers)
    return PageRequest(with_query(target, **values) if values else target, headers=headers)


def _values(text: str) -> dict[str, str]:
    """Return the values that `hx-vals` adds to a request; none if it is no JSON."""
    try:
        found: Any = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _trigger(node: LexborNode) -> str:
    names = ("hx-trigger", "data-hx-trigger", "ic-trigger-on")
    return " ".join(node.attributes.get(name) or "" for name in names)


def _is_shown_later(node: LexborNode) -> bool:
    return node.tag in _FRAMES or _WHEN_SEEN.search(_trigger(node)) is not None


def _counts(pager: Pager, request: PageRequest) -> bool:
    wanted = {str(pager.page.number + 1), str(pager.page.number * pager.rows)} - {"0"}
    parts = urlsplit(request.url)
    return not wanted.isdisjoint(re.findall(r"\d+", f"{parts.path}?{parts.query} {request.body or ''}"))
