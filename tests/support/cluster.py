"""A Dask cluster on this machine: a scheduler and workers, each a process with its own network address."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DASK = str(Path(sys.executable).with_name("dask"))
START_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Cluster:
    """The scheduler's `address`, and the worker processes by name."""

    address: str
    workers: dict[str, subprocess.Popen[bytes]]

    def until_there(self) -> None:
        """Wait until the scheduler knows all workers."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=START_SECONDS)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Start a scheduler on 127.0.0.1 and workers of one thread from 127.0.0.2 on; the logs are in `folder`."""
    contact = folder / "scheduler.json"
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [DASK, *arguments, "--scheduler-file", str(contact), "--no-dashboard"],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        started.append(process)
        return process

    try:
        start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0")
        address = _address(contact)
        running = {
            name: start(
                name, "worker", "--host", f"127.0.0.{number + 2}", "--name", name,
                "--nthreads", "1", "--nworkers", "1", "--no-nanny",
            )
            for number, name in enumerate(f"worker-{n}" for n in range(workers))
        }  # fmt: skip
        yield Cluster(address, running)
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _address(contact: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            return str(json.loads(contact.read_text())["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.1)
    raise TimeoutError(f"no Dask scheduler within {START_SECONDS} s")
