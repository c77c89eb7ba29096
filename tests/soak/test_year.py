"""A year in an afternoon: the farm driven through many nights, unattended, with kills; held against its truth."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from spiders.config.settings import BEIJING
from tests.soak import driving, scenario, sitefiles
from tests.soak.driving import FANGZHI, Took
from tests.soak.expected import Expected, reported
from tests.support import truth
from tests.support.engine import prefect_server
from tests.support.farm import Farm, farm

pytestmark = [pytest.mark.shared, pytest.mark.farm, pytest.mark.xdist_group("soak")]


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_week(tmp_path: Path, shared: Path) -> None:
    live(tmp_path, shared, nights=6, seed=2, kill_share=0.5)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_year(tmp_path: Path, shared: Path) -> None:
    took = live(tmp_path, shared, nights=60, seed=7, kill_share=0.3)
    assert_flat(took)


def live(work: Path, shared: Path, *, nights: int, seed: int, kill_share: float) -> list[Took]:
    """Live through the nights; every morning must be the farm's events, the end the farm's truth."""
    scenario.generate(shared, work / "scenario.json", nights, seed)
    chance, expected = random.Random(seed), Expected(datetime.now(BEIJING).date())
    data, sites = work / "data", work / "sites"
    arguments = ["--data", str(data), "--sites", str(sites)]
    took: list[Took] = []
    wrong: list[str] = []
    with (
        prefect_server(work / "prefect") as server,
        farm(shared, work, str(work / "scenario.json")) as running,
    ):
        env = {**os.environ, **server, "SOAK_LOG": str(work / "nights.log")}
        sitefiles.write(running, sites)
        lasting, last_run = 20.0, 0
        for number in range(1, nights + 1):
            running.night(number)
            kills = (chance.random() < kill_share) + (chance.random() < kill_share / 3)
            took.append(driving.night(arguments, env, chance, kills=kills, lasting=lasting))
            lasting = took[-1].seconds
            news, last_run = mornings_since(data, last_run)
            due, said = expected.night(running.truth(number)), reported(news)
            wrong += [f"night {number}: not reported: {event}" for event in (due - said).elements()]
            wrong += [f"night {number}: reported without cause: {event}" for event in (said - due).elements()]
            print(f"night {number}: {took[-1]}, {sum(said.values())} reported")
        wrong += at_the_end(data, running, nights)
    assert wrong == []
    return took


def mornings_since(data: Path, last_run: int) -> tuple[list[dict[str, Any]], int]:
    """The news of every nightly run after `last_run`, and the id of the newest."""
    db = truth.connect(data)
    try:
        rows = db.execute(
            "SELECT id, summary FROM runs WHERE kind = 'nightly' AND id > ? ORDER BY id", (last_run,)
        ).fetchall()
    finally:
        db.close()
    assert rows, "the night left no run"
    assert all(row["summary"] for row in rows), "a run was left unfinished"
    return [one for row in rows for one in json.loads(row["summary"])["morning"]["news"]], rows[-1]["id"]


def at_the_end(data: Path, running: Farm, night: int) -> list[str]:
    """Where the archive is not the farm's truth, or not whole."""
    db = truth.connect(data)
    try:
        found = truth.misses(db, running.truth(night))
        found += versions_without_cause(db, running, night)
    finally:
        db.close()
    verified = subprocess.run([FANGZHI, "verify", "--data", str(data)], capture_output=True, text=True)
    return found + ([verified.stderr] if verified.returncode else [])


def versions_without_cause(db: sqlite3.Connection, running: Farm, nights: int) -> list[str]:
    """The archive's versions beside those that the farm's nights made: no more, no fewer."""
    first = running.truth(1)
    made = sum(len(site["reports"]) for site in first.values())
    for number in range(2, nights + 1):
        made += sum(
            change["new_version"] for site in running.truth(number).values() for change in site["changes"]
        )
    kept = truth.version_count(db)
    return [] if kept == made else [f"{kept} versions, the farm made {made}"]


def assert_flat(took: list[Took]) -> None:
    """The last third of the nights costs no more than the first, but for the very first crawl."""
    third = len(took) // 3
    early, late = took[1 : third + 1], took[-third:]
    for name, slack in (("cpu", 1.25), ("memory", 1.15), ("files", 1.15)):
        before, after = (mean(getattr(one, name) for one in nights) for nights in (early, late))
        assert after <= before * slack, f"{name} grows: {before:.1f} to {after:.1f}"
