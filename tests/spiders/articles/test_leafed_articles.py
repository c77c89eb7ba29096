"""Articles that scripts show leaf by leaf: all leaves are one text, or the lack of one is known (all invented)."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any, cast

from parsers.read import read
from spiders.visit.articles import leafed_articles
from tests.spiders.articles.test_filled_articles import LINES, URL, Answers, page

FLIP = """
var now = 0; function show(n) { if (n < 1 || n > book.pages) return; now = n; var x = new XMLHttpRequest();
 x.open('GET', book.path + n + '.html'); x.onload = function () {
 document.getElementById('c').innerHTML = x.responseText; }; x.send(); }
document.getElementById('on').onclick = function () { show(now + 1); }; show(1);
"""
SENT = page(
    f"var book = {{pages: 4, path: 'leaf/'}};{FLIP}", "<div id='c'></div><button id='on'>下一页</button>"
)


def leaf(number: int) -> str:
    return "".join(f"<p>{line}</p>" for line in LINES[(number - 1) * 4 : number * 4])


def answers(lost: int = 0) -> Answers:
    return Answers({f"/zwgk/leaf/{n}.html": leaf(n) for n in range(1, 5) if n != lost})


def test_all_leaves_of_a_text_are_read() -> None:
    visit = answers()
    made, several = asyncio.run(leafed_articles.leaves(cast(Any, visit), URL, SENT))
    assert several and made is not None
    text = read(made.encode(), source=URL, url=URL, content_type="text/html; charset=utf-8").text
    assert [text.count(line) for line in LINES] == [1] * len(LINES)
    assert len(visit.made) == len(set(visit.made)) == 4


def test_a_text_without_one_of_its_leaves_is_none() -> None:
    made, several = asyncio.run(leafed_articles.leaves(cast(Any, answers(lost=3)), URL, SENT))
    assert several and made is None


def test_a_page_whose_text_has_one_leaf_is_left_to_the_other_readers() -> None:
    one = page("fetch('/zwgk/leaf/1.html').then(r => r.text()).then(t => {"
               " document.getElementById('c').innerHTML = t; })", "<div id='c'></div>")  # fmt: skip
    assert not leafed_articles.has_control(URL, one)
    assert asyncio.run(leafed_articles.leaves(cast(Any, answers()), URL, one)) == (None, False)


def test_leaves_without_requests_are_turned_once_each_and_none_without_an_end_is_kept() -> None:
    code = """
var at = 0, made = 0;
function work() { var sum = 0; for (var i = 0; i < 2000; i++) { sum += i; } return sum; }
function show() {
 document.getElementById('c').innerHTML = '<p>' + Array(20).join('第' + at + '页写老街换石板。') + '</p>'; }
function on() { work(); at++; show(); }
show();
"""
    endless = page(code, "<div id='c'></div><button onclick='on()'>下一页</button>")
    visit = answers()
    visit.result = SimpleNamespace(problems=[])  # type: ignore[attr-defined]
    started = time.process_time()
    made, several = asyncio.run(leafed_articles.leaves(cast(Any, visit), URL, endless))
    assert several and made is None
    assert time.process_time() - started < 8
