"""The nightly flow: crawl shards of sites, take in what they brought, read it, check it, say what happened."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.store import Archive, SiteRow
from archive.summary import summarise
from flows import engine
from flows.assertions import check
from flows.crawling import Shard, ShardResult, shards_of
from flows.errors import NEEDS_A_PERSON, WRONG_USAGE, CouldNotRunError, WrongUsageError
from flows.opening import open_archive
from flows.output import Output
from flows.reading import Readers, hints_of, read_pending
from spiders import settings as operator
from spiders import sitefile
from spiders.sitefile import SiteFile

SITES_A_SHARD = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """The sites of a night, where their files lie, and one line for each file that can't be used."""

    folder: Path
    sites: Mapping[str, SiteFile]
    errors: tuple[str, ...]


class Night:
    """One nightly run: its steps, which the flow's tasks stand around."""

    def __init__(self, archive: Archive, data: Path, selection: Selection) -> None:
        self.archive, self.data, self.selection = archive, data, selection
        self.run = archive.start_run("nightly", {"sites": sorted(selection.sites)})
        self._readers = Readers(
            archive.warc, {name: hints_of(site) for name, site in selection.sites.items()}
        )
        archive.load_sites(
            SiteRow(name, site.name, site.division, site.homepage, site.family)
            for name, site in selection.sites.items()
        )

    def take_in(self) -> int:
        """Enter the captures that have come into the WARC files since the last time."""
        return sum(self.archive.take_in(self.run, path) for path in self.archive.warc_files())

    def read_batch(self) -> int:
        """Read and keep the next batch; how many readings that was, 0 when nothing waits."""
        return read_pending(self.archive, self.run, self._readers)

    def finish(self, results: Sequence[ShardResult]) -> dict[str, Any]:
        """Check what the site files assert, and end the run; its summary."""
        attention = check(self.archive, self.run, self.selection.sites, results, self.selection.errors)
        summary = {**summarise(self.archive.db.conn, self.run), "attention": attention}
        self.archive.finish_run(self.run, "needs_a_person" if attention else "ok", summary)
        return summary


def select(sites: Path | None, only: Sequence[str], everything: bool) -> Selection:
    """The sites that a night is about. Raises WrongUsageError where none is left."""
    folder = sites or sitefile.shipped()
    try:
        found = sitefile.survey(folder, only or None)
    except sitefile.SiteFileError as error:
        raise WrongUsageError(str(error)) from error
    chosen = {
        name: site for name, site in found.sites.items() if only or everything or site.verified is not None
    }
    if not chosen:
        raise WrongUsageError(
            found.errors[0]
            if found.errors
            else f"{folder}: no verified site file; `fangzhi site check ID` verifies one, --only ID runs one unverified"
        )
    return Selection(folder, chosen, found.errors)


def prepare(data: Path, selection: Selection) -> None:
    """Refuse before anything is written what can't be crawled: bad settings, no contact for a live crawl."""
    try:
        settings = operator.load(data)
        for site in selection.sites.values():
            for url in (site.homepage, *(entry.url for entry in site.lists), *site.reports):
                operator.require_contact(settings, url, data)
    except operator.ContactMissingError as error:
        raise CouldNotRunError(str(error)) from error
    except operator.SettingsError as error:
        raise WrongUsageError(str(error)) from error


def command(data: Path, sites: Path | None, output: Output, *, only: Sequence[str], everything: bool) -> int:
    """`fangzhi nightly`: one night, told line by line and as a JSON summary."""
    selection = select(sites, only, everything)
    prepare(data, selection)
    for line in selection.errors:
        output.warn(line)
    summary = run_night(data, sites, output, only=only, everything=everything)
    say(output, summary)
    output.summary({"command": "nightly", "data": str(data), **summary})
    if selection.errors:
        return WRONG_USAGE
    return NEEDS_A_PERSON if summary["attention"] else 0


def run_night(
    data: Path, sites: Path | None, output: Output, *, only: Sequence[str] = (), everything: bool = False
) -> dict[str, Any]:
    """One night by the Prefect flow; the run's summary."""
    with open_archive(data, "nightly", output):
        pass  # what keeps the archive closed is told before Prefect's 10 seconds
    engine.prepare(data)
    from flows.orchestration import nightly

    with output.step("the night's crawl and reading"):
        summary: dict[str, Any] = nightly(data=data, sites=sites, only=list(only), everything=everything)
    return summary


def shards(selection: Selection) -> tuple[Shard, ...]:
    """As many crawl processes as the sites fill, at most one a processor."""
    count = -(-len(selection.sites) // SITES_A_SHARD)
    return shards_of(sorted(selection.sites), max(1, min(count, os.cpu_count() or 1)))


def say(output: Output, summary: Mapping[str, Any]) -> None:
    """The night in a few lines for a person."""
    output.say(
        f"run {summary['run']}: {summary['fetched']} fetched, {summary['unchanged']} unchanged, "
        f"{summary['new_versions']} new versions, {summary['edits']} quiet edits, {summary['gone']} gone, "
        f"{summary['failed']} failed"
    )
    for row in edits(summary):
        output.say(f"edited: {row['title']}: {row['before']} → {row['after']}  {row['url']}")
    for row in summary["gone_pages"]:
        output.say(
            f"gone: {row['title']}: present {row['last_seen']}, absent {row['gone_since']}  {row['url']}"
        )
    for line in summary["attention"]:
        output.warn(line)


def edits(summary: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The heaviest change of each edited version."""
    heaviest: dict[int, Mapping[str, Any]] = {}
    for row in summary["changes"]:
        heaviest.setdefault(row["version_id"], row)
    return list(heaviest.values())
