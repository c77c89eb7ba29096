"""Invented pages, one for each CMS family and each difficulty, with the expected page and record."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from parsers import read
from parsers.formats import open_page
from parsers.page import Page

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


def _load(name: str) -> tuple[dict[str, Any], bytes, dict[str, Any]]:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    source = next(path for path in PAGES.glob(f"{name}.*") if path.suffix != ".json")
    data = source.read_text(encoding="utf-8").encode(expected.get("encoding", "utf-8"))
    about = {key: expected[key] for key in ("url", "content_type", "title") if key in expected}
    return expected, data, about


def _shown(page: Page, key: str) -> Any:
    """Return a field of a page in the form of the expectations."""
    if key == "text":
        return page.text.split("\n") if page.text else []
    if key == "tables":
        return [len(table.rows) for table in page.tables]
    if key == "attachments":
        return [attachment.url for attachment in page.attachments]
    if key == "marks":
        return [[page.text[mark.start : mark.end], mark.level] for mark in page.marks]
    value = getattr(page, key)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_page(name: str) -> None:
    expected, data, about = _load(name)
    page = open_page(data, **about)
    assert {key: _shown(page, key) for key in expected["page"]} == expected["page"], expected["why"]


@pytest.mark.parametrize("name", [name for name in NAMES if _load(name)[0].get("record")])
def test_record(name: str) -> None:
    expected, data, about = _load(name)
    record = read(data, source=name, **about).as_dict()
    assert {key: record[key] for key in expected["record"]} == expected["record"], expected["why"]


def test_every_family_has_a_page() -> None:
    from parsers.families import FAMILIES

    covered = {_load(name)[0]["page"].get("family") for name in NAMES}
    assert covered >= set(FAMILIES)


# gkmlpt's body is in a script, which is that family's own trap.
@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("family_") and n != "family_gkmlpt"])
def test_the_general_finder_gives_the_same_body(name: str) -> None:
    """Find the same text in a page without any mark of its CMS."""
    expected, data, _ = _load(name)
    html = data.decode(expected.get("encoding", "utf-8"))
    for word in ("TRS_Editor", "TRS_UEDITOR", "news_cont_d_wrap", "zoomcon", "zoom", "v_news_content", "vsb_content",
                 "ewb-show-con", "mainContent", "detail_con", "L2", "article-name", "article-con", "j-fontContent",
                 "content_text", "article-content", "UCAPCONTENT", "ZJEG_RSS", 'class="content"'):  # fmt: skip
        html = html.replace(word, "x" if word != "UCAPCONTENT" else "div")
    page = open_page(html.encode(), content_type="text/html; charset=utf-8")
    assert page.text.split("\n") == expected["page"]["text"]


def test_a_page_whose_script_fills_the_body_has_its_date_without_metas() -> None:
    expected, data, about = _load("family_gkmlpt")
    bare = re.sub(rb'<meta name="[^>]*>', b"", data)
    record = read(bare, source="x", **about).as_dict()
    assert {key: record[key] for key in expected["record"]} == expected["record"]
    assert record["text"].split("\n") == expected["page"]["text"]
