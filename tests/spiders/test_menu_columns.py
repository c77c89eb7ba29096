"""Columns without links: the tree of a disclosure directory asks for its branches, and for the rows of its leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.lists.base import ListPage
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.lists.menu_columns import opened
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit
from tests.support.one_list import HOST, ROWS, SIZE, html, li, numbers, read

TREE = """<ul id='tree'></ul><div id='box'><p>请在左侧选择目录</p></div><script>
function branch(pid, at) { $.getJSON('/ml/node', {pid: pid}, function (list) { var h = '';
  $.each(list, function (i, n) { h += '<li><span class="' + (n.leaf ? 'leaf' : 'dir') + '" data-id="' + n.id + '">' +
    n.text + '</span><ul></ul></li>'; }); at.html(h); }); }
function rows(ml, ks) { $.get('/ml/rows', {ml: ml, ks: ks}, function (h) { $('#box').html(h); }, 'html'); }
$('#tree').on('click', 'span', function () { if ($(this).attr('class') == 'dir') branch($(this).data('id'),
  $(this).siblings()); else rows($(this).data('id'), 0); }); branch(0, $('#tree'));</script>"""
BUTTONS = """<div class='m'>{}</div><div id='box'></div><script>$('.m b').click(function () {{
  $('#box').load('/ml/rows?ks=0&ml=' + $(this).attr('data-c')); }});</script>"""
NODES = {
    "0": [
        ("1", "机构职能", True),
        ("3", "规划与报告", False),
        ("4", "重点领域", False),
        ("6", "删除信息", True),
    ],
    "3": [("31", "政府工作报告", True), ("32", "统计公报", True)],
    "4": [("41", "民生实事", True)],
}


def columns(page: str) -> tuple[dict[str, str], list[str]]:
    requested: list[str] = []

    async def fetch(url: str, _: Purpose) -> Answer:
        requested.append(url.removeprefix(HOST))
        at = urlsplit(url)
        given = dict(parse_qsl(at.query))
        if at.path == "/ml/node":
            nodes = [{"id": i, "text": t, "leaf": leaf} for i, t, leaf in NODES.get(given["pid"], [])]
            return Answer(url, "ok", 200, json.dumps(nodes).encode(), "application/json")
        text = f"<p>{given}</p>" if at.path == "/ml/rows" else None
        return Answer(url, "ok", 200, text.encode(), "text/html") if text else Answer(url, "gone", 404)

    text = f"name: 松浦区\nhomepage: {HOST}/\nfamily: plain\nreports: ['{HOST}/']\n"
    site = sitefile.parse(text, "songpu", "songpu.yaml")
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["songpu"])
    visit = Visit(site, Settings(contact="archive@example.org"), previous, fetcher)
    found = asyncio.run(opened(visit, ListPage(f"{HOST}/ml/", html(page), 1, f"{HOST}/ml/")))
    return {name: url.removeprefix(HOST) for name, url in found}, requested


def test_the_leaves_of_a_tree_are_columns() -> None:
    found, requested = columns(TREE)
    assert found == {"政府工作报告": "/ml/rows?ml=31&ks=0", "民生实事": "/ml/rows?ml=41&ks=0"}
    assert not any("ml=6" in one for one in requested)  # its name says that it changes something


def test_buttons_may_open_columns() -> None:
    named = "".join(f"<b data-c='{at}'>{name}</b>" for at, name in enumerate(("政府文件", "政府工作报告"), 7))
    assert columns(BUTTONS.format(named))[0] == {"政府工作报告": "/ml/rows?ks=0&ml=8"}


@pytest.mark.parametrize("page", ["<p>暂无</p>", "<ul><li><b onclick='a()'>政府工作报告</b></li></ul>"])
def test_a_page_without_a_menu_opens_nothing(page: str) -> None:
    assert columns(page) == ({}, [])


def test_a_control_may_hold_the_parameters_of_the_pages_own_address() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path != "/ml/rows" or given.get("ml") != "31":
            return None
        first = int(given["ks"])
        more = (
            f"<a class='hy' data-ml='31' data-ks='{first + SIZE}'>下一屏</a>" if first + SIZE < ROWS else ""
        )
        return f"<h4>政府工作报告</h4><ul>{''.join(map(li, numbers(first)))}</ul><div>共{ROWS}条 {more}</div>"

    account, _, found = read(answered, "/ml/rows?ml=31&ks=0")
    assert (account.state, len(found)) == ("complete", ROWS), account.line()
