"""Nights by the dozen for ../shared/webfarm, from a seed: edits, redesigns, moves, outages, challenges."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# What happens to documents, and how often of a hundred; each document has one such event in its life.
DOC_OPS = {"edit": 40, "add_paragraph": 15, "publish": 15, "move": 12, "remove": 8, "soft404": 10}
ADDED = "需要补充说明的是，前述各项工作的进展情况将按季度向社会公开，接受各方面监督。"
BLOCKS = ("412", "521", "403", "429")
NEGATIVES = 8


def generate(shared: Path, target: Path, nights: int, seed: int) -> dict[str, Any]:
    """Write a scenario of so many nights, with the sites of the farm's own scenario, and return it.

    Sites have fewer negatives and no crawl delay: the nights are many, and manners have tests of their own.
    """
    farm = shared / "webfarm"
    scenario: dict[str, Any] = json.loads((farm / "scenario.json").read_text("utf-8"))
    chance = random.Random(seed)
    for site in scenario["sites"]:
        site["negatives"] = NEGATIVES
        if site.get("robots"):
            site["robots"].pop("crawl_delay", None)
        for doc in site["docs"]:
            doc["file"] = str((farm / doc["file"]).resolve())
    events: dict[int, list[dict[str, Any]]] = {night: [] for night in range(2, nights + 1)}
    # On the last night everything is back, so that the archive can be held against the whole truth.
    last = nights - 1
    for night, op, site_id, doc in _documents(scenario["sites"], chance, last):
        event: dict[str, Any] = {"op": op, "site": site_id, "doc": doc}
        if op == "add_paragraph":
            event |= {"after": 4, "text": ADDED}
        if op == "soft404":
            event["how"] = chance.choice(["text", "home"])
        events[night].append(event)
    for night in range(2, last + 1):
        if chance.random() < 0.4:
            events[night].append({"op": "boilerplate", "site": "*"})
    for site in scenario["sites"]:
        for night in _few(chance, last, per_year=1):
            events[night].append({"op": "redesign", "site": site["id"]})
        for night in _few(chance, last, per_year=2):
            op = chance.choice(["block", "block", "down"])
            happens: dict[str, Any] = {
                "op": op,
                "site": site["id"],
                "until": min(last, night + chance.choice([0, 0, 1, 3])),
            }
            if op == "block":
                happens["how"] = chance.choice(BLOCKS)
            events[night].append(happens)
    scenario |= {
        "name": f"soak {nights}/{seed}",
        "nights": {str(n): list_ for n, list_ in events.items() if list_},
    }
    target.write_text(json.dumps(scenario, ensure_ascii=False, indent=1), "utf-8")
    return scenario


def _documents(
    sites: list[dict[str, Any]], chance: random.Random, last: int
) -> Iterator[tuple[int, str, str, str]]:
    """(night, op, site, document): each document's one event, spread over the nights; a third has none."""
    for site in sites:
        for doc in site["docs"]:
            if chance.random() < 1 / 3:
                continue
            op = chance.choices(list(DOC_OPS), weights=list(DOC_OPS.values()))[0]
            if doc.get("kind") and op in ("edit", "add_paragraph"):
                op = "publish"  # the farm finds no figure to edit in some lists
            yield chance.randint(2, last), op, site["id"], str(doc.get("key", doc.get("year")))


def _few(chance: random.Random, last: int, per_year: int) -> list[int]:
    """Nights for something that happens to a site so many times a year of sixty nights."""
    expected = per_year * last / 60
    count = int(expected) + (chance.random() < expected % 1)
    return sorted(chance.sample(range(2, last + 1), min(count, last - 1)))
