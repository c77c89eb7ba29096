"""Crawl the sites of the web farm by themselves, and compare what was captured with the farm's truth."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archive.store import Archive
from archive.warc.captures import Capture, safe_uri
from archive.warc.outcomes import PRESENT
from archive.warc.reader import captures
from tests.support.farm import Farm


def write_sites(running: Farm, folder: Path, only: Sequence[str] = (), more: str = "") -> list[str]:
    """Write site files for the farm's sites, as a person would; return their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = []
    for site in running.ready["sites"]:
        if only and site["id"] not in only:
            continue
        lists = [(site["list_url"], "reports"), (site["livelihood_list_url"], "livelihood")]
        text = f'name: {site["division"]}\ndivision: "{site["code"]}"\nhomepage: {site["home_url"]}\n'
        text += f"family: {site['family']}\nallow_private: true\n{more}lists:\n"
        text += "".join(f"  - url: {url}\n    kind: {kind}\n" for url, kind in lists if url)
        (folder / f"{site['id']}.yaml").write_text(text, "utf-8")
        ids.append(site["id"])
    return ids


def command(data: Path, sites: Path, run: int, ids: Sequence[str]) -> list[str]:
    return [
        sys.executable,
        "-m",
        "spiders.crawl",
        "--data",
        str(data),
        "--sites",
        str(sites),
        "--run",
        str(run),
        *ids,
    ]


def crawl(data: Path, sites: Path, run: int, ids: Sequence[str], timeout: float = 300) -> dict[str, Any]:
    done = subprocess.run(
        command(data, sites, run, ids),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return summary


def captured(data: Path, run: int) -> dict[str, list[Capture]]:
    found: dict[str, list[Capture]] = defaultdict(list)
    for path in sorted((data / "warc").glob(f"run-{run:06d}-*.warc.gz")):
        for capture in captures(path):
            found[capture.url].append(capture)
    return found


def outcomes(data: Path, run: int) -> dict[tuple[str, str], str]:
    return {
        (url, str(i)): capture.fields.outcome
        for url, found in captured(data, run).items()
        for i, capture in enumerate(found)
        if capture.fields
    }


def take_in(data: Path, run: int) -> None:
    with Archive.open(data, holder="test") as archive:
        number = archive.start_run("nightly", {"night": run})
        for path in archive.warc_files():
            archive.take_in(number, path)
        archive.finish_run(number, "ok", {})


def complete(running: Farm, data: Path, run: int, night: int, ids: Sequence[str]) -> None:
    """Check that everything in the truth was captured, and nothing foreign or forbidden."""
    found = captured(data, run)
    for name, truth in running.truth(night).items():
        if name not in ids:
            continue
        for report in truth["reports"]:
            for url in (report["url"], report["attachment_url"]):
                answers = found.get(safe_uri(url), []) if url else []
                good = [a for a in answers if a.fields and a.fields.outcome in PRESENT]
                assert good or not url, f"{name}: {url} was not captured"
        foreign = [url for url in (*truth["offsite"], *truth["disallowed"]) if safe_uri(url) in found]
        assert not foreign, foreign
        assert not [url for url in truth["negatives"] if safe_uri(url) in found]


def polite(running: Farm, night: int, ids: Sequence[str]) -> dict[str, Any]:
    figures = running.audit(night)
    assert "_trap" not in figures
    assert not set(running.crowded(night)) & set(ids)
    for name in ids:
        site = figures[name]
        assert site["robots_violations"] == 0, name
        assert site["never_linked"] == 0, (name, site["never_linked_paths"])
        if site["crawl_delay"]:
            assert site["min_interval"] >= site["crawl_delay"], name
    return figures
