"""One night over site files without a Prefect server: what the flow's tasks do, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archive.store import Archive
from flows.pipeline.crawl_process import crawl_each
from flows.pipeline.night import Night, shards
from flows.pipeline.selection import prepare, select


def night(data: Path, sites: Path) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Crawl, take in, read, check; return the run's summary, and the summary of each visit by site."""
    selection = select(data, sites, (), everything=False)
    prepare(data, selection)
    with Archive.open(data, holder="test") as archive:
        one = Night(archive, data, selection)
        results = [
            crawl_each(shard, data=data, sites=sites, run=one.run) for shard in shards(selection, here=True)
        ]
        one.take_in()
        while one.read_batch():
            pass
        summary, _ = one.finish(results)
    assert [result.error for result in results] == [None] * len(results)
    return summary, {name: visit for result in results for name, visit in result.summary["sites"].items()}
