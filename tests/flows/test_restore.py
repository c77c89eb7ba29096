"""The restore drill of docs/operations.md: back up during a night, restore elsewhere, verify, go on."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from archive.store import Archive
from archive.verify import Tally, verify
from archive.warc.writer import prefix
from demo import sitefiles
from demo.server import DemoFarm
from tests.support.archive import HOST, REPORT, Night, dumped, read_all, rows

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
BACK_UP = Path(__file__).resolve().parents[2] / "ops" / "backup.sh"
BODY = "云溪区去年地区生产总值增长7.5%。"


def back_up(data: Path, target: Path) -> None:
    """As the timer does it: the database first, then the WARC files, which only grow."""
    subprocess.run(["sh", str(BACK_UP), str(data), str(target)], check=True, capture_output=True, text=True)


def night(folder: Path, number: int, pages: int) -> None:
    """Run a complete night: crawl and reading."""
    with Night(folder, number) as crawl:
        for page in range(pages):
            crawl.get(f"{HOST}/{page}.html", f"{BODY}第{page}页。")
    read(folder)


def read(folder: Path) -> None:
    with Archive.open(folder, holder="test") as archive:
        archive.recover()
        run = archive.start_run("nightly", {})
        for path in archive.warc_files():
            archive.take_in(run, path)
        read_all(archive, run)
        archive.finish_run(run, "ok", {})


@pytest.mark.ci
def test_a_backup_at_any_moment_of_a_night_is_complete(tmp_path: Path) -> None:
    data = tmp_path / "data"
    night(data, 1, 3)
    with Night(data, 2) as crawl:
        crawl.get(REPORT, BODY)
        back_up(data, tmp_path / "crawling")
        with Archive.open(data, holder="nightly") as archive:
            run = archive.start_run("nightly", {"night": 2})
            for path in archive.warc_files():
                archive.take_in(run, path)
            back_up(data, tmp_path / "taken")
            read_all(archive, run)
            back_up(data, tmp_path / "read")
            archive.finish_run(run, "ok", {})
    for moment in ("crawling", "taken", "read"):
        restored = tmp_path / moment
        assert list(verify(restored, Tally())) == [], moment
        read(restored)
        assert list(verify(restored, Tally())) == [], moment
        assert dumped(restored) == dumped(data), moment
        assert rows(restored, "PRAGMA integrity_check") == [("ok",)]


def test_a_second_backup_copies_only_what_is_new(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "backup"
    night(data, 1, 2)
    back_up(data, target)
    first = {path.name: path.stat().st_mtime_ns for path in (target / "warc").iterdir()}
    night(data, 2, 2)
    back_up(data, target)
    after = {path.name: path.stat().st_mtime_ns for path in (target / "warc").iterdir()}
    assert len(after) == len(first) + 1
    assert {name: after[name] for name in first} == first
    assert dumped(target) == dumped(data)


def test_a_backup_has_the_operators_files_as_they_are_now(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "backup"
    night(data, 1, 1)
    (data / "sites" / "recorded").mkdir(parents=True)
    for name in (
        "fangzhi.toml",
        "corrections.yaml",
        "robots.txt",
        "sites/old.yaml",
        "sites/recorded/old.warc.gz",
    ):
        (data / name).write_text(name, "utf-8")
    back_up(data, target)
    assert (target / "sites" / "recorded" / "old.warc.gz").read_text("utf-8") == "sites/recorded/old.warc.gz"
    (data / "sites" / "old.yaml").rename(data / "sites" / "new.yaml")
    back_up(data, target)
    copied = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert {"fangzhi.toml", "corrections.yaml", "robots.txt", "sites/new.yaml"} <= copied
    assert "sites/old.yaml" not in copied


def test_a_backup_that_fails_leaves_the_last_one(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "backup"
    night(data, 1, 2)
    back_up(data, target)
    kept = dumped(target)
    (data / "archive.db").write_bytes(b"not a database, by accident" * 100)
    for side in ("-wal", "-shm"):
        (data / f"archive.db{side}").unlink(missing_ok=True)
    with pytest.raises(subprocess.CalledProcessError):
        back_up(data, target)
    assert dumped(target) == kept


@pytest.fixture
def farm() -> Iterator[DemoFarm]:
    with DemoFarm() as farm:
        yield farm


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_the_drill_on_the_command_line(tmp_path: Path, farm: DemoFarm, engine: Mapping[str, str]) -> None:
    data, backup, elsewhere = tmp_path / "data", tmp_path / "backup", tmp_path / "elsewhere"
    sitefiles.write(farm.sites, tmp_path / "sites")

    def fangzhi(command: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [FANGZHI, command, "--json", "--data", str(folder), *more],
            env=dict(engine), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip

    sites = ("--sites", str(tmp_path / "sites"))
    assert fangzhi("nightly", data, *sites).returncode == 0
    farm.night = 2
    with subprocess.Popen(
        [FANGZHI, "nightly", "--quiet", "--data", str(data), *sites], env=dict(engine),
        stdin=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        while running.poll() is None:
            back_up(data, backup)
    shutil.copytree(backup, elsewhere)
    shutil.rmtree(data)
    assert fangzhi("verify", elsewhere).returncode == 0
    # The copied night is resumed if the copy was made before its end; the next one is an ordinary night.
    assert fangzhi("nightly", elsewhere, *sites).returncode == 0
    farm.night = 3
    done = fangzhi("nightly", elsewhere, *sites)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["edits"], summary["gone"], summary["new_documents"]) == (1, 1, 1)
    assert fangzhi("verify", elsewhere).returncode == 0
    db = sqlite3.connect(elsewhere / "archive.db")
    assert db.execute("SELECT count(*) FROM runs WHERE kind = 'nightly'").fetchone()[0] >= 2
    db.close()


def test_run_ids_are_not_reused_after_a_restore(tmp_path: Path) -> None:
    """The database is copied before the WARC files: what a later night captured must not answer for a new one."""
    night(tmp_path, 1, 1)
    (tmp_path / "warc" / f"{prefix(7, 0)}-00000.warc.gz").touch()
    with Archive.open(tmp_path, holder="nightly") as archive:
        run = archive.start_run("nightly", {"night": 8})
        assert run == 8
        assert archive.start_run("nightly", {"night": 8}) == run
