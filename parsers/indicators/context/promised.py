"""The prose of chapters that are headed like a list of promises: its numbers are statistics like others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from parsers.indicators.context.periods import PROMISES
from parsers.record import Commitment, Problem, Section

UNREAD_LIST = "items_unclear"  # the problem of a list whose promises are not separable


def places(promises: Iterable[Commitment], problems: Iterable[Problem]) -> list[int]:
    """Return where promises begin, and lists whose promises are not separable."""
    unread = (problem.start or 0 for problem in problems if problem.code == UNREAD_LIST)
    return [*(promise.start for promise in promises), *unread]


def prose_chapters(sections: Sequence[Section], places: Iterable[int]) -> dict[int, int]:
    """Return where chapters begin that are headed like a list of promises, and where their prose ends.

    七、用心办好民生实事 heads prose to its end, or to the first promise.
    `places`: where promises begin, read or unread.
    """
    headed = [section for section in sections if PROMISES.search(section.heading)]
    if not headed:
        return {}
    at = sorted(places)
    first = [(section, bisect_left(at, section.start)) for section in headed]
    return {
        section.start: min(section.end, at[place]) if place < len(at) else section.end
        for section, place in first
    }
