"""The ten questions of docs/browsing.md in Debian's chromium: from the front page, at most four clicks each."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Locator, Page

from tests.support.browse_sample import build
from tests.support.chromium import DESKTOP, MARKS, PHONE, SERVE, Watched, follow

pytestmark = MARKS
MOST_CLICKS = 4
# Invented districts of an invented prefecture; the sample archive has one of its own, 云溪区.
OTHERS = {
    "990103": "海东省临澜市竹屿区",
    "990104": "海东省临澜市柳湾区",
    "990105": "海东省临澜市梅渡县",
    "990106": "海东省临澜市石矶县",
}
# The first of them has a target for 2021 only, the others for 2019 to 2024.
YEARS = {code: range(2019, 2025) for code in OTHERS} | {"990103": range(2021, 2022)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on the sample archive, with four more divisions that have targets."""
    folder = build(tmp_path_factory.mktemp("archive"))
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        for place, (code, name) in enumerate(OTHERS.items()):
            db.execute(
                "insert or ignore into divisions (code, name, full_name, level, valid_from)"
                " values (?, ?, ?, 'county', 1980)",
                (code, name[-3:], name),
            )
            for year in YEARS[code]:
                _target(db, code, name, year, round(7.5 - 0.2 * place - 0.3 * (year - 2021), 1))
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(120)
    server.stdout.close()


def _target(db: sqlite3.Connection, code: str, name: str, year: int, value: float) -> None:
    document = db.execute(
        "insert into documents (key, kind, division_code, division_name, review_year, plan_year, title)"
        " values (?, 'work_report', ?, ?, ?, ?, ?)", (f"{code}:{year}", code, name, year - 1, year, f"{name}报告")
    ).lastrowid  # fmt: skip
    figure = db.execute(
        "insert into indicators (version_id, indicator, name, measure, kind, value, unit, value_si, unit_si, bound,"
        " year, period, start, end) values (1, 'gdp', '', 'growth', 'target', ?, '%', ?, '%', 'at_least', ?, ?, 5, 9)",
        (value, value, year, str(year)),
    ).lastrowid
    db.execute(
        "insert into ledger_indicators (division_code, division_name, indicator, measure, year, target,"
        " target_indicator_id, target_document_id) values (?, ?, 'gdp', 'growth', ?, ?, ?, ?)",
        (code, name, year, value, figure, document),
    )


class Reader:
    """A new user: starts at the front page, clicks and types; the clicks are counted, typing is not."""

    def __init__(self, watched: Watched, address: str) -> None:
        self.page: Page = watched.page
        self.clicks = 0
        self.page.goto(address)

    def click(self, what: Locator) -> None:
        self.clicks += 1
        follow(what.first)

    def unfold(self, what: Locator) -> None:
        self.clicks += 1
        what.first.click()

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name))

    def button(self, name: str, within: str = "main") -> None:
        self.click(self.page.locator(within).get_by_role("button", name=name))

    def choose(self, what: Locator, value: str) -> None:
        self.clicks += 1
        what.select_option(value)

    def download(self, what: Locator) -> Path:
        self.clicks += 1
        with self.page.expect_download() as started:
            what.first.click()
        done: Download = started.value
        return Path(done.path())

    def body(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture(params=[True, False], ids=["desktop", "phone without script"])
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Reader]:
    size = DESKTOP if request.param else PHONE
    watched = Watched(browser, address, "zh-CN", size, java_script_enabled=request.param)
    someone = Reader(watched, address)
    yield someone
    assert 0 < someone.clicks <= MOST_CLICKS, f"{someone.clicks} clicks"
    assert not watched.errors and not watched.outside
    watched.context.close()


def test_1_compare_targets_of_five_districts(reader: Reader) -> None:
    reader.link("几个区划的一项指标")
    form = reader.page.locator("#compare")
    form.get_by_label("添加区划").fill("yunxi，竹屿区，柳湾区，梅渡县，990106")  # pinyin, names, a code
    form.get_by_label("自（年）").fill("2019")
    form.get_by_label("至（年）").fill("2024")
    reader.button("并列比较", "#compare")
    table = reader.page.locator("table.ledger").first
    assert all(name in table.inner_text() for name in ("云溪区", "竹屿区", "柳湾区", "梅渡县", "石矶县"))
    assert all(str(year) in table.inner_text() for year in range(2019, 2025))
    assert "7.5%" in table.inner_text()
    assert reader.page.locator("svg.chart a.target").count() >= 3 * 6 + 1 + 5
    assert reader.page.locator("svg.chart:visible").count() == 1
    wide = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "the page is not wider than the screen"


def test_2_who_promised_kindergartens_and_did_they_come(reader: Reader) -> None:
    reader.link("谁在哪一年承诺了什么")
    reader.page.locator("#promised").get_by_label("原文").fill("幼儿园")
    reader.choose(reader.page.get_by_label("承诺年份"), "2021")
    reader.button("查看答案", "#promised")
    assert "新建公办幼儿园3所" in reader.body() and "建成3所，新增学位960个" in reader.body()


def test_3_what_changed_on_this_page(reader: Reader) -> None:
    reader.link("这个网页或这个区划改动了什么")
    reader.page.get_by_label("网页地址").fill("http://www.yunxi.invalid/zwgk/bg/t20220112_1.html")
    reader.button("查看答案", "#changed")
    assert "7%左右" in reader.body() and "7%以上" in reader.body()
    reader.click(reader.page.locator("ol.edits a"))
    assert "/compare/" in reader.page.url


def test_4_where_does_this_figure_stand(reader: Reader) -> None:
    reader.link("这个数字出自哪里")
    form = reader.page.locator("#source")
    form.get_by_label("区划").fill("yunxi")
    form.get_by_label("数字所说的年份").fill("2020")
    reader.choose(form.get_by_label("指标"), "gdp")
    reader.button("查看答案", "#source")
    assert "2.1%" in reader.body() and "2.7%" in reader.body() and "www.yunxi.invalid" in reader.body()
    reader.click(reader.page.locator("table a[href*='/version/']", has_text="地区生产总值增长2.1%"))
    assert reader.page.locator("article mark.at").inner_text() == "地区生产总值增长2.1%"


def test_5_what_is_missing(reader: Reader) -> None:
    reader.link("缺了什么")
    reader.page.locator("#missing").get_by_label("区划").fill("临澜市")
    reader.button("查看答案", "#missing")
    assert "海东省临澜市云溪区" in reader.body() and "2022" in reader.body()


def test_6_everything_on_a_word_in_one_district_as_xlsx(reader: Reader) -> None:
    reader.link("一个区划自某年以来关于一个词")
    form = reader.page.locator("#word")
    form.get_by_label("原文").fill("居民")
    form.get_by_label("区划").fill("云溪区")
    form.get_by_label("自（年）").fill("2021")
    file = reader.download(form.get_by_role("button", name="Excel"))
    with zipfile.ZipFile(file) as book:
        rows = book.read("xl/worksheets/sheet1.xml").decode()
    assert "居民点单" in rows and rows.count("<row ") > 3


def test_7_follow_it(reader: Reader) -> None:
    reader.page.get_by_label("搜索报告原文").fill("居民")
    reader.button("搜索")
    link = reader.page.get_by_role("link", name="订阅此检索").get_attribute("href")
    assert link
    feed = reader.page.request.get(reader.page.url.partition("/search")[0] + link)
    assert feed.headers["content-type"].startswith("application/atom+xml") and "<entry>" in feed.text()


def test_8_cite_it(reader: Reader) -> None:
    reader.link("2022年云溪区政府工作报告")
    reader.unfold(reader.page.locator("#cite summary"))
    cited = reader.page.locator("#cite").inner_text()
    assert "[EB/OL]" in cited and "/version/" in cited and "fangzhi-2026" in cited and "@online" in cited


def test_9_the_panel_in_pandas(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("navigation", name="导航").get_by_role("link", name="数据"))
    link = reader.page.get_by_role("link", name="CSV: panel").get_attribute("href")
    assert link
    answer = reader.page.request.get(reader.page.url.partition("/data")[0] + link)
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert {"division_code", "value_si", "unit_si", "version_id"} <= set(rows[0])


def test_10_the_page_as_it_looked(reader: Reader) -> None:
    reader.link("2022年云溪区政府工作报告")
    reader.link("看发布时的样子")
    frame = reader.page.frame_locator("iframe.archived")
    assert "地区生产总值" in frame.locator("body").inner_text()
