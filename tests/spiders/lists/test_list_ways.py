"""Lists with pagers that no family knows: the next page is found, or the account reports that rows are missing."""

from __future__ import annotations

import re
import time

import pytest

from spiders.lists import reader
from spiders.lists.account import Account
from spiders.lists.base import ListPage
from spiders.lists.pagers import links
from spiders.lists.pagers.pager import Pager
from spiders.lists.scripts.javascript import Script

URL = "http://www.qinglan.example/zwgk/gzbg/"
HOST = "http://www.qinglan.example"
ENTRIES = "".join(
    f'<li><a href="/zwgk/gzbg/detail-{1000 + i}.html">{2024 - i}年青岚区政府工作报告全文</a>'
    f"<span>{2024 - i}-02-0{i % 9 + 1}</span></li>"
    for i in range(12)
)
NO_ROWS = '<ul></ul><div id="box"></div>'


def page(body: str) -> ListPage:
    nav = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'
    return ListPage(URL, f"<html><body>{nav}<div>{body}</div><p>主办：青岚区</p></body></html>", 1, URL)


FOUND = [
    (ENTRIES + '<a class="on">1</a><a href="/zwgk/gzbg/p/2">2</a><a href="/zwgk/gzbg/p/3">3</a>', URL + "p/2", None),
    (ENTRIES + '<a href="?pg=2">Next »</a>', URL + "?pg=2", None),
    (ENTRIES + '<button data-url="/zwgk/gzbg/p2.html">下一页</button>', URL + "p2.html", None),
    (ENTRIES + '<map><area href="n2.htm" title="下一页"></map>', URL + "n2.htm", None),
    (ENTRIES + '<a href="?o=12" aria-label="下一页"><svg></svg></a>', URL + "?o=12", None),
    (ENTRIES + "<li class='active'><a>1</a></li><li onclick=\"window.location='g-2.shtml'\"><a>2</a></li>"
     "<li onclick=\"window.location='g-3.shtml'\"><a>3</a></li>", URL + "g-2.shtml", None),
    (ENTRIES + "<a onclick=\"return turn('index_2.html')\" href='#'>下一页</a>", URL + "index_2.html", None),
    (ENTRIES + '<script>$("#p").pagination({pageCount: 5, current: 1, callback: function(api){'
     ' location.href = "/a/list.jsp?cat=9&p=" + api.getCurrent(); }});</script>', HOST + "/a/list.jsp?cat=9&p=2", None),
    (ENTRIES + '<form name="pf" method="post" action="/list.do"><input name="cid" value="9">'
     '<input name="now" value="1">'
     '</form><a href="javascript:to(2)">下一页</a>'
     "<script>function to(n){document.pf.now.value=n;document.pf.submit();}</script>",
     HOST + "/list.do", "cid=9&now=2"),
    (ENTRIES + '<form action="list.aspx?id=3"><input name="__VIEWSTATE" value="abc"><a href="javascript:'
     'WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(&quot;c$P&quot;, &quot;2&quot;, true))'
     '">下一页</a></form>',
     URL + "list.aspx?id=3", "__VIEWSTATE=abc&__EVENTTARGET=c%24P&__EVENTARGUMENT=2"),
    (NO_ROWS + '<iframe src="/sub/gzbglist.html"></iframe>', HOST + "/sub/gzbglist.html", None),
    (NO_ROWS + "<script>const size=20; async function go(n){ "
     "await fetch(`/gov/docs?columnId=55&pageIndex=${n}&pageSize=${size}`);"
     " } go(1)</script>", HOST + "/gov/docs?columnId=55&pageIndex=1&pageSize=20", None),
    (NO_ROWS + '<script>axios.post("/cms/article/list",{channelId:"abc9",current:1,size:15})</script>',
     HOST + "/cms/article/list", '{"channelId":"abc9","current":1,"size":15}'),
    (NO_ROWS + '<script>var p={current:1,webSiteCode:["ab"],channelCode:["c1"],pageSize:"15"}; function load(q){'
     ' $.ajax({url:"/front/manuscripts", type:"post", data:q}) } load(p)</script>', HOST + "/front/manuscripts",
     "current=1&webSiteCode%5B%5D=ab&channelCode%5B%5D=c1&pageSize=15"),
    (NO_ROWS + '<script>function load(n){ $.ajax({url:"/front/infolist", type:"post",'
     ' data:"cid=9&pageNo="+n+"&pageSize=20"}) }'
     " load(1)</script>", HOST + "/front/infolist", "cid=9&pageNo=1&pageSize=20"),
    (ENTRIES + '<script>var start=0; function more(){'
     ' $.getJSON("/open/query?cat=8&offset="+start+"&limit=10",cb) }</script>',
     HOST + "/open/query?cat=8&offset=0&limit=10", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "url", "posted"), FOUND)
def test_the_next_page_is_found(body: str, url: str, posted: str | None) -> None:
    following = reader.read(page(body)).following
    assert following is not None
    assert (following.url, following.body) == (url, posted)


MISSING = [
    (ENTRIES + '共 6 页 跳转到 <input id="n"> <a href="javascript:;" id="jump">GO</a>', "list_incomplete"),
    (
        ENTRIES + '<span class="cur">1</span><span data-page="2">2</span><span data-page="3">3</span>',
        "list_incomplete",
    ),
    (ENTRIES, "list_incomplete"),  # twelve rows without any pager
    (ENTRIES + '<a class="next" onclick="pager.forward(event)">下一页</a>', "list_incomplete"),
    (ENTRIES + "<div>加载更多</div>", "list_incomplete"),
    (re.sub(r'href="[^"]+"', 'href="javascript:show(7)"', ENTRIES), "list_unread"),
    (NO_ROWS + "数据加载中<script>var ws = new WebSocket('wss://x/y');</script>", "list_unread"),
]


@pytest.mark.parametrize(("body", "code"), MISSING)
def test_what_is_not_understood_is_reported(body: str, code: str) -> None:
    listing = reader.read(page(body))
    account = Account(URL)
    account.add(listing)
    account.end("no further page")
    assert listing.following is None
    assert account.code == code


@pytest.mark.timeout(300)
@pytest.mark.parametrize("code", ["f(" * 30_000, "x=[{a:" * 15_000, "'a'+" * 40_000, "{" * 50_000])
def test_a_script_that_nests_without_end_is_read_quickly(code: str) -> None:
    assert reader.read(page(f"{ENTRIES}<script>{code}</script>")).shown == 12


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("每页10条", None), ("每页显示 20 条 共52条", 52), ("后10条", None), ("前15条记录", None), ("下20条", None),
        ("每页15条记录 共3页", None), ("显示10条信息", None), ("每页：12 条", None), ("15条/页 共 88 条", 88),
        ("30条每页", None), ("加载10条", None), ("共23条 每页10条", 23), ("共有 41 条记录", 41), ("52条 第1页", 52),
        ("总记录数：12", 12), ("再加载20条", None), ("共 7 项", 7), ("上10篇", None), ("总条数 305 每页 20 条", 305),
        ("共36条信息，每页显示12条", 36),
    ],
)  # fmt: skip
def test_the_rows_of_a_page_are_no_total(words: str, rows: int | None) -> None:
    assert reader.read(page(f"{ENTRIES}<div><span>{words}</span></div>")).declared.rows == rows


def test_a_fragment_that_is_the_last_of_the_declared_pages_has_no_next() -> None:
    text = f"<ul>{ENTRIES}</ul><a href='{URL}blocks?page=3'>上一页</a><span>共4页</span>"
    last = ListPage(f"{URL}blocks?page=4", text, 4, URL)
    assert reader.read(last).following is None
    assert reader.read(ListPage(f"{URL}blocks?page=2", f"<ul>{ENTRIES}</ul>", 2, URL)).following is not None


def test_the_steps_of_a_pager_that_are_pictures_are_looked_for_quickly() -> None:
    row = "<li><span><a href='/zfbg/{0}.html'><img src='/i.gif'></a></span><a href='/zfbg/{0}.html'>松浦区通知</a></li>"
    deep = "<div>" * 200 + "<ul>" + "".join(row.format(n) for n in range(4000)) + "</ul>" + "</div>" * 200
    steps = "<table><tr><td>1/4</td><td><a href='2.htm'><img src='/n.gif'></a></td></tr></table>"
    listed = page(f"{deep}{steps}")
    pager = Pager(listed, Script(listed.tree, listed.url), 0)
    began = time.process_time()
    found = links.by_pictures(pager)
    assert found is not None
    assert found.url.endswith("/2.htm")
    assert time.process_time() - began < 0.5
