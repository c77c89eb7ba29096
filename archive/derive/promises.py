"""Match reported outcomes to promises, by a score from the words and figures that both share; pure."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

ACCEPTED: Final = 0.5
ACCEPTED_MUTUAL: Final = 0.4
CANDIDATE: Final = 0.3
_MARGIN: Final = 0.05
_FIGURE_SHARE: Final = 0.2
_NUMBER_SHARE: Final = 0.15


@dataclass(frozen=True, slots=True)
class Item:
    """A promise or an outcome: its row id, its words, and the figures in them (value and unit)."""

    id: int
    words: str
    figures: frozenset[tuple[float, str]] = frozenset()
    ordinal: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A promise and an outcome that may report on it; `accepted` if the link is certain enough to count."""

    promise_id: int
    outcome_id: int
    score: float
    accepted: bool


def link(promises: Sequence[Item], outcomes: Sequence[Item]) -> list[Link]:
    """Link one year's promises to the outcomes reported for them.

    The score is the mean of two similarities: the cosine of the texts' character pairs (rare pairs weigh more), and
    the share of the promise that the outcome repeats. It is raised if both have the same number in their lists; a
    fifth of it depends on the figures that both name. A link is accepted if it is the promise's best by a margin and
    above the threshold (a lower one if it is also the outcome's best and both have the same number); others above
    `CANDIDATE` are stored as candidates. Promises may share an outcome. `python -m benchmarks.links` measures how
    reliable the score is.
    """
    grams = {id(item): _pairs(item.words) for item in (*promises, *outcomes)}
    spread: Counter[str] = Counter()
    for pairs in grams.values():
        spread.update(pairs.keys())
    vectors = {key: _weighted(pairs, spread, len(grams)) for key, pairs in grams.items()}
    numbers = {item.id: item.ordinal for item in outcomes}
    links: list[Link] = []
    table: list[tuple[Item, list[tuple[float, int]]]] = []
    claims: dict[int, float] = {}
    for promise in promises:
        scored = sorted(
            ((_score(promise, o, vectors[id(promise)], vectors[id(o)]), o.id) for o in outcomes),
            key=lambda pair: (-pair[0], pair[1]),
        )
        table.append((promise, scored))
        for score, outcome_id in scored:
            claims[outcome_id] = max(claims.get(outcome_id, 0.0), score)
    for promise, scored in table:
        second = scored[1][0] if len(scored) > 1 else 0.0
        for place, (score, outcome_id) in enumerate(scored):
            if score < CANDIDATE:
                break
            same = promise.ordinal is not None and promise.ordinal == numbers[outcome_id]
            mutual = same and score >= claims[outcome_id] and score - second >= 2 * _MARGIN
            best = (
                place == 0
                and score - second >= _MARGIN
                and score >= (ACCEPTED_MUTUAL if mutual else ACCEPTED)
            )
            links.append(Link(promise.id, outcome_id, round(score, 3), best))
    return links


def _pairs(words: str) -> Counter[str]:
    folded = [c for c in unicodedata.normalize("NFKC", words) if c.isalnum()]
    return Counter(a + b for a, b in pairwise(folded))


def _weighted(pairs: Counter[str], spread: Counter[str], total: int) -> dict[str, float]:
    vector = {pair: count * math.log(1 + total / spread[pair]) for pair, count in pairs.items()}
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {pair: weight / length for pair, weight in vector.items()} if length else {}


def _score(promise: Item, outcome: Item, left: dict[str, float], right: dict[str, float]) -> float:
    alike = sum(weight * right.get(pair, 0.0) for pair, weight in left.items())
    # An outcome that reports on several promises at once is longer than each of them.
    repeated = sum(weight for pair, weight in left.items() if pair in right) / (sum(left.values()) or 1.0)
    words = (alike + repeated) / 2
    if words >= CANDIDATE and promise.ordinal is not None and promise.ordinal == outcome.ordinal:
        words += _NUMBER_SHARE * (1 - words)
    if not promise.figures or not outcome.figures:
        return words
    shared = len(promise.figures & outcome.figures) / len(promise.figures)
    return (1 - _FIGURE_SHARE) * words + _FIGURE_SHARE * shared
