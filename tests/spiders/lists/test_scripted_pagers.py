"""Articles in several pages whose pager is written by a script, or whose controls run one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.visit.articles import articles, scripted_pagers
from spiders.visit.articles.articles import Wanted
from spiders.visit.articles.rendition import scripts_of
from spiders.visit.articles.scripted_pagers import counts_pages, has_controls, may_count_pages, with_pager
from spiders.visit.candidates import further_pages
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher, SiteRequests
from spiders.visit.visit import Visit

HOST = "http://www.songpu.example"
SITE = SiteFile.model_validate({"id": "songpu", "name": "松浦区", "homepage": f"{HOST}/", "family": "plain",
                                "lists": [{"url": f"{HOST}/bg/"}]})  # fmt: skip
TEXT = "<p>各位代表：现在，我向大会报告工作。全区新修公路十二公里，新增学位九百个，办了三件大事。</p>" * 6
A = "/bg/202401/t20240116_771.html", ["/bg/202401/t20240116_771_1.html", "/bg/202401/t20240116_771_2.html"]
B = "/bg/771.htm", ["/bg/771_2.htm", "/bg/771_3.htm"]
P = "/bg/771.html", ["/bg/771_p2.html", "/bg/771_p3.html"]
V = "/nr.jsp?wbnewsid=771", ["/nr.jsp?wbnewsid=771&vsbpageno=2", "/nr.jsp?wbnewsid=771&vsbpageno=3"]
C = "/bg/show.asp?id=771", ["/bg/show.asp?id=771&page=2", "/bg/show.asp?id=771&page=3"]

WRITTEN = {
    "links in a loop": (A, "var countPage = 3, currentPage = 0, stem = 't20240116_771';"
        "for (var i = 0; i < countPage; i++) { if (i == currentPage) document.write('<b>' + (i + 1) + '</b>');"
        "else document.write('<a href=\"' + stem + (i ? '_' + i : '') + '.html\">' + (i + 1) + '</a>'); }", ""),
    "下一页 alone": (A, "var totalPage = 3; var nowPage = 0;"
        "if (nowPage + 1 < totalPage)"
        " document.write('<a href=t20240116_771_' + (nowPage + 1) + '.html>下一页</a>');", ""),
    "into an element": (B, "function draw(total, now) { var s = ''; for (var n = 1; n <= total; n++) {"
        "s += n == now ? n + ' ' : `<a href=\"/bg/771${n > 1 ? '_' + n : ''}.htm\">[${n}]</a> `; }"
        "document.getElementById('pg').innerHTML = s; } draw(3, 1);", ""),
    "settings of a pager": (B, "var o = {pageCount: 3, current: 1, base: '/bg/771'}, h = '';"
        "for (var k = 1; k <= o.pageCount; k++)"
        " h += '<a href=' + o.base + (k == 1 ? '' : '_' + k) + '.htm>' + k + '</a>';"
        "document.getElementById('pg').innerHTML = h;", ""),
    "a drop-down list": (P, "var artName = '771', artPages = 3, artPage = 1;"
        "document.write('第 <select onchange=\"location.href=this.value\">'); for (var i = 1; i <= artPages; i++)"
        " document.write('<option value=\"' + artName + (i > 1 ? '_p' + i : '') + '.html\">' + i + '</option>');"
        "document.write('</select> 页');", ""),
    "a query of another name": (V, "var pageCount = 3; for (var n = 1; n <= pageCount; n++)"
        " document.write('<a href=\"nr.jsp?wbnewsid=771'"
        " + (n > 1 ? '&vsbpageno=' + n : '') + '\">[' + n + ']</a>');", ""),
    "a function of a file": (A, "pageNav(3, 0, 't20240116_771', 'html');",
        "function pageNav(all, at, name, ext) { for (var p = 0; p < all; p++)"
        " document.write(p == at ? p + 1 :"
        " '<a href=\"' + name + (p ? '_' + p : '') + '.' + ext + '\">' + (p + 1) + '</a>'); }"),
    "jQuery": (C, "$(function () { var totalPages = 3, h = []; for (var n = 1; n <= totalPages; n++)"
        " h.push('<a href=\"show.asp?id=771&page=' + n + '\">' + n + '</a>'); $('#pg').html(h.join(' ')); });", ""),
}  # fmt: skip
USED = {
    "a function": (B, "function go(n) { location.href = '/bg/771' + (n > 1 ? '_' + n : '') + '.htm'; }",
        "1 <a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>3</a>"),
    "下一页 by onclick": (B, "function toNext() { window.location = '771_2.htm'; }",
        "<a href='#' onclick='toNext();return false'>下一页</a>"),
    "spans": (A, "function turn(i) { self.location.assign('t20240116_771' + (i == 0 ? '' : '_' + i) + '.html'); }",
        "<span onclick='turn(0)'>[1]</span><span onclick='turn(1)'>[2]</span><span onclick='turn(2)'>[3]</span>"),
    "a query": (C, "function fy(p) { document.location.href = 'show.asp?id=771&page=' + p; }",
        "<li onclick='fy(1)'>第1页</li><li onclick='fy(2)'>第2页</li><li onclick='fy(3)'>第3页</li>"),
    "a button": (C, "var at = 1; function later() { location.href = location.pathname + '?id=771&page=' + (at + 1); }",
        "<input type='button' value='下一页' onclick='later()'>"),
}  # fmt: skip
NONE = {
    "the next article": "<a href='javascript:void(0)' onclick=\"location.href='/bg/772.htm'\">下一篇</a>",
    "a calendar": "<td onclick='day(2)'>2</td><td onclick='day(3)'>3</td><script>function day(n) { show(n); }</script>",
    "a list beside the text": "<a href='/bg/index.htm'>1</a> <a href='/bg/index_2.htm'>2</a>",
}


def page(code: str, shown: str = "", file: str = "") -> str:
    added = "<script src='/js/nav.js'></script>" if file else ""
    return (
        f"<html><head><title>松浦区政府工作报告</title>{added}</head><body><h1>松浦区政府工作报告</h1><div>{TEXT}</div>"
        f"<div id='pg'>{shown}</div><script>{code}</script></body></html>"
    )


class Files:
    """A visit that only has the page's script file."""

    def __init__(self, text: str) -> None:
        self.site, self._text = SITE, text

    async def get(self, _: str, __: str, **___: Any) -> Any:
        return SimpleNamespace(outcome="ok" if self._text else "gone")

    async def text(self, *_: Any) -> str:
        return self._text


def found(at: str, sent: str, file: str = "") -> list[str]:
    visit = cast("SiteRequests", Files(file))
    made = asyncio.run(with_pager(visit, HOST + at, sent))
    return [one.removeprefix(HOST) for one in further_pages(HOST + at, made)] if made else []


@pytest.mark.parametrize("name", WRITTEN)
def test_a_pager_that_a_script_writes_leads_to_the_further_pages(name: str) -> None:
    (at, pages), code, file = WRITTEN[name]
    sent = page(code, file=file)
    assert may_count_pages(sent) and further_pages(HOST + at, sent) == []
    parts = found(at, sent, file)
    assert parts == pages[: len(parts)] and parts


@pytest.mark.parametrize("name", USED)
def test_controls_that_run_a_script_lead_to_the_further_pages(name: str) -> None:
    (at, pages), code, shown = USED[name]
    sent = page(code, shown)
    assert has_controls(sent)
    parts = found(at, sent)
    assert parts == pages[: len(parts)] and parts


@pytest.mark.parametrize("name", NONE)
def test_other_controls_are_no_pager_of_the_article(name: str) -> None:
    assert found("/bg/771.htm", page("", NONE[name])) == []


@pytest.mark.parametrize(("code", "counted"), [
    ("var countPage = 3; var currentPage = 0;", True),
    ("var pageCount='4',pageIndex='1';", True),
    ("var countPage = 3;", False),
    ("var countPage = 1; var currentPage = 0;", False),
    ("var countPage = 3; var currentPage = 2;", False),
    ("var q = {pageNo: 1, pageNum: 10};", False),
    ("comments.load({pageIndex: 1, pageCount: 5});", False),
    ("$.ajax({url: '/pl/list', data: {currentPage: 1, totalPage: 8}});", False),
    ("$.post('/pl/list', {pageIndex: 1, pageCount: 5}, function (r) { show(r); });", False),
    ("fetch('/pl', {method: 'POST', body: JSON.stringify({nowPage: 1, allPages: 9})});", False),
    ("$.post('/pl/list', {pageIndex: 1}); var countPage = 3, currentPage = 0;", True),
])  # fmt: skip
def test_variables_say_that_an_article_has_further_pages(code: str, counted: bool) -> None:
    assert counts_pages(f"<script>{code}</script>") == counted


class Night:
    """A visit to articles that all have one page; `requested` are its requests, `problems` what it reports."""

    def __init__(self, sent: str, outcome: str = "ok") -> None:
        self.requested: list[str] = []

        async def fetch(url: str, purpose: Purpose) -> Answer:
            self.requested.append(url.removeprefix(HOST))
            missing = url.endswith("/robots.txt") or ".js" in url
            return (
                Answer(url, "gone", 404) if missing else Answer(url, outcome, 200, sent.encode(), "text/html")
            )

        fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
        previous = PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["songpu"])
        self.visit = Visit(SITE, Settings(contact="archive@example.org"), previous, fetcher)

    def read(self, titles: Sequence[str]) -> list[str]:
        async def walk() -> None:
            for number, title in enumerate(titles):
                await self.visit.article(Wanted(f"{HOST}/bg/{800 + number}.htm", f"{HOST}/bg/", title))

        asyncio.run(walk())
        return self.visit.result.problems


ORDINARY = [f"关于第{n}批树木修剪的通知" for n in range(65)]


@pytest.mark.parametrize(
    "code", ["var countPage = 3, currentPage = 0;", "var currentPage = 1, totalPage = 8;"]
)
def test_pages_that_a_script_counts_are_missed_in_reports_only(code: str) -> None:
    assert Night(page(code)).read(ORDINARY[:3]) == []
    assert len(Night(page(code)).read(["松浦区2024年政府工作报告"])) == 1


@pytest.mark.parametrize(
    "code", ["grid.setPageSize(20);", "showPageView(12, 1);", "var rows = {allPages: 9};"]
)
def test_calls_with_numbers_of_ordinary_articles_run_no_scripts(code: str) -> None:
    night = Night(page(code, file="x").replace("id='pg'", "id='dz'"))
    assert night.read(ORDINARY) == [] and "/js/nav.js" not in night.requested
    with_place = Night(page(code, "<div class='page'></div>", "x"))
    with_place.read(ORDINARY[:1])
    assert "/js/nav.js" in with_place.requested


def test_an_unchanged_article_is_not_played_again() -> None:
    sent = page("draw(3, 1);", "<div class='page'></div>", "x")
    first = Night(sent)
    first.read(ORDINARY[:1])
    assert "/js/nav.js" in first.requested
    again = Night(sent, "not_modified")
    again.read(ORDINARY[:1])
    assert "/js/nav.js" not in again.requested


def test_articles_with_pagers_leave_the_others_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MAX_PLAYED", 2)
    night = Night(page("function go(n) { unknown(n); }", "1 <a href='javascript:go(2)'>2</a>"))
    night.read(ORDINARY[:2])
    assert (night.visit._paged, night.visit._played) == (2, 0)


def test_the_code_of_a_page_is_that_of_its_scripts_in_any_letter_case_and_without_an_end() -> None:
    page = "<p>countPage = 3</p><SCRIPT src=a>var a;</Script><scripts>b</scripts><script>var c"
    assert scripts_of(page) == " src=a>var a;\n>var c"
    assert scripts_of("<p>第1页</p>") == ""


PIECES = [*"ax_ =:(,)\n'", "页", "3", "12", "page", "Page", "count", "total_pages", "x" * 35, "年" * 90]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_names_pages_is_found_around_the_word(code: str) -> None:
    for pattern in (scripted_pagers._COUNT, scripted_pagers._NOW):
        whole, near = pattern.search(code), scripted_pagers._near_page(pattern, code)
        assert (whole and whole.span()) == (near and near.span())
