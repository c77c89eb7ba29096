"""Pagers whose clicks are bound again with each answer: one click must not run what it has bound itself."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, Answered, html, li, read

LAST = 11
ASK = (
    "var o = { p: 1 }; function ask() { $.get('/zfbg/part', { p: o.p }, function (h) { $('#box').html(h); bind(); },"
    " 'html'); } function to(e) { o.p = +e.getAttribute('data-p'); ask(); } "
)
BINDS = {
    "within the answer": "$('.turn').on('click', 'em', function () { to(this); });",
    "to each control": "$('#box em').click(function () { to(this); });",
    "by the browser's own means": "document.querySelectorAll('em').forEach(function (e) {"
    " e.addEventListener('click', function () { to(e); }); });",
    "as it is written": "",
}


def site(bind: str, last: int = LAST) -> Answered:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(
                f"<div id='box'>加载中</div><script>{ASK} function bind() {{ {bind} }} ask();</script>"
            )
        if path != "/zfbg/part":
            return None
        number = int(given["p"])
        own = "" if bind else " onclick='to(this)'"
        turn = f"<em data-p='{number + 1}'{own}>下一页</em>" if number < last else "<i>下一页</i>"
        shown = "".join(map(li, range(3 * number - 3, 3 * number)))
        return f"<ul class='list'>{shown}</ul><div class='turn'>{turn}</div>" if number <= last else None

    return answered


@pytest.mark.parametrize("name", BINDS)
def test_a_click_runs_only_what_was_bound_before(name: str) -> None:
    account, requested, links = read(site(BINDS[name]))
    assert (account.state, len(links)) == ("complete", 3 * LAST), account.line()
    assert len(requested) == len(set(requested))


@pytest.mark.parametrize("name", BINDS)
def test_a_piece_whose_next_page_leads_nowhere_is_the_whole_list(name: str) -> None:
    account, _, links = read(site(BINDS[name], 1))
    assert (account.state, len(links)) == ("complete", 3), account.line()
