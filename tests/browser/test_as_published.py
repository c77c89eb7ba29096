"""Archived pages in Debian's chromium: shown as published, without effect; downloaded; replayed from WACZ."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.support.chromium import DESKTOP, MARKS, PHONE, Watched, follow
from tests.support.ports import free_port

pytestmark = MARKS
REPLAYWEB = os.environ.get("FANGZHI_REPLAYWEB", "")
REPLAY = """<!doctype html><body><replay-web-page style="display: block; height: 700px" replayBase="/replay/"
 source="/page.wacz" url="http://www.yunxi.invalid/gk/map.html"></replay-web-page>
<script src="/replay/ui.js"></script>"""


def test_hostile_pages_do_nothing(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    page = watched.page
    page.goto(f"{address}/capture/7")
    frame = page.frame_locator("iframe.archived")
    frame.get_by_text("点我").click()
    frame.get_by_text("公告标题").click()
    frame.get_by_text("表格一格").hover()
    page.wait_for_timeout(300)
    assert page.evaluate("window.fangzhiHacked === undefined")
    assert page.url == f"{address}/capture/7"
    assert page.title().startswith("抓取")
    assert frame.locator("script, form, [src], iframe, object, [href]:not(link), [onclick]").count() == 0
    assert not watched.outside and not watched.errors
    watched.context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_page_is_shown_as_published_without_effect(
    browser: Browser, address: str, language: str, size: dict[str, int]
) -> None:
    watched = Watched(browser, address, language, size)
    page = watched.page
    page.goto(f"{address}/capture/9")
    page.locator("iframe.archived").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe.archived")
    frame.get_by_role("heading", name="云溪概况").click()
    for name in ("此处", "别处"):
        frame.get_by_text(name).click()
    page.wait_for_timeout(1500)  # longer than the page's meta refresh
    assert page.evaluate("window.fangzhiHacked === undefined")
    assert page.url == f"{address}/capture/9" and page.frames[1].url == f"{address}/capture/9/page"
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px wider than the screen"
    # Opened alone, a drawing is downloaded and never a document.
    with page.expect_download(), contextlib.suppress(Error):
        page.goto(f"{address}/capture/9/file/13")
    assert not watched.errors
    # What the test itself runs in the sandbox is reported as a refused script, so it comes last.
    page.goto(f"{address}/capture/9/page")
    style = "node => [getComputedStyle(node).color, getComputedStyle(node).textDecorationLine, self.origin]"
    assert page.locator("h1").evaluate(style) == ["rgb(1, 2, 3)", "underline", "null"]
    for picture in ("img.logo", "img.drawing"):
        assert page.locator(picture).evaluate("node => node.complete && node.naturalWidth > 0"), picture
    assert page.evaluate("window.fangzhiHacked === undefined")
    assert not watched.outside
    watched.context.close()


def test_the_download_is_never_opened_as_a_page(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    watched.page.goto(f"{address}/capture/7")
    with watched.page.expect_download() as download:
        watched.page.get_by_role("link", name="下载原始字节").click()
    assert download.value.suggested_filename == "capture-7.html"
    watched.context.close()


def test_the_page_as_published_is_three_clicks_away(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", PHONE)
    page = watched.page
    page.goto(address)
    follow(page.get_by_role("link", name="2022年云溪区政府工作报告").first)
    follow(page.get_by_role("link", name="看发布时的样子").first)
    assert page.url.endswith("#look")
    frame = page.frame_locator("iframe.archived")
    assert "渡口重新热闹起来" in frame.locator("body").inner_text()
    assert not watched.errors and not watched.outside
    watched.context.close()


@pytest.mark.skipif(
    not REPLAYWEB,
    reason="FANGZHI_REPLAYWEB names no folder with replaywebpage (`npm pack replaywebpage`; AGPL, so not bundled)",
)
def test_replayweb_page_opens_a_capture_as_wacz(browser: Browser, address: str, tmp_path: Path) -> None:
    (tmp_path / "replay").mkdir()
    for name in ("ui.js", "sw.js"):
        shutil.copy(Path(REPLAYWEB) / name, tmp_path / "replay" / name)
    (tmp_path / "index.html").write_text(REPLAY, "utf-8")
    with urllib.request.urlopen(f"{address}/capture/14?wacz", timeout=120) as answer:
        (tmp_path / "page.wacz").write_bytes(answer.read())
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "http.server",
        str(port),
        "--bind",
        "127.0.0.1",
        "--directory",
        str(tmp_path),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watched = Watched(browser, f"http://127.0.0.1:{port}", "zh-CN", DESKTOP)
    try:
        deadline = time.monotonic() + 300
        while True:
            with contextlib.suppress(Error):
                watched.page.goto(f"http://127.0.0.1:{port}/index.html")
                break
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.3)
        while not (replayed := [frame for frame in watched.page.frames if "gk/map.html" in frame.url]):
            assert time.monotonic() < deadline, [frame.url for frame in watched.page.frames]
            watched.page.wait_for_timeout(300)
        heading = replayed[-1].get_by_role("heading", name="云溪地图")
        heading.wait_for(timeout=120_000)
        assert heading.evaluate("node => getComputedStyle(node).color") == "rgb(1, 2, 3)"
        picture = replayed[-1].locator("img.logo")
        assert picture.evaluate("node => node.decode().then(() => node.naturalWidth)") == 1
    finally:
        watched.context.close()
        server.terminate()
        server.wait(120)
