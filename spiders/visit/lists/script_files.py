"""Request the script files of a list page whose pager calls functions that no script in the page defines."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.lists.base import ListPage
from spiders.lists.pagers.functions import defines, script_files
from spiders.visit.bounds import forbidden
from spiders.visit.requests import SiteRequests

MAX_FILES: Final = 6  # of a page


async def with_files(visit: SiteRequests, page: ListPage, undefined: tuple[str, ...]) -> ListPage:
    """Return the page with its script files, up to the one that defines what its pager calls.

    Each file is requested once a visit, within the site's hosts, robots.txt and budget. Raises LeftAloneError.
    """
    found: list[tuple[str, str | None]] = []
    for address in script_files(page)[:MAX_FILES]:
        text = await _text(visit, address, page)
        found.append((address, text))
        if text and defines(text, undefined):
            break
    return replace(page, scripts=tuple(found))


async def _text(visit: SiteRequests, address: str, page: ListPage) -> str | None:
    if forbidden(visit.site, address):
        return None
    answer = await visit.get(address, "list", via=page.url)
    return await visit.text(answer, "list") if answer and answer.outcome in PRESENT else None
