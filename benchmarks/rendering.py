"""Measure what a rendered list costs beside the same crawl without a browser: time, CPU, memory, requests, bytes.

    python -m benchmarks.rendering FOLDER [--pages 12]

Serves an invented site whose list only its own script can fill, and crawls the list twice, once without and once with
`render: lists`; articles are not fetched. Prints one JSON object. FOLDER must not exist.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from archive.warc.reader import captures
from benchmarks.processes import cost_of
from tests.support.scripted_site import PER_PAGE, ScriptedSite, scripted_site

BESIDE = 4  # requests besides the pages' data: robots.txt, the list's page, its script, its style sheet


def measured(folder: Path, site: ScriptedSite, *keys: str) -> dict[str, Any]:
    """Crawl the list with a site file that has these keys; return what it cost."""
    folder.mkdir()
    (folder / "qinglan.yaml").write_text(site.file(*keys), "utf-8")
    site.requests.clear()
    log = folder / "log"
    command = [sys.executable, "-m", "spiders.crawl", "--data", str(folder / "data"), "--sites", str(folder),
               "--run", "1", "qinglan"]  # fmt: skip
    cost = cost_of(command, os.environ, log)
    if cost.exit_code:
        raise SystemExit(log.read_text("utf-8"))
    visit = json.loads(log.read_text("utf-8").splitlines()[-1])["sites"]["qinglan"]
    warc = list((folder / "data" / "warc").iterdir())
    stored = [one.length for path in warc for one in captures(path) if one.record_type == "conversion"]
    return {
        "list": visit["lists"][0]["state"],
        "rows": visit["lists"][0]["rows"],
        "requests": len(site.requests),
        "wall s": round(cost.wall, 1),
        "CPU s": round(cost.cpu, 1),
        "memory peak MB": round(cost.peak / 1e6),
        "WARC kB": round(sum(path.stat().st_size for path in warc) / 1000),
        "rendered rows kB": round(sum(stored) / 1000),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=12)
    chosen = parser.parse_args()
    chosen.folder.mkdir()
    with scripted_site() as site:
        site.years = range(2024, 2024 - chosen.pages * PER_PAGE, -1)
        without = measured(chosen.folder / "without", site)
        rendered = measured(
            chosen.folder / "rendered", site, "render: lists", f"max_requests: {BESIDE + chosen.pages}"
        )
    pages = chosen.pages
    values = {
        "pages": pages,
        "wall s a rendered page": round((rendered["wall s"] - without["wall s"]) / pages, 2),
        "CPU s a rendered page": round((rendered["CPU s"] - without["CPU s"]) / pages, 2),
        "without a browser": without,
        "rendered": rendered,
    }
    print(json.dumps(values, ensure_ascii=False))


if __name__ == "__main__":
    main()
