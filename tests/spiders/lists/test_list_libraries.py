"""Lists that libraries page: table widgets, pagination widgets, a field for the page's number, repeated first rows."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from tests.support.one_list import (
    HOST,
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
    offset,
    pages,
    read,
    record,
    rows,
    total,
)


def encoded(found: list[int]) -> object:
    return {"code": 0, "data": base64.b64encode(json.dumps(total(found)).encode()).decode()}


def first_in(name: str) -> Callable[[Mapping[str, str]], int]:
    return lambda given: (json.loads(given[name])["pageNo"] - 1) * SIZE


FOUND: dict[str, Answered] = {
    "bootstrap-table": api(
        "$('#t').bootstrapTable({url: '/rows', sidePagination: 'server', pageSize: 13, queryParams: function (p) {"
        " return {lm: '9', limit: p.limit, offset: p.offset}; }, columns: [{field: 'subject'}]});",
        "/rows", offset("offset"), total),
    "bootstrap-table that counts pages": api(
        "$('#t').bootstrapTable({url: '/rows', method: 'post', contentType: 'application/x-www-form-urlencoded',"
        " queryParamsType: '', pageSize: 13, queryParams: function (p) { p.lm = '9'; return p; }});",
        "/rows", counted("pageNumber"), total),
    "DataTables": api(
        "$(function () { $('#t').DataTable({serverSide: true, pageLength: 13, ajax: {url: '/rows', type: 'POST',"
        " data: function (d) { d.lm = '9'; }}, columns: [{data: 'subject'}]}); });",
        "/rows", offset("start"),
        lambda found: {"draw": 1, "recordsTotal": ROWS, "recordsFiltered": ROWS, "data": [record(n) for n in found]}),
    "easyui": api(
        "$('#t').datagrid({url: '/rows', queryParams: {lm: '9'}, pagination: true, pageSize: 13});",
        "/rows", counted("page"), total),
    "jqGrid": api(
        "jQuery('#t').jqGrid({url: '/rows', datatype: 'json', mtype: 'GET', postData: {lm: '9'}, rowNum: 13});",
        "/rows", counted("page"),
        lambda found: {"records": ROWS, "total": PAGES, "rows": [record(n) for n in found]}),
    "mricode": api(
        "$('#t').page({pageSize: 13, remote: {url: '/rows', params: {lm: '9'}, success: function (d) { show(d); }}});",
        "/rows", counted("pageIndex", 0), total),
    "paginationjs": api(
        "$('#t').pagination({dataSource: '/rows?lm=9', locator: 'rows', pageSize: 13, ajax: {type: 'POST'},"
        " alias: {pageNumber: 'pageNo', pageSize: 'per'}});", "/rows",
        counted("pageNo"), total),
    "a client with a base address": api(
        "const web = axios.create({baseURL: '/open/v1'}); web.get('/rows', {params: {lm: '9', pageNo: 1, size: 13}});",
        "/open/v1/rows", counted("pageNo"), total),
    "a base address of all clients": api(
        "axios.defaults.baseURL = '/open/v1'; axios.post('/rows', {lm: '9', pageNo: 1, size: 13});",
        "/open/v1/rows", counted("pageNo"), total),
    "parameters in a string": api(
        "$.post('/rows', {param: JSON.stringify({pageNo: 1, pageSize: 13, column: 'c4'})}, show);",
        "/rows", first_in("param"), lambda found: {"custom": json.dumps(total(found))}),
    "an answer in base64": api(
        "$.getJSON('/rows?lm=9&page=1', function (r) { show(Base64.decode(r.data)); });",
        "/rows", counted("page"), encoded),
    "an interface that repeats the first rows": api(
        "let start = 0; async function more() { const d = await (await fetch('/rows?lm=9&start=' + start + '&num=13'))"
        ".json(); start += d.length; add(d); }",
        "/rows", offset("start"), lambda found: [record(n) for n in found], rows(1)),
    "simplePagination": pages(
        lambda n: f"<div id='p'></div><script>$('#p').pagination({{items: {ROWS}, itemsOnPage: {SIZE},"
        f" currentPage: {n}, hrefTextPrefix: 'b-', hrefTextSuffix: '.htm'}});</script>", LIST + "b-{n}.htm"),
    "files counted from 0, pages from 1": pages(
        lambda n: f"<div id='p'></div><script>laypage.render({{elem: 'p', count: {ROWS}, limit: {SIZE}, curr: {n},"
        " jump: function (o, first) { if (!first) { location.href = o.curr == 1 ? './' : 'i' + (o.curr - 1) + '.htm';"
        " } }});</script>", LIST + "i{n}.htm", 0),
    "a field for the page's number": pages(
        lambda n: f"共 {PAGES} 页 转到第 <input id='no' size='2'> 页 <a href='javascript:jump()'>跳转</a><script>"
        f"function jump() {{ var n = +document.getElementById('no').value; if (n > 0) location.href = '?s=' + n; }}"
        "</script>", LIST + "?s={n}"),
    "numbers written from an element's data": pages(
        lambda n: f"<div class='pg' data-all-pages='{PAGES}' data-now='{n}' data-url='s$.html'></div><script>"
        "$('.pg').each(function () { var d = $(this).data(), h = ''; for (var i = 1; i <= d.allPages; i++)"
        " h += i == d.now ? '<b>' + i + '</b>' : '<a href=\"' + d.url.replace('$', i) + '\">' + i + '</a>';"
        " $(this).html(h); });</script>", LIST + "s{n}.html"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_list_of_a_library_is_read_to_its_end(name: str) -> None:
    account, requested, links = read(FOUND[name])
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert len(requested) <= PAGES + 4  # robots.txt, the page with the widget, and at most two more


def test_a_script_file_with_the_number_of_the_page_in_its_address_is_read_for_each_page() -> None:
    code = (
        "var src = document.getElementsByTagName('script')[0].src, q = src.split('?')[1].split('&');"
        "var all = +q[0].split('=')[1], now = +q[1].split('=')[1];"
        "if (now < all) document.write('<a href=\"k' + (now + 1) + '.html\">下一页</a>');"
    )

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == "/pager.js":
            return code
        match = re.fullmatch(re.escape(LIST) + r"(?:k(\d)\.html)?", path)
        number = int(match[1] or 1) if match else 0
        pager = f"<script src='/pager.js?all={PAGES}&now={number}'></script>"
        return html(rows(number) + pager) if 1 <= number <= PAGES else None

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), requested
    assert sum(path.startswith("/pager.js") for path in requested) == PAGES


def test_rows_of_hidden_pages_need_no_request() -> None:
    parts = "".join(
        f"<div class='part' style='display:{'none' if n > 1 else 'block'}'>{rows(n)}</div>"
        for n in range(1, PAGES + 1)
    )
    buttons = "".join(f"<a href='javascript:part({n})'>{n}</a>" for n in range(1, PAGES + 1))
    code = "<script>function part(n) { $('.part').hide(); $('.part').eq(n - 1).show(); }</script>"
    account, _, links = read(lambda path, _: html(parts + buttons + code) if path == LIST else None)
    assert (account.state, len(links)) == ("complete", ROWS)
    one_part = html(rows(1) + buttons + code)
    account, _, _ = read(lambda path, _: one_part if path == LIST else None)
    assert account.code == "list_incomplete"


def test_the_first_rows_before_the_link_to_all_are_not_taken_for_the_list() -> None:
    few = (
        "<ul>" + "".join(map(li, numbers(0, 7))) + "</ul><p class='r'><a href='/all.jsp?lm=9'>更多……</a></p>"
    )

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(few)
        number = int(given.get("pg", 1))
        following = f"<a href='/all.jsp?lm=9&pg={number + 1}'>下一页</a>" if number < PAGES else ""
        return html(rows(number) + following) if path == "/all.jsp" and number <= PAGES else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


def test_requests_that_a_script_makes_for_each_year_are_parts_of_the_list() -> None:
    script = "[2019, 2018, 2017].forEach(function (y) { $.getJSON('/d/' + y + '.json', function (d) { add(d); }); });"
    years = {2019: numbers(0, 20), 2018: numbers(20, 20), 2017: numbers(40, 20)}

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='all'></div><script>{script}</script>")
        match = re.fullmatch(r"/d/(\d{4})\.json", path)
        return json.dumps([record(n) for n in years[int(match[1])]]) if match else None

    listing = reader.read(ListPage(HOST + LIST, answered(LIST, {}) or "", 1, HOST + LIST))
    found = [link.url.removeprefix(HOST) for link in listing.links]
    assert found == ["/d/2019.json", "/d/2018.json", "/d/2017.json"]
    assert {link.title for link in listing.links} == {"2019年", "2018年", "2017年"}


def test_an_address_that_a_script_only_shows_is_not_requested() -> None:
    code = (
        "$('#w').on('click', '.n a', function () { var p = $(this).data('page');"
        " history.pushState(null, '', '?page=' + p); $.get('/piece/9', {page: p}, put); });"
    )

    def pager() -> str:
        links = "".join(f'<a href="javascript:void(0)" data-page="{n}">{n}</a>' for n in range(1, PAGES + 1))
        return f"<div class='n'>{links}</div>"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='w'>{rows(1)}{pager()}</div><script>{code}</script>")
        number = int(given.get("page", 1))
        return rows(number) + pager() if path == "/piece/9" and number <= PAGES else None

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert LIST + "?page=2" not in requested


def test_a_full_page_without_any_pager_after_the_first_is_no_end() -> None:
    """The pager is lost on page 2; with a previous page, or with fewer rows, page 2 is the last."""

    def site(size: int, last: int, after: str) -> Answered:
        first = "<ul>" + "".join(map(li, numbers(0, size))) + "</ul><a href='w2.html'>下一页</a>"
        second = "<ul>" + "".join(map(li, numbers(size, last))) + f"</ul>{after}"
        pages_of = {LIST: html(first), LIST + "w2.html": html(second)}
        return lambda path, _: pages_of.get(path)

    account, _, _ = read(site(15, 15, ""))
    assert account.code == "list_incomplete" and "no pager" in (account.why or "")
    for size, last, after in (
        (15, 7, ""),
        (15, 15, "<a href='./'>上一页</a>"),
        (15, 15, "<span>下一页</span>"),
    ):
        account, _, links = read(site(size, last, after))
        assert (account.state, len(links)) == ("complete", size + last), account.line()


def test_totals_beside_the_rows_in_no_element_of_their_own_are_read() -> None:
    button = "<input id='gopage'><input type='button' value='跳转' onclick='tiao()'> 共4页"
    code = "<script>function tiao() { location.href = document.getElementById('gopage').value + '.html'; }</script>"

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        match = re.fullmatch(re.escape(LIST) + r"(?:(\d)\.html)?", path)
        number = int(match[1] or 1) if match else 0
        return html(f"<div>{rows(number)}{button}{code}</div>") if 1 <= number <= PAGES else None

    account, requested, links = read(answered)
    assert (account.state, account.declared.pages, len(links)) == ("complete", PAGES, ROWS)
    assert LIST + "5.html" not in requested


def test_a_script_file_knows_the_settings_that_the_page_makes_before_it() -> None:
    code = (
        "!function(){var c=window.column,n=1;function go(n){return fetch('/gate/'+c.id+'?page='+n+'&size='+c.size)"
        ".then(function(r){return r.json()}).then(show)}go(n)}();"
    )

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            settings = f"<script>window.column = {{ id: '9', size: {SIZE} }};</script>"
            return html(f"<div id='list'></div>{settings}<script src='/a/main.3c.js'></script>")
        if path == "/a/main.3c.js":
            return code
        return json.dumps(total(numbers(counted("page")(given)))) if path == "/gate/9" else None

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
