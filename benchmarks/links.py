"""Measure how reliable the score of a link between a promise and an outcome is.

    python -m benchmarks.links

Over the labelled lists of promise_pairs.tsv: for each band of the score, how many links there are, and how many of them
are right; then precision and recall of the accepted ones.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from archive.derive import promises
from archive.derive.promises import Item, Link
from parsers.commitments import quantities

PAIRS = Path(__file__).resolve().with_name("promise_pairs.tsv")
_BANDS = (0.0, 0.5, 0.7, 0.9, 1.01)


def labelled() -> list[tuple[Link, bool]]:
    """Return every link found in the labelled lists, and whether the label says the same."""
    plans: dict[str, list[Item]] = defaultdict(list)
    answers: dict[str, list[Item]] = defaultdict(list)
    right: set[tuple[int, int]] = set()
    lines = [line for line in PAIRS.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, row in enumerate(csv.reader(lines, delimiter="\t")):
        name, ordinal, promise, answer_ordinal, answer = row
        if promise:
            plans[name].append(_item(2 * number, promise, ordinal))
        if answer:
            answers[name].append(_item(2 * number + 1, answer, answer_ordinal))
        if promise and answer:
            right.add((2 * number, 2 * number + 1))
    found = [link for name in plans for link in promises.link(plans[name], answers[name])]
    return [(link, (link.promise_id, link.outcome_id) in right) for link in found]


def answered() -> int:
    """Return how many promises of the labelled lists have an answer."""
    lines = [line for line in PAIRS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return sum(bool(row[2] and row[4]) for row in csv.reader(lines, delimiter="\t"))


def _item(key: int, words: str, ordinal: str) -> Item:
    figures = frozenset((one.value, one.unit) for one in quantities.find(words))
    return Item(key, words, figures, ordinal)


def main() -> int:
    """Print the table."""
    found = labelled()
    print(f"{'score':<12}{'links':>7}{'right':>7}{'share':>8}{'mean score':>12}")
    for low, high in pairwise(_BANDS):
        band = [(link, right) for link, right in found if low <= link.score < high]
        if band:
            hits = sum(right for _, right in band)
            mean = sum(link.score for link, _ in band) / len(band)
            print(
                f"{low:.1f}-{min(high, 1.0):.1f}{len(band):>12}{hits:>7}{hits / len(band):>8.2f}{mean:>12.2f}"
            )
    accepted = [right for link, right in found if link.accepted]
    print(
        f"accepted: {sum(accepted)} of {len(accepted)} right, {sum(accepted)} of {answered()} answers found"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
