"""The page of one text: all of it, its figures, its citations."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from archive.database.schema import open_database
from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


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
