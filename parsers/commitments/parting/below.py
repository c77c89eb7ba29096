"""Part a promise from its report in the lines below it: a second line, a paragraph, all below a name."""

from __future__ import annotations

import itertools

from parsers.commitments import status
from parsers.commitments.numbering.between import EDGE
from parsers.commitments.outcome import openings
from parsers.commitments.parting import brackets
from parsers.commitments.parts import NEAR, Item, most
from parsers.text.patterns import lazy

_STOPPED = ("。", "；", "！")
_PROMISE_AND_REPORT = 2  # lines
_FEWEST_ABOVE = 3  # names with a report below, before one that the page's end cuts
_LONGEST_PROMISE = 90  # characters of the line above a report, where most others are short
_TITLED = lazy(r"(?:完成|进展|落实|办理|推进|实施|建设)(?:情况|进展)$")

# 包括改造教室6间。总投资80万元。该项目已于9月完工。: what the project consists of goes before its report
_HOLDS = lazy(
    r"(?:主要)?(?:内容)?(?:包括|包含|为)(?![^。；;\n]*(?:已|正在))[^\n]{2,400}?。\s*(?=(?:目前[，,]?)?(?:该|本)?(?:项目|工程)(?:现|均)?(?:已|正|于|尚未|因))"
)


def second_lines(text: str, items: list[Item]) -> None:
    """Give items their second line as outcome, where it is that of most others: in whatever words it reports."""
    two = [item for item in items if len(item.lines) == _PROMISE_AND_REPORT]
    reported = [item for item in two if item.outcome is not None and item.text[1] <= item.lines[1].start]
    if not most(len(reported), items):
        return
    for item in two:
        if item.outcome is None:
            item.outcome = text[item.lines[1].start : item.lines[1].end].strip(EDGE)
            item.text = (item.text[0], item.lines[0].end)


def below(text: str, items: list[Item], *, done: bool) -> None:
    """Part a project's name from the report in the lines below it.

    Where most names say so (公园建设项目完成情况), or in an outcome list where most items are a short line
    without a stop and lines below it that say how far it is.
    """
    two = _two_paragraphs(text, items)
    if two and (done or _report(text, two)):
        for item in two:
            holds = _HOLDS.match(text, item.lines[1].start, item.text[1])
            item.part(text, *((holds.end(),) * 2 if holds else (item.lines[0].end, item.lines[1].start)))
        return
    named = [item for item in items if item.outcome is None and _is_name(text, item)]
    titled = [item for item in named if _TITLED.search(item.lines[0].text)]
    if most(len(titled), items):
        named = titled
    elif not done or not most(len(named), items):
        return
    if named is not titled:
        named += [
            item
            for item in items
            if item.outcome is None and item not in named and _is_name(text, item, _LONGEST_PROMISE)
        ]
    for item in named:
        name = _TITLED.sub("", item.lines[0].text) or item.lines[0].text
        item.part(text, item.text[0] + len(name), item.lines[1].start)


def lines_above(text: str, item: Item, *, done: bool) -> None:
    """Part the lines of a name without a stop from the sentences below it."""
    above = list(itertools.takewhile(lambda line: not line.text.endswith(_STOPPED), item.lines))
    if above and len(above) < len(item.lines) and not item.outcome:
        report = text[item.lines[len(above)].start : item.text[1]].strip()
        if done or openings.reports(report, 0, len(report)) or status.judge(report, "") != "unstated":
            item.outcome = report
            item.text = (item.text[0], above[-1].end)


def cut_report(text: str, items: list[Item]) -> None:
    """Part the last name from a report that the page ends within, where all others have a line and a report."""
    if len(items) < _FEWEST_ABOVE:
        return
    *others, last = items
    one_line = all(item.outcome is not None and item.text[1] == item.lines[0].end for item in others)
    if one_line and last.outcome is None and len(last.lines) == _PROMISE_AND_REPORT:
        last.part(text, last.lines[0].end, last.lines[1].start)


def _two_paragraphs(text: str, items: list[Item]) -> list[Item]:
    """Items of a promise in one paragraph and its report in the next, where nearly all of the list are so."""
    below = [item for item in items if len(item.lines) >= 2]
    if len(items) < 2 or len(below) * 10 < len(items) * 8:
        return []
    stopped = sum(item.lines[0].text.endswith(("。", "；", ";")) for item in below)
    if stopped * 10 < len(below) * 6 or sum(len(item.lines) == 2 for item in below) * 10 < len(below) * 7:
        return []
    return [
        item
        for item in below
        if item.outcome is None
        and item.lines[0].start <= item.text[0] < item.lines[0].end
        and item.text[1] == item.lines[-1].end
    ]


def _report(text: str, items: list[Item]) -> bool:
    """Decide whether the second paragraphs of most items say how far each is, whatever heads the list."""
    said = [text[item.lines[1].start : item.text[1]] for item in items]
    return sum(map(brackets.come_of_it, said)) * 10 >= len(said) * 6


def _is_name(text: str, item: Item, longest: int = NEAR) -> bool:
    if len(item.lines) < 2:
        return False
    first = item.lines[0]
    whole = item.text[0] == first.start and item.text[1] == item.lines[-1].end
    return whole and len(first.text) <= longest and first.text[-1] not in "。；;，,：:"
