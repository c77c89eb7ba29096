"""Render an article's page in a browser within a visit: each request of the browser is one of the visit."""

from __future__ import annotations

import importlib.util
from typing import Final

from spiders.config.settings import Settings
from spiders.rendering.exchange import RenderError
from spiders.visit.articles.rendition import SUFFIX, page_of
from spiders.visit.lists.rendered_lists import loader
from spiders.visit.requests import Fetcher, SiteRequests

INSTALL: Final = "it could be rendered in a browser: pip install 'fangzhi[browser]'"


def is_installed() -> bool:
    """Return whether the extra with the browser is installed."""
    return importlib.util.find_spec("playwright") is not None


async def rendered(visit: SiteRequests, url: str, sent: str, settings: Settings, fetcher: Fetcher) -> str:
    """Return the page that a browser shows. Raises RenderError, LeftAloneError.

    A page that an interrupted process of the same run stored is returned without rendering again.
    """
    if (stored := fetcher.kept(url + SUFFIX)) is not None:
        return stored.decode()
    if not is_installed():
        raise RenderError(INSTALL)
    from spiders.rendering import browser

    frames = await browser.render_article(
        url, loader(visit, url), executable=settings.browser.executable, user_agent=settings.user_agent
    )
    return page_of(sent, [frame.html for frame in frames])
