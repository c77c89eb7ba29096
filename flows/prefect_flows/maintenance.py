"""The Prefect flows beside the night: `backfill`, `reparse`, `verify`, `publish`.

Each calls the same function as the command of its name, publishes an artifact, and returns the summary that the command
prints with `--json`. The commands themselves don't use Prefect: its start-up takes about 8 s (3.8, 2026-11), and a
person is waiting. A CommandError fails the run with its line. No flow retries by itself: each resumes where it
stopped when it is started again.
"""

# No `from __future__ import annotations` here: see flows/prefect_flows/nightly.py.

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed
from pydantic import AfterValidator, Field

from flows.commands.health import checked
from flows.commands.past.backfill import bring_past
from flows.commands.publish import published
from flows.commands.reparse import read_again
from flows.errors import CommandError
from flows.output import Output
from flows.prefect_flows import artifacts
from spiders.past import plan_years

# A run that takes longer hangs, and keeps the archive locked for the next night.
TIMEOUT_SECONDS: Final = 20 * 3600

Summary = dict[str, Any]


def _years(text: str) -> str:
    plan_years.parse(text)
    return text


SiteId = Annotated[str, Field(min_length=1)]
Years = Annotated[str, AfterValidator(_years)]


@flow(name="backfill", description="A site's past years; resumable", timeout_seconds=TIMEOUT_SECONDS)
def backfill(
    site: SiteId,
    years: Years,
    source: Literal["site", "wayback", "warc", "files"] = "site",
    paths: list[Path] | None = None,
    data: Path = Path("data"),
    sites: Path | None = None,
    scheduler: str | None = None,
) -> Summary | State[Any]:
    """Bring in a site's past years.

    Args:
        site: The site's id, verified or not.
        years: Plan years, such as 2012-2020.
        source: The site's own lists, a web archive, or the WARC files or folders of `paths`.
        paths: What `warc` and `files` read.
        data: The data folder.
        sites: The only folder of site files; without it the bundled ones and those in DATA/sites.
        scheduler: A Dask scheduler, such as tcp://10.0.0.5:8786, whose workers read.
    """
    return _done(
        "backfill",
        artifacts.backfilled,
        lambda: bring_past(
            data,
            sites,
            Output(),
            site=site,
            years=years,
            source=source,
            paths=paths or [],
            scheduler=scheduler,
        ),
    )


@flow(
    name="reparse",
    description="Read again from the stored captures, never from the network; resumable",
    timeout_seconds=TIMEOUT_SECONDS,
)
def reparse(
    site: SiteId | None = None,
    processes: Annotated[int, Field(ge=1)] | None = None,
    data: Path = Path("data"),
    sites: Path | None = None,
    scheduler: str | None = None,
) -> Summary | State[Any]:
    """Read again from the stored raw captures.

    Args:
        site: Only this site's captures.
        processes: Worker processes; without it one a processor.
        data: The data folder.
        sites: The only folder of site files; without it the bundled ones and those in DATA/sites.
        scheduler: A Dask scheduler, such as tcp://10.0.0.5:8786, whose workers read instead.
    """
    return _done(
        "reparse",
        artifacts.read_again,
        lambda: read_again(data, sites, Output(), site=site, processes=processes, scheduler=scheduler),
    )


@flow(name="verify", description="Check every capture, digest, span and key", timeout_seconds=TIMEOUT_SECONDS)
def verify(data: Path = Path("data")) -> Summary | State[Any]:
    """Check the archive; damage does not fail the run, the artifact lists it.

    Args:
        data: The data folder.
    """
    return _done("verify", artifacts.verified, lambda: checked(data, Output()))


@flow(name="publish", description="A folder that any host can serve", timeout_seconds=TIMEOUT_SECONDS)
def publish(out: Path, captures: bool = True, data: Path = Path("data")) -> Summary | State[Any]:
    """Make a folder that any host can serve.

    Args:
        out: The new folder.
        captures: With the raw captures (WARC files).
        data: The data folder.
    """
    return _done("publish", artifacts.published, lambda: published(data, Output(), out, captures=captures))


def _done(key: str, page: Callable[[Summary], str], work: Callable[[], Summary]) -> Summary | State[Any]:
    try:
        summary = work()
    except CommandError as error:
        return Failed(message=str(error), data=error)
    create_markdown_artifact(page(summary), key=key)
    return summary
