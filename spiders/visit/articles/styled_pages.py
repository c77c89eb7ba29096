"""Pages in XML within a visit: the text of such a page is the HTML that its style sheet makes of it."""

from __future__ import annotations

from typing import Final

from archive.warc.captures import Role
from archive.warc.outcomes import PRESENT
from spiders.lists.base import PageRequest
from spiders.visit import candidates
from spiders.visit.bounds import forbidden
from spiders.visit.exchange import Answer
from spiders.visit.lists import style_sheets
from spiders.visit.requests import SiteRequests

MAX_SHEETS: Final = 4  # of a page


class StyledPages(SiteRequests):
    """Requests whose answers may be pages in XML; `styled` are the addresses of those that a sheet has shown whole.

    `unshown` says what of a page was not read, by its address.
    """

    styled: set[str]
    unshown: dict[str, str]

    async def text(self, answer: Answer, role: Role, post: PageRequest | None = None) -> str:
        """Return the text of an answer, that of a page in XML as a browser shows it. Raises LeftAloneError."""
        text = await super().text(answer, role, post)
        address = style_sheets.named(text, answer.url) if role != "robots" else None
        made = await self._as_shown(answer.url, text, address) if address else None
        if made is None:
            return text
        if made.lost:
            self.unshown[answer.url] = made.lost
        if made.html is not None and not made.damaged:
            self.styled.add(answer.url)
        return made.html or text

    async def _as_shown(self, url: str, text: str, address: str) -> style_sheets.Shown | None:
        """Return what a page's style sheet makes of it; None if a sheet is missing. What is not known is a problem."""
        sheets: dict[str, str] = {}
        waiting = [address]
        while waiting and len(sheets) < MAX_SHEETS:
            at = waiting.pop(0)
            answer = None if forbidden(self.site, at) else await self.get(at, "list", via=url)
            if answer is None or answer.outcome not in PRESENT:
                self.result.problems.append(f"{url}: its style sheet {at} was not obtained")
                return None
            sheets[at] = candidates.page_text(*await self.body(answer, "list"))
            waiting += [one for one in style_sheets.included(sheets[at], at) if one not in sheets]
        made = await style_sheets.shown(text, address, sheets)
        if made.lost or made.html is None:
            self.result.problems.append(f"{url}: {made.lost or f'its style sheet {address} shows nothing'}")
        return made
