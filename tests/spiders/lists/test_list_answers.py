"""The next rows of an interface: by what its answer names, by the number of the page, by the parents of a tree."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from spiders.lists.base import JSON, ListPage, PageRequest
from spiders.lists.interfaces import answers
from tests.support.one_list import (
    HOST,
    LIST,
    ROWS,
    SIZE,
    Answered,
    api,
    html,
    numbers,
    read,
    read_with_parts,
    record,
)

CURSOR = "function load(c) { $.getJSON('/gw/rows?lm=9&cursor=' + c, function (d) { draw(d); }); } load('');"
NUMBER = "function load(n) { $.getJSON('/gw/rows', {lm: 9, page: n}, function (d) { draw(d); }); } load(1);"
REPORTS = [{"title": f"松浦区{y}年政府工作报告", "url": f"/zfbg/x{y}.html"} for y in range(2010, 2020)]


def interface(
    script: str, first: Callable[[Mapping[str, str]], int], says: Callable[[int], object]
) -> Answered:
    """A page whose script requests `/gw/rows`; `says` is what its answer says beside the rows from `first` on."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<ul id='t'></ul><script>{script}</script>")
        at = first(given)
        said = says(at)
        assert isinstance(said, dict)
        found = [record(n) for n in numbers(at)]
        return json.dumps(said | {"total": len(found), "rows": found}) if path == "/gw/rows" else None

    return answered


def cursor_at(given: Mapping[str, str]) -> int:
    return int(given.get("cursor", "")[1:] or 0)


def page_at(given: Mapping[str, str]) -> int:
    return (int(given.get("page", "1")) - 1) * SIZE


def test_a_report_without_an_address_leaves_the_list_open() -> None:
    def pack(found: list[int], title: str = "松浦区政府工作报告（补充）") -> object:
        return {
            "total": len(found) + 1,
            "rows": [*map(record, found), {"no": 1, "subject": title, "href": ""}],
        }

    script = "$.getJSON('/api/list', {lm: 9}, function (d) { draw(d.rows); });"
    account, _, links = read(api(script, "/api/list", lambda _: 0, pack))
    assert (account.code, len(links)) == ("list_incomplete", SIZE), account.line()
    assert "1 row of" in (account.why or "") and "without an address" in (account.why or "")
    account, _, _ = read(api(script, "/api/list", lambda _: 0, lambda found: pack(found, "网站维护说明")))
    assert account.state == "complete", account.line()


@pytest.mark.parametrize(
    ("script", "first", "says"),
    [
        (CURSOR, cursor_at, lambda at: {"nextCursor": f"c{at + SIZE}" if at + SIZE < ROWS else None}),
        (CURSOR, cursor_at, lambda at: {"nextCursor": f"c{at + SIZE}", "hasMore": at + SIZE < ROWS}),
        (NUMBER, page_at, lambda at: {"hasMore": at + SIZE < ROWS}),
    ],
)
def test_a_total_that_counts_the_page_ends_no_list_whose_answer_names_more(
    script: str, first: Callable[[Mapping[str, str]], int], says: Callable[[int], object]
) -> None:
    account, _, links = read(interface(script, first, says))
    assert (account.state, len(links)) == ("complete", ROWS)


def test_more_rows_that_cannot_be_requested_are_reported_whatever_the_total() -> None:
    script = "$.getJSON('/gw/rows', {lm: 9}, function (d) { draw(d); });"
    account, _, links = read(interface(script, lambda given: 0, lambda at: {"hasMore": True}))
    assert (account.state, account.why, len(links)) == ("incomplete", "its answer says hasMore", SIZE)


def following(body: Mapping[str, object], answer: Mapping[str, object]) -> dict[str, object]:
    """Return the body of the request after an answer."""
    request = PageRequest(f"{HOST}/gw/rows", json.dumps(body), JSON)
    text = json.dumps(answer)
    found = answers.read(ListPage(request.url, text, 1, f"{HOST}{LIST}", request), answer).following
    assert found is not None
    values: dict[str, object] = json.loads(found.body or "")
    return values


@pytest.mark.parametrize(
    ("body", "answer", "expected"),
    [
        ({"token": "abc", "pageNum": 1}, {"id": "req-8834"}, {"token": "abc", "pageNum": 2}),
        ({"token": "", "pageNum": 1}, {"token": "t2", "nextToken": "t3"}, {"token": "", "pageNum": 2}),
        (
            {"after": "2010-01-01", "pageNum": 1},
            {"id": 5, "last_id": 5},
            {"after": "2010-01-01", "pageNum": 2},
        ),
        ({"after": "2010-01-01", "pageNum": 1}, {"next": "7f"}, {"after": "2010-01-01", "pageNum": 2}),
        ({"cursor": "", "pageNum": 1}, {"nextCursor": "c2"}, {"cursor": "c2", "pageNum": 2}),
        ({"cursor": 0, "lm": 9}, {"nextCursor": "20"}, {"cursor": 20, "lm": 9}),
        ({"cursor": "0", "lm": 9}, {"nextCursor": 20}, {"cursor": "20", "lm": 9}),
        ({"lastId": None, "lm": 9}, {"lastId": 31}, {"lastId": 31, "lm": 9}),
        ({"after": "", "nextToken": ""}, {"nextToken": "n2"}, {"after": "", "nextToken": "n2"}),
    ],
)
def test_only_what_an_answer_calls_next_is_a_cursor_and_the_number_of_a_page_goes_on(
    body: dict[str, object], answer: dict[str, object], expected: dict[str, object]
) -> None:
    assert following(body, {**answer, "data": {"total": 30, "rows": REPORTS}}) == expected


def folders(names: list[str]) -> list[dict[str, object]]:
    return [{"id": 50 + n, "name": name, "isParent": True} for n, name in enumerate(names)]


LEAVES = [{"id": one["url"], "name": one["title"], "link": one["url"]} for one in REPORTS]


def level(request: PageRequest, nodes: list[dict[str, object]]) -> tuple[list[PageRequest], str | None]:
    """Return the requests for the nodes below those of a level, and what is said of the others."""
    found = answers.read(ListPage(request.url, json.dumps(nodes), 1, f"{HOST}{LIST}", request), nodes)
    assert [link.url for link in found.links[-len(found.posted) :]] == [one.address for one in found.posted]
    return list(found.posted), found.more


def test_parents_beside_rows_are_opened_and_those_that_are_no_part_are_said() -> None:
    request = PageRequest(f"{HOST}/nodes?id=0")
    opened, more = level(request, [*folders(["2020年", "2021年"]), *LEAVES])
    assert [one.url for one in opened] == [f"{HOST}/nodes?id=50", f"{HOST}/nodes?id=51"]
    assert more is None
    opened, more = level(request, [*folders(["2020年", "附表"]), *LEAVES])
    assert [one.url for one in opened] == [f"{HOST}/nodes?id=50"]
    assert more is not None
    assert "附表" in more


def test_the_years_beside_the_rows_of_a_tree_are_read() -> None:
    script = "<script>$.getJSON('/nodes', {id: 0, lm: 9}, function (r) { draw(r); });</script>"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<ul id='tree'></ul>{script}")
        at = {"0": 0, "50": 4, "51": 8}.get(given.get("id", ""))
        if path != "/nodes" or at is None:
            return None
        rows = [
            {"id": n, "name": f"松浦区政府工作报告（第{n}号）", "link": f"/zfbg/x{7000 + n}.html"}
            for n in numbers(at, 4)
        ]
        return json.dumps([*folders(["2020年", "2021年"]), *rows] if at == 0 else rows)

    _, requested, links = read_with_parts(answered)
    assert len(links) == 12
    assert len([one for one in requested if one.startswith("/nodes")]) == 3


def test_more_parents_than_are_opened_are_said() -> None:
    opened, more = level(PageRequest(f"{HOST}/nodes?id=0"), folders([f"{1700 + n}年" for n in range(203)]))
    assert len(opened) == 200
    assert more == "3 folders of its tree were not opened: 1900年, 1901年, 1902年"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("key=APIKEY7&pid=0", "key=APIKEY7&pid=50"),
        ("key=&site=3", "key=50&site=3"),
        ("id=c7&parentId=0", "id=c7&parentId=50"),
        ("pid=3&id=", "pid=3&id=50"),
    ],
)
def test_the_parameter_of_the_opened_node_is_changed_and_no_other(query: str, expected: str) -> None:
    opened, _ = level(PageRequest(f"{HOST}/nodes?{query}"), folders(["2020年", "2021年"]))
    assert opened[0].url == f"{HOST}/nodes?{expected}"


def test_the_key_of_a_user_opens_no_node() -> None:
    nodes = folders(["2020年", "2021年"])
    request = PageRequest(f"{HOST}/nodes?key=APIKEY7")
    found = answers.read(ListPage(request.url, json.dumps(nodes), 1, f"{HOST}{LIST}", request), nodes)
    assert found.posted == ()
    assert found.unread


def test_the_numbers_in_the_body_of_a_request_for_nodes_stay_numbers() -> None:
    body = {"id": 0, "level": 1, "site": "3", "all": True}
    opened, _ = level(PageRequest(f"{HOST}/nodes", json.dumps(body), JSON), folders(["2020年"]))
    assert json.loads(opened[0].body or "") == {"id": 50, "level": 2, "site": "3", "all": True}


def test_a_table_that_is_requested_in_pages_is_read_to_its_end() -> None:
    script = (
        "function go(n) { $.getJSON('/d/list.csv', {page: n, size: 13}, function (t) { add(t); }); } go(1);"
    )

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<ul id='l'></ul><script>{script}</script>")
        return (
            json.dumps({"rows": [record(n) for n in numbers(page_at(given))]})
            if path == "/d/list.csv"
            else None
        )

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)
