"""The further pages of an article: found by its pager, separated from its files, in order."""

from __future__ import annotations

import pytest

from parsers.hints import Attached
from parsers.read import read
from spiders.visit.candidates import further_pages
from spiders.visit.further_pages import split

URL = "http://www.qinglan.example/zwgk/t2023_{}.html"
FIRST = "http://www.qinglan.example/zwgk/t2023.html"


def part(number: int, pager: str) -> bytes:
    return f"<html><body><div class='text'><p>第{number}部分的正文。</p></div>{pager}</body></html>".encode()


def steps(number: int, total: int) -> str:
    """Return a pager that links only to the pages before and after."""
    back = {1: "", 2: '<a href="t2023.html">上一页</a>'}.get(
        number, f'<a href="t2023_{number - 1}.html">上一页</a>'
    )
    on = f'<a href="t2023_{number + 1}.html">下一页</a>' if number < total else ""
    return f"<div>{back} {on}</div>"


def numbers(number: int, total: int) -> str:
    """Return a pager that links to all pages by their numbers."""
    names = ["t2023.html", *(f"t2023_{n}.html" for n in range(2, total + 1))]
    links = [f"[{n}]" if n == number else f'<a href="{name}">[{n}]</a>' for n, name in enumerate(names, 1)]
    return f"<div>{' '.join(links)}</div>"


@pytest.mark.parametrize("pager", [steps, numbers])
def test_pages_come_in_their_order_and_files_stay_files(pager: object) -> None:
    assert callable(pager)
    total = 12  # t2023_10 sorts before t2023_2 as text
    pages = [Attached(part(n, pager(n, total)), "text/html", URL.format(n)) for n in range(2, total + 1)]
    file = Attached(b"%PDF-1.4", "application/pdf", "http://www.qinglan.example/zwgk/P2023.pdf")
    beside = sorted([*pages, file], key=lambda one: one.name or "")
    parts, files = split(FIRST, part(1, pager(1, total)), "text/html", beside)
    assert [one.name for one in parts] == [one.name for one in pages]
    assert files == (file,)


@pytest.mark.parametrize("pager", [steps, numbers])
def test_the_text_ends_before_a_page_that_was_not_obtained(pager: object) -> None:
    assert callable(pager)
    pages = [Attached(part(n, pager(n, 4)), "text/html", URL.format(n)) for n in (2, 4)]
    parts, _ = split(FIRST, part(1, pager(1, 4)), "text/html", pages)
    assert [one.name for one in parts] == [URL.format(2)]
    record = read(part(1, pager(1, 4)), source=FIRST, url=FIRST, further=parts)
    assert "report_continues" in {problem.code for problem in record.problems}


def test_an_article_in_one_page_has_no_further_pages() -> None:
    assert further_pages(FIRST, "<p>全文。</p><a href='t2022.html'>下一篇</a>") == []


PAGERS = {
    "numbers with words": '<a href="t2023_2.html">第2页</a> <a href="t2023_3.html">第3页</a>',
    "numerals": '<a href="t2023_2.html">第二页</a> <a href="t2023_3.html">第三页</a>',
    "brackets": '(1) <a href="t2023_2.html">(2)</a> <a href="t2023_3.html">(3)</a>',
    "a drop-down list": '<select onchange="location.href=this.value"><option value="/zwgk/t2023.html">第1页</option>'
    '<option value="/zwgk/t2023_2.html">第2页</option><option value="/zwgk/t2023_3.html">第3页</option></select>',
}  # fmt: skip


@pytest.mark.parametrize("pager", PAGERS.values(), ids=list(PAGERS))
def test_further_pages_are_found_by_any_pager(pager: str) -> None:
    text = f"<html><body><p>各位代表：第一部分。</p><div>{pager}</div></body></html>"
    assert further_pages(FIRST, text) == [URL.format(2), URL.format(3)]


STEPS = {
    "a handler": '<a href="javascript:;" onclick="location.href=\'t2023_2.html\'">下一页</a>',
    "with words": '<a href="t2023_2.html">未完待续，点击下一页</a>',
    "接下页": '<a href="t2023_2.html">[接下页]</a>',
}


@pytest.mark.parametrize("pager", STEPS.values(), ids=list(STEPS))
def test_the_next_page_of_an_article_is_found(pager: str) -> None:
    text = f"<html><body><p>各位代表：第一部分。</p><div>{pager}</div></body></html>"
    assert further_pages(FIRST, text) == [URL.format(2)]
