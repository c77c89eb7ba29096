"""Segmentations by paragraphs that each begin with a few words on a field of life, in whatever words.

交通更通畅。新修道路9条。 is one project; 教育：新建高中1所；改造学校8所；资助学生900人。 is three of one category.
That several paragraphs in a row are built alike says more than any word: no list of fields is needed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.commitments.grid import roles
from parsers.commitments.headings.lines import Line
from parsers.commitments.headings.words import TOPIC
from parsers.commitments.lists import uncounted
from parsers.commitments.numbering import between
from parsers.commitments.segments import likeness
from parsers.commitments.segments.parts import LEAST, Part, Segmentation
from parsers.text.patterns import lazy

NAMED = "named paragraphs"
PARTS = "labelled parts"
FIELDS = "field paragraphs"
_FEWEST = 3
_NAME = lazy(r"(?:[■●▲◆★▍|·—-]{1,2}\s?)?(?P<name>[^，,。；;：:！!\d\t]{3,16})[。！!]\s?(?=\S)")
_NAME_ALONE = lazy(r"[^，,。；;：:！!\d\t]{4,24}。")
_FIELD = lazy(
    r"(?:[■●▲◆★▍|·—-]{1,2}\s?)?在?(?P<name>[^，,。；;：:！!\d\t]{3,20})(?:方面|领域)[，,：:]\s?(?=\S)"
)
_LABEL = lazy(r"(?:[■●▲◆★▍|·—-]{1,2}\s?)?(?P<name>[^，,。；;：:！!\d\t]{2,16})[：:]\s?(?=\S)")


def find(text: str, lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Yield paragraphs in a row that begin with a short sentence, and the parts of those that begin with a label."""
    for named, run in itertools.groupby(lines, key=lambda line: _named(line) is not None):
        paragraphs = list(run) if named else []
        if len(paragraphs) >= _FEWEST:
            yield Segmentation(
                NAMED, tuple(Part(None, line.start, line.start, line.end) for line in paragraphs)
            )
    for line in lines:
        yield from _run_in(text, line)
    for within, run in itertools.groupby(lines, key=lambda line: _FIELD.match(line.text) is not None):
        paragraphs = list(run) if within else []
        if len(paragraphs) > _FEWEST:
            fields = tuple(Part(None, line.start, line.start, line.end) for line in paragraphs)
            yield Segmentation(FIELDS, fields)
    for labelled, run in itertools.groupby(lines, key=_has_label):
        paragraphs = list(run) if labelled else []
        parts = [part for line in paragraphs for part in _parts(text, line)]
        if len(paragraphs) > 1 and len(parts) > len(paragraphs):
            yield Segmentation(PARTS, tuple(parts))


def _run_in(text: str, line: Line) -> Iterator[Segmentation]:
    """Yield the projects of a paragraph in which names alternate with sentences: 供水工程。建水厂2座。安居工程。…"""
    spans = [(a, b + (text[b : b + 1] == "。")) for a, b in between.split(text, line.start, line.end, "。")]
    parts: list[Part] = []
    for start, end in spans:
        words = text[start:end].strip()
        if _NAME_ALONE.fullmatch(words) and uncounted.reads_as_project(words) and not TOPIC.search(words):
            parts.append(Part(None, start, start, end))
        elif parts:
            parts[-1] = replace(parts[-1], end=end)
    if len(parts) >= _FEWEST and all(
        _NAME_ALONE.fullmatch(text[a.at : a.end].strip()) is None for a in parts
    ):
        yield Segmentation(NAMED, tuple(parts))


def _named(line: Line) -> str | None:
    """Return what follows the short sentence that a paragraph begins with, where that reads as a project."""
    name = _NAME.match(line.text)
    if name is None or TOPIC.search(name["name"]):
        return None
    rest = line.text[name.end() :]
    return rest if likeness.grade(rest) >= LEAST else None


def _has_label(line: Line) -> bool:
    label = _LABEL.match(line.text)
    if label is None or roles.of_label(label["name"]) is not None or TOPIC.search(label["name"]):
        return False
    return likeness.grade(line.text[label.end() :]) >= LEAST


def _parts(text: str, line: Line) -> list[Part]:
    """Return the projects behind a label, between ；, with the label as their category."""
    label = _LABEL.match(line.text)
    if label is None:
        return []
    spans = between.split(text, line.start + label.end(), line.end, "；;")
    return [Part(None, a, a, b, label["name"]) for a, b in spans]


def field(words: str) -> str:
    """Return the words of a paragraph behind the field of life that it begins with."""
    found = _FIELD.match(words)
    return words[found.end() :] if found else words


def kept_in(texts: Sequence[str]) -> bool:
    """Decide whether labels of paragraphs were read as parts of projects: some begin with one, others do not."""
    with_label = sum(_LABEL.match(words) is not None for words in texts)
    return 1 < with_label < len(texts)


def body(words: str) -> str:
    """Return the words of a named paragraph behind its name."""
    name = _NAME.match(words)
    return words[name.end() :] if name else words
