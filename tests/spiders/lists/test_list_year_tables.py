"""Tables of years, whose links say only 查看 or 下载, and rows that are folded away until a button is clicked."""

from __future__ import annotations

import pytest

from spiders.lists.links import anchors
from tests.support.one_list import HOST, LIST, html, read

HEADS = {
    "the heading names the report": ("", "年份|会议|政府工作报告", "2019年政府工作报告"),
    "words above name it": (
        "<h3>历年松浦区政府工作报告一览</h3>",
        "年度|届次|报告全文",
        "2019年政府工作报告",
    ),
    "a caption names it": ("", "年份|会议|全文", "2019年政府工作报告"),
    "nothing names it": ("<h3>历年报告</h3>", "年份|会议|报告全文", "2019年报告全文"),
}


def table(name: str, folded: str = "", picture: str = "查看") -> str:
    above, heads, _ = HEADS[name]
    caption = "<caption>松浦区政府工作报告</caption>" if name == "a caption names it" else ""
    head = "".join(f"<th>{one}</th>" for one in [*heads.split("|"), "图解"])
    rows = "".join(
        f"<tr{folded if year < 2019 else ''}><td>{year}年</td><td>第{year - 2010}次会议</td>"
        f"<td><a href='/zfbg/x{year}.html'>{'查看' if year % 2 else '下载'}</a></td>"
        f"<td>{picture and f'<a href=/tj/{year}.html>{picture}</a>'}</td></tr>"
        for year in range(2021, 2012, -1)
    )
    return f"{above}<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


@pytest.mark.parametrize("name", HEADS)
def test_a_link_in_a_table_of_years_is_named_by_its_row_and_heading(name: str) -> None:
    found = {one.url.removeprefix(HOST): one.title for one in anchors(html(table(name)), HOST + LIST)}
    assert found["/zfbg/x2019.html"] == HEADS[name][2]
    assert "报告" not in found["/tj/2019.html"]


FOLD = " class='old' style='display:none'"
UNFOLDS = {
    "a style": "<button onclick=\"document.querySelectorAll('.old').forEach(function (r) { r.style.display = ''; })\">"
    "展开更多</button>",
    "jQuery": "<a id='m' href='javascript:;'>查看更多</a><script>$('#m').click(function () { $('.old').show();"
    " $(this).hide(); });</script>",
    "a class": "<p onclick=\"unfold()\">展开全部</p><script>function unfold() {"
    " $('.old').removeAttr('style').removeClass('old'); }</script>",
}  # fmt: skip


@pytest.mark.parametrize("name", UNFOLDS)
def test_a_button_that_only_unfolds_rows_leaves_nothing_unread(name: str) -> None:
    page = html(table("words above name it", FOLD, "") + UNFOLDS[name])
    account, _, links = read(lambda path, _: page if path == LIST else None)
    assert (account.state, len(links)) == ("complete", 9), account.line()


def test_a_button_that_asks_for_rows_is_reported_beside_folded_ones() -> None:
    ask = "<button onclick=\"$.get(key() + '/rows', add); $('.old').show()\">展开更多</button>"
    page = html(table("words above name it", FOLD, "") + ask)
    account, _, _ = read(lambda path, _: page if path == LIST else None)
    assert account.state == "incomplete"
