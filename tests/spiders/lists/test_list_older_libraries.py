"""Lists of scripts that bring their own copy of jQuery, decode bytes, or fetch a year when its heading is clicked."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from tests.support.one_list import HOST, LIST, PAGES, ROWS, SIZE, html, li, numbers, read, read_with_parts

# A small library under the names of jQuery, whose ways our interpreter does not know.
COPY = """(function (w, d) { function Q(s) { return new Q.fn(s); }
Q.fn = function (s) { this.e = typeof s === 'string' ? [].slice.call(d.querySelectorAll(s)) : [s]; };
Q.fn.prototype = { data: function (k) { return this.e[0].getAttribute('data-' + k); } }; w.$ = w.jQuery = Q;
        })(window, document);"""


def test_a_copy_of_jquery_does_not_replace_ours() -> None:
    script = """<script src='/s/own.js'></script><div id='box' data-lm='9'></div><div id='pg'></div><script>
      function go(n) { $.getJSON('/rows', {lm: $('#box').data('lm'), p: n}, function (r) { var s = '';
        $.each(r.rows, function (i, one) { s += '<li><a href="/zfbg/x' + one.no + '.html">' + one.name
        + '</a></li>'; });
        $('#box').html('<ul>' + s + '</ul>'); s = '';
        for (var k = 1; k <= r.pages; k++) s += '<a href="javascript:go(' + k + ')">' + k + '</a>';
        $('#pg').html(s); }); }
      $(function () { go(1); });</script>"""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(script)
        if path == "/s/own.js":
            return COPY
        if path != "/rows" or given.get("lm") != "9":
            return None
        found = [
            {"no": 7000 + n, "name": f"松浦区政府工作报告（第{n}号）"}
            for n in numbers((int(given["p"]) - 1) * SIZE)
        ]
        return json.dumps({"pages": PAGES, "rows": found})

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_rows_in_base64_that_a_called_function_decodes_are_read() -> None:
    script = """<ul id='dl'></ul><div id='pg'></div><script>function fill(s) {
        var b = atob(s), a = new Uint8Array(b.length), h = '';
      for (var i = 0; i < b.length; i++) a[i] = b.charCodeAt(i);
      var d = JSON.parse(new TextDecoder('utf-8').decode(a));
      for (var j = 0; j < d.r.length; j++) h += '<li><a href="' + d.r[j].u + '">' + d.r[j].t + '</a>2019-03-04</li>';
      document.getElementById('dl').innerHTML = h; h = '';
      for (var k = 1; k <= d.n; k++) h += '<a href="javascript:go(' + k + ')">' + k + '</a> ';
      document.getElementById('pg').innerHTML = h; }
      function go(n) { var s = document.createElement('script'); s.src = '/d/7/p' + n + '.js';
        document.body.appendChild(s); }
      go(1);</script>"""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(script)
        if path not in (files := [f"/d/7/p{n}.js" for n in range(1, PAGES + 1)]):
            return None
        rows = [
            {"t": f"松浦区政府工作报告（第{n}号）", "u": f"/zfbg/x{7000 + n}.html"}
            for n in numbers(files.index(path) * SIZE)
        ]
        text = json.dumps({"n": PAGES, "r": rows}, ensure_ascii=False).encode()
        return f'fill("{base64.b64encode(text).decode()}");'

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_years_whose_headings_fetch_their_rows_are_read() -> None:
    years = range(2017, 2024)
    heads = "".join(f"<h4 class='hd' data-y='{y}'><i></i>{y}年（5）</h4><div id='y{y}'></div>" for y in years)
    script = """<script>$('.hd').click(function () { var y = $(this).data('y'), box = $('#y' + y);
      if (box.html()) { box.html(''); return; } $.get('inc/nd_' + y + '.inc', function (t) { box.html(t);
        }, 'html'); });
      </script>"""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(heads + script)
        files = {f"{LIST}inc/nd_{y}.inc": at for at, y in enumerate(years)}
        return (
            "<ul>" + "".join(map(li, range(files[path], ROWS, len(years)))) + "</ul>"
            if path in files
            else None
        )

    accounts, _, links = read_with_parts(answered)
    assert {one.state for one in accounts} == {"complete"} and len(links) == ROWS


def test_the_next_page_of_a_feed_is_requested() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(
                "<link rel='alternate' type='application/rss+xml' href='/rss/zfbg.xml'><div class='feed'></div>"
            )
        if path != "/rss/zfbg.xml":
            return None
        at = int(given.get("paged", "1"))
        items = "".join(
            f"<item><title>松浦区政府工作报告（第{n}号）</title><link>{HOST}/zfbg/x{7000 + n}.html</link></item>"
            for n in numbers((at - 1) * SIZE)
        )
        step = f'<atom:link rel="next" href="/rss/zfbg.xml?paged={at + 1}"/>' if at < PAGES else ""
        own = '<atom:link rel="self" href="/rss/zfbg.xml"/>'
        return f'<?xml version="1.0"?><rss><channel><title>报告</title>{own}{step}{items}</channel></rss>'

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_an_address_made_of_no_value_is_not_requested() -> None:
    code = "var o = {}; $.get('/rows/' + o + '.inc', function (t) { $('#box').html(t); });"
    script = f"<div id='box'></div><script>{code}</script>"
    account, requested, _ = read(lambda path, _: html(script) if path == LIST else None)
    assert account.state == "unread" and requested == ["/robots.txt", LIST]
