"""Measure accuracy on a second set: slices labelled by a reader who had not seen the parsers, and invented ones.

    python -m benchmarks.second [--misses] [--devset FOLDER]

`second_gold.json` holds figures, codes and offsets only; its texts are read from the development
set's whole reports. `invented_gold.json` holds invented texts in styles that those reports lack.
An entry of `optional` is a figure on which two careful readers may differ: neither required nor wrong.
`actual|estimate` is a kind on which they may differ: the contract ends 初步预计 at the next 。, the development
set's truth lets it run on over the sentences of the same list. Exit 2 if the complete reports are
missing; nothing here is a gate.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.evaluate import DEVSET, HERE
from benchmarks.scoring import (
    KINDS,
    LEVELS,
    Scores,
    plain,
    score_commitments,
    score_headings,
    score_indicators,
    score_spans,
)
from parsers.read import read
from parsers.record import Record

Truth = Mapping[str, Any]


def real_slices(devset: Path) -> Iterator[tuple[Truth, str]]:
    """Return truth and text of each slice of a real report."""
    texts: dict[str, str] = {}
    for truth in json.loads((HERE / "second_gold.json").read_text("utf-8")):
        name = truth["file"]
        if name not in texts:
            texts[name] = (devset / "fulltext" / name).read_bytes().decode("utf-8")
        yield {"title": _title(name, texts[name]), **truth}, texts[name][truth["start"] : truth["end"]]


def _title(name: str, text: str) -> str:
    """Return the title stated before a file's text, otherwise in its name, otherwise in the labels."""
    stated = re.match(r"---\ntitle: (.{1,100})\n---\n", text)
    return stated[1] if stated else re.sub(r"_[0-9]{4}$", "", Path(name).stem)


def invented_slices() -> Iterator[tuple[Truth, str]]:
    """Return truth and text of each invented slice."""
    for truth in json.loads((HERE / "invented_gold.json").read_text("utf-8")):
        yield truth, truth["text"]


def score(scores: Scores, truth: Truth, text: str) -> Record:
    """Read a slice as `fangzhi parse ID.txt --title …` would, and count."""
    record = read(text.encode(), source=f"{truth['id']}.txt", title=truth["title"])
    name, wanted = truth["id"], KINDS[truth["kind"]]
    why = "; ".join(record.why)
    scores.mark("kind", record.kind == wanted, f"{name}: {record.kind}, not {wanted} ({why})")
    score_spans(scores, name, record)
    _score_metadata(scores, truth, record)
    if truth["headings"] is not None:
        headings = [
            {"text": _cut(text, item), "style": "line" if truth.get("file") else "invented"}
            for item in truth["headings"]
        ]
        score_headings(scores, {"id": name, "headings": headings}, record)
    wanted_figures = [_settle(item, record) for item in truth["indicators"]]
    optional = [_settle(item, record) for item in truth["optional"]]
    items = [_item(item, item["code"]) for item in wanted_figures]
    items += [_item(item, "other") for item in optional]
    score_indicators(scores, {"id": name, "indicators": items}, record)
    _score_bounds(scores, name, wanted_figures, record)
    commitments = [
        {key: _cut(text, item[key]) for key in ("text", "status", "lead", "co")}
        for item in truth["commitments"]
    ]
    score_commitments(scores, {"id": name, "commitments": commitments}, record)
    _score_status(scores, truth, commitments, record)
    return record


def _cut(text: str, place: str | list[int] | None) -> str | None:
    if place is None or isinstance(place, str):
        return place
    return text[place[0] : place[1]]


def _score_metadata(scores: Scores, truth: Truth, record: Record) -> None:
    name = truth["id"]
    for key, wanted in truth["metadata"].items():
        if key == "region":
            division = record.division
            right = (
                division is not None
                and division.full_name.endswith(wanted)
                and division.level in LEVELS[truth["level"]]
            )
            scores.mark("division", right, f"{name}: {division}, not {wanted}")
            continue
        value = getattr(record, key)
        scores.mark(key, plain(str(value)) == plain(str(wanted)), f"{name}: {value!r}, not {wanted!r}")


def _settle(item: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """Return the item with a single kind: if two are right, the one that the record has."""
    kinds = item["kind"].split("|")
    fact = (item["code"], item["measure"], item["value"], item["period"])
    found = (i.kind for i in record.indicators if (i.indicator, i.measure, i.value, i.period) == fact)
    return {**item, "kind": next((kind for kind in found if kind in kinds), kinds[0])}


def _item(item: Mapping[str, Any], canonical: str) -> dict[str, Any]:
    value = item["value"]
    destroyed = value is None and item["bound"] is None
    return {
        "canonical": canonical,
        "basis": item["measure"],
        "kind": item["kind"],
        "value": None if value is None else abs(value),
        "value_max": item["value_max"],
        "direction": "-" if value is not None and value < 0 else None,
        "year": item["period"],
        "qualifier": "CORRUPT" if destroyed else None,
        "evidence": item["code"],
    }


def _score_bounds(scores: Scores, name: str, items: list[dict[str, Any]], record: Record) -> None:
    for item in items:
        same = [
            indicator
            for indicator in record.indicators
            if (indicator.indicator, indicator.measure, indicator.kind, indicator.value)
            == (item["code"], item["measure"], item["kind"], item["value"])
        ]
        if not same or item["bound"] is None:
            continue
        found = sorted({(i.bound, i.value_max) for i in same}, key=str)
        right = (item["bound"], item["value_max"]) in found
        scores.mark(
            "bound and range",
            right,
            f"{name}: {item['code']} {item['value']}: {found}, not {item['bound']} {item['value_max']}",
        )


def _score_status(scores: Scores, truth: Truth, texts: list[dict[str, str | None]], record: Record) -> None:
    for item, text in zip(truth["commitments"], texts, strict=True):
        hit = next((c for c in record.commitments if plain(c.text) == plain(text["text"])), None)
        if hit is not None and item["code"] is not None:
            scores.mark(
                "commitments.status code",
                hit.status == item["code"],
                f"{truth['id']}: {hit.status}, not {item['code']}: {hit.status_text!r}",
            )


def main(argv: list[str] | None = None) -> int:
    """Measure and print both sets; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.second", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    parser.add_argument("--devset", type=Path, default=DEVSET)
    options = parser.parse_args(argv)
    if not (options.devset / "fulltext").is_dir():
        print(f"no whole reports at {options.devset}", file=sys.stderr)
        return 2
    for heading, slices in (
        ("slices of real reports", real_slices(options.devset)),
        ("invented slices", invented_slices()),
    ):
        scores = Scores()
        for truth, text in slices:
            score(scores, truth, text)
        print(f"\n{heading:<38}{'right':>6} of {'asked':<6}{'ratio':>7}")
        for metric, counted in sorted(scores.metrics.items()):
            print(f"{metric:<38}{counted.right:>6} of {counted.asked:<6}{counted.ratio:>7.3f}")
            for miss in counted.misses if options.misses else ():
                print(f"    {miss}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
