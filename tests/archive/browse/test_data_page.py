"""`/data` and the feeds of a search and of a document."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.browse.words import say
from archive.export.tables import export
from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    build(tmp_path)
    return tmp_path


@pytest.fixture
def get(data: Path) -> Iterator[Get]:
    with browsing(data) as (fetch, _):
        yield fetch


def test_every_table_is_offered_with_its_dictionary(get: Get) -> None:
    page = get("/data.json").json()
    names = [table["name"] for table in page["tables"]]
    assert {"documents", "indicators", "ledger_indicators", "panel"} <= set(names)
    for table in page["tables"]:
        assert say("zh", f"table.{table['name']}") != table["name"], "a title in both languages"
        assert table["meaning"] and all(column["meaning"] for column in table["columns"])
        answer = get(table["csv"])
        assert answer.status_code == 200 and answer.content.startswith(b"\xef\xbb\xbf"), table["name"]
        plain = get(table["csv"].replace("&_bom=on", ""))
        assert answer.content == b"\xef\xbb\xbf" + plain.content, "Datasette's own address stays as it is"


def test_the_dataset_has_a_dated_identifier_and_a_citation(get: Get) -> None:
    page = get("/data.json").json()
    assert page["identifier"].startswith("fangzhi-") and page["as_of"]
    assert (
        page["identifier"] in page["citation"]["gbt7714"] and page["identifier"] in page["citation"]["bibtex"]
    )
    assert page["licences"] == {"data": "CC-BY-4.0", "code": "Apache-2.0"}
    assert page["identifier"] in get("/data").text


def test_an_exported_file_is_offered_with_its_checksum_until_a_page_is_withdrawn(data: Path) -> None:
    folder = data / "downloads"
    folder.mkdir()
    export(data, folder / "panel.parquet", "parquet")
    (folder / "notes.txt").write_text("none of the formats")
    with browsing(data) as (get, _):
        row, schema = get("/data.json").json()["downloads"]
        assert schema["name"] == "panel.parquet.schema.json"
        fields = get("/data/panel.parquet.schema.json").json()["fields"]
        assert len(fields) == 30 and all(len(field["description"]) > 15 for field in fields)
        assert row["name"] == "panel.parquet" and len(row["sha256"]) == 64
        assert get("/data/panel.parquet").content == (folder / "panel.parquet").read_bytes()
        assert get("/data/notes.txt").status_code == 404 and get("/data/..%2Farchive.db").status_code != 200
    with closing(sqlite3.connect(data / "archive.db")) as db, db:
        db.execute(
            "UPDATE pages SET withdrawn_at = '2026-11-02T00:00:00.000Z', withdrawn_why = '误收' WHERE id = 1"
        )
    for path in folder.iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))
    with browsing(data) as (get, _):
        page = get("/data.json").json()
        assert page["downloads"] == [] and page["held_back"] == 2
        assert get("/data/panel.parquet").status_code == 404


def test_a_part_of_an_exported_file_can_be_read(data: Path) -> None:
    (data / "downloads").mkdir()
    content = bytes(range(256)) * 1000
    (data / "downloads" / "panel.parquet").write_bytes(content)
    path = "/data/panel.parquet"
    with browsing(data) as (get, _):
        whole = get(path)
        assert (whole.status_code, whole.content) == (200, content)
        assert whole.headers["accept-ranges"] == "bytes"
        assert whole.headers["content-disposition"] == 'attachment; filename="panel.parquet"'
        size, tag = len(content), whole.headers["etag"]
        for wanted, start, end in (
            ("bytes=10-19", 10, 20),
            ("bytes=0-0", 0, 1),
            ("bytes=250000-", 250_000, size),
            ("bytes=-8", size - 8, size),
            (f"bytes=255999-{size}", 255_999, size),
            ("bytes=1000-199999", 1000, 200_000),
        ):
            part = get(path, range=wanted)
            assert (part.status_code, part.content) == (206, content[start:end]), wanted
            assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
            assert part.headers["content-length"] == str(end - start)
        for ignored in ("bytes=9-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b"):
            assert get(path, range=ignored).content == content, ignored
        beyond = get(path, range=f"bytes={size}-")
        assert (beyond.status_code, beyond.content) == (416, b"")
        assert beyond.headers["content-range"] == f"bytes */{size}"
        assert get(path, range="bytes=0-3", if_range=tag).status_code == 206
        assert get(path, range="bytes=0-3", if_range='"older"').content == content


def test_a_notebook_elsewhere_may_ask_before_it_reads(get: Get) -> None:
    origin = {"origin": "https://notebook.example", "access_control_request_headers": "range"}
    for path in ("/archive/panel.csv?_stream=on", "/data/panel.parquet", "/ledger.json"):
        answer = get(path, method="OPTIONS", **origin)
        assert (answer.status_code, answer.content) == (204, b""), path
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Range" in answer.headers["access-control-allow-headers"]
        assert "GET" in answer.headers["access-control-allow-methods"]
    assert "Content-Range" in get("/ledger.json", **origin).headers["access-control-expose-headers"]
    page = get("/ledger", method="OPTIONS", **origin)
    assert (page.status_code, page.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "access-control-allow-origin" not in page.headers


def test_a_search_can_be_followed(get: Get) -> None:
    feed = ElementTree.fromstring(get("/search.atom?q=居民").text)
    hits = get("/search.json?q=居民&sort=newest").json()["passages"]
    links = [link.get("href") for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert len(links) == len(hits) > 0
    assert [link.partition("/version/")[2] for link in links if link] == [
        row["address"].partition("/version/")[2] for row in hits
    ]
    assert "q=" in (feed.findtext(f"{ATOM}id") or "")


def test_a_document_can_be_followed(get: Get) -> None:
    feed = ElementTree.fromstring(get("/document/2.atom").text)
    assert feed.findall(f"{ATOM}entry")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert get("/document/999.atom").status_code == 404


def test_sources_and_versions_are_named(get: Get) -> None:
    page = get("/data", accept_language="en").text
    assert 'href="http://www.yunxi.invalid/"' in page and "云溪区人民政府" in page
    software = get("/data.json").json()["software"]
    assert software["parser"] and f"parser {software['parser']}" in page
