"""Applications whose pages are routes behind `#/`: each route is a page of its own, which its scripts fill."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from archive.store import Archive
from flows.pipeline.crawl_process import crawl_each
from flows.pipeline.night import Night, shards
from flows.pipeline.selection import select
from spiders.families.generic import fragment_free
from spiders.lists.links import absolute
from tests.support.archive import rows
from tests.support.hostile_sites import Site, page, served
from tests.support.one_list import ROWS, SIZE, numbers, read

SHELL = (
    "<html><head><title>{name}人民政府</title></head><body><div id='app'></div>"
    "<script src='/m/app.js'></script></body></html>"
)
LISTED = """
var box = document.getElementById('app'), at = 1;
function list(id) {
  fetch('/rows?lm=' + id + '&p=' + at).then(function (r) { return r.json(); }).then(function (r) {
    var text = '<ul>';
    r.rows.forEach(function (one) {
      text += '<li><a href="/zfbg/x' + one.id + '.html">' + one.name + '</a><i>' + one.day + '</i></li>';
    });
    text += '</ul><div class="pages">';
    for (var i = 1; i <= Math.ceil(r.total / 13); i++) text += '<i class="no">' + i + '</i>';
    box.innerHTML = text + '</div>';
    box.querySelectorAll('.no').forEach(function (i) { i.onclick = function () { at = +i.innerText; list(id); }; });
  });
}
function show() {
  var found = location.hash.match(/^#!?\\/list\\/(\\d+)/);
  if (found) list(found[1]); else box.innerHTML = '404';
}
window.addEventListener('hashchange', show); show();
"""
FILLED = """
var id = location.hash.match(/detail\\/(\\d+)/);
if (id) fetch('/api/' + id[1] + '.json').then(function (r) { return r.json(); }).then(function (r) {
  document.getElementById('app').innerHTML = '<h1>' + r.title + '</h1><div>' + r.body + '</div>';
});
"""


def site(path: str, given: Mapping[str, str]) -> str | None:
    if path == "/m/":
        return SHELL.format(name="松浦区")
    if path == "/m/app.js":
        return LISTED
    if path != "/rows" or given.get("lm") != "9":
        return None
    name = "松浦区政府工作报告（第{}号）"
    shown = numbers((int(given["p"]) - 1) * SIZE)
    found = [{"id": 7000 + n, "name": name.format(n), "day": "2019-03-04"} for n in shown]
    return json.dumps({"total": ROWS, "rows": found}, ensure_ascii=False)


@pytest.mark.parametrize("address", ["/m/#/list/9", "/m/#!/list/9"])
def test_a_list_that_is_a_route_is_read_to_its_end(address: str) -> None:
    account, requested, links = read(site, address)
    assert (account.state, len(links)) == ("complete", ROWS)
    assert requested[1].startswith("/m/#")  # the first is robots.txt


def test_a_route_that_the_application_does_not_know_is_reported() -> None:
    account, _, links = read(site, "/m/#/column/9")
    assert (account.state, links) == ("unread", set())


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#/detail/7", "http://www.songpu.example/m/#/detail/7"),
        ("/web/#/list/3?p=2", "http://www.songpu.example/web/#/list/3?p=2"),
        ("a.html#top", "http://www.songpu.example/m/a.html"),
        ("a.html#/", "http://www.songpu.example/m/a.html"),
        ("#top", None),
        ("#", None),
        ("#/", None),
    ],
)
def test_only_a_route_stays_in_an_address(href: str, target: str | None) -> None:
    assert absolute(href, "http://www.songpu.example/m/#/list/9") == target
    assert target is None or fragment_free(target) == target


@pytest.mark.ci
def test_a_report_that_is_a_route_is_archived_and_an_edit_is_seen(tmp_path: Path) -> None:
    """Two nights, an edit between them, the shell of the application unchanged."""
    lines = "".join(
        f"<p>过去一年，全区新修村道{n * 7}公里，改造老旧小区{n}个，群众办事少跑了路。</p>"
        for n in range(1, 14)
    )

    def text(_: str, night: int) -> bytes:
        start = "<p>各位代表：现在，我代表区人民政府向大会报告工作，请予审议。</p>"
        grown = f"<p>全区地区生产总值增长{'5.8' if night < 3 else '5.6'}%。</p>"
        return page(json.dumps({"title": "2026年松浦区政府工作报告", "body": start + grown + lines}))

    shell, code = page(SHELL.format(name="松浦区")), page(FILLED)
    answers = {"/m/": lambda *_: shell, "/m/app.js": lambda *_: code, "/api/7.json": text}
    made, data, folder = (
        Site("app", "松浦区", answers, href="/m/#/detail/7"),
        tmp_path / "data",
        tmp_path / "sites",
    )
    data.mkdir()
    found = []
    sent = page("", b"Location: /m/#/detail/7", status=b"HTTP/1.1 302 Found")
    led = Site("led", "柳塘区", {**answers, "/go?n=7": lambda *_: sent}, href="/go?n=7")
    with served([made, led], folder) as server:
        for server.night in (1, 3):
            selection = select(data, folder, (), everything=False)
            with Archive.open(data, holder="test") as archive:
                night = Night(archive, data, selection)
                jobs = shards(selection, here=True)
                results = [crawl_each(one, data=data, sites=folder, run=night.run) for one in jobs]
                night.take_in()
                while night.read_batch():
                    pass
                night.finish(results)
            found.append(rows(data, "SELECT count(*) FROM versions")[0][0])
    assert found == [2, 4]
    pages = rows(data, "SELECT url FROM pages")
    assert [one[0].partition("/m/")[2] for one in pages] == ["#/detail/7"] * 2
    moved = rows(data, "SELECT DISTINCT redirect_to FROM captures WHERE outcome = 'moved'")
    assert [one[0].partition("/m/")[2] for one in moved] == ["#/detail/7"]
