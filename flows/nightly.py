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
from flows.reading import hints_of
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
    """What the tasks of one nightly run share; plain, so that Prefect hands it on untouched."""

    def __init__(self, archive: Archive, run: int, data: Path, selection: Selection) -> None:
        self.archive, self.run, self.data, self.selection = archive, run, data, selection
        self.hints = {name: hints_of(site) for name, site in selection.sites.items()}


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
    summary = run_night(data, selection, output)
    say(output, summary)
    output.summary({"command": "nightly", "data": str(data), **summary})
    if selection.errors:
        return WRONG_USAGE
    return NEEDS_A_PERSON if summary["needs_a_person"] else 0


def run_night(data: Path, selection: Selection, output: Output) -> dict[str, Any]:
    """One night by the Prefect flow; the run's summary."""
    with open_archive(data, "nightly", output) as archive:
        engine.prepare(data)
        from flows.orchestration import nightly

        parameters = {"sites": sorted(selection.sites)}
        run = archive.start_run("nightly", parameters)
        archive.load_sites(
            SiteRow(name, site.name, site.division, site.homepage, site.family)
            for name, site in selection.sites.items()
        )
        night = Night(archive, run, data, selection)
        with output.step(f"night: {len(selection.sites)} sites (run {run})"):
            results: list[ShardResult] = nightly(night, shards(selection))
        attention = check(archive, run, selection.sites, results, selection.errors)
        summary = summarise(archive.db.conn, run)
        summary["attention"] = attention
        summary["needs_a_person"] = bool(attention)
        archive.finish_run(run, "needs_a_person" if attention else "ok", summary)
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
