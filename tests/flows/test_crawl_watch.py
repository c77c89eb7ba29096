"""How a night watches its crawls elsewhere, beside a made-up Prefect server: waited for, lost, given out again."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import ConnectError
from prefect.client.schemas.objects import State, WorkerStatus
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Completed, Crashed, Failed, Running

from archive.store import Archive
from flows.errors import CouldNotRunError, WrongUsageError
from flows.pipeline.crawl_process import Shard
from flows.prefect_flows import remote_crawls
from flows.prefect_flows.remote_crawls import Crawlers, LostCrawlError

SHARD = Shard(0, ("a", "b"))


class Server:
    """The part of Prefect's server that a night talks to; `after` gives the states that a run goes through."""

    def __init__(self) -> None:
        self.pool: str | None = "fangzhi-crawl"
        self.online = {"one"}
        self.after: list[list[State[Any] | Exception]] = []
        self.keys: list[str] = []
        self.runs: dict[UUID, list[State[Any] | Exception]] = {}
        self.set: list[State[Any]] = []

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read_deployment_by_name(self, name: str) -> SimpleNamespace:
        if name != "crawl/crawl":
            raise ObjectNotFound(ValueError(name))
        return SimpleNamespace(work_pool_name=self.pool)

    def read_workers_for_work_pool(self, pool: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name, status=WorkerStatus.ONLINE) for name in self.online]

    def submit(self, name: str, *, idempotency_key: str, **_: object) -> SimpleNamespace:
        self.keys.append(idempotency_key)
        run = uuid4()
        self.runs[run] = self.after.pop(0)
        state = self.runs[run][0]
        return SimpleNamespace(id=run, state=state if isinstance(state, State) else None)

    def read_flow_run(self, run: UUID) -> SimpleNamespace:
        states = self.runs[run]
        state = states.pop(0) if len(states) > 1 else states[0]
        if isinstance(state, Exception):
            raise state
        return SimpleNamespace(id=run, state=state, labels={"prefect.worker.name": "one"})

    def set_flow_run_state(self, run: UUID, state: State[Any], force: bool = False) -> None:
        self.set.append(state)
        self.runs[run] = [state]

    def read_artifacts(self, **_: object) -> list[SimpleNamespace]:
        return [SimpleNamespace(data=json.dumps([{"site": "a", "left": None}]))]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr(remote_crawls, "get_client", lambda sync_client: server)
    monkeypatch.setattr(remote_crawls, "run_deployment", server.submit)
    monkeypatch.setattr(remote_crawls, "POLL_SECONDS", 0.01)
    return server


@pytest.fixture
def begun(server: Server, tmp_path: Path) -> Callable[[], Crawlers]:
    with Archive.open(tmp_path, "test") as archive:
        run = archive.start_run("nightly", {})

    def begin() -> Crawlers:
        there = Crawlers("crawl/crawl", tmp_path)
        there.begin(run, "2026-03-01T20:00:00Z")
        return there

    return begin


def away() -> ConnectError:
    return ConnectError("the server is away")


def test_a_missing_deployment_is_one_line(server: Server, tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="no deployment 'other/crawl'"):
        Crawlers("other/crawl", tmp_path)
    server.online = set()
    with pytest.raises(CouldNotRunError, match="no worker polls the work pool 'fangzhi-crawl'"):
        Crawlers("crawl/crawl", tmp_path)
    server.pool = None
    with pytest.raises(WrongUsageError, match="has no work pool"):
        Crawlers("crawl/crawl", tmp_path)


def test_a_server_that_is_away_for_a_while_is_waited_for(
    server: Server, begun: Callable[[], Crawlers]
) -> None:
    server.after = [[Running(), away(), away(), Running(), Completed()]]
    result = begun().crawl(SHARD)
    assert (result.exit_code, result.error, result.summary) == (0, None, {"sites": {"a": {"left": None}}})


def test_an_unreachable_server_is_reported(
    server: Server, begun: Callable[[], Crawlers], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_crawls, "PATIENCE_SECONDS", 0.05)
    server.after = [[Running(), away()]]
    with pytest.raises(ConnectError):
        begun().crawl(SHARD)


def test_a_failed_crawl_gives_the_reason(server: Server, begun: Callable[[], Crawlers]) -> None:
    server.after = [[Running(), Failed(message="fangzhi.toml: contact: missing")]]
    result = begun().crawl(SHARD)
    assert (result.exit_code, result.error) == (1, "fangzhi.toml: contact: missing")


def test_a_lost_crawl_is_given_out_again(server: Server, begun: Callable[[], Crawlers]) -> None:
    there = begun()
    server.online = {"two"}
    server.after = [[Running()], [Crashed()], [Completed()]]
    with pytest.raises(LostCrawlError, match="no longer responds"):
        there.crawl(SHARD)
    assert there.crawl(SHARD).exit_code == 0
    assert [key.rpartition(" ")[2] for key in server.keys] == ["0", "0", "1"]


def test_a_crawl_that_still_writes_is_not_lost(
    server: Server, begun: Callable[[], Crawlers], tmp_path: Path
) -> None:
    there = begun()
    server.online = {"two"}
    server.after = [[Running(), Running(), Completed()]]
    with (tmp_path / "warc" / "run-000001-000-00000.warc.gz").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert there.crawl(SHARD).exit_code == 0
    assert server.set == []


def test_a_night_that_is_gone_on_with_takes_up_what_runs(
    server: Server, begun: Callable[[], Crawlers]
) -> None:
    server.after = [[Completed()], [Cancelled()], [Completed()]]
    begun().crawl(SHARD)
    begun().crawl(SHARD)
    assert [key.rpartition(" ")[2] for key in server.keys] == ["0", "0", "1"]
    assert len({key.rpartition(" ")[0] for key in server.keys}) == 1


def test_leaving_early_ends_what_is_under_way(
    server: Server, begun: Callable[[], Crawlers], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_crawls, "PATIENCE_SECONDS", 0)
    server.after = [[Running(), away()]]
    there = begun()
    with pytest.raises(ConnectError), there:
        there.crawl(SHARD)
    assert [state.type.value for state in server.set] == ["CANCELLING"]
