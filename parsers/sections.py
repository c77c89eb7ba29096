"""Give headings their levels and the text under each its end.

Levels follow nesting: a heading is one level below the nearest heading before it of a higher kind
(第一部分, then 一、, then （一）, then 1., then （1）, then ①). A kind whose parent is missing has its usual
level. Documents that put 一、 under （一） are read in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from parsers import headings
from parsers.headings import CHAPTER, SECTION, USUAL_LEVELS, Heading
from parsers.page import Page, SamePage
from parsers.record import Section


def find(page: Page) -> tuple[Section, ...]:
    """Return the sections of a page's text in order; each ends where the next of the same or a higher level begins."""
    return _find(SamePage(page))


@lru_cache(maxsize=2)  # called for the same page by metadata and by the record
def _find(key: SamePage) -> tuple[Section, ...]:
    text = key.page.text
    found = _turned(headings.find(text, key.page.marks, key.page.tables))
    levels: list[int] = []
    open_: list[tuple[int, int]] = []  # (rank, level) of the headings whose sections have not ended
    for heading in found:
        while open_ and open_[-1][0] >= heading.rank:
            open_.pop()
        level = open_[-1][1] + 1 if open_ else (heading.level or USUAL_LEVELS[heading.rank])
        open_.append((heading.rank, level))
        levels.append(level)
    ends = _ends(text, found, levels)
    return tuple(
        Section(level, heading.text, heading.start, end)
        for heading, level, end in zip(found, levels, ends, strict=True)
    )


def _ends(text: str, found: Sequence[Heading], levels: Sequence[int]) -> list[int]:
    """Return where each section's text ends, without trailing white space."""
    ends = []
    following: dict[int, int] = {}
    for heading, level in zip(reversed(found), reversed(levels), strict=True):
        end = min((start for other, start in following.items() if other <= level), default=len(text))
        while text[end - 1] in " \t\n\u3000\u00a0*#" and end > heading.start + len(heading.text):
            end -= 1
        ends.append(end)
        following = {other: start for other, start in following.items() if other < level} | {
            level: heading.start
        }
    return ends[::-1]


def _turned(found: list[Heading]) -> list[Heading]:
    """Exchange the ranks of 一、 and （一） if the document nests 一、 under （一）."""
    chapters = [n for n, h in enumerate(found) if h.rank == CHAPTER and h.first]
    sections = [n for n, h in enumerate(found) if h.rank == SECTION and h.first]
    if not sections or len(chapters) < 2 or len(sections) != 1 or sections[0] > chapters[0]:
        return found
    swap = {CHAPTER: SECTION, SECTION: CHAPTER}
    return [Heading(swap.get(h.rank, h.rank), h.text, h.start, h.first, h.level) for h in found]
