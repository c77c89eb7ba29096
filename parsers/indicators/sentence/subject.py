"""What a figure is of, as the sentence says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Subject:
    """What a figure is of: the span of its name, the noun and the verbs, for figures that go on about it."""

    start: int
    end: int
    name: str
    new: bool = False
    said: str = ""
    code: str | None = None  # of a name of the lexicon
    unit: str = ""
    part: str | None = None
    full: str = ""  # the words up to the end of the name, with the verbs before it
    joined: bool = False  # a verb stands inside its name: 旅游业实现收入
    of: str | None = None  # the whole that its last number was a share of; empty where it is not said
