"""Measure the nightly run over scenario B of ../shared/webfarm, with the browser extra and without it.

    python -m benchmarks.mechanisms [with] [without]

The site files are written by `fangzhi site new` from each home page alone; then four nights run. Prints a table for
each way (default: both): of each site its reports, those found and lost, and whether a loss is reported. Exit 1 if a
report is lost with the browser extra, if one is lost in silence, if more than two sites are incomplete without the
extra, or if a version, a body or the farm's audit of politeness is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from archive.wording import counted
from spiders.config import sitefile
from tests.support import truth
from tests.support.engine import prefect_server
from tests.support.farm import Farm, farm, manners

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
NIGHTS: Final = 4
WAYS: Final = {"with": "with the browser extra", "without": "without the browser extra"}
MOST_INCOMPLETE: Final = 2  # sites, without the browser extra
_REPORTING: Final = ("list_incomplete", "list_unread", "column_unknown", "report_continues", "reader_failed")


@dataclass(frozen=True, slots=True)
class Row:
    """One site: its reports on the last night on which it answered, how many are archived, and what reports a loss."""

    site: str
    family: str
    mechanisms: str
    reports: int
    found: int
    reported: tuple[str, ...]
    rendered: bool

    @property
    def lost(self) -> int:
        """Return how many reports are not archived."""
        return self.reports - self.found


@dataclass(slots=True)
class Result:
    """The nights of all sites; `faults` are wrong versions, bodies, fields and rude requests, one line each."""

    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    exit_codes: list[int] = field(default_factory=list)
    summaries: list[dict[str, Any]] = field(default_factory=list)

    @property
    def silent(self) -> list[Row]:
        """Return the sites that lost a report without any issue."""
        return [row for row in self.rows if row.lost and not row.reported]

    @property
    def incomplete(self) -> list[Row]:
        """Return the sites that lost a report or have an open account."""
        return [row for row in self.rows if row.lost or row.reported]

    def broken(self, way: str) -> list[str]:
        """Return what is not as promised for a way, one line each."""
        silent = [f"{row.site}: {counted(row.lost, 'report')} lost in silence" for row in self.silent]
        most = MOST_INCOMPLETE if way == "without" else 0
        many = [f"{counted(len(self.incomplete), 'site')} incomplete, at most {most} expected"]
        return [*self.faults, *silent, *(many if len(self.incomplete) > most else [])]


def hide_browser(folder: Path, env: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which Playwright is not installed; `folder` is created for it."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['playwright'] = None\n", "utf-8")
    return {**env, "PYTHONPATH": os.pathsep.join(filter(None, (str(folder), env.get("PYTHONPATH"))))}


def measure(running: Farm, env: Mapping[str, str], sites: Path, data: Path) -> Result:
    """Write the site files, run the nights, and compare the archive with the farm's truth after each."""
    result = Result()
    for site in running.ready["sites"]:
        fangzhi(env, "site", "new", site["home_url"], "--sites", sites)
    rows: dict[str, Row] = {}
    for number in range(1, NIGHTS + 1):
        running.night(number)
        done = fangzhi(env, "nightly", "--sites", sites, "--data", data, "--json")
        if not done.stdout:
            raise RuntimeError(f"night {number}: {done.stderr.strip()}")
        facts = running.truth(number)
        result.exit_codes.append(done.returncode)
        result.summaries.append(json.loads(done.stdout))
        rows |= {row.site: row for row in _rows(facts, sites, data)}
        result.faults += [f"night {number}: {line}" for line in _faults(running, number, facts, data)]
        wanted = sum(change["new_version"] for site in facts.values() for change in site["changes"])
        made = result.summaries[-1]["new_versions"]
        if number > 1 and made != wanted:
            result.faults.append(f"night {number}: {counted(made, 'new version')}, {wanted} expected")
    result.rows = [rows[name] for name in sorted(rows)]
    return result


def fangzhi(env: Mapping[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command."""
    return subprocess.run(
        [FANGZHI, *map(str, arguments)], env=dict(env), capture_output=True, text=True, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip


def _rows(facts: Mapping[str, Mapping[str, Any]], sites: Path, data: Path) -> list[Row]:
    """Return the row of each site that answers tonight; a blocked one keeps that of the night before."""
    files = {urlsplit(file.homepage).netloc: file for file in sitefile.load_folder(sites).values()}
    db = truth.connect(data)
    try:
        pages = truth.newest(db)
        issues = db.execute("SELECT site_id, code, about FROM issues WHERE closed_at IS NULL").fetchall()
    finally:
        db.close()
    rows = []
    for name, site in facts.items():
        if site["blocked"]:
            continue
        file = files.get(site["host"])
        found = sum(report["url"] in pages for report in site["reports"])
        codes = {row["code"] for row in issues if file and row["site_id"] == file.id}
        reported = sorted(codes & set(_REPORTING)) if file else ["no site file"]
        rows.append(
            Row(
                name, site["family"], ", ".join(map(str, site["mechanisms"])), len(site["reports"]), found,
                tuple(reported), bool(file and file.render),
            )
        )  # fmt: skip
    return rows


def _faults(running: Farm, number: int, facts: Mapping[str, Mapping[str, Any]], data: Path) -> list[str]:
    db = truth.connect(data)
    try:
        misses = [line for line in truth.misses(db, facts) if ": lost " not in line]
    finally:
        db.close()
    return misses + manners(running, number)


def table(result: Result) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [
        "| site | family | mechanisms | reports | found | lost | reported | rendered |",
        "|---|---|---|---:|---:|---:|---|---|",
    ]
    for row in result.rows:
        words = ", ".join(row.reported) or ("no" if row.lost else "–")
        lines.append(
            f"| {row.site} | {row.family} | {row.mechanisms} | {row.reports} | {row.found} | {row.lost} | {words} "
            f"| {'yes' if row.rendered else 'no'} |"
        )
    reports, found = (sum(getattr(row, name) for row in result.rows) for name in ("reports", "found"))
    incomplete = counted(len(result.incomplete), "site") + " incomplete"
    silent = f"{sum(row.lost for row in result.silent)} in silence"
    lines.append(f"| all | | | {reports} | {found} | {reports - found} | {incomplete}; {silent} | |")
    return lines


def run(way: str) -> Result:
    """Serve the farm and measure one way."""
    with tempfile.TemporaryDirectory(prefix="fangzhi-mechanisms-") as folder:
        work = Path(folder)
        with prefect_server(work / "prefect") as server, farm(SHARED, work, "scenario_b.json") as running:
            env = {**os.environ, **server}
            if way == "without":
                env = hide_browser(work / "hidden", env)
            return measure(running, env, work / "sites", work / "data")


def report(ways: Sequence[str]) -> tuple[list[str], list[str]]:
    """Measure each way; return the lines of the document, and what is not as promised."""
    lines: list[str] = []
    broken: list[str] = []
    for way in ways:
        result = run(way)
        wrong = [f"{WAYS[way]}: {line}" for line in result.broken(way)]
        counts = [one["new_versions"] for one in result.summaries]
        lines += [
            f"### {WAYS[way].capitalize()}", "", *table(result), "",
            f"New versions on nights 1–{NIGHTS}: {', '.join(map(str, counts))}. Exit codes: "
            f"{', '.join(map(str, result.exit_codes))} (two sites answer a challenge on night 4). Wrong bodies, fields "
            f"or versions, and rude requests: {len(result.faults)}.", "",
        ]  # fmt: skip
        lines += [*(f"- {line}" for line in wrong), ""] if wrong else []
        broken += wrong
    return lines, broken


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mechanisms",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("way", nargs="*", help="with, without (default: both)")
    chosen = parser.parse_args(arguments).way or list(WAYS)
    if unknown := [way for way in chosen if way not in WAYS]:
        parser.error(f"{unknown[0]}: with or without expected")
    if not SHARED.is_dir():
        print(f"{SHARED}: not there; the imitation sites are needed", file=sys.stderr)
        return 2
    lines, broken = report(chosen)
    print("\n".join(lines))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
