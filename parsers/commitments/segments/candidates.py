"""Generate every segmentation of a page: by each mark, by lines, paragraphs, sentences and parts of sentences.

None of them decides whether it is the list; `choose` compares them with the numbers that the page announces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.commitments.headings.lines import Line
from parsers.commitments.segments import by_lines, by_sentences, fields, labelled, states
from parsers.commitments.segments.parts import Segmentation

_MOST_LINES = 400


def find(text: str, lines: Sequence[Line], announced: Sequence[int]) -> Iterator[Segmentation]:
    """Yield the segmentations of the lines of a page; `announced`: the numbers of projects that the page states."""
    kept = [line for line in lines if not line.tabbed and "\t" not in line.text][:_MOST_LINES]
    if kept:
        yield from by_lines.find(kept)
        yield from by_sentences.find(text, kept, announced)
        yield from fields.find(text, kept)
        yield from labelled.find(text, kept)
        yield from states.find(text, kept)
