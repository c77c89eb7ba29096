"""The pages in Debian's chromium: both languages, phone and desktop; nothing fails, leaves, or runs."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright

from archive.export.publish import publish
from tests.support.browse_sample import build
from tests.support.ports import free_port

CHROMIUM = os.environ.get("FANGZHI_CHROMIUM") or shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt-get install chromium fonts-noto-cjk"),
    pytest.mark.xdist_group("browser"),
]

PAGES = (
    "/",
    "/search?q=居民",
    "/document/2",
    "/version/2?at=95-120#at",
    "/compare/4/5",
    "/ledger?division=990102",
    "/ledger",
    "/ledger?indicator=gdp",
    "/ledger?indicator=gdp&divisions=990102,990103",
    "/ledger?indicator=gdp&year=2020",
    "/ledger?division=nowhere",
    "/questions",
    "/figure?division=990102&indicator=gdp",
    "/figure?division=nowhere&indicator=gdp",
    "/changes?url=http://www.yunxi.invalid/zwgk/bg/t20220112_1.html",
    "/promises",
    "/promises?year=2021&q=幼儿园",
    "/promises?division=990102",
    "/changes",
    "/coverage",
    "/problems",
    "/data",
    "/capture/7",
    "/capture/9",
    "/archive",
    "/archive/passages?_search=居民",
    "/archive/versions/1",
)
NO_TABLE = "/archive/nothing"
# Datasette's own pages, one of each kind that can be reached.
STOCK = (
    "/archive/versions?_facet=kind&_sort=id",
    "/archive/pages?id__gt=1",
    "/archive/targets_missed",
    "/archive?sql=select+1",
    NO_TABLE,
    "/-/metadata",
    "/-/versions",
    "/-/settings",
    "/-/databases",
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

SERVE = """
import sys
from pathlib import Path
from archive.browse import serve
serve(Path(sys.argv[1]), port=0, announce=lambda address: print(address, flush=True))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = build(tmp_path_factory.mktemp("archive"))
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(data)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(120)
    server.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


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


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_each_page_is_whole(browser: Browser, address: str, language: str, size: dict[str, int]) -> None:
    watched = Watched(browser, address, language, size)
    for path in (*PAGES, *(path for path in STOCK if path != NO_TABLE)):
        answer = watched.page.goto(address + path)
        assert answer is not None and answer.status == 200, path
        assert watched.page.get_by_role("link", name="Coverage" if language == "en-GB" else "覆盖").count()
        assert watched.page.locator("h1").count() == 1, path
        wide = watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the screen"
        assert not watched.errors, (path, watched.errors)
        assert not watched.outside, (path, watched.outside)
    watched.context.close()


def test_the_pages_need_no_script(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP, java_script_enabled=False)
    watched.page.goto(address)
    watched.page.get_by_label("搜索报告原文").fill("渡口")
    follow(watched.page.get_by_role("button", name="搜索"))
    follow(watched.page.locator(".results a").first)
    assert "渡口" in "".join(watched.page.locator("article mark.at").all_inner_texts())
    assert "/version/" in watched.page.url
    watched.context.close()


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


REPLAYWEB = os.environ.get("FANGZHI_REPLAYWEB", "")
REPLAY = """<!doctype html><body><replay-web-page style="display: block; height: 700px" replayBase="/replay/"
 source="/page.wacz" url="http://www.yunxi.invalid/gk/map.html"></replay-web-page>
<script src="/replay/ui.js"></script>"""


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


def test_what_was_read_shows_on_focus(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    watched.page.goto(f"{address}/version/2")
    figure = watched.page.locator("mark.figure[data-tip]").first
    figure.focus()
    shown = figure.evaluate("node => getComputedStyle(node, '::after').content")
    assert "地区生产总值" in shown and "2.1%" in shown
    watched.context.close()


def test_one_switch_changes_the_language_and_stays(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    watched.page.goto(f"{address}/search?q=居民")
    follow(watched.page.get_by_role("link", name="English"))
    assert watched.page.get_by_role("heading", name="Search").count()
    assert watched.page.get_by_label("Search the reports").input_value() == "居民"
    watched.page.goto(f"{address}/changes")
    assert watched.page.get_by_role("heading", name="Quiet edits").count()
    watched.context.close()


def test_the_menu_leads_to_an_answer_in_four_clicks_at_most(browser: Browser, address: str) -> None:
    paths = (
        (("民生承诺", "海东省临澜市云溪区"), "建成3所，新增学位960个。"),
        (("指标台账", "海东省临澜市云溪区", "2.1%"), "地区生产总值增长2.1%"),
        (("悄然改动", "2022年云溪区政府工作报告"), "7%以上"),
        (("覆盖",), "2022"),
        (("数据", "indicators"), "CSV"),
    )
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    for clicks, wanted in paths:
        assert len(clicks) <= 4
        watched.page.goto(address)
        for name in clicks:
            follow(watched.page.get_by_role("link", name=name).first)
        assert wanted in watched.page.locator("body").inner_text(), clicks
    watched.context.close()


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_no_serious_fault(
    browser: Browser, address: str, language: str, size: dict[str, int]
) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python (axe-core) is not installed")
    script = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    watched = Watched(browser, address, language, size)
    faults: list[str] = []
    for path in (*PAGES, *STOCK):
        watched.page.goto(address + path)
        watched.page.evaluate(script)
        result = watched.page.evaluate("axe.run(document, {iframes: false})")
        faults += [
            f"{path}: {fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:120]}"
            for fault in result["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
    watched.context.close()
    assert not faults, "\n".join(faults)


def test_datasettes_own_fields_have_names_without_javascript(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP, java_script_enabled=False)
    nameless = (
        "fields => fields.filter(f => !f.labels?.length && !f.ariaLabel).map(f => f.outerHTML.slice(0, 80))"
    )
    for path in (*STOCK, "/archive"):
        watched.page.goto(address + path)
        fields = watched.page.locator("select, textarea, input:not([type=hidden], [type=submit])")
        assert fields.evaluate_all(nameless) == [], path
        for table in watched.page.locator(".table-wrapper").all():
            assert table.get_attribute("tabindex") == "0" and table.get_attribute("aria-label"), path
    watched.context.close()


def test_three_clicks_set_divisions_side_by_side(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "en-GB", DESKTOP)
    page = watched.page
    page.goto(address)
    follow(page.get_by_role("link", name="Figures", exact=True))
    page.get_by_label("Add divisions").press_sequentially("yunx", delay=20)
    page.get_by_role("button", name="Yunxi District").click()
    follow(page.get_by_role("button", name="Compare side by side"))
    assert page.get_by_role("checkbox", name="Yunxi District").is_checked()
    point = page.locator("svg.chart.large a.target").first
    assert "Target" in (point.locator("title").text_content() or "")
    follow(point)
    assert "/version/" in page.url and page.locator("article mark.at").count()
    assert not watched.errors and not watched.outside
    watched.context.close()


def test_divisions_are_set_side_by_side_without_script(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", PHONE, java_script_enabled=False)
    page = watched.page
    page.goto(f"{address}/ledger")
    page.get_by_label("添加区划").fill("yunxi，无此地")
    follow(page.get_by_role("button", name="并列比较"))
    assert "没有名为“无此地”的区划" in page.locator("form.compare").inner_text()
    assert page.get_by_role("checkbox", name="云溪区").is_checked()
    assert page.locator("svg.chart.small").is_visible()
    assert not page.locator("svg.chart.large").is_visible()
    watched.context.close()


def test_tables_are_cards_on_a_phone(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "zh-CN", PHONE)
    for path in ("/ledger?division=990102", "/promises?division=990102", "/ledger?indicator=gdp&year=2020"):
        watched.page.goto(address + path)
        table = watched.page.locator("table.cards").first
        box = table.bounding_box()
        assert box and box["width"] <= PHONE["width"], path
        assert table.locator("tr").nth(1).evaluate("row => getComputedStyle(row).display") == "block", path
    text = watched.page.goto(f"{address}/ledger?division=990102")
    assert text is not None
    size = watched.page.locator("svg.chart.small text.tick").first.evaluate(
        "node => node.getBoundingClientRect().height"
    )
    assert size >= 10, f"labels of {size} px"
    watched.context.close()


NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
BEHIND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{ return 418; }}
        location /fz/ {{ proxy_pass http://127.0.0.1:{inner}; }}
    }}
}}
"""


@pytest.fixture
def behind_nginx(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The front page's address behind nginx under /fz/, of `serve` or of a published folder."""
    port, inner = free_port(), free_port()
    public = f"http://127.0.0.1:{port}/fz/"
    data = build(tmp_path / "data")
    if request.param == "serve":
        script = "from flows.cli import main; main()"
        command = [sys.executable, "-c", script, "serve", "--data", str(data), "--public-url", public]
    else:
        publish(data, tmp_path / "site")
        command = [str(tmp_path / "site" / "start.sh"), "--setting", "base_url", "/fz/"]
    (tmp_path / "nginx.conf").write_text(BEHIND.format(folder=tmp_path, port=port, inner=inner), "utf-8")
    nginx = subprocess.Popen(
        [NGINX, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)], stderr=subprocess.DEVNULL
    )
    server = subprocess.Popen(
        [*command, "--port", str(inner)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHON": sys.executable},
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 300
        while True:
            try:
                with urllib.request.urlopen(public, timeout=60):
                    break
            except OSError:
                assert time.monotonic() < deadline, "it does not answer"
                time.sleep(0.3)
        yield public
    finally:
        for process in (server, nginx):
            process.terminate()
            process.wait(120)


@pytest.mark.skipif(not Path(NGINX).exists(), reason="no nginx here: apt-get install nginx-light")
@pytest.mark.parametrize("behind_nginx", ["serve", "published folder"], indirect=True)
def test_behind_nginx_no_request_leaves_the_prefix(
    browser: Browser, behind_nginx: str, tmp_path: Path
) -> None:
    watched = Watched(browser, behind_nginx, "zh-CN", DESKTOP)
    page = watched.page
    seen: set[str] = set()
    for path in PAGES:
        answer = page.goto(behind_nginx + path.lstrip("/"))
        assert answer is not None and answer.status == 200, path
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), location).href)"
        )
        seen.update(link.partition("#")[0] for link in links if link.startswith("http://127.0.0.1"))
    assert not [link for link in seen if not link.startswith(behind_nginx)]
    for link in sorted(seen)[:: max(1, len(seen) // 60)]:
        # A bare JSON or CSV answer can't name an icon: the browser asks the host's root for one.
        if "download" in link or re.search(r"\?wacz$|\.(csv|json|atom|xlsx)\b|_size=max|/-/", link):
            continue
        answer = page.goto(link)
        assert answer is not None and answer.status == 200, link
    page.goto(f"{behind_nginx}search?q=渡口")
    follow(page.locator(".results a").first)
    assert page.url.startswith(f"{behind_nginx}version/")
    assert not watched.outside and not watched.errors
    watched.context.close()
    # The browser's own requests too, which no page event reports: its log has them all.
    logged = (tmp_path / "access.log").read_text("utf-8").splitlines()
    assert logged and not [line for line in logged if " /fz/" not in line]


def test_print_keeps_the_text_and_drops_the_furniture(browser: Browser, address: str, tmp_path: Path) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    watched.page.goto(f"{address}/version/2")
    watched.page.emulate_media(media="print")
    assert not watched.page.locator(".masthead nav").is_visible()
    assert watched.page.locator("article").is_visible()
    watched.context.close()
