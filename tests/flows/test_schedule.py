"""Nights on their own: schedules, starts that overlap, servers that are away, disks that are full, broken files."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.store import Archive
from demo import sitefiles
from demo.server import DemoFarm
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output
from flows.prefect_flows import schedule, server
from tests.support.archive import dumped
from tests.support.engine import prefect_server
from tests.support.scheduled import ask, ended, running, serving, wait_for

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
pytestmark = pytest.mark.xdist_group("schedule")


@pytest.fixture
def farm() -> Iterator[DemoFarm]:
    with DemoFarm() as farm:
        yield farm


@pytest.fixture
def sites(farm: DemoFarm, tmp_path: Path) -> Path:
    sitefiles.write(farm.sites, tmp_path / "sites")
    return tmp_path / "sites"


def nightly(
    data: Path, sites: Path, env: Mapping[str, str] | None = None, prefix: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*prefix, FANGZHI, "nightly", "--quiet", "--json", "--data", str(data), "--sites", str(sites)],
        env=dict(env or os.environ), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    return done.stderr.strip().splitlines()


# -- what a schedule needs --


def test_without_a_server_it_names_what_to_start(
    tmp_path: Path, sites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with pytest.raises(CouldNotRunError, match=r"prefect server start.*PREFECT_API_URL") as stop:
        schedule.command(tmp_path / "data", sites, Output())
    assert stop.value.exit_code == 3


def test_a_wrong_cron_line_is_wrong_usage(
    tmp_path: Path, sites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with pytest.raises(WrongUsageError, match="--cron"):
        schedule.command(tmp_path / "data", sites, Output(), cron="every night")


@pytest.mark.ci
def test_a_server_that_does_not_answer(tmp_path: Path, sites: Path) -> None:
    # In a separate process: Prefect reads its address once, and an earlier test of this process may have set one.
    done = subprocess.run(
        [FANGZHI, "schedule", "--data", str(tmp_path / "data"), "--sites", str(sites)],
        env={**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api"}, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip
    assert done.returncode == 3
    assert "does not answer" in lines(done)[-1]


def test_a_night_continues_without_a_server(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    server.choose(Output())
    assert "PREFECT_API_URL" not in os.environ
    assert "this night runs without it" in capsys.readouterr().err


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_a_scheduled_night_by_a_real_server(tmp_path: Path, sites: Path, engine: Mapping[str, str]) -> None:
    data = tmp_path / "data"
    api = engine["PREFECT_API_URL"]
    command = [FANGZHI, "schedule", "--cron", "15 2 * * *", "--data", str(data), "--sites", str(sites)]
    with serving(command, engine, tmp_path):
        deployment = wait_for(lambda: ask(f"{api}/deployments/name/nightly/nightly"), 300)
        (plan,) = deployment["schedules"]
        assert (plan["schedule"]["cron"], plan["schedule"]["timezone"]) == ("15 2 * * *", "Asia/Shanghai")
        assert deployment["global_concurrency_limit"]["limit"] == 1
        assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        run = ask(f"{api}/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        wait_for(lambda: running(ask(f"{api}/flow_runs/{run['id']}")), 300)
        chore = ask(f"{api}/deployments/name/verify/verify")
        assert chore["schedules"] == []
        check = ask(f"{api}/deployments/{chore['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        done = wait_for(lambda: ended(ask(f"{api}/flow_runs/{run['id']}")), 500)
        assert done["state"]["type"] == "COMPLETED", done["state"]["message"]
        after = wait_for(lambda: ended(ask(f"{api}/flow_runs/{check['id']}")), 300)
        assert after["state"]["type"] == "COMPLETED", after["state"]["message"]
        assert after["start_time"] >= done["end_time"], "one at a time"
        pages = ask(f"{api}/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [check["id"]]}}})
        assert [page["data"].partition("\n")[0] for page in pages if page["key"] == "verify"] == [
            "# 0 damaged"
        ]
        artifacts = ask(f"{api}/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}})
    assert {artifact["key"] for artifact in artifacts} >= {
        "morning",
        "new-versions",
        "failing-sites",
        "coverage",
    }
    db = sqlite3.connect(data / "archive.db")
    assert db.execute("SELECT kind, outcome FROM runs").fetchall() == [("nightly", "ok")]
    db.close()


@contextmanager
def scheduled(tmp_path: Path, sites: Path, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the schedule; yield its process once it has asked its server for runs."""
    with (tmp_path / "errors.log").open("wb") as errors:
        process = subprocess.Popen(
            [FANGZHI, "schedule", "--quiet", "--data", str(tmp_path / "data"), "--sites", str(sites)],
            env={**os.environ, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
        )  # fmt: skip
    try:
        wait_for(lambda: polled(env), 300)
        yield process
    finally:
        process.kill()
        process.wait()


def polled(env: Mapping[str, str]) -> str | None:
    """Return when the schedule last asked for the runs of its night."""
    deployment = ask(f"{env['PREFECT_API_URL']}/deployments/name/nightly/nightly")
    return deployment and deployment["last_polled"]


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_it_ends_silently_and_soon(tmp_path: Path, sites: Path) -> None:
    with prefect_server(tmp_path / "prefect") as env, scheduled(tmp_path, sites, env) as process:
        process.terminate()
        assert process.wait(timeout=60) == 0
        paused = ask(f"{env['PREFECT_API_URL']}/deployments/name/nightly/nightly")["paused"]
        assert paused, "nobody starts the runs that the server would plan"
    assert (tmp_path / "errors.log").read_text("utf-8") == ""


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_it_outlasts_its_server_and_ends_soon_without_it(tmp_path: Path, sites: Path) -> None:
    log = tmp_path / "errors.log"
    with ExitStack() as stack:
        server = ExitStack()
        env = server.enter_context(prefect_server(tmp_path / "prefect"))
        # Prefect's client would wait and try again before each of its errors.
        env["PREFECT_CLIENT_MAX_RETRIES"] = "0"
        process = stack.enter_context(scheduled(tmp_path, sites, env))
        server.close()
        wait_for(lambda: "does not answer" in log.read_text("utf-8") or None, 300)
        # A new server, which does not know the deployments.
        port = urlsplit(env["PREFECT_API_URL"]).port
        with prefect_server(tmp_path / "another", port):
            wait_for(lambda: polled(env), 300)
        process.terminate()
        # Prefect's own runner would try to reach the server that has gone for some minutes.
        assert process.wait(timeout=60) == 0
    said = log.read_text("utf-8").splitlines()
    assert [line for line in said if line.startswith("fangzhi: ")] == [
        f"fangzhi: PREFECT_API_URL: {env['PREFECT_API_URL']} {news}"
        for news in (
            "does not answer; the schedule continues when it does",
            "answers again; the schedule continues",
        )
    ]
    assert all(line.startswith("fangzhi: ") or "| prefect." in line for line in said), "no tracebacks"


# What follows is one script: a process pays Prefect's start once.
BESIDE = """
import json, sys
from pathlib import Path
from flows.prefect_flows import maintenance
top, sites, reports = map(Path, sys.argv[1:])
file = str(reports)
summaries = [
    maintenance.backfill(site="qingxiu", years="2020", source="files", paths=[file], data=top, sites=sites),
    maintenance.reparse(processes=1, data=top, sites=sites),
    maintenance.verify(data=top),
    maintenance.publish(out=top / "public", captures=False, data=top),
]
state = maintenance.backfill(site="nowhere", years="2020", data=top, sites=sites, return_state=True)
print(json.dumps([*summaries, {"state": state.type.value, "message": state.message}], default=str))
"""


@pytest.mark.ci
def test_flows_beside_the_night_do_what_their_commands_do(
    tmp_path: Path, sites: Path, engine: Mapping[str, str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("青岫县2020年政府工作报告\n各位代表：\n现在报告工作。\n地区生产总值增长6%。\n", "utf-8")
    by_flow, by_command = tmp_path / "flow", tmp_path / "command"
    done = subprocess.run(
        [sys.executable, "-c", BESIDE, str(by_flow), str(sites), str(report)],
        env=dict(engine), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    *summaries, refused = json.loads(done.stdout.splitlines()[-1])
    nowhere = [FANGZHI, "backfill", "--site", "nowhere", "--years", "2020", "--sites", str(sites)]
    said = subprocess.run(nowhere, capture_output=True, text=True, timeout=300)
    assert refused == {"state": "FAILED", "message": said.stderr.strip().removeprefix("fangzhi: ")}
    commands = [
        [
            "backfill",
            "--site",
            "qingxiu",
            "--years",
            "2020",
            "--from",
            "files",
            str(report),
            "--sites",
            str(sites),
        ],
        ["reparse", "--processes", "1", "--sites", str(sites)],
        ["verify"],
        ["publish", str(by_command / "public"), "--without-captures"],
    ]
    for command, summary in zip(commands, summaries, strict=True):
        ran = subprocess.run(
            [FANGZHI, *command, "--quiet", "--json", "--data", str(by_command)],
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert json.loads(ran.stdout.replace(str(by_command), str(by_flow))) == summary, ran.stderr


# -- what may go wrong at night --


def test_a_second_start_ends_and_gives_the_reason(tmp_path: Path, sites: Path) -> None:
    with Archive.open(tmp_path / "data", holder="nightly"):
        done = nightly(tmp_path / "data", sites)
    assert done.returncode == 3
    (line,) = lines(done)
    assert "being written by nightly (process" in line


@pytest.mark.ci
def test_a_site_file_broken_at_midnight(
    tmp_path: Path, farm: DemoFarm, sites: Path, engine: Mapping[str, str]
) -> None:
    data = tmp_path / "data"
    assert nightly(data, sites, engine).returncode == 0
    broken = sites / "qingxiu.yaml"
    whole = broken.read_text("utf-8")
    broken.write_text("name: [", "utf-8")
    farm.night = 3
    done = nightly(data, sites, engine)
    assert done.returncode == 2
    assert any("qingxiu.yaml" in line for line in lines(done))
    summary = json.loads(done.stdout)
    assert summary["new_documents"] == 1, "the other sites are complete"
    assert [one["kind"] for one in summary["morning"]["news"] if "qingxiu" in one["text"]] == ["failed"]
    broken.write_text(whole, "utf-8")
    healed = json.loads(nightly(data, sites, engine).stdout)["morning"]["news"]
    assert [one["kind"] for one in healed if "qingxiu" in one["text"]] == ["healed"]


@pytest.mark.ci
def test_a_full_disk_is_one_line_and_the_next_night_makes_it_good(
    tmp_path: Path, sites: Path, engine: Mapping[str, str]
) -> None:
    whole, full = tmp_path / "whole", tmp_path / "full"
    assert nightly(whole, sites, engine).returncode == 0
    # A file-size limit of so many KiB refuses writes as a full disk does, without a disk of our own.
    limited = ("bash", "-c", 'ulimit -f 400; exec "$0" "$@"')
    done = nightly(full, sites, engine, limited)
    assert done.returncode in (1, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert 1 <= len(lines(done)) <= 3, done.stderr
    assert nightly(full, sites, engine).returncode == 0
    assert dumped(full) == dumped(whole)


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_a_server_that_goes_away_during_a_night(tmp_path: Path, sites: Path) -> None:
    data = tmp_path / "data"
    with prefect_server(tmp_path / "prefect") as env:
        process = subprocess.Popen(
            [FANGZHI, "nightly", "--quiet", "--data", str(data), "--sites", str(sites)],
            # Prefect's client would wait and try again before each of its errors.
            env={**os.environ, **env, "PREFECT_CLIENT_MAX_RETRIES": "0"}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        wait_for(lambda: list(data.glob("warc/*.gz")) or None, 300)
    _, errors = process.communicate(timeout=350)
    assert process.returncode == 0, errors
    assert "the Prefect server went away during the night; the night itself is complete" in errors
    assert "Traceback" not in errors
