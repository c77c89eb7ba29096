"""The pages of figures by year and of promises with their outcomes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import combinations_with_replacement
from pathlib import Path
from typing import get_args

import pytest

from archive.browse.pages.promises import matching
from archive.database.schema import open_database
from archive.derive.promise_history import together
from parsers.record import Status
from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


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
    board = get("/promises.json").json()
    [line] = [
        line for line in board["scoreboard"] if (line["division"], line["year"]) == ("990102", score["year"])
    ]
    page = get("/promises?lang=en").text
    assert f"division=990102&amp;year={line['year']}" in page
    assert f"{board['scoreboard_left_out']} others" in page
    partly = get("/promises.json?division=990102&status=partly").json()["promises"]
    assert [row["category"] for row in partly] == ["交通"]


def test_deadline_money_payer_and_place_are_shown(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "update commitments set deadline = '9月底前', money = '3200', money_si = 32000000.0,"
            " money_source = '区财政', place = '东街北侧'"
        )
    with browsing(data) as (get, _):
        page = get("/promises?division=990102&_lang=zh").text
        rows = get("/promises.csv?division=990102").text
    for words in ("9月底前", "3200（32,000,000 元）", "区财政", "东街北侧"):
        assert words in page
    assert "32000000" in rows


@pytest.mark.parametrize("places_one_by_one", [20, 0])
def test_promises_are_found_across_divisions_by_year_status_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places_one_by_one: int
) -> None:
    monkeypatch.setattr(matching, "_ONE_BY_ONE", places_one_by_one)
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


def test_the_status_of_a_promise_in_parts_is_that_of_its_history() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(
        "create table commitments (id, version_id, status); create table versions (id, published_date, delivered_date);"
        "create table ledger_commitments (commitment_id, outcome_id, score, accepted);"
        "insert into commitments values (1, 1, 'unstated'); insert into versions values (2, '2022-01-15', null);"
    )
    for first, second in combinations_with_replacement(sorted(set(get_args(Status)) - {"unstated"}), 2):
        db.execute("delete from ledger_commitments")
        db.execute("delete from commitments where id > 1")
        for key, status in ((2, first), (3, second)):
            db.execute("insert into commitments values (?, 2, ?)", (key, status))
            db.execute("insert into ledger_commitments values (1, ?, 0.9, 1)", (key,))
        (shown,) = db.execute(f"select {matching.STATUS} from commitments as promise where id = 1").fetchone()
        assert shown == together({first, second})
    db.close()
