"""Where documents are read: in worker processes on this machine, or on the workers of a Dask scheduler.

A runner does a task on items (small values) and survives the death of its workers. Each task is done in an isolated
process within limits; one that breaks them is `Failed`, and the others are done all the same.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeVar

from flows.errors import CouldNotRunError, WrongUsageError
from flows.pipeline.readers import isolation
from flows.pipeline.readers.isolation import DEFAULT, Failed, Limits

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 5  # items that a worker gets at a time
CONNECT_SECONDS = 30
# How long a Dask scheduler may be without any worker before the command gives up.
PATIENCE_SECONDS = 60


class Runner(Protocol):
    """Workers, `width` of them at a time."""

    @property
    def width(self) -> int:
        """How many items are done at a time."""
        ...

    def run(self, task: Callable[[T], R], items: Sequence[T]) -> list[R | Failed]:
        """Return the results in the order of the items."""
        ...

    def close(self) -> None:
        """Let the workers go."""
        ...


class Processes:
    """Isolated worker processes on this machine; one that dies is replaced."""

    def __init__(self, width: int = 1, limits: Limits = DEFAULT) -> None:
        self.width = width
        self._limits = limits
        self._threads = ThreadPoolExecutor(width)
        isolation.warm()

    def run(self, task: Callable[[T], R], items: Sequence[T]) -> list[R | Failed]:
        """Return the results; each thread feeds one process, chunk after chunk."""
        starts: queue.SimpleQueue[int] = queue.SimpleQueue()
        for at in range(0, len(items), CHUNK):
            starts.put(at)
        found: dict[int, list[R | Failed]] = {}

        def lane() -> None:
            with isolation.borrowed() as worker:
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
        """Let the threads go; the processes stay for the next reader in this process."""
        self._threads.shutdown()


class Dask:
    """The workers that a Dask scheduler has; they must see the same folders and run the same release.

    A task of a worker that is lost is given to another one by the scheduler (at most four in turn:
    `distributed.scheduler.allowed-failures`). Raises WrongUsageError for an address that is not one or a missing
    package, CouldNotRunError where scheduler or workers do not answer.
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
        """The threads of all workers at this moment."""
        return sum(int(threads) for threads in self._client.nthreads().values())

    def run(self, task: Callable[[T], R], items: Sequence[T]) -> list[R | Failed]:
        """Return the results; what a worker was lost over four times, alone at last, is `Failed`."""
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
        """The results of each chunk; None where its workers were lost."""
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
        """Leave the scheduler; it and its workers go on."""
        self._client.close()

    def _gone(self, what: str) -> CouldNotRunError:
        return CouldNotRunError(
            f"the Dask scheduler at {self._address} {what}; run the same command again to resume"
        )


def _isolated(task: Callable[[T], R], limits: Limits, items: Sequence[T]) -> list[R | Failed]:
    """The results of a chunk, as a Dask worker gets them: from an isolated process of its own."""
    with isolation.borrowed() as worker:
        return worker.run(task, items, limits)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise WrongUsageError("--runner dask: Dask is not installed; pip install 'fangzhi[dask]'") from None
    return distributed
