"""Compare two texts side by side: which paragraphs correspond, and what differs inside them.

Paragraphs are paired first by equal words, then by shared character pairs; inside a pair the units are
those of the search index, so a number changes as a whole (2.1 → 2.7, never 2.[1→7]). Differences in white space,
width and script are reported as "ignored". Paragraphs left over on both sides are paired if they are about the
same matter: from one year to the next a passage is usually rewritten, and often moved.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from archive.search.index import tokens

_ALIKE = 0.35
# The lowest accepted cosine of two passages, over pairs of characters weighted by how rare they are in the two texts.
# By eye on two pairs of consecutive years of real reports (2026-11): above it nine pairs in ten are on one matter.
_AKIN = 0.14
_SHORTEST = 15
_MOST_PAIRS = 60_000
_LONGEST = 4_000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a text and its offset."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph on each side, or on one side; `left_marks` and `right_marks` are offsets within them.

    `akin`: the same matter in other words. `moved`: the same words in another place.
    """

    kind: Literal["equal", "ignored", "changed", "removed", "added", "akin", "moved"]
    left: Paragraph | None
    right: Paragraph | None
    left_marks: list[Span] = field(default_factory=list)
    right_marks: list[Span] = field(default_factory=list)
    swaps: list[tuple[str, str]] = field(default_factory=list)


def compare(left: str, right: str) -> list[Pair]:
    """Pair the paragraphs of two texts, in reading order."""
    ours, theirs = list(_paragraphs(left)), list(_paragraphs(right))
    keys = [[_key(paragraph.text) for paragraph in side] for side in (ours, theirs)]
    pairs: list[Pair] = []
    for tag, i, j, k, m in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            for a, b in zip(ours[i:j], theirs[k:m], strict=True):
                pairs.append(Pair("equal" if a.text.strip() == b.text.strip() else "ignored", a, b))
        else:
            pairs += _block(ours[i:j], theirs[k:m])
    return _beside(pairs)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(at, at + len(line), line)
        at += len(line) + 1


def _key(text: str) -> tuple[str, ...]:
    return tuple(token if token != "|" else text[start] for token, start, _ in tokens(text))


def _block(ours: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> list[Pair]:
    """Align two runs of differing paragraphs in order, pairing the most similar ones."""
    links = _links(ours, theirs) if len(ours) * len(theirs) <= _MOST_PAIRS else []
    pairs: list[Pair] = []
    at, to = 0, 0
    for i, j in [*links, (len(ours), len(theirs))]:
        pairs += [Pair("removed", paragraph, None) for paragraph in ours[at:i]]
        pairs += [Pair("added", None, paragraph) for paragraph in theirs[to:j]]
        if i < len(ours):
            pairs.append(_inside(ours[i], theirs[j]))
        at, to = i + 1, j + 1
    return pairs


def _links(ours: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    grams = [[_grams(paragraph.text) for paragraph in side] for side in (ours, theirs)]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    alike = [[_likeness(a, b) for b in grams[1]] for a in grams[0]]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            taken = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    links: list[tuple[int, int]] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if alike[i][j] >= _ALIKE and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            links.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return links


def _beside(pairs: list[Pair]) -> list[Pair]:
    """Pair removed paragraphs with added ones on the same matter, wherever they are, in the left text's order."""
    gone = {at: pair.left for at, pair in enumerate(pairs) if pair.kind == "removed" and pair.left}
    new = {at: pair.right for at, pair in enumerate(pairs) if pair.kind == "added" and pair.right}
    answers = _answers(gone, new, pairs)
    taken = set(answers.values())
    beside: list[Pair] = []
    for at, pair in enumerate(pairs):
        if at in answers:
            left, right = gone[at], new[answers[at]]
            same = _key(left.text) == _key(right.text)
            alike = _likeness(_grams(left.text), _grams(right.text)) >= _ALIKE
            beside.append(Pair("moved", left, right) if same else
                          _inside(left, right) if alike else Pair("akin", left, right))  # fmt: skip
        elif at not in taken:
            beside.append(pair)
    return beside


def _answers(gone: dict[int, Paragraph], new: dict[int, Paragraph], pairs: Sequence[Pair]) -> dict[int, int]:
    """Match removed passages to added ones: each must be the other's best match, by words rare in both texts."""
    frequency = Counter(
        gram for pair in pairs for side in (pair.left, pair.right) if side for gram in _matter(side.text)
    )
    weight = {gram: math.log(2 * len(pairs) / count) for gram, count in frequency.items()}
    length = [
        {at: math.hypot(*(weight[gram] for gram in _matter(side.text))) for at, side in sides.items()}
        for sides in (gone, new)
    ]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, side in new.items():
        if len(side.text) >= _SHORTEST:
            for gram in _matter(side.text):
                holders[gram].append(at)
    likeness: dict[tuple[int, int], float] = defaultdict(float)
    for at, side in gone.items():
        if len(side.text) >= _SHORTEST:
            for gram in _matter(side.text):
                for other in holders[gram]:
                    likeness[at, other] += weight[gram] ** 2
    best: tuple[dict[int, tuple[float, int]], ...] = ({}, {})
    for (at, other), shared in likeness.items():
        score = shared / (length[0][at] * length[1][other])
        if score >= _AKIN:
            best[0][at] = max(best[0].get(at, (0.0, -1)), (score, other))
            best[1][other] = max(best[1].get(other, (0.0, -1)), (score, at))
    return {at: other for at, (_, other) in best[0].items() if best[1][other][1] == at}


def _matter(text: str) -> frozenset[str]:
    """Return the pairs of Chinese characters in a text; figures and punctuation don't identify its matter."""
    return frozenset(a + b for a, b in itertools.pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿")


def _grams(text: str) -> frozenset[str]:
    letters = "".join(text.split())
    return frozenset(map("".join, itertools.pairwise(letters))) or frozenset((letters,))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(len(a), len(b))


def _inside(left: Paragraph, right: Paragraph) -> Pair:
    if max(len(left.text), len(right.text)) > _LONGEST:
        return Pair("changed", left, right, [(0, len(left.text))], [(0, len(right.text))])
    a, b = list(tokens(left.text)), list(tokens(right.text))
    names = (_key(left.text), _key(right.text))
    pair = Pair("changed", left, right)
    for tag, i, j, k, m in SequenceMatcher(None, names[0], names[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before = (a[i][1], a[j - 1][2]) if j > i else None
        after = (b[k][1], b[m - 1][2]) if m > k else None
        if before:
            pair.left_marks.append(before)
        if after:
            pair.right_marks.append(after)
        pair.swaps.append((_around(left.text, a, i, j), _around(right.text, b, k, m)))
    return pair


def _around(text: str, stream: Sequence[tuple[str, int, int]], first: int, last: int) -> str:
    """Return the changed tokens with a few before and after, cut at punctuation, as a readable excerpt."""
    low, high = first, last
    while low > 0 and first - low < 8 and stream[low - 1][0] != "|":
        low -= 1
    while high < len(stream) and high - last < 4 and stream[high][0] != "|":
        high += 1
    return text[stream[low][1] : stream[high - 1][2]] if high > low else ""
