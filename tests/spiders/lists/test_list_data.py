"""Lists whose rows come as data: lines of text, data of the page, modules and classes, odd names of parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from spiders.lists.interfaces.formats import lines
from tests.support.one_list import (
    HOST,
    LIST,
    ROWS,
    SIZE,
    Answered,
    api,
    counted,
    html,
    li,
    numbers,
    read,
    record,
    rows,
    total,
)


def in_lines(path: str, script: str, between: str, separator: str, head: str = "") -> Answered:
    """A page whose script requests all rows as text from `path`."""

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        if asked == LIST:
            return html(f"<ul id='l'></ul><script>{script}</script>")
        values = [record(n) for n in numbers(0, ROWS)]
        made = [separator.join(str(one[key]) for key in ("no", "subject", "href")) for one in values]
        return head + between.join(made) if asked == path else None

    return answered


def with_data(data: str) -> Answered:
    """A page with its first rows and its data; the interface `/v2/rows` has the others."""

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        if asked == LIST:
            records = json.dumps([record(n) for n in numbers(0)], ensure_ascii=False)
            return html(f"{rows(1)}{data.replace('ROWS', records)}")
        if asked != "/v2/rows" or given.get("lm") != "9":
            return None
        return json.dumps(total(numbers(counted("page")(given))))

    return answered


FOUND: dict[str, Answered] = {
    "lines with bars, and a moment in the address": in_lines(
        "/d/9.txt", "$.get('/d/9.txt?t=' + new Date().getTime(), function (t) { add(t.split('\\n')); });", "\n", "|"),
    "lines with tabs below their number": in_lines(
        "/d/9.txt", "fetch('/d/9.txt?_=' + (+new Date())).then(r => r.text()).then(add);", "\r\n", "\t", f"{ROWS}\r\n"),
    "lines with commas below the names of the fields": in_lines(
        "/d/list.csv", "fetch(`/d/list.csv?v=${Date.now()}`).then(r => r.text()).then(add);", "\n", ",",
        "no,subject,href\n"),
    "rows and fields between signs": in_lines(
        "/d/l.jsp", "$.get('/d/l.jsp', {r: Math.random()}, function (t) { add(t.split('@@@')); });", "@@@", "||"),
    "data of Next.js": with_data(
        '<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {"docs": ROWS, "total": 47, "api":'
        ' "/v2/rows?lm=9&page="}}}</script>'),
    "data of a store": with_data(
        "<script>window.__INITIAL_STATE__ = {list: {items: ROWS, paging: {totalCount: 47, src:"
        " '/v2/rows?lm=9&page={page}'}}};</script>"),
    "data with the address of the page shown": with_data(
        '<script type="application/json">{"state": {"rows": ROWS, "meta": {"pages": 4}, "self":'
        ' "/v2/rows?lm=9&page=1"}}</script>'),
    "data that a function returns": with_data(
        "<script>window.__NUXT__=(function(a,b){return {data:[{docs:ROWS,total:47,src:b+'&page='}],lang:a}}('zh',"
        "'/v2/rows?lm=9'));</script>"),
    "a module that exports": api(
        "export const load = (page) => get('/rows', {lm: 9, page}); export function get(url, data) {"
        " return $.ajax({url, data}); } load(1);", "/rows", counted("page"), total),
    "a module that imports": api(
        "import {draw as paint} from './draw.js'; import './style.css'; const r = await fetch('/rows?lm=9&page=1');"
        " paint(await r.json()); export default r;", "/rows", counted("page"), total),
    "a class": api(
        "class Board { size = 13; #path = '/rows'; constructor(lm) { this.lm = lm; this.page = 0; } async more() {"
        " this.page++; show(await axios.get(this.#path, {params: {lm: this.lm, page: this.page}})); } static start(lm)"
        " { new Board(lm).more(); } } Board.start('9');", "/rows", counted("page"), total),
    "a class of a class": api(
        "class Base { get(data) { $.post('/rows', data, show); } } class News extends Base { constructor() { super();"
        " this.get({lm: '9', page: 1}); } } const news = new News();", "/rows", counted("page"), total),
    "an odd name, shown by the code": api(
        "function turn(page) { $.getJSON('/rows', {lm: '9', xh: page}, show); } turn(1);",
        "/rows", counted("xh"), total),
    "an odd name in a form": api(
        "function go(p) { $.post('/rows', {lm: '9', dj: p, mt: 13}, show); } go(1);", "/rows", counted("dj"),
        lambda found: [record(n) for n in found]),
    "an odd name counted from 0": api(
        "let at = 0; function go() { fetch('/rows?lm=9&ye=' + at).then(show); } go();",
        "/rows", counted("ye", 0), total),
    "an odd name in JSON": api(
        "axios.post('/rows', {lm: '9', ym: 1, rows: 13}).then(show);", "/rows", counted("ym"), total),
    "an odd name in an address": api(
        "var n = 1; $.get('/rows?lm=9&di=' + n, show);", "/rows", counted("di"), total),
    "a full answer without a total": api(
        "$.getJSON('/rows', {lm: '9', ye: 1, size: 13}, show);", "/rows", counted("ye"),
        lambda found: {"list": [record(n) for n in found]}),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_list_whose_rows_are_data_is_read_to_its_end(name: str) -> None:
    account, requested, links = read(FOUND[name])
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert len(requested) <= 8, requested


def test_totals_in_the_data_of_a_page_are_declared() -> None:
    """Without an address in the data, the further rows are at least reported; a box of other rows has its own total."""
    account, _, links = read(
        with_data('<script type="application/json">{"docs": ROWS, "total": 47}</script>')
    )
    assert (account.code, len(links)) == ("list_incomplete", SIZE) and "47 rows declared" in (
        account.why or ""
    )
    other = json.dumps([{"title": f"松浦区要闻第{n}条", "url": f"/yw/{n}.html"} for n in range(9)])
    box = f'<script type="application/json">{{"hot": {{"list": {other}, "total": 900}}}}</script>'
    account, _, links = read(with_data(box))
    assert (account.state, account.declared.rows) == ("complete", None)


def test_entries_in_the_data_of_a_page_that_have_no_address_are_reported_or_get_one_from_a_script() -> None:
    entries = [
        {"docTitle": f"松浦区政府工作报告（第{n}号）", "docId": 7000 + n, "pubTime": "2019-03-02"}
        for n in range(13)
    ]
    data = f"<script>window.__STATE__ = {json.dumps({'docs': entries}, ensure_ascii=False)};</script>"
    menu = "<script>var menu = [{name: '政务公开', id: 1}, {name: '政务服务', id: 2}, {name: '互动', id: 3}];</script>"
    two = "<ul>" + "".join(map(li, (1, 2))) + "</ul>"

    def site(body: str) -> Answered:
        return lambda path, _: html(body) if path == LIST else None

    account, _, links = read(site(data + menu + two))
    assert account.code == "list_incomplete" and "13 entries in the page's data" in (account.why or "")
    made = "'<a href=\"/zfbg/x' + d.docId + '.html\">' + d.docTitle + '</a>'"
    script = f"<script>function row(d) {{ return {made}; }}</script>"
    account, _, links = read(site(data + menu + script))
    assert (account.state, len(links)) == ("complete", 13)
    account, _, _ = read(site(menu + two))
    assert account.state == "complete"


def test_the_address_of_the_next_rows_is_not_taken_from_another_host() -> None:
    data = '<script type="application/json">{"docs": ROWS, "total": 47, "api": "http://other.example/r?page="}</script>'
    account, requested, _ = read(with_data(data))
    assert account.code == "list_incomplete" and not any("other" in one for one in requested)


@pytest.mark.parametrize(
    "text",
    [
        "各位代表：现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾，见 /a/b.html",
        "7|松浦区政府工作报告|2024-01-25\n8|松浦区政府工作报告|2023-01-25",
        "User-agent: *\nDisallow: /search/",
        "",
    ],
)
def test_a_text_that_is_no_list_has_no_rows(text: str) -> None:
    assert lines.parse(text) is None


def test_rows_that_open_by_script_stand_beside_rows_with_an_address() -> None:
    """Both count as rows of the list, in a table and as items; links elsewhere do not."""
    code = "<script>function view(id) { window.open('/zfbg/x' + id + '.html', '_blank'); }</script>"
    title = "松浦区政府工作报告（第{n}号）"
    by_script = f"<tr onclick='view(700{{n}})'><td>{title}</td><td>2019-03-0{{n}}</td></tr>"
    by_address = f"<tr><td><a href='/zfbg/x700{{n}}.html'>{title}</a></td><td>2019-03-0{{n}}</td></tr>"
    made = [(by_address if n in (2, 5) else by_script).format(n=n) for n in range(1, 9)]
    for text in ("".join(made), "".join(made).replace("td>", "span>").replace("tr", "li")):
        kind = ("table", "tbody") if "<tr" in text else ("div", "ul")
        after = "<p>共8条</p><p><a href='/zfbg/x1.html'>无关</a></p>"
        body = f"<{kind[0]}><{kind[1]}>{text}</{kind[1]}></{kind[0]}>{after}"
        account, _, links = read(lambda path, _, body=body: html(body + code) if path == LIST else None)
        assert (account.state, account.rows) == ("complete", 8), account.line()
        assert len({one for one in links if re.search("x70", one)}) == 8


def test_rows_in_bold_or_under_a_heading_are_rows_of_the_list() -> None:
    made = [
        f"<li>{before}<a href='/zfbg/x{7000 + n}.html'>松浦区第{n}号情况通报</a>{after}<i>2019-03-{n + 1:02d}</i></li>"
        for n in range(14)
        for before, after in [{0: ("<b>", "</b>"), 1: ("<h3><em>", "</em></h3>")}.get(n, ("", ""))]
    ]
    other = "<ul class='hot'><li><p><a href='/tz/80001.html'>松浦区另一则通知公告</a><i>2019-01-02</i></p></li></ul>"
    listing = reader.read(ListPage(HOST + LIST, html(f"<ul>{''.join(made)}</ul>{other}"), 1, HOST + LIST))
    assert listing.shown == 14
