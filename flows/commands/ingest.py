"""`fangzhi ingest`: archive local files the way a crawl does: into WARC files first, then reading."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.queries.run_summary import summarise
from archive.record.queue import waiting
from archive.reference import SiteRow
from archive.store import Archive
from archive.warc.captures import Fields
from archive.warc.folder import FOREIGN
from archive.warc.records import DamagedRecordError, records
from archive.warc.writer import WarcWriter
from archive.wording import counted
from flows.errors import NEEDS_A_PERSON, WrongUsageError, check_address
from flows.output import Output
from flows.pipeline.opening import open_archive
from flows.pipeline.readers.foreign_files import expanded, is_web_archive
from flows.pipeline.readers.isolation import idle
from flows.pipeline.readers.isolation.limits import Limits
from flows.pipeline.readers.one_file import limits_of
from flows.pipeline.readers.reading import LOCAL, HintsOf, Readers, hints_of, stored_hints
from flows.pipeline.storing import Storing
from parsers.hints import Hints

if TYPE_CHECKING:
    from spiders.config.sitefile import SiteFile

DOCUMENTS = {
    ".html", ".htm", ".shtml", ".xhtml", ".txt", ".md", ".pdf", ".docx", ".doc", ".wps", ".rtf",
}  # fmt: skip
# A worker process takes about a second to start.
WORTH_PROCESSES = 200


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file to be archived and the address it gets.

    Without `--url` the address is `file:///FOLDER/NAME` with only the last folder (or the path below the
    folder that was given): an archive must not reveal the folders of its maker's disk.
    """

    path: Path
    url: str


def command(
    data: Path, sites: Path | None, output: Output, paths: Sequence[Path],
    *, url: str | None, site: str | None, title: str | None, scheduler: str | None = None,
) -> int:  # fmt: skip
    """Archive files and folders; return 1 if one of them holds no readable document."""
    files = local_files(paths)
    check_address(url)
    if url and len(files) != 1:
        raise WrongUsageError(f"--url: goes with one file, not with {len(files)}")
    rows, hints = _of_site(data, sites, site) if site else ([], {})
    limits = limits_of(data)
    if len(files) < WORTH_PROCESSES:
        idle.warm(fork=True)
    with open_archive(data, "ingest", output) as archive:
        archive.load_sites(rows)
        run = archive.start_run(
            "ingest", {"files": [f.url for f in files], "url": url, "site": site, "title": title}
        )
        take_in(archive, run)
        given = [LocalFile(f.path, url) for f in files] if url else files
        broken = bring_in(archive, run, given, site, title)
        take_in(archive, run)
        # What an interrupted night has left to read is read too.
        hints = {**stored_hints(archive.db.conn), **hints}
        read_all(archive, run, hints, limits, scheduler=scheduler)
        summary = {
            **summarise(archive.db.conn, run),
            "broken_files": broken,
            "left_out": len(left_out(paths)),
        }
        unread = [*broken, *summary["unreadable"], *summary["damaged"], *summary["refused"]]
        wrong = archive.finish_run(run, "needs_a_person" if unread else "ok", summary)
    output.say(
        f"{counted(len(files), 'file')}: {counted(summary['new_documents'], 'new document')}, "
        f"{counted(summary['new_versions'], 'new version')}, "
        f"{summary['dismissed']} not a report, {len(unread)} unreadable"
    )
    if left := left_out(paths):
        names = ", ".join(sorted({path.suffix.lower() or path.name for path in left}))
        output.say(f"{counted(len(left), 'file')} left out, not documents by their names: {names}")
    for row in unread:
        output.warn(
            row["detail"] if row["detail"].startswith(row["url"]) else f"{row['url']}: {row['detail']}"
        )
    if wrong:
        output.warn(f"{data}: {wrong}")
    output.summary({"command": "ingest", "data": str(data), **summary})
    return NEEDS_A_PERSON if unread or wrong else 0


def _of_site(data: Path, sites: Path | None, site: str) -> tuple[list[SiteRow], dict[str, Hints]]:
    """Return the archive's row for a site, and what its file states for the parsers."""
    # Imported only with --site: pydantic, which reads site files, takes half as long to start as `ingest` may.
    from flows.pipeline.selection import select, site_row

    chosen = select(data, sites, [site], everything=False).sites
    rows = [site_row(name, file) for name, file in chosen.items()]
    return rows, {name: hints_of(file) for name, file in chosen.items()}


def take_in(archive: Archive, run: int) -> None:
    """Take in the WARC files, except those of a crawl that can still resume."""
    for path in archive.incoming(run):
        archive.take_in(run, path)


def _line(error: DamagedRecordError) -> str:
    return f"at {error.offset}{f', {error.url}' if error.url else ''}: {error.why}"


def read_all(
    archive: Archive, run: int, hints: HintsOf, limits: Limits, notice: Callable[[int, int], None] | None = None,
    scheduler: str | None = None, awaiting: Mapping[str, SiteFile] = MappingProxyType({}),
) -> None:  # fmt: skip
    """Read the whole queue; `notice` receives the number of captures read and the total.

    `scheduler` is the address of a Dask scheduler whose workers read; `awaiting` are the crawled sites,
    whose articles wait for their attachments.
    """
    whole = waiting(archive.db)
    processes = (os.cpu_count() or 1) if whole >= WORTH_PROCESSES else 1
    with Readers(archive.warc, hints, processes, scheduler, limits) as readers:
        for _ in Storing(archive, run, readers, awaiting).all_waiting():
            if notice:
                notice(whole - waiting(archive.db), whole)


def local_files(paths: Sequence[Path]) -> list[LocalFile]:
    """Return the given files, and the documents and WARC files within folders, each once.

    Raises WrongUsageError if there are none, or if two of them would get the same address.
    """
    found: dict[str, LocalFile] = {}
    for file in _walk(paths):
        first = found.setdefault(file.url, file)
        if not first.path.samefile(file.path):
            raise WrongUsageError(
                f"{first.path} and {file.path} would both be kept as {file.url}; "
                "rename one, or give a folder that holds both"
            )
    return list(found.values())


def left_out(paths: Sequence[Path]) -> list[Path]:
    """Return the files within the given folders that are not archived, because of their names; none of hidden ones."""
    return [
        file
        for folder in paths
        if folder.is_dir()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not _is_document(file) and not file.name.startswith(".")
    ]


def _walk(paths: Sequence[Path]) -> Iterator[LocalFile]:
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _is_document(p))
            if not inside:
                raise WrongUsageError(
                    f"{path}: no document in this folder; known: {', '.join(sorted(DOCUMENTS))}"
                )
            yield from (LocalFile(file, _address(path.resolve(), file.relative_to(path))) for file in inside)
        elif path.is_file():
            yield LocalFile(path, _address(path.parent.resolve(), Path(path.name)))
        else:
            raise WrongUsageError(f"{path}: no such file or folder")


def _address(folder: Path, below: Path) -> str:
    """Return a file's address from its own name, even if it is a link to another place."""
    return LOCAL + quote(os.fsencode(f"{folder.name}/{below.as_posix()}"))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in DOCUMENTS or is_web_archive(path)


def bring_in(
    archive: Archive, run: int, files: Sequence[LocalFile], site: str | None, title: str | None
) -> list[dict[str, str]]:
    """Write what the archive does not hold yet: a copy of each WARC file, a resource record of each other file.

    Take in what an interrupted run wrote first, or it is written twice. Returns the unreadable parts of the
    WARC files: `url` and `detail`.
    """
    broken: list[dict[str, str]] = []
    with WarcWriter(archive.warc, f"run-{run:06d}-files", {"description": "local files"}) as writer:
        for file in files:
            if is_web_archive(file.path):
                why = _copy_web_archive(archive, run, file.path, site)
                broken += [{"url": str(file.path), "detail": line} for line in why]
                continue
            try:
                content = file.path.read_bytes()
            except OSError as error:
                raise WrongUsageError(f"{file.path}: {error.strerror}") from error
            if archive.holds(file.url, hashlib.sha256(content).hexdigest()):
                continue
            media_type = mimetypes.guess_type(file.path.name)[0] or "application/octet-stream"
            name = os.fsencode(file.path.name).decode("utf-8", "replace")
            fields = Fields("ok", site=site, run=str(run), title=title, name=name)
            writer.write_resource(file.url, datetime.now(UTC), content, media_type, fields)
    return broken


def _copy_web_archive(archive: Archive, run: int, path: Path, site: str | None) -> list[str]:
    """Take in the WARC files of another tool's web archive; return the parts that could not be taken in."""
    with TemporaryDirectory(prefix="fangzhi-warc-") as folder:
        warcs, wrong = expanded([path], Path(folder))
        return [*wrong, *(line for warc in warcs for line in _copy_warc(archive, run, warc, site))]


def _copy_warc(archive: Archive, run: int, path: Path, site: str | None) -> list[str]:
    """Copy another tool's file unchanged, named by its digest so that it is stored only once.

    A file from which nothing can be taken in is not kept: return why, a line for each damaged place. If
    something was taken in, the damaged places become issues of this run.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    suffix = ".warc.gz" if path.name.lower().endswith(".gz") else ".warc"
    target = archive.warc / f"{FOREIGN}{digest[:32]}{suffix}"
    if not target.exists():
        partial = target.with_name(target.name + ".partial")
        shutil.copyfile(path, partial)
        partial.rename(target)
    damaged: list[str] = []
    taken = archive.take_in(run, target, site, lambda error: damaged.append(_line(error)))
    if not taken and not damaged and next(records(target, damaged=lambda _: None), None) is None:
        damaged.append("no record in it")
    if damaged and not taken:
        archive.refuse(target)
        return damaged
    return []
