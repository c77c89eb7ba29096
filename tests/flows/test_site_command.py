"""`fangzhi site …` as a command: what it writes, and where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.test_cli import fangzhi
from tests.support.command_line import REPORT
from tests.support.farm import farm

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file that is part of the checkout."""
    skipped = {
        ".venv",
        ".git",
        ".pytest_cache",
        ".ruff_cache",
        ".mypy_cache",
        "__pycache__",
        ".import_linter_cache",
        ".hypothesis",  # the other tests' own notes, at any moment
    }
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and not skipped & set(path.relative_to(folder).parts)
    }


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_no_command_changes_the_checkout(shared: Path, tmp_path: Path) -> None:
    data, before = tmp_path / "data", tree(ROOT)
    (tmp_path / "farm").mkdir()
    with farm(shared, tmp_path / "farm") as running:
        home = running.truth(1)["shenhe"]["home_url"]
        name = run("site", "new", home, "--data", data, "--json")
        assert '"path": "' + str(data / "sites") in name.stdout
        (written,) = (data / "sites").glob("*.yaml")
        run("site", "check", written.stem, "--data", data)
        assert written.stem in run("site", "list", "--data", data).stdout
    assert tree(ROOT) == before
    assert not (Path.cwd() / "data" / "sites").exists()


@pytest.mark.ci
def test_no_command_on_files_and_archives_changes_the_checkout(tmp_path: Path) -> None:
    """Called in the checkout itself, where a stray relative path would show."""
    data, given, before = tmp_path / "data", tmp_path / "report.txt", tree(ROOT)
    given.write_text(REPORT, "utf-8")
    page = "http://www.qingxiu.example/gzbg/1.html"
    past = ("--site", "shenhe", "--years", "2020", "--from", "files", given)
    for code, arguments in (
        (0, ("parse", given)), (0, ("ingest", given, "--url", page)), (0, ("reparse",)), (0, ("verify",)),
        (0, ("status",)), (0, ("site", "list")), (0, ("export", "--format", "datapackage", tmp_path / "package")),
        (0, ("publish", tmp_path / "published")), (0, ("withdraw", page, "--why", "an invented page")),
        (1, ("backfill", *past)), (2, ("nightly",)),
    ):  # fmt: skip
        own = () if arguments[0] == "parse" else ("--data", data)
        done = fangzhi(*arguments, *own, cwd=ROOT)
        assert done.returncode == code, (arguments, done.stderr)
        assert tree(ROOT) == before, arguments


def test_a_night_without_a_verified_site_names_the_command_to_run_first(tmp_path: Path) -> None:
    done = run("nightly", "--data", tmp_path / "data", code=2)
    assert f"run `fangzhi site check --unverified --data {tmp_path / 'data'}` first" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_day_one_can_be_tried_offline(tmp_path: Path) -> None:
    """As docs/operations.md describes it: the demo's sites, `site new`, `nightly`, `status`."""
    data, before = tmp_path / "data", tree(ROOT)
    with subprocess.Popen(
        [sys.executable, "-m", "demo", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        try:
            assert demo.stdout
            lines = [demo.stdout.readline() for _ in range(5)]
            homes = [line.split()[0] for line in lines if line.startswith("http")]
            assert len(homes) == 4
            for home in homes[:2]:
                done = run("site", "new", home, "--data", data)
                assert "fitting (works" in done.stdout and "reports found: 2023-2025" in done.stdout
            night = run("nightly", "--data", data)
            assert " new versions, 0 quiet edits, 0 gone, 0 failed" in night.stdout
            assert "years 2023-2025" in run("status", "--data", data).stdout
            assert tree(ROOT) == before
        finally:
            demo.kill()
