"""Further kinds of lists, found in unread sets of invented sites: read to their end, or reported."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from spiders.lists.links import tree_of
from spiders.lists.rows import rows_of
from tests.support.one_list import (
    HOST,
    LIST,
    PAGES,
    ROWS,
    Answered,
    html,
    li,
    numbers,
    read,
    read_with_parts,
    record,
    rows,
)

BOX = "<ul id='box'></ul>"


def literal(found: list[dict[str, object]]) -> str:
    return ",".join(f"{{t:'{one['subject']}',u:'{one['href']}'}}" for one in found)


def of_page(given: Mapping[str, str], name: str) -> list[dict[str, object]]:
    return [record(n) for n in numbers((int(given[name]) - 1) * 13)]


def evaluated(path: str, given: Mapping[str, str]) -> str | None:
    if path == "/l.asp":
        return f"{{pages:{PAGES},rows:[{literal(of_page(given, 'pg'))}]}}"
    code = (
        "function go(p) { var x = new XMLHttpRequest(); x.onreadystatechange = function () { if (x.readyState == 4) {"
        " var d = eval('(' + x.responseText + ')'), s = ''; for (var i = 0; i < d.rows.length; i++) s += '<li><a "
        "href=\"' +"
        " d.rows[i].u + '\">' + d.rows[i].t + '</a><i>2019-03-04</i></li>'; s += p < d.pages ? '<a "
        "href=\"javascript:go(' +"
        " (p + 1) + ')\">下页</a>' : '下页'; document.getElementById('box').innerHTML = s; } };"
        " x.open('GET', '/l.asp?pg=' + p + '&r=' + Math.random()); x.send(); } go(1);"
    )
    return html(f"{BOX}<script>{code}</script>") if path == LIST else None


def as_script(path: str, given: Mapping[str, str]) -> str | None:
    """Further rows are a script that the page runs."""
    if path == "/more.do":
        number = int(given["no"])
        added = numbers((number - 1) * 13)
        made = [f"$('#box').append({json.dumps(li(n), ensure_ascii=False)});" for n in added]
        return "\n".join(
            [*made, f"$('#m').data('no', {number + 1});" if number < PAGES else "$('#m').remove();"]
        )
    code = "$('#m').on('click', function () { $.getScript('/more.do?no=' + $('#m').data('no')); });"
    first = "".join(map(li, numbers(0)))
    more = "<a id='m' data-no='2' href='javascript:;'>加载更多</a>"
    return html(f"<ul id='box'>{first}</ul>{more}<script>{code}</script>") if path == LIST else None


def observed(path: str, _: Mapping[str, str]) -> str | None:
    """The next page's address is an attribute; a script takes the rows out of that page when the end is in sight."""
    match = re.fullmatch(re.escape(LIST) + r"(?:(\d)-\w+\.html)?", path)
    if path == "/s.js":
        return (
            "var ul = document.querySelector('.l'), end = document.querySelector('.end'); new "
            "IntersectionObserver(function (e)"
            " { if (!e[0].isIntersecting || !ul.dataset.following) return; fetch(ul.dataset.following).then(r => "
            "r.text())"
            ".then(t => { var more = new DOMParser().parseFromString(t, 'text/html').querySelector('.l');"
            " Array.from(more.children).forEach(one => ul.appendChild(document.importNode(one, true)));"
            " ul.dataset.following = more.dataset.following || ''; }); }).observe(end);"
        )
    number = int(match[1] or 1) if match else 0
    address = f" data-following='{LIST}{number + 1}-{'abcde'[number]}.html'" if number < PAGES else ""
    body = (
        f"<ul class='l'{address}>{''.join(map(li, numbers((number - 1) * 13)))}</ul><div class='end'></div>"
    )
    return html(f"{body}<script src='/s.js'></script>") if 1 <= number <= PAGES else None


def in_comment(path: str, given: Mapping[str, str]) -> str | None:
    """Rows and pager are in a comment, which a script file puts into place."""
    if path == "/p.js":
        return (
            "var part = {put: function (p) { var c = document.getElementById(p.from), n = c.firstChild;"
            " document.getElementById(p.id).innerHTML = n.nodeType == 8 ? n.nodeValue : c.innerHTML; }};"
        )
    number = int(given.get("no", 1))
    if path != LIST:
        return None
    pager = "".join(
        f"<b>{n}</b>" if n == number else f"<a href='{LIST}?no={n}'>{n}</a>" for n in range(1, PAGES + 1)
    )
    held = f"<code id='c' style='display:none'><!-- {rows(number)}<div class='pg'>{pager}</div> --></code>"
    return html(
        f"<div id='box'></div>{held}<script src='/p.js'></script><script>part.put({{id: 'box', from: "
        f"'c'}});</script>"
    )


def panel(path: str, given: Mapping[str, str]) -> str | None:
    if path == "/part.do":
        return f"<ul>{''.join(map(li, numbers((int(given['page']) - 1) * 13)))}</ul>"
    options = "border:false,href:'/part.do?lm=9&amp;page=1'"
    code = f"$('#pp').pagination({{total: {ROWS}, pageSize: 13, onSelectPage: function (n) {{ "
    "$('#box').panel('refresh', '/part.do?lm=9&page=' + n); }});"
    body = f"<div id='box' data-options=\"{options}\"></div><div id='pp'></div><script>{code}</script>"
    return html(body) if path == LIST else None


FOUND: dict[str, Answered] = {
    "a literal that is evaluated": evaluated, "rows as a script": as_script, "an observer of the end": observed,
    "rows in a comment": in_comment, "a panel": panel,
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_list_of_this_kind_is_read_to_its_end(name: str) -> None:
    account, requested, links = read(FOUND[name])
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)


def test_issues_of_a_gazette_are_parts_of_the_column_on_all_its_pages() -> None:
    issues = [(year, part) for year in range(2019, 2013, -1) for part in (2, 1)]

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if match := re.fullmatch(r"/zfbg/(\d{4})q(\d)/", path):
            n = issues.index((int(match[1]), int(match[2])))
            return html(f"<h2>公报</h2><ul>{li(2 * n)}{li(2 * n + 1)}</ul>")
        page = {LIST: 1, LIST + "k2.html": 2, LIST + "k3.html": 3}.get(path)
        if page is None:
            return None
        shown = issues[(page - 1) * 4 : page * 4]
        items = "".join(
            f"<dd><a href='/zfbg/{y}q{q}/'>{y}年第{q}期（总第{y - 2000 + q}期）</a></dd>" for y, q in shown
        )
        return html(f"<dl>{items}</dl>" + (f"<a href='k{page + 1}.html'>下一页</a>" if page < 3 else ""))

    accounts, _, links = read_with_parts(answered)
    assert len(links) == 24, [one.line() for one in accounts]
    assert {one.state for one in accounts} == {"complete"}


def test_more_parts_than_are_read_are_reported() -> None:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if match := re.fullmatch(r"/zfbg/(\d+)/", path):
            return html(f"<ul>{li(int(match[1]))}</ul>")
        items = "".join(f"<li><a href='/zfbg/{n}/'>{1970 + n}年</a></li>" for n in range(157))
        return html(f"<ul>{items}</ul>") if path == LIST else None

    accounts, _, _ = read_with_parts(answered)
    assert accounts[0].code == "list_incomplete" and "7 parts beyond the first 150" in (accounts[0].why or "")


def test_the_address_of_a_record_in_its_interface_is_no_address_of_a_row() -> None:
    own = {"_links": {"self": {"href": "/api/docs/7"}}}
    found = [{"title": f"松浦区工作情况第{n}号报告", "id": n, **own} for n in range(9)]
    page = ListPage(f"{HOST}/api/docs?c=9", json.dumps({"list": found}), 1, HOST + LIST)
    listing = reader.read(page)
    assert listing.unread is not None and listing.links == ()


def test_rows_that_are_pictures_are_rows() -> None:
    one = "<li><a href='/zfbg/x700{n}.html'><img src='t{n}.png' alt='松浦区第{n}号政府工作情况报告'></a></li>"
    made = [one.format(n=n) for n in range(9)]
    assert len(rows_of(tree_of(html(f"<ul>{''.join(made)}</ul>")), HOST + LIST)) == 9


def test_a_row_that_posts_a_hidden_form_has_the_address_with_its_fields() -> None:
    form = "<form name='f' method='post' action='/view.do'><input type='hidden' name='id' value=''></form>"
    code = "<script>function view(id) { var f = document.f; f.id.value = id; f.submit(); }</script>"
    made = "".join(
        f"<li><a href='#' onclick='view({n}); return "
        "false;'>{record(n)['subject']}</a><i>2019-03-04</i></li>"
        for n in range(8)
    )
    listing = reader.read(ListPage(HOST + LIST, html(f"<ul>{made}</ul>{form}{code}"), 1, HOST + LIST))
    assert listing.shown == 8
    assert {one.url for one in listing.links} >= {f"{HOST}/view.do?id={n}" for n in range(8)}
