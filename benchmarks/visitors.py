"""How pages answer while visitors' SQL fills its pool, and how long a query string of 1,000 parameters takes.

    python -m benchmarks.visitors DATA [--queries 200] [--addresses 1] [--rounds 20]

DATA is a data folder; where it holds no archive, one of 2,200 invented documents is made. QUERIES endless SQL
queries are sent at once, and each again
a second after its answer; meanwhile front page, search and a report are requested ROUNDS times each, one
request after the other. `--addresses` says from how many visitors the queries seem to come (X-Forwarded-For,
which the server believes of a proxy on its own machine). Prints one JSON line.

Fangzhi 0.1 on two busy cores, 2026-11-28: 1,000 parameters took 4 s a page (mean of 11 requests), and under 200
queries 15 page requests had not all been answered after 350 s.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

from benchmarks.browsing import milliseconds
from benchmarks.screenshots import serving
from benchmarks.side_by_side import fill

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
PARAMETERS = 1_000


def status_of(address: str, visitor: str = "192.0.2.1") -> int:
    """Request an address and return its status."""
    request = urllib.request.Request(address, headers={"X-Forwarded-For": visitor})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def seconds(address: str) -> float:
    """Request an address and return how long it took; it must answer with a page, or refuse the question."""
    began = time.perf_counter()
    status = status_of(address, "198.51.100.1")
    if status not in (200, 400):
        raise SystemExit(f"{address[:80]} answered {status}")
    return time.perf_counter() - began


def under_load(
    server: str, paths: dict[str, str], queries: int, addresses: int, rounds: int
) -> dict[str, object]:
    """Time the pages while the endless queries run."""
    stop, statuses = threading.Event(), Counter[int]()
    endless = f"{server}/archive.json?{urllib.parse.urlencode({'sql': ENDLESS})}"

    def hammer(number: int) -> None:
        while not stop.is_set():
            statuses[status_of(endless, f"203.0.113.{number % addresses + 1}")] += 1
            time.sleep(1)

    threads = [threading.Thread(target=hammer, args=(number,), daemon=True) for number in range(queries)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    times = {name: [seconds(server + path) for _ in range(rounds)] for name, path in paths.items()}
    stop.set()
    for thread in threads:
        thread.join(150)
    return {
        "pages_ms": {name: milliseconds(found) for name, found in times.items()},
        "answers to the queries": {str(status): count for status, count in sorted(statuses.items())},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--addresses", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    if not (chosen.data / "archive.db").exists():
        fill(chosen.data, 2_200)
    db = sqlite3.connect(chosen.data / "archive.db")
    (document,) = db.execute("select min(id) from documents where kind = 'work_report'").fetchone()
    db.close()
    paths = {
        "front page": "/",
        "search": f"/search?q={urllib.parse.quote('居民')}",
        "report": f"/document/{document}",
    }
    many = "&".join(f"p{number}=1" for number in range(PARAMETERS))
    with serving(chosen.data) as server:
        for path in paths.values():
            seconds(server + path)
        wide = {
            name: milliseconds([seconds(f"{server}{path}{many}") for _ in range(5)])
            for name, path in (
                ("search", "/search?"),
                ("changes", "/changes?"),
                ("a table", "/archive/documents?"),
            )
        }
        loaded = under_load(server, paths, chosen.queries, chosen.addresses, chosen.rounds)
    print(json.dumps({f"{PARAMETERS} parameters, ms": wide, **loaded}, ensure_ascii=False))


if __name__ == "__main__":
    main()
