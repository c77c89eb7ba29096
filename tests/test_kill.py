"""Pull the plug at any moment: what was acknowledged stays, and going on ends where an undisturbed run ends."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from archive import dump
from demo import sitefiles
from demo.server import DemoFarm
from tests.support.engine import prefect_server

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
pytestmark = pytest.mark.xdist_group("kill")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    with prefect_server(tmp_path_factory.mktemp("prefect")) as env:
        yield {**os.environ, **env}


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
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=150)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - start


def kill(command: Sequence[str], env: Mapping[str, str], after: float) -> bool:
    """Start, kill -9 the whole process group after so many seconds; whether it was still running."""
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


def disturbed(command: Sequence[str], env: Mapping[str, str], lasting: float, kills: int, seed: int) -> int:
    """Kill the command at seeded random moments, then let it end; how many kills struck."""
    moments = random.Random(seed)
    # The first part is imports and Prefect's greetings, where there is nothing to be lost.
    struck = sum(kill(command, env, moments.uniform(0.25, 1.0) * lasting) for _ in range(kills))
    run(command, env)
    return struck


def nights(folder: Path, sites: Path, farm: DemoFarm, env: Mapping[str, str], kills: int, seed: int) -> tuple[str, int]:
    """Night 1 undisturbed, night 3 with kills; the archive's contents and how many kills struck."""
    command = [FANGZHI, "nightly", "--quiet", "--data", str(folder), "--sites", str(sites)]
    farm.night = 1
    run(command, env)
    farm.night = 3
    lasting = 8.0
    struck = disturbed(command, env, lasting, kills, seed) if kills else 0
    if not kills:
        run(command, env)
    return contents(folder), struck


def test_kills_during_a_night(tmp_path: Path, sites: Path, farm: DemoFarm, engine: Mapping[str, str]) -> None:
    whole, _ = nights(tmp_path / "whole", sites, farm, engine, kills=0, seed=0)
    broken, struck = nights(tmp_path / "broken", sites, farm, engine, kills=3, seed=1)
    assert struck >= 1
    assert broken == whole


def test_kills_during_an_ingest(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for year in range(2001, 2025):
        lines = [f"青岫县{year}年政府工作报告", f"——{year}年1月8日在青岫县第九届人民代表大会第一次会议上", "青岫县县长　柳如川",
                 "各位代表：", "现在，我代表县人民政府向大会报告工作，请予审议。", f"一、{year - 1}年工作回顾",
                 *(f"第{n}项工作继续推进，全县地区生产总值增长{year % 7 + 3}.{n % 10}%。" for n in range(40)),
                 f"二、{year}年工作安排", "地区生产总值增长6%。"]  # fmt: skip
        (folder / f"{year}.txt").write_text("\n".join(lines), "utf-8")

    def command(name: str) -> list[str]:
        return [FANGZHI, "ingest", str(folder), "--quiet", "--data", str(tmp_path / name)]

    lasting = run(command("whole"), os.environ)
    struck = disturbed(command("broken"), os.environ, lasting, kills=3, seed=2)
    assert struck >= 1
    assert contents(tmp_path / "broken") == contents(tmp_path / "whole")
