"""Where work runs: in this process, in worker processes, or on the workers of a Dask scheduler.

A runner does a task on chunks of small values and survives the death of its workers: a chunk that was on
its way is done again by another worker, and a chunk that kills every worker it comes to is told as `Died`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flows.errors import CouldNotRunError, WrongUsageError

T = TypeVar("T")
R = TypeVar("R")

CONNECT_SECONDS = 30
# How long a Dask scheduler may be without any worker before the command gives up.
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Died:
    """What stands for the result of a chunk whose worker died, more than once."""


class Runner(Protocol):
    """Workers, `width` of them at a time."""

    @property
    def width(self) -> int:
        """How many chunks are done at a time."""
        ...

    def run(self, task: Callable[[T], R], chunks: Sequence[T]) -> list[R | Died]:
        """The results in the order of the chunks."""
        ...

    def close(self) -> None:
        """Let the workers go."""
        ...


class InProcess:
    """No workers: everything is done here, one after the other."""

    width = 1

    def run(self, task: Callable[[T], R], chunks: Sequence[T]) -> list[R | Died]:
        """The results; nothing dies but this process."""
        return [task(chunk) for chunk in chunks]

    def close(self) -> None:
        """Nothing to let go."""


class Processes:
    """Worker processes on this machine; the pool is made anew when one of them dies."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._pool = self._new()

    def run(self, task: Callable[[T], R], chunks: Sequence[T]) -> list[R | Died]:
        """The results; a chunk is `Died` when it was on its way three times as a process died, at last alone."""
        found: dict[int, R | Died] = {}
        for _ in range(2):  # a dead process breaks its whole pool: whatever was not done is done again once
            self._together(task, chunks, [n for n in range(len(chunks)) if n not in found], found)
        for n in range(len(chunks)):
            if n not in found:
                self._together(task, chunks, [n], found)
        return [found.get(n, Died()) for n in range(len(chunks))]

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.width, mp_context=multiprocessing.get_context("spawn"))

    def _together(
        self, task: Callable[[T], R], chunks: Sequence[T], numbers: Iterable[int], found: dict[int, R | Died]
    ) -> None:
        """Add to `found` what could be done before a process died, if one did."""
        futures = {}
        broken = False
        try:
            for n in numbers:
                futures[n] = self._pool.submit(task, chunks[n])
        except BrokenProcessPool:
            broken = True
        for n, future in futures.items():
            try:
                found[n] = future.result()
            except BrokenProcessPool:
                broken = True
        if broken:
            self._pool.shutdown()
            self._pool = self._new()


class Dask:
    """The workers that a Dask scheduler has; they must see the same folders and run the same release.

    A task of a worker that is lost is given to another one by the scheduler (at most four in turn:
    `distributed.scheduler.allowed-failures`). Raises WrongUsageError for an address that is none or a missing
    package, CouldNotRunError where scheduler or workers do not answer.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._dask = _distributed()
        try:
            self._client = self._dask.Client(address, timeout=CONNECT_SECONDS)
        except ValueError as error:
            raise WrongUsageError(f"--scheduler {address}: {error}") from error
        except OSError as error:
            raise CouldNotRunError(f"--scheduler {address}: no Dask scheduler answers there") from error
        if not self.width:
            self.close()
            raise CouldNotRunError(f"--scheduler {address}: the scheduler has no workers")

    @property
    def width(self) -> int:
        """The threads of all workers at this moment."""
        return sum(int(threads) for threads in self._client.nthreads().values())

    def run(self, task: Callable[[T], R], chunks: Sequence[T]) -> list[R | Died]:
        """The results; a chunk is `Died` when its worker was lost four times."""
        futures = self._client.map(task, chunks, pure=False)
        while True:
            try:
                self._dask.wait(futures, timeout=PATIENCE_SECONDS)
                break
            except TimeoutError:
                if not self.width:
                    raise self._gone("has no workers any more") from None
            except self._dask.CancelledError:
                raise self._gone("is gone") from None
        found: list[R | Died] = []
        for future in futures:
            error = None if future.status == "finished" else future.exception()
            if error is None:
                found.append(future.result())
            elif isinstance(error, self._dask.KilledWorker):
                found.append(Died())
            else:
                raise CouldNotRunError(f"--scheduler {self._address}: a worker says: {error}") from error
        return found

    def close(self) -> None:
        """Leave the scheduler; it and its workers go on."""
        self._client.close()

    def _gone(self, what: str) -> CouldNotRunError:
        return CouldNotRunError(
            f"the Dask scheduler at {self._address} {what}; run the same command again to go on"
        )


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise WrongUsageError("--runner dask: no Dask here; pip install 'fangzhi[dask]'") from None
    return distributed
