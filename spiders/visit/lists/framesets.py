"""A list in a frameset: the frame with the rows, and the pager that another frame keeps for all its pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.lists.base import Declared, ListPage, PageRequest
from spiders.lists.controls import is_next
from spiders.lists.links import absolute, base_of, tree_of
from spiders.lists.rows import declared, rows_of
from spiders.lists.scripts.javascript import Script
from spiders.visit.bounds import forbidden
from spiders.visit.requests import SiteRequests

_FRAMESET = re.compile(r"<frameset\b", re.I)
_NUMBER = re.compile(r"[\[(第]{0,2}[2-9][\])页]{0,2}")
_MOST: Final = 5  # frames
_LAST_NUMBER = re.compile(r"\d{1,3}(?=\D*$)")


async def whole(visit: SiteRequests, page: ListPage, beside: str) -> tuple[ListPage, str]:
    """Return the page with the rows and the pager of its other frame, and that pager for the list's later pages.

    A page that is no frameset is returned as it is, with the pager that was found before. Raises LeftAloneError.
    """
    if page.number > 1:
        return (replace(page, text=page.text + beside) if beside else page), beside
    if not _FRAMESET.search(page.text):
        return page, beside
    frames = [frame async for frame in _frames(visit, page)]
    if not frames:
        return page, beside
    main = max(frames, key=lambda frame: len(rows_of(frame.tree, frame.url)))
    beside = "".join(_pager(frame) for frame in frames if frame is not main)
    return replace(main, text=main.text + beside), beside


def counted_on(request: PageRequest | None, page: ListPage, declared: Declared) -> PageRequest | None:
    """Return the request for the page after this one of a list whose pager in another frame counts the clicks on it.

    Its script begins anew with each page, and so leads to the second one again: behind `rows_2.htm` is `rows_3.htm`.
    """
    now = _LAST_NUMBER.search(page.url)
    if declared.pages is None or not 1 < page.number < declared.pages or now is None:
        return request
    if int(now[0]) not in (page.number, page.number - 1):
        return request
    following = f"{page.url[: now.start()]}{int(now[0]) + 1}{page.url[now.end() :]}"
    led = _LAST_NUMBER.search(request.url) if request is not None else None
    back = led is not None and request is not None and request.url[: led.start()] == page.url[: now.start()]
    goes_back = back and led is not None and int(led[0]) <= int(now[0])
    return PageRequest(following) if request is None or goes_back else request


async def _frames(visit: SiteRequests, page: ListPage) -> AsyncIterator[ListPage]:
    base = base_of(page.tree, page.url)
    named = [absolute(node.attributes.get("src"), base) for node in page.tree.css("frame[src]")]
    for address in list(dict.fromkeys(one for one in named if one and one != page.url))[:_MOST]:
        if forbidden(visit.site, address):
            continue
        answer = await visit.get(address, "list", via=page.url)
        if answer is not None and answer.outcome in PRESENT:
            yield replace(page, url=answer.url, text=await visit.text(answer, "list"))


def _pager(frame: ListPage) -> str:
    """Return the body of a frame with a pager, its addresses made absolute; empty for other frames."""
    tree = tree_of(frame.text)
    nodes = tree.css("a, span, input, option, button")[:500]
    if tree.body is None:
        return ""
    named = any(is_next(node) or _NUMBER.fullmatch("".join(node.text(deep=True).split())) for node in nodes)
    if not (named or declared(tree, Script(tree, frame.url)) != Declared()):
        return ""
    for node in tree.css("a[href]"):
        if target := absolute(node.attributes.get("href"), frame.url):
            node.attrs["href"] = target
    scripts = "".join(node.html or "" for node in tree.css("head script"))
    return f"{scripts}<div class='page'>{tree.body.inner_html}</div>"
