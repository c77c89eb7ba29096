"""What scripts find of an answer that no longer names further rows: an element that is missing is undefined."""

from __future__ import annotations

import pytest

from spiders.lists.links import tree_of
from spiders.lists.scripts.javascript import Script
from tests.support.one_list import HOST, LIST, html

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
