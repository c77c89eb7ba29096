"""Short lists, whose pager, parts or rows only a script file shows: nothing in the page itself says that they go on."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, ROWS, Answered, html, li, numbers, read, read_with_parts, rows

SIZE = 7
PAGES = -(-ROWS // SIZE)
TURN = """function turnPage(x, f, c, t, b) { for (var u = function (i) { return f + (i ? '_' + i : '') + '.' + x },
  h = '', i = Math.max(0, c - 1); i < Math.min(t, c + 2); i++)
    h += i == c ? '<b>' + (i + 1) + '</b>' : '<a href="' + u(i) + '">' + (i + 1) + '</a>';
  c < t - 1 && (h += '<a href="' + u(c + 1) + '">下页</a>'); document.getElementById(b).innerHTML = h }"""
MINE = """document.querySelectorAll('.m-page').forEach(function (w) { var d = w.dataset, c = +d.cur, n = +d.pages;
  function b(t, i) { var s = document.createElement('a'); s.textContent = t; s.onclick = function () {
    location.href = i == 1 ? d.first : d.tpl.replace('*', i) }; w.appendChild(s) }
  if (c > 1) b('<', c - 1); if (c < n) b('>', c + 1) });"""
# The place of a pager, what a script file makes of it, and the names of the pages behind the first.
PLACES = {
    "a call within a function": (
        "<div id='fy'></div><script src='/js/turn.js'></script><script>!function (e, n, i, s, d) {{"
        " window.turnPage && turnPage(e, n, i, s, d) }}('shtml', 'index', {at}, {pages}, 'fy')</script>",
        TURN,
        r"/zfbg/index_(\d+)\.shtml",
        1,
    ),
    "attributes of its place": (
        "<div class='m-page' data-pages='{pages}' data-cur='{number}' data-first='index.htm' data-tpl='index-*.htm'>"
        "</div><script src='/js/turn.js'></script>",
        MINE,
        r"/zfbg/index-(\d+)\.htm",
        0,
    ),
}


def short(name: str, pages: int = PAGES, script: str | None = None) -> Answered:
    place, code, address, first = PLACES[name]

    def answered(path: str, _: object) -> str | None:
        if path == "/js/turn.js":
            return script if script is not None else code
        match = re.fullmatch(address, path)
        number = int(match[1]) + first if match else 1 if path == LIST else 0
        if not 1 <= number <= pages:
            return None
        shown = "".join(map(li, numbers((number - 1) * SIZE, SIZE)))
        return html(f"<ul>{shown}</ul>{place.format(at=number - 1, number=number, pages=pages)}")

    return answered


@pytest.mark.parametrize("name", PLACES)
def test_a_script_file_draws_the_pager_of_a_short_list_on_each_page(name: str) -> None:
    account, requested, found = read(short(name))
    assert (account.state, len(found)) == ("complete", ROWS), account.line()
    assert requested.count("/js/turn.js") == 1


@pytest.mark.parametrize("name", PLACES)
def test_a_script_file_that_draws_no_pager_leaves_a_short_list_complete(name: str) -> None:
    assert read(short(name, 1))[0].state == "complete"


@pytest.mark.parametrize("name", PLACES)
def test_a_place_whose_script_is_not_understood_is_reported(name: str) -> None:
    code = "function turnPage() { unknown('#fy'); } decode('.m-page').then(fill);"
    assert read(short(name, script=code))[0].code == "list_incomplete"


TERMS = """<dl id="jie" data-k="9">{}</dl><script>$('#jie').on('click', 'dt', function () {{
  var dt = this, dd = {}; if (dd.innerHTML) {{ dd.style.display = 'none'; return }}
  $.post('/zfbg/jie', {{k: $('#jie').data('k'), j: dt.getAttribute('data-j')}}, function (h) {{
    dd.innerHTML = h }}, 'html') }});</script>"""


@pytest.mark.parametrize("beside", ["dt.nextElementSibling", "$(dt).next()[0]", "$(dt).nextAll('dd')[0]"])
@pytest.mark.parametrize("mark", ["＋", "▼", ""])
def test_terms_of_office_that_a_click_opens_are_read(beside: str, mark: str) -> None:
    named = {"18": "第十八届人民政府", "17": "第十七届人民政府", "16": "第十六届人民政府"}
    shown = {"18": numbers(0, 6), "17": numbers(6, 20), "16": numbers(26, 21)}

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            heads = "".join(
                f"<dt data-j='{j}'>{name}<i>{mark}</i></dt><dd>{''.join(map(li, shown[j])) if j == '18' else ''}</dd>"
                for j, name in named.items()
            )
            return html(TERMS.format(heads, beside))
        if path != "/zfbg/jie" or given.get("k") != "9":
            return None
        return "".join(map(li, shown.get(given["j"], ())))

    accounts, _, found = read_with_parts(answered)
    assert len(found) == ROWS
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]


def test_parts_that_a_script_opens_in_an_unknown_way_are_reported() -> None:
    heads = "".join(f"<dt>第{one}届人民政府<i>＋</i></dt>" for one in ("十七", "十六"))
    page = html(f"{rows(1)}<dl>{heads}</dl><script>bind('dl', sign());</script>")
    found = read(lambda path, _: page if path == LIST else None)[0]
    assert found.code == "list_incomplete", found.line()


def test_other_columns_of_an_application_are_no_rows() -> None:
    menu = "<ul><li><a href='#/lm/3890'>政府工作报告</a></li><li><a href='#/lm/6215'>民生实事</a></li></ul>"
    route = """function route() { var m = /^#\\/lm\\/(\\d+)/.exec(location.hash); if (!m) return;
      $.get('/pages/' + m[1] + '.html', function (h) { $('#view').html(h); }, 'html'); } $(route);"""

    def answered(path: str, _: object) -> str | None:
        if path == "/portal.html":
            return html(f"{menu}<div id='view'><p>请选择栏目。</p></div><script src='/js/route.js'></script>")
        return {"/js/route.js": route, "/pages/3890.html": "".join(map(li, numbers(0, 9)))}.get(path)

    account, _, found = read(answered, "/portal.html#/lm/3890")
    assert (account.state, len(found)) == ("complete", 9), account.line()


@pytest.mark.parametrize("named", ["较早的信息 »", "更早", "其他信息", "older posts"])
def test_pages_may_be_counted_by_the_rows_before_them(named: str) -> None:
    def answered(path: str, _: object) -> str | None:
        match = re.fullmatch(r"/zfbg/list(?:/(\d+))?", path)
        first = int(match[1] or 0) if match else 0 if path == LIST else ROWS
        shown = numbers(first, SIZE)
        step = f"<p><a href='/zfbg/list/{first + SIZE}'>{named}</a></p>" if first + SIZE < ROWS else ""
        return html(f"<ul>{''.join(map(li, shown))}</ul>{step}") if shown else None

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_a_link_to_the_lists_own_address_with_a_number_is_reported_whatever_it_is_called() -> None:
    page = html(f"{rows(1)}<p><a href='/zfbg/list/20'>往前看看</a></p>")
    found = read(lambda path, _: page if path == LIST else None)[0]
    assert found.code == "list_incomplete" and "往前看看" in str(found.why)


@pytest.mark.parametrize("gone", [2, PAGES])
def test_the_total_in_a_pager_that_a_script_file_draws_is_declared(gone: int) -> None:
    whole = short("a call within a function", script=TURN.replace("h = ''", "h = '共' + t + '页 '"))

    def answered(path: str, given: Mapping[str, str]) -> str | bytes | None:
        return None if path == f"/zfbg/index_{gone - 1}.shtml" else whole(path, given)

    assert read(whole)[0].declared.pages == PAGES
    account, _, _ = read(answered)
    assert (account.code, account.declared.pages) == ("list_incomplete", PAGES), account.line()
