"""Cut a version's text into passages, the units that search finds and shows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FULL = 300  # paragraphs of one section are joined up to this many characters
_LONG = 600  # a longer paragraph is cut at the ends of its sentences
_SENTENCE_END = re.compile("[。；！？]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a version's text, `text[start:end]`, under its nearest heading."""

    heading: str | None
    start: int
    end: int


def split(text: str, sections: Sequence[tuple[int, str]]) -> Iterator[Span]:
    """Cut a text into passages: paragraphs of one section together up to some 300 characters.

    `sections` are (start, heading) pairs. A passage never crosses the start of a section and never contains only
    part of a sentence; blank passages are left out.
    """
    starts = sorted(sections)
    heading: str | None = None
    open_start = open_end = -1
    for start, end, opens in _pieces(text, [at for at, _ in starts]):
        if open_start >= 0 and (opens or end - open_start > _FULL):
            yield Span(heading, open_start, open_end)
            open_start = -1
        if opens:
            heading = next(name for at, name in reversed(starts) if at <= start)
        if open_start < 0:
            open_start = start
        open_end = end
    if open_start >= 0:
        yield Span(heading, open_start, open_end)


def _pieces(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield paragraphs (long ones as sentences), cut at section starts, and whether each opens a section."""
    cuts = {at for at in starts if 0 <= at < len(text)}
    bounds = {0, len(text)} | cuts
    at = text.find("\n")
    while at >= 0:
        bounds.add(at + 1)
        at = text.find("\n", at + 1)
    ordered = sorted(bounds)
    pending = False
    for start, end in itertools.pairwise(ordered):
        pending = pending or start in cuts
        for left, right in _sentences(text, start, end) if end - start > _LONG else [(start, end)]:
            shown = text[left:right]
            if not shown.strip():
                continue
            yield left + len(shown) - len(shown.lstrip()), right - len(shown) + len(shown.rstrip()), pending
            pending = False


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() - left >= _FULL:
            yield left, match.end()
            left = match.end()
    yield left, end
