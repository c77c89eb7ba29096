"""Pagers whose functions only a script file of the page defines: the file is read once, or the account names both."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.lists.account import Account
from spiders.lists.base import ListPage
from spiders.lists.pagers.functions import script_files
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit

HOST = "http://www.qinglan.example"
LIST = "/zwgk/gzbg/"
PAGES, SIZE, ROWS = 4, 13, 47
Pager = Callable[[int], str]


def rows(number: int) -> str:
    return "".join(
        f'<li><a href="/zwgk/gzbg/{1900 + n}/t{n}.html">青岚区政府工作报告（第{n}号）</a>'
        f"<span>2020-01-{n % 28 + 1:02d}</span></li>"
        for n in range((number - 1) * SIZE, min(ROWS, number * SIZE))
    )


def page(number: int, pager: str, script: str = "/js/page.js") -> str:
    return (
        '<html><head><script src="/js/jquery.min.js"></script><script src="http://cdn.example/share.js"></script></head>'
        f'<body><ul class="nav"><li><a href="/">首页</a></li></ul><ul class="list">{rows(number)}</ul>'
        f'<div class="turn">{pager}</div><script src="{script}"></script></body></html>'
    )


def read(
    pager: Pager,
    code: str | None,
    address: str,
    *,
    script: str = "/js/page.js",
    robots: str = "",
    more: str = "",
    pages: int = PAGES,
    first: int = 1,
) -> tuple[Account, list[str]]:
    """Read the list of a site whose pages are at `address` ({n}: the number; the first also at LIST)."""
    requested: list[str] = []
    files = {script: code, "/js/app.js": more or None}
    pattern = re.escape(address).replace(re.escape("{n}"), r"(\d+)")

    async def fetch(url: str, _: Purpose) -> Answer:
        path = url.removeprefix(HOST)
        requested.append(path)
        number = re.fullmatch(pattern, path)
        if path == "/robots.txt" and robots:
            return Answer(url, "ok", 200, robots.encode(), "text/plain")
        if files.get(path):
            return Answer(url, "ok", 200, (files[path] or "").encode(), "application/javascript")
        if path == LIST or (number and first <= int(number[1]) < pages + first):
            at = int(number[1]) + 1 - first if number and path != LIST else 1
            text = page(at, pager(at), script)
            text = text.replace("</body>", '<script src="/js/app.js"></script></body>') if more else text
            return Answer(url, "ok", 200, text.encode(), "text/html; charset=utf-8")
        return Answer(url, "gone", 404)

    text = f"name: 青岚区\nhomepage: {HOST}/\nfamily: plain\nlists: [{{url: '{HOST}{LIST}'}}]\n"
    site = sitefile.parse(text, "qinglan", "qinglan.yaml")
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    settings = Settings(contact="archive@example.org")
    visit = Visit(
        site, settings, PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["qinglan"]), fetcher
    )

    async def walk() -> None:
        async for _ in visit.pages(site.lists[0]):
            pass

    asyncio.run(walk())
    return Account.from_dict(visit.result.lists[0]), requested


def click(call: str) -> Pager:
    """A link 下一页 that calls a function, with {n} and {next}."""
    return lambda n: (
        f'<a href="javascript:;" onclick="{call.format(n=n, next=n + 1)}">下一页</a>'
        if n < PAGES
        else "<a>下一页</a>"
    )


def draw(call: str) -> Pager:
    return lambda n: f"<script>{call.format(n=n, zero=n - 1)}</script>"


FOUND: dict[str, tuple[Pager, str, str]] = {
    "a function of the next number": (
        click("toPage({next})"),
        "function toPage(n){ location.href = 'list_' + n + '.html'; }",
        LIST + "list_{n}.html"),
    "an address in a variable": (
        click("return gotoPage({next});"),
        "var base = '/zwgk/gzbg/more'; function gotoPage(p){ var u = base + '-' + p + '.shtml'; window.location = u;"
        " return false; }",
        LIST + "more-{n}.shtml"),
    "a function expression": (
        click("turn({next})"),
        "var turn = function (i) { window.open('/zwgk/gzbg/?page=' + i, '_self'); };",
        LIST + "?page={n}"),
    "an arrow function": (
        click("go({next})"),
        "const go = (k) => { document.location.href = `/zwgk/gzbg/p${k}.html` };",
        LIST + "p{n}.html"),
    "a method": (
        click("Fenye.jump({next})"),
        "var Fenye = { size: 13, jump: function (n) { location.assign('?p=' + n); } };",
        LIST + "?p={n}"),
    "a short method": (
        click("List.to({next})"),
        "const List = { first: 1, to(n) { location.href = 'i' + n + '.htm'; } };",
        LIST + "i{n}.htm"),
    "the next number computed": (
        click("nextOf({n})"),
        "function nextOf(current) { var following = current + 1; location.href = 'index_' + following + '.html'; }",
        LIST + "index_{n}.html"),
    "a function that calls another": (
        click("toPage({next}, 'list')"),
        "function jump(u){ location.href = u; }\nfunction toPage(n, stem){ jump(stem + '_' + n + '.html'); }",
        LIST + "list_{n}.html"),
    "a drop-down list": (
        lambda n: '<select onchange="choose(this.value)">'
        + "".join(f'<option value="{k}">第{k}页</option>' for k in range(1, PAGES + 1)) + "</select>",
        "function choose(v){ self.location = '/zwgk/gzbg/page/' + v + '/'; }", LIST + "page/{n}/"),
    "numbers": (
        lambda n: " ".join(f'<span onclick="show({k})">{k}</span>' for k in range(1, PAGES + 1)),
        "function show(k){ if (k == 1) { location.href = 'index.html'; }"
        " else { location.href = 'index_' + k + '.html'; } }",
        LIST + "index_{n}.html"),
    "a pager drawn with its next link": (
        draw("drawPager(4, {n}, 'list')"),
        "function drawPager(total, cur, stem){ var next = cur + 1;"
        " document.write('<a href=\"' + stem + '_' + next + '.html\">下一页</a>'); }",
        LIST + "list_{n}.html"),
    "a pager drawn from nought": (
        draw("writePages(4, {zero}, 'index', 'html')"),
        "function writePages(count, now, stem, type){ var k = now + 1;"
        " document.write('<a href=\"' + stem + '_' + k + '.' + type + '\">下一页</a>'); }",
        LIST + "index_{n}.html"),
    "a pager of numbers in a loop": (
        draw("pageBar({n}, 4)"),
        "function pageBar(cur, pageCount){ for (var i = 1; i <= pageCount; i++) {"
        " document.write('<a href=\"/zwgk/gzbg/n' + i + '.html\">' + i + '</a>'); } }",
        LIST + "n{n}.html"),
    "a widget that names a function": (
        draw("new Paging({{el: '#p', current: {n}, pageCount: 4, callback: openPage}})"),
        "function openPage(n){ location.href = 'list-' + n + '.html'; }", LIST + "list-{n}.html"),
    "a link with a script as address": (
        lambda n: f'<a href="javascript:tz({n + 1})">下页</a>' if n < PAGES else "下页",
        "function tz(y){ window.location.href = '/zwgk/gzbg/?pn=' + y; }", LIST + "?pn={n}"),
    "a drop-down list that passes itself": (
        lambda n: '<select onchange="pick(this)">'
        + "".join(f'<option value="{k}">{k}</option>' for k in range(1, PAGES + 1)) + "</select>",
        "function pick(box){ location.href = 'l_' + box.value + '.html'; }", LIST + "l_{n}.html"),
    "a number that is counted up": (
        click("onward({n})"), "function onward(n){ n++; location.href = 'd_' + n + '.html'; }", LIST + "d_{n}.html"),
    "an address put together in steps": (
        click("upTo({next})"),
        "function upTo(n){ var a = 'g_'; if (n > 1) { a = a + n; } location.href = a + '.html'; }",
        LIST + "g_{n}.html"),
    "the page's own path": (
        click("flip({next})"), "function flip(n){ location.href = location.pathname + '?pageNo=' + n; }",
        LIST + "?pageNo={n}"),
    "a widget whose total is of pages": (
        draw("Pager.create({{total: 4, current: {n}, onJump: toPart}})"),
        "function toPart(k){ location.href = 'q' + k + '.html'; }", LIST + "q{n}.html"),
    "a path that is replaced": (
        click("window.pageTo({next})"),
        "function pageTo(n){ var t = '/zwgk/gzbg/sheet_{page}.html'; location.href = t.replace('{page}', n); }",
        LIST + "sheet_{n}.html"),
}  # fmt: skip


PLAIN = ("a pager drawn with its next link", "a pager drawn from nought")


@pytest.mark.parametrize("name", FOUND)
def test_a_pager_is_followed_by_the_function_of_a_script_file(name: str) -> None:
    pager, code, address = FOUND[name]
    account, requested = read(pager, code, address, first=1 - ("nought" in name))
    assert (account.state, account.rows) == ("complete", ROWS), account.line()
    # Once a visit, however many pages; never where the call alone says what the next page is.
    assert requested.count("/js/page.js") == (name not in PLAIN)
    assert not {"/js/jquery.min.js", "/share.js"} & set(requested)


REPORTED: dict[str, tuple[Pager, str | None, str]] = {
    "an address from the server": (
        click("ask({next})"),
        "function ask(n){ socket.emit('turn', n, function (r) { render(r); }); }",
        "ask of /js/page.js is not understood"),
    "an address with an unknown part": (
        click("draw({next})"), "function draw(n){ $.post('/x/' + token(), {p: n}, fill); }",
        "draw of /js/page.js is not understood"),
    "an address that is misread": (
        click("away({next})"), "function away(n){ location.href = 'never_' + n + '.html'; }",
        "page 2: gone, as read from away"),
    "a file that is gone": (
        click("toPage({next})"), None, "toPage may be defined in /js/page.js, which was not obtained"),
    "a function that is nowhere": (
        click("toPage({next})"),
        "function other(){ return 1; }",
        "no script of the page defines toPage (1 script file searched)"),
    "a drawn pager without an address": (
        draw("showPager(4, {n})"),
        "function showPager(a, b){ el.dataset.total = a; mount(el); }",
        "showPager of /js/page.js is not understood"),
}  # fmt: skip


@pytest.mark.parametrize("name", REPORTED)
def test_a_function_that_is_not_understood_is_reported_with_its_file(name: str) -> None:
    pager, code, words = REPORTED[name]
    account, _ = read(pager, code, LIST + "list_{n}.html")
    assert account.code == "list_incomplete" and words in (account.why or ""), account.line()


def test_a_script_file_that_robots_txt_forbids_is_not_requested() -> None:
    pager, code, address = FOUND["a function of the next number"]
    account, requested = read(pager, code, address, robots="User-agent: *\nDisallow: /js/\n")
    assert not any(path.startswith("/js/") for path in requested)
    assert account.code == "list_incomplete" and "/js/page.js, which was not obtained" in (account.why or "")


def test_a_script_file_of_another_host_is_not_requested() -> None:
    pager, code, address = FOUND["a function of the next number"]
    account, requested = read(pager, code, address, script="http://static.example/js/page.js")
    assert not any("static.example" in path for path in requested)
    assert account.code == "list_incomplete" and "http://static.example/js/page.js" in (account.why or "")


def test_a_second_file_is_requested_only_where_the_first_does_not_define_the_function() -> None:
    pager, code, address = FOUND["a function of the next number"]
    account, requested = read(pager, "var nothing = 1;", address, more=code)
    assert account.state == "complete" and requested.count("/js/app.js") == 1
    account, requested = read(pager, code, address, more="var nothing = 1;")
    assert account.state == "complete" and "/js/app.js" not in requested


@pytest.mark.parametrize(
    "pager",
    [
        lambda n: "<script>createPageHTML(1, 0, 'index', 'html')</script>",
        lambda n: "<script>createPageHTML('page_div', 1, 1, 'common_list', 'shtml', 13)</script>",
        lambda n: "<script>showPager(1, 1, 'list')</script>",
        lambda n: "<a onclick=\"toPage(2)\" class=\"disabled\">下一页</a>",
    ],
)  # fmt: skip
def test_a_pager_of_a_single_page_requests_no_script_file(pager: Pager) -> None:
    account, requested = read(pager, "function x(){}", LIST + "list_{n}.html", pages=1)
    assert account.state == "complete", account.line()
    assert "/js/page.js" not in requested


@pytest.mark.parametrize(
    "pager",
    [
        lambda n: "<script>addPageView(120317, 44)</script>",
        lambda n: "<script>pageSwiper(3000, 500); setHomepage(7, 9); setPageSize(20, 30)</script>",
        lambda n: f"<script>drawPager({SIZE}, 15, 1)</script>",
    ],
)  # fmt: skip
def test_a_single_page_without_a_pager_requests_its_script_file_once(pager: Pager) -> None:
    account, requested = read(pager, "function x(){}", LIST + "list_{n}.html", pages=1)
    assert account.state == "complete", account.line()
    assert requested.count("/js/page.js") == 1


def test_the_script_of_a_firewall_explains_no_pager() -> None:
    body = "<script src='/85540564/46504558.js' r='m'></script><script src='/js/list.js'></script>"
    page = ListPage(HOST + LIST, f"<html><body>{body}</body></html>", 1, HOST + LIST)
    assert script_files(page) == [f"{HOST}/js/list.js"]
