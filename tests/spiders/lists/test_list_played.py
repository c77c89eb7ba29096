"""Lists whose rows get their addresses in the functions that take an answer: the page's scripts run with the "
"answers."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, SIZE, Answered, html, li, numbers, read, rows

PLACE = "<div id='box'></div><div id='pg'></div>"
ROW = (
    "'<p><a href=\"/zfbg/x' + {0}.code.split('-')[1] + '.html\">' + {0}.subject + '</a><i>2019-03-04</i></p>'"
)
PAGE = {"total": ROWS, "pages": PAGES}


def entry(n: int) -> dict[str, object]:
    return {"code": f"zfbg-{7000 + n}", "subject": f"松浦区工作情况第{n}号报告"}


def page_of(given: Mapping[str, str], name: str = "p", start: int = 1) -> list[dict[str, object]]:
    return [entry(n) for n in numbers((int(given[name]) - start) * SIZE)]


def site(script: str, before: str = PLACE, files: Mapping[str, str] | None = None) -> Answered:
    """A page with a script; its rows come from `/rows` by page `p`, from `/from` by offset, or all from `/all`."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"{before}<script>{script}</script>")
        if files and path in files:
            return files[path]
        if path == "/rows" and given.get("lm") == "9":
            found: object = {"rows": page_of(given), **PAGE}
        elif path == "/from" and given.get("lm") == "9":
            found = {"list": [entry(n) for n in numbers(int(given["at"]))], "count": ROWS}
        elif path == "/all":
            found = [entry(n) for n in numbers(0, ROWS)]
        elif path == "/next":
            at = int(given.get("mark", "m0")[1:])
            found = {
                "hits": [{"src": entry(n)} for n in numbers(at)],
                "mark": f"m{at + SIZE}",
                "sum": {"all": ROWS},
            }
        else:
            return None
        text = json.dumps(found, ensure_ascii=False)
        return f"{given['callback']}({text});" if "callback" in given else text

    return answered


def linked(number: int) -> str:
    """A page of its own, whose pager only a script file knows."""
    return html(
        f"{rows(number)}<div id='pg' data-n='{number}'></div><script src='/conf.js'></script><script "
        f"src='/pg.js'></script>"
    )


def by_files(path: str, given: Mapping[str, str]) -> str | None:
    if path == "/conf.js":
        return "var CONF = {\n  rows: 13, // 每页\n  ext: '.shtml', all: 47\n};"
    if path == "/pg.js":
        return (
            "(function () { var box = document.getElementById('pg'), n = Number(box.getAttribute('data-n'));"
            "function item(text, i) { var s = document.createElement('span'); s.innerText = text; if (i != n) "
            "s.onclick ="
            " function () { location.href = i == 1 ? './' : ['k', i, CONF.ext].join(''); }; box.appendChild(s); }"
            "for (var i = 1; i <= Math.ceil(CONF.all / CONF.rows); i++) item(i, i);"
            "if (n < 4) item('下一页', n + 1); })();"
        )
    number = 1 if path == LIST else int(path[-7]) if path.endswith(".shtml") else 0
    return linked(number) if 1 <= number <= PAGES else None


FOUND: dict[str, Answered] = {
    "jQuery and a function": site(
        "function load(p) { $.ajax({url: '/rows', data: {lm: 9, p: p}, dataType: 'json', success: function (d) { "
        "var h = '';"
        f" $.each(d.rows, function (i, r) {{ h += {ROW.format('r')}; }}); $('#box').html(h);"
        " $('#pg').html(p < d.pages ? '<a href=\"javascript:load(' + (p + 1) + ')\">下一页</a>' : '下一页'); } }); } "
        "load(1);"),
    "jQuery that adds rows": site(
        "var at = 0; function more() { $.getJSON('/from', {lm: 9, at: at}, function (d) { for (var i in d.list) {"
        f" $('#box').append({ROW.format('d.list[i]')}); }} at += d.list.length; if (at >= d.count) "
        f"$('#more').hide(); }}); }}"
        " $('#more').click(more); more();", "<div id='box'></div><a id='more' href='javascript:;'>加载更多</a>"),
    "fetch": site(
        "let n = 1; const draw = d => { document.querySelector('#box').innerHTML = d.rows.map(r =>"
        " `<p><a href=\"/zfbg/x${r.code.split('-')[1]}.html\">${r.subject}</a></p>`).join(''); };"
        " const go = () => fetch(`/rows?lm=9&p=${n}`).then(r => r.json()).then(draw); go();"
        " document.getElementById('next').addEventListener('click', () => { n++; go(); });",
        "<div id='box'></div><button id='next'>下一页</button>"),
    "await in a class": site(
        "class Board { constructor(box) { this.box = box; this.n = 1; } async show() { const r = await "
        "fetch('/rows', {method:"
        " 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({lm: '9', p: this.n})}); "
        "const d = await"
        " r.json(); this.box.innerHTML = ''; for (const one of d.rows) { const p = document.createElement('p'); "
        "const a ="
        " document.createElement('a'); a.href = '/zfbg/x' + one.code.split('-')[1] + '.html'; a.textContent = "
        "one.subject;"
        " p.appendChild(a); this.box.appendChild(p); } } turn(d) { this.n += d; this.show(); } }"
        " const b = new Board(document.getElementById('box')); b.show(); document.querySelector('.nx').onclick = "
        "() => b.turn(1);",
        "<div id='box'></div><span class='nx'>后一页</span>"),
    "Promise.all": site(
        "var p = 1; function go() { Promise.all([fetch('/rows?lm=9&p=' + p).then(r => r.json()), Promise.resolve(5)])"
        ".then(([d, k]) => { box.innerHTML = d.rows.map(r => '<p><a href=\"/zfbg/x' + r.code.slice(k) + "
        "'.html\">' + r.subject +"
        " '</a><i>2019-03-04</i></p>').join(''); }); } var box = document.getElementById('box'); go();",
        "<div id='box'></div><a href='javascript:p++;go()'>下一页</a>"),
    "XMLHttpRequest": site(
        "var n = 1; function go() { var x = new XMLHttpRequest(); x.open('GET', '/rows?lm=9&p=' + n, true);"
        " x.onreadystatechange = function () { if (x.readyState == 4 && x.status == 200) { var d = "
        "JSON.parse(x.responseText),"
        f" h = ''; for (var i = 0; i < d.rows.length; i++) h += {ROW.format('d.rows[i]')};"
        " document.getElementById('box').innerHTML = h; } }; x.send(null); } go();",
        "<div id='box'></div><a onclick='n++; go();'>下一页</a>"),
    "axios with an interceptor": site(
        "const http = axios.create({baseURL: '/'}); http.interceptors.response.use(r => r.data); let p = 0;"
        f" function next() {{ p++; http.get('rows', {{params: {{lm: 9, p}}}}).then(d => {{ let h = ''; "
        f"d.rows.forEach(r => h += {ROW.format('r')});"
        " document.getElementById('box').innerHTML = h; }); } next();",
        "<div id='box'></div><a href='javascript:void(0)' onclick='next()'>下一页</a>"),
    "a component of Vue": site(
        "new Vue({el: '#app', data: {list: [], n: 1, all: 1}, methods: {get() { axios.get('/rows', {params: {lm: "
        "9, p: this.n}})"
        ".then(r => { this.list = r.data.rows.map(o => ({no: o.code.substr(5), subject: o.subject})); this.all = "
        "r.data.pages; }); }, next() { if (this.n < this.all) { this.n++;"
        " this.get(); } }}, mounted() { this.get(); }});",
        "<div id='app'><li v-for='it in list'><a :href=\"'/zfbg/x' + it.no + '.html'\">{{ it.subject }}</a></li>"
        "<a @click='next'>下一页</a></div>"),
    "a mark in each answer": site(
        "var mark = null, got = 0; function pull() { fetch('/next', {method: 'POST', headers: {'Content-Type':"
        " 'application/json'}, body: JSON.stringify(mark ? {mark: mark} : {lm: 9})}).then(r => r.json()).then(d "
        "=> { mark = d.mark;"
        " d.hits.forEach(h => { var e = document.createElement('p'); e.innerHTML = '<a href=\"/zfbg/x' + "
        "h.src.code.substr(5) +"
        " '.html\">' + h.src.subject + '</a>'; document.getElementById('box').appendChild(e); }); got += "
        "d.hits.length;"
        " if (got >= d.sum.all) document.getElementById('m').style.display = 'none'; }); }"
        " document.getElementById('m').onclick = pull; pull();", "<div id='box'></div><div id='m'>点击加载更多</div>"),
    "all rows in one answer, shown in pages": site(
        "var all = [], n = 1; function show() { var part = all.slice((n - 1) * 13, n * 13), h = '';"
        f" part.forEach(function (r) {{ h += {ROW.format('r')}; }}); $('#box').html(h); }}"
        " $.get('/all', function (d) { all = d; show(); }, 'json'); $('.next').on('click', function () { n++; "
        "show(); });",
        "<div id='box'></div><a class='next' href='#'>下一页</a>"),
    "numbers that the answer draws": site(
        "function go(p) { $.post('/rows', {lm: 9, p: p}, function (d) { var h = '', k = '';"
        f" d.rows.forEach(function (r) {{ h += {ROW.format('r')}; }}); for (var i = 1; i <= d.pages; i++)"
        " k += i == p ? '<b>' + i + '</b>' : '<i class=\"n\" data-p=\"' + i + '\">' + i + '</i>';"
        " $('#box').empty().append(h); $('#pg').html(k); }, 'json'); }"
        " $('#pg').on('click', '.n', function () { go($(this).data('p')); }); go(1);"),
    "a drop-down list": site(
        f"function go(p) {{ $.getJSON('/rows', {{lm: 9, p: p}}, function (d) {{ var h = ''; $.each(d.rows, "
        f"function (i, r) {{ h += {ROW.format('r')};"
        " }); $('#box').html(h); }); } $(function () { go(1); });",
        "<div id='box'></div><select onchange='go(this.value)'><option value='1'>第1页</option><option "
        "value='2'>第2页</option>"
        "<option value='3'>第3页</option><option value='4'>第4页</option></select>"),
    "laypage": site(
        f"function go(p, first) {{ $.getJSON('/rows', {{lm: 9, p: p}}, function (d) {{ var h = ''; "
        f"layui.each(d.rows, 0); for (var i = 0;"
        f" i < d.rows.length; i++) h += {ROW.format('d.rows[i]')}; $('#box').html(h); if (first) "
        f"laypage.render({{elem: 'pg', count:"
        " d.total, limit: 13, jump: function (o, f) { if (!f) go(o.curr); }}); }); } go(1, true);"),
    "a script file with a function of the page": site(
        "function put(d) { var h = ''; for (var i = 0; i < d.rows.length; i++) h += '<p><a href=\"/zfbg/x' + "
        "d.rows[i].code.slice(-4) +"
        " '.html\">' + d.rows[i].subject + '</a></p>'; document.getElementById('box').innerHTML = h; } var n = 0; "
        "function next() {"
        " n++; var s = document.createElement('script'); s.src = '/rows?lm=9&callback=put&p=' + n; "
        "document.body.appendChild(s); }"
        " next();", "<div id='box'></div><a href='javascript:next()'>下一页</a>"),
    "a pager that two script files draw": by_files,
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_list_that_its_scripts_fill_from_answers_is_read_to_its_end(name: str) -> None:
    account, requested, links = read(FOUND[name])
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert len(requested) == len(set(requested)) <= 2 * PAGES + 5


SILENT: dict[str, Answered] = {
    "a request that needs a signature": site(
        "function go(p) { $.getJSON('/rows', {lm: 9, p: p, sign: md5(p + token())}, function (d) { draw(d); }); } "
        "go(1);"),
    "an answer that does not come": site("$.getJSON('/rows', {lm: 8, p: 1}, function (d) { draw(d); });"),
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_what_the_scripts_do_not_show_is_reported(name: str) -> None:
    account, _, links = read(SILENT[name])
    assert account.code in ("list_incomplete", "list_unread"), account.line()
    assert len(links) in (0, SIZE)


def test_scripts_are_not_played_where_the_list_is_complete() -> None:
    calls = "<script>setInterval(function () { $.getJSON('/rows', {lm: 9, p: 1}, show); }, 9000);</script>"
    few = "<ul>" + "".join(map(li, numbers(0, 7))) + "</ul><p>共7条</p>"
    account, requested, _ = read(lambda path, _: html(few + calls) if path == LIST else None)
    assert (account.state, account.rows, len(requested)) == ("complete", 7, 2)


def test_a_place_for_a_pager_that_its_script_leaves_empty_is_no_lack() -> None:
    """A list of one page: the script draws nothing, or a word that leads nowhere."""
    listed = "<ul>" + "".join(map(li, numbers(0, 14))) + "</ul>"
    file = (
        "var d = document.getElementById('pager').dataset, h = '';"
        " if (+d.all > +d.now) h = '<a href=\"2.html\">下一页</a>';"
    )
    for drawn in ("h", "h || '<span>下一页</span>'"):
        code = f"{file} document.getElementById('pager').innerHTML = {drawn};"

        def answered(path: str, _: Mapping[str, str], code: str = code) -> str | None:
            if path == "/p.js":
                return code
            body = f"{listed}<div id='pager' data-all='1' data-now='1'></div><script src='/p.js'></script>"
            return html(body) if path == LIST else None

        account, _, links = read(answered)
        assert (account.state, len(links)) == ("complete", 14), account.line()
    account, _, _ = read(lambda path, given: None if path == "/p.js" else answered(path, given))
    assert account.code == "list_incomplete"
