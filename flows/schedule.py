"""`fangzhi schedule`: the nightly flow as a Prefect deployment, every night in China, one night at a time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from flows import engine
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output
from flows.selection import prepare, select

TIMEZONE: Final = "Asia/Shanghai"
DEFAULT_CRON: Final = "30 1 * * *"
NAME: Final = "nightly"


def command(data: Path, sites: Path | None, output: Output, *, cron: str = DEFAULT_CRON) -> int:
    """Serve the deployment until interrupted: this process starts each night's run.

    Raises WrongUsageError for a wrong cron line, CouldNotRunError where no Prefect server is named or answers.
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise CouldNotRunError(
            "PREFECT_API_URL is not set: run `prefect server start`, then "
            "`export PREFECT_API_URL=http://127.0.0.1:4200/api`, and start this again "
            "(without a server: cron or systemd, docs/operations.md)"
        )
    check_cron(cron)
    prepare(data, select(sites, (), False))
    engine.prepare(data)
    reachable()
    output.say(f"the nightly flow is served as 'nightly/{NAME}', {cron} {TIMEZONE}; Ctrl-C ends")
    serve(data, sites, cron)
    return 0


def check_cron(cron: str) -> None:
    """Raise WrongUsageError for what is no cron line."""
    from prefect.client.schemas.schedules import CronSchedule
    from pydantic import ValidationError

    try:
        CronSchedule(cron=cron, timezone=TIMEZONE)
    except ValidationError as error:
        raise WrongUsageError(f"--cron: {cron!r}: {error.errors()[0]['msg']}") from None


def reachable() -> None:
    """Raise CouldNotRunError where the Prefect server does not answer."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble is not None:
        raise CouldNotRunError(
            f"PREFECT_API_URL: {os.environ['PREFECT_API_URL']} does not answer: {trouble}; "
            "is `prefect server start` running?"
        )


def parameters(data: Path, sites: Path | None) -> dict[str, Any]:
    """The flow's parameters, with folders that mean the same from wherever a run starts."""
    return {"data": str(data.resolve()), "sites": str(sites.resolve()) if sites else None}


def serve(data: Path, sites: Path | None, cron: str) -> None:
    """Make or renew the deployment and run its runs, until interrupted."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.orchestration import nightly

    # A night that is still running when the next one is due lets that one go: the archive has one writer.
    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    nightly.serve(
        name=NAME,
        schedule=Cron(cron, timezone=TIMEZONE),
        parameters=parameters(data, sites),
        global_limit=one,
        limit=1,
        description="One night over the site files (docs/operations.md)",
        tags=["fangzhi"],
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )
