"""`fangzhi reparse`: read the stored captures of an earlier parser again; never from the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from archive.queries.run_summary import summarise
from archive.store import Archive, Reading
from archive.wording import counted
from flows.commands import ingest
from flows.errors import NEEDS_A_PERSON, WrongUsageError
from flows.output import Output
from flows.pipeline.opening import open_archive
from flows.pipeline.readers.one_file import limits_of
from flows.pipeline.readers.reading import HintsOf, Readers, hints_of, stored_hints
from flows.pipeline.storing import Storing
from spiders.config import sitefile, sitefolders


def command(
    data: Path, sites: Path | None, output: Output,
    *, site: str | None, processes: int | None = None, scheduler: str | None = None,
) -> int:  # fmt: skip
    """Read again and print the result; return 1 if captures are damaged."""
    summary = read_again(data, sites, output, site=site, processes=processes, scheduler=scheduler)
    output.say(
        f"{counted(summary['read_again'], 'capture')} read again, "
        f"{counted(summary['parser_versions'], 'text')} read differently by this parser"
    )
    if without := summary["without_site_file"]:
        output.warn(
            f"{counted(len(without), 'site')} without a site file, read by the family and division that the archive "
            f"stores, without selectors: {', '.join(without)} (--sites names a folder of site files)"
        )
    for row in (*summary["damaged"], *summary["refused"]):
        output.warn(row["detail"])
    if summary["corrections"]:
        output.warn(f"{data}: {summary['corrections']}")
    output.summary(summary)
    return NEEDS_A_PERSON if summary["damaged"] or summary["refused"] or summary["corrections"] else 0


def read_again(
    data: Path, sites: Path | None, output: Output,
    *, site: str | None, processes: int | None = None, scheduler: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Read again and return the run's summary. May be stopped at any moment; the same call resumes it.

    `processes`: workers on this machine, by default one for each processor; `scheduler`: the address of a Dask
    scheduler whose workers read instead.
    """
    hints = known_hints(data, sites)
    if site is not None and site not in hints:
        raise WrongUsageError(
            f"--site: no site file {site}.yaml; `fangzhi site list` shows the existing ones"
        )
    workers = processes or os.cpu_count() or 1
    limits = limits_of(data)
    with open_archive(data, "reparse", output, new=False) as archive, ExitStack() as stack:
        stored = stored_hints(archive.db.conn)
        without = sorted(name for name in stored if name not in hints and site is None)
        readers = stack.enter_context(Readers(archive.warc, {**stored, **hints}, workers, scheduler, limits))
        run = archive.start_run("reparse", {"site": site})
        with output.step("reading again"):
            ingest.take_in(archive, run)
            archive.requeue_skipped()
            storing = Storing(archive, run, readers)
            for _ in storing.all_waiting():
                pass
            count = sum(storing.each(_outdated(archive, readers, site)))
        summary = {**summarise(archive.db.conn, run), "read_again": count, "without_site_file": without}
        wrong = archive.finish_run(
            run, "needs_a_person" if summary["damaged"] or summary["refused"] else "ok", summary
        )
    return {"command": "reparse", "data": str(data), **summary, "corrections": wrong}


def known_hints(data: Path, sites: Path | None) -> HintsOf:
    """Return the hints of every usable site file."""
    try:
        return {
            name: hints_of(file)
            for name, file in sitefolders.survey(sitefolders.in_force(sites, data)).sites.items()
        }
    except sitefile.SiteFileError as error:
        raise WrongUsageError(str(error)) from error


def _outdated(archive: Archive, readers: Readers, site: str | None) -> Iterator[list[Reading]]:
    after = 0
    while batch := archive.outdated(readers.batch, after, site):
        yield [reading for _, reading in batch]
        after = batch[-1][0]
