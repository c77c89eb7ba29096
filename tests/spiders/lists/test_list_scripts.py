"""Rows, links and pagers that a page shows only by script, and interfaces whose rows lack an address or are XML."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from spiders.config.sitefile import List, SiteFile
from spiders.lists import embedded, reader
from spiders.lists.base import JSON, ListPage, PageRequest
from spiders.lists.interfaces.records import links_of
from spiders.lists.links import Link
from spiders.visit import candidates

URL = "http://www.qinglan.example/zwgk/gzbg/"
HOST = "http://www.qinglan.example"
YEARS = range(2024, 2015, -1)


def title(year: int) -> str:
    return f"{year}年青岚区政府工作报告全文"


def page(body: str, *, url: str = URL, request: PageRequest | None = None) -> ListPage:
    return ListPage(url, f"<html><body><a href='/'>首页</a>{body}</body></html>", 1, URL, request)


def rows(form: str) -> str:
    return "".join(form.format(y=y, t=title(y), d=f"{y}-01-1{y % 10}", i=y - 2016) for y in YEARS)


ARRAY = json.dumps(
    [{"a": title(y), "b": f"/gzbg/{y}.html", "c": f"{y}-01-11"} for y in YEARS], ensure_ascii=False
)
SHOWN = {
    "an array of records with any keys": f"<ul></ul><script>var data = {ARRAY}; draw(data, 1);</script>",
    "an argument": f"<ul></ul><script>draw({ARRAY});</script>",
    "arrays side by side": "<script>var u=[],t=[],d=[];"
    + rows("u[{i}]='/gzbg/{y}.html';t[{i}]='{t}';d[{i}]='{d}';") + "</script>",
    "pushed arrays": "<script>var u=[],t=[];" + rows("u.push('/gzbg/{y}.html');t.push('{t}');") + "</script>",
    "written markup": "<ul><script>"
    + rows("document.write('<li><a href=\"/gzbg/{y}.html\">{t}</a> {d}</li>');") + "</script></ul>",
    "a text area": "<textarea hidden>" + rows('<li><a href="/gzbg/{y}.html">{t}</a>{d}</li>') + "</textarea>",
    "an XML store": "<script type='text/xml'><data>"
    + rows('<record><![CDATA[<li><a href="/gzbg/{y}.html">{t}</a>{d}</li>]]></record>') + "</data></script>",
    "rows that open an address": "<table>"
    + rows("<tr onclick=\"window.open('/gzbg/{y}.html')\"><td>{t}</td><td>{d}</td></tr>") + "</table>",
    "rows that call a function": "<ul>"
    + rows("<li><a href='javascript:;' onclick=\"show('{y}')\">{t}</a><i>{d}</i></li>")
    + "</ul><script>function show(id){ window.open('/gzbg/' + id + '.html'); }</script>",
}  # fmt: skip


@pytest.mark.parametrize("body", SHOWN.values(), ids=list(SHOWN))
def test_rows_that_a_script_shows_are_read(body: str) -> None:
    listing = reader.read(page(body))
    shown = {link.url: link.title for link in listing.links}
    assert {f"{HOST}/gzbg/{year}.html" for year in YEARS} <= set(shown)
    assert shown[f"{HOST}/gzbg/2020.html"].startswith(title(2020))
    assert (listing.shown, listing.unread) == (len(YEARS), None)


def test_rows_in_a_comment_are_not_read() -> None:
    body = "<ul></ul><!-- " + rows('<a href="/gzbg/{y}.html">{t}</a>') + " -->"
    body += "<script>// document.write('<a href=\"/gzbg/1.html\">旧的报告全文一份</a>')\n</script>"
    listing = reader.read(page(body))
    assert listing.unread and not any("gzbg/" in link.url for link in listing.links)


NAVIGATION = {
    "an image map": '<map><area href="/gzbg/" alt="政府工作报告"></map>',
    "a picture": '<a href="/gzbg/"><img alt="政府工作报告" src="/1.png"></a>',
    "a drop-down list": '<select onchange="open(this.value)"><option value="/gzbg/">政府工作报告</option></select>',
    "written by script": "<script>document.write('<a href=\"/gzbg/\">政府工作报告</a>')</script>",
    "an array": '<script>var menu = [{"name": "政府工作报告", "url": "/gzbg/"}]; draw(menu);</script>',
    "a handler": "<li onclick=\"location.href='/gzbg/'\">政府工作报告</li>",
    "a heading beside 更多": '<div><h3>政府工作报告<a class="more" href="/gzbg/">更多</a></h3></div>',
}


@pytest.mark.parametrize("body", NAVIGATION.values(), ids=list(NAVIGATION))
def test_navigation_that_is_not_a_plain_link_is_found(body: str) -> None:
    links = embedded.page_links(f"<html><body>{body}</body></html>", HOST + "/")
    assert [link.url for link in links if link.title == "政府工作报告"] == [f"{HOST}/gzbg/"]


def loader(draw: str, more: str = "") -> str:
    return (
        f"<ul id='b'></ul>{more}<script>function load(p){{ $.getJSON('/info/page?columnId=9&pageNo=' + p, "
        f"function(d){{ {draw} }}); }} load(1);</script>"
    )


DETAILS = {
    "concatenated": loader(
        "for(var i=0;i<d.rows.length;i++){ h += '<a href=\"/info/' + d.rows[i].infoId + '.html\">' + d.rows[i].t; }"
    ),
    "a template literal": loader("d.rows.map(r => `<a href=\"/info/${r.infoId}.html\">${r.t}</a>`)"),
    "a function": loader("vm.rows = d.rows")
    + "<script>function go(row){ open('/info/' + row.infoId + '.html') }</script>",
    "a handler in markup": loader("h += '<li onclick=\"go(' + d.infoId + ')\">'")
    + "<script>function go(n){ location.href = '/info/' + n + '.html' }</script>",
    "a layui template": loader("", "<script type='text/html'><a href='/info/{{d.infoId}}.html'>{{d.t}}</a></script>"),
    "a Vue binding": loader("", "<a :href=\"'/info/' + row.infoId + '.html'\">{{row.t}}</a>"),
}  # fmt: skip


@pytest.mark.parametrize("body", DETAILS.values(), ids=list(DETAILS))
def test_rows_with_only_a_number_get_the_address_that_the_script_builds(body: str) -> None:
    request = reader.read(page(body)).following
    assert request is not None and "/info/page?" in request.url
    answer = json.dumps({"total": 9, "rows": [{"infoId": y, "infoTitle": title(y)} for y in YEARS]})
    listing = reader.read(ListPage(request.url, answer, 1, URL, request))
    assert [link.url for link in listing.links] == [f"{HOST}/info/{year}.html" for year in YEARS]
    assert listing.unread is None


def test_rows_with_only_a_number_are_reported_where_no_address_is_known() -> None:
    request = PageRequest(f"{HOST}/info/page?pageNo=1")
    answer = json.dumps({"rows": [{"infoId": y, "infoTitle": title(y)} for y in YEARS]})
    listing = reader.read(ListPage(request.url, answer, 1, URL, request))
    assert listing.unread and "infoId" in listing.unread


def test_an_interface_that_counts_from_zero_is_requested_from_zero() -> None:
    body = (
        "<script>function load(i){ fetch('/open/docs', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({channelId: '9', pageIndex: i, pageSize: 15})}) } load(0);</script>"
    )
    request = reader.read(page(body)).following
    assert request == PageRequest(f"{HOST}/open/docs", '{"channelId":"9","pageIndex":0,"pageSize":15}', JSON)


def test_the_address_of_a_row_is_not_that_of_its_column() -> None:
    answer = {"list": [
        {"attributes": {"docTitle": title(y), "linkUrl": f"/d/{y}.html"}, "channel": {"name": "栏目", "url": "/x/"}}
        for y in YEARS
    ]}  # fmt: skip
    assert [link.url for link in links_of(answer, URL)] == [f"{HOST}/d/{y}.html" for y in YEARS]


FEEDS = (
    (
        "<rss><channel>",
        "<item><title><![CDATA[{t}]]></title><link>/d/{y}.html</link></item>",
        "</channel></rss>",
    ),
    ("<RESULT><COUNT>9</COUNT>", "<REC><TITLE>{t}</TITLE><URL>/d/{y}.html</URL></REC>", "</RESULT>"),
    ("<list>", "<info><bt>{t}</bt><href>/d/{y}.html</href><fbsj>{y}-01-02</fbsj></info>", "</list>"),
)


@pytest.mark.parametrize(("start", "row", "end"), FEEDS)
def test_an_answer_in_xml_is_read(start: str, row: str, end: str) -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?>{start}{rows(row)}{end}'
    listing = reader.read(ListPage(f"{HOST}/list.xml", text, 1, URL))
    assert [link.url for link in listing.links] == [f"{HOST}/d/{year}.html" for year in YEARS]


SENT = {
    "a form object": (
        "var f = new FormData(); f.append('channelId', '9'); f.append('page', 1);"
        " fetch('/front/list', {method: 'POST', body: f})",
        "/front/list", "channelId=9&page=1",
    ),
    "a plain request": (
        "var x = new XMLHttpRequest(); x.open('POST', '/front/list', true); x.send('channelId=9&page=1')",
        "/front/list", "channelId=9&page=1",
    ),
    "a nested body": (
        "axios({method: 'post', url: '/front/list', data: {query: {columnId: '9'}, page: {current: 1, size: 15}}})",
        "/front/list", '{"query":{"columnId":"9"},"page":{"current":1,"size":15}}',
    ),
    "a number in the path": (
        "function load(n){ fetch('/api/list/9/' + n + '/15').then(draw) } load(1)", "/api/list/9/1/15", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("script", "url", "posted"), SENT.values(), ids=list(SENT))
def test_the_request_of_a_script_is_made(script: str, url: str, posted: str | None) -> None:
    request = reader.read(page(f"<div id='b'></div><script>{script};</script>")).following
    assert request is not None and (request.url, request.body) == (HOST + url, posted)


def test_the_number_in_the_path_of_an_interface_is_counted() -> None:
    body = "<div id='b'></div><script>function q(n){ $.getJSON('/data/9/page_' + n + '.json', draw) } q(1);</script>"
    request = reader.read(page(body)).following
    answer = json.dumps([{"title": title(y), "url": f"/d/{y}.html"} for y in YEARS], ensure_ascii=False)
    assert request is not None
    for number in (1, 2):
        assert request.url == f"{HOST}/data/9/page_{number}.json"
        request = reader.read(ListPage(request.url, answer, number, URL, request)).following
        assert request is not None


def test_the_number_in_a_nested_body_or_a_file_name_is_counted() -> None:
    answer = {"pageCount": 4, "rows": [[y, title(y), f"/d/{y}.html", f"{y}-01-02"] for y in YEARS]}
    text = json.dumps(answer, ensure_ascii=False)
    post = PageRequest(f"{HOST}/q", '{"page":{"current":1,"size":9}}', JSON)
    for request, further in (
        (post, '{"page":{"current":2,"size":9}}'),
        (PageRequest(f"{URL}list_1.json"), None),
    ):
        listing = reader.read(ListPage(request.url, text, 1, URL, request))
        assert listing.following is not None and listing.following.body == further
        assert [link.url for link in listing.links] == [f"{HOST}/d/{year}.html" for year in YEARS]
    assert listing.following.url == f"{URL}list_2.json"


def test_a_data_file_of_the_page_is_read() -> None:
    bare = page("<div id='b'></div><script src='/js/data/col9.js'></script>")
    assert reader.read(bare).undefined
    listing = reader.read(replace(bare, scripts=((f"{HOST}/js/data/col9.js", f"var colData = {ARRAY};"),)))
    assert listing.shown == len(YEARS)


def test_a_dated_list_beside_the_rows_is_not_taken_for_them() -> None:
    news = "".join(
        f'<li><a href="/xw/{i}000.html">青岚区第{i}次专题工作会议</a>2024-01-1{i}</li>' for i in range(8)
    )
    own = rows('<li><a href="/zwgk/gzbg/{y}.html">{t}</a></li>')
    listing = reader.read(page(f"<ul class='a'>{own}</ul><div><ul class='b'>{news}</ul></div>"))
    assert listing.shown == len(YEARS)


PLAIN = rows('<li><a href="/gzbg/{y}.html">{t}</a>{d}</li>')
NEXT = {
    "» beside numbers leads further": (
        '<b>1</b> <a href="p2.html">2</a> <a href="p3.html">&gt;&gt;</a>', f"{URL}p2.html", None,
    ),
    "a condition in a widget": (
        "<script>laypage.render({count: 99, limit: 9, jump: function(o, first){ if(!first){ location.href ="
        " '/gzbg/' + (o.curr == 1 ? '' : 'index_' + o.curr + '.html'); } }});</script>",
        f"{HOST}/gzbg/index_2.html", None,
    ),
    "numbers written in a loop": (
        "<script>var pgCount=4; for(var i=1;i<=pgCount;i++){"
        " document.write(\"<a href='index_\"+i+\".html'>\"+i+\"</a>\") }</script>", f"{URL}index_2.html", None,
    ),
    "two branches of a function": (
        "<a href='javascript:go(2)'>下一页</a><script>function go(p){ if(p==1){ location.href='/zwgk/gzbg/' } else {"
        " location.href = '/zwgk/gzbg/index_' + (p-1) + '.html' } }</script>", f"{URL}index_1.html", None,
    ),
    "a field named in a selector": (
        "<form id='f' method='post' action='l.do'><input name='page.no' value='1'></form><a href='#' onclick='go(2)'>"
        "下一页</a><script>function go(n){ $(\"input[name='page.no']\").val(n); $('#f').submit(); }</script>",
        f"{URL}l.do", "page.no=2",
    ),
    "a widget beside a function that opens rows": (
        "<script>function show(id){ open('/v/' + id + '.html') } kkpager.generPageHtml({pno: 1, total: 4,"
        " totalRecords: 33, hrefFormer: '/zwgk/gzbg/index', hrefLatter: '.html'});</script>",
        f"{URL}index_2.html", None,
    ),
    "numbers kept as text": (
        "<script>var _PAGE_COUNT='4', _PAGE_INDEX='0'; if (_PAGE_COUNT > 1) { document.write(\"<a href='index_\""
        " + (parseInt(_PAGE_INDEX) + 1) + \".html'>下一页</a>\"); }</script>", f"{URL}index_1.html", None,
    ),
    "the address alone": ("<a href='index_2.html'><i class='icon'></i></a>", f"{URL}index_2.html", None),
    "较早": ("<a href='?start=9'>较早 »</a>", f"{URL}?start=9", None),
    "a submit button": (
        "<form method='post' action='l.aspx'><input type='hidden' name='v' value='ab'>"
        "<input type='submit' name='next' title='下一页' value='&gt;'></form>", f"{URL}l.aspx", "v=ab&next=%3E",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("pager", "url", "posted"), NEXT.values(), ids=list(NEXT))
def test_the_next_page_is_found(pager: str, url: str, posted: str | None) -> None:
    following = reader.read(page(f"<ul>{PLAIN}</ul><div class='page'>{pager}</div>")).following
    assert following is not None and (following.url, following.body) == (url, posted)


@pytest.mark.parametrize(
    "pager", ["<b>1</b>", "<span class='cur'>【1】</span>", "第1页 共1页<script>f(2)</script>"]
)
def test_a_pager_with_one_page_declares_one(pager: str) -> None:
    listing = reader.read(page(f"<ul>{PLAIN}</ul><div class='page'>{pager}</div>"))
    assert (listing.declared.pages, listing.following) == (1, None)


def test_pieces_of_markup_are_requested_until_one_is_empty() -> None:
    load = "function load(){ $.get('/more.jsp?lm=9&page=' + page, add) }"
    body = f"<ul id='b'></ul><script>var page=1; {load} load()</script>"
    first = reader.read(page(body)).following
    assert first is not None and first.url == f"{HOST}/more.jsp?lm=9&page=1"
    second = reader.read(ListPage(first.url, PLAIN, 1, URL, first)).following
    assert second is not None and second.url == f"{HOST}/more.jsp?lm=9&page=2"


def test_the_heading_of_a_link_is_its_title() -> None:
    body = f"<a href='/d/1.html'><em>02-15</em><b>2023</b><h3>{title(2023)}</h3><p>各位代表，今天是大会第一天。</p></a>"
    (link,) = [one for one in page(body).links if one.url.endswith("1.html")]
    assert link.title == title(2023)


def parts(body: str, kind: str = "reports") -> set[str]:
    entry = List.model_validate({"url": URL, "kind": kind})
    values = {
        "id": "q",
        "name": "青岚区",
        "homepage": HOST + "/",
        "family": "plain",
        "lists": [entry.model_dump()],
    }
    one = page(body)
    return set(candidates.parts_of(SiteFile.model_validate(values), reader.read(one), one, entry))


def test_another_column_of_the_same_script_is_not_a_report() -> None:
    entry = List.model_validate({"url": f"{HOST}/list.aspx?id=25", "kind": "reports"})
    values = {
        "id": "q",
        "name": "青岚区",
        "homepage": HOST + "/",
        "family": "plain",
        "lists": [entry.model_dump()],
    }
    site = SiteFile.model_validate(values)
    column, article = (
        Link(f"{HOST}/{name}.aspx?id=1010", "民生实事", "民生实事") for name in ("list", "show")
    )
    assert not candidates.may_be_report(site, column, entry)
    assert candidates.may_be_report(site, article, entry)


def test_columns_of_a_year_or_a_mandate_are_parts_of_their_list() -> None:
    years = "".join(f'<li><a href="/zwgk/gzbg/{y}/">{y}年</a></li>' for y in (2024, 2023))
    assert parts(years) == {f"{URL}2024/", f"{URL}2023/"}
    assert parts(f"<ul>{PLAIN}</ul><div>{years}</div>") == {f"{URL}2024/", f"{URL}2023/"}
    assert parts(f'<ul>{PLAIN}</ul><a href="/sqjzf/">十七届政府</a>') == set()  # navigation of the site
    assert parts(years, "mixed") == set()
    named = rows('<li><a href="/zwgk/gzbg/{y}/">{t}</a></li>')
    assert parts(named) == {f"{URL}{year}/" for year in YEARS}
    assert parts(rows('<li><a href="/zwgk/gzbg/{y}/">{t}</a><i>{d}</i></li>')) == set()
