"""Cut whole reports in pieces without title, date and headings on time, and see which figures keep kind and period.

    python -m benchmarks.report_pieces [--show]

A piece has at least 900 characters and ends with a paragraph. Of its figures, those count that the whole report gives
with the same code, measure and value at the same place. Estimates count as actuals: 预计 may stand in another piece.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from parsers.read import read
from parsers.record import Indicator, Record

FOLDER: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "devset" / "fulltext"
_SHORTEST: Final = 900  # characters
_TITLE: Final = "政府工作报告"


class Pair(NamedTuple):
    """A figure of a whole report and the same figure read from a piece of it."""

    report: str
    whole: Indicator
    piece: Indicator
    text: str

    @property
    def kind(self) -> bool:
        """Return whether both are targets, or both are none."""
        return (self.whole.kind == "target") == (self.piece.kind == "target")

    @property
    def period(self) -> bool | None:
        """Return whether both have the same period; None where the piece gives none."""
        return None if self.piece.period is None else self.piece.period == self.whole.period


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a report's pieces behind the first, which has the report's opening."""
    start = text.find("\n", _SHORTEST) + 1
    while start and (end := text.find("\n", start + _SHORTEST) + 1):
        yield start, end
        start = end
    if start:
        yield start, len(text)


def pairs(folder: Path = FOLDER) -> Iterator[Pair]:
    """Yield the figures that the reports of a folder give both whole and in pieces."""
    for path in sorted(folder.glob("*.txt")):
        whole = read(path.read_bytes(), source=path.name)
        if whole.kind == "work_report":
            yield from _of_report(path.name, whole)


def _of_report(name: str, whole: Record) -> Iterator[Pair]:
    known = {(one.start, one.indicator, one.measure, one.value): one for one in whole.indicators}
    for start, end in pieces(whole.text):
        piece = read(whole.text[start:end].encode(), source=name, title=_TITLE)
        for one in piece.indicators:
            same = known.get((one.start + start, one.indicator, one.measure, one.value))
            if same is not None:
                yield Pair(name, same, one, piece.text[one.start : one.end])


def main() -> None:
    """Print how many figures keep their kind and their period, and with `--show` those that do not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report_pieces")
    parser.add_argument("--show", action="store_true", help="list the figures that change")
    arguments = parser.parse_args()
    if not FOLDER.is_dir():
        sys.exit(f"{FOLDER} is missing: it is part of the project's shared folder")
    counts: Counter[str] = Counter()
    for pair in pairs():
        period = {True: "period kept", False: "another period", None: "no period"}[pair.period]
        counts.update(["figures", period, "kind kept" if pair.kind else "another kind"])
        if arguments.show and not (pair.kind and pair.period is not False):
            before, after = (f"{one.kind} {one.period}" for one in (pair.whole, pair.piece))
            print(f"{pair.report}: {pair.text}: {before} -> {after}")
    for name in ("figures", "kind kept", "another kind", "period kept", "no period", "another period"):
        print(f"{name:<16}{counts[name]:>6,}")


if __name__ == "__main__":
    main()
