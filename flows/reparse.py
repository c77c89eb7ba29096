"""`fangzhi reparse`: read again from the stored raw captures what another parser read; never from the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from archive.store import Archive, Reading
from archive.summary import summarise
from flows.errors import NEEDS_A_PERSON, WrongUsageError
from flows.opening import open_archive
from flows.output import Output
from flows.reading import HintsOf, Readers, hints_of, keep_each, read_waiting
from spiders import sitefile


def command(
    data: Path, sites: Path | None, output: Output,
    *, site: str | None, processes: int | None = None, scheduler: str | None = None,
) -> int:  # fmt: skip
    """Read again; 1 when captures are damaged. It may be stopped at any moment and goes on when called again.

    `processes`: workers on this machine, one a processor where not given; `scheduler`: a Dask scheduler's
    address, whose workers read instead.
    """
    hints = known_hints(sites)
    if site is not None and site not in hints:
        raise WrongUsageError(
            f"--site: no site file {site}.yaml; `fangzhi site list` shows those that are there"
        )
    workers = processes or os.cpu_count() or 1
    with (
        open_archive(data, "reparse", output) as archive,
        Readers(archive.warc, hints, workers, scheduler) as readers,
    ):
        run = archive.start_run("reparse", {"site": site})
        with output.step("reading again"):
            for path in archive.warc_files():
                archive.take_in(run, path)
            archive.requeue_skipped()
            for _ in read_waiting(archive, run, readers):
                pass
            count = sum(keep_each(archive, run, readers, _outdated(archive, readers, site)))
        summary = {**summarise(archive.db.conn, run), "read_again": count}
        damaged = summary["damaged"]
        archive.finish_run(run, "needs_a_person" if damaged else "ok", summary)
    output.say(f"read again: {count} captures, {summary['parser_versions']} versions by the parser alone")
    for row in damaged:
        output.warn(row["detail"])
    output.summary({"command": "reparse", "data": str(data), **summary})
    return NEEDS_A_PERSON if damaged else 0


def known_hints(sites: Path | None) -> HintsOf:
    """The hints of every usable site file."""
    try:
        return {
            name: hints_of(file) for name, file in sitefile.survey(sites or sitefile.shipped()).sites.items()
        }
    except sitefile.SiteFileError as error:
        raise WrongUsageError(str(error)) from error


def _outdated(archive: Archive, readers: Readers, site: str | None) -> Iterator[list[Reading]]:
    after = 0
    while batch := archive.outdated(readers.batch, after, site):
        yield [reading for _, reading in batch]
        after = batch[-1][0]
