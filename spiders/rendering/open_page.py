"""A page open in the browser: open it, wait until it is quiet, read what it shows, use its controls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from importlib import resources
from typing import Final, TypeVar

from playwright.async_api import Error, Page
from playwright.async_api import Frame as BrowserFrame

from archive.warc.addresses import page_address
from parsers.formats.limits import MAX_TEXT
from spiders.rendering.exchange import Load, RenderError
from spiders.rendering.network import Network
from spiders.rendering.next_control import Control
from spiders.rendering.rendition import Frame, View

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
_MAX_CLICKS: Final = 100  # rows of one view
_Result = TypeVar("_Result")


def _script(name: str) -> str:
    text = resources.files("spiders.rendering").joinpath(name).read_text("utf-8")
    return text[text.index("() =>") :]


_SHOWN: Final = _script("shown.js")
_MARK: Final = _script("mark.js")
_ROWS: Final = _script("rows.js")
_LEARN: Final = "([n, address]) => { window.__fangzhiRows[n].__address = address; }"


class OpenPage:
    """One page of the browser. `rows_by_script`: rows have no addresses, as a script opens their pages."""

    def __init__(self, page: Page, load: Load) -> None:
        self._page = page
        self.network = Network(load)
        self.rows_by_script = False

    async def open(self, url: str) -> str:
        """Open an address, and return the mark of what it shows once it is quiet."""
        await self._in_time(self._page.goto(url, wait_until="commit", timeout=0), None)
        return await self.settled(before="")

    def failure(self, error: Error) -> RenderError:
        """Return an error of the browser in words. Raises what `load` raised."""
        self._raise_stopped()
        refused = next(iter(self.network.refused), None)
        return RenderError(refused or error.message.splitlines()[0])

    async def view(self, control: str | None) -> View:
        """Return what the page shows after a control of this name was used."""
        frames = []
        for frame in self._page.frames:
            if not frame.url.startswith(("http://", "https://")):
                continue
            if self.rows_by_script:
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
                    self.rows_by_script = False
                    return
        finally:
            self.network.catching = False

    async def mark(self) -> str:
        """Return a text that changes when the page shows other links or rows."""
        marks = []
        for frame in self._page.frames:
            try:
                marks.append(await self._in_time(frame.evaluate(_MARK)))
            except Error:  # the frame is being replaced
                marks.append(str(time.monotonic()))
        return "\n".join(marks)

    async def settled(self, before: str) -> str:
        """Wait until the page is quiet, and a while longer for rows that differ from `before`."""
        last, quiet, idle = "", 0, 0
        while True:
            await asyncio.sleep(_STEP)
            self._raise_stopped()
            if self.network.busy:
                quiet = 0
                continue
            idle += 1
            mark = await self.mark()
            quiet = quiet + 1 if mark == last else 0
            last = mark
            if idle > _RESTLESS or (quiet >= _QUIET and (mark != before or quiet >= _PATIENCE)):
                return mark

    async def use(self, shown: Frame, control: Control) -> None:
        """Use a control of one of the page's frames. Raises RenderError if it is no longer there."""
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

    def _raise_stopped(self) -> None:
        """Raise what `load` raised, if it did."""
        if self.network.stopped:
            raise self.network.stopped

    async def _in_time(self, work: Awaitable[_Result], limit: float | None = _SCRIPT) -> _Result:
        try:
            return await asyncio.wait_for(work, limit)
        except TimeoutError:
            raise RenderError(f"a script of the page runs longer than {_SCRIPT:g} s") from None
