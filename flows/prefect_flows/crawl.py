"""The Prefect flow `crawl`: one shard of a night's sites, crawled by the machine whose worker takes it.

The writer passes the run, the shard and the sites. The rest comes from the machine's environment, as for every
command: FANGZHI_DATA, a data folder of its own in which `warc/` and `known/` are the shared folders, and
FANGZHI_SITES. Captures go into the shared WARC folder; the flow returns how the crawl ended, and its artifact
`crawl` holds the result of each site.
"""

# No `from __future__ import annotations` here: see flows/prefect_flows/nightly.py.

import os
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, Final

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Crashed, Failed
from pydantic import Field

from archive.layout import FILE, KNOWN_FOLDER
from flows.errors import CommandError, CouldNotRunError, WrongUsageError
from flows.pipeline import crawl_process
from flows.pipeline.crawl_process import Shard, ShardResult

ARTIFACT: Final = "crawl"


@flow(name="crawl", description="One shard of a night's sites, into the shared WARC folder")
def crawl(
    run: Annotated[int, Field(ge=1)],
    shard: Annotated[int, Field(ge=0)],
    ids: Annotated[list[str], Field(min_length=1)],
    release: str,
) -> dict[str, Any] | State[Any]:
    """Crawl the sites of a shard.

    Args:
        run: The night's run.
        shard: The shard's number within the run.
        ids: The sites.
        release: The writer's release of Fangzhi; this machine must have the same.
    """
    try:
        result = _crawl(run, Shard(shard, tuple(ids)), release)
    except CommandError as error:
        return Failed(message=str(error), data=error)
    sites = result.summary.get("sites", {})
    create_table_artifact([{"site": name, **result} for name, result in sites.items()], key=ARTIFACT)
    if result.exit_code < 0:
        return Crashed(message=f"the crawl was ended by signal {-result.exit_code}")
    if result.error is not None:
        return Failed(message=result.error)
    return asdict(result)


def _crawl(run: int, shard: Shard, release: str) -> ShardResult:
    here = metadata.version("fangzhi")
    if release != here:
        raise WrongUsageError(f"this machine has fangzhi {here}, the writer {release}: install the same")
    if "FANGZHI_DATA" not in os.environ:
        raise WrongUsageError("FANGZHI_DATA: not set for this machine's worker; it names the data folder")
    data = Path(os.environ["FANGZHI_DATA"])
    known = data / KNOWN_FOLDER
    if not (known / FILE).is_file():
        raise CouldNotRunError(f"{known} holds no {FILE}: is the shared folder mounted there?")
    given = os.environ.get("FANGZHI_SITES")
    sites = Path(given) if given else None
    return crawl_process.crawl(shard, data=data, sites=sites, run=run, options=["--known", str(known)])
