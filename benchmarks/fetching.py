"""Compare the crawl's pages per second with a bare Scrapy spider: politeness off, the sites on the other core.

    python -m benchmarks.fetching FOLDER [--hosts 300] [--reports 12]

Serves synthetic sites of ../shared/webfarm on one core. On the other, first our crawl fetches them (robots.txt,
lists, pages, attachments, each one judged and in a WARC file on disk before the next), then a bare spider requests
the same addresses and only yields the responses; no pause between requests, one at a time per host, as many hosts
at once for both. Prints one JSON object. FOLDER must not exist.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.nation import SHARED, prepare, repeat, requests_of, scenario
from benchmarks.processes import Cost, cost_of
from tests.soak import sitefiles
from tests.support.farm import farm

SITES_AT_ONCE = 16
CRAWL_CORE, FARM_CORE = 0, 1


def pinned(*command: str) -> list[str]:
    """Return a command that stays on the crawl's core."""
    return ["taskset", "-c", str(CRAWL_CORE), sys.executable, "-m", *command]


def measured(cost: Cost, requests: int) -> dict[str, Any]:
    """What one of the two crawlers needed."""
    return {
        "exit code": cost.exit_code,
        "requests": requests,
        "pages a second": round(requests / cost.wall, 1),
        "wall s": round(cost.wall, 1),
        "CPU s": round(cost.cpu, 1),
        "memory peak MB": round(cost.peak / 1e6),
    }


def main() -> None:
    chosen, env = prepare(__doc__, hosts=300, reports=12, at_once=SITES_AT_ONCE)
    folder: Path = chosen.folder
    data, sites = folder / "data", folder / "sites"
    with farm(SHARED, folder, str(scenario(folder, chosen.hosts, chosen.reports))) as running:
        for task in Path(f"/proc/{running.process.pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), {FARM_CORE})
        sitefiles.write(running, sites)
        names = [path.stem for path in sorted(sites.glob("*.yaml"))]

        def crawl(run: int) -> Cost:
            options = ["--data", str(data), "--sites", str(sites), "--run", str(run)]
            return cost_of(pinned("spiders.crawl", *options, *names), env, folder / f"crawl-{run}.log")

        crawl(1)  # the farm renders a page on its first request: render all before either is timed
        ours = crawl(2)
        listing = folder / "requests.jsonl"
        count = repeat(running, 1, listing) // 2
        lines = listing.read_text("utf-8").splitlines(keepends=True)
        listing.write_text("".join(lines[count:]), "utf-8")
        bare = cost_of(
            pinned("benchmarks.bare", str(listing), str(SITES_AT_ONCE), "0"), env, folder / "bare.log"
        )
        seen = sum(1 for _ in requests_of(running.log, 1))
    assert seen == 3 * count, f"the two made different requests: {seen - 2 * count} and {count} requests"
    result = {
        "ratio: pages a second to a bare spider": round(bare.wall / ours.wall, 2),
        "hosts": chosen.hosts,
        "reports a host": chosen.reports,
        "hosts at once": SITES_AT_ONCE,
        "crawl": measured(ours, count),
        "bare spider": measured(bare, count),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
