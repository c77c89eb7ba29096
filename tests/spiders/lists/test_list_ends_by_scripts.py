"""How scripts say that there are no further rows: an answer lacks an element, a click shows a message."""

from __future__ import annotations

import pytest

from spiders.lists.links import tree_of
from spiders.lists.scripts.javascript import Script
from tests.support.one_list import HOST, LIST, SIZE, Answered, html, li, numbers, read

# How a script finds the address of the next rows in an answer.
FINDS = {
    "by a tag": "var n = x.getElementsByTagName('more')[0]; next = n ? n.textContent : '';",
    "by a query": "var n = x.querySelectorAll('more'); if (n[0]) next = n[0].textContent;",
    "by the last": "var n = x.querySelectorAll('more'); n = n[n.length]; next = n === undefined ? '' : 'more';",
}


@pytest.mark.parametrize("name", FINDS)
@pytest.mark.parametrize(("answer", "written"), [("<more>/b</more>", "下一页"), ("<row>1</row>", "完")])
def test_a_missing_element_of_an_answer_is_undefined(name: str, answer: str, written: str) -> None:
    if name == "by the last":
        written = "完"
    code = (
        f"var next = '', x = new DOMParser().parseFromString('<a>{answer}</a>', 'text/xml'); {FINDS[name]}"
        " document.write('<p>' + (next ? '下一页' : '完') + '</p>');"
    )
    script = Script(tree_of(html(f"<script>{code}</script>")), HOST + LIST)
    assert script.running.effects.written == [f"<p>{written}</p>"]


# What turns the pages: FILES are their names, AT is the number of this one, from 0.
CALL = "<p><a href='javascript:turn(-1)'>上一页</a> <a href='javascript:turn(1)'>下一页</a></p>"
SAYS = "if (i < 0 || i >= files.length) { alert('没有了'); return; } location.href = files[i];"
TURNS = {
    "an alert": (CALL, f"function turn(n) {{ var i = AT + n; {SAYS} }}"),
    "new Array": (CALL, f"function turn(n) {{ files = new Array(FILES); var i = AT + n; {SAYS} }}"),
    "a place for the pager": (f"<div class='fy'>{CALL}</div>", f"function turn(n) {{ var i = AT + n; {SAYS} }}"),
    "an assignment": (
        CALL, "function turn(n) { if (files[AT + n]) self.location = files[AT + n]; else alert('到头'); }",
    ),
    "nothing": (CALL, "function turn(n) { var i = AT + n; if (i >= 0 && i < files.length) location.href = files[i]; }"),
    "a return": (CALL, "function turn(n) { if (!files[AT + n]) return false; window.open(files[AT + n], '_self'); }"),
    "a choice": (CALL, "function turn(n) { return AT + n < files.length ? location.assign(files[AT + n]) : false; }"),
    "layer": (
        CALL, "function turn(n) { if (AT + n > files.length - 1) return layer.msg('已经是最后一页了');"
        " location.href = files[AT + n]; }",
    ),
    "easyui": (
        CALL, "function turn(n) { var f = files[AT + n]; f ? location.replace(f) :"
        " $.messager.alert('提示', '没有下一页'); }",
    ),
    "a switch": (
        CALL, "function turn(n) { switch (AT + n) { case -1: alert('首页'); break; case files.length: alert('末页');"
        " break; default: location.href = files[AT + n]; } }",
    ),
    "a file's name of pieces": (
        CALL, "var last = files.length; function turn(n) { var k = AT + n; if (k == last) { alert('这是最后一页'); }"
        " else if (k >= 0) { location.href = 'p' + (k ? '_' + k : '') + '.htm'; } }",
    ),
    "a button": (
        "<button onclick='turn(-1)'>上一页</button><button onclick='turn(1)'>下一页</button>",
        f"function turn(n) {{ var i = AT + n; {SAYS} }}",
    ),
    "a bound link": (
        "<a href='#' id='up'>上一页</a> <a href='#' id='down'>下一页</a>",
        "document.getElementById('down').onclick = function () { if (AT + 1 >= files.length) { alert('没有了');"
        " return false; } location.href = files[AT + 1]; return false; };",
    ),
}  # fmt: skip


def turned(name: str, pages: int) -> Answered:
    control, code = TURNS[name]
    files = ["p.htm", *(f"p_{n}.htm" for n in range(1, pages))]

    def answered(path: str, _: object) -> str | None:
        shown = path.rpartition("/")[2] or "p.htm"
        if not path.startswith(LIST) or shown not in files:
            return None
        at = files.index(shown)
        own = code.replace("FILES", ", ".join(map(repr, files))).replace("AT", str(at))
        listed = "".join(map(li, numbers(at * SIZE)))
        return html(f"<ul class='list'>{listed}</ul><script>var files = {files}; {own}</script>{control}")

    return answered


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize("name", TURNS)
def test_a_list_ends_where_the_click_on_its_control_only_says_so(name: str, pages: int) -> None:
    account, requested, links = read(turned(name, pages))
    assert (account.state, len(links)) == ("complete", pages * SIZE), (account.line(), requested)


UNSURE = {
    "an unknown total": "function turn(n) { if (at + n < total) location.href = 'p_' + n + '.htm'; }",
    "an unknown function": "function turn(n) { show(n); }",
    "a failure": "function turn(n) { null.go(n); location.href = 'p_1.htm'; }",
    "the page's elements": "function turn(n) { if (frames.all.rows.at < n) alert('没有了'); else go(n); }",
    "what it changes": "var now = 1; function turn(n) { now += n; }",
    "an answer": "function turn(n) { $.post('/x.do', {p: n}, function (d) { alert('没有更多数据'); }); }",
}  # fmt: skip


@pytest.mark.parametrize("name", UNSURE)
def test_a_click_whose_effect_is_not_known_leaves_a_list_open(name: str) -> None:
    shown = html(
        f"<ul class='list'>{''.join(map(li, range(SIZE)))}</ul><script>{UNSURE[name]}</script>"
        "<p><a href='javascript:turn(1)'>下一页</a></p>"
    )
    account, _, _ = read(lambda path, _: shown if path == LIST else None)
    assert account.state == "incomplete", account.line()
