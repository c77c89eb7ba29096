"""Ways of older and of unusual lists: image maps, serialized forms, rows as strings, command links, other encodings."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from spiders.lists.account import Account
from spiders.lists.base import Declared
from spiders.lists.links import tree_of
from spiders.lists.pagers.single import shows_single_page
from spiders.visit.candidates import page_text
from spiders.visit.queries import in_encoding
from tests.support.one_list import (
    LIST,
    PAGES,
    ROWS,
    SIZE,
    Answered,
    api,
    counted,
    html,
    li,
    numbers,
    pages,
    read,
    record,
    rows,
)


def image_map(number: int) -> str:
    named = (("上页", number - 1), ("下页", number + 1), ("尾页", PAGES))
    areas = "".join(f"<area href='/zfbg/n{n}.htm' alt='{t}'>" for t, n in named if 1 <= n <= PAGES)
    return f"<img src='p.gif' usemap='#m'><map name='m'>{areas}</map><b>{number}</b>/{PAGES}"


def serialized(path: str, given: Mapping[str, str]) -> str | None:
    """A hidden form is posted as text to an address without a slash; a table with its pager comes back."""
    if path == LIST:
        fields = "<input type='hidden' name='lm' value='9'><input type='hidden' id='pn' name='pn' value='1'>"
        code = (
            "function turn(n) { $('#pn').val(n);"
            " $.post('rows.jsp', $('#f').serialize(), function (h) { $('#t').html(h); }); }"
        )
        return html(
            f"<form id='f'>{fields}</form><div id='t'></div><script>{code} $(function () {{ turn(1); }});</script>"
        )
    if path != f"{LIST}rows.jsp" or given.get("lm") != "9":
        return None
    number = int(given["pn"])
    return (
        f"{rows(number)}<p>共{ROWS}条 {number}/{PAGES}页 <a href='javascript:turn({number + 1})'>下页</a></p>"
    )


def strings(found: list[int]) -> object:
    """Each row is a string of markup."""
    return {"code": 0, "total": ROWS, "result": [li(n) for n in found]}


def component(path: str, given: Mapping[str, str]) -> str | None:
    """The address of a row is an alternative in a template of Vue."""
    if path == LIST:
        template = "<li v-for='r in rows'><a :href=\"r.out || ('/zfbg/x' + r.no + '.html')\">{{ r.subject }}</a></li>"
        code = (
            "new Vue({el: '#a', data: {rows: []}, created() {"
            " $.post('/rows', {lm: 9, pn: 1}, d => { this.rows = d.rows; }); }});"
        )
        return html(f"<ul id='a'>{template}</ul><script>{code}</script>")
    if path != "/rows":
        return None
    found = [
        {"no": record(n)["no"], "subject": record(n)["subject"], "out": None}
        for n in numbers((int(given["pn"]) - 1) * SIZE)
    ]
    return json.dumps({"total": ROWS, "rows": found})


def command_links(path: str, given: Mapping[str, str]) -> str | None:
    """A command link puts fields into the form that it submits; the form's state says which page one is on."""
    if path != LIST:
        return None
    number = int(given["state"].removeprefix("s")) + ("f:next" in given) if given else 1
    code = (
        "function command(f, p) { for (var k in p) { var i ="
        " document.createElement('input'); i.type = 'hidden';"
        " i.name = k; i.value = p[k]; f.appendChild(i); } f.submit(); }"
    )
    call = "command(document.getElementById('f'), {'f:next': 'f:next'}); return false;"
    link = f'<a href="#" onclick="{call}">下一页</a>'
    form = f"<form id='f' method='post' action='{LIST}'><input type='hidden' name='state' value='s{number}'>"
    return html(f"{rows(number)}{form}{link if number < PAGES else ''}</form><script>{code}</script>")


def dynamic(path: str, given: Mapping[str, str]) -> str | None:
    """A client of the page posts JSON by XMLHttpRequest, zero-based; markup with its pager comes back."""
    if path == LIST:
        code = (
            "var client = { post: function (u, d, f) { var x = new XMLHttpRequest(); x.open('POST', u, true);"
            " x.setRequestHeader('Content-type', 'application/json');"
            " x.onload = function () { f(JSON.parse(x.responseText)); }; x.send(JSON.stringify(d)); } };"
            " function part(n) { client.post('/api/part', {lm: 9, pageIndex: n, of: 'x-9'}, function (r) {"
            " document.getElementById('t').innerHTML = r.html; }); } part(0);"
        )
        return html(f"<div id='t'></div><script>{code}</script>")
    if path != "/api/part" or given.get("of") != "x-9":
        return None
    now = int(given["pageIndex"])
    links = (
        f"<a href='javascript:void(0)' onclick='part({n}); return false;'>{n + 1}</a>" for n in range(PAGES)
    )
    return json.dumps({"html": rows(now + 1) + "".join(links)})


def after_a_token(path: str, given: Mapping[str, str]) -> str | None:
    """A token is requested first, and goes with every request for rows."""
    if path == LIST:
        code = (
            "var key = ''; function ask(n) { $.post('/open/query', {key: key, n: n, size:"
            " 13}, function (r) { var h = '';"
            " $.each(r.list, function (i, o) { h += '<li><a href=\"' + o.href + '\">' + o.subject +"
            " '</a><i>2019-03-04</i></li>'; }); $('#t').html(h); h = '';"
            ' for (var p = 1; p <= r.pageCount; p++) h += \'<a class="n" rel="\' + p +'
            " '\">' + p + '</a>'; $('#p').html(h);"
            " }, 'json'); } $('#p').on('click', '.n', function () { ask(parseInt($(this).attr('rel'))); });"
            " $.getJSON('/open/token', {app: 'w'}, function (r) { key = r.key; ask(1); });"
        )
        return html(f"<ul id='t'></ul><div id='p'></div><script>{code}</script>")
    if path == "/open/token":
        return json.dumps({"key": "k7"})
    if path != "/open/query" or given.get("key") != "k7":
        return None
    return json.dumps(
        {"pageCount": PAGES, "list": [record(n) for n in numbers((int(given["n"]) - 1) * SIZE)]}
    )


def from_a_number_of_rows(path: str, given: Mapping[str, str]) -> str | None:
    """One address has the number of rows, another the rows from one number to another."""
    if path == LIST:
        code = (
            "var all = 0; function show(k) { fetch('/doc/rows?from=' + k * 13 + '&to=' +"
            " Math.min((k + 1) * 13, all))"
            ".then(r => r.json()).then(d => { document.getElementById('t').innerHTML ="
            " d.map(o => '<li><a href=\"' +"
            " o.href + '\">' + o.subject + '</a><i>2019-03-04</i></li>').join(''); var h = '';"
            " for (var i = 0; i * 13 < all; i++) h += i == k ? '<b>' + (i + 1) + '</b>' :"
            " '<a href=\"javascript:show(' +"
            " i + ')\">' + (i + 1) + '</a>'; document.getElementById('p').innerHTML = h; }); }"
            " fetch('/doc/count').then(r => r.text()).then(t => { all = parseInt(t); show(0); });"
        )
        return html(f"<ul id='t'></ul><div id='p'></div><script>{code}</script>")
    if path == "/doc/count":
        return str(ROWS)
    if path != "/doc/rows":
        return None
    return json.dumps([record(n) for n in numbers(int(given["from"])) if n < int(given["to"])])


def in_chunks(path: str, given: Mapping[str, str]) -> str | None:
    """A script adds the script file that fills the page, and goes on when it has loaded."""
    if path == LIST:
        code = (
            "var parts = {}; window.__app = {add: function (n, f) { parts[n] = f; }};"
            " var s = document.createElement('script'); s.src = '/js/rows.js';"
            " s.onload = function () { parts.rows(9); }; document.head.appendChild(s);"
        )
        return html(f"<div id='t'></div><script>{code}</script>")
    if path == "/js/rows.js":
        return (
            "__app.add('rows', function (c) { var t = document.getElementById('t'), n = 1; function go() {"
            " fetch('/v1/list?lm=' + c + '&pn=' + n).then(r => r.json()).then(d => {"
            ' t.innerHTML = \'<ul class="r"></ul><p class="m"></p>\';'
            " t.querySelector('.r').innerHTML = d.list.map(o =>"
            " '<li><a href=\"' + o.href + '\">' + o.subject + '</a><i>2019-03-04</i></li>').join('');"
            " var h = ''; for (var i = 1; i <= d.pages; i++) h += '<button class=\"g\">' + i + '</button>';"
            " t.querySelector('.m').innerHTML = h; t.querySelectorAll('.g').forEach(function (e) {"
            " e.onclick = function () { n = +e.innerText; go(); }; }); }); } go(); });"
        )
    if path != "/v1/list" or given.get("lm") != "9":
        return None
    return json.dumps({"pages": PAGES, "list": [record(n) for n in numbers((int(given["pn"]) - 1) * SIZE)]})


def clicked(path: str, given: Mapping[str, str]) -> str | None:
    """Rows have no link; a click on one opens an address made of its data."""
    if path != LIST:
        return None
    number = int(given.get("pageNum", "1"))
    if number > PAGES:
        return None
    items = "".join(
        f"<li class='row' data-id='{record(n)['no']}'><p>{record(n)['subject']}</p><em>2019-03-04</em></li>"
        for n in numbers((number - 1) * SIZE)
    )
    links = "".join(f"<a href='{LIST}?pageNum={n}'>{n}</a>" for n in range(1, PAGES + 1))
    code = "$('body').on('click', '.row', function () { window.open('/zfbg/x' + $(this).data('id') + '.html'); });"
    return html(f"<ul>{items}</ul><div>{links}</div><script>{code}</script>")


def controlled(path: str, given: Mapping[str, str]) -> str | None:
    """The address of a row depends on a condition in a template of layui."""
    if path == LIST:
        address = "{{# if (item.out) { }}{{ item.out }}{{# } else { }}/zfbg/x{{ item.no }}.html{{# } }}"
        template = f'{{{{# layui.each(d.list, function (i, item) {{ }}}}<a href="{address}">{{{{ item.subject }}}}</a>'
        code = "layui.use(['laytpl'], function () { $.post('/rows', {lm: 9, curr: 1, nums: 13}, draw, 'json'); });"
        return html(
            f"<div id='v'></div><script type='text/html' id='k'>{template}</script><script>{code}</script>"
        )
    if path != "/rows":
        return None
    found = [
        {"no": record(n)["no"], "subject": record(n)["subject"], "out": ""}
        for n in numbers((int(given["curr"]) - 1) * SIZE)
    ]
    return json.dumps({"zs": ROWS, "list": found})


def backslashes(path: str, given: Mapping[str, str]) -> str | None:
    number = int(given.get("page", "1"))
    if path != LIST or number > PAGES:
        return None
    shown = rows(number).replace("/zfbg/x", "..\\zfbg\\x")
    return html(f"{shown}<p>{''.join(f'<a href={LIST}?page={n}>[{n}]</a>' for n in range(1, PAGES + 1))}</p>")


def by_hash(path: str, given: Mapping[str, str]) -> str | None:
    """Numbers are links within the page; the part of another page is loaded into this one."""
    number = {LIST: 1, **{f"/zfbg/part_{n}.html": n for n in range(2, PAGES + 1)}}.get(path)
    if number is None:
        return None
    links = "".join(f"<a href='#{n}'>{n}</a>" for n in range(1, PAGES + 1))
    code = (
        "$(window).on('hashchange', function () { var n = parseInt(location.hash.slice(1)) || 1;"
        " $('.here').load('part_' + n + '.html .list'); });"
    )
    pager = f"<div class='turn'>{links}</div><script>{code}</script>" if number == 1 else ""
    return html(f"<div class='here'>{rows(number)}</div>{pager}")


def by_constructor(path: str, given: Mapping[str, str]) -> str | None:
    """Each row is a call; a constructor's methods draw them page by page."""
    if path != LIST:
        return None
    code = (
        "function List(n) { this.t = new Array(); this.n = n; }"
        " List.prototype.add = function (t, u) { this.t[this.t.length] = '<li><a"
        " href=\"' + u + '\">' + t + '</a><i>2019-03-04</i></li>'; };"
        " List.prototype.show = function (k) { var s = '', self = this, i;"
        " for (i = (k - 1) * this.n; i < k * this.n && i < this.t.length; i++) s += this.t[i];"
        " document.getElementById('t').innerHTML = s; s = ''; for (i = 1; i <="
        " Math.ceil(this.t.length / this.n); i++)"
        " s += i == k ? ' <b>' + i + '</b>' : ' <u>' + i + '</u>'; document.getElementById('fy').innerHTML = s;"
        " var us = document.getElementById('fy').getElementsByTagName('u');"
        " for (i = 0; i < us.length; i++) us[i].onclick = function () {"
        " self.show(parseInt(this.innerHTML)); }; };"
        " var l = new List(13);"
    )
    calls = "".join(f"l.add('{record(n)['subject']}', '{record(n)['href']}');\n" for n in range(ROWS))
    return html(f"<ul id='t'></ul><p id='fy'></p><script>{code}\n{calls}l.show(1);</script>")


WHOLE: dict[str, Answered] = {
    "a constructor": by_constructor,
    "numbers within the page": by_hash,
    "a client that posts JSON": dynamic,
    "after a token": after_a_token,
    "from a number of rows": from_a_number_of_rows,
    "in chunks": in_chunks,
    "rows that are clicked": clicked,
    "an address with a condition": controlled,
    "backslashes": backslashes,
    "an image map": pages(image_map, "/zfbg/n{n}.htm"),
    "a serialized form": serialized,
    "a string for each row": api(
        "function go(p) { $.post('/rows', {lm: 9, p: p, pg: 13}, function (d) {"
        " $('#t').html(d.result.join('')); }, 'json'); } go(1);",
        "/rows", counted("p"), strings,
    ),
    "an address with an alternative": component,
    "command links": command_links,
}  # fmt: skip


@pytest.mark.parametrize("answered", WHOLE.values(), ids=list(WHOLE))
def test_the_list_is_read_to_its_end(answered: Answered) -> None:
    account, requested, links = read(answered)
    assert len(links) == ROWS and account.state == "complete", (account.why, requested)


@pytest.mark.parametrize("size", [13, 10])
def test_a_button_for_more_that_brings_nothing_is_the_end(size: int) -> None:
    """As many rows as requested say nothing where the button was used in vain."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            code = (
                f"var last = 0, count = {size}; function load() {{"
                " fetch('/feed?after=' + last + '&count=' + count).then(r => r.json()).then(d => { d.forEach(r => {"
                " var e = document.createElement('li'); last = r.no;"
                " e.innerHTML = '<a href=\"' + r.href + '\">' + r.subject + '</a><i>2019-03-04</i>';"
                " document.getElementById('b').appendChild(e); }); }); }"
                " document.getElementById('m').onclick = load; load();"
            )
            return html(f"<ul id='b'></ul><div id='m'>加载更多</div><script>{code}</script>")
        if path != "/feed":
            return None
        return json.dumps([record(n) for n in range(size)] if given["after"] == "0" else [])

    account, requested, links = read(answered)
    assert (len(links), account.state) == (size, "complete"), (account.why, requested)


@pytest.mark.parametrize(
    ("pager", "single"),
    [
        ("<p id='fy'><b>1</b></p>", True),
        ("<div class='page-nav'><span class='active'>1</span></div>", True),
        ("<div class='pager'><a>上一页</a> <span>1</span> <a>下一页</a></div>", True),
        ("<div class='pager'><b>1</b> <a href='2.htm'>2</a></div>", False),
        ("<div class='list'><b>1</b></div>", False),
        ("<div class='page'><p>共36条</p><b>1</b></div>", False),
    ],
)
def test_a_pager_with_the_one_number_1_is_that_of_a_single_page(pager: str, single: bool) -> None:
    assert shows_single_page(tree_of(html(pager))) is single


def test_a_browser_that_reads_no_more_does_not_settle_what_the_page_declares() -> None:
    declares = Account(
        f"http://a.example{LIST}",
        pages=1,
        rows=15,
        declared=Declared(None, 3),
        state="incomplete",
        why="3 pages",
    )
    shown = Account(declares.url, pages=1, rows=15, state="complete")
    declares.replace_by(shown)
    assert declares.state == "incomplete"


def test_a_query_is_sent_in_the_encoding_of_its_page() -> None:
    page = "<meta charset='gb2312'><a href='list.asp?lm=公告&p=2'>下一页</a><a href=\"/x/公告.htm\">公告</a>"
    assert "lm=%B9%AB%B8%E6&p=2" in page_text(page.encode("gbk"), "text/html")
    assert page_text(page.replace("gb2312", "utf-8").encode(), "text/html").count("公告") == 3
    assert in_encoding("<a href=x?a=1>公告</a>", "gb18030") == "<a href=x?a=1>公告</a>"
