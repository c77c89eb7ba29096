"""The pages of quiet edits, of missing years and of problems."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.browsing import Get

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


def test_quiet_edits_are_on_the_page_and_in_the_feed(get: Get) -> None:
    edits = get("/changes.json").json()["edits"]
    assert [row["unconfirmed"] for row in get("/index.json").json()["edits"]] == [edits[0]["unconfirmed"]]
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
