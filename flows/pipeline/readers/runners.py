"""Run reading tasks in worker processes on this machine, or on the workers of a Dask scheduler.

A runner applies a task to items (small values) and survives the death of its workers. Each task runs in an isolated
process within limits; one that breaks them is `Failed`, and the others still run.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeVar

from flows.errors import CouldNotRunError, WrongUsageError
from flows.pipeline.readers.isolation import idle
from flows.pipeline.readers.isolation.limits import DEFAULT, Limits
from flows.pipeline.readers.isolation.messages import Failed

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 5  # items that a worker gets at a time
CONNECT_SECONDS = 30
# Seconds that a Dask scheduler may be without any worker before the command gives up.
PATIENCE_SECONDS = 60


class Runner(Protocol):
    """Workers, `width` of them at a time."""

    @property
    def width(self) -> int:
        """Return how many items are processed at a time."""
        ...

    def run(self, task: Callable[[T], R], items: Sequence[T]) -> list[R | Failed]:
        """Return the results in the order of the items."""
        ...

    def close(self) -> None:
        """Release the workers."""
        ...


class Processes:
    """Isolated worker processes on this machine; one that dies is replaced."""

    def __init__(self, width: int = 1, limits: Limits = DEFAULT) -> None:
        self.width = width
        self._limits = limits
        self._threads = ThreadPoolExecutor(width)
        idle.warm()

    def run(self, task: Callable[[T], R], items: Sequence[T]) -> list[R | Failed]:
        """Return the results; each thread feeds one process, chunk after chunk."""
        starts: queue.SimpleQueue[int] = queue.SimpleQueue()
        for at in range(0, len(items), CHUNK):
            starts.put(at)
        found: dict[int, list[R | Failed]] = {}

        def lane() -> None:
            with idle.borrowed() as worker:
                while not starts.empty():
                    try:
                        at = starts.get_nowait()
                    except queue.Empty:
                        return
                    found[at] = worker.run(task, items[at : at + CHUNK], self._limits)

        lanes = min(self.width, starts.qsize())
        for future in [self._threads.submit(lane) for _ in range(lanes)]:
            future.result()
        return [result for at in sorted(found) for result in found[at]]

    def close(self) -> None:
        """Stop the threads; the processes stay warm for the next reader in this process."""
        self._threads.shutdown()


class Dask:
    """The workers of a Dask scheduler; they must see the same folders and run the same release.

    The scheduler gives a lost worker's task to another worker (at most four times:
    `distributed.scheduler.allowed-failures`). Raises WrongUsageError for an invalid address or a missing
    package, CouldNotRunError if the scheduler or its workers do not respond.
    """

    def __init__(self, address: str, limits: Limits = DEFAULT) -> None:
        self._address = address
        self._limits = limits
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
        """Return the number of threads of all workers at this moment."""
        return sum(int(threads) for threads in self._client.nthreads().values())

    def run(self, task: Callable[[T], R], items: Sequence[T]) -> list[R | Failed]:
        """Return the results; an item that lost a worker four times, the last time alone, is `Failed`."""
        chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]
        found: list[R | Failed] = []
        for chunk, result in zip(chunks, self._together(task, chunks), strict=True):
            if result is not None:
                found += result
                continue
            for alone in self._together(task, [chunk[n : n + 1] for n in range(len(chunk))]):
                found += [Failed("every worker that read it was lost")] if alone is None else alone
        return found

    def _together(
        self, task: Callable[[T], R], chunks: Sequence[Sequence[T]]
    ) -> list[list[R | Failed] | None]:
        """Return the results of each chunk; None for a chunk whose workers were lost."""
        futures = self._client.map(partial(_isolated, task, self._limits), chunks, pure=False)
        while True:
            try:
                self._dask.wait(futures, timeout=PATIENCE_SECONDS)
                break
            except TimeoutError:
                if not self.width:
                    raise self._gone("has no workers any more") from None
            except self._dask.CancelledError:
                raise self._gone("is gone") from None
        found: list[list[R | Failed] | None] = []
        for future in futures:
            error = None if future.status == "finished" else future.exception()
            if error is None:
                found.append(future.result())
            elif isinstance(error, self._dask.KilledWorker):
                found.append(None)
            else:
                raise CouldNotRunError(f"--scheduler {self._address}: a worker says: {error}") from error
        return found

    def close(self) -> None:
        """Disconnect from the scheduler; it and its workers keep running."""
        self._client.close()

    def _gone(self, what: str) -> CouldNotRunError:
        return CouldNotRunError(
            f"the Dask scheduler at {self._address} {what}; run the same command again to resume"
        )


def _isolated(task: Callable[[T], R], limits: Limits, items: Sequence[T]) -> list[R | Failed]:
    """Return the results of a chunk; runs in a Dask worker, which uses an isolated process."""
    with idle.borrowed() as worker:
        return worker.run(task, items, limits)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise WrongUsageError("--runner dask: Dask is not installed; pip install 'fangzhi[dask]'") from None
    return distributed
