"""Start the browser: Debian's or the system's chromium, or Playwright's own, without a network, and close it again."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from playwright.async_api import Browser, Error, async_playwright

from spiders.rendering import walk
from spiders.rendering.exchange import Load, RenderError
from spiders.rendering.open_page import OpenPage
from spiders.rendering.rendition import Frame, Rendition

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_AT_ONCE: Final = asyncio.Semaphore(2)  # a browser holds about 1 GB, shared memory counted for each process
# All traffic would go to a proxy that does not exist (the discard port): what is not answered by the crawl fails.
_OFFLINE: Final = (
    "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--disable-background-networking",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-gpu",
)  # fmt: skip
# A person's next page opens in the same tab; one in a new tab would be lost.
_ONE_TAB: Final = """
window.open = (url) => { if (url) location.href = url; return null; };
addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[target]");
  if (link) link.target = "_self";
}, true);
"""


class BrowserMissingError(RenderError):
    """No browser could be started; the message says what to install."""


async def render(
    url: str, load: Load, *, executable: str | None, user_agent: str, max_pages: int
) -> Rendition:
    """Render a list and page through it in a browser of its own; `load` makes every request of the page.

    Raises RenderError, and what `load` raises.
    """
    async with _opened(load, executable, user_agent) as page:
        return await walk.read_list(page, url, max_pages)


async def render_article(
    url: str, load: Load, *, executable: str | None, user_agent: str
) -> tuple[Frame, ...]:
    """Render an article in a browser of its own, and return what its frames show; `load` makes every request.

    Raises RenderError, and what `load` raises.
    """
    async with _opened(load, executable, user_agent) as page:
        return await walk.read_article(page, url)


@asynccontextmanager
async def _opened(load: Load, executable: str | None, user_agent: str) -> AsyncIterator[OpenPage]:
    """Start a browser with one page whose requests `load` makes."""
    async with _AT_ONCE, _started(executable) as browser:
        context = await browser.new_context(
            user_agent=user_agent, locale="zh-CN", timezone_id="Asia/Shanghai", service_workers="block",
            accept_downloads=False, viewport={"width": 1280, "height": 1600},
        )  # fmt: skip
        page = await context.new_page()
        await page.add_init_script(_ONE_TAB)
        opened = OpenPage(page, load)
        await context.route("**/*", lambda route: opened.network.answer(route))
        yield opened


@asynccontextmanager
async def _started(executable: str | None) -> AsyncIterator[Browser]:
    path = executable or next((found for name in _NAMES if (found := shutil.which(name))), None)
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(
                executable_path=path, args=list(_OFFLINE), chromium_sandbox=os.geteuid() != 0
            )
        except Error as error:
            reason = error.message.strip().splitlines()[0]
            raise BrowserMissingError(
                f"the browser {path or 'of Playwright'} does not start ({reason}); install chromium, or name it in "
                "fangzhi.toml: [browser] executable"
            ) from error
        try:
            yield browser
        finally:
            await browser.close()
