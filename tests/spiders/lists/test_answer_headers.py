"""Lists whose further rows only the headers of an answer name."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from spiders.lists.base import Declared, ListPage, PageRequest
from spiders.lists.interfaces.formats.answer_headers import declared, following, of_lists
from tests.support.one_list import LIST, ROWS, SIZE, Headers, html, li, numbers, read, record

URL = "http://www.songpu.example/zfbg/"
FETCH = """<ul id="l"></ul><button id="m">加载更多</button><script>let next = '/zfbg/rows?after=0';
async function load() { if (!next) return; const r = await fetch(next);
  document.getElementById('l').insertAdjacentHTML('beforeend', await r.text());
  const m = /<([^>]+)>/.exec(r.headers.get('Link') || ''); next = m ? m[1] : null; }
document.getElementById('m').addEventListener('click', load); load();</script>"""


def page(*headers: tuple[str, str]) -> ListPage:
    return ListPage(URL, "", 1, URL, headers=headers)


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ('</zfbg/r?p=2>; rel="next"', "http://www.songpu.example/zfbg/r?p=2"),
        ('<?p=1>; rel=prev, <?p=3>; title="a, b"; rel=next', f"{URL}?p=3"),
        ('<b/>; rel="last next"', f"{URL}b/"),
        ('</wp-json/>; rel="https://api.w.org/"', None),
        ('<?p=9>; rel="nextgroup"', None),
        ("", None),
    ],
)
def test_the_next_page_is_named_by_a_header(value: str, target: str | None) -> None:
    found = following(page(("Link", value)))
    assert found == (PageRequest(target) if target else None)


def test_totals_are_given_by_headers() -> None:
    assert declared(page(("X-Total-Count", "52"))) == Declared(52, None)
    assert declared(page(("x-wp-total", "52"), ("X-WP-TotalPages", "4"))) == Declared(52, 4)
    assert declared(page(("X-Total-Count", "many"))) == Declared()
    assert of_lists([("Server", "a"), ("LINK", "b")]) == (("LINK", "b"),)


def named(path: str, given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    after = int(given.get("after", "0")) + SIZE
    return (("Link", f'</zfbg/rows?after={after}>; rel="next"'),) if path != LIST and after < ROWS else ()


@pytest.mark.parametrize("kind", ["markup", "JSON"])
def test_rows_whose_next_ones_a_header_names_are_read(kind: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(FETCH)
        if path != "/zfbg/rows":
            return None
        shown = numbers(int(given["after"]))
        if kind == "JSON":
            return json.dumps([record(n) for n in shown], ensure_ascii=False)
        return "".join(map(li, shown))

    account, _, found = read(answered, headers=named)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_pages_that_a_header_leads_to_are_read_and_a_total_that_is_missed_is_reported() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        shown = numbers(int(given.get("after", "0")))
        return html(f"<ul>{''.join(map(li, shown))}</ul>")

    leads: Headers = lambda _, given: named("/zfbg/rows", given)  # noqa: E731  # it is given as it is
    account, requested, found = read(answered, headers=leads)
    assert (account.state, len(found)) == ("complete", ROWS)
    assert requested[2] == "/zfbg/rows?after=13"
    account = read(answered, headers=lambda *_: (("X-Total-Count", str(ROWS)),))[0]
    assert account.why == f"{ROWS} rows declared, {SIZE} read"
