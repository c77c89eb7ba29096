"""Answer the requests of a rendered page: the browser itself reaches nothing.

Each request is made by the crawl, so robots.txt, the site's hosts, pauses, budget and WARC files apply as usual.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Error, Request, Route

from spiders.lists.base import FORM, PageRequest
from spiders.rendering.exchange import Load, PartRequest, Served

MAX_REQUESTS: Final = 80  # of one view; a page that asks for ever is cut off
NEEDED: Final = ("document", "stylesheet", "script", "xhr", "fetch")
_DATA: Final = ("xhr", "fetch")
_MAX_REFUSED: Final = 20  # that are listed
# Headers that the page's scripts may set; the others are the crawl's own.
_OWN: Final = ("accept", "referer", "authorization", "token")


@dataclass(slots=True)
class Network:
    """The requests of one page.

    `refused` are those without an answer, and whether a script asked for data; `stopped` is the exception with which
    the crawl ended the visit, if it did. While `catching`, pages that the document opens are not requested: `caught`
    is the address of the last one.
    """

    load: Load
    busy: int = 0
    left: int = MAX_REQUESTS
    refused: dict[str, bool] = field(default_factory=dict)
    stopped: Exception | None = None
    catching: bool = False
    caught: str | None = None

    async def answer(self, route: Route) -> None:
        """Answer one request of the page, or abort it."""
        self.busy += 1
        try:
            await self._answer(route, route.request)
        except Error:
            pass  # the page was left or closed before its answer
        finally:
            self.busy -= 1

    async def _answer(self, route: Route, request: Request) -> None:
        if request.resource_type not in NEEDED or self.stopped:
            await route.abort("blockedbyclient")
            return
        if self.catching and request.is_navigation_request():
            self.caught = request.url
            await route.abort("aborted")
            return
        served = await self._served(request)
        if isinstance(served, str):
            if request.resource_type != "stylesheet" and len(self.refused) < _MAX_REFUSED:
                self.refused.setdefault(f"{request.url}: {served}", request.resource_type in _DATA)
            # An aborted navigation leaves the browser on the page that it is on.
            await route.abort("aborted" if request.is_navigation_request() else "failed")
            return
        headers = {"access-control-allow-origin": request.headers.get("origin", "*")}
        headers["access-control-allow-credentials"] = "true"
        if served.content_type:
            headers["content-type"] = served.content_type
        body = served.body
        if request.is_navigation_request() and served.url != request.url.partition("#")[0]:
            headers["content-type"] = "text/html; charset=utf-8"
            body = f'<meta http-equiv="refresh" content="0;url={served.url}">'.encode()
        await route.fulfill(status=served.status, headers=headers, body=body)

    async def _served(self, request: Request) -> Served | str:
        if request.method not in ("GET", "POST"):
            return f"the method {request.method} is not used"
        if self.left <= 0:
            return f"more than {MAX_REQUESTS} requests"
        self.left -= 1
        try:
            return await self.load(_part(request))
        # The visit decides what its errors mean; the walk through the page raises this one again.
        except Exception as error:  # noqa: BLE001
            self.stopped = error
            return "the visit ended"


def _part(request: Request) -> PartRequest:
    url = request.url.partition("#")[0]
    headers: tuple[tuple[str, str], ...] = ()
    if request.resource_type in _DATA:
        names = sorted(name for name in request.headers if name in _OWN or name.startswith("x-"))
        headers = tuple((name, request.headers[name]) for name in names)
    body = None
    if request.method == "POST":
        body = ""
        with contextlib.suppress(UnicodeDecodeError):  # a file in a form; no list needs one
            body = request.post_data or ""
    return PartRequest(PageRequest(url, body, request.headers.get("content-type", FORM)), headers)
