"""Account for the CPU of a first crawl: milliseconds a report, by process and by step.

    python -m benchmarks.first_crawl FOLDER [--hosts 40] [--reports 20]

Serves HOSTS sites of ../shared/webfarm, one host each and without pauses, and runs `fangzhi nightly` once; the CPU of
each of its processes is read from /proc. Then one process reads and stores the documents of that night's WARC files
again, with a clock around each step, and a bare Scrapy spider repeats the requests. Prints one JSON object, in
milliseconds of CPU a report. FOLDER must not exist. Linux only.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, cast
from unittest.mock import patch

from archive.record import versions
from archive.record.queue import Reading
from archive.search import indexing
from archive.store import Archive
from benchmarks.nation import (
    FANGZHI,
    SHARED,
    SITES_AT_ONCE,
    prepare,
    repeat,
    requests_of,
    scenario,
    site_files,
)
from benchmarks.processes import cost_of
from flows.pipeline import copied_process
from flows.pipeline.readers import reading
from flows.pipeline.readers.isolation.messages import dumps
from flows.pipeline.selection import site_row
from flows.pipeline.storing import Storing
from parsers import commitments, indicators, metadata
from parsers.record import Record
from spiders.config import sitefolders
from tests.support.farm import farm

_EVERY_SECONDS: Final = 0.2
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_MOST: Final = 100_000  # readings
READING, STORING = "reading", "storing"
# Steps within others; what is left of those is shown as their rest.
STEPS: Final = (
    (READING, "its body from the WARC file", reading, "_body"),
    (READING, "page", sys.modules["parsers.read"], "open_page"),
    (READING, "title, division, dates", metadata, "read"),
    (READING, "figures", indicators, "read"),
    (READING, "promises", commitments, "read"),
    (STORING, "digest of the record", versions, "record_sha256"),
    (STORING, "words for the search index", indexing, "indexed_parts"),
    (STORING, "search index", indexing, "index"),
    (STORING, "figures, promises, sections", versions, "_write_details"),
)  # fmt: skip


class Clock:
    """CPU seconds of this process by step; a step within another one is not counted twice."""

    def __init__(self) -> None:
        self.seconds: Counter[tuple[str, str]] = Counter()
        self._inner: list[float] = []

    @contextmanager
    def step(self, group: str, name: str) -> Iterator[None]:
        """Count the block as a step of a group."""
        began = time.process_time()
        self._inner.append(0.0)
        try:
            yield
        finally:
            spent = time.process_time() - began
            self.seconds[group, name] += spent - self._inner.pop()
            if self._inner:
                self._inner[-1] += spent

    def around(self, group: str, name: str, module: object, function: str) -> Any:
        """Return a patch that counts the calls of a module's function as a step."""
        known = getattr(module, function)

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.step(group, name):
                return known(*arguments, **named)

        return patch.object(module, function, timed)


def processes(root: int) -> dict[int, tuple[int, str, str, float]]:
    """Return parent, name, command line and CPU seconds of a process and its descendants, by id."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (path / "stat").read_text("utf-8").partition("(")[2].rpartition(")")
            command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:  # it has ended
            continue
        fields = rest.split()
        found[int(path.name)] = (int(fields[1]), name, command, (int(fields[11]) + int(fields[12])) / _TICKS)
    wanted = {root}
    while more := {pid for pid, (parent, *_) in found.items() if parent in wanted} - wanted:
        wanted |= more
    return {pid: found[pid] for pid in wanted if pid in found}


def night(command: Sequence[str], env: Mapping[str, str], log: Path) -> dict[str, float]:
    """Run a night; return the CPU seconds of its processes by role, and of all together."""
    seen: dict[int, tuple[int, str, str, float]] = {}
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, env=dict(env), stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT
        )
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            for one, (parent, name, line, seconds) in processes(process.pid).items():
                # A process that has ended and is not waited for yet has no command line.
                seen[one] = (parent, name, line or seen.get(one, (0, "", "", 0))[2], seconds)
            time.sleep(_EVERY_SECONDS)
    process.returncode = os.waitstatus_to_exitcode(status)
    roles: Counter[str] = Counter()
    crawls = {pid: entry for pid, entry in seen.items() if entry[1] == copied_process.NAME}
    starters = {parent for parent, *_ in crawls.values()}
    for pid, (_, _, line, seconds) in seen.items():
        if pid == process.pid:
            roles["the flow, which stores"] += seconds
        elif pid in crawls:
            roles["crawls"] += seconds
        elif pid in starters:
            roles["the process that crawls are copied from"] += seconds
        else:
            roles["readers" if " -c " in line else "Prefect's server"] += seconds
    together = usage.ru_utime + usage.ru_stime
    return {**roles, "not seen before they ended": together - roles.total(), "together": together}


def repeat_steps(warc: Path, sites: Path, folder: Path) -> tuple[int, Clock]:
    """Read and store the documents of WARC files in this process; return their number and the clock."""
    clock = Clock()
    (folder / "warc").mkdir(parents=True)
    for path in warc.iterdir():
        os.link(path, folder / "warc" / path.name)
    found = sitefolders.survey([sites], ()).sites
    hints = {name: reading.hints_of(site) for name, site in found.items()}
    with Archive.open(folder, "benchmark") as archive, ExitStack() as patches:
        for step in STEPS:
            patches.enter_context(clock.around(*step))
        run = archive.start_run("benchmark", {})
        archive.load_sites(site_row(name, site) for name, site in found.items())
        for path in archive.warc_files():
            with clock.step("taking in", "captures"):
                archive.take_in(run, path)
        readings = archive.pending(_MOST)
        batches = [readings[at : at + reading.BATCH] for at in range(0, len(readings), reading.BATCH)]
        readers = Here(clock, archive.warc, hints)
        for batch in batches:
            readers.read_ahead(batch)
        # Only what the readers are asked for is used of them.
        stored = Storing(archive, run, cast("reading.Readers", readers), found).each(batches)
        while True:
            with clock.step(STORING, "rest"):
                if not next(stored, 0):
                    break
    return len(readings), clock


class Here:
    """Readers in this process, which have read what they are asked for."""

    def __init__(self, clock: Clock, warc: Path, hints: reading.HintsOf) -> None:
        self.hints = hints
        self._clock, self._warc = clock, warc
        self._found: dict[int, list[Record | reading.Unread]] = {}

    def read_ahead(self, batch: Sequence[Reading]) -> None:
        """Read a batch, and send the records as a reading process does."""
        with self._clock.step(READING, "rest"):
            records = [reading.read_or_report(self._warc, self.hints, one) for one in batch]
        with self._clock.step(READING, "its way to the process that stores"):
            self._found[batch[0].article.capture_id] = [pickle.loads(dumps(record)) for record in records]

    def read(self, batch: Sequence[Reading]) -> list[Record | reading.Unread]:
        """Return the records of a batch, once."""
        return self._found.pop(batch[0].article.capture_id)


def main() -> None:
    chosen, env = prepare(__doc__, hosts=40, reports=20, at_once=SITES_AT_ONCE)
    folder: Path = chosen.folder
    data, sites = folder / "data", folder / "sites"
    command = [FANGZHI, "nightly", "--quiet", "--sites", str(sites), "--data"]
    with farm(SHARED, folder, str(scenario(folder, chosen.hosts, chosen.reports))) as running:
        site_files(running, sites, 0)
        running.night(1)
        one = min(running.ready["sites"], key=lambda site: str(site["id"]))["id"]
        # As installed: bytecode is compiled by a night of one site.
        night([*command, str(folder / "compiled"), "--only", one], env, folder / "compiled.log")
        running.night(2)
        roles = night([*command, str(data)], env, folder / "night.log")
        requests = len(list(requests_of(running.log, 2)))
        listing = folder / "requests.jsonl"
        repeat(running, 2, listing)
        rival = [sys.executable, "-m", "benchmarks.bare", str(listing), str(SITES_AT_ONCE * 2), "0"]
        bare = cost_of(rival, env, folder / "bare.log")
    count, clock = repeat_steps(data / "warc", sites, folder / "again")
    steps: dict[str, dict[str, float]] = {}
    for (group, name), seconds in clock.seconds.items():
        steps.setdefault(group, {})[name] = round(1000 * seconds / count, 2)
    print(
        json.dumps(
            {
                "reports": count,
                "requests a report": round(requests / count, 2),
                "ms a report, by process": {
                    name: round(1000 * seconds / count, 2) for name, seconds in roles.items()
                },
                "ms a report, a bare spider for these requests": round(1000 * bare.cpu / count, 2),
                "ms a report, by step in one process": steps,
            },
            ensure_ascii=False,
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
