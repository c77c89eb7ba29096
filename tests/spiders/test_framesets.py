"""Lists in framesets: the rows in one frame, the pager in another, whose links open pages in the first."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, Answered, html, read, rows

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
