"""Lists whose rows or ways on stand apart from the page: in a frame that a script writes, behind an arrow to the year
before, in XML that a script parses, in elements that an application makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from spiders.lists.base import ListPage
from spiders.lists.interfaces.requests import made
from spiders.lists.scripts.javascript import Script
from tests.support.one_list import HOST, LIST, PAGES, ROWS, SIZE, html, li, numbers, read, record, rows

WRITTEN = {
    "written": "document.write(\"<iframe id='f' height='700' src='/view?n=\" + nid + \"&t=list'></iframe>\");",
    "created": "var f = document.createElement('iframe'); f.src = '/view?n=' + nid + '&t=list';"
    " document.getElementById('frm').appendChild(f);",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_frame_that_a_script_makes_is_the_list(name: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='frm'></div><script>var nid = '9'; {WRITTEN[name]}</script>")
        if path != "/view" or given.get("n") != "9" or given.get("t") != "list":
            return None
        number = int(given.get("cur", "1"))
        step = f"<a data-href='/view?n=9&amp;t=list&amp;cur={number + 1}'>下页</a>" if number < PAGES else ""
        return html(f"{rows(number)}<div class='pg-box'>{step}</div><script src='/open.js'></script>")

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


BAR = """<div class='bar'><span class='ar' data-go='older'>‹</span><b id='nd'></b>
<span class='ar' data-go='newer'>›</span></div><div id='box'>{}</div><script>
function mark() {{ var s = $('#box section'); $('#nd').text(s.data('year')); }}
$('.ar').click(function () {{ var y = $('#box section').data($(this).data('go')); if (!y) return;
  $.get('{}', {{nd: y}}, function (h) {{ $('#box').html(h); mark(); }}, 'html'); }}); mark();</script>"""
YEARS = {
    2021: numbers(0, 3),
    2020: numbers(3, 9),
    2018: numbers(12, 2),
    2017: numbers(14, 30),
    2015: numbers(44, 3),
}


def year(of: int) -> str:
    every = list(YEARS)
    at = every.index(of)
    older, newer = (every[n] if 0 <= n < len(every) else "" for n in (at + 1, at - 1))
    shown = "".join(map(li, YEARS[of]))
    return f"<section data-year='{of}' data-older='{older}' data-newer='{newer}'><ul>{shown}</ul></section>"


@pytest.mark.parametrize("address", ["sj", "/zfbg/sj"])
def test_an_arrow_to_the_year_before_is_used_to_the_oldest(address: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(BAR.format(year(2021), address))
        return year(int(given["nd"])) if path == "/zfbg/sj" else None

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_an_arrow_whose_answer_is_missing_is_reported() -> None:
    account = read(lambda path, _: html(BAR.format(year(2021), "sj")) if path == LIST else None)[0]
    assert account.code == "list_incomplete"


def test_an_arrow_of_pictures_is_none() -> None:
    page = BAR.format(year(2021), "sj").replace("class='bar'", "class='slider'")
    assert read(lambda path, _: html(page) if path == LIST else None)[0].state == "complete"


STORE = """$.fn.rows = function (o) { var box = this, at = 1, pages = Math.ceil(o.total / o.size),
  got = take(new DOMParser().parseFromString(box.find('script').html(), 'text/xml'));
 function take(x) { var r = []; [].forEach.call(x.getElementsByTagName('record'), function (e) {
   r.push(e.textContent); }); return r; }
 function draw() { var h = '<ul>' + got.slice((at - 1) * o.size, at * o.size).join('') + '</ul>' + at + '/' + pages;
   if (at < pages) h += ' <span class="nx">下一页</span>'; box.html(h); }
 function turn(n) { at = n; if (got.length >= Math.min(n * o.size, o.total)) return draw();
   $.post(o.url, {column: o.column, begin: got.length + 1, end: got.length + 2 * o.size}, function (t) {
     got = got.concat(take(new DOMParser().parseFromString(t, 'text/xml'))); draw(); }, 'text'); }
 box.on('click', '.nx', function () { turn(at + 1); }); draw(); };"""


def test_records_in_xml_that_a_script_parses_are_read() -> None:
    def store(first: int, last: int) -> str:
        held = "".join(f"<record><![CDATA[{li(n)}]]></record>" for n in range(first - 1, min(last, ROWS)))
        return f"<datastore><recordset>{held}</recordset></datastore>"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            held = f"<div id='r'><script type='text/xml'>{store(1, 2 * SIZE)}</script></div>"
            call = f"$('#r').rows({{url: '/store', column: 9, size: {SIZE}, total: {ROWS}}});"
            return html(f"<script src='/js/rows.js'></script>{held}<script>{call}</script>")
        if path == "/js/rows.js":
            return STORE
        if path != "/store" or given.get("column") != "9":
            return None
        return f'<?xml version="1.0"?>{store(int(given["begin"]), int(given["end"]))}'

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


APP = """window.__h = function (t, a, c) { var e = document.createElement(t), k;
  for (k in a || {}) k == 'on' ? e.addEventListener('click', a[k]) : e.setAttribute(k, a[k]);
  (c || []).forEach(function (x) { e.append(x) }); return e };
!function () { var o = document.getElementById('app'), i = {n: 1};
 function show(d) { var pages = Math.ceil(d.total / 13), list = __h('ul', {}, d.rows.map(function (w) {
    return __h('li', {}, [__h('a', {href: w.href}, [w.subject])]) })), bar = __h('div', {class: 'pagination'}),
    nx = __h('button', {class: 'btn-next', on: function () { i.n++, ask() }}, ['下一页']);
  nx.disabled = i.n >= pages; bar.append(nx); var pane = document.getElementById('pane'); pane.innerHTML = '';
  pane.append(list, bar) }
 function ask() { fetch('/api/rows?' + new URLSearchParams(i).toString()).then(r => r.json()).then(show) }
 o.append(__h('div', {id: 'pane'}));
 fetch('/api/of?p=zfbg').then(r => r.json()).then(function (d) { i.c = d.data.c, ask() }) }();"""


def test_what_an_application_makes_is_found_again_by_its_name() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return "<html><body><div id=app></div><script src=/app.js defer></script></body></html>"
        if path == "/api/of":
            return json.dumps({"data": {"c": 9}})
        if path == "/api/rows" and given.get("c") == "9":
            found = numbers((int(given["n"]) - 1) * SIZE)
            return json.dumps({"total": ROWS, "rows": [record(n) for n in found]}, ensure_ascii=False)
        return APP if path == "/app.js" else None

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_a_button_for_more_results_sends_the_values_of_the_last_row() -> None:
    code = """(() => { let after = null; const res = document.getElementById('res'), mo = document.getElementById('mo');
      async function query() { const b = {lm: 'zfbg', size: 13}; if (after) b.search_after = after;
        const r = await fetch('/so', {method: 'POST', body: JSON.stringify(b),
          headers: {'Content-Type': 'application/json'}});
        const d = await r.json(); for (const h of d.hits.hits) { res.insertAdjacentHTML('beforeend',
          `<p><a href="${h._source.href}">${(h.hl && h.hl.t || [h._source.subject])[0]}</a></p>`); after = h.sort; }
        mo.style.display = res.children.length < d.hits.total.value ? '' : 'none'; }
      mo.onclick = query; query(); })();"""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='res'></div><button id='mo'>加载更多结果</button><script>{code}</script>")
        if path != "/so" or given.get("lm") != "zfbg":
            return None
        first = int(re.sub(r"\D", "", given.get("search_after", "")) or "-1") + 1
        hits = [{"_id": f"a{n}", "_source": record(n), "sort": [n]} for n in numbers(first)]
        return json.dumps({"hits": {"total": {"value": ROWS}, "hits": hits}}, ensure_ascii=False)

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_a_bare_name_is_an_address_where_something_is_asked_for() -> None:
    page = ListPage(HOST + LIST, "", 1, HOST + LIST)
    script = Script(page.tree, page.url)
    asked = [("$.get", ["rows", {"y": 2021}]), ("store.get", ["rows", "y"]), ("$.get", ["rows"])]
    found = [made(page, script, [one], least=-9) for one in asked]
    assert [one.url if one else None for one in found] == [f"{HOST}/zfbg/rows?y=2021", None, None]
