"""Lists that go on when a reader scrolls to their end: by a token of each answer, or after the last row's number."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from spiders.lists.base import PageRequest
from spiders.lists.interfaces.cursors import after_last
from tests.support.one_list import LIST, ROWS, Answered, html, li, read, record

SHOWN = 12


def token(at: int) -> str:
    return f"tk{at * 7919:x}"


ASK = """var busy = false;
function more() { var f = $('#feed'), c = f.data('next'); if (busy || !c) return; busy = true;
  $.getJSON('/feed', {lm: f.data('lm'), cursor: c}, function (r) { var h = '';
    $.each(r.entries, function (i, e) { h += '<li><a href="' + e.href + '">' + e.subject + '</a></li>'; });
    $('#feed ul').append(h); f.data('next', r.cursor || ''); busy = false; }); }"""
FETCH = """let next = document.querySelector('#feed').dataset.next;
async function more() { if (!next) return; const r = await fetch('/feed?lm=9&cursor=' + encodeURIComponent(next));
  const d = await r.json(); const box = document.querySelector('#feed ul');
  d.entries.forEach(e => { const row = document.createElement('li');
    row.innerHTML = `<a href="${e.href}">${e.subject}</a>`; box.appendChild(row); }); next = d.cursor; }"""
# How scripts find out that a reader has come to the end.
ENDS = {
    "the window": ASK + "window.addEventListener('scroll', function () {"
    " if (window.innerHeight + window.pageYOffset >= document.body.offsetHeight - 200) more(); });",
    "jQuery": ASK + "$(window).scroll(function () {"
    " if ($(document).scrollTop() + $(window).height() > $(document).height() - 100) more(); });",
    "the height that is left": FETCH + "window.onscroll = () => { const d = document.documentElement;"
    " if (d.scrollHeight - window.scrollY - window.innerHeight < 50) more(); };",
    "the place of an element": FETCH + "let t; window.addEventListener('scroll', () => { clearTimeout(t);"
    " t = setTimeout(() => { const place = document.getElementById('end').getBoundingClientRect();"
    " if (place.top < window.innerHeight) more(); }, 100); });",
    "a place of jQuery": ASK + "$(window).on('scroll', function () {"
    " if ($('#end').offset().top < $(window).scrollTop() + $(window).height()) more(); });",
    "an element that is scrolled": ASK + "$('#feed').on('scroll', function () {"
    " if ($(this).scrollTop() + this.clientHeight >= this.scrollHeight - 20) more(); });",
    "an observer": FETCH + "new IntersectionObserver(es => { if (es[0].isIntersecting) more(); })"
    ".observe(document.querySelector('#end'));",
}  # fmt: skip


def by_token(script: str) -> Answered:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        first = "".join(map(li, range(SHOWN)))
        if path == LIST:
            return html(f"<div id='feed' data-lm='9' data-next='{token(SHOWN)}'><ul>{first}</ul></div>"
                        f"<div id='end'></div><script>{script}</script>")  # fmt: skip
        at = next((n for n in range(ROWS) if token(n) == given.get("cursor")), None)
        if path != "/feed" or at is None or given.get("lm") != "9":
            return None
        end = min(ROWS, at + SHOWN)
        after = token(end) if end < ROWS else None
        return json.dumps(
            {"entries": [record(n) for n in range(at, end)], "cursor": after}, ensure_ascii=False
        )

    return answered


@pytest.mark.parametrize("name", ENDS)
def test_a_list_is_scrolled_to_its_end(name: str) -> None:
    account, _, found = read(by_token(ENDS[name]))
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_nothing_is_added_before_a_reader_has_scrolled() -> None:
    script = ENDS["the window"] + "if (window.pageYOffset > 100 || document.body.scrollTop) more();"
    account, requested, _ = read(by_token(script))
    assert account.state == "complete" and len(requested) == len(set(requested))


BUTTON = """<div id='m'>加载更多</div><script>$('#m').click(function () { var last = $('#l li:last').data('id');
  $.get('/after', {lm: 9, lastId: last}, function (d) { if (!d.length) { $('#m').hide(); return; }
    d.forEach(function (r) { $('#l').append('<li data-id="' + r.no + '"><a href="' + r.href + '">' + r.subject +
      '</a></li>'); }); }, 'json'); });</script>"""


def after(path: str, given: Mapping[str, str]) -> str | None:
    if path == LIST:
        shown = "".join(li(n).replace("<li>", f"<li data-id='{7000 + n}'>") for n in range(SHOWN))
        return html(f"<ul id='l'>{shown}</ul>{BUTTON}")
    if path != "/after" or given.get("lm") != "9":
        return None
    first = int(given["lastId"]) - 7000 + 1
    return json.dumps([record(n) for n in range(first, min(ROWS, first + SHOWN))], ensure_ascii=False)


def test_the_rows_after_the_last_one_are_asked_for_by_its_number() -> None:
    account, requested, found = read(after)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()
    assert requested[2:4] == ["/after?lm=9&lastId=7011", "/after?lm=9&lastId=7023"]


def test_an_answer_that_repeats_most_rows_is_reported() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return after(path, given)
        shown = [{"xq": 7, **record(n)} for n in range(1, SHOWN + 1)]
        return json.dumps([{k: v for k, v in one.items() if k != "no"} for one in shown], ensure_ascii=False)

    assert read(answered)[0].why == "page 2 repeats most rows of page 1"


@pytest.mark.parametrize(
    ("request_", "key", "values", "following"),
    [
        (PageRequest("http://a.cn/r?lastId=5"), "id", [6, 7, 9], "http://a.cn/r?lastId=9"),
        (PageRequest("http://a.cn/r?max_id=50"), "id", [49, 48], "http://a.cn/r?max_id=48"),
        (PageRequest("http://a.cn/r?lastId=0"), "id", [31, 30], "http://a.cn/r?lastId=30"),
        (PageRequest("http://a.cn/r?before=2019-03-02"), "day", ["2019-03-01", "2019-02-01"],
         "http://a.cn/r?before=2019-02-01"),
        (PageRequest("http://a.cn/r?lastId=5"), "id", [6, 9, 7], None),  # in no order
        (PageRequest("http://a.cn/r?lastId=5"), "id", [6, 6], None),
        (PageRequest("http://a.cn/r?lastId=0"), "hits", [9, 8], None),  # which value it is, nothing shows
        (PageRequest("http://a.cn/r?token=5"), "id", [6, 7], None),
    ],
)  # fmt: skip
def test_the_last_row_names_the_next_ones(
    request_: PageRequest, key: str, values: list[object], following: str | None
) -> None:
    found = after_last(request_, [{key: value} for value in values])
    assert (found.url if found else None) == following


def test_the_last_row_is_named_in_a_form_and_in_an_object() -> None:
    records = [{"id": 6}, {"id": 8}]
    form = after_last(PageRequest("http://a.cn/r", "lm=9&lastId=5"), records)
    given = after_last(PageRequest("http://a.cn/r", '{"lm":9,"lastId":5}', "application/json"), records)
    assert form is not None and form.body == "lm=9&lastId=8"
    assert given is not None and given.body == '{"lm":9,"lastId":8}'
