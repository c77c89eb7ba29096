"""Debian's chromium for tests of the pages: a server on the sample archive, and a page that is watched."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.support import browsing

CHROMIUM = os.environ.get("FANGZHI_CHROMIUM") or shutil.which("chromium")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt-get install chromium fonts-noto-cjk"),
    pytest.mark.xdist_group("browser"),
]
# The pages of every route, and what only a browser shows: marked places, empty answers, Datasette's tables.
PAGES = (
    *browsing.PAGES,
    "/version/2?at=95-120#at",
    "/ledger?indicator=gdp&year=2020",
    "/ledger?division=nowhere",
    "/figure?division=nowhere&indicator=gdp",
    "/changes?url=http://www.yunxi.invalid/zwgk/bg/t20220112_1.html",
    "/promises?year=2021&q=幼儿园",
    "/capture/7",
    "/capture/9",
    "/archive",
    "/archive/passages?_search=居民",
    "/archive/versions/1",
)

SERVE = """
import sys
from pathlib import Path
from archive.browse import serve
serve(Path(sys.argv[1]), port=0, announce=lambda address: print(address, flush=True))
"""


class Watched:
    """A page of a fresh context whose console errors and outside requests are written down."""

    def __init__(
        self, browser: Browser, address: str, language: str, size: dict[str, int], **more: bool
    ) -> None:
        self.context = browser.new_context(locale=language, viewport=size, **more)  # type: ignore[arg-type]
        self.context.set_default_timeout(300_000)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "about:", "data:"))
                else self.outside.append(request.url)
            ),
        )


def follow(what: Locator) -> None:
    """Click what leads to another page, and wait until that one is loaded: a click alone returns before."""
    with what.page.expect_navigation(wait_until="load"):
        what.click()
