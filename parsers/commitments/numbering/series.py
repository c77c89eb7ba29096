"""Numbers that run on inside lines: a line that begins with 一是 and goes on with 二是 and 三是 is three lines."""

from __future__ import annotations

import itertools
import re

from parsers.commitments.lists.regions import Line
from parsers.commitments.numbering import pieces, signs

_STOPS = "。；;！!"
_EDGE = " \t\u3000"
_FEWEST = 3
_STYLES = pieces.MARKS[:6]  # those that may begin a line of a list


def apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, those that begin with the first number of a series parted at each further number of it."""
    found: list[Line] = []
    last: dict[str, int] = {}  # the number that each style has come to
    for line in lines:
        marks = _series(line.text, last)
        if not marks:
            found.append(line)
            continue
        bounds = [mark.start() for mark in marks] + [len(line.text)]
        for start, end in itertools.pairwise(bounds):
            words = line.text[start:end].rstrip(_EDGE)
            begin = line.start + start
            first = start == 0
            found.append(Line(begin, begin + len(words), words, line.tabbed and first, line.bullet and first))
    return tuple(found)


def _series(text: str, before: dict[str, int]) -> list[re.Match[str]]:
    """Return the numbers that count on from the one that a line begins with, each but the first behind a stop.

    The first is 1, or goes on from the lines `before`.
    """
    for style in _STYLES:
        first = style.match(text)
        last = signs.value(first.group(1)) if first else None
        if first is None or last is None or last not in (1, before.get(style.pattern, 0) + 1):
            continue
        found = [first]
        for mark in style.finditer(text, first.end()):
            stop = text[: mark.start()].rstrip(_EDGE)[-1:]
            if signs.value(mark.group(1)) == last + 1 and stop in _STOPS:
                found.append(mark)
                last += 1
        before[style.pattern] = last
        if len(found) >= _FEWEST:
            return found
    return []
