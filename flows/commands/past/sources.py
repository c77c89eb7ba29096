"""The sources of a backfill: the site itself, a web archive, WARC files of others, local files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.queries import coverage as held
from archive.store import Archive
from archive.warc.captures import Position, Response
from archive.warc.reader import response_at
from archive.warc.writer import WarcWriter
from archive.wording import counted
from flows.commands import ingest
from flows.commands.past.choice import Choice
from flows.commands.past.report import SourceGaps
from flows.commands.progress import Progress
from flows.pipeline.crawl_process import Shard, crawl
from flows.pipeline.readers.foreign_files import expanded
from flows.pipeline.readers.isolation.process import Isolated
from flows.pipeline.readers.one_file import limits_of
from flows.pipeline.readers.reading import LOCAL
from flows.pipeline.selection import Selection
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


def bring(one: Backfill, source: str, files: Sequence[ingest.LocalFile]) -> SourceResult:
    """Bring in the documents of a source; return what it delivered and what it could not."""
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
