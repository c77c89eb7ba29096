"""Pagers: windows of numbers with …, drop-down lists `2/4`, a number 1 alone, counters of rows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, SIZE, html, li, read, rows


def window(number: int, post: bool) -> str:
    """A window of two numbers, with … to the next one."""
    low = (number - 1) // 2 * 2 + 1
    to = (lambda n: f"javascript:go({n})") if post else (lambda n: f"/zfbg/?n={n}")
    parts = [f"<a href='{to(low - 1)}'>...</a>"] if low > 1 else []
    parts += [f"<span>{n}</span>" if n == number else f"<a href='{to(n)}'>{n}</a>" for n in (low, low + 1)]
    parts += [f"<a href='{to(low + 2)}'>...</a>"] if low + 2 <= PAGES else []
    code = "<script>function go(n) { location.href = '/zfbg/?n=' + n; }</script>" if post else ""
    return f"<table><tr><td>{'</td><td>'.join(parts)}</td></tr></table>{code}"


@pytest.mark.parametrize("post", [False, True], ids=["links", "a function"])
def test_dots_behind_a_window_of_numbers_lead_on(post: bool) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        number = int(given.get("n", "1"))
        return html(rows(number) + window(number, post)) if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


@pytest.mark.parametrize("label", ["{}/4", "第{}页", "第{}/4页", "{}"])
def test_the_options_of_a_drop_down_list_are_pages(label: str) -> None:
    goes = "javascript:window.location.replace(this.options[this.options.selectedIndex].value);"
    options = "".join(
        f"<option value='/zfbg/p{n}.html'>{label.format(n)}</option>" for n in range(1, PAGES + 1)
    )
    at = {LIST: 1, **{f"/zfbg/p{n}.html": n for n in range(1, PAGES + 1)}}
    shown = f'<select onchange="{goes}">{options}</select>'
    account, _, links = read(lambda path, _: html(rows(at[path]) + shown) if path in at else None)
    assert (account.state, len(links)) == ("complete", ROWS)


@pytest.mark.parametrize("missing", [PAGES, 2])
def test_a_page_that_numbers_name_is_missed_though_the_pager_is_used_once_more(missing: int) -> None:
    """The pager is run by the page's scripts, too, and does not obtain it either."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        number = int(given.get("n", "1"))
        pager = " ".join(f"<a href='/zfbg/?n={n}'>{n}</a>" for n in range(1, PAGES + 1) if n != number)
        code = "<script>var weather = 1;</script>"
        return html(f"{rows(number)}<p>{pager}</p>{code}") if path == LIST and number != missing else None

    account, _, _ = read(answered)
    assert (account.code, account.pages) == ("list_incomplete", missing - 1), account.line()


FULL = "<ul>" + "".join(map(li, range(10))) + "</ul>"
COUNTER = "<p>访问量：<span id='fw'>1486</span></p>"
SINGLE = [
    "<div class='fy'><b>1</b></div>",
    "<div class='pages'>上一页 <i>1</i> 下一页</div>",
]


@pytest.mark.parametrize("pager", SINGLE)
def test_a_pager_with_the_number_1_alone_is_a_single_page(pager: str) -> None:
    account, _, _ = read(lambda path, _: html(FULL + pager + COUNTER) if path == LIST else None)
    assert (account.state, account.declared.pages) == ("complete", 1)


@pytest.mark.parametrize("pager", ["", "<p><span>1</span><span>2</span></p>", "<div class='fy'></div>"])
def test_a_full_page_without_a_pager_is_reported(pager: str) -> None:
    account, _, _ = read(lambda path, _: html(COUNTER + FULL + pager) if path == LIST else None)
    assert account.state == "incomplete"


@pytest.mark.parametrize(("second", "state"), [(rows(1), "incomplete"), (None, "incomplete")])
def test_a_second_page_with_the_same_rows_is_no_surplus_of_its_pager(second: str | None, state: str) -> None:
    pages = {LIST: rows(1) + "<p>共3页 <a href='/zfbg/2.html'>下一页</a></p>", "/zfbg/2.html": second}
    account, _, _ = read(lambda path, _: html(shown) if (shown := pages.get(path)) else None)
    assert account.state == state  # two of three declared pages that are missing are no slip of a pager


def test_where_the_second_page_is_missing_the_pager_is_used_before_that_is_believed() -> None:
    """The call alone does not say how its function counts the files: the file does."""
    code = """function showPageNav(all, now, name) { var h = ''; for (var k = 1; k <= all; k++)
      h += k == now ? '<b>' + k + '</b>' : '<a href="' + (k == 1 ? name : name + '_' + (k - 1)) + '.htm">' + k + '</a>';
      document.write(h); }"""
    at = {LIST: 1, **{f"/zfbg/index_{n - 1}.htm": n for n in range(2, PAGES)}}

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == "/js/nav.js":
            return code
        call = f"<script>showPageNav({PAGES - 1}, {at.get(path)}, 'index');</script>"
        return html(f"{rows(at[path])}<script src='/js/nav.js'></script>{call}") if path in at else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", SIZE * (PAGES - 1))


def test_a_pager_in_a_file_may_count_the_rows_before_a_page() -> None:
    code = """layui.use(['laypage'], function () { var d = document.getElementById('pg').dataset;
      layui.laypage.render({elem: 'pg', count: +d.count, limit: +d.limit, curr: +d.curr, jump: function (o, first) {
        if (!first) location.href = '/zfbg/' + (o.curr - 1) * o.limit; }}); });"""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == "/js/pager.js":
            return code
        if not path.startswith(LIST):
            return None
        before = path.removeprefix(LIST)
        number = int(before or 0) // SIZE + 1
        place = f"<div id='pg' data-count='{ROWS}' data-limit='{SIZE}' data-curr='{number}'></div>"
        return (
            html(f"{rows(number)}{place}<script src='/js/pager.js'></script>")
            if before.isdecimal() or not before
            else None
        )

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)
    assert len(requested) == PAGES + 2  # and robots.txt, the file


@pytest.mark.parametrize(
    "words", ["<em>首页</em> <em>上页</em> <em>下页</em> <em>末页</em>", "<span>1</span>"]
)
def test_a_pager_that_a_script_writes_without_a_way_on_is_the_only_page(words: str) -> None:
    page = f"{COUNTER}{FULL}<div class='fy'><script>document.write('{words}');</script></div>"
    account, _, _ = read(lambda path, _: html(page) if path == LIST else None)
    assert (account.state, account.declared.pages) == ("complete", 1)
