"""Lists whose next page only their scripts know: the scripts are run, and a control of the list is used."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.links import tree_of
from spiders.lists.scripts.running.evaluation.interpreter import Interpreter
from spiders.lists.scripts.running.page import RunningPage

HOST = "http://www.qinglan.example"
URL = f"{HOST}/zwgk/gzbg/"
YEARS = range(2024, 2012, -1)
ROWS = "".join(
    f'<li><a href="/zwgk/gzbg/{y}.html">{y}年青岚区政府工作报告全文</a><span>{y}-02-01</span></li>'
    for y in YEARS
)
RECORDS = [{"t": f"{y}年青岚区政府工作报告", "url": f"/d/{y}.html", "d": f"{y}-02-01"} for y in YEARS]


def page(body: str, number: int = 1, url: str = URL) -> ListPage:
    return ListPage(url, f"<html><body><div>{body}</div><p>主办：青岚区</p></body></html>", number, URL)


NEXT = [
    ("<script>laypage({cont:'p', pages: Math.ceil(52/12), jump: function(e, first){"
     " if(!first){ location.href = '?pg=' + e.curr; } }, curr: function(){"
     " var m = location.search.match(/pg=(\\d+)/); return m ? m[1] : 1; }()});</script>", "?pg=2"),
    ("<script>$('#p').pagination(52, {items_per_page: 12, current_page: 0, callback: function(i){"
     " top.location = 'list_' + i + '.html'; }});</script>", "list_1.html"),
    ("<ui-pagination :total='52' @current-change='turn'></ui-pagination><script>new Vue({methods: {turn(n) {"
     " window.location.href = n > 1 ? `/zwgk/gzbg/p_${n}.html` : '/zwgk/gzbg/'; }}});</script>", "p_2.html"),
    ("<a class='n' data-no='2'>2</a><script>$(document).on('click', '.n', function(){"
     " document.location = 'n' + $(this).data('no') + '.htm'; });</script>", "n2.htm"),
    ("<select onchange='hop(this)'><option>1/5</option><option>2/5</option></select><script>function hop(s){"
     " var k = s.selectedIndex + 1, dir = '/zwgk/gzbg/'; if (k > 1) dir += k + '.htm'; self.location = dir; }</script>",
     "2.htm"),
    ("<a href='javascript:fwd()'>后一页</a><script>var at = 1, all = 5; function fwd(){ if (at < all) {"
     " window.open('s-' + (at + 1) + '.shtml'); } else { alert('没有了'); } }</script>", "s-2.shtml"),
    ("<a href=\"javascript:dec('aW5kZXhfMi5odG1s')\">下一页</a><script>function dec(s){ location.assign(atob(s)); }"
     "</script>", "index_2.html"),
    ("<script>function bar(n, all, stem){ var out = ''; for (var i = 1; i <= all; i++) { out += i == n ? '<b>' + i +"
     " '</b>' : '<a href=\"' + stem + '_' + i + '.html\">' + i + '</a>'; } document.write(out); }\nbar(1, 5, 'sy');"
     "</script>", "sy_2.html"),
    ("<div id='m'>加载更多</div><script>var p = 1; document.getElementById('m').onclick = function(){"
     " $.get('/ajax/rows', {col: 9, page: p + 1}, add); };</script>", "/ajax/rows?col=9&page=2"),
    ("<script>$(window).scroll(function(){ $.get('/ajax/rows?col=9&page=' + ($('#x').data('at') + 1)); });"
     "</script><i id='x' data-at='1'></i>", "/ajax/rows?col=9&page=2"),
    ("<script>var m_sPageName = 'index'; var m_sPageExt = 'shtml'; var m_nCurrPage = 0; var m_nPageCount = 5;</script>",
     "index_1.shtml"),
    ("<script>createPageHTML('5', '0', 'dir');</script>", "dir_1.html"),
]  # fmt: skip


@pytest.mark.parametrize(("control", "address"), NEXT)
def test_the_next_page_is_found_by_using_the_control(control: str, address: str) -> None:
    following = reader.read(page(f"<ul>{ROWS}</ul>{control}")).following
    assert following is not None
    assert following.url == (HOST if address.startswith("/") else URL) + address


def test_the_number_in_a_host_is_not_the_page() -> None:
    code = "$('#p').twbsPagination({totalPages: 5, startPage: 2, onPageClick: function(event, page){"
    code += " location.href = '/gz/index_' + page + '.html'; }});"
    start = "http://10.0.3.9/gz/"
    text = f"<html><body><ul>{ROWS}</ul><i id='p'></i><script>{code}</script></body></html>"
    following = reader.read(ListPage(f"{start}index_2.html", text, 2, start)).following
    assert following is not None and following.url == f"{start}index_3.html"


def test_a_form_that_a_handler_fills_is_submitted() -> None:
    form = (
        "<form name='f' method='post' action='/more.jsp'>"
        "<input name='cur' value='1'><input name='lm' value='7'></form>"
    )
    control = '<a href="javascript:document.f.cur.value=2;document.f.submit();">下一页</a>'
    following = reader.read(page(f"<ul>{ROWS}</ul>{form}{control}")).following
    assert following is not None
    assert (following.url, following.body) == (f"{HOST}/more.jsp", "cur=2&lm=7")


def test_the_last_page_has_no_next_one() -> None:
    body = f"<ul>{ROWS}</ul>" + NEXT[5][0].replace("at = 1", "at = 5")
    assert reader.read(page(body, 5, f"{URL}s-5.shtml")).following is None


FORM = "<form><input type='hidden' name='chnl' value='7'></form>"
REQUESTS = [
    ("new Vue({data: {at: 0}, methods: {ask() { this.$http.post('/api/doc/search', {columnCode: 'C7',"
     " pageIndex: this.at, pageSize: 12}).then(show); }}, mounted() { this.ask(); }});",
     "/api/doc/search", '{"columnCode":"C7","pageIndex":0,"pageSize":12}',
     '{"columnCode":"C7","pageIndex":1,"pageSize":12}'),
    ("const q = {chnl: 7, curPage: 1}; async function go(n){ q.curPage = n; const r = await fetch(`/docs/list?${new"
     " URLSearchParams(q)}`); show(await r.json()); } go(1);",
     "/docs/list?chnl=7&curPage=1", None, "/docs/list?chnl=7&curPage=2"),
    ("const form = new URLSearchParams([['chnl', '7'], ['curPage', '1']]);"
     " fetch(new Request('/docs/list', {method: 'POST', body: form})).then(show);",
     "/docs/list", "chnl=7&curPage=1", "chnl=7&curPage=2"),
    ("const data = new FormData(document.querySelector('form')); data.set('curPage', 1);"
     " fetch('/docs/list', {method: 'POST', body: data}).then(show);",
     "/docs/list", "chnl=7&curPage=1", "chnl=7&curPage=2"),
    ("class Docs { #page = 1; get url() { return `/docs/list?chnl=7&curPage=${this.#page}`; }"
     " load() { fetch(this.url).then(show); } } new Docs().load();",
     "/docs/list?chnl=7&curPage=1", None, "/docs/list?chnl=7&curPage=2"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "address", "body", "further"), REQUESTS)
def test_a_request_is_made_as_the_script_makes_it(
    code: str, address: str, body: str | None, further: str
) -> None:
    request = reader.read(page(f"{FORM}<div id='box'></div><script>{code}</script>")).following
    assert request is not None
    assert (request.url, request.body) == (HOST + address, body)
    answer = json.dumps({"data": {"rows": RECORDS, "totalPages": 4}}, ensure_ascii=False)
    listing = reader.read(ListPage(request.url, answer, 1, URL, request))
    assert listing.following is not None and len(listing.links) == len(YEARS)
    assert further in (listing.following.body, listing.following.url.removeprefix(HOST))


def test_a_cursor_in_the_answer_leads_to_the_next_rows() -> None:
    request = PageRequest(f"{HOST}/feed?col=7&after=")
    answer = json.dumps({"items": RECORDS, "nextCursor": "88"}, ensure_ascii=False)
    listing = reader.read(ListPage(request.url, answer, 1, URL, request))
    assert listing.following == PageRequest(f"{HOST}/feed?col=7&after=88")
    last = json.dumps({"items": RECORDS, "nextCursor": None}, ensure_ascii=False)
    assert reader.read(ListPage(request.url, last, 2, URL, request)).following is None


def test_rows_in_attributes_of_xml_are_read() -> None:
    rows = "".join(f'<a url="/d/{y}.html" date="{y}-02-01">{y}年青岚区政府工作报告</a>' for y in YEARS)
    listing = reader.read(
        ListPage(f"{HOST}/x.xml", f'<?xml version="1.0"?><list pages="1">{rows}</list>', 1, URL)
    )
    assert [link.url for link in listing.links] == [f"{HOST}/d/{y}.html" for y in YEARS]
    assert (listing.declared.pages, listing.following) == (1, None)


def test_a_script_file_of_the_site_explains_the_list() -> None:
    bare = page('<div id="b"></div><script>var col = "7";</script><script src="/js/list.js"></script>')
    unread = reader.read(bare)
    assert unread.undefined and unread.unread and unread.following is None
    code = "function go(n){ $.getJSON('/svc/list?channelId=' + col + '&page=' + n, draw); } $(function(){ go(1); });"
    listing = reader.read(replace(bare, scripts=((f"{HOST}/js/list.js", code),)))
    assert (listing.next_url, listing.rows) == (f"{HOST}/svc/list?channelId=7&page=1", False)
    assert reader.read(replace(bare, scripts=((f"{HOST}/js/list.js", "var unrelated = 1;"),))).unread


PARTS = [
    "<span onclick='see(2023)'>2023</span><span onclick='see(2022)'>2022年</span><script>"
    "function see(y){ location.href = '?nd=' + y; }</script>",
    "<form action='' method='get'><select name='nd' onchange='this.form.submit()'><option value='2023'>2023年</option>"
    "<option value='2022'>2022年</option></select></form>",
]


@pytest.mark.parametrize("controls", PARTS)
def test_years_that_a_script_opens_are_parts_of_the_list(controls: str) -> None:
    listing = reader.read(page(f"{controls}<ul>{ROWS}</ul>"))
    assert {f"{URL}?nd=2023", f"{URL}?nd=2022"} <= {link.url for link in listing.links}


def test_a_column_that_forwards_is_read_where_it_leads() -> None:
    for text in (
        '<meta http-equiv="refresh" content="0; url=lists.html">',
        '<script>location.replace("lists.html")</script>',
    ):
        listing = reader.read(ListPage(URL, f"<html><head>{text}</head></html>", 1, URL))
        assert (listing.next_url, listing.rows) == (f"{URL}lists.html", False)


def test_the_link_more_under_the_rows_leads_to_the_whole_list() -> None:
    more = '<a href="/search?cid=7">更多&gt;&gt;</a>'
    listing = reader.read(page(f"<div><ul>{ROWS}</ul>{more}</div>"))
    assert (listing.next_url, listing.rows) == (f"{HOST}/search?cid=7", False)
    beside = reader.read(page(f"<ul>{ROWS}</ul><div><h3>通知</h3>{more}</div>"))
    assert beside.next_url is None


def test_the_feed_of_a_list_without_rows_is_read() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" title="政府工作报告" href="/rss/{}.xml">'
    text = f"<html><head><title>政府工作报告</title>{feed.format(7)}</head><body><div id='a'></div></body></html>"
    assert reader.read(ListPage(URL, text, 1, URL)).next_url == f"{HOST}/rss/7.xml"
    other = text.replace("<title>政府工作报告", "<title>民生实事")
    assert reader.read(ListPage(URL, other, 1, URL)).next_url is None


def test_a_row_called_view_has_the_title_beside_it() -> None:
    rows = "".join(
        f"<li><span>{y}年青岚区政府工作报告</span><button onclick=\"location.href='/v/{y}.html'\">查看</button></li>"
        for y in YEARS
    )
    listing = reader.read(page(f"<ul>{rows}</ul>"))
    assert [link.title for link in listing.links] == [f"{y}年青岚区政府工作报告" for y in YEARS]


@pytest.mark.parametrize("code", [
    "while (true) { var a = 1; }", "function f(){ return f() + f(); } f();", "var s = 'x'; for(;;) { s += s; }",
    "var a = [1,2; b(", "throw new Error('x')", "null.x.y = 1; ({}).a.b.c()", "x = /(/; y = [] + {} - 'a' * null",
])  # fmt: skip
def test_a_script_that_fails_or_never_ends_is_left(code: str) -> None:
    text = f"<html><body><script>{code}</script><script>after = 1 + 1;</script></body></html>"
    tree = tree_of(text)
    made = RunningPage(tree, URL, [node.text(deep=True) for node in tree.css("script")])
    assert made.window.names["after"] == 2


VALUES = [
    ("'index_3.html'.replace(/(\\d+)/, '9')", "index_9.html"),
    ("[1, 2, 3].map(x => x * 2).join('-')", "2-4-6"),
    ("`${1 + 1}/${'a'.toUpperCase()}`", "2/A"),
    ("(function(n){ var o = ''; for (var i = 0; i < n; i++) { if (i == 1) continue; o += i; } return o; })(4)", "023"),
    ("(function(n){ switch (n) { case 1: return 'a'; default: return 'b'; } })(2)", "b"),
    ("'7' - 2 + '' + (7 > 3 ? 'y' : 'n') + ('7' == 7)", "5ytrue"),
    ("'a=1&b=2'.split('&')[1].split('=').pop()", "2"),
    ("Math.floor(52 / 15) + 1 + ''", "4"),
    ("(({a, b}) => a + b)({a: 'x', b: 'y'})", "xy"),
    ("[3, 10, 2].sort((a, b) => a - b).reduce((sum, n) => sum + '/' + n, 'x')", "x/2/3/10"),
    ("[...Array(3).keys()].concat([[7, [8]]].flat(2)).at(-1) + ''", "8"),
    ("(a => a.splice(1, 2).join() + a.length + a.findIndex(n => n == 4))([1, 2, 3, 4])", "2,321"),
    ("Object.entries({a: 1, b: 2}).map(([k, v]) => k + v).join() + Object.fromEntries([['z', 9]]).z", "a1,b29"),
    ("Object.freeze({list: '/api/list'}).list + 'x'.repeat(3) + '7'.padEnd(3, '0')", "/api/listxxx700"),
    ("new Map([['k', 'v']]).set('m', 2).get('m') + [...new Set([1, 1, 2])].join('') + new Set('aab').size", "2122"),
    ("((o) => o.url + (o.n = 3, o.url))({n: 2, get url() { return '/p' + this.n; }})", "/p2/p3"),
    ("(() => { class L { #at = 1; get at() { return this.#at * 2; } set at(n) { } } return new L().at + ''; })()", "2"),
    ("new URLSearchParams([['a', '1'], ['b', 2]]) + ''", "a=1&b=2"),
    ("(() => { var s = ''; for (const [k, v] of new Map([['a', 1]])) s += k + v; return s; })()", "a1"),
    ("[...'p1 p22'.matchAll(/p(\\d+)/g)].map(m => m[1]).join('-')", "1-22"),
    ("Object.assign({}, {p: 1}, {p: 2}).p + JSON.stringify({q: [1, 'z']})", '2{"q":[1,"z"]}'),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "value"), VALUES)
def test_expressions_have_their_values(expression: str, value: str) -> None:
    interpreter = Interpreter({})
    interpreter.run(f"var made = {expression};")
    assert interpreter.scope.names["made"] == value


def test_a_drawn_pager_on_its_last_page_is_at_its_end() -> None:
    body = f"<ul>{ROWS}</ul><script>createPageHTML('page_div', 3, 3, 'common_list', 'shtml', 36);</script>"
    listing = reader.read(page(body, 3, f"{URL}common_list_3.shtml"))
    assert (listing.following, listing.more, listing.undefined) == (None, None, ())


def test_a_pager_counted_from_zero_skips_no_page() -> None:
    code = (
        "function nav(all, now){ var h = ''; for (var k = 0; k < all; k++) { h += k == now ? '<em>' + (k + 1) + '</em>'"
        " : '<a href=\"' + (k ? 'index_' + k + '.html' : 'index.html') + '\">' + (k + 1) + '</a>'; }"
        " document.getElementById('p').innerHTML = h; } window.onload = function(){ nav(4, 0); };"
    )
    listing = reader.read(page(f"<ul>{ROWS}</ul><div id='p'></div><script>{code}</script>"))
    assert listing.next_url == f"{URL}index_1.html"


def test_rows_in_an_attribute_and_in_a_decoded_variable_are_read() -> None:
    records = json.dumps(RECORDS, ensure_ascii=False)
    coded = base64.b64encode(records.encode()).decode()
    for body in (
        f"<div id='vm' data-list='{records}'></div>",
        f"<script>var rows = JSON.parse(decodeURIComponent(escape(window.atob('{coded}'))));</script>",
    ):
        listing = reader.read(page(body))
        assert {f"{HOST}/d/{y}.html" for y in YEARS} <= {link.url for link in listing.links}


ANSWERS = [
    ("'<a href=\"' + it.dir + it.file + '\">'",
     [{"t": r["t"], "dir": f"/d/{i}/", "file": "a.html"} for i, r in enumerate(RECORDS)],
     [f"{HOST}/d/{i}/a.html" for i in range(len(RECORDS))]),
    ("'/info/' + it.id + '.html'",
     [{"t": r["t"], "id": i, "linkUrl": "http://other.example/1" if i == 2 else ""} for i, r in enumerate(RECORDS)],
     [f"{HOST}/info/{i}.html" if i != 2 else "http://other.example/1" for i in range(len(RECORDS))]),
]  # fmt: skip


@pytest.mark.parametrize(("address", "records", "urls"), ANSWERS)
def test_rows_have_the_addresses_that_the_script_builds(
    address: str, records: list[dict[str, object]], urls: list[str]
) -> None:
    shows = f"function(d){{ var it; show({address}); }}"
    code = f"function go(p){{ $.getJSON('/docs?columnId=7&pageNum=' + p, {shows}); }} go(1);"
    request = reader.read(page(f"<div></div><script>{code}</script>")).following
    assert request is not None
    answer = json.dumps({"rows": records, "totalCount": len(records)}, ensure_ascii=False)
    assert [link.url for link in reader.read(ListPage(request.url, answer, 1, URL, request)).links] == urls


def test_an_offset_in_the_path_moves_on_by_the_rows_shown() -> None:
    code = "var at = 0, size = 12; function more(){ $.get('/feed/list/7/' + at + '/' + size, draw, 'json'); } more();"
    request = reader.read(page(f"<div></div><script>{code}</script>")).following
    assert request is not None and request.url == f"{HOST}/feed/list/7/0/12"
    answer = json.dumps(RECORDS, ensure_ascii=False)
    further = reader.read(ListPage(request.url, answer, 1, URL, request)).following
    assert further is not None and further.url == f"{HOST}/feed/list/7/12/12"


def test_named_buttons_of_a_form_are_pages() -> None:
    buttons = "".join(f'<button type="submit" name="pg" value="{n}">{n}</button>' for n in (2, 3))
    following = reader.read(page(f"<ul>{ROWS}</ul><form action='{URL}'>{buttons}</form>")).following
    assert following is not None and following.url == f"{URL}?pg=2"


def test_a_row_that_is_called_like_its_column_counts() -> None:
    named = '<li><a href="/zwgk/gzbg/2012.html">政府工作报告</a></li>'
    listing = reader.read(page(f"<ul>{ROWS}{named}</ul>"))
    assert listing.shown == len(YEARS) + 1


def test_a_full_text_in_the_row_of_a_year_is_a_row() -> None:
    rows = "".join(
        f'<tr><td>{y}年</td><td><a href="/zwgk/gzbg/{y}01/{y}77.html">全文</a></td><td><a>解读</a></td></tr>'
        for y in YEARS
    )
    listing = reader.read(page(f"<table>{rows}</table>"))
    assert listing.shown == len(YEARS)
    assert [link.title for link in listing.links] == [f"{y}年全文" for y in YEARS]


def test_a_pager_of_rows_that_are_all_in_the_page_has_no_next_page() -> None:
    records = json.dumps(RECORDS, ensure_ascii=False)
    body = f"<ul id='b'></ul><script>var all = {records}; showPage(all, 1, 5);</script>"
    listing = reader.read(page(body))
    assert (listing.shown, listing.following, listing.more) == (len(YEARS), None, None)
