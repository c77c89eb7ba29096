"""Invented variants of the kinds that two sets of real pages showed, each labelled before it was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers.read import read
from tests.support.read_lists import bare

KINDS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "data" / "list_variants.json").read_text("utf-8")
)
CASES = [(kind, at) for kind, cases in KINDS.items() for at in range(len(cases))]


@pytest.mark.parametrize(("kind", "at"), CASES)
def test_a_variant_is_read(kind: str, at: int) -> None:
    case = KINDS[kind][at]
    found = read(case["text"].encode(), source="list.txt")
    assert len(found.commitments) == len(case["promises"]), [one.text for one in found.commitments]
    for one, wanted in zip(found.commitments, case["promises"], strict=True):
        for field, value in wanted.items():
            if field == "text":
                assert bare(one.text) == bare(value)
            elif field == "status":
                assert one.status in value.split("|"), one.text
            else:
                assert getattr(one, field) == value, one.text
    for field, value in case.get("years", {}).items():
        assert getattr(found, field) == value
