"""`/capture/ID/page`, its files, and `?wacz`: a captured page as published, and as a package for replay programs."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing, withdraw
from tests.support.sample_pages import LOOK_PNG

pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
LOOK = 9  # the capture of the sample whose style sheets and pictures are archived


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def get(data: Path) -> Iterator[Get]:
    with browsing(data) as (fetch, _):
        yield fetch


def test_archived_styles_and_pictures_are_named_and_no_others(get: Get) -> None:
    page = get(f"/capture/{LOOK}/page")
    addresses = set(re.findall(r'(?:src|href|background)="([^"]*)"|url\("([^"]*)"\)', page.text))
    files = {f"/capture/{LOOK}/file/{n}" for n in (10, 12, 13)}
    assert {a or b for a, b in addresses} == {"/static/seal.svg", *files}
    sheet = get(f"/capture/{LOOK}/file/10")
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert set(re.findall(r'url\("([^"]*)"\)', sheet.text)) == {f"/capture/{LOOK}/file/{n}" for n in (11, 12)}
    assert "evil" not in page.text + sheet.text
    picture = get(f"/capture/{LOOK}/file/12")
    assert (picture.headers["content-type"], picture.content) == ("image/png", LOOK_PNG)


@pytest.mark.parametrize(
    "path", [f"/capture/{LOOK}/page", *(f"/capture/{LOOK}/file/{n}" for n in range(10, 14))]
)
def test_each_answer_has_its_own_sandbox(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert "allow" not in policy and "script-src" not in policy and "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if "/file/" in path:  # opened alone, it is never a document
        assert answer.headers["content-disposition"] == "attachment"


def test_the_capture_s_page_may_frame_only_this_server(get: Get) -> None:
    assert get(f"/capture/{LOOK}").headers["content-security-policy"].endswith("; frame-src 'self'")
    assert 'sandbox=""' in get(f"/capture/{LOOK}").text


def test_how_complete_the_view_is_is_shown(get: Get) -> None:
    found = get(f"/capture/{LOOK}.json").json()["look"]
    assert found["stylesheet"] == {"named": 3, "archived": 1}
    assert found["picture"]["archived"] == 2
    assert found["left_out"] == {"scripts": 1, "frames": 2, "fields": 1, "inlined": 1}
    assert "Style sheets: 3 named by the page, 1 archived." in get(f"/capture/{LOOK}?lang=en").text


@pytest.mark.parametrize(
    "path", ["/capture/9/file/9", "/capture/9/file/8", "/capture/9/file/99", "/capture/99/file/10", "/capture/99/page",
             "/capture/8/page", "/capture/10/page", "/capture/9/page.json", "/capture/9/file/x"],
)  # fmt: skip
def test_nothing_else_is_served_as_a_page_or_a_file(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def package(get: Get, capture: int) -> zipfile.ZipFile:
    answer = get(f"/capture/{capture}?wacz")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="capture-{capture}.wacz"'
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_a_wacz_has_the_page_with_its_styles_and_pictures(get: Get) -> None:
    """WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1): description, digests, index, list of pages."""
    with package(get, LOOK) as wacz:
        assert wacz.testzip() is None
        text = wacz.read("datapackage.json")
        description = json.loads(text)
        assert description["profile"] == "data-package" and description["wacz_version"] == "1.1.1"
        assert description["mainPageUrl"] == "http://www.yunxi.invalid/gk/look.html"
        digest = json.loads(wacz.read("datapackage-digest.json"))
        assert digest == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
        named = {resource["path"] for resource in description["resources"]}
        assert named == set(wacz.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        for resource in description["resources"]:
            content = wacz.read(resource["path"])
            assert (resource["bytes"], resource["hash"]) == (
                len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")  # fmt: skip
        warc = wacz.read("archive/capture-9.warc.gz")
        lines = wacz.read("indexes/index.cdx").decode().splitlines()
        assert lines == sorted(lines)
        urls = set()
        for line in lines:
            _, timestamp, entry = line.split(" ", 2)
            fields = json.loads(entry)
            urls.add(fields["url"].removeprefix("http://www.yunxi.invalid"))
            assert timestamp == "20261102170700" and fields["status"] == "200"
            start = int(fields["offset"])
            record = gzip.decompress(warc[start : start + int(fields["length"])])
            assert f"WARC-Target-URI: {fields['url']}".encode() in record
        assert urls == {
            "/gk/look.html",
            "/css/site.css",
            "/css/more.css",
            "/img/logo.png",
            "/img/drawing.svg",
        }
        assert [record.rec_type for record in ArchiveIterator(io.BytesIO(warc))] == ["response"] * 5
        header, page = (json.loads(line) for line in wacz.read("pages/pages.jsonl").decode().splitlines())
        assert header["format"] == "json-pages-1.0"
        assert page["url"] == description["mainPageUrl"] and page["ts"] == "2026-11-02T17:07:00Z"


def test_a_capture_without_a_body_has_no_wacz(get: Get) -> None:
    assert get("/capture/8?wacz").status_code == 404


def test_a_withdrawn_page_is_neither_shown_nor_packed_nor_are_its_pictures(tmp_path: Path) -> None:
    data = build(tmp_path)
    url = "http://www.yunxi.invalid/gk/look.html"
    with closing(sqlite3.connect(data / "archive.db")) as db, db:
        db.execute("update captures set page_id = 2 where id = ?", [LOOK])
        db.execute("insert into addresses (url, page_id, last_capture_id) values (?, 2, ?)", [url, LOOK])
        db.execute(
            "update captures set role = 'appearance', via = 'http://www.yunxi.invalid/gk/look.html' where id > 9"
        )
    withdraw(data, 2)
    with browsing(data) as (get, _):
        for path in (f"/capture/{LOOK}/page", f"/capture/{LOOK}?wacz", f"/capture/{LOOK}/file/12"):
            assert get(path).status_code == 404, path
        assert get(f"/capture/{LOOK}/file/10").status_code == 200  # the site's style sheet
        assert "云溪概况" not in get(f"/capture/{LOOK}").text
