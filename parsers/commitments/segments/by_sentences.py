"""Segmentations by paragraphs and sentences, by their parts between ；, and by numbers inside a paragraph."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, pieces, signs
from parsers.commitments.segments import likeness
from parsers.commitments.segments.parts import GOES_ON, LEAST, Part, Segmentation
from parsers.text.patterns import lazy

Unit = tuple[int, int, str]

# 供水工程投资1.9亿元，… 安居工程，新建…
_NAME_OPENS = lazy(
    r"(?:[一二三四五六七八九十]{1,2}是|首先|其次|再次|最后|此外)?[，,]?[“]?[^，,。；;：:\d]{2,24}?(?:工程|项目|行动|计划|服务|改造|整治|治理|建设|提升|保障|救助|管理)(?=[，,：:\d投将继新改全建实计重对为完已主正目累竣启门路设]|$)"
)


def find(text: str, lines: Sequence[Line], announced: Sequence[int]) -> Iterator[Segmentation]:
    """Yield the segmentations whose items are paragraphs, sentences or parts of them."""
    yield from _by_units(text, [(line.start, line.end, line.text) for line in lines], "paragraphs", announced)
    sentences = list(_sentences(text, lines))
    yield from _by_units(text, sentences, "sentences", announced)
    yield from _by_named_sentences(sentences)
    inside = [one for line in lines for one in _by_semicolons(text, line)]
    yield from inside
    yield from _over_paragraphs(text, inside)
    for line in lines:
        yield from _run_on(text, line)
        yield from _all_sentences(text, line)


def _sentences(text: str, lines: Sequence[Line]) -> Iterator[Unit]:
    return ((start, end, text[start:end]) for line in lines for start, end in _of_line(text, line))


def _of_line(text: str, line: Line) -> list[tuple[int, int]]:
    """Return the sentences of a line, those that only go on from the one before joined to it."""
    found: list[tuple[int, int]] = []
    for start, end in between.split(text, line.start, line.end, "。"):
        end += text[end : end + 1] == "。"
        if found and GOES_ON.match(text, start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _by_units(
    text: str, units: Sequence[Unit], form: str, announced: Sequence[int]
) -> Iterator[Segmentation]:
    """Runs of units that each read as a project; from a longer run the first ones, as many as announced."""
    at = 0
    for fits, group in itertools.groupby(units, key=lambda unit: likeness.grade(unit[2]) >= LEAST):
        run = list(group)
        if fits and len(run) > 2:
            lengths = {len(run), *(count for count in announced if 3 <= count < len(run))}
            after = at > 0 and units[at - 1][2].rstrip()[-1:] in "：:。"
            for length in sorted(lengths, reverse=True):
                broken = form == "sentences" and "\n" in text[run[0][0] : run[length - 1][1]]
                if length < len(run) and (broken or not after):
                    continue
                yield Segmentation(form, _led([Part(None, a, a, b) for a, b, _ in run[:length]], run[0][2]))
        at += len(run)


def _led(parts: list[Part], first: str) -> tuple[Part, ...]:
    """Return the parts, the first one without the words that lead to all of them: 今年，云溪区将…"""
    leading = likeness.LEADING.match(first)
    if leading is not None:
        parts[0] = replace(parts[0], at=parts[0].start + leading.end())
    return tuple(parts)


def _all_sentences(text: str, line: Line) -> Iterator[Segmentation]:
    """All sentences of a paragraph, or those behind its first colon: …实事如下：完成A。改造B。"""
    spans = _of_line(text, line)
    if len(spans) < 3:
        return
    for at, (start, end) in enumerate(spans[:4]):
        colon = text.find("：", start, end)
        if 0 <= colon < end - 4:
            parts = [Part(None, colon + 1, colon + 1, end)]
            parts += [Part(None, a, a, b) for a, b in spans[at + 1 :]]
            yield Segmentation("sentences", tuple(parts))
    yield Segmentation("sentences", _led([Part(None, a, a, b) for a, b in spans], text[slice(*spans[0])]))


def _by_named_sentences(sentences: Sequence[Unit]) -> Iterator[Segmentation]:
    """Sentences that begin with a project's name; those between them go on: 供水工程投资3亿元，…。安居工程，…。"""
    opens = [_NAME_OPENS.match(words.strip()) is not None for _, _, words in sentences]
    if sum(opens) < 3:
        return
    run: list[Part] = []
    behind = 0
    for opened, (start, end, words) in zip(opens, sentences, strict=True):
        if opened:
            run.append(Part(None, start, start, end))
            behind = 0
        elif run and behind < 2 and likeness.grade(words) >= 0.5:
            run[-1] = replace(run[-1], end=end)
            behind += 1
        else:
            if len(run) > 2:
                yield Segmentation("named sentences", tuple(run))
            run, behind = [], 0
    if len(run) > 2:
        yield Segmentation("named sentences", tuple(run))


def _by_semicolons(text: str, line: Line) -> Iterator[Segmentation]:
    """Parts of a sentence, or of a paragraph, between ；"""
    if "；" not in line.text and ";" not in line.text:
        return
    whole = [(line.start, line.end)]
    within = between.split(text, line.start, line.end, "。")
    for start, end in [*whole, *(within if len(within) > 1 else [])]:
        parts = between.split(text, start, end, "；;")
        if len(parts) < 3:
            continue
        first = text[slice(*parts[0])]
        colon = max(first.rfind("："), first.rfind(":"))
        if 0 <= colon < len(first) - 3:
            parts[0] = (parts[0][0] + colon + 1, parts[0][1])
            first = first[colon + 1 :]
        yield Segmentation("semicolons", _led([Part(None, a, a, b) for a, b in parts], first))


def _over_paragraphs(text: str, found: Sequence[Segmentation]) -> Iterator[Segmentation]:
    """Yield the parts of all sentences together that each have three or more between ；"""
    parts: list[Part] = []
    sentences = [
        one for one in found if "。" not in "".join(text[part.at : part.end - 1] for part in one.parts)
    ]
    for one in sorted(sentences, key=lambda each: (each.parts[0].start, -len(each.parts))):
        if not parts or one.parts[0].start >= parts[-1].end:
            parts += one.parts
    if len(parts) > max((len(one.parts) for one in found), default=0):
        yield Segmentation("semicolons", tuple(parts))


def _run_on(text: str, line: Line) -> Iterator[Segmentation]:
    """Numbers of one style that count on inside a paragraph, wherever the first of them is."""
    for style in pieces.MARKS:
        begins = (
            first
            for first in style.finditer(text, line.start, line.end)
            if signs.value(first.group(1)) == 1
            and (first.start() == line.start or text[first.start() - 1] in pieces.BEFORE_MARK)
        )
        for first in itertools.islice(begins, pieces.MOST_BEGUN):
            marks = pieces.in_order(style, text, first.start(), line.end, first)
            if len(marks) < 2:
                continue
            ended = pieces.with_ends(marks, pieces.last_end(text, marks, line.end))
            parts = tuple(Part(mark.group(1), mark.start(), mark.end(), end) for mark, end in ended)
            yield Segmentation("run on", parts)
            break
