"""Faults of sites: each is a row with its outcome, and the other sites stay complete."""

from __future__ import annotations

import json
import subprocess
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.support.crawling import captured, command, complete, crawl, write_sites
from tests.support.farm import Farm

ARTICLES = r"/20\d{4}/"  # of xinyu: both of its reports


# fault, its parameters, the outcomes of its rows, whether the page is obtained in the end (None: either); those of
# test_faults_on_different_sites_are_rows_with_their_outcomes are not repeated
FAULTS = [
    ("block", {"how": "521"}, {"challenged"}, False),
    ("block", {"how": "403"}, {"blocked"}, False),
    ("block", {"how": "429"}, {"challenged"}, False),
    ("ssrf", {"to": "metadata"}, {"moved"}, False),
    ("drip", {"seconds": 30}, {"error"}, False),
    ("drip", {"seconds": 1}, set(), True),
    ("hang", {"seconds": 30}, {"error"}, False),
    ("long_length", {}, {"error"}, False),
    ("half_chunk", {}, {"error"}, False),
    ("endless", {"seconds": 30}, {"too_large"}, False),
    ("huge", {}, {"too_large"}, False),
    ("deep", {}, set(), True),
    ("nul", {}, set(), True),
    ("broken_utf8", {}, set(), True),
    *(
        ("bad_headers", {"how": how}, {"error"}, False)
        for how in ("bad_length", "status", "long", "not_http")
    ),
    *(("bad_headers", {"how": how}, set(), None) for how in ("no_colon", "bytes")),
]


def faulty(running: Farm, tmp_path: Path, name: str, parameters: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the role and outcome of each capture of xinyu with a fault on its articles."""
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(running, sites, ["xinyu"])
    data.mkdir()
    # Without end, or nearly: only such an answer is to meet the limit, on a slow machine too.
    seconds = 4 if parameters.get("seconds") == 30 else 60
    (data / "fangzhi.toml").write_text(f"[crawl]\ntimeout = {seconds}\n", "utf-8")
    running.night(1)
    running.fault("xinyu", "all", off=1)
    running.fault("xinyu", name, path=ARTICLES.replace("\\", "%5C"), **parameters)
    try:
        crawl(data, sites, 1, ids)
    finally:
        running.fault("xinyu", "all", off=1)
    return [
        (str(c.fields.role), c.fields.outcome)
        for found in captured(data, 1).values()
        for c in found
        if c.fields
    ]


def check_fault(
    running: Farm,
    tmp_path: Path,
    name: str,
    parameters: dict[str, Any],
    wanted: set[str],
    obtained: bool | None,
) -> None:
    rows = faulty(running, tmp_path, name, parameters)
    articles = [outcome for role, outcome in rows if role == "article"]
    assert {outcome for role, outcome in rows if role != "article"} == {"ok"}
    if obtained is None:
        assert articles and set(articles) <= {"ok", "error"}
        return
    assert set(articles) - {"ok"} == wanted
    assert ("ok" in articles) is obtained
    assert "_trap" not in running.audit()


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_faults_on_different_sites_are_rows_with_their_outcomes(served: Farm, tmp_path: Path) -> None:
    faults: dict[str, tuple[str, dict[str, Any], str, set[str]]] = {
        "shenhe": ("503", {"k": 2, "retry_after": 1}, "/t20", {"error", "ok"}),
        "longgang": ("block", {"how": "412"}, "post_", {"challenged"}),
        "futian": ("ssrf", {"to": "trap"}, "post_", {"moved"}),
        "shahekou": ("gzip_bomb", {"mb": 128}, "detail", {"too_large"}),
        "guangzhou": ("reset", {}, "/c/20", {"error"}),
        "shenyang": ("loop", {}, "/info/", {"moved", "error"}),
        "xinyu": ("cookie", {}, "/c1", {"moved", "ok"}),
    }
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(served, sites, [*faults, "wenku"])
    served.night(1)
    for name, (fault, parameters, path, _) in faults.items():
        served.fault(name, fault, path=path, **parameters)
    try:
        summary = crawl(data, sites, 1, ids)
    finally:
        served.fault("*", "all", off=1)
    rows = defaultdict(set)
    for found in captured(data, 1).values():
        for capture in found:
            if capture.fields and capture.fields.role == "article":
                rows[str(capture.fields.site)].add(capture.fields.outcome)
    assert rows == {name: outcomes for name, (*_, outcomes) in faults.items()} | {"wenku": {"ok"}}
    assert set(summary["left"]) == {"longgang"}  # challenged: left alone after one request
    assert "_trap" not in served.audit()


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
@pytest.mark.parametrize(("name", "parameters", "wanted", "obtained"), FAULTS)
def test_every_fault_is_a_row_with_its_outcome(
    served: Farm,
    tmp_path: Path,
    name: str,
    parameters: dict[str, Any],
    wanted: set[str],
    obtained: bool | None,
) -> None:
    check_fault(served, tmp_path, name, parameters, wanted, obtained)


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_all_faults_at_once_leave_the_other_sites_complete(served: Farm, tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(served, sites)
    data.mkdir()
    (data / "fangzhi.toml").write_text("[crawl]\ntimeout = 10\n", "utf-8")
    served.night(1)
    faults = {
        "longgang": ("huge", {}), "futian": ("gzip_bomb", {}), "shahekou": ("endless", {}), "guangzhou": ("hang", {}),
        "shenyang": ("deep", {}), "xinyu": ("ssrf", {"to": "trap"}), "bayannur": ("reset", {}),
    }  # fmt: skip
    for name, (fault, parameters) in faults.items():
        served.fault(name, fault, **parameters)
    try:
        with subprocess.Popen(
            command(data, sites, 1, ids), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as process:
            peak = watched_memory(process)
            assert process.stdout
            summary = json.loads(process.stdout.read().splitlines()[-1])
        assert process.returncode == 0 and summary["whole"]
    finally:
        served.fault("*", "all", off=1)
    healthy = [name for name in ids if name not in faults or name == "shenyang"]
    complete(served, data, 1, 1, healthy)
    assert set(summary["left"]) == set(faults) - {"shenyang"}
    assert peak < 500


def watched_memory(process: subprocess.Popen[str]) -> int:
    """Return the most memory that a process used until its end, in MB."""
    peak = 0
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        for line in status.read_text().splitlines() if status.exists() else ():
            if line.startswith("VmHWM"):
                peak = max(peak, int(line.split()[1]) // 1024)
        time.sleep(0.2)
    return peak
