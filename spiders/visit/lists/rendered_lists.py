"""Render a list within a visit: each request of the browser is one of the visit, and the rows shown are stored."""

from __future__ import annotations

import asyncio
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.config.settings import Settings
from spiders.config.sitefile import List
from spiders.families import generic
from spiders.lists.account import NO_ROWS
from spiders.rendering.exchange import Load, PartRequest, RenderError, Served
from spiders.rendering.rendition import CONTENT_TYPE, PROFILE, SUFFIX, Rendition
from spiders.visit.bounds import forbidden
from spiders.visit.exchange import Purpose
from spiders.visit.requests import Fetcher, SiteRequests

MISSING: Final = "it could be rendered in a browser: pip install 'fangzhi[browser]'"


def needs_browser(unread: str | None) -> bool:
    """Return whether a list has rows that could not be read only because the browser extra is not installed."""
    return unread is not None and MISSING in unread and not unread.startswith(NO_ROWS)


async def rendition(
    visit: SiteRequests, entry: List, settings: Settings, fetcher: Fetcher
) -> Rendition | str:
    """Return the list as a browser shows it, or why it was not rendered. Raises LeftAloneError.

    A rendition that an interrupted process of the same run stored is returned without rendering again.
    """
    url = generic.fragment_free(entry.url)
    if (stored := fetcher.kept(url + SUFFIX)) is not None:
        return Rendition.from_json(stored)
    try:
        from spiders.rendering import browser
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "playwright":
            raise
        return MISSING
    try:
        made = await browser.render(
            entry.url, loader(visit, url), executable=settings.browser.executable, user_agent=settings.user_agent,
            max_pages=visit.site.max_pages,
        )  # fmt: skip
    except RenderError as error:
        return f"it could not be rendered: {error}"
    purpose = Purpose(visit.site.id, "list", visit.site.homepage, via=url)
    await fetcher.keep(url + SUFFIX, purpose, made.to_json(), CONTENT_TYPE, PROFILE)
    return made


def loader(visit: SiteRequests, via: str) -> Load:
    """Return the function that makes the requests of a rendered page, one at a time."""
    one_at_a_time = asyncio.Lock()

    async def load(part: PartRequest) -> Served | str:
        async with one_at_a_time:
            return await _load(visit, part, via)

    return load


async def _load(visit: SiteRequests, part: PartRequest, via: str) -> Served | str:
    """Make one request of the browser, like any other of the visit; return its answer, or why there is none."""
    page = part.page
    if why := forbidden(visit.site, page.url):
        return why
    answer = await visit.get(
        page.address, "list", via=via if page.address != via else None,
        post=page if page.body is not None else None, headers=part.headers,
    )  # fmt: skip
    if answer is None:
        return "not requested: robots.txt or the site's hosts forbid it"
    if answer.outcome in ("error", "too_large", "moved"):
        return answer.detail or answer.outcome
    body, content_type = await visit.body(answer, "list", page if page.body is not None else None)
    status = 200 if answer.outcome in PRESENT else answer.status or 500
    return Served(answer.url.partition("#post-")[0], status, body, content_type)
