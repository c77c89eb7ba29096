"""Rows with the name of their column before each title, and pages without their outer tags (all invented)."""

from __future__ import annotations

from collections.abc import Mapping

from spiders.lists import reader
from spiders.lists.base import ListPage
from tests.support.one_list import HOST, LIST, PAGES, ROWS, SIZE, html, li, numbers, read, rows


def labelled(page: int) -> str:
    label = f"<li>[<a href='{LIST}'>政府工作报告</a>] "
    return "".join(li(n).replace("<li>", label) for n in numbers((page - 1) * SIZE))


def test_the_name_of_the_column_in_each_row_is_no_row() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        step = f"<a href='?page={page + 1}'>下一页</a>" if page < PAGES else ""
        return html(f"<ul>{labelled(page)}</ul><p>{step} 共{ROWS}条</p>") if path == LIST else None

    account, _, _ = read(answered)
    assert (account.state, account.rows) == ("complete", ROWS), account.line()


def test_another_column_of_the_same_script_is_no_next_page() -> None:
    url = f"{HOST}/list.php?tid=15"
    menu = "<a href='/list.php?tid=2'>公开目录</a><a href='/list.php?tid=16'>统计</a>"
    listing = reader.read(ListPage(url, html(f"{menu}<ul>{''.join(map(li, numbers(0, 6)))}</ul>"), 1, url))
    assert (listing.shown, listing.following) == (6, None)


def test_a_page_without_its_outer_tags_is_a_page() -> None:
    text = f"<title>政府工作报告</title><link rel=stylesheet href=/a.css><table><tr><td>{rows(1)}</td></tr></table>"
    listing = reader.read(ListPage(f"{HOST}{LIST}", text, 1, f"{HOST}{LIST}"))
    assert listing.shown == SIZE
