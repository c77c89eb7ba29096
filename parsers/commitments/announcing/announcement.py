"""What is known of a sentence that announces projects: how many, how far they are, where they begin."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.text.patterns import lazy

YEAR = lazy(r"(?<!\d)((?:19|20)\d\d)\s?年")
STOPS = "。；;！!？?"


@dataclass(frozen=True, slots=True)
class Said:
    """What words say of projects: how many, how far they are, and whether they call them livelihood projects."""

    count: int | None
    state: str | None
    named: bool


def last_year(words: str) -> int | None:
    """Return the last year that words name: 2023年实事已完成，2024年的是"""
    years = YEAR.findall(words)
    return int(years[-1]) if years else None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A sentence that says that projects follow.

    `group`: its words for how far all of them are, where it sorts them so; `named`: it calls them
    livelihood projects itself (a group relies on the text around it).
    """

    at: int  # index of its line
    start: int
    end: int  # where the items begin
    lead: str
    count: int | None
    group: str | None
    named: bool
    year: int | None
    nested: bool = False  # inside a numbered item, which it makes a category
    category: str | None = None  # what the sentence calls this part of the list: 安居保障类3项，主要是…
    until: int | None = None  # where its items end, where they stand before their number
    limit: int | None = None  # where what follows is another class of the same list
    stop: int | None = None  # where the next list begins in the same line
    by_form: bool = False  # found by the form of what follows, not by words that lead to a list
    at_line_end: bool = False  # found so, and what follows stands in the lines below

    @property
    def sorts(self) -> bool:
        """Decide whether it says of a part of the projects how far they are, or when they are to be done."""
        return self.group is not None or not (self.named or self.nested or self.category)
