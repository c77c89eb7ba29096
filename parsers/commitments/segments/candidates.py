"""Generate every segmentation of a page: by each mark, by lines, paragraphs, sentences and parts of sentences.

None of them decides whether it is the list; `choose` compares them with the numbers that the page announces.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.commitments.lists import enumeration, pieces, signs, uncounted
from parsers.commitments.lists.enumeration import DEPTH
from parsers.commitments.lists.regions import Line
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_PROJECT = 0.6  # the least grade of a unit that may be an item
_LONGEST_HEAD = 16
_LONGEST_LINE = 90
_MOST_LINES = 400
_SENTENCE = lazy(r"[^。！!\n]+[。！!]?")
_STOPPED = tuple("。；;，,：:、！!？?")
# 供水工程投资1.9亿元，… 安居工程，新建…
_NAME_OPENS = lazy(
    r"(?:(?:一|二|三|四|五|六|七|八|九|十){1,2}是|首先|其次|再次|最后|此外)?[，,]?[^，,。；;：:\d]{2,20}?(?:工程|项目|行动|计划|服务|改造|整治|治理|建设|提升|保障|救助|管理)(?=[，,：:\d投将继新改全建实计重对为]|$)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a segmentation: its number, where its mark and its words begin, where it ends."""

    ordinal: str | None
    start: int
    at: int
    end: int
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One way to divide the page: the form that divides it, and the parts.

    `count`: the number that the sentence around the parts states; `group`: how far it says that they are.
    """

    form: str
    parts: tuple[Part, ...]
    count: int | None = None
    group: str | None = None


def find(text: str, lines: Sequence[Line], announced: Sequence[int]) -> Iterator[Segmentation]:
    """Yield the segmentations of the lines of a page; `announced`: the numbers of projects that the page states."""
    kept = [line for line in lines if not line.tabbed and "\t" not in line.text][:_MOST_LINES]
    if not kept:
        return
    yield from _by_marks(kept)
    yield from _by_lines(kept)
    yield from _by_uncounted(tuple(kept))
    yield from _by_units(text, _paragraphs(kept), "paragraphs", announced)
    sentences = list(_sentences(text, kept))
    yield from _by_units(text, sentences, "sentences", announced)
    yield from _by_named_sentences(text, sentences)
    for line in kept:
        yield from _by_semicolons(text, line)
        yield from _run_on(text, line)


def _by_marks(lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Each style of number or mark in turn counts the items; outer styles are categories, inner ones go on."""
    nodes = enumeration.marked(tuple(lines))
    for style in dict.fromkeys(node.style for node in nodes if node.style not in (None, "bare")):
        depth = DEPTH.get(style or "", len(DEPTH))
        runs: list[list[Part]] = [[]]
        category: str | None = None
        last = 0
        for at, node in enumerate(nodes):
            if node.style == style:
                value = signs.value(node.ordinal)
                if value is not None and value not in (last + 1, last + 2) and not (value == 1 and category):
                    runs.append([])
                last = value or 0
                runs[-1].append(Part(node.ordinal, node.line.start, node.at, node.line.end, category))
                continue
            outer = node.style is not None and DEPTH.get(node.style, len(DEPTH)) < depth
            leads = at + 1 < len(nodes) and nodes[at + 1].style == style
            words = node.line.text[node.at - node.line.start :].strip()
            if leads and len(words) <= 40 and (outer or not words.endswith(_STOPPED)):
                category = words.rstrip("：:。")
                last = 0 if outer else last
            elif outer:
                category = None
                runs.append([])
                last = 0
            elif runs[-1]:
                runs[-1][-1] = replace(runs[-1][-1], end=node.line.end)
        runs = [run for run in runs if len(run) > 1]
        for run in runs:
            yield Segmentation(f"marks {style}", tuple(_last_cut(lines, run)))
        if len(runs) > 1:
            yield Segmentation(
                f"marks {style}", tuple(part for run in runs for part in _last_cut(lines, run))
            )


def _last_cut(lines: Sequence[Line], run: list[Part]) -> list[Part]:
    """Return the parts, the last of them with as many lines as the longest of the others."""
    within = [[line for line in lines if part.start <= line.start < part.end] for part in run]
    most = max((len(each) for each in within[:-1]), default=1)
    if len(within[-1]) > most:
        return [*run[:-1], replace(run[-1], end=within[-1][most - 1].end)]
    return run


def _by_lines(lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Short lines in a row that read as projects, with the lines between them that name a field of life."""
    run: list[Part] = []
    category: str | None = None
    for at, line in enumerate([*lines, None]):
        words = line.text if line is not None else ""
        short = line is not None and len(words) <= _LONGEST_LINE and "。" not in words[:-1]
        if line is not None and short and words[-1] not in "：:" and likeness.grade(words) >= _PROJECT:
            mark = enumeration.marked((line,))[0]
            run.append(Part(mark.ordinal, line.start, mark.at, line.end, category))
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        heads = (
            short
            and len(words) <= _LONGEST_HEAD
            and not words.endswith(tuple("。；;，,、！!？?"))
            and below is not None
            and likeness.grade(below.text) >= _PROJECT
        )
        if heads:
            category = words.rstrip("：:")
            continue
        if len(run) > 2:
            yield Segmentation("lines", tuple(run))
        run, category = [], None


def _by_uncounted(lines: tuple[Line, ...]) -> Iterator[Segmentation]:
    """Lines that a name, a label, a quotation mark or a common opening makes items."""
    for find_nodes in (
        uncounted.domains, uncounted.labelled, uncounted.named, uncounted.quoted, uncounted.paragraphs,
        uncounted.alike, uncounted.same_opening,
    ):  # fmt: skip
        nodes = find_nodes(lines)
        if nodes:
            yield Segmentation(find_nodes.__name__, tuple(_parts_of(nodes)))


def _parts_of(nodes: Sequence[Node]) -> Iterator[Part]:
    category: str | None = None
    open_part: Part | None = None
    for node in nodes:
        if node.style is None and open_part is not None:
            open_part = replace(open_part, end=node.line.end)
            continue
        if open_part is not None:
            yield open_part
            open_part = None
        if node.style == "part":
            category = node.line.text.rstrip("：:")
        elif node.style is not None:
            open_part = Part(node.ordinal, node.line.start, node.at, node.line.end, category)
    if open_part is not None:
        yield open_part


def _paragraphs(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    return [(line.start, line.end, line.text) for line in lines]


def _sentences(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    for line in lines:
        for start, end in pieces.split(text, line.start, line.end, "。"):
            end += text[end : end + 1] == "。"
            yield start, end, text[start:end]


def _by_units(
    text: str, units: Sequence[tuple[int, int, str]], form: str, announced: Sequence[int]
) -> Iterator[Segmentation]:
    """Runs of units that each read as a project; from a longer run the first ones, as many as announced."""
    at = 0
    for fits, group in itertools.groupby(units, key=lambda unit: likeness.grade(unit[2]) >= _PROJECT):
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


def _by_named_sentences(text: str, sentences: Sequence[tuple[int, int, str]]) -> Iterator[Segmentation]:
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
    within = pieces.split(text, line.start, line.end, "。")
    for start, end in [*whole, *(within if len(within) > 1 else [])]:
        parts = pieces.split(text, start, end, "；;")
        if len(parts) < 3:
            continue
        first = text[slice(*parts[0])]
        colon = max(first.rfind("："), first.rfind(":"))
        if 0 <= colon < len(first) - 3:
            parts[0] = (parts[0][0] + colon + 1, parts[0][1])
            first = first[colon + 1 :]
        yield Segmentation("semicolons", _led([Part(None, a, a, b) for a, b in parts], first))


def _run_on(text: str, line: Line) -> Iterator[Segmentation]:
    """Numbers of one style that count on inside a paragraph, wherever the first of them is."""
    for style in pieces.MARKS:
        for first in style.finditer(text, line.start, line.end):
            if signs.value(first.group(1)) != 1 or (
                first.start() > line.start and text[first.start() - 1] not in pieces.BEFORE_MARK
            ):
                continue
            marks = pieces.in_order(style, text, first.start(), line.end, first)
            if len(marks) < 2:
                continue
            ends = [mark.start() for mark in marks[1:]] + [pieces.last_end(text, marks, line.end)]
            yield Segmentation(
                "run on",
                tuple(
                    Part(mark.group(1), mark.start(), mark.end(), end)
                    for mark, end in zip(marks, ends, strict=True)
                ),
            )
            break
