"""Fetch the style sheets and pictures of a site's pages, each once, after everything else of the night.

What a page only looks like is never a reason for an issue: what could not be obtained is counted in the visit's result
and recorded as a capture like any other, with the role `appearance`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from archive.queries.known import Address
from archive.warc.outcomes import PRESENT, UNANSWERED
from parsers.appearance import css
from parsers.appearance.css import Kind
from parsers.appearance.page import look
from parsers.text.decode import decode
from spiders.config.sitefile import SiteFile
from spiders.visit.bounds import forbidden
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import LeftAloneError, SiteRequests

MAX_FILES: Final = 500  # of one site, over all nights
RETRY_AFTER: Final = timedelta(days=7)  # of an address that gave no answer


class Appearance:
    """The style sheets and pictures that the pages of one visit name."""

    def __init__(self, site: SiteFile, previous: PreviousCrawls) -> None:
        self._site = site
        self._previous = previous
        self._named: dict[str, tuple[Kind, str]] = {}

    def note(self, url: str, text: str) -> None:
        """Remember the style sheets and pictures of a page. Fonts, scripts and films are never fetched."""

        def named(kind: Kind, address: str) -> None:
            self._named.setdefault(address, (kind, url))

        look(text, url, named)

    async def fetch(self, requests: SiteRequests) -> None:
        """Request what no night has requested yet, style sheets first, and count everything in the visit's result.

        Never raises LeftAloneError: the night's pages are complete when this begins.
        """
        done: set[str] = set()
        total = self._previous.appearance_files(self._site.id)
        try:
            while waiting := [url for url in self._named if url not in done]:
                url = next((one for one in waiting if self._named[one][0] == "stylesheet"), waiting[0])
                done.add(url)
                total += await self._file(url, requests, full=total >= MAX_FILES)
        except LeftAloneError:
            requests.result.appearance_stopped = requests.left

    async def _file(self, url: str, requests: SiteRequests, *, full: bool) -> bool:
        """Fetch one file, and note what it names; return whether it was requested."""
        kind, page = self._named[url]
        counts = requests.result.appearance
        known = self._previous.known(url)
        if forbidden(self._site, url):
            counts["outside"] = counts.get("outside", 0) + 1
        elif known is not None and not due(known):
            counts["known"] = counts.get("known", 0) + 1
            stored = self._previous.body(known.redirect_to or url) if kind == "stylesheet" else None
            if stored is not None:
                self._note_sheet(known.redirect_to or url, page, *stored)
        elif full:
            counts["over_limit"] = counts.get("over_limit", 0) + 1
        else:
            answer = await requests.get(url, "appearance", via=page)
            if answer is not None and answer.outcome in PRESENT and kind == "stylesheet":
                self._note_sheet(answer.url, page, *await requests.body(answer, "appearance"))
            return answer is not None
        return False

    def _note_sheet(self, url: str, page: str, body: bytes, content_type: str | None) -> None:
        def named(kind: Kind, address: str) -> None:
            self._named.setdefault(address, (kind, page))

        css.rewrite(decode(body, content_type).text, url, named)


def due(known: Address) -> bool:
    """Return whether an address is to be requested again: it gave no answer, and some days have passed."""
    if known.outcome not in UNANSWERED:
        return False
    return datetime.now(UTC) - datetime.fromisoformat(known.fetched_at) >= RETRY_AFTER
