"""Datasette's own pages: safe, searchable in Chinese, and without withdrawn texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing, withdraw

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/archive/documents?_sort=nothing", 400),
        ("/archive/documents?_sort=id&_sort_desc=id", 400),
        ("/archive.json?_shape=array", 400),
        ("/archive.json?sql=select+zeroblob(100000000)", 400),
        ("/archive?sql=select+hex(zeroblob(19000000))", 400),
        ("/static/" + "a" * 5_000, 404),
        ("/-/threads", 404),
        ("/-/threads.json", 404),
    ],
)
def test_odd_requests_to_datasettes_own_pages_are_not_server_errors(get: Get, path: str, status: int) -> None:
    answer = get(path)
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_stock_search_box_finds_chinese_words(get: Get) -> None:
    assert get("/archive/passages.json?_search=渡口&_shape=array").json()
    found = get("/archive/passages?_search=渡口").text
    assert "渡口" in found and '<label for="_search">' in found
    assert not get("/archive/passages.json?_search=渡船&_shape=array").json()


def test_a_tables_title_and_its_way_back_are_in_the_pages_language(get: Get) -> None:
    path = "/archive/passages?_search=渡口&_sort=start"
    chinese, english = get(path).text, get(f"{path}&lang=en").text
    for words in ("where search matches", "sorted by", ">home<", " row"):
        assert words not in _heading(chinese)
    assert "where search matches" in _heading(english)
    assert "Powered by" not in chinese and "Queries took" in english
    assert ">首页<" in chinese and ">Front page<" in english


def _heading(page: str) -> str:
    """Return what stands above a table's form."""
    return page[page.index("<title>") : page.index('<form class="filters"')]


@pytest.mark.parametrize(
    "path", ["/archive", "/archive/versions", "/archive/versions/1", "/archive?sql=select+1"]
)
def test_datasettes_own_pages_run_no_inline_script(get: Get, path: str) -> None:
    page = get(path)
    assert page.status_code == 200
    for script in page.text.split("<script")[1:]:
        assert script.split(">")[1].startswith("</script"), script[:80]


def test_a_withdrawn_page_is_hidden_with_its_reason(tmp_path: Path) -> None:
    data = build(tmp_path)
    withdraw(data, 3)
    with browsing(data) as (get, _):
        page = get("/version/3").text
        assert "误收" in page
        assert "地区生产总值" not in page
        assert get("/version/3.json").json()["version"]["text"] is None
        assert get("/capture/3.json").json()["text"] is None
        assert get("/compare/2/3").status_code == 404
        assert all(row["version_id"] != 3 for row in get("/search.json?q=居民").json()["passages"])
        assert get("/document/2.json").json()["preferred_version_id"] == 2


TEXTS = ("versions", "sections", "indicators", "commitments", "problems", "changes", "passages")


def test_datasettes_own_pages_never_show_a_withdrawn_text(tmp_path: Path) -> None:
    data = build(tmp_path)
    withdraw(data, 3)
    withdraw(data, 4)  # the page with the quiet edit
    with browsing(data) as (get, _):
        for table in TEXTS:
            column = "id" if table == "versions" else "version_id"
            visible = {row[column] for row in get(f"/archive/{table}.json?_shape=array&_size=max").json()}
            assert not visible & {3, 4, 5}, table
            assert visible or table in ("changes", "problems"), table
        assert get("/archive/versions/3.json").status_code == 404
        assert get("/archive/versions/2.json").status_code == 200
        assert "7%以上" not in get("/").text + get("/changes").text + get("/changes.atom").text
        for sql in (
            "select text from versions where id = 3",
            "select v.text from pages join versions v on v.id = pages.current_version_id where pages.id = 3",
            "select after from changes",
            "select text from passages where version_id = 3",
        ):
            assert get(f"/archive.json?_shape=array&sql={sql}").json() == [], sql
        for sql in (
            "select text from main.versions where id = 3",
            "with versions as (select * from main.versions) select text from versions",
            'select text from "MAIN" . versions where id = 3',
            "select text from [main]/**/.versions where id = 3",
        ):
            assert get(f"/archive.json?sql={sql}").status_code == 400, sql


def test_every_stored_query_runs(get: Get) -> None:
    parameters = "division_code=990102&indicator=gdp&since=2026-01-01&points=1&year=2020&word=居民"
    queries = get("/archive.json").json()["queries"]
    assert len(queries) == 10
    for query in queries:
        answer = get(f"/archive/{query['name']}.json?{parameters}&_shape=array")
        assert answer.status_code == 200, query["name"]
        assert answer.json() or query["name"] == "missing_reports", query["name"]


def test_datasettes_own_words_are_in_the_readers_language(get: Get) -> None:
    chinese = get("/archive/pages?id__gt=1", accept_language="zh").text
    for words in ('value="应用"', "<h3>4 行", ">包含</option>", ">降序</label>", 'aria-label="筛选的列"'):
        assert words in chinese.replace("> ", ">"), words
    english = get("/archive/pages?id__gt=1", accept_language="en").text
    for words in ('value="Apply"', "<h3>4 rows", ">contains</option>", 'aria-label="Column to filter"'):
        assert words in english, words
    # Words of the archive that are also words of Datasette stay as they are.
    cells = get(
        "/archive?sql=select 'Apply' a, 'Next page' b, 'contains' c, '<h3>3 rows' d", accept_language="zh"
    )
    for words in (">Apply</td>", ">Next page</td>", ">contains</td>", ">&lt;h3&gt;3 rows</td>"):
        assert words in cells.text, words


@pytest.mark.parametrize(
    ("path", "chinese", "english"),
    [
        ("/archive/documents?_sort=nothing", "不能按“nothing”排序", "Can&#39;t sort by nothing"),
        ("/archive/documents?_sort=id&_sort_desc=id", "不能同时使用", "Use either _sort or _sort_desc"),
        ("/archive/documents?_size=many", "须为正整数", "must be a positive integer"),
        ("/archive/documents?_size=100000", "_size 至多为", "can be"),
        ("/archive?sql=delete+from+pages", "语句须以 SELECT 或 WITH 开头", "Only queries are possible"),
        ("/archive?sql=select+missing+from+pages", "没有名为“missing”的列", "There is no column missing"),
        ("/archive?sql=select+1+from+nowhere", "没有名为“nowhere”的表", "There is no table nowhere"),
        ("/archive?sql=select+from", "在“from”附近有语法错误", "a syntax error near &#34;from&#34;"),
        ("/archive?sql=select+*+from+main.pages", "不要写库名", "without a schema"),
        (
            "/archive?sql=select+abs(1,2)",
            "数据库的说明：wrong number of arguments",
            "The database says: wrong number",
        ),
    ],
)
def test_datasettes_messages_are_in_the_readers_language(
    get: Get, path: str, chinese: str, english: str
) -> None:
    for language, words in (("zh", chinese), ("en", english)):
        answer = get(path, accept_language=language)
        assert answer.status_code == 400
        assert words in answer.text, language


def test_a_query_that_takes_too_long_is_one_line(get: Get) -> None:
    endless = "with recursive a(n) as (select 1 union all select n from a) select count(*) from a"
    answer = get(f"/archive?sql={endless}", accept_language="zh")
    assert answer.status_code == 400 and "查询太久" in answer.text
    assert "sql_time_limit_ms" not in answer.text and "&lt;p&gt;" not in answer.text
