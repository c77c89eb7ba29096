"""`fangzhi backfill`: archive a site's past years from its own lists, a web archive, WARC files or local folders.

It may be stopped at any moment: the same call resumes it. Repeated after its end, it adds only what is new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.queries import coverage as held
from archive.queries.run_summary import summarise
from archive.store import Archive
from archive.warc.captures import Position, Response
from archive.warc.reader import response_at
from archive.warc.writer import WarcWriter
from archive.wording import counted
from flows.commands import ingest
from flows.commands.past import report
from flows.commands.past.choice import Choice
from flows.commands.past.report import SourceGaps
from flows.commands.progress import Progress
from flows.commands.reparse import known_hints
from flows.errors import NEEDS_A_PERSON, CouldNotRunError, WrongUsageError
from flows.output import Output
from flows.pipeline.crawl_process import Shard, crawl
from flows.pipeline.opening import open_archive
from flows.pipeline.readers.foreign_files import expanded, is_web_archive
from flows.pipeline.readers.isolation.process import Isolated
from flows.pipeline.readers.one_file import limits_of
from flows.pipeline.readers.reading import LOCAL
from flows.pipeline.selection import Selection, prepare, select, site_row
from spiders.config import settings as operator
from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.past import plan_years
from spiders.past.copies import Copies, Find, Linked


@dataclass(slots=True)
class SourceResult:
    """What a source delivered and what it could not; `whole` is False if the same call has to resume it."""

    whole: bool = True
    attention: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    gaps: SourceGaps = field(default_factory=lambda: SourceGaps("", {}, {}))


@dataclass(frozen=True, slots=True)
class Backfill:
    """One backfill: the open archive, its run, and the request."""

    archive: Archive
    run: int
    data: Path
    selection: Selection
    site: SiteFile
    years: tuple[int, ...]
    settings: Settings
    progress: Progress


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
        result = _bring(one, source, files)
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


def _bring(one: Backfill, source: str, files: Sequence[ingest.LocalFile]) -> SourceResult:
    if source == "site":
        return _from_site(one)
    ingest.take_in(one.archive, one.run)
    if source == "wayback":
        return _from_wayback(one)
    if source == "warc":
        return _from_warc(one, [file.path for file in files])
    one.progress("taking in files", 0, len(files))
    with closing(Isolated()) as worker:
        choice = Choice(one.site, frozenset(one.years), limits_of(one.data), worker)
        ingest.bring_in(one.archive, one.run, choice.files(files, one.progress), one.site.id, None)
    return SourceResult(
        attention=_nothing_fits(choice), left_out=choice.out, gaps=SourceGaps("not in the files", {}, {})
    )


# -- the site itself --


def _from_site(one: Backfill) -> SourceResult:
    """Crawl the site's lists to their end; what an interrupted crawl captured is answered from its WARC file.

    Nothing is read before the crawl is complete, so an article is never read without its attachments.
    """

    def notice(counts: Mapping[str, int]) -> None:
        if counts["candidates"]:
            one.progress("fetching reports", counts["visited"], counts["candidates"])
        else:
            one.progress("reading list pages", counts["list_pages"])

    one.progress("crawling the site", 0)
    result = crawl(
        Shard(0, (one.site.id,)), data=one.data, sites=one.selection.folder, run=one.run,
        options=["--years", plan_years.write(one.years)], notice=notice,
    )  # fmt: skip
    visit = result.summary.get("sites", {}).get(one.site.id, {})
    attention = list(visit.get("problems", []))
    whole = result.exit_code == 0 and not visit.get("out_of_budget", False)
    left = result.error or visit.get("failed") or visit.get("left")
    if left:
        again = "" if whole else "; the same command resumes here"
        attention.append(f"{one.site.id}: {left}{again}")
    failed = {
        name for name in ("challenged", "blocked", "too_large", "error") if name in visit.get("outcomes", {})
    }
    attention += [
        f"{one.site.id}: {counted(visit['outcomes'][name], 'address', 'addresses')} {name}"
        for name in sorted(failed)
    ]
    usual = f"not reached: {left}" if left else "no list entry"
    return SourceResult(whole, attention, {}, SourceGaps(usual, {}, {}))


# -- copies fetched by others --


def _find(archive: Archive) -> Find:
    def find(url: str, at: str, digest: str | None) -> Position | None:
        return held.position(archive.db.conn, url, at, {digest} if digest else frozenset())

    return find


def _writer(one: Backfill) -> WarcWriter:
    return WarcWriter(
        one.archive.warc, f"run-{one.run:06d}-copies", {"description": "copies that others fetched"}
    )


def _from_wayback(one: Backfill) -> SourceResult:
    from spiders.past.wayback_client import Wayback, WaybackError
    from spiders.past.web_archive import Past

    def read(place: Position) -> Response:
        return response_at(one.archive.warc / place.file, place.offset)

    limit = int(one.settings.crawl.max_body_mb * 1_000_000)
    attention = []
    with _writer(one) as writer:
        copies = Copies(one.site, writer, one.run, limit, _find(one.archive))
        past = Past(
            one.site, set(one.years), Wayback(one.settings, limit), copies, read, one.progress, _known(one)
        )
        try:
            past.run()
        except WaybackError as error:
            attention.append(f"{error}; the same command resumes here")
    found = past.result
    attention += [f"{url}: {why}" for url, why in found.not_given.items()]
    usual = "not reached" if attention and not found.mementos else "not captured by the web archive"
    return SourceResult(True, attention, {}, SourceGaps(usual, found.uncaptured, found.not_given))


def _known(one: Backfill) -> dict[str, Linked]:
    """Return the known addresses of the requested years: pages with a document, and links never obtained."""
    years = set(one.years)
    db, site = one.archive.db.conn, one.site.id
    known = {
        tried.url: Linked(None, None, tried.title, tried.listed)
        for tried in held.tried(db, site)
        if tried.why is None and years & plan_years.likely(tried.title, tried.listed)
    }
    pages = {page.url: Linked() for page in held.held(db, site) if page.year in years}
    return {url: linked for url, linked in (known | pages).items() if not url.startswith(LOCAL)}


def _from_warc(one: Backfill, paths: Sequence[Path]) -> SourceResult:
    from spiders.past.foreign_warc import Foreign

    limit = int(one.settings.crawl.max_body_mb * 1_000_000)
    with _writer(one) as writer, TemporaryDirectory(prefix="fangzhi-warc-") as folder:
        copies = Copies(one.site, writer, one.run, limit, _find(one.archive))
        warcs, wrong = expanded(paths, Path(folder))
        with closing(Isolated()) as worker:
            choice = Choice(one.site, frozenset(one.years), limits_of(one.data), worker)
            taken = Foreign(one.site, copies, one.progress, choice.copy).take(warcs)
    attention = [f"damaged: {line}" for line in (*wrong, *taken.damaged)] + _nothing_fits(choice)
    if taken.without_original:
        attention.append(
            f"{counted(taken.without_original, 'repeat')} of captures that are in none of these files"
        )
    return SourceResult(True, attention, choice.out, SourceGaps("not in the WARC files", {}, {}))


def _nothing_fits(choice: Choice) -> list[str]:
    if choice.taken or not choice.out:
        return []
    years = plan_years.write(sorted(choice.years))
    return [f"none of {counted(len(choice.out), 'document')} is of {choice.site.name} and the years {years}"]


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
