"""Take one thing away from every list page of the imitation sites, and see whether the loss is reported, and when.

    python -m benchmarks.subtraction [a] [b] [--site ID …] [--take NAME …]

Each site of ../shared/webfarm's scenarios A and B is visited whole, then with one thing missing (`taken_away.NAMES`),
then whole again; and once with it missing from the first look of `site new` on. A loss is a row of a list that the
whole site showed and that is not shown. It is reported if an issue of its list is open after that night, which then
needs a person; on the third night the issue must be closed. From the first look on, `site new` may say it instead.
`in doubt`: reported, although no row is missing. `other rows`: rows are missing in silence, but no report. Articles
are not read. Exit 1 if a report is lost in silence, if an issue is open while the site is whole, or stays open.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from archive.store import Archive
from benchmarks.clipped_sites import Earlier, Server, Watched, survey, visited
from benchmarks.taken_away import NAMES, Place
from flows.pipeline import assertions
from flows.pipeline.crawl_process import Shard, ShardResult
from flows.pipeline.selection import site_row
from spiders.config.sitefile import SiteFile
from spiders.visit.requests import VisitResult
from tests.support.farm import farm

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SCENARIOS: Final = {"a": "scenario.json", "b": "scenario_b.json"}
NOTHING, REPORTED, DOUBT, SAME = "nothing lost", "reported", "in doubt", "not in its pages"
SILENT, ROWS = "SILENT", "other rows"  # reports were lost in silence; rows, none of them a report
_SIGNS: Final = {REPORTED: "+", NOTHING: "0", DOUBT: "?", SAME: "–"}
# A last page may have any number of rows: where no total says otherwise, a first look can't know.
UNKNOWABLE: Final = "last"


@dataclass(frozen=True, slots=True)
class Site:
    """A site as it is whole: its file, its first visit, and what earlier nights know afterwards."""

    id: str
    family: str
    home: str
    reports: frozenset[str]
    file: SiteFile
    whole: Watched
    earlier: Earlier
    again: VisitResult  # of a later night, whole again


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one thing taken from one site; `faults` are lines for a person."""

    known: str
    first: str
    faults: tuple[str, ...] = ()


class Nights:
    """The nights of one site in an archive of its own: their issues are those of `fangzhi nightly`."""

    def __init__(self, archive: Archive, site: SiteFile) -> None:
        self._archive, self._site = archive, site
        archive.load_sites([site_row(site.id, site)])

    def after(self, result: VisitResult) -> list[str]:
        """Return the lists with an open issue after a visit. Raises RuntimeError if then nothing needs a person."""
        run = self._archive.start_run("nightly", {})
        summary = {"sites": {self._site.id: asdict(result)}}
        shard = ShardResult(Shard(0, (self._site.id,)), 0, summary, None)
        with patch.object(assertions, "had_reports", lambda *_: True):
            lines = assertions.check(self._archive, run, {self._site.id: self._site}, [shard], ())
        self._archive.finish_run(run, "needs_a_person" if lines else "ok", {})
        rows = self._archive.db.execute(
            "SELECT about FROM issues WHERE closed_at IS NULL AND code IN (?, ?)", assertions.LIST_CODES
        ).fetchall()
        if rows and not lines:
            raise RuntimeError(f"{self._site.id}: {rows} are open, but nothing needs a person")
        return [about for (about,) in rows]


def whole(server: Server, name: str, facts: Mapping[str, Any]) -> Site:
    """Return a site as it is whole. Raises RuntimeError if a report is then not listed."""
    reports = frozenset(one["url"] for one in facts["reports"])
    file, fits = survey(server, facts["home_url"], name)
    if file is None or not fits:
        raise RuntimeError(f"{name}: the whole site does not fit")
    first = visited(server, file, Earlier(server))
    if missing := reports - set().union(*first.rows.values()):
        raise RuntimeError(f"{name}: {sorted(missing)[0]} is not listed")
    for addresses in first.read.values():
        top = server.served(addresses[0])
        for number, address in enumerate(addresses, 1):
            server.places[address] = Place(number, len(addresses), top, addresses[0].partition("#")[0])
    earlier = Earlier(server, first.articles, list(reports))
    again = visited(server, file, earlier).result
    return Site(name, facts["family"], facts["home_url"], reports, file, first, earlier, again)


def without(server: Server, site: Site, kind: str, folder: Path) -> Cell:
    """Return what becomes of a site that is whole, then lacks something, then is whole; and of one that lacks it from
    the first look on."""
    server.changed, server.kind = 0, kind
    try:
        clipped = visited(server, site.file, site.earlier)
        if not server.changed:
            return Cell(SAME, SAME)
        with Archive.open(folder, "benchmark") as archive:
            nights = Nights(archive, site.file)
            before, tonight, healed = map(nights.after, (site.whole.result, clipped.result, site.again))
        known = _judged(site, clipped, {clipped.root(url) for url in tonight})
        faults = [f"open while whole: {url}" for url in before] + [f"not closed: {url}" for url in healed]
        return Cell(known, _first(server, site), tuple(faults))
    finally:
        server.kind = None


def _first(server: Server, site: Site) -> str:
    file, fits = survey(server, site.home, site.id)
    if file is None:
        return REPORTED
    night = visited(server, file, Earlier(server))
    open_ones = {night.root(one["url"]) for one in night.result.lists if one["state"] != "complete"}
    return _judged(site, night, open_ones, said=not fits)


def _judged(site: Site, night: Watched, open_ones: set[str], said: bool = False) -> str:
    """Judge a visit by the rows of each list that the whole site has; `said`: `site new` does not call it fitting."""
    everything = set().union(*night.rows.values())
    lost = {url: rows - everything for url, rows in site.whole.rows.items() if rows - everything}
    if not lost:
        return DOUBT if open_ones or said else NOTHING
    silent = set().union(*(rows for url, rows in lost.items() if url not in open_ones and not said))
    if not silent:
        return REPORTED
    reports = len(site.reports & silent)
    return f"{SILENT}: {reports}/{len(silent)}" if reports else f"{ROWS}: {len(silent)}"


def rows_of(
    scenario: str, only: Sequence[str], kinds: Sequence[str]
) -> Iterator[tuple[Site, dict[str, Cell]]]:
    """Yield each site of a scenario with its cells."""
    with tempfile.TemporaryDirectory(prefix="fangzhi-subtraction-") as folder:
        work = Path(folder)
        with farm(SHARED, work, SCENARIOS[scenario]) as running:
            for name, facts in running.truth(1).items():
                if only and name not in only:
                    continue
                server = Server()
                site = whole(server, name, facts)
                yield site, {kind: without(server, site, kind, work / f"{name}-{kind}") for kind in kinds}


def table(found: Sequence[tuple[Site, Mapping[str, Cell]]], kinds: Sequence[str]) -> list[str]:
    """Return a Markdown table: families by what is taken away; two signs where the first look fares differently."""
    lines = [f"| family | {' | '.join(kinds)} |", f"|---|{'---|' * len(kinds)}"]
    for site, cells in found:
        both = [[_sign(one) for one in (cells[kind].known, cells[kind].first)] for kind in kinds]
        lines.append(f"| {site.family} | {' | '.join(', '.join(dict.fromkeys(pair)) for pair in both)} |")
    signs = dict.fromkeys((*_SIGNS.values(), SILENT, ROWS), 0)
    for _, cells in found:
        for one in [result for cell in cells.values() for result in (cell.known, cell.first)]:
            signs[_SIGNS.get(one) or one.partition(":")[0]] += 1
    words = [f"`{sign}` {word}: {signs[sign]}" for word, sign in _SIGNS.items()]
    words += [f"a report lost in silence: {signs[SILENT]}", f"`(n)` only other rows: {signs[ROWS]}"]
    return [*lines, "", "; ".join(words) + "."]


def _sign(result: str) -> str:
    """Return a result as a sign: `SILENT 1/8` for one report of eight rows, `(8)` for other rows."""
    kind, _, number = result.partition(": ")
    return f"({number})" if kind == ROWS else _SIGNS.get(result, result.replace(": ", " "))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.subtraction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("scenario", nargs="*", help="a, b (default: both)")
    parser.add_argument("--site", action="append", default=[], help="only this site (may be repeated)")
    parser.add_argument("--take", action="append", help=f"only this: {', '.join(NAMES)}")
    chosen = parser.parse_args(arguments)
    kinds = chosen.take or list(NAMES)
    if not SHARED.is_dir():
        print(f"{SHARED}: not there; the imitation sites are needed", file=sys.stderr)
        return 2
    logging.disable(logging.CRITICAL)
    found: list[tuple[Site, Mapping[str, Cell]]] = []
    for scenario in chosen.scenario or SCENARIOS:
        for site, cells in rows_of(scenario, chosen.site, kinds):
            found.append((site, cells))
            print(
                site.id,
                {kind: (cell.known, cell.first) for kind, cell in cells.items()},
                file=sys.stderr,
                flush=True,
            )
    print("\n".join([*table(found, kinds), ""]))
    faults = [
        f"{site.id} without {kind}: {line}"
        for site, cells in found
        for kind, cell in cells.items()
        for line in [*cell.faults, *_silent(kind, cell)]
    ]
    print("\n".join(f"- {line}" for line in faults))
    return 1 if faults else 0


def _silent(kind: str, cell: Cell) -> Iterator[str]:
    if cell.known.startswith(SILENT):
        yield f"{cell.known} on the second night"
    if cell.first.startswith(SILENT) and kind != UNKNOWABLE:
        yield f"{cell.first} from the first look on"


if __name__ == "__main__":
    sys.exit(main())
