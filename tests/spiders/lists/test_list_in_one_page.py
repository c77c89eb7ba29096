"""Lists of which one page holds the rows of all pages: in blocks that are shown one at a time, or as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

import pytest

from tests.support.one_list import LIST, html, li, read_with_parts, record

PARTS = (range(5), range(5, 10), range(10, 12))


def blocks(each: Callable[[int, str], str]) -> str:
    return "".join(each(number, "".join(map(li, rows))) for number, rows in enumerate(PARTS, 1))


ANCHORS = "<a href='#p1'>1</a><a href='#p2'>2</a><a href='#p3'>3</a>"
IN_BLOCKS = {
    "names of blocks": blocks(lambda n, rows: f"<ul id='p{n}'>{rows}</ul>") + f"<div class='page'>{ANCHORS}</div>",
    "names in blocks": blocks(lambda n, rows: f"<div><a name='p{n}'></a><ul>{rows}</ul></div>") + f"<p>{ANCHORS}</p>",
    "panes": blocks(lambda n, rows: f"<div class='tab-pane{' active' * (n == 1)}'><ul>{rows}</ul></div>")
    + "<ul class='pagination'><li onclick='s(1)'>1</li><li onclick='s(2)'>2</li><li onclick='s(3)'>3</li></ul>"
    "<script>function s(n) { $('.tab-pane').removeClass('active').eq(n - 1).addClass('active'); }</script>",
    "a pager in each": blocks(
        lambda n, rows: f"<div class='box'{' hidden' * (n > 1)}><ul>{rows}</ul><p>第{n}页 共3页 "
        f"<a href='javascript:go({n + 1})'>下一页</a></p></div>"),
    "numbered bodies": "<table>" + blocks(
        lambda n, rows: f"<tbody data-page='{n}'>{rows.replace('<li', '<tr><td').replace('</li', '</td></tr')}</tbody>")
    + "</table><div class='pager'><span data-to='1'>1</span><span data-to='2'>2</span><span data-to='3'>3</span></div>",
    "classes": "<p>共12条</p>" + blocks(
        lambda n, rows: f"<section class='{'show' if n == 1 else 'hide'}'>{rows}</section>")
    + "<div class='fenye'><b>1</b> <b>2</b> <b>3</b> <a href='#' class='nx'>下一页</a></div>",
}  # fmt: skip
PAGER = "<div class='page'><a href='javascript:turn(1)'>1</a> <a href='javascript:turn(2)'>2</a></div>"
NOT_ALL = {
    "groups of rows": "".join(f"<ul class='g'>{''.join(map(li, rows))}</ul>" for rows in PARTS[:2]) + PAGER,
    "more are declared": "<p>共23条 3页</p>" + blocks(lambda n, rows: f"<ul id='g{n}'>{rows}</ul>"),
}
DATA = json.dumps(
    [{"t": record(n)["subject"], "u": record(n)["href"], "d": f"2020-02-{n + 1:02d}"} for n in range(17)],
    ensure_ascii=False,
)
BODY = (
    "<ul id='lb'></ul><div class='fy'><span id='syy'>上一页</span><em id='ys'></em>"
    "<span id='xyy'>下一页</span></div>"
)
DRAW = (
    "var d = DATA, per = 5, at = 0, all = Math.ceil(d.length / per); function draw() { var h = '';"
    " for (var i = at * per; i < Math.min(d.length, (at + 1) * per); i++)"
    " h += '<li><a href=\"' + d[i].u + '\">' + d[i].t + '</a><span>' + d[i].d + '</span></li>';"
    " document.getElementById('lb').innerHTML = h; document.getElementById('ys').innerHTML = TOTAL; } BOUND draw();"
)
BOUND = (
    "document.getElementById('syy').onclick = function () { if (at > 0) { at--; draw(); } };"
    "document.getElementById('xyy').onclick = function () { if (at < all - 1) { at++; draw(); } };"
)
TOTALS = ("'第' + (at + 1) + '页/共' + all + '页'", "'共' + all + '页'", "(at + 1) + '/' + all")
HELD = {
    "a hidden field": (f"<input type='hidden' id='dd' value='{escape(DATA)}'>", "value"),
    "a text area": (f"<textarea style='display:none' id='dd'>{escape(DATA)}</textarea>", "value"),
    "an attribute": (f"<div id='dd' data-rows='{escape(DATA)}'></div>", "dataset.rows"),
    "an island": (f"<script type='application/json' id='dd'>{DATA}</script>", "textContent"),
}


def drawn(name: str, total: str, bound: str = BOUND) -> str:
    held, value = HELD[name]
    code = DRAW.replace("DATA", f"JSON.parse(document.getElementById('dd').{value})").replace("TOTAL", total)
    return html(f"{held}{BODY}<script>{code.replace('BOUND', bound)}</script>")


def state(page: str) -> tuple[set[str], int]:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        return page if path == LIST else None

    accounts, _, links = read_with_parts(answered)
    return {one.state for one in accounts}, len(links)


@pytest.mark.parametrize("name", IN_BLOCKS)
def test_a_page_with_a_block_for_each_page_is_the_whole_list(name: str) -> None:
    assert state(html(IN_BLOCKS[name])) == ({"complete"}, 12)


@pytest.mark.parametrize("name", NOT_ALL)
def test_blocks_that_are_no_pages_are_no_evidence(name: str) -> None:
    assert state(html(NOT_ALL[name]))[0] == {"incomplete"}


@pytest.mark.parametrize("total", TOTALS)
@pytest.mark.parametrize("name", HELD)
def test_a_pager_that_draws_what_the_page_holds_is_used(name: str, total: str) -> None:
    assert state(drawn(name, total)) == ({"complete"}, 17)


@pytest.mark.parametrize(("total", "bound"), [("'第1页/共9页'", BOUND), (TOTALS[0], "")])
def test_a_pager_that_does_not_show_all_it_counts_leaves_the_list_open(total: str, bound: str) -> None:
    assert state(drawn("a hidden field", total, bound)) == ({"incomplete"}, 17)
