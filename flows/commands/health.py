"""`fangzhi status` and `fangzhi verify`: the health of the archive, and whether its bytes are intact."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from archive.database.readonly import NoArchiveError
from archive.errors import ArchiveError
from archive.layout import WARC_FOLDER
from archive.queries import status as queries
from archive.queries.status import Issue, SiteHealth
from archive.verify import Tally
from archive.verify import verify as check
from archive.wording import counted
from flows.errors import NEEDS_A_PERSON, CouldNotRunError, WrongUsageError
from flows.output import Output
from flows.pipeline.readers.reading import read_for_check
from spiders.config.settings import BEIJING


def status(data: Path, output: Output) -> int:
    """Print the state of the archive and of each site; return 1 if an open issue needs a person."""
    try:
        health = queries.status(data, datetime.now(BEIJING).date())
    except NoArchiveError as error:
        raise WrongUsageError(str(error)) from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    output.say(
        f"{counted(health.documents, 'document')} on {counted(health.pages, 'page')}, "
        f"{counted(health.versions, 'version')}, {counted(health.captures, 'capture')}"
        + (f", {health.waiting} waiting to be read" if health.waiting else "")
    )
    if health.last_run:
        run = health.last_run
        ended = f"{run['outcome']} at {run['finished_at']}" if run["finished_at"] else "not finished"
        output.say(f"last run: {run['kind']} {run['id']}, started {run['started_at']}, {ended}")
    for line in health.morning:
        output.say(f"    {line}")
    for site in health.sites:
        for line in _site(site):
            output.say(line)
    for issue in health.issues:
        output.say(_open(issue))
    output.summary({"command": "status", "data": str(data), **asdict(health)})
    needy = health.issues or any(site.issues for site in health.sites)
    return NEEDS_A_PERSON if needy else 0


def _site(site: SiteHealth) -> list[str]:
    years = f"years {_spans(site.years)}" if site.years else "no years yet"
    missing = f", missing {_spans(site.missing)}" if site.missing else ""
    gone = f", {site.gone} gone" if site.gone else ""
    refused = f", {site.refused} refused" if site.refused else ""
    head = f"{site.id} ({site.name}): {counted(site.pages, 'page')}{gone}{refused}, {years}{missing}"
    times = f"    last success {site.last_success or 'never'}, last change {site.last_change or 'never'}"
    certificate = [f"    certificate: {site.certificate}"] if site.certificate else []
    lists = [
        f"    list {one.url}: {one.state}, {counted(one.rows, 'row')} on {counted(one.pages, 'page')}"
        for one in site.lists
        if one.state != "complete"
    ]
    return [head, times, *certificate, *lists, *(f"    {_open(issue)}" for issue in site.issues)]


def _open(issue: Issue) -> str:
    """Return the line of an open issue; one about a site as a whole has no subject of its own."""
    return (
        f"open: {' '.join(filter(None, (issue.code, issue.about)))}: {issue.detail} (since {issue.opened_at})"
    )


def _spans(years: tuple[int, ...]) -> str:
    """Return years with consecutive ones joined.

    >>> _spans((2014, 2015, 2016, 2018))
    '2014-2016 2018'
    """
    parts: list[list[int]] = []
    for year in years:
        if parts and year == parts[-1][-1] + 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in parts)


def verify(data: Path, output: Output, *, quick: bool = False) -> int:
    """Name each damaged record; return 1 if there is one. `quick` skips the comparison of every stored value."""
    summary = checked(data, output, quick=quick)
    damaged = summary["damaged"]
    nouns = (
        ("record", "capture", "version", "span") if quick else ("record", "capture", "version", "span", "row")
    )
    counts = [counted(summary["files"], "WARC file"), *(counted(summary[f"{noun}s"], noun) for noun in nouns)]
    if not quick:
        counts.append(f"{counted(summary['read_again'], 'version')} read again")
    output.say(f"{', '.join(counts)}: {len(damaged):,} damaged")
    if summary["unsettled"]:
        waiting = counted(summary["unsettled"], "division")
        output.say(f"the ledgers were not compared: the next run computes those of {waiting} again")
    output.summary(summary)
    return NEEDS_A_PERSON if damaged else 0


def checked(data: Path, output: Output, *, quick: bool = False) -> dict[str, Any]:
    """Return how many of each kind were checked and what is `damaged`; print each damage as it is found."""
    tally, damaged = Tally(), []
    what = "record, digest, span and key" if quick else "stored value"
    read_again = partial(read_for_check, (data / WARC_FOLDER).resolve())
    try:
        with output.step(f"checking every {what}"):
            for damage in check(data, tally, quick=quick, read_again=read_again):
                damaged.append(asdict(damage))
                output.warn(str(damage))
    except NoArchiveError as error:
        raise WrongUsageError(str(error)) from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    return {"command": "verify", "data": str(data), "quick": quick, **asdict(tally), "damaged": damaged}
