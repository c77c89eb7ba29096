"""Walk through a list in the browser: open it, wait until its rows are shown, use the control for the next page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from importlib import resources
from typing import Final, TypeVar

from playwright.async_api import Error, Page
from playwright.async_api import Frame as BrowserFrame

from archive.warc.addresses import page_address
from archive.wording import counted
from parsers.formats.limits import MAX_TEXT
from parsers.formats.web import held
from spiders.rendering.exchange import Load, RenderError
from spiders.rendering.network import MAX_REQUESTS, Network
from spiders.rendering.next_control import SCROLL, Control, choose, unfolding
from spiders.rendering.rendition import Frame, Reason, Rendition, View, row_addresses, rows

_STEP: Final = 0.1  # seconds between two looks at the page
# Looks, not seconds: a loaded machine answers them later, and its page needs longer for everything else too.
_QUIET: Final = 4  # without a request and without a change, after which a view is complete
_PATIENCE: Final = 30  # to wait for rows, or for a change after a control was used
_RESTLESS: Final = 150  # without requests, after which a page that keeps changing is read as it is
_CLICK_SECONDS: Final = 3.0  # until a control can be clicked
_SCRIPT: Final = 15.0  # seconds that a script of the page may take
_OPENING: Final = (
    0.4  # seconds to wait for the page that a row opens, or twenty times as long as its click took
)
_MAX_UNFOLDED: Final = 40  # uses of the button for the rest of a text
_MAX_CLICKS: Final = 100  # rows of one view
MAX_VIEWS: Final = 200  # of one list; a list that grows shows all its earlier rows in each view
_Result = TypeVar("_Result")


def _script(name: str) -> str:
    text = resources.files("spiders.rendering").joinpath(name).read_text("utf-8")
    return text[text.index("() =>") :]


_SHOWN: Final = _script("shown.js")
_MARK: Final = _script("mark.js")
_ROWS: Final = _script("rows.js")
_LEARN: Final = "([n, address]) => { window.__fangzhiRows[n].__address = address; }"


class Walk:
    """One list in one page of the browser."""

    def __init__(self, page: Page, load: Load) -> None:
        self._page = page
        self.network = Network(load)
        self._rows_by_script = False  # rows have no addresses: a script opens their pages

    async def run(self, url: str, max_pages: int) -> Rendition:
        """Render the list at `url` and page through it. Raises RenderError, and what `load` raises."""
        max_pages = min(max_pages, MAX_VIEWS)
        try:
            return await self._run(url, max_pages)
        except Error as error:
            self._raise_stopped()
            refused = next(iter(self.network.refused), None)
            raise RenderError(refused or error.message.splitlines()[0]) from error

    async def article(self, url: str) -> tuple[Frame, ...]:
        """Render the article at `url` with its whole text, and return its frames."""
        try:
            await self._in_time(self._page.goto(url, wait_until="commit", timeout=0), None)
            mark = await self._settled(before="")
            view = await self._view(None)
            if not any(held.is_body(frame.html) for frame in view.frames):
                await self._settled(before=mark)
                view = await self._view(None)
            for _ in range(_MAX_UNFOLDED):
                if not (found := _to_unfold(view)):
                    break
                await self._use(*found)
                await self._settled(before=await self._mark())
                before, view = _length(view), await self._view(found[1].name)
                if _length(view) <= before:
                    break
            else:
                raise RenderError(
                    f"the button for the rest of its text brings more after {_MAX_UNFOLDED} uses"
                )
        except Error as error:
            self._raise_stopped()
            refused = next(iter(self.network.refused), None)
            raise RenderError(refused or error.message.splitlines()[0]) from error
        return view.frames

    async def _run(self, url: str, max_pages: int) -> Rendition:
        await self._in_time(self._page.goto(url, wait_until="commit", timeout=0), None)
        mark = await self._settled(before="")
        view = await self._view(None)
        if not row_addresses(rows(view, url, 1, set())[0]):
            mark = await self._settled(before=mark)
            view = await self._view(None)
        if not row_addresses(rows(view, url, 1, set())[0]):
            self._rows_by_script = True
            view = await self._view(None)
        views, seen = [view], row_addresses(rows(view, url, 1, set())[0])
        while True:
            frame, control = self._next(views[-1], len(views))
            if isinstance(control, str):
                return self._rendition(url, views, "last", control)
            if len(views) >= max_pages:
                if control is not SCROLL:
                    return self._rendition(
                        url, views, "limit", f"limit of {counted(max_pages, 'page')} reached"
                    )
                return self._rendition(url, views, "end", "no control for a further page")
            refused, self.network.left = len(self.network.refused), MAX_REQUESTS
            await self._use(frame, control)
            mark = await self._settled(before=mark)
            view = await self._view(control.name)
            page, listing = rows(view, url, len(views) + 1, seen)
            if not listing.shown:
                return self._rendition(url, views, *self._without_more(control, refused, len(views)))
            views.append(view)
            seen |= row_addresses(page)

    def _without_more(self, control: Control, refused: int, pages: int) -> tuple[Reason, str]:
        """Return why a control brought no further rows; one that never did may lack a script that was refused."""
        failed = list(self.network.refused)[refused:]
        if failed:
            return "failed", f"after {control.name}: {failed[0]}"
        if control is SCROLL:
            return "end", "no control for a further page"
        if pages == 1 and self.network.refused:
            return "failed", f"{control.name} does nothing; not obtained: {next(iter(self.network.refused))}"
        requested = self.network.left < MAX_REQUESTS  # it did something, and that was answered
        return ("last" if pages > 1 or requested else "end"), f"{control.name} shows no further rows"

    def _rendition(self, url: str, views: list[View], reason: Reason, ended: str) -> Rendition:
        refused = sorted(self.network.refused, key=lambda why: not self.network.refused[why])  # data first
        return Rendition(url, tuple(views), reason, ended, tuple(refused))

    # -- what the page shows --

    async def _view(self, control: str | None) -> View:
        frames = []
        for frame in self._page.frames:
            if not frame.url.startswith(("http://", "https://")):
                continue
            if self._rows_by_script:
                await self._learn_addresses(frame)
            html = await self._in_time(frame.evaluate(_SHOWN))
            frames.append(Frame(page_address(frame.url), html[:MAX_TEXT]))
        if not frames:
            raise RenderError("the page could not be opened")
        return View(tuple(frames), control)

    async def _learn_addresses(self, frame: BrowserFrame) -> None:
        """Learn the addresses of rows by clicking them: the pages that they open are not requested.

        If the first two rows open nothing, no more are clicked.
        """
        self.network.catching, learned = True, False
        try:
            for number in range(min(_MAX_CLICKS, await self._in_time(frame.evaluate(_ROWS)))):
                self.network.caught = None
                begun = time.monotonic()
                await self._in_time(frame.evaluate("n => window.__fangzhiClick(n)", number))
                clicked = time.monotonic()
                until = clicked + max(_OPENING, 20 * (clicked - begun))
                while self.network.caught is None and time.monotonic() < until:
                    await asyncio.sleep(_STEP / 2)
                if self.network.caught:
                    await self._in_time(frame.evaluate(_LEARN, [number, self.network.caught]))
                    learned = True
                elif number == 1 and not learned:
                    self._rows_by_script = False
                    return
        finally:
            self.network.catching = False

    async def _mark(self) -> str:
        marks = []
        for frame in self._page.frames:
            try:
                marks.append(await self._in_time(frame.evaluate(_MARK)))
            except Error:  # the frame is being replaced
                marks.append(str(time.monotonic()))
        return "\n".join(marks)

    async def _settled(self, before: str) -> str:
        """Wait until the page is quiet, and a while longer for rows that differ from `before`."""
        last, quiet, idle = "", 0, 0
        while True:
            await asyncio.sleep(_STEP)
            self._raise_stopped()
            if self.network.busy:
                quiet = 0
                continue
            idle += 1
            mark = await self._mark()
            quiet = quiet + 1 if mark == last else 0
            last = mark
            if idle > _RESTLESS or (quiet >= _QUIET and (mark != before or quiet >= _PATIENCE)):
                return mark

    # -- controls --

    def _next(self, view: View, number: int) -> tuple[Frame, Control | str]:
        """Return the frame with the next control, and the control; or why there is none."""
        page, _ = rows(view, "", number, set())
        ordered = sorted(view.frames, key=lambda frame: frame.url != page.url)
        chosen = [(frame, choose(frame.html, number)) for frame in ordered]
        return next((one for one in chosen if one[1] is not SCROLL), chosen[0])

    async def _use(self, shown: Frame, control: Control) -> None:
        frame = next(
            (one for one in self._page.frames if page_address(one.url) == shown.url),
            self._page.main_frame,
        )
        if control.kind == "scroll":
            await self._in_time(
                frame.evaluate("() => window.scrollTo(0, document.documentElement.scrollHeight)")
            )
            return
        handle = await self._in_time(frame.evaluate_handle("n => window.__fangzhi[n]", control.number))
        element = handle.as_element()
        if element is None:
            raise RenderError(f"the control {control.name} disappeared")
        if control.kind == "select":
            await element.select_option(index=control.option, timeout=_CLICK_SECONDS * 1000)
            return
        try:
            await element.click(timeout=_CLICK_SECONDS * 1000, no_wait_after=True)
        except Error:  # something covers the control
            await self._in_time(element.dispatch_event("click"))

    # -- errors --

    def _raise_stopped(self) -> None:
        if self.network.stopped:
            raise self.network.stopped

    async def _in_time(self, work: Awaitable[_Result], limit: float | None = _SCRIPT) -> _Result:
        try:
            return await asyncio.wait_for(work, limit)
        except TimeoutError:
            raise RenderError(f"a script of the page runs longer than {_SCRIPT:g} s") from None


def _to_unfold(view: View) -> tuple[Frame, Control] | None:
    """Return the button for the rest of a text, and its frame."""
    return next(((frame, found) for frame in view.frames if (found := unfolding(frame.html))), None)


def _length(view: View) -> int:
    return sum(len(frame.html) for frame in view.frames)
