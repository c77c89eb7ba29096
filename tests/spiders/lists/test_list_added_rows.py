"""Short lists to which only a script file adds rows: the page itself says nothing of further ones (all invented)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, ROWS, Answered, html, li, numbers, read

FEW = 7
GET = "$.get('/zfbg/bits-' + n + '.html', function (h) { h.length > 9 ? $('.zb').append(h) : $('.q').hide(); });"
WAYS = {
    "a button in an empty place": f"$(function () {{ var n = 1; if ($('.zb li').length < {FEW}) return;"
    f" $('.q').text('加载更多').click(function () {{ n++; {GET} }}); }});",
    "a button that it adds": "$(function () { var n = 1; $('.zb').after('<p class=\"q\">查看更多</p>');"
    f" $('.q').click(function () {{ n++; {GET} }}); }});",
    "a button of any name": "$(function () { var n = 1, b = $('<p>往下看</p>').insertAfter('.zb');"
    f" b.on('click', function () {{ n++; {GET} }}); }});",
    "scrolling": f"var n = 1; $(window).scroll(function () {{ n++; {GET} }});",
    "scrolling without a library": """var n = 1, at = location.pathname, busy = 0;
      window.addEventListener('scroll', function () { if (busy) return; busy = 1; n++;
      fetch(at + 'bits-' + n + '.html').then(function (r) { return r.text(); }).then(function (t) {
      document.querySelector('#nr ul').insertAdjacentHTML('beforeend', t); busy = 0; }); });""",
    "an observed end": """var n = 1, box = document.querySelector('.zb'), end = document.createElement('p');
      box.after(end);
      new IntersectionObserver(function (all) { if (!all[0].isIntersecting) return; n++;
      var x = new XMLHttpRequest(); x.open('GET', location.pathname + 'bits-' + n + '.html');
      x.onload = function () { box.innerHTML += x.responseText; }; x.send(); }).observe(end);""",
}


def site(script: str, rows: int = ROWS, place: str = "<div class='q'></div>") -> Answered:
    """A list of which the page has the first rows; its script file gets the others as pieces of markup."""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        piece = re.fullmatch(r"/zfbg/bits-(\d+)\.html", path)
        number = int(piece[1]) if piece else 1
        shown = "".join(li(n) for n in numbers((number - 1) * FEW, FEW) if n < rows)
        if path == LIST:
            files = "<script src='/js/jquery.js'></script><script src='/js/site.js'></script>"
            return html(f"<div id='nr'><ul class='zb'>{shown}</ul>{place}</div>{files}")
        return script if path == "/js/site.js" else shown if piece else None

    return answered


@pytest.mark.parametrize("name", WAYS)
def test_rows_that_a_script_file_adds_are_read(name: str) -> None:
    account, requested, found = read(site(WAYS[name]))
    assert (account.state, len(found)) == ("complete", ROWS), account.line()
    assert requested.count("/js/site.js") == 1


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("rows", [4, FEW])
def test_a_short_list_to_which_nothing_is_added_is_complete(name: str, rows: int) -> None:
    account, _, found = read(site(WAYS[name], rows))
    assert (account.state, len(found)) == ("complete", rows), account.line()


@pytest.mark.parametrize(
    "code", ["$('.q').addClass('clear');", "$('.zb li:odd').css('color', 'red');", "var q = 1;"]
)
def test_a_script_file_that_only_styles_the_page_adds_nothing(code: str) -> None:
    assert read(site(code, FEW))[0].state == "complete"


UNKNOWN = {
    "the place in a call": "zz('.q', function () { $.get('/zfbg/b' + zz.n) });",
    "the place in a library": "(function () { var b = zz.find('.q'); zz.more(b, atob(zz.k)); })();",
    "an unknown request": "var u = zz.sign('.zb'); $.post(u, zz.body(), zz.fill);",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_script_file_that_may_add_rows_in_an_unknown_way_is_reported(name: str) -> None:
    account, _, _ = read(site(UNKNOWN[name]))
    assert account.code == "list_incomplete", account.line()
