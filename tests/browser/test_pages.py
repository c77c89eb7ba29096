"""The pages in Debian's chromium: both languages, phone and desktop; nothing fails, leaves, or runs."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.chromium import DESKTOP, MARKS, PAGES, PHONE, Watched, follow

pytestmark = MARKS
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


@pytest.mark.parametrize(
    ("size", "language"), [(DESKTOP, "zh-CN"), (PHONE, "en-GB")], ids=["desktop-zh-CN", "phone-en-GB"]
)
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


def test_print_keeps_the_text_and_drops_the_furniture(browser: Browser, address: str, tmp_path: Path) -> None:
    watched = Watched(browser, address, "zh-CN", DESKTOP)
    watched.page.goto(f"{address}/version/2")
    watched.page.emulate_media(media="print")
    assert not watched.page.locator(".masthead nav").is_visible()
    assert watched.page.locator("article").is_visible()
    watched.context.close()
