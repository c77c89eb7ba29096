"""Segmentations by lines: numbers and marks, names, fields of life between them, reports below, endings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.commitments import domains
from parsers.commitments.headings.lines import Line
from parsers.commitments.headings.words import is_headline
from parsers.commitments.lists import enumeration, fields, uncounted
from parsers.commitments.lists.enumeration import depth_of
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import signs
from parsers.commitments.segments import likeness
from parsers.commitments.segments.parts import LEAST, Part, Segmentation
from parsers.text.patterns import lazy

_LONGEST_HEAD = 16
_LONGEST_LINE = 90
_LONGEST_NAME = 36
# What is no project's name: the page's headline, who reports.
_FEWEST_REPORTED = 3  # names with sentences below them
_NO_NAME = lazy(r"实事|民生(?:项目|工程)|记者|来源|发布")
_STOPPED = tuple("。；;，,：:、！!？?")


def find(lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Yield the segmentations whose items are lines."""
    yield from _by_marks(lines)
    yield from _by_lines(lines)
    yield from _by_uncounted(tuple(lines))
    yield from _by_names_above(lines)
    yield from _by_endings(lines)


def _by_marks(lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Each style of number or mark in turn counts the items; outer styles are categories, inner ones go on."""
    nodes = enumeration.marked(tuple(lines))
    for style in dict.fromkeys(node.style for node in nodes if node.style not in (None, "bare")):
        depth = depth_of(style)
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
            outer = node.style is not None and depth_of(node.style) < depth
            leads = at + 1 < len(nodes) and nodes[at + 1].style == style
            words = node.line.text[node.at - node.line.start :].strip()
            field = fields.field_of(words) is not None and not outer
            if leads and len(words) <= 40 and not field and (outer or not words.endswith(_STOPPED)):
                category = None if is_headline(words) else words.rstrip("：:。")
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
    within: list[Line] = []
    category: str | None = None
    for at, line in enumerate([*lines, None]):
        words = line.text if line is not None else ""
        short = line is not None and len(words) <= _LONGEST_LINE and "。" not in words[:-1]
        if line is not None and short and words[-1] not in "：:" and likeness.grade(words) >= LEAST:
            mark = enumeration.marked((line,))[0]
            run.append(Part(mark.ordinal, line.start, mark.at, line.end, category))
            within.append(line)
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        heads = (
            short
            and len(words) <= _LONGEST_HEAD
            and not words.endswith(tuple("。；;，,、！!？?"))
            and below is not None
            and likeness.grade(below.text) >= LEAST
        )
        if heads:
            category = None if is_headline(words) else words.rstrip("：:")
            continue
        if len(run) > 2:
            nodes = uncounted.under_classes(within)
            sorts = any(node.style == "part" for node in nodes)
            yield Segmentation("lines", tuple(_parts_of(nodes)) if sorts else tuple(run))
        run, within, category = [], [], None


def _by_uncounted(lines: tuple[Line, ...]) -> Iterator[Segmentation]:
    """Lines that a name, a label, a quotation mark or a common opening makes items."""
    for find_nodes in (
        domains.of_lines, uncounted.labelled, uncounted.named, uncounted.quoted, uncounted.paragraphs,
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


def _by_names_above(lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Names in one or two lines without a stop, each above sentences on it: 城市供水提升 / 江南水厂正式运行。"""
    run: list[Part] = []
    heads = {line.start: line.text for line in lines}
    names = 0
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        text = line.text.rstrip()
        mark = enumeration.marked((line,))[0]
        short = len(text) <= _LONGEST_NAME and text[-1] not in "。；;，,：:！!？?"
        if short and names == 0 and not run and _NO_NAME.search(text):
            continue  # the page's headline
        if not short and run and text.endswith(("。", "；", "！", "：")):
            run[-1] = replace(run[-1], end=line.end)
            names = 0
        elif short and names == 1 and below is None and len(run) > _FEWEST_REPORTED:
            run[-1] = replace(run[-1], end=line.end)  # the page ends within its report
            names = 0
        elif short and names == 1 and run:
            run[-1] = replace(run[-1], end=line.end)
            names = 2
        elif short and names == 0 and below is not None:
            run.append(Part(mark.ordinal, line.start, mark.at, line.end))
            names = 1
        else:
            yield from _named(heads, run, names)
            run, names = [], 0
    yield from _named(heads, run, names)


def _named(text: dict[int, str], run: list[Part], names: int) -> Iterator[Segmentation]:
    """The names that have sentences below them; also without the first, which may be the page's own headline."""
    run = list(
        itertools.dropwhile(
            lambda part: _NO_NAME.search(text[part.start]) is not None, run[:-1] if names else run
        )
    )
    if len(run) > 2:
        yield Segmentation("names above", tuple(run))
        yield Segmentation("names above", tuple(run[1:]))


def _by_endings(lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Lines in a row that end in ；, and the one that ends them; also several such rows, as parts of one list."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        ended = line.text.endswith(("；", ";"))
        if ended or (runs[-1] and line.text.endswith("。") and likeness.grade(line.text) >= LEAST):
            runs[-1].append(line)
        if not ended and runs[-1]:
            runs.append([])
    runs = [run for run in runs if len(run) > 2]
    parts = [
        [Part(None, line.start, enumeration.marked((line,))[0].at, line.end) for line in run] for run in runs
    ]
    for each in parts:
        yield Segmentation("endings", tuple(each))
    if len(parts) > 1:
        yield Segmentation("endings", tuple(part for each in parts for part in each))
