"""The parts of one item: the promise, its outcome, who leads and who supports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from parsers.commitments import bodies, roles, status
from parsers.commitments.regions import Line

OUTCOME = re.compile(
    r"[【\[（(]?(?:[12]\d{3}年)?(?:截至[^，。；：:\n]{1,20}[，,]?|目前|最新|项目|工作|实际|年度|全年|当前)?"
    r"(?:完成|进展|落实|办理|推进|实施|执行|工作|建设|进度|具体)(?:情况|进展|结果|进度|状态|成效|完成情况)(?:为|如下)?[】\]）)]?\s*[：:]\s*"
)
LABEL = re.compile(
    r"(?:^|(?<=[\n。；;，,）)】\s])|(?=[【（(]))[【（(]?([^\s，。；;：:（()）【】\d]{2,10})[】]?\s*[：:]\s*"
    r"|【([^\s【】]{2,10})】\s*"
)
_OPENERS = "【[（("
_COUNTED = re.compile(r"\n\s*([（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳])[、.．]?\s*\Z")
_EDGE = " \t\u3000\u00a0\n\r"
_SHARED = re.compile(
    r"[，,]\s*(?=(?:为|占|达到?|完成)[^，,。；;]{0,12}(?:计划|目标|任务|总量)[^，,。；;]{0,8}?\d{1,4}(?:\.\d{1,3})?[%％][。；;]?$)"
)
_STOP = re.compile(r"[。；;]\s*(?=\S)")
_LONGEST = 20_000  # characters of one item in which labels are looked for
_NEAR = 40  # characters before a label in which a line or sentence has to end
_TITLED = re.compile(r"(?:完成|进展|落实|办理|推进|实施|建设)(?:情况|进展)$")
_TRAILING = re.compile(
    r"\s*[（(【\[]([^（()）]{2,160}(?:[（(][^（()）]{1,30}[）)][^（()）]{0,120}){0,8})[）)】\]]\s*([。；;.]?)\s*$"
)


@dataclass(slots=True)
class Item:
    """A promise as it is being read: spans in the page's text, and what stands around it."""

    ordinal: str | None
    category: str | None
    start: int  # of the whole item, its number included
    text: tuple[int, int]
    end: int
    outcome: str | None = None
    lead: str | None = None
    support: str | None = None
    status_text: str | None = None
    reported: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Segment:
    role: roles.Role
    start: int  # of its label
    at: int  # of its words
    bracket: bool  # （进展情况：…） closes after its words


def settle(text: str, item: Item) -> None:
    """Divide an item's lines into the promise, its outcome and its bodies."""
    start, item.end = item.lines[0].start, item.lines[-1].end
    segments = _segments(text, start, item.end, item.lines)
    ends = [segment.start for segment in segments[1:]] + [item.end]
    promised = False
    for segment, end in zip(segments, ends, strict=True):
        value = text[segment.at : end].strip(_EDGE)
        if not value:
            continue
        if segment.role in ("name", "content") and not promised:
            promised = True
            at = segment.at + len(text[segment.at : end]) - len(text[segment.at : end].lstrip())
            item.text = (at, _bodies(text, at, end, item))
        elif segment.role in ("outcome", "status") and item.outcome is None:
            item.outcome = _balanced(value) if segment.bracket else value
        elif segment.role in ("lead", "support"):
            value = _only_names(_balanced(value)).strip(_EDGE + "；;，,。")
            value = value.removesuffix("负责") if len(value) > 6 else value
            current = getattr(item, segment.role)
            setattr(item, segment.role, f"{current}、{value}" if current else value or None)
    if not promised:
        item.text = (start, start)
    _outcome_bodies(item)


def divide_run_in(text: str, items: list[Item]) -> None:
    """Part promise and outcome that stand in one line: 新建公园3座。已建成4座。

    Only where most items of the list are printed so, and none has an outcome of its own.
    """
    cuts = [None if item.outcome else _reported_from(text, item) for item in items]
    if len(items) - cuts.count(None) < max(2, len(items) * 0.6):
        return
    for item, cut in zip(items, cuts, strict=True):
        if cut is not None:
            item.outcome = text[cut : item.text[1]].strip(_EDGE)
            item.text = (item.text[0], item.text[0] + len(text[item.text[0] : cut].rstrip(_EDGE + "，,")))


def divide_below(text: str, items: list[Item], *, done: bool) -> None:
    """Part a project's name from the report in the lines below it.

    Where most names say so (公园建设项目完成情况), or in an outcome list where most items are a short line
    without a stop and lines below it that tell how far it is.
    """
    named = [item for item in items if item.outcome is None and _is_name(text, item)]
    titled = [item for item in named if _TITLED.search(item.lines[0].text)]
    if len(titled) >= max(2, len(items) * 0.6):
        named = titled
    elif not done or len(named) < max(2, len(items) * 0.6) or _told(text, named) < len(named) * 0.6:
        return
    for item in named:
        name = _TITLED.sub("", item.lines[0].text) or item.lines[0].text
        item.outcome = text[item.lines[1].start : item.text[1]].strip(_EDGE)
        item.text = (item.text[0], item.text[0] + len(name))


def _is_name(text: str, item: Item) -> bool:
    if len(item.lines) < 2:
        return False
    first = item.lines[0]
    whole = item.text[0] == first.start and item.text[1] == item.lines[-1].end
    return whole and len(first.text) <= _NEAR and first.text[-1] not in "。；;，,：:"


def _told(text: str, items: list[Item]) -> int:
    """How many items have a report below their name."""
    found = (
        status.judge(text[i.lines[1].start : i.text[1]], text[i.text[0] : i.lines[0].end]) for i in items
    )
    return sum(one != "unstated" for one in found)


def _reported_from(text: str, item: Item) -> int | None:
    """Where the sentences of an item turn from what is promised to what was done."""
    start, end = item.text
    for stop in _STOP.finditer(text, start, min(end, start + _LONGEST)):
        if status.reports(text, stop.end(), end):
            return stop.end()
    shared = _SHARED.search(text[max(start, end - _NEAR) : end])
    return max(start, end - _NEAR) + shared.end() if shared else None


def _only_names(value: str) -> str:
    """The bodies of a label without the sentence that follows them in the same line: 区水务局。建设进度较慢。"""
    names = value.split("。", 1)[0]
    return names if names != value and bodies.is_body(names) else value


def _segments(text: str, start: int, end: int, lines: list[Line]) -> list[_Segment]:
    body = text[start : min(end, start + _LONGEST)]
    found = [_Segment("name", start, start, False)]
    labels = [
        _Segment("outcome", start + m.start(), start + m.end(), m.group()[0] in _OPENERS)
        for m in OUTCOME.finditer(body)
        if _opens(body, m)
    ]
    labels += [
        _Segment(role, start + m.start(), start + m.end(), m.group()[0] in _OPENERS)
        for m in LABEL.finditer(body)
        if (role := roles.of_label(m.group(1) or m.group(2))) is not None
        and (role != "content" or _at_line(body, m.start()))
    ]
    labels += [
        _Segment("outcome", line.start, line.start, False) for line in lines[1:] if status.bare(line.text)
    ]
    for label in sorted(labels, key=lambda segment: (segment.start, -segment.at)):
        before = found[-1]
        if (
            number := _COUNTED.search(body, max(0, label.start - start - 8), label.start - start)
        ) is not None:
            label = replace(label, start=start + number.start(1))  # （二）责任单位：…
        inside = before.role == "outcome" and label.role in ("name", "content", "outcome", "status")
        if (label.start < before.at and label.start != start) or inside:
            continue
        if (
            label.role in ("name", "content")
            and before.role == "name"
            and not text[before.at : label.start].strip()
        ):
            found[-1] = _Segment("name", before.start, label.at, False)
        else:
            found.append(label)
    return found


def _at_line(body: str, at: int) -> bool:
    """Whether a line or a bracketed label begins there; a label inside a sentence is part of it."""
    before = body[max(0, at - _NEAR) : at].rstrip(" \t\u3000")
    if _COUNTED.search(before):
        return True
    return body[at] in _OPENERS or not before or before[-1] == "\n"


def _opens(body: str, outcome: re.Match[str]) -> bool:
    """Whether an outcome label stands where a sentence or line begins, not inside one."""
    raw = body[max(0, outcome.start() - _NEAR) : outcome.start()]
    before = raw.rstrip(" \t\u3000")
    return raw != before or not before or before[-1] in "\n。；;！）)】" or outcome.group()[0] in _OPENERS


def _balanced(value: str) -> str:
    """A value without the bracket that closed around it and its label."""
    stripped = value.rstrip("。；; \n")
    if stripped[-1:] in "）)】" and sum(map(value.count, "（(【")) < sum(map(value.count, "）)】")):
        return stripped[:-1]
    return value


def _bodies(text: str, start: int, end: int, item: Item) -> int:
    """Bodies or a status in a bracket at the end of the promise; returns where the promise ends."""
    trailing = _TRAILING.search(text[max(start, end - 260) : end])
    cut = max(start, end - 260) + trailing.start() if trailing else start
    if trailing and cut > start:
        if item.lead is None and (named := bodies.parse(trailing.group(1))):
            item.lead, item.support = named
            end = cut
        elif item.outcome is None and status.bare(trailing.group(1)) == trailing.group(1):
            item.outcome = trailing.group(1)
            end = cut
    return start + len(text[start:end].rstrip())


def _outcome_bodies(item: Item) -> None:
    if item.outcome is None or item.lead is not None:
        return
    trailing = _TRAILING.search(item.outcome[-260:])
    if trailing and (named := bodies.parse(trailing.group(1))):
        item.lead, item.support = named
        item.outcome = item.outcome[: item.outcome.rindex(trailing.group())].strip() or None
