"""Lists beside a block of other news, rows that scripts make of an answer, menus and templates beside the list."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, SIZE, Answered, html, li, numbers, read, rows

FILLS = """<script>function turn(n) { $.getJSON('/rows', {lm: 9, p: n}, function (r) {
  var s = ''; $.each(r.rows, function (i, one) { s += '<li><a href="/zfbg/x' + one.no + '.html">' + one.name
    + '</a><i>2019-03-04</i></li>'; });
  $('#box').html('<ul>' + s + '</ul>'); s = '';
  for (var k = 1; k <= r.pages; k++) s += '<a href="javascript:turn(' + k + ')">' + k + '</a>';
  $('#pg').html(s); }); } turn(1);</script>"""
NEWS = "".join(
    f"<li><a href='/xw/20240{n}0{n}/{n}71.html'>松浦区开展第{n}次河道清理行动</a></li>" for n in range(1, 7)
)
PLACE = "<h3>政府工作报告</h3><div id='box'></div><div id='pg'></div>"
BESIDE = {
    "a heading of its own": f"<div class='l'><h3>热点信息</h3><ul>{NEWS}</ul></div><div class='r'>{PLACE}</div>",
    "behind the list": f"<div>{PLACE}</div><div class='tj'><h5>推荐阅读</h5><ul>{NEWS}</ul></div>",
    "a panel": f"<div>{PLACE}</div><div class='panel'><div class='panel-heading'>最新动态</div><ul>{NEWS}</ul></div>",
    "a class": f"<div class='sidebar'><ul>{NEWS}</ul></div><div>{PLACE}</div>",
    "a table": f"<table><caption>要闻</caption><tr><td><ul>{NEWS}</ul></td></tr></table><div>{PLACE}</div>",
}


def record(n: int) -> dict[str, object]:
    return {"no": 7000 + n, "name": f"松浦区政府工作报告（第{n}号）"}


def by_rows(page: str) -> Answered:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(page)
        if path != "/rows" or given.get("lm") != "9":
            return None
        found = [record(n) for n in numbers((int(given["p"]) - 1) * SIZE)]
        return json.dumps({"pages": PAGES, "rows": found}, ensure_ascii=False)

    return answered


@pytest.mark.parametrize("name", BESIDE)
def test_a_block_of_other_news_is_not_the_list(name: str) -> None:
    account, _, links = read(by_rows(f"{BESIDE[name]}{FILLS}"))
    assert (account.state, len(links)) == ("complete", ROWS)


@pytest.mark.parametrize("name", BESIDE)
def test_a_list_that_is_not_filled_is_reported_in_spite_of_such_a_block(name: str) -> None:
    account, _, links = read(by_rows(f"{BESIDE[name]}<script>unknown.fill('#box')</script>"))
    assert (account.state, links) == ("unread", set())


def test_the_rows_of_the_page_itself_are_its_list() -> None:
    page = f"<title>河道清理</title><h2>河道清理</h2><ul>{NEWS}</ul><div id='box'></div><script>draw('#box')</script>"
    account, _, _ = read(lambda path, _: html(page) if path == LIST else None)
    assert (account.state, account.rows) == ("complete", 6)


def test_a_frame_beside_a_block_of_news_holds_the_list() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(
                f"<td><b>要闻</b><ul>{NEWS}</ul></td><iframe src='/inc/rows.asp?p=1' height='600'></iframe>"
            )
        number = int(given.get("p", "0")) if path == "/inc/rows.asp" else 0
        click = f"window.location='rows.asp?p={number + 1}'"
        pager = f"<input type='button' value='下一页' onclick=\"{click}\">" if number < PAGES else ""
        return html(rows(number) + f"<p>{number}/{PAGES} {pager}</p>") if 1 <= number <= PAGES else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


STORE = "<data><total>{}</total><set>{}</set></data>"
PLAYED = {
    "arrays under names": """<script>function go(at) { $.getJSON('/cells', {from: at, to: at + 12}, function (r) {
        var k = {}; $.each(r.names, function (i, one) { k[one] = i; });
        $('#box').html($.map(r.cells, function (c) { return '<tr><td><a href="/zfbg/x' + c[k.no] + '.html">' + c[k.name]
          + '</a></td><td>2019-03-04</td></tr>'; }).join('')); var h = '';
        for (var i = 0; i < Math.ceil(r.count / 13); i++)
          h += ' <a href="javascript:go(' + (i * 13 + 1) + ')">' + (i + 1) + '</a>';
        $('#pg').html(h); }); } go(1);</script>""",
    "an element of the answer": """<script>function go(n) { var x = new XMLHttpRequest();
        x.open('GET', '/piece?p=' + n);
        x.onreadystatechange = function () { if (x.readyState == 4) { var d = document.createElement('div');
          d.innerHTML = x.responseText; document.getElementById('box').innerHTML = d.querySelector('ul.list').outerHTML;
          draw(n); } }; x.send(); }
        function draw(n) { document.getElementById('pg').innerHTML = '第' + n + '页 / 共4页 <a href="javascript:go('
          + (n + 1) + ')">下页</a>'; } go(1);</script>""",
    "an XML answer": """<script>function go(n) { $.get('/xml', {p: n}, function (t) {
        var d = $.parseXML($.trim(t)), s = '';
        $(d).find('row').each(function () { s += $(this).text(); });
        $('#box').html('<ul>' + s + '</ul>'); s = '';
        for (var k = 1; k <= $(d).find('total').text() / 13 + 1; k++) s += '<a onclick="go(' + k + ')">' + k + '</a> ';
        $('#pg').html(s); }, 'text'); } go(1);</script>""",
}


@pytest.mark.parametrize("name", PLAYED)
def test_what_scripts_make_of_an_answer_is_read(name: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<table id='box'></table><div id='box2'></div><p id='pg'></p>{PLAYED[name]}")
        if path == "/cells":
            shown = numbers(int(given["from"]) - 1, int(given["to"]) - int(given["from"]) + 1)
            cells = [[record(n)["no"], record(n)["name"]] for n in shown]
            return json.dumps({"count": ROWS, "names": ["no", "name"], "cells": cells}, ensure_ascii=False)
        if path == "/piece":
            return html(rows(int(given["p"])))
        if path == "/xml":
            found = numbers((int(given["p"]) - 1) * SIZE)
            return STORE.format(ROWS, "".join(f"<row><![CDATA[{li(n)}]]></row>" for n in found))
        return None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def grown(names: tuple[str, str]) -> Answered:
    """A list that grows by a button, whose request has a page's number and a size under other names."""
    number, size = names
    button = "<div id='more' data-n='1'>查看更多</div>"
    code = (
        "$('#more').click(function () { var b = $(this), n = b.data('n') + 1;"
        f" $.post('/grow', {{lm: 9, {number}: n, {size}: {SIZE}}}, function (d) {{ $.each(d.rows, function (i, one) {{"
        " $('#box').append('<li><a href=\"' + one.url + '\">' + one.name + '</a></li>'); });"
        " b.data('n', n); if (!d.left) b.remove(); }, 'json'); });"
    )

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='box'>{rows(1)}</div>{button}<script>{code}</script>")
        if path != "/grow" or given.get("lm") != "9" or given.get(size) != str(SIZE):
            return None
        at = int(given[number])
        found = [{**record(n), "url": f"/zfbg/x{7000 + n}.html"} for n in numbers((at - 1) * SIZE)]
        return json.dumps({"rows": found, "left": at < PAGES}, ensure_ascii=False)

    return answered


@pytest.mark.parametrize("names", [("yeshu", "geshu"), ("page", "rows"), ("dq", "ts")])
def test_a_list_that_grows_is_read_until_a_page_is_short(names: tuple[str, str]) -> None:
    account, _, links = read(grown(names))
    assert (account.state, len(links)) == ("complete", ROWS)


def test_a_total_below_the_rows_of_one_page_counts_pages() -> None:
    code = """<script>(function () { var all = 0; function get(file) {
      var x = new XMLHttpRequest(); x.open('GET', '/data/' + file + '.json');
      x.onload = function () { var d = JSON.parse(x.responseText), h = '';
        d.items.forEach(function (one) {
          h += '<li><a href="/zfbg/x' + one.no + '.html">' + one.name + '</a><i>2019-03-04</i></li>'; });
        document.getElementById('box').innerHTML = h; if (d.count) all = d.count; h = '';
        for (var i = all; i > 0; i--)
          h += '<a data-f="' + (i == all ? 'latest' : i) + '">' + (all - i + 1) + '</a> ';
        document.getElementById('pg').innerHTML = h; }; x.send(); }
      document.getElementById('pg').onclick = function (e) {
        var f = e.target.getAttribute('data-f'); if (f) get(f); }; get('latest'); })();</script>"""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<ul id='box'></ul><div id='pg'></div>{code}")
        name = path.removeprefix("/data/").removesuffix(".json")
        if not path.startswith("/data/") or not (
            name == "latest" or (name.isdecimal() and 0 < int(name) < PAGES)
        ):
            return None
        number = 1 if name == "latest" else PAGES - int(name) + 1
        found = [record(n) for n in numbers((number - 1) * SIZE)]
        return json.dumps({"items": found} | ({"count": PAGES} if number == 1 else {}), ensure_ascii=False)

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_the_elements_of_a_form_are_its_fields() -> None:
    code = "function go(n) { var f = document.getElementById('f9'); f.elements['currentPage'].value = n; f.submit(); }"
    form = "<form id='f9' method='post' action='/zfbg/?m=9'><input type='hidden' name='currentPage' value='1'></form>"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        at = int(given.get("currentPage", "1"))
        on = f"<a href='#' onclick='go({at + 1}); return false;'>下一页</a>" if at < PAGES else ""
        return html(f"{rows(at)}{form}{on}共{ROWS}条<script>{code}</script>") if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_divs_that_a_script_listens_to_are_a_pager() -> None:
    code = (
        "$('.turner .n').click(function () { if (!$(this).hasClass('on')) location.href ="
        " location.href.replace(/zfbg\\/.*$/, 'zfbg/?n=' + $.trim($(this).text())); });"
    )

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        at = int(given.get("n", "1"))
        shown = "".join(f"<div class='n{' on' if n == at else ''}'>{n}</div>" for n in range(1, PAGES + 1))
        return (
            html(f"{rows(at)}<div class='turner'>{shown}</div><script>{code}</script>")
            if path == LIST
            else None
        )

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


MENU = "<nav><a href='/zfbg/'>政府工作报告</a> | <a href='/ms9001/'>民生实事</a></nav>"
TODAY = f"<div class='head'><p>2026年2月1日 星期日</p>{MENU}</div>"


@pytest.mark.parametrize(("fills", "state", "count"), [(FILLS, "complete", ROWS), ("", "unread", 0)])
def test_the_date_of_today_does_not_make_the_navigation_the_list(fills: str, state: str, count: int) -> None:
    account, _, links = read(by_rows(f"{TODAY}{PLACE}{fills}<script>later('#box')</script>"))
    assert (account.state, len(links)) == (state, count)


def test_rows_in_a_template_that_a_script_copies_are_the_list() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path not in (pages := [LIST, *(f"{LIST}list_{n}.html" for n in range(2, PAGES + 1))]):
            return None
        number = pages.index(path) + 1
        script = (
            "document.getElementById('lb').appendChild(document.getElementById('t').content.cloneNode(true));"
        )
        steps = "".join(f"<a href='{LIST}list_{n}.html'>{n}</a> " for n in range(2, PAGES + 1))
        held = "".join(li(n) for n in numbers((number - 1) * SIZE))
        return html(
            f"<template id='t'>{held}</template><ul id='lb'></ul><script>{script}</script><b>1</b> {steps}"
        )

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_the_name_of_an_attribute_may_be_written_in_capitals() -> None:
    box = "<div id='box' dataUrl='/rows' rowSet='{\"lm\": 9}'></div>"
    script = """<script>var q = JSON.parse($('#box').attr('rowSet')); window.toPage = function (n) { q.p = n;
      $.getJSON($('#box').attr('dataUrl'), q, function (r) { var s = '';
      r.rows.forEach(function (one) { s += '<li><a href="/zfbg/x' + one.no + '.html">' + one.name + '</a></li>'; });
      $('#box').html('<ul>' + s + '</ul>'); s = '';
      for (var k = 1; k <= r.pages; k++) s += '<a href="javascript:toPage(' + k + ')">' + k + '</a>';
      $('#pg').html(s); }); }; toPage(1);</script>"""
    account, _, links = read(by_rows(f"{box}<div id='pg'></div>{script}"))
    assert (account.state, len(links)) == ("complete", ROWS)


def test_the_steps_of_a_pager_may_be_pictures_without_words() -> None:
    def step(number: int, name: str, leads: bool) -> str:
        picture = f"<img src='/i/{name}.gif'>"
        return f"<a href='{LIST}{PAGES + 1 - number}.htm'>{picture}</a>" if leads else picture

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path not in (pages := [LIST, *(f"{LIST}{PAGES + 1 - n}.htm" for n in range(2, PAGES + 1))]):
            return None
        number = pages.index(path) + 1
        back, on = number > 1, number < PAGES
        parts = (
            step(1, "sy", back),
            step(number - 1, "qy", back),
            step(number + 1, "hy", on),
            step(PAGES, "wy", on),
        )
        return html(f"{rows(number)}<div id='fanye57'>{ROWS}&nbsp; {' '.join(parts)} {number}/{PAGES}</div>")

    account, _, links = read(answered)
    assert (account.state, len(links), account.declared.pages) == ("complete", ROWS, PAGES)


def test_the_only_row_of_the_last_page_in_xml_is_read_and_no_page_after_it() -> None:
    size, per = 23, 46  # rows of a page

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            script = """<script>function show(p) { $.ajax({url: '/xml/lm7/list_' + p + '.xml', dataType: 'xml',
              success: function (d) { draw(d); } }); } show(1);</script>"""
            return html(f"<ul id='box'></ul>{script}")
        files = {f"/xml/lm7/list_{n}.xml": n for n in range(1, 4)}
        if path not in files:
            return None
        first = (files[path] - 1) * size
        found = [
            f"<xx><bt>松浦区政府工作报告（第{n}号）</bt><lj>/zfbg/x{7000 + n}.html</lj><rq>2019-03-04</rq></xx>"
            for n in range(first, min(first + size, per + 1))
        ]
        return f"<lb zs='{per + 1}' ys='3'>{''.join(found)}</lb>"

    account, requested, links = read(answered)
    assert (account.state, account.rows, len(links)) == ("complete", per + 1, per + 1)
    assert "/xml/lm7/list_4.xml" not in requested
