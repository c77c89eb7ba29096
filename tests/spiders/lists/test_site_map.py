"""A site map as the only way to a list's older rows: read if it has all rows of the list (all invented)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import HOST, LIST, Answered, html, li, numbers, read

SHOWN, ALL = 10, 47
NEWEST = "<p class='tip'>本栏目仅显示最新10条信息。</p>"
LINK = "<p><a href='/wzdt.html'>网站地图</a></p>"


def column(more: str = LINK) -> str:
    return html(f"<ul class='list'>{''.join(map(li, range(SHOWN)))}</ul>{NEWEST}{more}")


def mapped(pages: Mapping[str, str], first: str | None = None) -> Answered:
    """A site that answers its list and the pages of its map."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        return (column() if first is None else first) if path == LIST else pages.get(path)

    return answered


def years() -> dict[str, str]:
    links = "".join(f"<dd><a href='/wzdt/{2000 + n}.html'>{2000 + n}年信息（9条）</a></dd>" for n in range(6))
    found = {"/wzdt.html": html(f"<dl><dd><a href='/zfbg/'>政府工作报告</a></dd>{links}</dl>")}
    for n in range(6):
        rows = "".join(f"<dd>报告：{li(k)}</dd>" for k in numbers(9 * n, 9))
        found[f"/wzdt/{2000 + n}.html"] = html(f"<dl>{rows}</dl>")
    return found


def urls(some: range, prefix: str = HOST) -> str:
    return "".join(
        f"<url><loc>{prefix}/zfbg/x{7000 + n}.html</loc><lastmod>2019-03-01</lastmod></url>" for n in some
    )


def test_older_rows_are_read_from_the_pages_of_the_site_map() -> None:
    account, requested, links = read(mapped(years()))
    assert (account.state, account.rows, len(links)) == ("complete", ALL, ALL), account.line()
    assert len(requested) == len(set(requested)) == 2 + 7


def test_older_rows_are_read_from_the_map_that_robots_names() -> None:
    robots = f"User-agent: *\nAllow: /\nSitemap: {HOST}/sitemap.xml\n"
    index = f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{HOST}/sm1.xml</loc></sitemap></sitemapindex>"
    pages = {"/robots.txt": robots, "/sitemap.xml": index, "/sm1.xml": f"<urlset>{urls(range(ALL))}</urlset>"}
    account, _, links = read(mapped(pages, column("")))
    assert (account.state, account.rows, len(links)) == ("complete", ALL, ALL), account.line()


INCOMPLETE = {
    "a map that lacks the rows of the list": {"/wzdt.html": html("".join(map(li, range(8, ALL))))},
    "a map with the same ten rows": {"/wzdt.html": html("".join(map(li, range(SHOWN))))},
    "a map with the newest twenty": {"/wzdt.html": html("".join(map(li, range(20))))},
    "a map of columns": {"/wzdt.html": html("<a href='/zfbg/'>政府工作报告</a><a href='/gg/'>公告</a>")},
    "a map that is gone": {},
    "a map one of whose years is gone": {k: v for k, v in years().items() if "2003" not in k},
}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_a_map_that_does_not_have_all_rows_leaves_the_list_incomplete(name: str) -> None:
    account, _, _ = read(mapped(INCOMPLETE[name]))
    assert account.code == "list_incomplete"
    assert "最新10条" in (account.why or "")


TOTAL = "<div class='page'>共300条记录 共30页</div>"
NEWEST_OF_ALL = {"/wzdt.html": html("".join(map(li, range(21))))}
SITEMAP = {
    "/robots.txt": f"User-agent: *\nAllow: /\nSitemap: {HOST}/sitemap.xml\n",
    "/sitemap.xml": f"<urlset>{urls(range(33))}</urlset>",
}
DECLARES_MORE = {
    "a total, and a map of all years": (f"{LINK}{TOTAL}", years()),
    "a total, and a map of the newest": (
        f"{LINK}{TOTAL}",
        {"/wzdt.html": html("".join(map(li, range(ALL))))},
    ),
    "a total, and a map for machines": (TOTAL, SITEMAP),
    "a pager that is not followed": (
        f"{LINK}<div class='page'><a href='javascript:nope(2)'>下一页</a></div>",
        NEWEST_OF_ALL,
    ),
    "such a pager, and a map of all years": (
        f"{LINK}<div class='page'><a href='javascript:nope(2)'>下一页</a></div>",
        years(),
    ),
    "a second page that is not obtained": (
        f"{LINK}<div class='page'><a href='index_2.html'>下一页</a></div>",
        {**years(), "/zfbg/index_2.html": "no"},
    ),
    "words on the newest, and a map of one page": (f"{LINK}{NEWEST}", NEWEST_OF_ALL),
}


@pytest.mark.parametrize("name", DECLARES_MORE)
def test_a_list_that_declares_more_than_the_map_shows_stays_incomplete(name: str) -> None:
    extra, pages = DECLARES_MORE[name]
    first = html(f"<ul class='list'>{''.join(map(li, range(SHOWN)))}</ul>{extra}")
    account, _, links = read(mapped(pages, first))
    assert account.code == "list_incomplete", account.line()
    assert len(links) > SHOWN


def test_a_map_with_as_many_rows_as_the_list_declares_has_all() -> None:
    total = f"<div class='page'>共{ALL}条记录 共5页</div>"
    first = html(f"<ul class='list'>{''.join(map(li, range(SHOWN)))}</ul>{total}{LINK}")
    account, _, links = read(mapped(years(), first))
    assert (account.state, account.rows, len(links)) == ("complete", ALL, ALL), account.line()


def test_rows_of_read_pages_are_not_counted_again() -> None:
    second = html(f"<ul class='list'>{''.join(map(li, range(SHOWN, 2 * SHOWN)))}</ul>")
    total = f"<div class='page'>共{ALL}条记录 共5页<a href='index_2.html'>下一页</a></div>"
    first = html(f"<ul class='list'>{''.join(map(li, range(SHOWN)))}</ul>{total}{LINK}")
    account, _, links = read(mapped({**years(), "/zfbg/index_2.html": second}, first))
    assert (account.state, account.rows, len(links)) == ("complete", ALL, ALL), account.line()


def test_a_complete_list_needs_no_map() -> None:
    account, requested, _ = read(mapped(years(), html("".join(map(li, range(7))) + LINK)))
    assert account.state == "complete"
    assert requested == ["/robots.txt", LIST]
