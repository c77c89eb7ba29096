"""One way to divide a page into items: its parts, the number beside them and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 0.6  # the least grade of a unit that may be an item


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a segmentation: its number, where its mark and its words begin, where it ends."""

    ordinal: str | None
    start: int
    at: int
    end: int
    category: str | None = None
    report: str | None = None  # how far it is, where the sentence gives each its own: 完成率分别为35%、40%


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One way to divide the page: the form that divides it, and the parts.

    `count`: the number that the sentence around the parts states; `group`: how far it says that they are.
    """

    form: str
    parts: tuple[Part, ...]
    count: int | None = None
    group: str | None = None
