"""The dev set's hand-made truth: every field must be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers.read import read
from parsers.record import Record

pytestmark = pytest.mark.shared
KINDS = {"gwr": "work_report", "livelihood": "livelihood_projects", "negative": "other"}


def pages(shared: Path) -> list[tuple[dict[str, Any], dict[str, Any] | None, Record]]:
    found = []
    for path in sorted((shared / "devset" / "pages").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        gold = path.parent.parent / "gold" / path.name
        truth = json.loads(gold.read_text(encoding="utf-8")) if gold.exists() else None
        record = read(page["text"].encode(), source=path.name, url=page["url"], title=page["page_title"])
        found.append((page, truth, record))
    return found


def squeezed(value: str | None) -> str | None:
    return None if value is None else "".join(value.replace("*", "").split())


def test_kinds(shared: Path) -> None:
    wrong = [
        (page["id"], record.kind) for page, _, record in pages(shared) if record.kind != KINDS[page["kind"]]
    ]
    assert wrong == []


def test_metadata(shared: Path) -> None:
    wrong = []
    for page, truth, record in pages(shared):
        if truth is None:
            continue
        region = record.division.full_name if record.division else ""
        found: dict[str, Any] = {"region": region.endswith(truth["region"])}
        expected: dict[str, Any] = {"region": True}
        for field in ("delivered_date", "meeting", "speaker", "speaker_role", "title"):
            found[field], expected[field] = squeezed(getattr(record, field)), squeezed(truth[field])
        if page["kind"] == "gwr":
            found["years"] = (record.review_year, record.plan_year)
            expected["years"] = (truth["review_year"], truth["report_year"])
        wrong += [
            (page["id"], key, found[key], expected[key]) for key in found if found[key] != expected[key]
        ]
    assert wrong == []


def test_headings(shared: Path) -> None:
    missing = []
    for page, truth, record in pages(shared):
        if truth is not None:
            found = {section.heading for section in record.sections}
            missing += [
                (page["id"], h["text"]) for h in truth["headings"] if h["text"].replace("*", "") not in found
            ]
    assert missing == []
