"""Lists of one page: when a pager proves that there are no more, and when its way on is only not in the page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, ROWS, Answered, html, li, numbers, read

SIZE = 15
FILE = "<script src='/js/list.js'></script>"
BOUND = {  # what the page shows, and the script file that makes it a way on
    "a link": (
        "<div class='page'><a class='next'>下一页</a></div>",
        "$(function () { $('.next').click(function () { location.href = '/zfbg/list_2.html'; }); });",
    ),
    "words": (
        "<p><span id='up'>上一页</span> <span id='down'>下一页</span></p>",
        "document.getElementById('down').onclick = function () { location.href = '/zfbg/list_2.html'; };",
    ),
    "buttons": (
        "<button class='fn-prev'>上一页</button><button class='fn-next'>下一页</button>",
        "$('.fn-next').on('click', function () { location.href = '/zfbg/list_2.html'; });",
    ),
    "a place with a 1": (
        "<div class='pages'><b>1</b></div><div id='turn'></div>",
        "document.getElementById('turn').innerHTML = \"<a href='/zfbg/list_2.html'>下一页</a>\";",
    ),
}
DRAWN = (
    "<script>function fenye(all, now, name) { document.write(\"<a href='\" + name + '_' + (now + 1)"
    " + \".html'>下一页</a>\"); } fenye(4, 1, 'list');</script>"
)
STRAY = {
    "likes": "<div class='zan'><p><b>1</b></p></div>",
    "readers": "<p>在线人数 <b>1</b></p>",
    "readers in a box": "<div class='box-on'>在线人数 <em>1</em></div>",
    "visits": "<div class='pageview'><span>1</span></div>",
    "a mark": "<td><font>1</font></td>",
    "written readers": "<p><script>document.write('1');</script></p>",
}
DEAD = "<p>上一页 <i>下一页</i></p>"


def two_pages(first: str, files: Mapping[str, str | None], size: int = SIZE) -> Answered:
    shown = {
        LIST: "".join(map(li, numbers(0, size))) + first,
        f"{LIST}list_2.html": "".join(map(li, numbers(size, size))),
    }

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        return html(f"<ul>{shown[path]}</ul>") if path in shown else files.get(path)

    return answered


@pytest.mark.parametrize("size", [13, 15, 20])
@pytest.mark.parametrize("name", BOUND)
def test_a_script_file_that_makes_the_way_on_is_read(name: str, size: int) -> None:
    shown, code = BOUND[name]
    account, requested, links = read(two_pages(f"{shown}{FILE}", {"/js/list.js": code}, size))
    assert "/js/list.js" in requested and f"{LIST}list_2.html" in requested
    assert len(links) == min(ROWS, 2 * size), account.line()


@pytest.mark.parametrize("name", BOUND)
def test_a_script_file_that_is_missing_leaves_a_full_page_open(name: str) -> None:
    account, _, links = read(two_pages(f"{BOUND[name][0]}{FILE}", {}))
    assert (account.state, len(links)) == ("incomplete", SIZE)


@pytest.mark.parametrize("size", [13, 15])
def test_a_dead_control_is_reported_without_the_script_files(size: int) -> None:
    account, _, _ = read(two_pages(f"{DEAD}{FILE}", {}, size))
    assert account.state == "incomplete"


@pytest.mark.parametrize("beside", [*STRAY.values(), DEAD, "<p class='pages'><b>1</b></p>"])
def test_a_pager_that_a_function_draws_is_followed_in_spite_of_a_single_page_beside_it(beside: str) -> None:
    account, _, links = read(two_pages(f"{beside}{DRAWN}", {}))
    assert len(links) == 2 * SIZE, account.line()


@pytest.mark.parametrize("name", STRAY)
def test_a_number_1_that_is_no_pager_leaves_a_full_page_open(name: str) -> None:
    account, _, _ = read(two_pages(STRAY[name], {}))
    assert (account.state, account.declared.pages) == ("incomplete", None)


@pytest.mark.parametrize(
    "code", ["bind('.zzj')", "$(document).on('click', '.zzj', turn)", "$('#q .zzj').bind(on)"]
)
def test_a_control_that_a_script_mentions_is_not_dead(code: str) -> None:
    shown = f"<p id='q'><a class='zzj'>下一页</a></p><script>{code}</script>"
    account, _, _ = read(two_pages(shown, {}))
    assert (account.state, account.declared.pages) == ("incomplete", None)


SINGLE = [
    "<div class='fy'><b>1</b></div>",
    "<p>上一页 <b>1</b> 下一页</p>",
    DEAD,
    "<div class='turner'><div class='n on'>1</div></div><p>人气 1486</p>",
    "<ol class='pgn'><li><strong>1</strong></li></ol><p><span>1486</span></p>",
    "<table><tr><td><a href='/a1.htm'>农贸市场改造公告</a><a href='/a2.htm'>公交线路调整公告</a>"
    "<a href='/a3.htm'>图书馆开放公告</a></td></tr><tr><td colspan='3'><span>1</span></td></tr></table><i>1486</i>",
    "<script>document.write(\"<p><a href='/zwgk/'>政务公开</a></p>\");</script>"
    "<div class='fy'><script>document.write('<span>1</span>');</script></div>",
    "<div class='pages'><a class='prev disabled'>上一页</a> <a class='next disabled'>下一页</a></div>",
]


@pytest.mark.parametrize("file", ["", f"{FILE}<script src='//count.zfjc.example/badge.js'></script>"])
@pytest.mark.parametrize("pager", SINGLE)
def test_a_pager_of_a_single_page_closes_its_list_once_the_files_are_read(pager: str, file: str) -> None:
    account, _, _ = read(two_pages(f"{pager}{file}", {"/js/list.js": "var site = 'songpu';"}))
    assert (account.state, account.declared.pages) == ("complete", 1), account.line()


def cut_in_pages(kind: str, size: int = 10, last: int = 3) -> str:
    def of(n: int) -> str:
        if kind == "class":
            return f" class='pg{n // size + 1}'"
        return " style='display:none'" if kind == "style" and n >= size else ""

    shown = "".join(li(n).replace("<li", f"<li{of(n)}", 1) for n in range(25))
    return f"<ul>{shown}</ul><div class='pager'>{''.join(f'<span>{n}</span> ' for n in range(1, last + 1))}</div>"


@pytest.mark.parametrize("kind", ["class", "style"])
def test_all_pages_within_one_page_are_the_whole_list(kind: str) -> None:
    account, _, links = read(lambda path, _: html(cut_in_pages(kind)) if path == LIST else None)
    assert (account.state, len(links)) == ("complete", 25)


OF_OTHERS = [
    "<ul class='nav'><li>首页</li><li>要闻</li>" + "<li style='display:none'>栏目</li>" * 4 + "</ul>",
    "<div>" + "".join(f"<div class='{name}'>专栏</div>" * 2 for name in "abc") + "</div>",
    "<ul>"
    + "".join(
        f"<li{hidden}><a href='/zt/{n}.html'>主题教育专栏{n}</a></li>"
        for n, hidden in enumerate(["", "", *[" style='display:none'"] * 4])
    )
    + "</ul>",
]


@pytest.mark.parametrize("count", [10, 11, 13])
@pytest.mark.parametrize("block", OF_OTHERS)
def test_what_a_script_shows_of_another_block_does_not_close_a_list(block: str, count: int) -> None:
    listed = f"<ul class='list'>{''.join(map(li, range(count)))}</ul>"
    pager = "<div class='page'><span>1</span><a href='javascript:;'>2</a><a href='javascript:;'>3</a></div>"
    shown = html(f"{block}{listed}{pager}<script src='/js/app.js'></script>")
    files = {LIST: shown, "/js/app.js": "<!-- -->"}
    account, _, _ = read(lambda path, _: files.get(path))
    assert account.state == "incomplete", account.line()


@pytest.mark.parametrize(
    "shown", [cut_in_pages(""), cut_in_pages("class", last=5), cut_in_pages("style", last=7)]
)
def test_numbers_of_more_pages_than_the_page_holds_are_reported(shown: str) -> None:
    account, _, _ = read(lambda path, _: html(shown) if path == LIST else None)
    assert account.state == "incomplete"
