"""Lists in framesets: the rows in one frame, the pager in another, whose links open pages in the first."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from spiders.lists.base import Declared, ListPage, PageRequest
from spiders.visit.lists.framesets import counted_on
from tests.support.one_list import HOST, LIST, PAGES, ROWS, SIZE, Answered, html, read, rows

MENU = "<html><body><a href='/' target='_top'>首页</a><a href='/lb/' target='main'>领导之窗</a></body></html>"
NUMBERS = "".join(f"<a href='rows_{n}.htm' target='main'>[{n}]</a>" for n in range(1, PAGES + 1))
PAGERS = {
    "numbers": NUMBERS,
    "numbers and the last": f"{NUMBERS} <a href='rows_{PAGES}.htm' target='main'>尾页</a>",
    "a drop-down list": "<select onchange=\"parent.main.location.href='/zfbg/rows_' + this.value + '.htm'\">"
    + "".join(f"<option value='{n}'>第{n}页</option>" for n in range(1, PAGES + 1)) + "</select>",
    "clicks that are counted": f"<script>var no = 1, all = {PAGES}; function turn(d) {{"
    " if (no + d < 1 || no + d > all) return; no += d;"
    " parent.frames['main'].location.href = 'rows_' + no + '.htm'; }</script>"
    f"<a href='javascript:turn(-1)'>前页</a> <span>1/{PAGES}</span> <a href='javascript:turn(1)'>后页</a>",
    "a function": "<script>function go(n) { top.main.location.href = '/zfbg/rows_' + n + '.htm'; }</script>"
    + "".join(f"<a href='javascript:go({n})'>{n}</a> " for n in range(1, PAGES + 1)),
}  # fmt: skip


def site(pager: str, order: str) -> Answered:
    frames = {"menu": "<frame src='/menu.htm'>", "rows": "<frame src='rows_1.htm' name='main'>",
              "pager": "<frame src='pages.htm'>"}  # fmt: skip

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return f"<html><frameset rows='90,*,40'>{''.join(frames[one] for one in order.split())}</frameset></html>"
        if path == "/menu.htm":
            return MENU
        if path == f"{LIST}pages.htm":
            return f"<html><body>{pager}</body></html>"
        number = path.removeprefix(f"{LIST}rows_").removesuffix(".htm")
        return html(rows(int(number))) if number.isdecimal() and 1 <= int(number) <= PAGES else None

    return answered


@pytest.mark.parametrize("order", ["menu rows pager", "pager rows", "menu pager rows"])
@pytest.mark.parametrize("name", PAGERS)
def test_a_list_with_its_pager_in_another_frame_is_read_to_its_end(name: str, order: str) -> None:
    account, requested, links = read(site(PAGERS[name], order))
    assert (account.state, len(links)) == ("complete", ROWS)
    assert len(requested) == len(set(requested))


@pytest.mark.parametrize(
    "pager", ["<b>1</b> <span>2</span> <span>3</span> <span>4</span>", "<p>第1页 共4页</p>"]
)
def test_a_pager_in_another_frame_that_is_not_understood_is_reported(pager: str) -> None:
    account, _, links = read(site(pager, "rows pager"))
    assert account.state == "incomplete" and len(links) < ROWS


def frameset(frames: str, pages: Mapping[str, str | None]) -> Answered:
    shown = {LIST: f"<html><frameset cols='200,*'>{frames}</frameset></html>", "/menu.htm": SEVEN, **pages}
    return lambda path, _: shown.get(path)


SEVEN = html("".join(f"<a href='/lm{n}/' target='main'>松浦区第{n}类信息公开栏目</a><br>" for n in range(7)))
MENU_FRAME = "<frame src='/menu.htm' name='left'>"
BESIDE_MENU = {
    "missing": "<frame src='rows.htm' name='main'>",
    "on another host": "<frame src='http://rows.zhebian.example/rows.htm' name='main'>",
    "without a name": "<frame src='rows.htm'>",
}


@pytest.mark.parametrize("name", BESIDE_MENU)
def test_a_frame_that_is_not_obtained_is_reported(name: str) -> None:
    account, _, _ = read(frameset(MENU_FRAME + BESIDE_MENU[name], {}))
    assert account.state == "incomplete" and "was not obtained" in (account.why or "")


@pytest.mark.parametrize("around", ["<frame src='/top.htm'>", "<frame src='/x1.htm' name='topFrame'>",
                                    "<frame src='/inc/foot.asp' name='f3'>"])  # fmt: skip
def test_a_missing_head_or_foot_is_no_loss(around: str) -> None:
    account, _, links = read(
        frameset(f"{around}<frame src='rows.htm'>", {f"{LIST}rows.htm": html(rows(PAGES) + "<p>共1页</p>")})
    )
    assert (account.state, len(links)) == ("complete", ROWS - (PAGES - 1) * SIZE)


def test_a_menu_is_not_the_list_where_the_frame_of_the_list_shows_no_rows() -> None:
    empty = html("<div id='box'></div><script>unknown.fill('#box')</script>")
    account, _, _ = read(
        frameset(f"{MENU_FRAME}<frame src='rows.htm' name='main'>", {f"{LIST}rows.htm": empty})
    )
    assert account.state == "unread"


def test_framesets_within_framesets_are_opened() -> None:
    within = "<frame src='/zfbg/rows.htm' name='main'><frame src='/foot.htm'>"
    inner = f"<html><frameset rows='*,40'>{within}</frameset></html>"
    account, _, links = read(
        frameset(f"{MENU_FRAME}<frame src='/inner.htm' name='right'>",
                 {"/inner.htm": inner, f"{LIST}rows.htm": html(rows(1) + "<p>共1页</p>")})
    )  # fmt: skip
    assert (account.state, len(links)) == ("complete", SIZE)


@pytest.mark.parametrize(
    ("url", "led", "following"),
    [
        ("rows_2.htm", "rows_2.htm", "rows_3.htm"),
        ("rows_02.htm", "rows_02.htm", "rows_03.htm"),
        ("rows_09.htm", "rows_02.htm", "rows_10.htm"),
        ("rows.asp?page=2&cid=2", "rows.asp?page=2&cid=2", "rows.asp?page=3&cid=2"),
        ("rows.asp?cid=2&page=2", "rows.asp?cid=2&page=2", "rows.asp?cid=2&page=3"),
        ("list_1002.htm", "list_1003.htm", "list_1003.htm"),
        ("rows.asp?cid=2", "rows.asp?cid=9", "rows.asp?cid=9"),
        ("2.htm?cid=2", "2.htm?cid=2", "3.htm?cid=2"),
    ],
)
def test_the_number_after_a_page_is_counted_in_its_place(url: str, led: str, following: str) -> None:
    number = 9 if "09" in url else 2
    page = ListPage(f"{HOST}{LIST}{url}", "", number, f"{HOST}{LIST}")
    request = counted_on(PageRequest(f"{HOST}{LIST}{led}"), page, Declared(None, 12))
    assert request is not None and request.url == f"{HOST}{LIST}{following}"
