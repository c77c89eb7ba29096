"""One way to divide a page into items: its parts, the number beside them and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.commitments.numbering import pieces
from parsers.text.patterns import lazy

LEAST = 0.6  # the least grade of a unit that may be an item
# What a sentence says of the project that the one before names: 包含A、B。 总投资3亿元。
GOES_ON = lazy(
    r"\s*(?:(?:项目|工程|主要|具体|重点)?(?:包含|包括|涵盖|其中|分别)|(?:该|此|本)(?:项目|工程|行动)|(?:项目|工程)?(?:总投资|计划投资|建成后|完成后))"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a segmentation: its number, where its mark and its words begin, where it ends."""

    ordinal: str | None
    start: int
    at: int
    end: int
    category: str | None = None
    report: str | None = None  # how far it is, where the sentence gives each its own: 完成率分别为35%、40%
    state: str | None = None  # how far it is with others that one clause names: A、B等工程均全面展开


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One way to divide the page: the form that divides it, and the parts.

    `count`: the number that the sentence around the parts states; `group`: how far it says that they are.
    """

    form: str
    parts: tuple[Part, ...]
    count: int | None = None
    group: str | None = None


def marked(text: str, start: int, end: int) -> Part:
    """Return a part with the number that its words begin with: ①新建车站"""
    mark = next((m for style in pieces.MARKS[1:6] if (m := style.match(text, start, end))), None)
    return Part(mark.group(1), start, mark.end(), end) if mark else Part(None, start, start, end)


def without_ends(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts without the stops at their ends, and the last without 等."""
    found = []
    for part in parts:
        end = part.end
        while end > part.at and text[end - 1] in "，,；;。、 \n":
            end -= 1
        end -= text[end - 1] == "等" and part is parts[-1]
        found.append(Part(part.ordinal, part.start, part.at, end))
    return tuple(found)
