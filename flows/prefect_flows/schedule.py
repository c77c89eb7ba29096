"""`fangzhi schedule`: serve the flows as Prefect deployments: `nightly` on a schedule, the others on demand."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from flows.errors import CouldNotRunError, WrongUsageError
from flows.interruption import interruption
from flows.output import Output
from flows.pipeline.selection import prepare, select
from flows.prefect_flows import settings

if TYPE_CHECKING:
    from uuid import UUID

    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

TIMEZONE: Final = "Asia/Shanghai"
PAUSE_SECONDS: Final = 4
END_SECONDS: Final = 8
DEFAULT_CRON: Final = "30 1 * * *"


def command(
    data: Path,
    sites: Path | None,
    output: Output,
    *,
    cron: str = DEFAULT_CRON,
    only: Sequence[str] = (),
    everything: bool = False,
    crawlers: str | None = None,
) -> int:
    """Serve the deployments until interrupted: this process starts each night's run.

    `only`, `everything` and `crawlers` are the night's, as in `fangzhi nightly`. Raises WrongUsageError for an
    invalid cron line, CouldNotRunError if no Prefect server is named or responds.
    """
    check_cron(cron)
    if not os.environ.get("PREFECT_API_URL"):
        raise CouldNotRunError(
            "PREFECT_API_URL is not set: run `prefect server start`, then "
            "`export PREFECT_API_URL=http://127.0.0.1:4200/api`, and start this again "
            "(without a server: cron or systemd, docs/operations.md)"
        )
    prepare(data, select(data, sites, only, everything))
    settings.prepare(data)
    reachable()
    output.say(
        f"served: nightly/nightly ({cron} {TIMEZONE}), backfill/backfill, reparse/reparse, verify/verify, "
        "publish/publish; Ctrl-C ends"
    )
    interruption.leave_to_asyncio()
    night = {"only": list(only) or None, "everything": everything, "crawlers": crawlers}
    serve(deployments(data, sites, cron, night))
    return 0


def check_cron(cron: str) -> None:
    """Raise WrongUsageError if the cron line is invalid."""
    from prefect.client.schemas.schedules import CronSchedule
    from pydantic import ValidationError

    try:
        CronSchedule(cron=cron, timezone=TIMEZONE)
    except ValidationError as error:
        raise WrongUsageError(f"--cron: {cron!r}: {error.errors()[0]['msg']}") from None


def reachable() -> None:
    """Raise CouldNotRunError if the Prefect server does not respond."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble is not None:
        raise CouldNotRunError(
            f"PREFECT_API_URL: {os.environ['PREFECT_API_URL']} does not answer: {trouble}; "
            "is `prefect server start` running?"
        )


def parameters(data: Path, sites: Path | None) -> dict[str, Any]:
    """Return the flows' parameters, with absolute folders."""
    return {"data": str(data.resolve()), "sites": str(sites.resolve()) if sites else None}


def serve(served: Sequence[RunnerDeployment]) -> None:
    """Create or update the deployments and execute their runs, one at a time, until SIGTERM or Ctrl-C.

    Prefect 3's own `serve` leaves a coroutine unawaited at SIGTERM, and waits for an unreachable server for more
    than a minute.
    """
    from prefect.runner import Runner

    loop: asyncio.AbstractEventLoop
    task: asyncio.Task[Any]

    class Quiet(Runner):
        """A runner that treats SIGTERM as a cancellation of `start`."""

        def handle_sigterm(self, *_: Any, **__: Any) -> None:
            _end_in_time()
            loop.call_soon_threadsafe(task.cancel)

    async def run() -> None:
        nonlocal loop, task
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_without_cancellations)
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        with suppress(asyncio.CancelledError):
            await runner.start()
        await _pause(ids)

    logging.getLogger("prefect.FlowRunCancellingObserver").addFilter(_in_one_line)
    # The archive has one writer: a run that is due during another waits for its end.
    runner = Quiet(limit=1, pause_on_shutdown=False)
    ids = [cast("UUID", runner.add_deployment(made)) for made in served]
    asyncio.run(run())


def _in_one_line(record: logging.LogRecord) -> bool:
    """Replace the traceback that Prefect logs for a connection lost by the error's own text."""
    if record.exc_info and record.exc_info[1] is not None:
        record.msg, record.args = f"{record.getMessage()} {record.exc_info[1]!r}", None
        record.exc_info = None
    return True


def _without_cancellations(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report what failed in the event loop, except tasks that the end of the process cancelled.

    Prefect 3 asks a cancelled polling task for its exception, which raises CancelledError in its callback.
    """
    if not isinstance(context.get("exception"), asyncio.CancelledError):
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


def deployments(
    data: Path, sites: Path | None, cron: str, night: Mapping[str, Any]
) -> list[RunnerDeployment]:
    """Return the deployments: `nightly` with its schedule, the others to be started from Prefect's interface.

    `night` has the further parameters of `nightly`: `only`, `everything`, `crawlers`.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.prefect_flows.maintenance import backfill, publish, reparse, verify
    from flows.prefect_flows.nightly import nightly

    both = parameters(data, sites)
    only_data = {"data": both["data"]}
    # If several processes serve, a second concurrent run is cancelled.
    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    served: list[tuple[Flow[Any, Any], dict[str, Any], Schedule | None]] = [
        (nightly, {**both, **night}, Cron(cron, timezone=TIMEZONE)),
        (backfill, both, None),
        (reparse, both, None),
        (verify, only_data, None),
        (publish, only_data, None),
    ]
    return [
        # Outside an event loop it is not a coroutine, though its type allows one.
        cast(
            "RunnerDeployment",
            flow.to_deployment(
                flow.name,
                parameters=given,
                schedule=when,
                concurrency_limit=one,
                description=f"{flow.description} (docs/operations.md)",
                tags=["fangzhi"],
                entrypoint_type=EntrypointType.MODULE_PATH,
            ),
        )
        for flow, given, when in served
    ]
