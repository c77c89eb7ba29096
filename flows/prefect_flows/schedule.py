"""`fangzhi schedule`: serve the flows as Prefect deployments: `nightly` on a schedule, the others on demand."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from flows.errors import CouldNotRunError, WrongUsageError
from flows.interruption import interruption
from flows.output import Output
from flows.pipeline.selection import prepare, select
from flows.prefect_flows import serving, settings

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

TIMEZONE: Final = "Asia/Shanghai"
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
    serving.serve(deployments(data, sites, cron, night), output)
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
