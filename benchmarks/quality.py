"""Write docs/quality.md: what the project reads, keeps and finds, measured over everything that has a truth.

    python -m benchmarks.quality [--without-farms]

Development sets, the small inputs of ../shared/cases, the hostile files, the seeds and the imitation sites, one table
each. The farms take some ten minutes. Exit 1 if a floor is broken or a check fails.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import evaluate, mechanisms
from benchmarks.scoring import Score
from parsers.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DOCUMENT = ROOT / "docs" / "quality.md"
FANGZHI = Path(sys.executable).parent / "fangzhi"
FARMS = (
    ("imitation sites, scenario A (nine families, five nights)", "tests/flows/test_farm.py"),
    ("imitation sites, scenario B (fourteen mechanisms, four nights)", "tests/flows/test_farm_b.py"),
    ("the five seeds, against ../shared/seeds/about.md", "tests/parsers/test_seeds.py"),
    ("hostile documents of our own", "tests/flows/test_hostile.py"),
    ("hostile WARC records of our own", "tests/archive/test_hostile_warc.py"),
    ("archives of 0.1 upgraded", "tests/archive/test_upgrade.py"),
)
NOT_MEASURED = (
    "Documents and sites that nobody of us has seen: the development sets are the half that the rules were made with;"
    " unseen ones are read less well.",
    "The truth of the development sets comes from one labeller each.",
    "Live sites: the imitation sites are built after saved pages; no government's site is contacted by a test.",
    "Sites that fill their lists by scripts that no reader understands: they are reported (`list_unread`), not read.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write the document, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description="Write docs/quality.md."
    )
    parser.add_argument("--without-farms", action="store_true", help="leave out what takes minutes")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"{SHARED}: not there; the development sets are needed", file=sys.stderr)
        return 2
    scores = evaluate.evaluate(evaluate.DEVSET)
    figures = {name: score.ratio for name, score in scores.metrics.items()}
    floors = json.loads(evaluate.FLOORS.read_text("utf-8"))
    broken = evaluate.fallen(figures | {"body 4-gram F1, mean": floors["body 4-gram F1, mean"]}, floors)
    held = [checked(name, path) for name, path in FARMS] if not options.without_farms else []
    farm_b, lost = mechanisms.report(list(mechanisms.WAYS)) if not options.without_farms else ([], [])
    title = (
        "## Scenario B: fourteen imitation sites, four nights, site files by `site new` from the home page"
    )
    tables = [title, "", *farm_b] if farm_b else []
    cases, faults = small_inputs()
    hostile, bad = hostile_files()
    lines = [
        "# Quality", "",
        f"Made by `python -m benchmarks.quality` on {datetime.date.today()}, parser {VERSION}. `make eval`"
        " holds the floors of the first table; they may rise, never fall.", "",
        "## Reading, on the development sets", "",
        "| measured | right | of | share | floor |", "|---|---:|---:|---:|---:|",
        *(row(name, score, floors) for name, score in sorted(scores.metrics.items())), "",
        "## Small inputs and hostile files of ../shared/cases", "",
        "| measured | right | of |", "|---|---:|---:|",
        f"| reading cases without a fault | {cases - len(faults)} | {cases} |",
        f"| hostile documents: a record, no traceback, under 60 s | {hostile - len(bad)} | {hostile} |", "",
        *([f"Faults: {', '.join(faults)}.", ""] if faults else []),
        *([f"Hostile documents that failed: {', '.join(bad)}.", ""] if bad else []),
        *tables,
        *(["## Whole runs", "", "| measured | result |", "|---|---|",
           *(f"| {name} | {result} |" for name, result, _ in held), ""] if held else []),
        "## What is not measured", "", *(f"- {line}" for line in NOT_MEASURED), "",
    ]  # fmt: skip
    DOCUMENT.write_text("\n".join(lines), encoding="utf-8")
    print(f"{DOCUMENT.relative_to(ROOT)} written; {len(broken)} floors broken")
    return 1 if broken or bad or lost or any(not good for *_, good in held) else 0


def row(name: str, score: Score, floors: dict[str, float]) -> str:
    """Return a metric as a row of the table."""
    floor = f"{floors[name]:.3f}" if name in floors else "–"
    return f"| {name} | {score.right:,} | {score.asked:,} | {score.ratio:.3f} | {floor} |"


def small_inputs() -> tuple[int, list[str]]:
    """Run ../shared/cases/check.py; return how many inputs there are and the names of those with a fault."""
    done = subprocess.run(
        [sys.executable, str(SHARED / "cases" / "check.py")],
        capture_output=True, text=True, env={**os.environ, "FZ": str(FANGZHI)}, cwd=ROOT, check=False,
    )  # fmt: skip
    total = re.search(r"^(\d+) cases", done.stdout, re.M)
    return int(total[1]) if total else 0, re.findall(r"^FAULT (\S+)", done.stdout, re.M)


def hostile_files() -> tuple[int, list[str]]:
    """Parse the hostile documents one by one; return how many there are and those without a record in time."""
    documents = sorted(p for p in (SHARED / "cases" / "hostile").iterdir() if p.suffix != ".gz")
    bad = []
    for path in documents:
        try:
            done = subprocess.run(
                [str(FANGZHI), "parse", str(path)], capture_output=True, text=True, timeout=60, check=False
            )
            json.loads(done.stdout)
            if "Traceback" in done.stderr:
                bad.append(path.name)
        except (subprocess.TimeoutExpired, ValueError):
            bad.append(path.name)
    return len(documents), bad


def checked(name: str, path: str) -> tuple[str, str, bool]:
    """Run a test file; return its name, pytest's last line and whether all passed."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not soak", path],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "FANGZHI_REQUIRE_SHARED": "1"}, check=False,
    )  # fmt: skip
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "no result"
    return name, re.sub(r" in [\d.]+s.*| \(\d.*\)", "", last), done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
