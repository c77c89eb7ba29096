"""The account of a list by subtraction: whatever is removed from a list's pages is found or reported.

`WAYS` are lists of 52 entries over four pages, each with another kind of pager. They are read as a visit reads them,
without network; then the pager, the script, the total, half the rows of a page or the rows' script are removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from spiders.families import read
from spiders.lists.account import Account
from spiders.lists.base import ListPage, PageRequest

HOME = "http://www.qinglan.example/zwgk/gzbg/"
ROWS, SIZE, PAGES = 52, 15, 4
Page = Callable[[int], str]
Server = Callable[[PageRequest], str | None]


def row(n: int) -> str:
    return (
        f'<li><a href="/zwgk/gzbg/{202400 + n}/n{n}.html">青岚区第{n}号工作情况说明文稿</a>'
        f"<span>2023-01-{n % 28 + 1:02d}</span></li>"
    )


def items(number: int) -> str:
    return "".join(row(n) for n in range((number - 1) * SIZE, min(ROWS, number * SIZE)))


def html(number: int, pager: str) -> str:
    return (
        '<html><body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'
        f'<ul class="list">{items(number)}</ul><div class="page">{pager}</div></body></html>'
    )


def steps(number: int, address: Callable[[int], str], count: str = "共52条") -> str:
    link = f'<a href="{address(number + 1)}">下一页</a>' if number < PAGES else "下一页"
    return f"{count} {link}"


def numbers(number: int) -> str:
    return " ".join(f'<a href="list_{n}.html">{n}</a>' for n in range(1, PAGES + 1) if n != number)


def written(number: int) -> str:
    return (
        f"<script>var cur = {number - 1}; var next = cur+1; var pageCount = {PAGES};\n"
        'if(cur < pageCount-1) document.write("<a href=\\"list_" + (next + 1) + ".html\\">下一页</a>");</script>'
    )


WAYS: dict[str, Callable[[int], str]] = {
    "next link": lambda n: steps(n, lambda k: f"list_{k}.html"),
    "numbers": numbers,
    "createPageHTML": lambda n: f'<script>createPageHTML({PAGES}, {n}, "list", "html");</script>',
    "written by script": written,
    "onclick": lambda n: (
        f"""第{n}/{PAGES}页 <a href="javascript:;" onclick="go({min(n + 1, PAGES)})">下一页</a>
        <script>function go(k){{ location.href = 'list_' + k + '.html'; }}</script>"""
    ),
    "laypage": lambda n: (
        f"""<script>laypage.render({{elem: 'p', count: {ROWS}, limit: {SIZE}, curr: {n},
        jump: function(o, first){{ if(!first) location.href = 'list_' + o.curr + '.html'; }} }});</script>"""
    ),
    "select": lambda n: (
        "<select onchange=\"location.href='list_'+this.value+'.html'\">"
        + "".join(f'<option value="{k}">{k}</option>' for k in range(1, PAGES + 1))
        + "</select>"
    ),
    "tagname": lambda n: (
        f"""共{PAGES}页 {f'<a href="javascript:void(0)" tagname="list_{n + 1}.html">下页</a>' if n < PAGES else ""}"""
    ),
}


def pages_of(pager: Callable[[int], str]) -> Server:
    def server(request: PageRequest) -> str | None:
        found = re.search(r"list_(\d+)\.html$", request.url)
        number = int(found[1]) if found else 1
        return html(number, pager(number)) if number <= PAGES else None

    return server


LOADER = """<html><body><ul class="nav"><li><a href="/">首页</a></li></ul><ul id="box"></ul>
<script>function load(n){ $.%s } load(1);</script></body></html>"""
INTERFACES = {
    "json by get": "getJSON('/open/docs?columnId=9&pageNo=' + n + '&pageSize=15', draw);",
    "json by post": "ajax({url: '/open/docs', type: 'POST', data: {columnId: 9, pageNo: n, pageSize: 15}});",
}


def interface_of(call: str) -> Server:
    def server(request: PageRequest) -> str | None:
        if request.url == HOME:
            return LOADER.replace("%s", call)
        given = parse_qs(request.body or urlsplit(request.url).query)
        number = int(given["pageNo"][0])
        found = [
            {"docTitle": f"青岚区第{n}号工作情况说明文稿", "docUrl": f"/zwgk/gzbg/n{n}.html"}
            for n in range((number - 1) * SIZE, min(ROWS, number * SIZE))
        ]
        return json.dumps({"data": {"total": ROWS, "items": found}}, ensure_ascii=False)

    return server


SERVERS = {name: pages_of(pager) for name, pager in WAYS.items()} | {
    name: interface_of(call) for name, call in INTERFACES.items()
}


def walk(server: Server, usual: int | None = None) -> Account:
    """Read a list like the visit."""
    account, request, number = Account(HOME), PageRequest(HOME), 1
    seen: set[str] = set()
    requested: set[str] = set()
    while request.address not in requested:
        requested.add(request.address)
        text = server(request)
        if text is None:
            account.end(f"page {number}: gone", missing=True)
            break
        listing = read("plain", ListPage(request.url, text, number, HOME, request))
        new = {link.url for link in listing.links} - seen
        if listing.rows and not new and number > 1:
            account.end("no further rows", missing=True)
            break
        account.add(listing)
        seen |= new
        number += listing.rows
        if listing.following is None:
            account.end("no further page")
            break
        request = listing.following
    else:
        account.end("the next page has already been read")
    account.compare(usual)
    return account


def without(server: Server, pattern: str, *, on: int | None = None) -> Server:
    """Return the same list with a pattern removed, from one page or from all."""

    def server_without(request: PageRequest) -> str | None:
        text = server(request)
        if text is None or (on is not None and request.url != urljoin(HOME, f"list_{on}.html")):
            return text
        return re.sub(pattern, "", text, flags=re.S)

    return server_without


# What declares the totals: words beside the pager, settings of a widget, variables, an interface's number.
TOTALS = r'共\d+[条页]|第\d/\d页|count: \d+, |"total": \d+, |pageCount = \d+'


def half(server: Server) -> Server:
    """Return the same list with every other row missing from each page."""

    def server_half(request: PageRequest) -> str | None:
        text = server(request)
        if text is None or not text.startswith("{"):
            return text and re.sub("|".join(re.escape(row(n)) for n in range(1, ROWS, 2)), "", text)
        answer = json.loads(text)
        answer["data"]["items"] = answer["data"]["items"][::2]
        return json.dumps(answer, ensure_ascii=False)

    return server_half


HALF = "|".join(re.escape(row(n)) for n in range(SIZE, SIZE + SIZE // 2 + 2))


@pytest.mark.parametrize("name", SERVERS)
def test_an_intact_list_is_complete_whatever_its_pager(name: str) -> None:
    account = walk(SERVERS[name])
    assert (account.state, account.rows) == ("complete", ROWS), account.line()


@pytest.mark.parametrize("name", WAYS)
def test_a_list_without_its_pager_is_reported_on_the_first_night_and_later(name: str) -> None:
    bare = without(SERVERS[name], r'<div class="page">.*?</div>')
    assert walk(bare).code == "list_incomplete"
    assert walk(bare, usual=ROWS).code == "list_incomplete"


@pytest.mark.parametrize("name", ["createPageHTML", "written by script", "laypage"])
def test_a_list_without_the_script_of_its_pager_is_reported(name: str) -> None:
    assert walk(without(SERVERS[name], r"<script>.*?</script>")).code == "list_incomplete"


@pytest.mark.parametrize("name", WAYS)
def test_a_page_that_lost_half_its_rows_is_reported(name: str) -> None:
    account = walk(without(SERVERS[name], HALF, on=2))
    assert account.code == "list_incomplete", account.line()


@pytest.mark.parametrize("name", INTERFACES)
def test_rows_without_the_script_that_fills_them_are_reported(name: str) -> None:
    account = walk(without(SERVERS[name], r"<script>.*?</script>"))
    assert account.code == "list_unread", account.line()


@pytest.mark.parametrize("name", WAYS)
def test_a_missing_total_alone_loses_nothing(name: str) -> None:
    account = walk(without(SERVERS[name], r"共\d+[条页]|第\d/\d页"))
    assert account.rows == ROWS or account.code == "list_incomplete"
