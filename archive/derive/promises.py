"""Match reported outcomes to promises, by a score from the words and figures that both share; pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from parsers.text.script import SIMPLIFIED

# Similarities from which a link counts, and from which it is kept as a candidate.
ACCEPTED: Final = 0.3
ACCEPTED_SAME_NUMBER: Final = 0.25
ACCEPTED_SHARED: Final = 0.5
ACCEPTED_OTHER_FIGURES: Final = 0.5
ACCEPTED_COPY: Final = 0.5
_LITTLE_OF_IT: Final = (
    0.5  # a promise of 20 may be reported with 25 or 15; with 8 or 50 it may be another one
)
CANDIDATE: Final = 0.15
CANDIDATE_ONE_SIDED: Final = 0.3
_MARGIN: Final = 0.05
_FIGURE_SHARE: Final = 0.2
_NUMBER_SHARE: Final = 0.15
_OWN_WORDS: Final = 0.5
_CONTAINED: Final = (
    0.7  # parts of real promises have 0.87 to 1.0, other outcomes that fit them best at most 0.45
)
_WHOLE: Final = 0.9  # an outcome that repeats so much of a promise is on all of it
# Similarity of a pair in which each is the other's best → share of such pairs that a reader calls the same promise.
# Of 194 real pairs, labelled 2026-11-29 before any score was seen, with half of the reports left out by chance.
_RELIABILITY: Final = ((0.0, 0.3), (0.1, 0.6), (0.15, 0.8), (0.2, 0.92), (0.3, 0.99), (1.0, 1.0))
# Of the same pairs: outcomes that fit no promise better, though another outcome fits that promise better (87 of 90 are
# right), and outcomes that another promise fits better (0 of 29).
_PART: Final = 0.9
_FITS_ANOTHER: Final = 0.1
# Of the same pairs of 0.3 to 0.5 that name figures of which none is the same (20 of 22 are right).
_OTHER_FIGURES: Final = 0.9

Vector = dict[str, float]  # weights of character pairs


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

    The similarity of two texts is the mean of the cosine of their character pairs (rare pairs weigh more) and the
    share of the promise that the outcome repeats. It is raised if both have the same number in their lists, and falls
    by up to a fifth with the figures of the promise that the outcome does not name. What decides is whether each is
    the other's best: such a link is accepted from `ACCEPTED` on, with the same number from `ACCEPTED_SAME_NUMBER` on;
    if both name figures and none is near the same, from `ACCEPTED_OTHER_FIGURES` on. Others are candidates, but for two
    kinds:

    - An outcome may report on several promises: one whose words it repeats beside those of the promise that it fits
      best is accepted from `ACCEPTED_SHARED` on.
    - A promise may have an outcome for each of its parts: such outcomes, which say little but words of the promise, are
      accepted if together they have as many figures.

    A link's score is the share of links like it that a reader calls right; `python -m benchmarks.links` measures it.
    """
    said, heard = _vectors(promises, outcomes)
    bounds = {(p.id, o.id): least(p, o) for p in promises for o in outcomes}
    found = decide(
        _similarities(promises, outcomes, said, heard),
        bounds,
        lambda promise, outcome, other: _own_words(said[promise], heard[outcome], said[other]),
        lambda promise, outcome: _contained(said[promise], heard[outcome]),
    )
    figures = {item.id: len(item.figures) for item in outcomes}
    reported: dict[int, list[Link]] = defaultdict(list)
    for one in found:
        if one.accepted:
            reported[one.promise_id].append(one)
    missing = {
        item.id
        for item in promises
        if sum(figures[x.outcome_id] for x in reported[item.id]) < len(item.figures)
    }
    words = {item.id: item.words for item in promises}
    mains = {
        one.promise_id: said[one.promise_id] | dict.fromkeys(_effects(words[one.promise_id]), 0.0)
        for one in found
    }
    return [_unless_a_part(one, missing, figures, mains, heard) for one in found]


# What a promise says of its effect, which an outcome list may leave out: 改造小区12个，惠及居民3000户
_EFFECT: Final = re.compile(
    r"[，,；;。](?:预计|可|将|共)?(?:惠及|受益|覆盖|服务|解决|满足|方便|改善|总?投资|让|使)[^，,；;。]*"
)


def _effects(words: str) -> set[str]:
    """Return the character pairs that only the clauses on the effect of a promise have."""
    return set(_pairs(words)) - set(_pairs(_EFFECT.sub("", words)))


def _unless_a_part(
    one: Link, missing: Container[int], figures: Mapping[int, int], said: Mapping[int, Vector],
    heard: Mapping[int, Vector],
) -> Link:  # fmt: skip
    """Return a link, as a candidate if its outcome reports on a part of the promise and no outcome on the rest."""
    promise, outcome = said[one.promise_id], heard[one.outcome_id]
    part = (
        one.promise_id in missing
        and figures[one.outcome_id] > 0
        and _contained(promise, outcome) >= _CONTAINED
        and _contained(outcome, promise) < _WHOLE
    )
    return replace(one, accepted=False, score=min(one.score, _PART)) if part and one.accepted else one


def similarities(promises: Sequence[Item], outcomes: Sequence[Item]) -> dict[tuple[int, int], float]:
    """Return the similarity of each promise and outcome, by their ids."""
    return _similarities(promises, outcomes, *_vectors(promises, outcomes))


def _similarities(
    promises: Sequence[Item],
    outcomes: Sequence[Item],
    said: Mapping[int, Vector],
    heard: Mapping[int, Vector],
) -> dict[tuple[int, int], float]:
    return {(p.id, o.id): _similarity(p, o, said[p.id], heard[o.id]) for p in promises for o in outcomes}


def _vectors(
    promises: Sequence[Item], outcomes: Sequence[Item]
) -> tuple[dict[int, Vector], dict[int, Vector]]:
    """Return the weighted character pairs of promises and of outcomes, by their ids."""
    grams = [_pairs(item.words) for item in (*promises, *outcomes)]
    spread: Counter[str] = Counter()
    for pairs in grams:
        spread.update(pairs.keys())
    vectors = [_weighted(pairs, spread, len(grams)) for pairs in grams]
    made = zip((*promises, *outcomes), vectors, strict=True)
    keyed = [(item.id, vector) for item, vector in made]
    return dict(keyed[: len(promises)]), dict(keyed[len(promises) :])


def least(promise: Item, outcome: Item) -> float:
    """Return the similarity from which a promise and an outcome, each the other's best, are accepted as a link."""
    if promise.figures and outcome.figures and not promise.figures & outcome.figures:
        near = any(
            unit == other and _LITTLE_OF_IT * value < reported < value / _LITTLE_OF_IT
            for value, unit in promise.figures
            for reported, other in outcome.figures
        )
        if not near:
            return ACCEPTED_OTHER_FIGURES
    return ACCEPTED_SAME_NUMBER if promise.ordinal and promise.ordinal == outcome.ordinal else ACCEPTED


def decide(
    alike: Mapping[tuple[int, int], float],
    bounds: Mapping[tuple[int, int], float],
    own_words: Callable[[int, int, int], float] = lambda *_: 0.0,
    contained: Callable[[int, int], float] = lambda *_: 0.0,
) -> list[Link]:
    """Return the links among promises and outcomes, given by their ids, from the similarity of each pair.

    `bounds` has the similarity from which each pair, if each is the other's best, is accepted.
    `own_words` returns how much of what an outcome repeats of a promise another promise does not say; `contained` how
    much of an outcome a promise says.
    """
    rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
    best: dict[int, tuple[float, int]] = {}
    second: dict[int, float] = {}
    for (promise, outcome), likeness in alike.items():
        rows[promise].append((likeness, outcome))
        most, _ = best.get(outcome, (-1.0, 0))
        second[outcome] = max(second.get(outcome, -1.0), min(most, likeness))
        if likeness > most:
            best[outcome] = (likeness, promise)
    links: list[Link] = []
    for promise, row in rows.items():
        row.sort(key=lambda pair: (-pair[0], pair[1]))
        first = len(row) < 2 or row[0][0] - row[1][0] >= _MARGIN
        for place, (likeness, outcome) in enumerate(row):
            most, other = best[outcome]
            mutual = place == 0 and likeness >= most
            if likeness < (CANDIDATE if mutual else CANDIDATE_ONE_SIDED):
                continue
            certain = mutual and first and likeness >= bounds[promise, outcome]
            shared = (
                place == 0
                and first
                and not mutual
                and likeness >= ACCEPTED_SHARED
                and own_words(promise, outcome, other) >= _OWN_WORDS
            )
            part = (
                not certain
                and likeness >= ACCEPTED
                and likeness >= most
                and most - second[outcome] >= _MARGIN
                and contained(promise, outcome) >= _CONTAINED
            )
            if mutual and not part:
                score = reliability(likeness) if first else reliability(likeness) / 2
                if likeness < bounds[promise, outcome] == ACCEPTED_OTHER_FIGURES:
                    score = min(score, _OTHER_FIGURES)
            else:
                score = _PART if shared or likeness >= most else _FITS_ANOTHER
            links.append(Link(promise, outcome, round(score, 3), certain or shared or part))
    return links


def copies(promises: Sequence[Item], others: Sequence[Item]) -> dict[int, int]:
    """Return which promises another list of the same year states as well: their ids → the ids there.

    Copies of a list repeat most of the words and either all figures or, if one of the two is shorter, no others.
    """
    alike = similarities(promises, others)
    links = decide(alike, dict.fromkeys(alike, ACCEPTED_COPY))
    figures = {item.id: item.figures for item in (*promises, *others)}
    return {
        one.promise_id: one.outcome_id
        for one in links
        if one.accepted
        and (
            figures[one.promise_id] <= figures[one.outcome_id]
            or figures[one.promise_id] >= figures[one.outcome_id]
        )
    }


def reliability(alike: float) -> float:
    """Return the share of pairs of a similarity, each the other's best, that are the same promise.

    >>> round(reliability(0.25), 3)
    0.955
    """
    for (low, from_), (high, to) in pairwise(_RELIABILITY):
        if alike <= high:
            return from_ + (to - from_) * (alike - low) / (high - low)
    return _RELIABILITY[-1][1]


def _own_words(promise: Vector, outcome: Vector, other: Vector) -> float:
    """Return how much of what an outcome repeats of a promise the other promise, which it fits best, does not say."""
    repeated = {pair: weight for pair, weight in promise.items() if pair in outcome}
    own = sum(weight for pair, weight in repeated.items() if pair not in other)
    return own / (sum(repeated.values()) or 1.0)


def _contained(promise: Vector, outcome: Vector) -> float:
    """Return how much of an outcome a promise says: an outcome list may have a line for each part of a promise."""
    return sum(weight for pair, weight in outcome.items() if pair in promise) / (sum(outcome.values()) or 1.0)


def _pairs(words: str) -> Counter[str]:
    """Count the pairs of neighbouring characters; not those with a digit, since equal numbers are no equal words."""
    folded = [c for c in unicodedata.normalize("NFKC", words).translate(SIMPLIFIED) if c.isalnum()]
    return Counter(a + b for a, b in pairwise(folded) if not (a.isdigit() or b.isdigit()))


def _weighted(pairs: Counter[str], spread: Counter[str], total: int) -> Vector:
    vector = {pair: count * math.log(1 + total / spread[pair]) for pair, count in pairs.items()}
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {pair: weight / length for pair, weight in vector.items()} if length else {}


def _similarity(promise: Item, outcome: Item, left: Vector, right: Vector) -> float:
    alike = sum(weight * right.get(pair, 0.0) for pair, weight in left.items())
    # An outcome that reports on several promises at once is longer than each of them.
    repeated = sum(weight for pair, weight in left.items() if pair in right) / (sum(left.values()) or 1.0)
    words = (alike + repeated) / 2
    if words >= CANDIDATE_ONE_SIDED and promise.ordinal is not None and promise.ordinal == outcome.ordinal:
        words += _NUMBER_SHARE * (1 - words)
    if not promise.figures or not outcome.figures:
        return words
    shared = len(promise.figures & outcome.figures) / len(promise.figures)
    return words * (1 - _FIGURE_SHARE * (1 - shared))
