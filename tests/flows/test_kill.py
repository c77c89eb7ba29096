"""Pull the plug at any moment: acknowledged data is kept, and a resumed run ends like an undisturbed one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from archive.database import dump
from demo import sitefiles
from demo.server import DemoFarm
from tests.support.processes import until_none_works_in

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
pytestmark = pytest.mark.xdist_group("kill")


@pytest.fixture(scope="module")
def farm() -> Iterator[DemoFarm]:
    with DemoFarm() as farm:
        yield farm


@pytest.fixture(scope="module")
def sites(farm: DemoFarm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites")
    sitefiles.write(farm.sites, folder)
    return folder


def run(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Run to the end; how long it took."""
    start = time.monotonic()
    done = subprocess.run(
        command, env=dict(env), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return time.monotonic() - start


def kill(command: Sequence[str], env: Mapping[str, str], after: float) -> bool:
    """Start a command, kill -9 its process group after some seconds; return whether it was still running."""
    with subprocess.Popen(
        command, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
    return False


def contents(data: Path) -> str:
    db = sqlite3.connect(f"file:{data / 'archive.db'}?mode=ro", uri=True)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return dump.text(db)
    finally:
        db.close()


def finished(data: Path) -> int:
    """How many runs have ended."""
    if not (data / "archive.db").exists():
        return 0
    with closing(sqlite3.connect(data / "archive.db")) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchone():
            return 0
        count: int = db.execute("SELECT count(*) FROM runs WHERE finished_at IS NOT NULL").fetchone()[0]
        return count


def disturbed(
    command: Sequence[str], env: Mapping[str, str], data: Path, lasting: float, kills: int, seed: int
) -> Iterator[None]:
    """Kill the command at seeded random moments until its run has ended, again from the start until so many
    blows have struck an unfinished run; each time it has come to its end, the caller may look.

    A run that ended before the first blow has less time to live the next time: how long one takes depends on
    what else the machine does. A call after its end would be another night, so it is not called again then.
    """
    moments = random.Random(seed)
    ended = finished(data)
    before = data.with_name(f"{data.name}-before")
    if data.exists():
        shutil.copytree(data, before)
    struck = 0
    while struck < kills:
        blows = 0
        while struck + blows < kills and kill(command, env, moments.uniform(0.15, 0.8) * lasting):
            until_none_works_in(data)
            if finished(data) > ended:
                break
            blows += 1
        if finished(data) == ended:
            run(command, env)
        struck += blows
        if blows:
            yield
        else:
            lasting *= 0.7
            assert lasting > 0.1, "no blow struck"
        shutil.rmtree(data)
        if before.exists():
            shutil.copytree(before, data)


CI, SOAK = pytest.mark.ci, pytest.mark.soak
KILLS = [
    pytest.param(3, 11, id="3 kills", marks=CI),
    pytest.param(20, 21, id="20 kills", marks=SOAK),
]


def nightly(data: Path, sites: Path) -> list[str]:
    return [FANGZHI, "nightly", "--quiet", "--data", str(data), "--sites", str(sites)]


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, sites: Path, farm: DemoFarm, engine: Mapping[str, str]
) -> tuple[Path, str, float]:
    """A data folder after night 1, what nights 1 and 3 leave, and how long night 3 lasts."""
    data = tmp_path_factory.mktemp("whole")
    farm.night = 1
    run(nightly(data, sites), engine)
    first = data.with_name("first")
    shutil.copytree(data, first)
    farm.night = 3
    lasting = run(nightly(data, sites), engine)
    return first, contents(data), lasting


@pytest.mark.parametrize(("kills", "seed"), KILLS)
def test_kills_during_a_night(
    tmp_path: Path, sites: Path, farm: DemoFarm, engine: Mapping[str, str],
    undisturbed: tuple[Path, str, float], kills: int, seed: int,
) -> None:  # fmt: skip
    first, whole, lasting = undisturbed
    data = tmp_path / "data"
    shutil.copytree(first, data)
    farm.night = 3
    for _ in disturbed(nightly(data, sites), engine, data, lasting, kills, seed):
        assert contents(data) == whole


def reports(folder: Path) -> Path:
    """Two dozen small reports of an invented county, one a year."""
    folder.mkdir()
    for year in range(2001, 2025):
        lines = [
            f"青岫县{year}年政府工作报告",
            f"——{year}年1月8日在青岫县第九届人民代表大会第一次会议上",
            "青岫县县长　柳如川",
            "各位代表：",
            "现在，我代表县人民政府向大会报告工作，请予审议。",
            f"一、{year - 1}年工作回顾",
            *(f"第{n}项工作继续推进，全县地区生产总值增长{year % 7 + 3}.{n % 10}%。" for n in range(40)),
            f"二、{year}年工作安排",
            "地区生产总值增长6%。",
        ]
        (folder / f"{year}.txt").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.mark.parametrize(("kills", "seed"), KILLS)
def test_kills_during_an_ingest(tmp_path: Path, kills: int, seed: int) -> None:
    folder = reports(tmp_path / "reports")

    def command(name: str) -> list[str]:
        return [FANGZHI, "ingest", str(folder), "--quiet", "--data", str(tmp_path / name)]

    lasting = run(command("whole"), os.environ)
    for _ in disturbed(command("broken"), os.environ, tmp_path / "broken", lasting, kills, seed + 1):
        assert contents(tmp_path / "broken") == contents(tmp_path / "whole")


@pytest.mark.parametrize(("kills", "seed"), KILLS)
def test_kills_during_a_reparse(tmp_path: Path, kills: int, seed: int) -> None:
    folder = reports(tmp_path / "reports")
    archives = [tmp_path / "whole", tmp_path / "broken"]
    for data in archives:
        run([FANGZHI, "ingest", str(folder), "--quiet", "--data", str(data)], os.environ)
        with closing(sqlite3.connect(data / "archive.db")) as db:
            db.execute("UPDATE readings SET parser = 'older'")
            db.execute("UPDATE versions SET parser = 'older'")
            db.commit()

    def command(data: Path) -> list[str]:
        return [FANGZHI, "reparse", "--quiet", "--processes", "2", "--data", str(data)]

    lasting = run(command(archives[0]), os.environ)
    for _ in disturbed(command(archives[1]), os.environ, archives[1], lasting, kills, seed + 2):
        assert contents(archives[1]) == contents(archives[0])
        with closing(sqlite3.connect(archives[1] / "archive.db")) as db:
            older = db.execute("SELECT count(*) FROM readings WHERE latest = 1 AND parser = 'older'")
            assert older.fetchone() == (0,)
