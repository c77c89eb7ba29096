"""Crawls on other machines: a work pool's workers, each with its own folder and network address."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from archive.warc.writer import prefix
from demo import sitefiles
from demo.server import DemoFarm, SiteServer
from tests.conftest import ROOT
from tests.flows.test_schedule import ask, wait_for
from tests.support.archive import dumped
from tests.support.engine import prefect_server

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("schedule"), pytest.mark.timeout(1500)]
POOL = "fangzhi-crawl"
ADDRESSES = ("127.0.0.2", "127.0.0.3")
# What takes minutes with Prefect's own settings is to be seen within a test.
QUICK = {
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "1", "PREFECT_WORKER_QUERY_SECONDS": "1",
    "PREFECT_WORKER_PREFETCH_SECONDS": "1", "PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_FOREMAN_INACTIVITY_HEARTBEAT_MULTIPLE": "12",
}  # fmt: skip
# Two shards, and a machine takes one at a time: so that both have something to do.
NIGHTLY = "import flows.pipeline.night as n; n.SITES_A_SHARD = 2; from flows.cli import main; main()"


@pytest.fixture(scope="module")
def farm() -> Iterator[DemoFarm]:
    with DemoFarm() as farm:
        yield farm


@pytest.fixture(scope="module")
def sites(farm: DemoFarm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites")
    for path in sitefiles.write(farm.sites, folder):
        path.write_text(path.read_text("utf-8").replace("delay: 0\n", "delay: 0.1\n"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("writer") / "data"


@pytest.fixture(scope="module")
def engine(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """A server that has the deployments of prefect.yaml."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUICK.items():
            patch.setenv(name, value)
        with prefect_server(tmp_path_factory.mktemp("prefect")) as server:
            env = {**os.environ, **server, "FANGZHI_HOME": str(ROOT), "FANGZHI_DATA": str(data)}
            for pool in ("fangzhi", POOL):
                prefect(env, "work-pool", "create", pool, "--type", "process")
            prefect(env, "--no-prompt", "deploy", "--all")
            yield env


def prefect(env: Mapping[str, str], *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *words],
        cwd=ROOT,
        env=dict(env),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def machine(folder: Path, env: Mapping[str, str], data: Path, sites: Path, address: str) -> Iterator[int]:
    """A crawling machine: a worker with its own data folder, in which the shared folders are mounted."""
    own = folder / "data"
    own.mkdir(parents=True)
    (own / "fangzhi.toml").write_text(f'[crawl]\naddress = "{address}"\n', "utf-8")
    for name in ("warc", "known"):
        (own / name).symlink_to(data / name)
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--limit", "1"]
    with (
        (folder / "worker.log").open("wb") as log,
        subprocess.Popen(
            command, cwd=folder, env={**env, "FANGZHI_DATA": str(own), "FANGZHI_SITES": str(sites)},
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        ) as process,
    ):  # fmt: skip
        try:
            yield process.pid
        finally:
            switch_off(process.pid)


def switch_off(worker: int) -> None:
    """Kill a worker and all that it started, at once, as a power cut does."""
    for pid in [*descendants(worker), worker]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it ended in the meantime


def descendants(parent: int) -> dict[int, str]:
    """The processes below a process, with their command lines."""
    children: dict[int, list[int]] = {}
    words = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above = int(stat.read_text().rpartition(")")[2].split()[1])
            words[int(stat.parent.name)] = (
                stat.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except OSError:
            continue  # it ended in the meantime
        children.setdefault(above, []).append(int(stat.parent.name))
    found, waiting = {}, [parent]
    while waiting:
        for pid in children.get(waiting.pop(), ()):
            found[pid] = words[pid]
            waiting.append(pid)
    return found


def crawl_of(worker: int, data: Path, run: int) -> str | None:
    """The beginning of the names of the WARC files that a machine is writing for a run, if it has begun."""
    for words in descendants(worker).values():
        if found := re.search(rf"spiders\.crawl .*--run {run} --shard (\d+)", words):
            name = prefix(run, int(found[1]))
            return name if list((data / "warc").glob(f"{name}-*")) else None
    return None


def start(data: Path, sites: Path, env: Mapping[str, str], *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", NIGHTLY, "nightly", "--quiet", "--json", *options, "--data", str(data),
         "--sites", str(sites)],
        env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def end(process: subprocess.Popen[str]) -> dict[str, object]:
    output, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    summary: dict[str, object] = json.loads(output)
    return summary


def test_two_machines_bring_what_one_brings_and_one_may_die(
    tmp_path: Path,
    farm: DemoFarm,
    data: Path,
    sites: Path,
    engine: Mapping[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_from: set[str] = set()

    slow = threading.Event()

    def seen(self: SiteServer, request: object, client: tuple[str, int]) -> bool:
        asked_from.add(client[0])
        if slow.is_set():
            time.sleep(1)
        return True

    alone = tmp_path / "alone"
    for night in (1, 3):
        farm.night = night
        end(start(alone, sites, engine))
    (data / "warc").mkdir(parents=True)
    (data / "known").mkdir()
    refused = start(data, sites, engine, "--crawlers", "crawl/crawl")
    assert "no worker polls the work pool 'fangzhi-crawl'" in refused.communicate(timeout=300)[1]
    assert refused.returncode == 3
    monkeypatch.setattr(SiteServer, "verify_request", seen)
    with ExitStack() as stack:
        workers = [
            stack.enter_context(machine(tmp_path / address, engine, data, sites, address))
            for address in ADDRESSES
        ]
        workers_url = f"{engine['PREFECT_API_URL']}/work_pools/{POOL}/workers/filter"
        wait_for(lambda: len(ask(workers_url, {})) == 2 or None, 300)
        farm.night = 1
        end(start(data, sites, engine, "--crawlers", "crawl/crawl"))
        assert asked_from == set(ADDRESSES)
        farm.night = 3
        slow.set()  # a crawl of a few pages would be over before it is interrupted or killed
        process = start(data, sites, engine, "--crawlers", "crawl/crawl")
        wait_for(lambda: any(crawl_of(worker, data, 2) for worker in workers) or None, 300)
        process.send_signal(signal.SIGINT)
        output, said = process.communicate(timeout=300)
        assert process.returncode == 1, output
        assert said.strip() == "fangzhi: interrupted; run the same command again to resume"
        wait_for(
            lambda: not any("spiders.crawl" in str(descendants(worker)) for worker in workers) or None, 300
        )
        process = start(data, sites, engine, "--crawlers", "crawl/crawl")
        wait_for(lambda: any(crawl_of(worker, data, 2) for worker in workers) or None, 300)
        dying = next(worker for worker in workers if crawl_of(worker, data, 2))
        switch_off(dying)
        slow.clear()
        summary = end(process)
    assert summary["run"] == 2
    assert summary["attention"] == []
    assert dumped(data) == dumped(alone)
    runs = ask(
        f"{engine['PREFECT_API_URL']}/flow_runs/filter",
        {"flow_runs": {"state": {"type": {"any_": ["CRASHED"]}}}},
    )
    lost = {run["state"]["message"] for run in runs if run["name"].startswith("run 2 shard ")}
    assert "its machine no longer responds" in lost
