"""Pinyin that converters of copied pages set behind characters: 經(jīng)濟(jì), 区（qū）.

Metadata, kind and promises are read from the page without it; `Spoken.promises` and `Spoken.problems` lead what was
read back to the text as published.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from parsers.kind.head import plain_width
from parsers.page import Page, Table
from parsers.record import Commitment, Problem
from parsers.text.patterns import lazy

_TONES: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE: Final = f"[a-zü]{{0,6}}[{_TONES}][a-zü{_TONES}]*"
TONE: Final = lazy(f"[{_TONES}]")
PINYIN: Final = lazy(rf"[（(]{_SYLLABLE}[）)]|(?<![A-Za-z]){_SYLLABLE}")
"""Syllables with tone marks, with the brackets around them or without."""


def without_pinyin(page: Page) -> Spoken:
    """Return the page with its text, titles, marks and tables without pinyin; the page itself where it has none."""
    if TONE.search(page.text) is None:
        return Spoken(page, page)
    text = replace(
        page,
        text=PINYIN.sub("", page.text),
        given_title=_stripped(page.given_title),
        page_title=_stripped(page.page_title),
    )
    to = Spoken(page, text).offset
    return Spoken(
        page,
        replace(
            text,
            marks=tuple(replace(mark, start=to(mark.start), end=to(mark.end)) for mark in page.marks),
            tables=tuple(_moved(table, to) for table in page.tables),
            items=tuple(map(to, page.items)),
        ),
    )


@dataclass(frozen=True)
class Spoken:
    """A page without pinyin, and the way back to it as published."""

    published: Page
    page: Page

    def origin(self, offset: int) -> int:
        """Return the offset in the published text; the pinyin of the character before belongs to that character."""
        return offset + self._shifts[bisect_right(self._cuts, offset)]

    def offset(self, published: int) -> int:
        """Return the offset without pinyin of an offset in the published text."""
        at = bisect_right(self._pinyin, published, key=lambda match: match.start())
        return max(published - self._shifts[at], self._cuts[at - 1] if at else 0)

    def promises(self, found: Sequence[Commitment]) -> tuple[Commitment, ...]:
        """Return promises with their spans in the published text and their strings as published."""
        return tuple(found) if self.page is self.published else tuple(map(self._as_published, found))

    def problems(self, found: Sequence[Problem]) -> tuple[Problem, ...]:
        """Return problems with their spans in the published text."""
        if self.page is self.published:
            return tuple(found)
        return tuple(
            one
            if one.start is None or one.end is None
            else replace(one, start=self.origin(one.start), end=self.origin(one.end))
            for one in found
        )

    def _as_published(self, one: Commitment) -> Commitment:
        strings = ("category", "text", "status_text", "outcome", "lead", "support", "deadline", "place")
        changed: dict[str, Any] = {
            name: self._string(value, one) for name in strings if (value := getattr(one, name)) is not None
        }
        return replace(one, start=self.origin(one.start), end=self.origin(one.end), **changed)

    def _string(self, value: str, one: Commitment) -> str:
        """Return the published characters of a string, searched in the promise first; else the string itself."""
        text, places = self._letters
        wanted = plain_width("".join(value.split()))
        first = bisect_right(places, one.start - 1)
        found = text.find(wanted, first)
        found = found if found >= 0 else text.find(wanted)
        if found < 0:
            return value
        letters = iter(places[found : found + len(wanted)])
        return "".join(char if char.isspace() else self._published(next(letters)) for char in value)

    def _published(self, at: int) -> str:
        """Return a character of the page with its pinyin."""
        return self.published.text[self.origin(at) : self.origin(at + 1)]

    @cached_property
    def _pinyin(self) -> tuple[re.Match[str], ...]:
        return tuple(PINYIN.finditer(self.published.text))

    @cached_property
    def _shifts(self) -> list[int]:
        """How many characters of pinyin there are before the first syllable (none), the second, …, and in all."""
        lengths = (match.end() - match.start() for match in self._pinyin)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _cuts(self) -> list[int]:
        """The offset in the page without pinyin of each syllable that was left out."""
        return [match.start() - shift for match, shift in zip(self._pinyin, self._shifts, strict=False)]

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """The text without pinyin and white space, and the offset of each of its characters."""
        places = [at for at, char in enumerate(self.page.text) if not char.isspace()]
        return plain_width("".join(self.page.text[at] for at in places)), places


def _moved(table: Table, to: Callable[[int], int]) -> Table:
    rows = tuple(
        tuple(replace(cell, start=to(cell.start), end=to(cell.end)) for cell in row) for row in table.rows
    )
    return Table(to(table.start), to(table.end), rows)


def _stripped(text: str | None) -> str | None:
    return None if text is None else PINYIN.sub("", text)
