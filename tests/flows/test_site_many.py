"""`site survey` on a farm of synthetic sites: right verdicts, and the same table however often it is killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from spiders.config import sitefile
from tests.support.farm import Farm, farm
from tests.support.processes import until_none_works_in

FITTING = "works, no livelihood list"  # synthetic sites have a column of such lists, and nothing in it


@contextmanager
def synthetic(shared: Path, work: Path, count: int) -> Iterator[tuple[Farm, Path, dict[str, str]]]:
    """A farm of synthetic sites, a tenth each dead, moved, challenged; its home pages, right verdicts by code."""
    folder = shared / "webfarm"
    scenario = json.loads((folder / "synthetic.json").read_text("utf-8"))
    texts = [str(folder / name) for name in scenario["synthetic"]["content"]]
    scenario["synthetic"] |= {"sites": count, "content": texts}
    work.mkdir()
    (work / "scenario.json").write_text(json.dumps(scenario), "utf-8")
    with farm(shared, work, str(work / "scenario.json")) as running:
        sites = running.truth(1)
        right = {}
        for number, (name, site) in enumerate(sites.items()):
            match number % 30:
                case 3:
                    running.fault(name, "reset")
                    right[site["code"]] = "unreachable"
                case 13:
                    running.fault(name, "block", how="412")
                    right[site["code"]] = "challenged"
                case 23:
                    running.fault(name, "ssrf", to="trap", path="^/$")
                    right[site["code"]] = "moved"
                case _:
                    right[site["code"]] = FITTING
        homes = work / "homes.tsv"
        rows = (f"{site['code']}\t{site['division']}\t{site['home_url']}\n" for site in sites.values())
        homes.write_text("code\tname\thomepage\n" + "".join(rows), "utf-8")
        yield running, homes, right


def command(data: Path, homes: Path, *more: str) -> list[str]:
    main = "from flows.cli import main; main()"
    return [
        sys.executable, "-c", main, "site", "survey", "all", "--homepages", str(homes), "--data", str(data),
        "--json", *more,
    ]  # fmt: skip


def survey(data: Path, homes: Path, *more: str, code: int = 1) -> dict[str, Any]:
    done = subprocess.run(command(data, homes, *more), capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def killed(data: Path, homes: Path, rows: int) -> None:
    """Start a survey and kill it when its journal has some more rows."""
    journal = data / "site-survey.jsonl"

    def lines() -> int:
        return journal.read_bytes().count(b"\n") if journal.exists() else 0

    target = lines() + rows
    with subprocess.Popen(
        command(data, homes), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while lines() < target and process.poll() is None:
            time.sleep(0.02)
        process.kill()
    until_none_works_in(data)  # its crawl notices that it is alone, and may still be at a site


def table(summary: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    names = ("result", "fits", "years", "id")
    return {row["code"]: tuple(row[name] for name in names) for row in summary["sites"]}


def check_all(shared: Path, tmp_path: Path, count: int, kills: int) -> None:
    with synthetic(shared, tmp_path / "farm", count) as (running, homes, right):
        data = tmp_path / "data"
        for _ in range(kills):
            killed(data, homes, max(1, count // (kills + 2)))
        summary = survey(data, homes)
        assert {code: row[0] for code, row in table(summary).items()} == right
        fitting = sum(result == FITTING for result in right.values())
        assert (summary["fitting"], summary["left"]) == (fitting, 0)
        figures, crowded = running.audit(), running.crowded()
        undisturbed = survey(tmp_path / "other", homes) if kills else summary
    assert table(undisturbed) == table(summary)
    assert "_trap" not in figures
    assert crowded == []
    assert sum(site["robots_violations"] for site in figures.values()) == 0
    # What fits is written and verified; nothing else is.
    written = sitefile.load_folder(data / "sites")
    assert sum(site.verified is not None for site in written.values()) == fitting
    assert {site.division for site in written.values() if site.verified} == {
        code for code, result in right.items() if result == FITTING
    }
    # Once more: all of it is there already. The list of those that wait is worst first.
    waiting = json.loads((data / "site-survey.json").read_text("utf-8"))["sites"]
    assert [row["result"] for row in waiting[: count - fitting]] == sorted(
        (result for result in right.values() if result != FITTING),
        key=["unreachable", "challenged", "moved"].index,
    )
    assert survey(data, homes)["sites"] == summary["sites"]


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
@pytest.mark.timeout(900)
def test_a_survey_of_thirty_hosts_killed_twice(shared: Path, tmp_path: Path) -> None:
    check_all(shared, tmp_path, 30, 2)


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_survey_of_three_hundred_hosts_killed_five_times(shared: Path, tmp_path: Path) -> None:
    check_all(shared, tmp_path, 300, 5)


@pytest.mark.ci
@pytest.mark.farm
@pytest.mark.shared
def test_a_survey_takes_a_part_and_resumes(shared: Path, tmp_path: Path) -> None:
    with synthetic(shared, tmp_path / "farm", 4) as (_, homes, right):
        data = tmp_path / "data"
        first = survey(data, homes, "--most", "2")
        assert (len(first["sites"]), first["left"]) == (2, 2)
        second = survey(data, homes)
        assert {row["code"]: row["result"] for row in second["sites"]} == right
        # The unreachable one is back: only those that wait are surveyed again.
        (waiting,) = (row for row in second["sites"] if not row["fits"])
        assert waiting["result"] == "unreachable" and waiting["path"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "give the ids of sites, or --all, or --unverified"),
        (["check", "x", "--all"], "give the ids of sites, or --all, or --unverified"),
        (["survey", "99"], "99: no home page is known below it"),
        (["survey", "2x"], "2x: no home page is known below it"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], words: str, tmp_path: Path) -> None:
    main = "from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", main, "site", *arguments, "--data", str(tmp_path / "data")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and words in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()
