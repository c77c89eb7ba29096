"""Crawl shards on other machines, seen from the writer: share what is known, submit shards to a work pool.

A dead machine is detected by its worker's heartbeat, which the server misses after three beats (90 s by default); a
crawl whose WARC file is still held open counts as alive nevertheless. A lost shard is submitted again and resumes from
its WARC file. A resumed night adopts the crawls that still run: they have the same idempotency key.
"""

from __future__ import annotations

import contextlib
import json
import time
from importlib import metadata
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast
from uuid import UUID

from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun, State, WorkerStatus
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelling, Crashed

from archive.layout import KNOWN_FOLDER, WARC_FOLDER
from archive.queries.known_copy import write_known_copy
from archive.warc.writer import being_written, prefix
from flows.errors import CouldNotRunError, WrongUsageError
from flows.pipeline.crawl_process import Shard, ShardResult

POLL_SECONDS = 2.0
# How long the server may be unreachable while the crawls continue.
PATIENCE_SECONDS = 900.0


class LostCrawlError(RuntimeError):
    """A crawl ended without a result: its process or its machine died. The shard may be submitted again."""


class Crawlers:
    """The machines behind a deployment of the flow `crawl`; leaving the context early cancels their crawls.

    Raises WrongUsageError if there is no such deployment, CouldNotRunError if no worker polls its pool.
    """

    def __init__(self, deployment: str, data: Path) -> None:
        self._deployment, self._data = deployment, data
        self._night, self._run = "", 0
        self._under_way: dict[int, UUID] = {}
        with get_client(sync_client=True) as client:
            try:
                pool = client.read_deployment_by_name(deployment).work_pool_name
            except (ObjectNotFound, ValueError):
                raise WrongUsageError(
                    f"--crawlers: no deployment {deployment!r}; `prefect deploy --all` makes crawl/crawl"
                ) from None
            if pool is None:
                raise WrongUsageError(f"--crawlers: the deployment {deployment!r} has no work pool")
            self._pool = pool
            if not self._online(client):
                raise CouldNotRunError(
                    f"--crawlers: no worker polls the work pool {pool!r}; "
                    f"`prefect worker start --pool {pool}` on each crawling machine"
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or not self._under_way:
            return
        # A server that went away can't cancel them; the crawls end by themselves, and their captures are kept.
        with contextlib.suppress(HTTPError), get_client(sync_client=True) as client:
            for flow_run in list(self._under_way.values()):
                client.set_flow_run_state(flow_run, Cancelling(message="the night ended early"))

    def begin(self, run: int, started_at: str) -> None:
        """Share what the archive knows, for the crawls of a run."""
        self._run = run
        self._night = f"{self._data.resolve()} {run} {started_at}"
        write_known_copy(self._data, self._data / KNOWN_FOLDER)

    def crawl(self, shard: Shard) -> ShardResult:
        """Submit a shard and wait for it. Raises LostCrawlError, or httpx.HTTPError without a server."""
        with get_client(sync_client=True) as client:
            flow_run = self._submit(shard)
            self._under_way[shard.number] = flow_run.id
            ended = self._wait(client, flow_run.id, shard)
            del self._under_way[shard.number]
            state = ended.state
            assert state is not None
            if state.is_crashed():
                raise LostCrawlError(f"the crawl of shard {shard.number} was lost: {state.message}")
            sites = _results(client, ended.id)
        if state.is_completed():
            return ShardResult(shard, 0, {"sites": sites}, None)
        return ShardResult(shard, 1, {"sites": sites}, state.message or state.name or "no reason was given")

    def _submit(self, shard: Shard) -> FlowRun:
        """Return the run of the flow `crawl` for a shard: the one that is running or done, otherwise a new one."""
        for attempt in count():
            # Outside an event loop it returns the run itself; its type also allows a coroutine.
            flow_run = cast(
                "FlowRun",
                run_deployment(
                    self._deployment,
                    parameters={
                        "run": self._run,
                        "shard": shard.number,
                        "ids": list(shard.sites),
                        "release": metadata.version("fangzhi"),
                    },
                    flow_run_name=f"run {self._run} shard {shard.number}",
                    idempotency_key=f"{self._night} {shard.number} {attempt}",
                    timeout=0,
                ),
            )
            if flow_run.state is None or not flow_run.state.is_final() or flow_run.state.is_completed():
                return flow_run
        raise AssertionError  # count() does not end

    def _wait(self, client: SyncPrefectClient, flow_run: UUID, shard: Shard) -> FlowRun:
        heard = time.monotonic()
        while True:
            try:
                found = client.read_flow_run(flow_run)
                if found.state is not None and found.state.is_final():
                    return found
                if self._lost(client, found, shard):
                    lost: State[Any] = Crashed(message="its machine no longer responds")
                    client.set_flow_run_state(flow_run, lost, force=True)
                    continue
                heard = time.monotonic()
            except HTTPError:
                if time.monotonic() - heard > PATIENCE_SECONDS:
                    raise
            time.sleep(POLL_SECONDS)

    def _lost(self, client: SyncPrefectClient, flow_run: FlowRun, shard: Shard) -> bool:
        online = self._online(client)
        worker = flow_run.labels.get("prefect.worker.name")
        if worker in online or (worker is None and online):
            return False
        files = (self._data / WARC_FOLDER).glob(f"{prefix(self._run, shard.number)}-*")
        return not any(being_written(path) for path in files)

    def _online(self, client: SyncPrefectClient) -> set[str]:
        workers = client.read_workers_for_work_pool(self._pool)
        return {worker.name for worker in workers if worker.status == WorkerStatus.ONLINE}


def _results(client: SyncPrefectClient, flow_run: UUID) -> dict[str, Any]:
    """Return the result of each site, from the artifact of the flow `crawl`."""
    wanted = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[flow_run]))
    sites: dict[str, Any] = {}
    for artifact in client.read_artifacts(artifact_filter=wanted):
        for result in json.loads(artifact.data) if isinstance(artifact.data, str) else []:
            sites[result.pop("site")] = result
    return sites
