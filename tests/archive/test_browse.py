"""The pages of `fangzhi serve`, through Datasette's own client."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from archive import browse
from archive.browse.display import difference
from archive.database.readonly import NoArchiveError
from archive.database.schema import open_database
from archive.errors import NewerSchemaError, NotAnArchiveError
from archive.search import indexing
from tests.browse_sample import HOSTILE, build

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

Get = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@contextmanager
def browsing(data: Path, public_url: str | None = None) -> Iterator[tuple[Get, Datasette]]:
    """Yield a client for the pages of an archive, and the Datasette behind them."""
    loop = asyncio.new_event_loop()
    datasette = browse.app(data, public_url)

    def fetch(path: str, **headers: str | bytes) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response: httpx.Response = loop.run_until_complete(datasette.client.get(path, headers=named))
        return response

    try:
        yield fetch, datasette
    finally:
        datasette.executor.shutdown()
        datasette.get_database("archive").close()
        loop.close()


@pytest.fixture(scope="module")
def get(data: Path) -> Iterator[Get]:
    with browsing(data) as (fetch, _):
        yield fetch


PAGES = (
    "/",
    "/search?q=居民",
    "/document/2",
    "/version/1?at=5-20",
    "/compare/4/5",
    "/compare/2/3",
    "/ledger",
    "/ledger?division=990102",
    "/ledger?indicator=gdp",
    "/ledger?indicator=gdp&divisions=990102,990103",
    "/questions",
    "/figure?division=990102&indicator=gdp",
    "/promises",
    "/promises?division=990102",
    "/changes",
    "/coverage",
    "/coverage?division=990100&kind=livelihood_projects",
    "/problems",
    "/data",
    "/capture/1",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_answers_in_both_languages_and_as_json(get: Get, path: str, language: str) -> None:
    page = get(path, accept_language=language)
    assert page.status_code == 200
    assert page.headers["content-language"] == language
    assert ("Quiet edits" in page.text) == (language == "en")
    assert "&amp;amp;" not in page.text  # a link escaped twice loses its parameters
    address, _, query = path.partition("?")
    answer = get(f"{'/index' if address == '/' else address}.json?{query}")
    assert answer.headers["content-type"].startswith("application/json")
    assert isinstance(answer.json(), dict)


def test_a_choice_of_language_is_remembered(get: Get) -> None:
    chosen = get("/?lang=en", accept_language="zh")
    assert chosen.headers["content-language"] == "en"
    assert "lang=en" in chosen.headers["set-cookie"]
    assert get("/", accept_language="zh", cookie="lang=en").headers["content-language"] == "en"


@pytest.mark.parametrize("accepted", ["en;q=²", "en;q=.", "en;q=1e999", ";;,,q=", "*"])
def test_an_odd_accept_language_is_not_an_error(get: Get, accepted: str) -> None:
    assert get("/coverage", accept_language=accepted.encode("latin-1")).status_code == 200


def test_a_division_named_only_in_documents_is_found_by_its_name(get: Get) -> None:
    by_code = get("/ledger.json?division=990102").json()
    assert by_code["series"]
    for name in ("云溪区", by_code["division"]["full_name"]):
        found = get(f"/ledger.json?division={name}").json()
        assert (found["division"]["code"], found["series"]) == ("990102", by_code["series"])
    assert get("/ledger.json?division=区").json()["division"]["level"] in (None, "zone")


def test_search_results_and_compared_texts_name_their_division(get: Get) -> None:
    found = get("/search.json?q=居民").json()["passages"]
    assert all(row["division_name"] for row in found)
    assert found[0]["division_name"] in get("/search?q=居民").text
    side = get("/compare/4/5.json").json()["left"]
    assert side["division_name"] and side["plan_year"]
    assert side["division_name"] in get("/compare/4/5").text


def test_a_missing_page_is_reported_in_the_readers_language(get: Get) -> None:
    for path in ("/nothing", "/version/99999", "/archive/nothing"):
        page = get(path, accept_language="zh")
        assert page.status_code == 404
        assert "没有这一页" in page.text
        assert "not found" not in page.text.lower()


def test_search_shows_passages_with_their_words_marked(get: Get) -> None:
    page = get("/search?q=居民").text
    assert "<mark>居民</mark>" in page
    found = get("/search.json?q=居民&division=990100&from=2021&to=2021").json()
    assert found["count"] and {row["plan_year"] for row in found["passages"]} == {2021}
    first = found["passages"][0]
    for start, end in first["marks"]:
        assert first["text"][start:end] == "居民"
    assert (
        get("/search.json?q=居民&division=云溪区").json()["count"]
        == get("/search.json?q=居民").json()["count"]
    )


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


@pytest.mark.parametrize("bound", ["from", "to"])
def test_a_year_out_of_range_is_not_a_server_error(get: Get, bound: str) -> None:
    count = get("/search.json?q=居民").json()["count"]
    found = get(f"/search.json?q=居民&{bound}=999999999999999")
    assert (found.status_code, found.json()["count"]) == (200, 0 if bound == "from" else count)


def test_a_passage_in_several_copies_is_shown_once_the_official_one_first(get: Get) -> None:
    passages = get("/search.json?q=办成十件&from=2021&to=2021").json()["passages"]
    assert [row["source_kind"] for row in passages] == ["official"]
    assert [other["source_kind"] for other in passages[0]["others"]] == ["third_party"]


def test_the_document_page_shows_everything_about_its_text(get: Get) -> None:
    data = get("/document/2.json").json()
    assert data["preferred_version_id"] == 2
    assert {page["source_kind"] for page in data["witnesses"]} == {"official", "third_party"}
    assert data["version"]["speaker"] == "林知秋"
    assert data["conflicts"][0]["value_a"] == 2.1
    page = get("/document/2").text
    assert "/capture/2" in page
    assert "2026-11-02" in page
    for figure in data["version"]["indicators"]:
        assert data["version"]["text"][figure["start"] : figure["end"]] in page


def test_the_page_contains_the_whole_text_in_order(get: Get) -> None:
    version = get("/version/4.json").json()["version"]
    page = get("/version/4?at=100-130").text
    article = page[page.index("<article") : page.index("</article>")]
    words = "".join(part.split(">", 1)[-1] for part in article.replace("¶", "").split("<"))
    assert "".join(words.split()) == "".join(version["text"].split())
    assert 'id="at"' in article


@pytest.mark.parametrize("path", ["/version/1?at=9", "/version/1?at=20-5", "/search?q=a&from=x"])
def test_wrong_arguments_are_reported(get: Get, path: str) -> None:
    assert get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["/version/999", "/document/999.json", "/capture/999", "/nothing", "/version/abc"]
)
def test_a_missing_row_is_a_404(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_citations_name_source_division_chinese_date_both_addresses_and_the_dataset(get: Get) -> None:
    cite = get("/version/1.json").json()["version"]["cite"]
    dataset = get("/data.json").json()["identifier"]
    assert dataset.startswith("fangzhi-20261104-") and all(dataset in form for form in cite.values())
    assert cite["gbt7714"] == (
        "海东省临澜市云溪区政府办. 2020年政府工作报告[EB/OL]. (2020-01-20)[2026-11-02]. "
        "http://www.yunxi.invalid/zwgk/bg/t20200112_1.html；存档：http://localhost/version/1；"
        f"数据集：{dataset}."
    )
    assert cite["bibtex"].startswith("@online{fangzhi1,")


def test_the_marked_passage_is_the_one_cited(get: Get) -> None:
    cite = get("/version/1.json?at=5-20").json()["version"]["cite"]
    assert all("http://localhost/version/1?at=5-20" in form for form in cite.values())


def test_a_local_file_is_cited_by_the_archives_address_only(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute("update pages set url = 'file:///home/somebody/2020.docx' where id = 1")
    with browsing(data, "https://archive.example/fz/") as (get, _):
        cite = get("/version/1.json").json()["version"]["cite"]
    assert all(
        "file:" not in form and "https://archive.example/fz/version/1" in form for form in cite.values()
    )


@pytest.mark.parametrize("path", ["/ledger", "/promises", "/coverage", "/changes", "/search"])
def test_an_unknown_division_is_reported_with_suggestions(get: Get, path: str) -> None:
    page = get(f"{path}?division=云西&q=居民", accept_language="zh").text
    assert "没有名为“云西”的区划" in page
    near = get(f"{path}?division=yunx&q=居民", accept_language="en").text
    assert "did you mean" in near.lower() and "division=990102" in near
    assert "没有名为" not in get(f"{path}?division=yunxi&q=居民", accept_language="zh").text


def test_a_page_number_beyond_the_last_shows_the_last_page(get: Get) -> None:
    found = get("/search.json?q=居民&page=999").json()
    assert found["page"] == found["pages"] == 1
    assert found["passages"] == get("/search.json?q=居民").json()["passages"]


def test_targets_that_were_met_are_not_listed_as_missed(tmp_path: Path) -> None:
    data = build(tmp_path)
    cases = (
        ("gdp", 7.0, None, "about", 6.0, 1.0),
        ("gdp", 7.0, None, "at_least", 8.0, None),
        ("gdp", 6.0, 6.5, "range", 6.2, None),
        ("gdp", 6.0, 6.5, "range", 5.5, 0.5),
        ("cpi", 3.0, None, "at_most", 2.0, None),
        ("cpi", 3.0, None, "at_most", 3.6, 0.6),
        ("energy_intensity", -3.0, None, "point", -3.5, None),
        ("energy_intensity", -3.0, None, "point", -2.0, 1.0),
    )
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute("delete from ledger_indicators")
        for year, (indicator, target, high, bound, actual, _) in enumerate(cases, 2001):
            writer.conn.execute(
                "insert into ledger_indicators (division_code, indicator, measure, year, target, target_max,"
                " target_bound, actual) values ('990102', ?, 'growth', ?, ?, ?, ?, ?)",
                [indicator, year, target, high, bound, actual],
            )
    with browsing(data) as (get, _):
        rows = get("/archive/targets_missed.json?points=0.1&_shape=array").json()
    missed = {row["year"]: row["missed_by"] for row in rows}
    assert missed == {year: case[-1] for year, case in enumerate(cases, 2001) if case[-1] is not None}


def test_comparing_shows_changed_characters_and_figures(get: Get) -> None:
    edit = get("/compare/4/5.json").json()
    assert [(row["before"], row["after"]) for row in edit["changes"]] == [("7%左右", "7%以上")]
    changed = [row for row in edit["rows"] if row["kind"] == "changed"]
    assert len(changed) == 1
    assert [changed[0]["left"]["text"][a:b] for a, b in changed[0]["left_marks"]] == ["左右"]
    assert "<del>左右</del>" in get("/compare/4/5").text
    witnesses = get("/compare/2/3.json").json()
    assert [("2.1%" in row["before"], "2.7%" in row["after"]) for row in witnesses["figures"]] == [
        (True, True)
    ]
    assert get("/compare/4/4.json").json()["counts"]["changed"] == 0


LAST_YEAR = """坚持居民点单、部门接单、代表评单，年内办成十件看得见的实事，让街坊少跑腿。
二、今年工作安排
今年的安排围绕三件事展开。
推进老纺织厂改造，引进精密陶瓷企业三家，建设中试平台两个。
把渡口码头修整一新，开通两条水上巴士航线，方便河东居民过河上班。
邀请外省果农来学柚子果酱的做法，办一场秋天的集市。"""
THIS_YEAR = """二、今年工作安排
今年的安排围绕三件事展开。
（一）让城市更好走
新开水上巴士三条，渡口码头全部换成无障碍坡道，河东居民十分钟过河。
修补云溪桥的人行道，给盲道让出位置，共享单车停到线内。
（二）产业再上台阶
精密陶瓷企业要向中试平台聚拢，老纺织厂二期开园，来的企业先装修后付租。
坚持居民点单、部门接单、代表评单，年内办成十件看得见的实事，让街坊少跑腿。"""


def test_comparing_two_years_pairs_figures_by_their_own_years(get: Get) -> None:
    measures = get("/compare/1/2.json").json()["measures"]
    figures = {
        (row["indicator"], row["kind"]): [
            (row[side]["period"], row[side]["value"]) for side in ("left", "right")
        ]
        for row in measures
    }
    assert figures["gdp", "actual"] == [("2019", 7.1), ("2020", 2.1)]
    assert figures["gdp", "target"] == [("2020", 7.0), ("2021", 6.5)]


def test_comparing_two_years_pairs_passages_on_the_same_matter() -> None:
    pairs = difference.compare(LAST_YEAR, THIS_YEAR)
    beside = [
        (pair.left.text[:6], pair.right.text[:6])
        for pair in pairs
        if pair.kind == "akin" and pair.left and pair.right
    ]
    assert beside == [("推进老纺织厂", "精密陶瓷企业"), ("把渡口码头修", "新开水上巴士")]
    assert [pair.left.text[:6] for pair in pairs if pair.kind == "moved" and pair.left] == ["坚持居民点单"]
    assert [pair.left.text[:4] for pair in pairs if pair.kind == "removed" and pair.left] == ["邀请外省"]
    for side, text in (("left", LAST_YEAR), ("right", THIS_YEAR)):
        shown = [getattr(pair, side) for pair in pairs if getattr(pair, side)]
        assert sorted(paragraph.text for paragraph in shown) == sorted(text.split("\n")), side
    assert all(pair.kind == "equal" for pair in difference.compare(THIS_YEAR, THIS_YEAR))


@given(st.lists(st.sampled_from([*LAST_YEAR.split("\n"), *THIS_YEAR.split("\n")])), st.text("甲乙丙丁1。\n"))
def test_comparing_shows_every_paragraph_exactly_once(lines: list[str], other: str) -> None:
    left, right = "\n".join(lines), other + LAST_YEAR
    pairs = difference.compare(left, right)
    for side, text in (("left", left), ("right", right)):
        starts = [paragraph.start for pair in pairs if (paragraph := getattr(pair, side))]
        assert len(starts) == len(set(starts)) == sum(bool(line.strip()) for line in text.split("\n"))


def test_the_ledger_shows_targets_and_actuals_with_links_to_their_sentences(get: Get) -> None:
    ledger = get("/ledger.json?division=990102").json()
    growth = next(series for series in ledger["series"] if series["indicator"] == "gdp")
    year = growth["cells"]["2020"]
    assert (year["target"]["value"], year["actual"]["value"]) == (7.0, 2.1)
    assert "target" not in growth["cells"]["2019"]
    for side, words in (("target", "地区生产总值增长7%左右"), ("actual", "地区生产总值增长2.1%")):
        path, _, query = year[side]["address"].partition("?")
        version = get(f"{path}.json?{query.split('#')[0]}").json()["version"]
        start, end = version["at"]
        assert version["text"][start:end] == words
    page = get("/ledger?division=990102").text
    assert "<svg" in page and "<table" in page


def test_promises_are_shown_with_their_outcomes(get: Get) -> None:
    promises = {row["category"]: row for row in get("/promises.json?division=990102").json()["promises"]}
    assert promises["养老"]["shown_status"] == "exceeded"
    assert promises["养老"]["answers"][0]["outcome"] == "建成15个社区养老食堂。"
    assert promises["环境"]["shown_status"] == "unstated"
    assert promises["养老"]["state"] == "reported"
    assert promises["环境"]["state"] == "not_mentioned"
    [score] = [line for line in get("/promises.json?division=990102").json()["scoreboard"] if line["kept"]]
    assert score["outcome_list"]
    assert len(score["promised"]) == len(
        score["kept"] + score["partly"] + score["not_kept"] + score["unknown"]
    )
    assert "scoreboard_left_out" in get("/promises.json").json()
    partly = get("/promises.json?division=990102&status=partly").json()["promises"]
    assert [row["category"] for row in partly] == ["交通"]


def test_promises_are_found_across_divisions_by_year_status_and_words(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn as conn:
        # Another district's plan, without an archived outcome list.
        conn.execute(
            "insert into documents (id, key, kind, division_code, division_name, plan_year) values"
            " (50, 'plan', 'livelihood_projects', '990103', '海东省临澜市竹屿区', 2021)"
        )
        conn.execute(
            "insert into pages (id, document_id, url, source_kind) values (50, 50, 'http://z/', 'official')"
        )
        conn.execute(
            "insert into versions (id, page_id, number, content_sha256, first_seen, last_seen, first_capture_id, cause,"
            " sightings, parser, kind, text, source_kind, completeness, why, record_sha256)"
            " values (50, 50, 1, 'z', 'z', 'z', 1, 'published', 1, '1', 'livelihood_projects', '新建幼儿园1所',"
            " 'official', 'whole', '[]', '')"
        )
        conn.execute("update pages set current_version_id = 50 where id = 50")
        conn.execute(
            "insert into commitments (version_id, text, year, status, quantities, start, end)"
            " values (50, '新建幼儿园1所', 2021, 'unstated', '[]', 0, 7)"
        )
    with browsing(data) as (get, _):
        both = get("/promises.json?year=2021&q=幼儿园").json()
        assert {(row["division_code"], row["state"]) for row in both["promises"]} == {
            ("990102", "reported"),
            ("990103", "no_outcome_list"),
        }
        assert both["counts"] == {"completed": 1, "unstated": 1}
        assert both["states"] == {"reported": 1, "no_outcome_list": 1}
        one = get("/promises.json?division=990102&year=2021").json()
        assert one["count"] == 5 == sum(one["counts"].values()), (
            "promises are counted, not their outcomes too"
        )
        assert one["states"] == {"reported": 4, "not_mentioned": 1}
        prefecture = get("/promises.json?division=990100").json()
        assert {row["division_code"] for row in prefecture["promises"]} == {"990102", "990103"}
        exceeded = get("/promises.json?status=exceeded").json()
        assert [row["category"] for row in exceeded["promises"]] == ["养老"]
        assert get("/promises.json?q=幼儿园 900").json()["count"] == 1, "all of the words"
        assert get("/promises.json?q=无此词").json()["count"] == 0
        page = get("/promises?year=2021&q=幼儿园", accept_language="zh").text
        assert "未存档结果清单" in page and "2 项承诺" in page
        english = get("/promises?year=2021&q=幼儿园", accept_language="en").text
        assert "Yunxi District" in english and "no outcome list archived" in english


def test_quiet_edits_are_on_the_page_and_in_the_feed(get: Get) -> None:
    edits = get("/changes.json").json()["edits"]
    assert [(row["id"], row["weight"]) for row in edits] == [(5, 0.8)]
    assert not get("/changes.json?division=990103").json()["edits"]
    for path, entries in (("/changes.atom", 1), ("/new.atom", 4), ("/new.atom?kind=livelihood_projects", 1)):
        answer = get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.text)
        assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == entries


def test_coverage_gives_a_reason_for_each_missing_year(get: Get) -> None:
    coverage = get("/coverage.json").json()
    assert coverage["years"] == [2020, 2021, 2022]
    assert set(coverage["rows"][0]["cells"]) == {"2020", "2021", "2022"}
    lists = get("/coverage.json?kind=livelihood_projects").json()
    assert lists["years"] == [2021]


def test_coverage_shows_the_survey_of_home_pages(get: Get, data: Path) -> None:
    assert get("/coverage.json").json()["survey"] is None
    row = {"name": "云桥区", "homepage": "http://www.yunqiao.example/", "detail": "robots.txt: timeout"}
    rows = [
        {**row, "code": "990109", "result": "unreachable", "fits": False},
        {**row, "code": "980101", "result": "moved", "fits": False, "detail": "<b>to</b>"},
        {**row, "code": "990101", "result": "works", "fits": True},
    ]
    file = data / "site-survey.json"
    try:
        file.write_text(json.dumps({"sites": rows}), "utf-8")
        found = get("/coverage.json").json()["survey"]
        assert found["counts"] == {"unreachable": 1, "moved": 1, "works": 1}
        assert [one["result"] for one in found["waiting"]] == ["unreachable", "moved"]
        page = get("/coverage", accept_language="en").text
        assert "robots.txt: timeout" in page and "<b>to</b>" not in page
        below = get("/coverage.json?division=990100").json()["survey"]
        assert below["counts"] == {"unreachable": 1, "works": 1}
        file.write_text("{", "utf-8")
        assert get("/coverage.json").json()["survey"] is None
    finally:
        file.unlink()


def test_problems_are_listed(get: Get) -> None:
    doubts = get("/problems.json").json()
    assert [(row["value_a"], row["value_b"]) for row in doubts["conflicts"]] == [(2.1, 2.7)]
    assert [row["code"] for row in doubts["damaged"]] == ["lost_characters"]
    assert len(doubts["issues"]) == 1


def hostile(data: Path) -> int:
    with sqlite3.connect(data / "archive.db") as db:
        (number,) = db.execute("select id from captures where url like '%evil%'").fetchone()
    db.close()
    return int(number)


def test_a_hostile_capture_is_shown_without_effect(get: Get, data: Path) -> None:
    page = get(f"/capture/{hostile(data)}")
    assert "<script" not in page.text
    assert "onload=" not in page.text.replace("&lt;body onload=", "").replace("&lt;svg onload=", "")
    assert get(f"/capture/{hostile(data)}.json").json()["look"]["left_out"]["scripts"] >= 1
    shown = get(f"/capture/{hostile(data)}/page")
    for word in (
        "script",
        "onload",
        "onclick",
        "evil.invalid",
        "javascript",
        "<form",
        "iframe",
        "refresh",
        "<base",
    ):
        assert word not in shown.text
    assert "表格一格" in shown.text
    policy = shown.headers["content-security-policy"]
    assert (
        policy.startswith("sandbox; default-src 'none'; ")
        and "allow" not in policy
        and "script" not in policy
    )
    assert "sandbox" in page.text and "script-src 'self'" in page.headers["content-security-policy"]


def test_the_download_is_the_raw_bytes_and_never_a_page(get: Get, data: Path) -> None:
    answer = get(f"/capture/{hostile(data)}?download")
    assert answer.content == HOSTILE.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_capture_without_a_body_says_so(get: Get) -> None:
    answer = get("/capture/8.json").json()
    assert answer["text"] is None and answer["trouble"]


def test_the_stock_search_box_finds_chinese_words(get: Get) -> None:
    assert get("/archive/passages.json?_search=渡口&_shape=array").json()
    assert "渡口" in get("/archive/passages?_search=渡口").text
    assert not get("/archive/passages.json?_search=渡船&_shape=array").json()


@pytest.mark.parametrize(
    "path", ["/archive", "/archive/versions", "/archive/versions/1", "/archive?sql=select+1"]
)
def test_datasettes_own_pages_run_no_inline_script(get: Get, path: str) -> None:
    page = get(path)
    assert page.status_code == 200
    for script in page.text.split("<script")[1:]:
        assert script.split(">")[1].startswith("</script"), script[:80]


@pytest.mark.parametrize(
    "path",
    [
        "/-/databases.json",
        "/archive.json?sql=select+*+from+pragma_database_list",
        "/archive.json?sql=select+*+from+pragma_database_list()",
        "/-/versions.json",
        "/-/plugins.json?all=1",
        "/-/settings.json",
        "/-/threads.json",
        "/-/metadata.json",
        "/capture/8",
        "/archive/captures.json",
        "/nothing",
    ],
)
def test_no_response_reveals_a_path_of_the_server(get: Get, data: Path, path: str) -> None:
    answer = get(path).text
    assert str(data) not in answer
    assert str(data.parent) not in answer
    assert str(Path(browse.__file__).parent.parent) not in answer


def test_browsing_sees_what_the_writer_writes_and_cannot_write(tmp_path: Path) -> None:
    data = build(tmp_path)
    with browsing(data) as (get, datasette):
        before = get("/index.json").json()["numbers"]["documents"]
        with closing(open_database(data)) as writer, writer.conn:
            writer.conn.execute("insert into documents (key, kind) values ('new', 'work_report')")
        assert get("/index.json").json()["numbers"]["documents"] == before + 1
        with pytest.raises(PermissionError):
            datasette.get_database("archive").connect(write=True)


def test_a_port_in_use_is_a_typed_error(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(browse.NoAddressError, match=str(port)):
            browse.serve(data, port=port)


def test_without_an_archive_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError):
        browse.app(tmp_path)


def withdraw(data: Path, page: int) -> None:
    """Do what `Archive.withdraw` does, on the sample, which has no addresses."""
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "update pages set withdrawn_at = '2026-11-04T00:00:00Z', withdrawn_why = '误收' where id = ?",
            [page],
        )
        for (version,) in writer.conn.execute("select id from versions where page_id = ?", [page]).fetchall():
            indexing.index(writer, version)


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


def test_an_archive_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('fangzhi', 'later', 'x')"
        )
    with pytest.raises(NewerSchemaError):
        browse.app(data)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "archive.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(NotAnArchiveError):
        browse.app(tmp_path / "other")


def test_every_stored_query_runs(get: Get) -> None:
    parameters = "division_code=990102&indicator=gdp&since=2026-01-01&points=1&year=2020&word=居民"
    queries = get("/archive.json").json()["queries"]
    assert len(queries) == 10
    for query in queries:
        answer = get(f"/archive/{query['name']}.json?{parameters}&_shape=array")
        assert answer.status_code == 200, query["name"]
        assert answer.json() or query["name"] == "missing_reports", query["name"]


def test_a_division_without_a_code_is_addressed_by_its_name(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "update documents set division_code = null, division_name = '海东省云岭高新区' where id = 1"
        )
    with browsing(data) as (get, _):
        assert (
            get("/ledger.json?division=海东省云岭高新区").json()["division"]["full_name"]
            == "海东省云岭高新区"
        )
        names = [row["division_name"] for row in get("/coverage.json").json()["rows"]]
        assert "海东省云岭高新区" in names
        assert get("/search.json?q=居民&division=无此地").json()["count"] == 0
