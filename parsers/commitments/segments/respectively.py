"""Values that a sentence gives its names one by one: A、B、C完成率分别为35%、40%、60%."""

from __future__ import annotations

from dataclasses import replace

from parsers.commitments.numbering import between
from parsers.commitments.segments.parts import Part
from parsers.text.patterns import lazy

_RESPECTIVELY = lazy(
    r"(?:(?:完成|开工|投资|任务|工程|形象|总体|项目)?(?:完成)?(?:率|进度|比例|情况))?(?:已)?分别(?:已)?(?:为|达到?|完成|是)[：:]?\s?(?=\d)"
)
_NEAR = 12  # characters between the names and these words
_LONGEST = 200


def find(text: str, start: int, end: int) -> int | None:
    """Return where the names end that such words follow; None where there are none."""
    found = _RESPECTIVELY.search(text, start, end)
    return found.start() if found else None


def give(text: str, parts: tuple[Part, ...], at: int, end: int) -> tuple[Part, ...]:
    """Return the parts with the values that follow them, where there is one for each."""
    found = _RESPECTIVELY.search(text, at, min(end, at + _LONGEST))
    if found is None or found.start() > at + _NEAR:
        return parts
    stops = [place for stop in "，；;。" if (place := text.find(stop, found.end(), end)) >= 0]
    values = between.split(text, found.end(), min(stops, default=end), "、和及")
    if len(values) != len(parts):
        return parts
    return tuple(replace(part, report=text[a:b]) for part, (a, b) in zip(parts, values, strict=True))
