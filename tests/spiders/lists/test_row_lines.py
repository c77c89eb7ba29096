"""Rows that end with <br>, without elements of their own, and windows of numbers below them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from spiders.lists.links import anchors
from spiders.survey.columns import vague
from tests.support.one_list import HOST, LIST, html, read

URL = f"{HOST}{LIST}?c=6"
YEARS = range(2024, 2019, -1)
MENU = (
    "<table><tr><td><a href='/?c=1'>县情概况</a></td><td><a href='/?c=2'>第十七届人代会</a></td></tr></table>"
)
PAGER = "<p>" + " ".join(f"<a href='?c=6&p={n}'>[{n}]</a>" for n in range(2, 11)) + "</p>"
LINES = {
    "date behind": "<img src='/d.gif'> <a href='/zfbg/x{y}.html'>{t}</a> <font>({y}-2-3)</font><br>\n",
    "date before": "[{y}-2-3]　<a href='/zfbg/x{y}.html'><b>{t}</b></a><br>",
    "link in a font": "<i>·</i><font size=2><a href='/zfbg/x{y}.html'>{t}</a></font>　{y}年2月3日<br><br>",
    "office before": "<a href='/?c=7'>[政府办]</a> <a href='/zfbg/x{y}.html'>{t}</a> ({y}-02-03)<br>",
    "line before": "<br>◆ <span><a href='/zfbg/x{y}.html'>{t}</a></span> <i>{y}/2/3</i>",
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(
    "around", ["<table><tr><td>{}</td></tr></table>", "<div>{}</div>", "<p>{}</p>", "{}"]
)
def test_each_line_is_a_row_with_its_own_date(name: str, around: str) -> None:
    rows = "".join(LINES[name].format(y=year, t=f"松浦区{year}年政府工作报告") for year in YEARS)
    listing = reader.read(ListPage(URL, html(MENU + around.format(rows) + PAGER), 1, URL))
    found = [(link.title, link.date) for link in listing.links if "/x" in link.url]
    assert [title for title, _ in found] == [f"松浦区{year}年政府工作报告" for year in YEARS]
    assert [(date or "")[:4] for _, date in found] == [str(year) for year in YEARS]
    assert (listing.shown, listing.next_url) == (5, f"{HOST}{LIST}?c=6&p=2")


def test_a_rule_ends_a_line_too() -> None:
    rows = "".join(f"<a href='/zfbg/x{y}.html'>松浦区{y}年政府工作报告</a> {y}-2-3<hr>" for y in YEARS)
    listing = reader.read(ListPage(URL, html(f"{MENU}<div>{rows}</div>"), 1, URL))
    assert listing.shown == len(YEARS)
    assert [link.date for link in listing.links if "/x" in link.url] == [f"{y}-2-3" for y in YEARS]


@pytest.mark.parametrize("label", ["下十页", "下10页", "[下5页]", "下一组", "..."])
def test_a_window_of_numbers_is_followed_to_the_next(label: str) -> None:
    width = 5 if "5" in label else 10

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        n = int(given.get("p", "1"))
        low = (n - 1) // width * width + 1
        numbers = range(low, min(24, low + width))
        rows = "".join(
            f"<a href='/zfbg/x{n}{i}.html'>松浦区第{n}{i}号政府工作报告</a> 2019-3-{i}<br>"
            for i in range(1, 6)
        )
        pager = " ".join(f"[{k}]" if k == n else f"<a href='?p={k}'>[{k}]</a>" for k in numbers)
        more = f" <a href='?p={low + width}'>{label}</a>" if low + width < 24 else ""
        return html(f"<div>{rows}</div><hr><p>{pager}{more}</p>") if n < 24 else None

    account, _, links = read(answered)
    assert (account.state, account.pages, len(links)) == ("complete", 23, 115)


def test_a_columns_name_is_kept_where_more_beside_it_is_longer() -> None:
    text = html(
        "<div><h3><a href='/zlk/index.htm'>资料库</a></h3><a href='/zlk/index.htm'>更多&gt;&gt;</a></div>"
    )
    assert [link.title for link in anchors(text, HOST) if "zlk" in link.url] == ["资料库"]
    assert [column.name for column in vague(text, HOST)] == ["资料库"]


@pytest.mark.parametrize(("pages", "control"), [(4, None), (6, "its pager has the numbers 1 to 6")])
def test_all_pages_of_rows_that_are_attributes_stand_in_the_page(pages: int, control: str | None) -> None:
    rows = "".join(
        f"<li class='pg{n // 10 + 1}' data-u='/zfbg/x{n}.html'><b>松浦区政府工作报告（第{n}号）</b> 2019-3-4</li>"
        for n in range(38)
    )
    pager = "".join(f"<span>{n}</span> " for n in range(1, pages + 1))
    listing = reader.read(
        ListPage(URL, html(f"<ul class='all'>{rows}</ul><div class='pg'>{pager}</div>"), 1, URL)
    )
    assert (listing.shown, listing.control) == (38, control)
