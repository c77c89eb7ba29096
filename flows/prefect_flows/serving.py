"""Execute the runs of served deployments: end at SIGTERM, outlast a Prefect server that is away."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast

from flows.errors import CouldNotRunError
from flows.output import Output
from flows.prefect_flows.server import answers
from flows.prefect_flows.settings import VARIABLE

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.deployments.runner import RunnerDeployment

PAUSE_SECONDS: Final = 4
END_SECONDS: Final = 8
ASK_SECONDS: Final = 5
# A server that has just started answers 503 while others write to its SQLite.
TRIES: Final = 10
LONG_SECONDS: Final = 60


def serve(served: Sequence[RunnerDeployment], output: Output) -> None:
    """Create or update the deployments and execute their runs, one at a time, until SIGTERM or Ctrl-C.

    Prefect 3's runner ends with a traceback where its server is away for half a minute: this says so in one line,
    waits for the server and serves again. Its own `serve` leaves a coroutine unawaited at SIGTERM, and waits for an
    unreachable server for more than a minute. Raises CouldNotRunError if the runner fails beside a server that
    responds.
    """
    logging.getLogger("prefect.FlowRunCancellingObserver").addFilter(_in_one_line)
    # What that callback could not start (see `_without_known_faults`) Python would report as never awaited.
    warnings.filterwarnings(
        "ignore", r"coroutine 'Runner\._handle_cancellation_observer_failure'", RuntimeWarning
    )
    asyncio.run(_serve(served, output))


async def _serve(served: Sequence[RunnerDeployment], output: Output) -> None:
    from prefect.runner import Runner

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_without_known_faults)
    task = cast("asyncio.Task[Any]", asyncio.current_task())

    class Quiet(Runner):
        """A runner that treats SIGTERM as a cancellation of `start`."""

        def handle_sigterm(self, *_: Any, **__: Any) -> None:
            _end_in_time()
            loop.call_soon_threadsafe(task.cancel)

    ids: list[UUID] = []
    failed = 0
    with suppress(asyncio.CancelledError):
        while True:
            begun = time.monotonic()
            try:
                # The archive has one writer: a run that is due during another waits for its end.
                runner = Quiet(limit=1, pause_on_shutdown=False)
                ids = [await runner.aadd_deployment(made) for made in served]
                await runner.start()
            except Exception as error:  # noqa: BLE001 - Prefect reports a server that is away by errors of many types
                failed = failed + 1 if time.monotonic() - begun < LONG_SECONDS else 1
                await _await_server(error, failed, output)
            else:
                break
    await _pause(ids)


async def _await_server(error: Exception, failed: int, output: Output) -> None:
    """Wait until the server responds; raise CouldNotRunError if it did at each of several failures in a row."""
    url = os.environ[VARIABLE]
    if await asyncio.to_thread(answers, url):
        if failed >= TRIES:
            raise CouldNotRunError(f"Prefect cannot serve the deployments: {_cause(error)!r}") from error
        await asyncio.sleep(ASK_SECONDS)
        return
    output.warn(f"{VARIABLE}: {url} does not answer; the schedule continues when it does")
    while not await asyncio.to_thread(answers, url):
        await asyncio.sleep(ASK_SECONDS)
    output.warn(f"{VARIABLE}: {url} answers again; the schedule continues")


def _cause(error: BaseException) -> BaseException:
    """Return the first error in nested groups of errors."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _in_one_line(record: logging.LogRecord) -> bool:
    """Replace the traceback that Prefect logs for a connection lost by the error's own text."""
    if record.exc_info and record.exc_info[1] is not None:
        record.msg, record.args = f"{record.getMessage()} {record.exc_info[1]!r}", None
        record.exc_info = None
    return True


def _without_known_faults(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report what failed in the event loop, except two faults of Prefect 3.

    It asks a cancelled polling task for its exception, which raises CancelledError in its callback; and where a poll
    has failed for good, that callback starts a task outside any other, which anyio refuses.
    """
    from anyio import NoEventLoopError

    if not isinstance(context.get("exception"), asyncio.CancelledError | NoEventLoopError):
        loop.default_exception_handler(context)


async def _pause(ids: Sequence[UUID]) -> None:
    """Pause the schedules, so that the server plans no runs that nobody would start; skip an unreachable server."""
    from httpx import HTTPError
    from prefect.client.orchestration import get_client
    from prefect.exceptions import PrefectException

    with suppress(TimeoutError, HTTPError, PrefectException):
        async with asyncio.timeout(PAUSE_SECONDS), get_client() as client:
            for deployment_id in ids:
                await client.pause_deployment(deployment_id)


def _end_in_time() -> None:
    """Kill the process if it has not ended within the seconds that an init system waits."""
    timer = threading.Timer(END_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()
