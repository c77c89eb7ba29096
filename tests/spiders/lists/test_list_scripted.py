"""Lists that old scripts fill: escaped strings, numbered script files, services of ASP.NET, functions in files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from tests.support.one_list import (
    LIST,
    PAGES,
    ROWS,
    SIZE,
    Answered,
    api,
    counted,
    html,
    numbers,
    pages,
    read,
    record,
    rows,
)

NEXT = "<a href='i{}.htm'>下一页</a>"


def escaped(text: str) -> str:
    return "".join(
        c if c.isascii() and c.isalnum() else f"%{ord(c):02X}" if ord(c) < 256 else f"%u{ord(c):04X}"
        for c in text
    )


def written(script: str, suffix: str) -> Answered:
    """Pages whose rows and pager are one string; SCRIPT has CODED for it."""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        match = re.fullmatch(re.escape(LIST) + r"(?:i(\d)\.htm)?", path)
        number = int(match[1] or 1) if match else 0
        if not 1 <= number <= PAGES:
            return None
        whole = rows(number) + (NEXT.format(number + 1) if number < PAGES else "下一页") + f"共{ROWS}条"
        coded = (
            escaped(whole)
            if suffix == "%"
            else json.dumps(whole, ensure_ascii=False)[1:-1].replace("</", "<\\/")
        )
        return html(f"<div id='x'></div><script>{script.replace('CODED', coded)}</script>")

    return answered


def in_files(script: str, path: str, made: str) -> Answered:
    """Rows in numbered files: `path` with the page's number, `made` with JSON or literals and the number of pages."""

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        if asked == LIST:
            return html(f"<div id='x'></div><script>{script}</script>")
        match = re.fullmatch(path, asked)
        number = int(match[1]) if match else 0
        if not 1 <= number <= PAGES:
            return None
        found = [record(n) for n in numbers((number - 1) * SIZE)]
        lists = ",\n".join(f"['{one['subject']}', '{one['href']}', '2019-03-04']" for one in found)
        return made.replace("JSON", json.dumps(found, ensure_ascii=False)).replace("LISTS", lists)

    return answered


def as_xml(path: str, given: Mapping[str, str]) -> str | None:
    match = re.fullmatch(r"/zfbg/(?:index(?:_(\d))?\.xml)?", path)
    number = int(match[1] or 0) if match else PAGES
    if path == LIST:
        return html("<script>location.href = 'index.xml';</script>")
    docs = "".join(
        f"<doc day='2019-03-04'><subject>{escape(str(one['subject']))}</subject><file>x{one['no']}.html</file></doc>"
        for one in map(record, numbers(number * SIZE))
    )
    head = (
        f"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='/l.xsl'?><channel totalpage='{PAGES}'"
    )
    return f"{head} current='{number}'>{docs}</channel>" if number < PAGES else None


FOUND: dict[str, Answered] = {
    "an escaped string": written("document.write(unescape('CODED'));", "%"),
    "an escaped string in a variable": written(
        "var s = unescape(\"CODED\"); document.getElementById('x').innerHTML = s;", "%"),
    "a string that jQuery writes": written("$(function () { $('#x').html(\"CODED\"); });", ""),
    "script files that call a function": in_files(
        "function show(d) { draw(d); } function turn(n) { var s = document.createElement('script'); s.src = '/d/c9/'"
        " + n + '.js'; document.body.appendChild(s); } turn(1);",
        r"/d/c9/(\d)\.js", f"show({{pages: {PAGES}, items: [LISTS]}});"),
    "script files with a variable": in_files(
        "function turn(n) { var s = document.createElement('script'); s.onload = draw; s.src = '/d/list_' + n + '.js';"
        " document.head.appendChild(s); } turn(1);",
        r"/d/list_(\d)\.js", f"var d = {{totalPage: {PAGES}, rows: JSON}};"),
    "a service of ASP.NET": api(
        "$.ajax({type: 'POST', url: '/s.asmx/List', contentType: 'application/json', data: \"{'lm':'\" + 9 + \"',"
        "'pageIndex':'1','pageSize':'13'}\", success: function (r) { draw(eval('(' + r.d + ')')); }});", "/s.asmx/List",
        counted("pageIndex"), lambda found: {"d": json.dumps([record(n) for n in found], ensure_ascii=False)}),
    "an XML file that counts itself from 0": as_xml,
    "a drop-down list that runs a string": pages(
        lambda n: "<select id='s' onchange=\"javascript:setTimeout('turn()', 0)\">"
        + "".join(f"<option value='{i}'{' selected' * (i == n)}>{i}</option>" for i in range(1, PAGES + 1))
        + "</select><script>function turn() { location.href = '?s=' + document.getElementById('s').value; }</script>",
        LIST + "?s={n}"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_list_that_an_old_script_fills_is_read_to_its_end(name: str) -> None:
    account, requested, links = read(FOUND[name])
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert len(requested) <= PAGES + 4, requested


@pytest.mark.parametrize(
    ("handler", "code"),
    [
        ("show('{no}')", "function show(id) { window.open('/zfbg/x' + id + '.html'); }"),
        (
            "show('{no}', 9)",
            "function show(id, lm) { var u = '/zfbg/x' + id.substr(0, 4) + '.html'; location.href = u; }",
        ),
        (
            "Doc.view({no})",
            "var Doc = {view: function (n) { open(['/zfbg', 'x' + n + '.html'].join('/'), '_blank'); }};",
        ),
    ],
)
def test_rows_are_opened_by_a_function_of_a_script_file(handler: str, code: str) -> None:
    """Some rows have an address; they are rows of the same list."""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == "/js/info.js":
            return code
        match = re.fullmatch(re.escape(LIST) + r"(?:i(\d)\.htm)?", path)
        number = int(match[1] or 1) if match else 0
        made = [
            f'<li><a href="javascript:{handler.format(no=one["no"])}">{one["subject"]}</a><i>2019-03-04</i></li>'
            if one["no"] not in (7003, 7020)
            else f"<li><a href='{one['href']}'>{one['subject']}</a><i>2019-03-04</i></li>"
            for one in map(record, numbers((number - 1) * SIZE))
        ]
        after = NEXT.format(number + 1) if number < PAGES else ""
        return (
            html(f"<script src='/js/info.js'></script><ul>{''.join(made)}</ul>{after}共{ROWS}条")
            if made
            else None
        )

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert requested.count("/js/info.js") == 1


def test_rows_that_an_unknown_function_opens_are_reported() -> None:
    made = "".join(
        f"<li><a href='javascript:show({n})'>{record(n)['subject']}</a><i>2019-03-04</i></li>"
        for n in range(9)
    )
    account, _, _ = read(lambda path, _: html(f"<ul>{made}</ul>") if path == LIST else None)
    assert account.code == "list_unread"


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/js/swiper4.js", False), ("/html5.js", False), ("/js/jquery-3.js", False), ("/static/js/12.js", False),
     ("/data/c7/1.js", True), ("/gzbg/list_2.js", True), ("/json/gb7.js", True), ("/gzbg/1.js", True)],
)  # fmt: skip
def test_the_script_file_of_a_library_is_not_requested_as_a_list(path: str, asked: bool) -> None:
    code = f"var s = document.createElement('script'); s.src = '{path}'; document.body.appendChild(s);"
    url = "http://www.songpu.example/zfbg/"
    found = reader.read(
        ListPage(url, f"<html><body><div id='l'></div><script>{code}</script></body></html>", 1, url)
    )
    assert (found.next_url == f"http://www.songpu.example{path}") is asked
