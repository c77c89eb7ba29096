"""This process, worker processes and a Dask cluster give the same records, even if a worker dies."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from archive.database import dump
from flows.commands import ingest, reparse
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output
from flows.pipeline.opening import open_archive
from flows.pipeline.readers.isolation.messages import Failed
from flows.pipeline.readers.runners import Dask, Processes
from tests.support.cluster import Cluster, cluster
from tests.support.tasks import doubled, doubled_by_survivors

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
pytestmark = pytest.mark.xdist_group("kill")


# -- runners --


@pytest.fixture
def processes() -> Iterator[Processes]:
    runner = Processes(2)
    yield runner
    runner.close()


def test_a_process_that_dies_costs_nothing(processes: Processes, tmp_path: Path) -> None:
    task = partial(doubled_by_survivors, tmp_path, 5, 1)
    assert processes.run(task, range(12)) == [doubled(number) for number in range(12)]
    assert len(list(tmp_path.iterdir())) == 1
    assert processes.run(doubled, [1]) == [2]


@pytest.mark.ci
def test_what_kills_every_process_fails_alone(processes: Processes, tmp_path: Path) -> None:
    task = partial(doubled_by_survivors, tmp_path, 5, 99)
    failed = Failed("the process that read it died 3 times (SIGKILL)")
    assert processes.run(task, range(8)) == [0, 2, 4, 6, 8, failed, 12, 14]


def test_a_missing_scheduler_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.pipeline.readers.runners.CONNECT_SECONDS", 0.2)
    with pytest.raises(WrongUsageError, match="nowhere"):
        Dask("nowhere://x")
    with pytest.raises(CouldNotRunError, match="no Dask scheduler answers"):
        Dask("tcp://127.0.0.1:9")


def test_missing_dask_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongUsageError, match=r"pip install 'fangzhi\[dask\]'"):
        Dask("tcp://127.0.0.1:9")


@pytest.mark.parametrize("options", [["--runner", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_runner_and_scheduler_go_together(options: list[str]) -> None:
    for command in (["reparse"], ["ingest", "x.txt"], ["backfill", "--site", "x", "--years", "2020"]):
        done = subprocess.run([FANGZHI, *command, *options], capture_output=True, text=True, timeout=300)
        assert done.returncode == 2
        assert "--runner dask and --scheduler ADDRESS go together" in done.stderr


# -- archives --

YEARS = range(1965, 2025)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An archive of sixty reports that wait to be read, and what it holds when they have been."""
    top = tmp_path_factory.mktemp("archives")
    (top / "reports").mkdir()
    for year in YEARS:
        (top / "reports" / f"{year}.txt").write_text(report(year), "utf-8")
    data = top / "waiting"
    with open_archive(data, "test", Output(quiet=True)) as archive:
        run = archive.start_run("ingest", {})
        ingest.bring_in(archive, run, list(ingest.local_files([top / "reports"])), None, None)
        archive.finish_run(run, "ok", {})
    whole = copied(data, top / "whole")
    assert reparse.command(whole, None, Output(quiet=True), site=None, processes=1) == 0
    return data, contents(whole)


def report(year: int) -> str:
    return "\n".join(
        [
            f"青岫县{year}年政府工作报告",
            f"——{year}年1月8日在青岫县第九届人民代表大会第一次会议上",
            "青岫县县长　柳如川",
            "各位代表：",
            "现在，我代表县人民政府向大会报告工作，请予审议。",
            f"一、{year - 1}年工作回顾",
            *(f"第{n}项工作继续推进，全县地区生产总值增长{year % 7 + 3}.{n % 10}%。" for n in range(60)),
            f"二、{year}年工作安排",
            "地区生产总值增长6%。",
        ]
    )


def copied(data: Path, to: Path) -> Path:
    (to / "warc").mkdir(parents=True)
    for path in [data / "archive.db", *(data / "warc").iterdir()]:
        (to / path.relative_to(data)).write_bytes(path.read_bytes())
    return to


def contents(data: Path) -> str:
    with closing(sqlite3.connect(f"file:{data / 'archive.db'}?mode=ro", uri=True)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*) FROM indicators").fetchone()[0] >= 60 * len(YEARS)
        return dump.text(db)


def start(data: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [FANGZHI, "reparse", "--quiet", "--data", str(data), *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ends_well(process: subprocess.Popen[str]) -> None:
    _, said = process.communicate(timeout=300)
    assert (process.returncode, said) == (0, "")


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The isolated processes in which a command reads."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            words = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue  # ended in the meantime
        if parent == process.pid and b"flows.pipeline.readers.isolation" in words:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.ci
def test_a_killed_worker_process_loses_nothing(archives: tuple[Path, str], tmp_path: Path) -> None:
    data = copied(archives[0], tmp_path / "data")
    process = start(data, "--processes", "2")
    deadline = time.monotonic() + 300
    while len(workers := workers_of(process)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(workers[0], signal.SIGKILL)
    ends_well(process)
    assert contents(data) == archives[1]


@pytest.mark.ci
def test_dask_reads_the_same_and_a_killed_worker_loses_nothing(
    archives: tuple[Path, str], tmp_path: Path
) -> None:
    with cluster(tmp_path, workers=2) as dask:
        dask.until_there()
        undisturbed = copied(archives[0], tmp_path / "undisturbed")
        ends_well(start(undisturbed, "--runner", "dask", "--scheduler", dask.address))
        assert contents(undisturbed) == archives[1]

        data = copied(archives[0], tmp_path / "data")
        ends_well(kill_at_work(dask, "worker-1", data))
        assert contents(data) == archives[1]

        dask.workers["worker-0"].kill()
        until_none_is_left(dask)
        left_alone = start(data, "--runner", "dask", "--scheduler", dask.address)
        _, said = left_alone.communicate(timeout=300)
        assert (left_alone.returncode, said.count("\n")) == (3, 1)
        assert "has no workers" in said


def until_none_is_left(dask: Cluster) -> None:
    from distributed import Client

    with Client(dask.address, set_as_default=False) as client:
        deadline = time.monotonic() + 300
        while client.nthreads():
            assert time.monotonic() < deadline
            time.sleep(0.05)


def kill_at_work(dask: Cluster, name: str, data: Path) -> subprocess.Popen[str]:
    """Start a command and kill -9 a worker at the moment when it has chunks that are not done."""
    from distributed import Client

    with Client(dask.address, set_as_default=False) as client:
        addresses = {info["name"]: address for address, info in client.scheduler_info()["workers"].items()}
        process = start(data, "--runner", "dask", "--scheduler", dask.address)
        deadline = time.monotonic() + 300
        while not client.processing([addresses[name]])[addresses[name]]:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        dask.workers[name].kill()
    return process
