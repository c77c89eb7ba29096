"""Parts of a list, by year or by mandate, that a script opens: buttons with years, a drop-down list that submits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage, PageRequest, with_query
from spiders.lists.controls import handler_of
from spiders.lists.interfaces import requests
from spiders.lists.links import Link, absolute, base_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.titles import names_part
from spiders.lists.widgets import is_complete

MAX_PARTS: Final = 60
_MAX_NODES: Final = 4000
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REQUESTS = re.compile(r"ajax|getJSON|fetch|\.(get|post|load)\s*\(|axios|XMLHttp")


def of(page: ListPage, script: Script) -> tuple[Link, ...]:
    """Return the parts of a list's first page that its scripts open by a GET request."""
    if page.number != 1 or page.url.partition("?")[0] != page.start.partition("#")[0].partition("?")[0]:
        return ()
    found = _requested_at_once(page, script)
    for node, outcome in _used(page, script):
        target = _opened(page, script, *outcome)
        text = " ".join(node.text(deep=True).split())
        if target and target != page.url and urlsplit(target).netloc == urlsplit(page.url).netloc:
            found.setdefault(target, Link(target, text, text, None))
    return tuple(found.values())


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
    for node in page.tree.css("a, span, li, button, td, div, dd, em")[:_MAX_NODES]:
        if count >= MAX_PARTS:
            return
        text = node.text(deep=True).strip()
        if not 2 <= len(text) <= 24 or not names_part(text) or absolute(node.attributes.get("href"), base):
            continue
        inner = [one for one in node.css("a[href], [onclick]") if one.mem_id != node.mem_id]
        if not inner and (handler_of(node) or _is_bound(node, script)):
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


def _is_bound(node: LexborNode, script: Script) -> bool:
    bound = any(".click" in code or ".on(" in code or "EventListener" in code for code in script.codes)
    return bound and script.running.has_handler(node)


def _opened(
    page: ListPage, script: Script, effects: Effects, calls: list[tuple[str, list[Any]]]
) -> str | None:
    base = base_of(page.tree, page.url)
    for address in effects.opened:
        if is_complete(address) and (target := absolute(address, base)):
            return target
    for action, method, fields in effects.submitted:
        if method != "post" and (target := absolute(action or page.url, base)):
            return with_query(target, **fields)
    made: PageRequest | None = requests.made(page, script, calls)
    return made.url if made is not None and made.body is None else None
