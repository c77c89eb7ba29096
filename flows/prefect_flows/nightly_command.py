"""`fangzhi nightly`: run the Prefect flow once and print its result."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.wording import counted
from flows.errors import NEEDS_A_PERSON, WRONG_USAGE
from flows.output import Output
from flows.pipeline import crawl_starter
from flows.pipeline.opening import open_archive
from flows.pipeline.selection import prepare, select
from flows.prefect_flows import night_server, server, settings


def command(
    data: Path, sites: Path | None, output: Output,
    *, only: Sequence[str], everything: bool, crawlers: str | None = None,
) -> int:  # fmt: skip
    """Run one night, print it line by line and as a JSON summary; return the exit code."""
    selection = select(data, sites, only, everything)
    prepare(data, selection)
    for line in selection.errors:
        output.warn(line)
    summary = run_night(data, sites, output, only=only, everything=everything, crawlers=crawlers)
    say(output, summary, already_shown=selection.errors)
    output.summary({"command": "nightly", "data": str(data), **summary})
    if selection.errors:
        return WRONG_USAGE
    return NEEDS_A_PERSON if summary["attention"] else 0


def run_night(
    data: Path, sites: Path | None, output: Output,
    *, only: Sequence[str] = (), everything: bool = False, crawlers: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Run one night by the Prefect flow; return its summary. `crawlers`: the deployment whose machines crawl."""
    with open_archive(data, "nightly", output):
        pass  # report what prevents opening before Prefect's start-up of some seconds
    if crawlers is None:
        server.choose(output)
    else:
        server.require("--crawlers")
    settings.prepare(data)
    home = settings.home_of(data)
    with crawl_starter.ready() if crawlers is None else contextlib.nullcontext():
        own = night_server.start(home)
        from flows.prefect_flows.nightly import nightly

        with output.step("the night's crawl and reading"):
            if own:
                night_server.wait(own, home)
            return server.watched(
                data,
                output,
                lambda: nightly(
                    data=data, sites=sites, only=list(only), everything=everything, crawlers=crawlers
                ),
            )


def say(output: Output, summary: Mapping[str, Any], already_shown: Sequence[str] = ()) -> None:
    """Print the night in a few lines for a person, without the warnings already shown."""
    output.say(
        f"run {summary['run']}: {summary['fetched']} fetched, {summary['unchanged']} unchanged, "
        f"{counted(summary['new_versions'], 'new version')}, {counted(summary['edits'], 'quiet edit')}, "
        f"{summary['gone']} gone, {summary['failed']} failed"
    )
    for row in edits(summary):
        output.say(f"edited: {row['title']}: {row['before']} → {row['after']}  {row['url']}")
    for row in summary["gone_pages"]:
        output.say(
            f"gone: {row['title']}: present {row['last_seen']}, absent {row['gone_since']}  {row['url']}"
        )
    for line in summary["attention"]:
        if line not in already_shown:
            output.warn(line)


def edits(summary: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the heaviest change of each edited version."""
    heaviest: dict[int, Mapping[str, Any]] = {}
    for row in summary["changes"]:
        heaviest.setdefault(row["version_id"], row)
    return list(heaviest.values())
