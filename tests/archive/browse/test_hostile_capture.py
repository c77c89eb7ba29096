"""A capture with hostile content is shown and downloaded without effect."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.support.browsing import Get
from tests.support.sample_pages import HOSTILE

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


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
