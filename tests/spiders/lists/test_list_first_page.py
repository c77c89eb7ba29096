"""A first page with fewer rows than the others: of another template, or cut short (all invented)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from tests.support.one_list import LIST, html, li, read_with_parts, record

SIZE = 7


def cards(numbers: Iterable[int]) -> str:
    made = [(str(record(n)["subject"]), str(record(n)["href"])) for n in numbers]
    each = (
        "<div class='card'><h4>{}</h4><p>内容提要</p><div class='foot'><a href='{}'>查看详情</a></div></div>"
    )
    return f"<div class='cards'>{''.join(each.format(*one) for one in made)}</div>"


def table(numbers: Iterable[int]) -> str:
    cells = (li(n).replace("<li>", "<b>").replace("</li>", "</b>") for n in numbers)
    return f"<table>{''.join(f'<tr><td>{one}</td></tr>' for one in cells)}</table>"


def items(numbers: Iterable[int]) -> str:
    return f"<ul class='list'>{''.join(map(li, numbers))}</ul>"


Markup = Callable[[Iterable[int]], str]


def read(first: Markup, count: int, name: str, numbered: str | None) -> tuple[str, int]:
    """Read a list of four pages with `count` rows on the first; `numbered` is the first by the pager's number."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if not path.startswith(LIST):
            return None
        typed = "".join(one for one in path + given.get("page", "") if one.isdecimal())
        number = int(typed or 1)
        if number == 1 and typed:
            return numbered
        more = f"<p><a href='{name.format(number + 1)}'>下一页</a></p>" if number < 4 else ""
        start = count + (number - 2) * SIZE
        rows = (
            first(range(count)) if number == 1 else table(range(start, start + (SIZE if number < 4 else 3)))
        )
        return html(rows + more)

    accounts, _, links = read_with_parts(answered)
    return accounts[0].line(), len(links)


APART = {
    "cards": (cards, 4, "list-{}.html", None),
    "a parameter": (cards, 4, "?page={}", None),
    "the same page": (cards, 4, "list_{}.html", html(cards(range(4)))),
    "a page that says so": (cards, 3, "p{}.htm", html("<p>您访问的页面不存在</p>")),
    "items": (items, 2, "list-{}.html", None),
}


@pytest.mark.parametrize("name", APART)
def test_a_first_page_of_another_template_may_have_fewer_rows(name: str) -> None:
    first, count, address, numbered = APART[name]
    line, found = read(first, count, address, numbered)
    assert line.endswith("complete")
    assert found == count + 2 * SIZE + 3


@pytest.mark.parametrize("numbered", [None, html(table(range(4)))])
def test_a_first_page_of_the_same_template_may_not(numbered: str | None) -> None:
    line, _ = read(table, 4, "list-{}.html", numbered)
    assert "page 1 shows 4 rows" in line


def test_rows_that_only_the_numbered_first_page_shows_are_read() -> None:
    pages = {
        LIST: html(cards(range(4)) + "<p><a href='list-2.html'>下一页</a></p>"),
        f"{LIST}list-1.html": html(table(range(7))),
        f"{LIST}list-2.html": html(table(range(7, 14)) + "<p><a href='list-3.html'>下一页</a></p>"),
        f"{LIST}list-3.html": html(table(range(14, 16))),
    }
    accounts, _, links = read_with_parts(lambda path, _: pages.get(path))
    assert len(links) == 16
    assert (accounts[0].state, accounts[0].rows) == ("complete", 16)
