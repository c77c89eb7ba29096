"""`fangzhi backfill`: archive a site's past years from its own lists, a web archive, WARC files or local folders.

It may be stopped at any moment: the same call resumes it. Repeated after its end, it adds only what is new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.queries.run_summary import summarise
from archive.wording import counted
from flows.commands import ingest
from flows.commands.past import report
from flows.commands.past.sources import Backfill, bring
from flows.commands.progress import Progress
from flows.commands.reparse import known_hints
from flows.errors import NEEDS_A_PERSON, CouldNotRunError, WrongUsageError
from flows.output import Output
from flows.pipeline.opening import open_archive
from flows.pipeline.readers.foreign_files import is_web_archive
from flows.pipeline.readers.one_file import limits_of
from flows.pipeline.selection import Selection, prepare, select, site_row
from spiders.config import settings as operator
from spiders.config.settings import Settings
from spiders.past import plan_years


def command(
    data: Path, sites: Path | None, output: Output,
    *, site: str, years: str, source: str, paths: Sequence[Path], scheduler: str | None = None,
) -> int:  # fmt: skip
    """Archive past years and print the result; return 1 if a year is missing or something failed."""
    summary = bring_past(
        data, sites, output, site=site, years=years, source=source, paths=paths, scheduler=scheduler
    )
    _say(output, summary)
    output.summary(summary)
    return 0 if fine(summary) else NEEDS_A_PERSON


def bring_past(
    data: Path, sites: Path | None, output: Output,
    *, site: str, years: str, source: str, paths: Sequence[Path], scheduler: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Archive past years and return the run's summary; `fine` decides whether it needs a person."""
    requested = _years(years)
    selection = select(data, sites, [site], everything=False)
    if selection.errors:
        raise WrongUsageError(selection.errors[0])
    files = _files(source, paths)
    settings = _ready(data, selection, source)
    hints = known_hints(data, sites)
    limits = limits_of(data)
    parameters = {
        "site": site, "years": plan_years.write(requested), "from": source, "paths": [file.url for file in files],
    }  # fmt: skip
    with open_archive(data, "backfill", output) as archive, Progress(output) as progress:
        run = archive.start_run("backfill", parameters)
        chosen = selection.sites[site]
        archive.load_sites([site_row(site, chosen)])
        one = Backfill(archive, run, data, selection, chosen, requested, settings, progress)
        result = bring(one, source, files)
        if result.whole:
            ingest.take_in(archive, run)
            ingest.read_all(
                archive, run, hints, limits, lambda done, whole: progress("reading", done, whole), scheduler,
                selection.sites if source == "site" else {},
            )  # fmt: skip
        years_covered = report.coverage_of(archive.db.conn, chosen, requested, result.gaps)
        missing = [year.year for year in years_covered if year.why is not None]
        summary = {
            **summarise(archive.db.conn, run), "site": site, "years": list(requested), "from": source,
            "whole": result.whole, "coverage": [asdict(year) for year in years_covered], "missing": missing,
            "attention": result.attention, "left_out": result.left_out,
        }  # fmt: skip
        if result.whole:
            wrong = archive.finish_run(run, "ok" if fine(summary) else "needs_a_person", summary)
            if wrong:
                summary["attention"].append(wrong)
    return {"command": "backfill", "data": str(data), **summary}


def fine(summary: Mapping[str, Any]) -> bool:
    """Return whether no year is missing, nothing failed and nothing is damaged."""
    return not any(summary[name] for name in ("missing", "attention", "damaged", "refused"))


def _years(text: str) -> tuple[int, ...]:
    try:
        return tuple(sorted(plan_years.parse(text)))
    except ValueError as error:
        raise WrongUsageError(f"--years: {error}") from None


def _files(source: str, paths: Sequence[Path]) -> list[ingest.LocalFile]:
    """Return the files that a source reads. Raises WrongUsageError if there are none, or if the source takes none."""
    if source in ("site", "wayback"):
        if paths:
            raise WrongUsageError(f"--from {source} takes no PATH; --from files and --from warc do")
        return []
    if not paths:
        raise WrongUsageError(f"--from {source}: give the files or folders")
    files = [file for file in ingest.local_files(paths) if is_web_archive(file.path) == (source == "warc")]
    if not files:
        raise WrongUsageError(f"--from {source}: no such file among {', '.join(map(str, paths))}")
    return files


def _ready(data: Path, selection: Selection, source: str) -> Settings:
    """Return the operator's settings. Raises a CommandError if the source may not be used."""
    if source == "site":
        prepare(data, selection)
    try:
        settings = operator.load(data)
        if source == "wayback":
            operator.require_contact(settings, settings.wayback.endpoint, data)
    except operator.ContactMissingError as error:
        raise CouldNotRunError(str(error)) from error
    except operator.SettingsError as error:
        raise WrongUsageError(str(error)) from error
    return settings


def _say(output: Output, summary: Mapping[str, Any]) -> None:
    output.say(
        f"run {summary['run']}: {counted(summary['fetched'], 'capture')}, "
        f"{counted(summary['new_documents'], 'new document')}, "
        f"{counted(summary['new_versions'], 'new version')}, {summary['dismissed']} not a report"
    )
    report.show(output, [report.YearCoverage(**year) for year in summary["coverage"]])
    for name, why in summary["left_out"].items():
        output.say(f"left out: {name}: {why}")
    for line in summary["attention"]:
        output.warn(line)
    for row in (*summary["damaged"], *summary["refused"]):
        output.warn(row["detail"])
