"""Run the benchmarks one after the other and write docs/performance.md.

    python -m benchmarks [NAME …]

Runs the named ones (all without a name), each in its own process and folder, stores what they print in
results.json beside this file, and rebuilds the table from all results stored there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
TABLE = HERE.parent / "docs" / "performance.md"
LIBRARIES = ("scrapy", "prefect", "datasette", "sqlite-utils", "warcio", "selectolax", "beautifulsoup4", "lxml",
             "trafilatura", "readability-lxml", "resiliparse", "gne", "distributed", "playwright")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A module of this package and its arguments (`{work}`: its own folder, `{archive}`: the large archive)."""

    module: str
    arguments: tuple[str, ...]
    about: str


BENCHMARKS = {
    "body": Benchmark("body", (), "Body text and whole records beside other extractors"),
    "parsing": Benchmark("parsing", (), "5,000 documents by 1 process, 2 processes and Dask with 2 workers"),
    "archive": Benchmark(
        "archive_at_scale", ("{archive}",), "The archive at 3,000 documents and where every county has twenty years"
    ),
    "browsing": Benchmark("browsing", ("{archive}/large",), "Pages over HTTP on the large archive, search indexes"),
    "side by side": Benchmark(
        "side_by_side", ("{work}/figures",), "Divisions side by side and promises, 60,000 documents"
    ),
    "visitors": Benchmark("visitors", ("{work}/visitors",), "Pages while 200 visitors' SQL queries run"),
    "fetching": Benchmark(
        "fetching", ("{work}/fetching",), "Pages a second beside a bare Scrapy spider, politeness off, 300 sites × 12"
    ),
    "listing": Benchmark("listing", (), "CPU that reading a list page takes, beside a bare parse for its links"),
    "rendering": Benchmark(
        "rendering", ("{work}/rendering",), "A list that a browser must render (`render: lists`), pauses off"
    ),
    "three hundred sites": Benchmark(
        "nation", ("{work}/sites", "--hosts", "300", "--reports", "12", "--delay", "0"),
        "300 sites × 12 reports in a night, and the night after it",
    ),
    "nation": Benchmark("nation", ("{work}/nation",), "A thousand hosts: first crawl, quiet night, a bare spider"),
    "hundred hosts": Benchmark(
        "nation", ("{work}/hosts", "--hosts", "100", "--reports", "10", "--delay", "0"),
        "100 hosts × 10 reports: first crawl, quiet night, a bare spider",
    ),
}  # fmt: skip


def run(benchmark: Benchmark, work: Path, archive: Path) -> dict[str, Any]:
    """Return what a benchmark printed, as names and values."""
    arguments = [part.format(work=work, archive=archive) for part in benchmark.arguments]
    command = [sys.executable, "-m", f"benchmarks.{benchmark.module}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    return printed(done.stdout)


def printed(text: str) -> dict[str, Any]:
    """Return the JSON objects in a benchmark's output, merged."""
    values: dict[str, Any] = {}
    decoder, at = json.JSONDecoder(), 0
    while (at := text.find("{", at)) >= 0:
        value, at = decoder.raw_decode(text, at)
        values |= value
    return values


def machine() -> dict[str, str]:
    """Return the machine that the figures were measured on, and the libraries."""
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file() and (name := re.search(r"model name\s*: (.{1,100})", cpuinfo.read_text("utf-8"))):
        model = name[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "machine": f"{os.cpu_count()} × {model}, {memory:.0f} GB",
        "Python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "libraries": ", ".join(_versions()),
        "measured on": date.today().isoformat(),
        "load at the start": f"{os.getloadavg()[0]:.1f}",
    }


def _versions() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} not installed"


def rows(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Return nested values as flat rows; at each level ratios first, then plain values, then nested ones."""
    order = sorted(values.items(), key=lambda item: (isinstance(item[1], Mapping), "ratio" not in item[0]))
    for name, value in order:
        path = f"{above} · {name}" if above else name
        if isinstance(value, Mapping):
            yield from rows(value, path)
        elif isinstance(value, list):
            yield path, ", ".join(map(_number, value))
        else:
            yield path, _number(value)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def page(results: Mapping[str, Any]) -> str:
    """Return docs/performance.md. A result's `note`, written by hand, is printed below its table."""
    lines = [
        "# Performance",
        "",
        "Generated by `make bench` (`python -m benchmarks`); rivals are measured in the same run. Ratios first.",
    ]
    for name in BENCHMARKS:
        if name not in results:
            continue
        result = results[name]
        lines += ["", f"## {BENCHMARKS[name].about}", ""]
        lines += [f"{key}: {value}  " for key, value in result["machine"].items()]
        lines += [f"took: {result['seconds']:,} s", "", "| figure | value |", "|---|---:|"]
        lines += [f"| {_cell(figure)} | {_cell(value)} |" for figure, value in rows(result["values"])]
        if note := result.get("note"):
            lines += ["", f"> {note}"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {'; '.join(BENCHMARKS)}")
    names = parser.parse_args().names or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no benchmark named {unknown[0]!r}; there are: {'; '.join(BENCHMARKS)}")
    if "browsing" in names and "archive" not in names:
        parser.error("browsing needs what 'archive' makes: name both")
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    results = {name: result for name, result in results.items() if name in BENCHMARKS}
    with tempfile.TemporaryDirectory(prefix="fangzhi-bench-") as folder:
        for number, name in enumerate(names):
            print(f"{name} …", file=sys.stderr, flush=True)
            work = Path(folder, str(number))
            work.mkdir()
            began = time.monotonic()
            values = run(BENCHMARKS[name], work, Path(folder, "large"))
            seconds = round(time.monotonic() - began)
            results[name] = {"machine": machine(), "seconds": seconds, "values": values}
            RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
            TABLE.write_text(page(results), "utf-8")


if __name__ == "__main__":
    main()
