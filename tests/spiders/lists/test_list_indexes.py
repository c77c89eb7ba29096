"""Lists divided by month, by initial letter or by issue, with older rows in a file, or only their newest rows shown."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, ROWS, Answered, html, li, numbers, read, read_with_parts

LETTERS = "ACDGJY"
OLDER = f"{LIST}older.xls"


def rows_of(numbered: list[int]) -> str:
    return "<ul class='list'>" + "".join(map(li, numbered)) + "</ul>"


def pages(found: Mapping[str, str]) -> Answered:
    return lambda path, _: html(found[path]) if path in found else None


def share(at: int, of: int) -> list[int]:
    return [n for n in range(ROWS) if n % of == at]


def by_letter() -> dict[str, str]:
    def index(own: str) -> str:
        shown = [
            f"<em>{one}</em>" if one in (own, "B") else f"<a href='{LIST}{one}.html'>{one}</a>"
            for one in "ABCDGJY"
        ]
        return f"<div>按首字母：{' '.join(shown)}</div>"

    below = {f"{LIST}{one}.html": index(one) + rows_of(share(at, 6)) for at, one in enumerate(LETTERS)}
    return {LIST: f"{index('')}<p>请选择首字母查看目录。</p>", **below}


def by_month() -> dict[str, str]:
    years = (2021, 2022, 2023)

    def page(year: int, month: int) -> str:
        named = [f"<a href='{LIST}rl_{one}03.html'>{one}</a>" for one in years]
        months = [f"<a href='{LIST}rl_{year}{one:02}.html'>{one}月</a>" for one in (1, 3) if one != month]
        at = 2 * (year - 2021) + (month == 3)
        return f"<div>{' '.join(named)}</div><div>{' '.join(months)}</div>{rows_of(share(at, 6))}"

    below = {f"{LIST}rl_{year}{month:02}.html": page(year, month) for year in years for month in (1, 3)}
    return {LIST: page(2023, 3), **below}


def by_issue() -> dict[str, str]:
    years = {
        LIST: "<p>" + "".join(f"<a href='{LIST}{y}/'>{y}年公报</a> " for y in (2021, 2022, 2023)) + "</p>"
    }
    issues = {
        f"{LIST}{year}/": "<ul>"
        + "".join(
            f"<li><a href='q{n}/'><img src='/i/{n}.jpg' alt='{year}年第{n}期'></a></li>" for n in (1, 2)
        )
        + "</ul>"
        for year in (2021, 2022, 2023)
    }
    contents = {
        f"{LIST}{year}/q{n}/": f"<h2>{year}年第{n}期 目录</h2>{rows_of(share(2 * (year - 2021) + n - 1, 6))}"
        for year in (2021, 2022, 2023)
        for n in (1, 2)
    }
    return {**years, **issues, **contents}


DIVIDED = {"letters": by_letter(), "months": by_month(), "issues of a gazette": by_issue()}


@pytest.mark.parametrize("name", DIVIDED)
def test_all_parts_of_a_divided_list_are_read(name: str) -> None:
    accounts, _, links = read_with_parts(pages(DIVIDED[name]))
    assert {one.state for one in accounts} == {"complete"}
    assert len([one for one in links if "/zfbg/x" in one]) == ROWS


def older(content: str) -> Answered:
    newest = rows_of(numbers(0, 17))
    link = f"<p>更早的目录请下载：<a href='{OLDER}'>政府工作报告历史目录.xls</a></p>"
    return lambda path, _: html(newest + link) if path == LIST else content if path == OLDER else None


def test_the_older_rows_in_a_file_are_part_of_the_list() -> None:
    cells = "".join(f"<tr><td>{n}</td><td>{li(n)}</td></tr>" for n in range(17, ROWS))
    accounts, _, links = read_with_parts(older(f"<table>{cells}</table>"))
    assert {one.state for one in accounts} == {"complete"}
    assert len([one for one in links if "/zfbg/x" in one]) == ROWS


def test_a_file_of_older_rows_that_cannot_be_read_is_reported() -> None:
    accounts, _, _ = read_with_parts(older("\ud0cf\u11e0 a workbook"))
    assert [one.state for one in accounts] == ["complete", "unread"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("本栏目仅显示最新17条信息。", "incomplete"),
        ("只展示近三年的文件", "incomplete"),
        ("每页显示17条", "complete"),
        ("最新17条信息均来自区政府办公室", "complete"),
    ],
)
def test_a_list_that_says_that_it_shows_only_its_newest_rows_is_incomplete(words: str, state: str) -> None:
    account, _, _ = read(pages({LIST: f"{rows_of(numbers(0, 17))}<p>{words}</p>"}))
    assert account.state == state


def test_the_cursor_of_the_next_rows_may_be_in_the_body_beside_their_number() -> None:
    script = """<script>var Q = {operationName: 'L', variables: {channel: 'c7', first: 15, after: null}};
      function load(after) { Q.variables.after = after; axios.post('/graphql', Q).then(function (r) { draw(r); }); }
      load(null);</script>"""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='root'></div>{script}")
        variables = given.get("variables", "")
        if path != "/graphql" or "c7" not in variables:
            return None
        at = next((n for n in range(15, ROWS, 15) if f"m{n}x" in variables), 0)
        found = [
            {"node": {"path": f"/zfbg/x{7000 + n}.html", "title": f"松浦区政府工作报告（第{n}号）"}}
            for n in numbers(at, 15)
        ]
        info = {"hasNextPage": at + 15 < ROWS, "endCursor": f"m{at + 15}x"}
        return json.dumps({"data": {"list": {"totalCount": ROWS, "edges": found, "pageInfo": info}}})

    account, requested, links = read(answered)
    assert (account.state, account.rows, len(links)) == ("complete", ROWS, ROWS)
    assert sum("/graphql" in one for one in requested) == 4


def test_rows_that_come_when_an_element_is_in_sight_are_read() -> None:
    script = """<script>(function () { var feed = document.getElementById('feed'), at = feed.dataset.cursor;
      function load() { if (at) fetch(feed.dataset.endpoint + '?cursor=' + at).then(function (r) { return r.json(); })
        .then(function (d) { d.items.forEach(function (x) { feed.insertAdjacentHTML('beforeend',
          '<p><a href="' + x.link.href + '">' + x.headline + '</a></p>'); }); at = d.paging.next; }); }
      new IntersectionObserver(function (all) { if (all[0].isIntersecting) load(); })
        .observe(document.getElementById('end')); })();</script>"""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(
                f"<div id='feed' data-endpoint='/gw/items' data-cursor='m0'></div><div id='end'>加载中</div>{script}"
            )
        if path != "/gw/items":
            return None
        at = int(given["cursor"][1:])
        found = [
            {"link": {"href": f"/zfbg/x{7000 + n}.html"}, "headline": f"松浦区政府工作报告（第{n}号）"}
            for n in numbers(at)
        ]
        following = f"m{at + 13}" if at + 13 < ROWS else None
        return json.dumps({"items": found, "paging": {"next": following}})

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)


def test_a_table_file_of_rows_is_a_whole_list() -> None:
    lines = "\n".join(
        f"{n},松浦区政府工作报告（第{n}号）,2019-03-04,/zfbg/x{7000 + n}.html" for n in range(15)
    )
    script = "<script>$.get('/files/zfbg.csv', function (t) { show(t); }, 'text');</script>"
    found = {
        LIST: html(f"<table id='t'></table>{script}"),
        "/files/zfbg.csv": f"序号,标题,日期,链接\n{lines}",
    }
    account, _, links = read(lambda path, _: found.get(path))
    assert (account.state, len(links)) == ("complete", 15)


def test_the_folder_of_a_row_is_not_its_address() -> None:
    rows = "".join(
        f"lm.push([{80000 + n}, '松浦区政府工作报告（第{n}号）', '/zfbg/{2000 + n}/', '2019-03-04']);"
        for n in range(7)
    )
    script = f"<script>var lm = []; {rows} draw(lm);</script>"
    _, requested, links = read(lambda path, _: html(f"<ul id='box'></ul>{script}") if path == LIST else None)
    assert requested == ["/robots.txt", LIST]
    assert not [one for one in links if one.endswith("/")]


@pytest.mark.parametrize(("name", "states"), [("{y}年", {"complete"}), ("第{y}柜", {"unread"})])
def test_the_years_of_a_tree_that_an_interface_answers_are_read(name: str, states: set[str]) -> None:
    years = range(2017, 2024)
    script = """<ul id='tree'></ul><script>function load(id, level) {
      $.post('/nodes.jspx', {id: id, level: level, root: 7},
      function (r) { draw(r, load); }, 'json'); } load('', 0);</script>"""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(script)
        if path != "/nodes.jspx" or given.get("root") != "7":
            return None
        if not given["id"]:
            return json.dumps([{"id": f"n{y}", "name": name.format(y=y), "isParent": True} for y in years])
        at = years.index(int(given["id"][1:])) if given["level"] == "1" else ROWS
        titles = [(n, f"松浦区政府工作报告（第{n}号）") for n in range(at, ROWS, len(years))]
        leaves = [
            {"id": n, "name": one, "isParent": False, "link": f"/zfbg/x{7000 + n}.html"} for n, one in titles
        ]
        return json.dumps(leaves)

    accounts, _, links = read_with_parts(answered)
    assert {one.state for one in accounts} == states
    assert len(links) == (ROWS if states == {"complete"} else 0)


def test_a_single_letter_makes_the_numbers_of_a_pager_no_parts() -> None:
    def page(number: int) -> str:
        pager = "".join(f"<a href='{LIST}index_{n}.html'>{n}</a> " for n in range(2, 5) if n != number)
        return f"<a href='{LIST}a.html'>A</a>{rows_of(numbers((number - 1) * 13))}<div>{pager}</div>"

    found = {LIST: page(1), **{f"{LIST}index_{n}.html": page(n) for n in range(2, 5)}}
    accounts, _, links = read_with_parts(pages(found))
    assert [(one.state, one.rows) for one in accounts] == [("complete", ROWS)]
    assert len(links) == ROWS


def test_the_numbers_beside_letters_are_those_of_a_pager() -> None:
    letters = "".join(f"<a href='{LIST}{one}.html'>{one}</a> " for one in ("A", "B", "C", "0-9"))
    pager = f"<a href='{LIST}index_2.html'>2</a> <a href='{LIST}index_3.html'>3</a>"
    page = f"{letters}{rows_of(numbers(0))}{pager}"
    site = pages(
        {LIST: page} | {f"{LIST}{one}.html": rows_of([n]) for n, one in enumerate(["A", "B", "C", "0-9"])}
    )
    accounts, _, _ = read_with_parts(site)
    assert {one.url.rpartition("/")[2] for one in accounts} == {"", "A.html", "B.html", "C.html", "0-9.html"}
