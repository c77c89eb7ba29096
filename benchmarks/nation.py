"""Measure a nation of synthetic hosts: the first crawl, then a night without changes, and a bare spider.

    python -m benchmarks.nation FOLDER [--hosts 1000] [--reports 10] [--delay 1.0]

Serves HOSTS sites of ../shared/webfarm, one host each, runs `fangzhi nightly` twice, with one request at
a time per host and DELAY seconds between two, then has a bare Scrapy spider make the second night's requests
again, conditional headers included. Prints one JSON object, ratios first, with the projection to every county of
China (docs/scale.md): each figure in proportion to hosts × reports. FOLDER must not exist.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.processes import Cost, cost_of
from tests.soak import sitefiles
from tests.support.farm import Farm, farm

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("FANGZHI_SHARED", HERE.parent.parent / "shared"))
FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
NATION_HOSTS, NATION_REPORTS = 2850, 20
# Headers of a conditional request, which a server can answer with 304.
CONDITIONS = ("if-none-match", "if-modified-since")
SITES_AT_ONCE = 64
NEGATIVES = 10


def scenario(folder: Path, hosts: int, reports: int) -> Path:
    """Return a scenario of synthetic sites without a change on night 2."""
    given = json.loads((SHARED / "webfarm" / "synthetic.json").read_text("utf-8"))
    rule = given["synthetic"]
    texts = [str((SHARED / "webfarm" / name).resolve()) for name in rule["content"]]
    rule |= {
        "sites": hosts,
        "reports_per_site": reports,
        "content": texts,
        "nights": {},
        "negatives": NEGATIVES,
    }
    path = folder / "scenario.json"
    path.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    return path


def site_files(running: Farm, folder: Path, delay: float) -> None:
    """Write site files for all hosts, each with a pause of `delay` seconds between two requests."""
    sitefiles.write(running, folder)
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("delay: 0\n", f"delay: {delay}\n"), "utf-8")


def requests_of(log: Path, night: int) -> Iterator[dict[str, Any]]:
    """Return the requests of a night from the farm's access log."""
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if entry.get("night") == night and "path" in entry:
                yield entry


def repeat(running: Farm, night: int, target: Path) -> int:
    """Write a night's requests to a file for the bare spider; return their number."""
    hosts = {site["id"]: site["host"] for site in running.ready["sites"]}
    count = 0
    with target.open("w", encoding="utf-8") as file:
        for entry in requests_of(running.log, night):
            headers = {name: entry["headers"][name] for name in CONDITIONS if name in entry["headers"]}
            headers["accept-encoding"] = "gzip, deflate"
            url = f"http://{hosts[entry['site']]}{entry['path']}"
            file.write(json.dumps({"url": url, "headers": headers}) + "\n")
            count += 1
    return count


def measured(cost: Cost, running: Farm, night: int, data: Path) -> dict[str, Any]:
    """Return what a night cost and transferred."""
    entries = list(requests_of(running.log, night))
    return {
        "exit code": cost.exit_code,
        "wall s": round(cost.wall, 1),
        "CPU s": round(cost.cpu, 1),
        "memory peak MB": round(cost.peak / 1e6),
        "memory MB in each tenth of the night": cost.over_time,
        "requests": len(entries),
        "conditional": sum(any(name in entry["headers"] for name in CONDITIONS) for entry in entries),
        "answered 304": sum(entry["status"] == 304 for entry in entries),
        "bytes fetched": sum(entry["bytes"] for entry in entries),
        "WARC bytes": sum(path.stat().st_size for path in (data / "warc").glob("*")),
        "database bytes": (data / "archive.db").stat().st_size,
        "versions": _count(data, "versions"),
        "documents": _count(data, "documents"),
    }


def _count(data: Path, table: str) -> int:
    db = sqlite3.connect(f"file:{data / 'archive.db'}?mode=ro", uri=True)
    try:
        (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    finally:
        db.close()
    return int(count)


def projection(first: Mapping[str, Any], quiet: Mapping[str, Any], hosts: int) -> dict[str, Any]:
    """Project to every county for twenty years, in proportion to documents (bytes) and to requests (CPU, time)."""
    documents = NATION_HOSTS * NATION_REPORTS
    by_document = documents / max(1, first["documents"])
    by_host = NATION_HOSTS / hosts
    # A quiet night requests robots.txt and the lists once per host, and every known page once.
    pages = quiet["documents"]
    frame = max(0, quiet["requests"] - pages)
    requests = frame * by_host + pages * by_document
    a_host = requests / NATION_HOSTS
    return {
        "documents": documents,
        "first crawl CPU h": round(first["CPU s"] * by_document / 3600, 1),
        "first crawl WARC GB": round(first["WARC bytes"] * by_document / 1e9, 1),
        "database GB": round(first["database bytes"] * by_document / 1e9, 1),
        "quiet night requests": round(requests),
        "quiet night CPU min": round(quiet["CPU s"] / quiet["requests"] * requests / 60, 1),
        "quiet night WARC GB": round(
            (quiet["WARC bytes"] - first["WARC bytes"]) / quiet["requests"] * requests / 1e9, 3
        ),
        "requests a host and night": round(a_host, 1),
        "quiet night wall h, 2 s a request, all hosts in waves of 128": round(
            a_host * 2 * -(-NATION_HOSTS // 128) / 3600, 1
        ),
    }


def prepare(
    description: str | None, *, hosts: int, reports: int, at_once: int
) -> tuple[argparse.Namespace, dict[str, str]]:
    """Return the command line (`folder`, `hosts`, `reports`; the numbers are defaults) and the environment of a crawl.

    The data folder gets its settings (`at_once` sites at once), and compiled modules go below `folder`.
    """
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hosts", type=int, default=hosts)
    parser.add_argument("--reports", type=int, default=reports)
    chosen = parser.parse_args()
    data: Path = chosen.folder / "data"
    data.mkdir(parents=True)
    (data / "fangzhi.toml").write_text(f"[crawl]\nsites_at_once = {at_once}\n", "utf-8")
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(chosen.folder / "pycache")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return chosen, env


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--delay", type=float, default=1.0)
    chosen = parser.parse_args()
    folder: Path = chosen.folder
    folder.mkdir(parents=True)
    data, sites = folder / "data", folder / "sites"
    data.mkdir()
    (data / "fangzhi.toml").write_text(f"[crawl]\nsites_at_once = {SITES_AT_ONCE}\n", "utf-8")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    # As installed: bytecode is compiled once, by the first night, and not by every process again.
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "pycache")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [FANGZHI, "nightly", "--quiet", "--data", str(data), "--sites", str(sites)]
    with farm(SHARED, folder, str(scenario(folder, chosen.hosts, chosen.reports))) as running:
        site_files(running, sites, chosen.delay)
        nights = []
        for number in (1, 2):
            running.night(number)
            cost = cost_of(command, env, folder / f"night-{number}.log")
            nights.append(measured(cost, running, number, data))
        listing = folder / "requests.jsonl"
        count = repeat(running, 2, listing)
        running.night(2)
        rival = [
            sys.executable,
            "-m",
            "benchmarks.bare",
            str(listing),
            str(SITES_AT_ONCE * 2),
            str(chosen.delay),
        ]
        bare = cost_of(rival, env, folder / "bare.log")
    first, quiet = nights
    print(
        json.dumps(
            {
                "ratio: CPU of a quiet night to a bare spider": round(quiet["CPU s"] / bare.cpu, 2),
                "ratio: wall of a quiet night to a bare spider": round(quiet["wall s"] / bare.wall, 2),
                "new versions on the quiet night": quiet["versions"] - first["versions"],
                "hosts": chosen.hosts,
                "reports a host": chosen.reports,
                "delay s": chosen.delay,
                "first crawl": first,
                "quiet night": quiet,
                "bare spider": {
                    "requests": count,
                    "wall s": round(bare.wall, 1),
                    "CPU s": round(bare.cpu, 1),
                    "memory peak MB": round(bare.peak / 1e6),
                },
                "projection to 2,850 hosts x 20 reports": projection(first, quiet, chosen.hosts),
            },
            ensure_ascii=False,
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
