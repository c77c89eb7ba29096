"""Walk through a list or an article in the browser as a person would: further pages, parts of the list, more text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from playwright.async_api import Error

from archive.wording import counted
from parsers.formats.web import held
from spiders.rendering.exchange import RenderError
from spiders.rendering.network import MAX_REQUESTS
from spiders.rendering.next_control import SCROLL, Control, choose, unfolding
from spiders.rendering.open_page import OpenPage
from spiders.rendering.part_controls import MAX_PARTS, parts
from spiders.rendering.rendition import Frame, Reason, Rendition, View, row_addresses, rows

_MAX_UNFOLDED: Final = 40  # uses of the button for the rest of a text
_IDLE_PARTS: Final = 3  # names of parts in a row whose click changes nothing, after which no more are clicked
MAX_VIEWS: Final = 200  # of one list; a list that grows shows all its earlier rows in each view


async def read_list(page: OpenPage, url: str, max_pages: int) -> Rendition:
    """Render the list at `url`, and page through it and through its parts.

    Raises RenderError, and what the page's `load` raises.
    """
    try:
        return await _Walk(page, url, min(max_pages, MAX_VIEWS)).run()
    except Error as error:
        raise page.failure(error) from error


async def read_article(page: OpenPage, url: str) -> tuple[Frame, ...]:
    """Render the article at `url` with its whole text, and return its frames.

    Raises RenderError, and what the page's `load` raises.
    """
    try:
        mark = await page.open(url)
        view = await page.view(None)
        if not any(held.is_body(frame.html) for frame in view.frames):
            await page.settled(before=mark)
            view = await page.view(None)
        for _ in range(_MAX_UNFOLDED):
            if not (found := _to_unfold(view)):
                break
            await page.use(*found)
            await page.settled(before=await page.mark())
            before, view = _length(view), await page.view(found[1].name)
            if _length(view) <= before:
                break
        else:
            raise RenderError(f"the button for the rest of its text brings more after {_MAX_UNFOLDED} uses")
    except Error as error:
        raise page.failure(error) from error
    return view.frames


@dataclass(slots=True)
class _Walk:
    """A walk through one list: the views that showed further rows, and why it ended where it did.

    `mark` is that of the page as it is now; `changed`: the control that was used last changed the page.
    """

    page: OpenPage
    url: str
    max_pages: int
    views: list[View] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    mark: str = ""
    changed: bool = False
    reason: Reason = "end"
    ended: str = ""

    async def run(self) -> Rendition:
        self.mark = await self.page.open(self.url)
        view = await self.page.view(None)
        if not self._addresses(view):
            self.mark = await self.page.settled(before=self.mark)
            view = await self.page.view(None)
        if not self._addresses(view):
            self.page.rows_by_script = True
            view = await self.page.view(None)
        self.views, self.seen = [view], self._addresses(view)
        await self._to_end()
        await self._through_parts()
        refused = self.page.network.refused
        data_first = sorted(refused, key=lambda why: not refused[why])
        return Rendition(self.url, tuple(self.views), self.reason, self.ended, tuple(data_first))

    def _addresses(self, view: View) -> set[str]:
        return row_addresses(rows(view, self.url, 1, set())[0])

    async def _to_end(self) -> None:
        """Page on from the last view to the last page of the list, or of the part of it that the view shows."""
        before = len(self.views) - 1
        while True:
            number = len(self.views) - before
            frame, control = _next(self.views[-1], number)
            if isinstance(control, str):
                return self._end("last", control)
            if len(self.views) >= self.max_pages:
                if control is not SCROLL:
                    return self._end("limit", f"limit of {counted(self.max_pages, 'page')} reached")
                return self._end("end", "no control for a further page")
            refused = await self._use(frame, control)
            if not await self._shows_more(control.name, part=False):
                return self._end(*self._without_more(control, refused, number))

    async def _through_parts(self) -> None:
        """Open each part of the list, such as a year, and page through it.

        The walk ends as it did before the parts, unless one of them could not be read to its end.
        """
        opened: set[tuple[str, int]] = set()
        idle = 0
        while self.reason in ("last", "end") and idle < _IDLE_PARTS and len(opened) < MAX_PARTS:
            view = await self.page.view(None)
            found = [(frame, part) for frame in view.frames for part in parts(frame.html, frame.url)]
            left = [(frame, part) for frame, part in found if part.key not in opened]
            if not left:
                break
            frame, part = left[0]
            opened.add(part.key)
            if len(self.views) >= self.max_pages:
                self._end("limit", f"limit of {counted(self.max_pages, 'page')} reached")
                break
            before = self.reason, self.ended
            refused = await self._use(frame, part.control)
            more = await self._shows_more(part.name, part=True)
            if not more and part.button is not None:
                await self._use(frame, part.button)
                more = await self._shows_more(part.name, part=True)
            idle = 0 if self.changed else idle + 1
            if more:
                await self._to_end()
                if self.reason in ("last", "end"):
                    self._end(*before)
            elif failed := list(self.page.network.refused)[refused:]:
                self._end("failed", f"after {part.name}: {failed[0]}")

    async def _use(self, frame: Frame, control: Control) -> int:
        """Use a control, and return how many requests were refused before."""
        refused, self.page.network.left = len(self.page.network.refused), MAX_REQUESTS
        await self.page.use(frame, control)
        return refused

    async def _shows_more(self, name: str, *, part: bool) -> bool:
        """Wait for what a control shows; add it to the views and return whether it has further rows."""
        mark = await self.page.settled(before=self.mark)
        self.changed, self.mark = mark != self.mark, mark
        view = replace(await self.page.view(name), part=part)
        page, listing = rows(view, self.url, len(self.views) + 1, self.seen)
        if not listing.shown:
            return False
        self.views.append(view)
        self.seen |= row_addresses(page)
        return True

    def _end(self, reason: Reason, ended: str) -> None:
        self.reason, self.ended = reason, ended

    def _without_more(self, control: Control, refused: int, pages: int) -> tuple[Reason, str]:
        """Return why a control brought no further rows; one that never did may lack a script that was refused."""
        network = self.page.network
        failed = list(network.refused)[refused:]
        if failed:
            return "failed", f"after {control.name}: {failed[0]}"
        if control is SCROLL:
            return "end", "no control for a further page"
        if pages == 1 and network.refused:
            return "failed", f"{control.name} does nothing; not obtained: {next(iter(network.refused))}"
        requested = network.left < MAX_REQUESTS  # it did something, and that was answered
        return ("last" if pages > 1 or requested else "end"), f"{control.name} shows no further rows"


def _next(view: View, number: int) -> tuple[Frame, Control | str]:
    """Return the frame with the control for the page after `number`, and the control; or why there is none."""
    page, _ = rows(view, "", number, set())
    ordered = sorted(view.frames, key=lambda frame: frame.url != page.url)
    chosen = [(frame, choose(frame.html, number)) for frame in ordered]
    return next((one for one in chosen if one[1] is not SCROLL), chosen[0])


def _to_unfold(view: View) -> tuple[Frame, Control] | None:
    """Return the button for the rest of a text, and its frame."""
    return next(((frame, found) for frame in view.frames if (found := unfolding(frame.html))), None)


def _length(view: View) -> int:
    return sum(len(frame.html) for frame in view.frames)
