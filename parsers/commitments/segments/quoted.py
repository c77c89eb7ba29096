"""Sentences of news that each have one project's name in quotation marks: “危桥改造”一项中，已改造6座。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.commitments import status
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between
from parsers.commitments.segments import likeness, states
from parsers.commitments.segments.parts import Part, Segmentation
from parsers.text.patterns import lazy

_NAME = lazy(r"“([^“”]{6,40})”")
_FEWEST = 4
_LEAST_NAME = 0.5
_LEAST_SAID = 0.5  # of the names, whose sentences count or say how far they are
_BEHIND_NAME = lazy(r"(?:(?:这)?一项|项目|工程|活动)?(?:中|里|方面)?(?:上榜)?[，,：:—\s]*")
# Of several names together nothing is said of each: 涉及“A”“B”等
_TOGETHER = lazy(r"(?:涉及|包括|包含|涵盖|分别[是为]|开展|主题为|以)[^“”，,。；;]{0,6}$")


def find(text: str, lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Yield the projects that the sentences of a page name in quotation marks, one each, with what is said of them."""
    parts = [part for line in lines for part in _of_line(text, line)]
    names = {text[part.at : part.end] for part in parts}
    said = sum(_tells(part.report or "") for part in parts)
    if len(parts) == len(names) >= _FEWEST and said >= len(parts) * _LEAST_SAID:
        yield Segmentation(states.FORM, tuple(parts))


def _of_line(text: str, line: Line) -> list[Part]:
    """Return the projects of a paragraph; a sentence without a name goes on with the one before."""
    if "”" not in line.text:
        return []
    found: list[tuple[int, int, int]] = []  # where a name begins and ends, where its report ends
    for start, end in between.split(text, line.start, line.end, "。"):
        names = [one.span(1) for one in _NAME.finditer(text, start, end)]
        if len(names) == 1 and _is_told_of(text, start, *names[0]):
            found.append((*names[0], end))
        elif found and not names:
            found[-1] = (*found[-1][:2], end)
    parts = []
    for begin, close, end in found:
        behind = _BEHIND_NAME.match(text, close + 1, end)
        report = text[behind.end() if behind else close + 1 : end].strip(" ，,")
        parts.append(Part(None, begin, begin, close, report=report or None))
    return parts


def _is_told_of(text: str, start: int, begin: int, close: int) -> bool:
    """Decide whether a name in quotation marks reads as a project, and is not one of several or an aside."""
    alone = _TOGETHER.search(text[start : begin - 1]) is None
    return alone and likeness.grade(text[begin:close]) >= _LEAST_NAME


def _tells(report: str) -> bool:
    return any(char.isdigit() for char in report) or status.judge(report, "") != "unstated"
