"""The search page: passages, their words marked, copies shown once."""

from __future__ import annotations

import pytest

from tests.support.browsing import Get

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


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


def test_a_passage_in_several_copies_is_shown_once_the_official_one_first(get: Get) -> None:
    passages = get("/search.json?q=办成十件&from=2021&to=2021").json()["passages"]
    assert [row["source_kind"] for row in passages] == ["official"]
    assert [other["source_kind"] for other in passages[0]["others"]] == ["third_party"]
