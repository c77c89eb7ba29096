"""Measure how reliable the score of a link between a promise and an outcome is.

    python -m benchmarks.links
    python -m benchmarks.links --measure LISTS.json > benchmarks/real_links.tsv

Three tables, of two sets of labelled lists: invented ones (promise_pairs.tsv), and real ones, of which real_links.tsv
has similarities, bounds and labels but no words; the third has the real ones six times, without every second outcome
and every third promise, so that half of the promises have no report and some outcomes are of no promise. Each shows
for bands of the score how many links there are and how many are right.

`--measure` renews real_links.tsv from texts outside the repository: a JSON array of objects with `promises` and
`outcomes` ([number, words] each) and `true` ([promise, outcome] each).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from archive.derive import promises
from archive.derive.promises import Item, Link
from parsers.commitments import quantities

PAIRS = Path(__file__).resolve().with_name("promise_pairs.tsv")
REAL = PAIRS.with_name("real_links.tsv")
_LEAST = 0.1  # similarities below decide nothing
_BANDS = (0.0, 0.5, 0.8, 0.95, 1.01)


@dataclass(slots=True)
class Labelled:
    """Links with their labels, and how many promises have an outcome that reports on them."""

    links: list[tuple[Link, bool]] = field(default_factory=list)
    answered: int = 0

    @property
    def accepted(self) -> list[bool]:
        """Return of each accepted link whether it is right."""
        return [right for link, right in self.links if link.accepted]


@dataclass(slots=True)
class Real:
    """The similarities of one pair of real lists, and its true pairs."""

    alike: dict[tuple[int, int], float] = field(default_factory=dict)
    bounds: dict[tuple[int, int], float] = field(default_factory=dict)
    right: set[tuple[int, int]] = field(default_factory=set)


def invented() -> Labelled:
    """Return every link found in the invented lists, and whether the label says the same."""
    plans: dict[str, list[Item]] = defaultdict(list)
    answers: dict[str, list[Item]] = defaultdict(list)
    right: set[tuple[int, int]] = set()
    for number, row in enumerate(_rows(PAIRS)):
        name, ordinal, promise, answer_ordinal, answer = row
        if promise:
            plans[name].append(_item(2 * number, promise, ordinal))
        if answer:
            answers[name].append(_item(2 * number + 1, answer, answer_ordinal))
        if promise and answer:
            right.add((2 * number, 2 * number + 1))
    found = [link for name in plans for link in promises.link(plans[name], answers[name])]
    return Labelled([(link, (link.promise_id, link.outcome_id) in right) for link in found], len(right))


def real(without: tuple[int, int] | None = None) -> Labelled:
    """Return every link found in the real lists.

    `without`: leave out each outcome whose number divided by two, and each promise whose number divided by three,
    leaves that remainder.
    """
    lists: dict[str, Real] = defaultdict(Real)
    for name, promise, outcome, alike, bound, right in _rows(REAL):
        if without is not None and (int(outcome) % 2 == without[0] or int(promise) % 3 == without[1]):
            continue
        pair = int(promise), int(outcome)
        lists[name].alike[pair] = float(alike)
        lists[name].bounds[pair] = float(bound)
        if right == "1":
            lists[name].right.add(pair)
    found = Labelled()
    for one in lists.values():
        found.links += [
            (link, (link.promise_id, link.outcome_id) in one.right)
            for link in promises.decide(one.alike, one.bounds)
        ]
        found.answered += len({promise for promise, _ in one.right})
    return found


def thinned() -> Labelled:
    """Return the links of the real lists six times, each time without every second outcome and every third promise."""
    found = [real((second, third)) for second in range(2) for third in range(3)]
    return Labelled([link for one in found for link in one.links], sum(one.answered for one in found))


def measure(path: Path) -> Iterable[tuple[str, int, int, str, float, int]]:
    """Yield list, promise, outcome, similarity, bound and label of each pair in a file that is alike or right."""
    for number, one in enumerate(json.loads(path.read_text("utf-8")), 1):
        true = {(promise, outcome) for promise, outcome in one["true"]}
        plan = {key: _item(key, words) for key, words in one["promises"]}
        answers = {key: _item(key, words) for key, words in one["outcomes"]}
        alike = promises.similarities([*plan.values()], [*answers.values()])
        for (promise, outcome), likeness in alike.items():
            right = (promise, outcome) in true
            if right or likeness >= _LEAST:
                bound = promises.least(plan[promise], answers[outcome])
                yield f"r{number:02}", promise, outcome, f"{likeness:.3f}", bound, int(right)


def _rows(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.reader(lines, delimiter="\t"))


def _item(key: int, words: str, ordinal: str | None = None) -> Item:
    figures = frozenset((one.value, one.unit) for one in quantities.find(words))
    return Item(key, words, figures, ordinal)


def show(title: str, found: Labelled) -> None:
    """Print the table of one set of lists."""
    print(f"{title}\n{'score':<12}{'links':>7}{'right':>7}{'share':>8}{'mean score':>12}")
    for low, high in pairwise(_BANDS):
        band = [(link, right) for link, right in found.links if low <= link.score < high]
        if band:
            hits = sum(right for _, right in band)
            mean = sum(link.score for link, _ in band) / len(band)
            label = f"{low:.2f}-{min(high, 1.0):.2f}"
            print(f"{label:<12}{len(band):>7}{hits:>7}{hits / len(band):>8.2f}{mean:>12.2f}")
    accepted = found.accepted
    print(f"accepted: {sum(accepted)} of {len(accepted)} right; {found.answered} promises have a report\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, or the figures of other lists."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.links")
    parser.add_argument("--measure", type=Path, metavar="LISTS.json")
    chosen = parser.parse_args(arguments)
    if chosen.measure:
        print(
            "# Real lists, labelled by reading: list, promise, outcome, similarity, bound, 1 if it is right."
        )
        for row in measure(chosen.measure):
            print(*row, sep="\t")
        return 0
    show("invented lists", invented())
    show("real lists", real())
    show("real lists, without every second outcome and every third promise, in six ways", thinned())
    return 0


if __name__ == "__main__":
    sys.exit(main())
