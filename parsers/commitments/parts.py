"""The parts of one item: the promise, its outcome, who leads and who supports."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers.commitments import bodies, status
from parsers.commitments.grid import roles
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering.between import CLOSES, EDGE, OPENS
from parsers.commitments.outcome import openings
from parsers.text.patterns import lazy

OUTCOME = lazy(
    rf"(?=[12{OPENS}一三上下二交任全具兑前办四完实履工年建开当截执承推最本目第落践诺达进销项\d])"
    rf"[{OPENS}]?(?:(?:[12]\d{{3}}年)?(?:截至[^，。；：:\n]{{1,20}}[，,]?|目前|最新|项目|工作|实际|年度|全年|当前)?"
    r"(?:(?:承诺|诺言|目标|任务)?(?:完成|落实|兑现|履行|践行|达成)|进展|办理|办结|推进|实施|执行|工作|建设|进度|具体|践诺|履诺|履约|兑诺|交账|销号|开展)(?:情况|进展|结果|进度|状态|成效|完成情况)(?:为|如下)?|"
    # 8月进度：, 1—9月完成情况：, 上半年进展：
    r"(?:截至)?(?:(?:\d{1,2}月?\s?[-—－~至]\s?)?\d{1,2}月(?:份|底|末)?|第?[一二三四]季度|[上下]半年|前三季度|全年|本月)(?:份|累计|工作|项目|实际){0,2}"
    r"(?:(?:完成|进展|推进|落实|办理)(?:情况|进度|数|量)?|进度)(?:情况)?)"
    rf"[{CLOSES}]?\s*[：:]\s*"
)
LABEL = lazy(
    rf"(?:^|(?<=[\n。；;，,\s{CLOSES}])|(?=[{OPENS}]))[{OPENS}]?([^\s，。；;：:\d{OPENS}{CLOSES}]{{2,10}})[】］〗]?\s*[：:]\s*"
    r"|[【［〖]([^\s【】［］〖〗]{2,10})[】］〗]\s*"
)
_COUNTED = lazy(r"\n\s*([（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳])[、.．]?\s*\Z")
_CLOSE = lazy(f"[{CLOSES}]")
_MARK = rf"(?:[（(][^（()）]{{1,3}}[）)]|\d{{1,2}}[.．、]|[①-⑳])?[、.．]?\s*[{OPENS}]?"  # （2）牵头单位：
_RESPONSIBLE = lazy(rf"{_MARK}(?:责任|落实|实施)(?:单位|部门)?")
_LEADING = lazy(rf"{_MARK}(?:牵头|主办|主责)")
LONGEST = 20_000  # characters of one item in which labels are looked for
NEAR = 40  # characters before a label in which a line or sentence has to end
TRAILING = lazy(
    rf"(?=[\s{OPENS}])"
    rf"\s*[{OPENS}]([^（()）]{{2,160}}(?:[（(][^（()）]{{1,30}}[）)][^（()）]{{0,120}}){{0,8}})[{CLOSES}]\s*([。；;.]?)\s*$"
)
# A body in the last column of a line whose cells only spaces part.
_SPACED = lazy(r"(?:[ \t\u00a0]{3,}|\u3000{2,})(\S{2,30})$")


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
    rest: tuple[int, int] | None = None  # what follows a bracket of bodies inside the item
    after: tuple[int, int] | None = None  # what follows a label's bodies in the same paragraph
    group: str | None = None  # how far all items of its group are, as the group's lead says
    of_all: bool = False  # these words are said of the whole list, and an item's own report goes first
    content: tuple[int, int] | None = None  # of the cell that says what the project named in another holds
    target: str | None = None  # what a further cell or label says is to be done, beside a name
    deadline: str | None = None
    money: str | None = None
    money_unit: str | None = None  # of a column of money
    money_source: str | None = None
    place: str | None = None
    itself: bool = False  # the item is its own report
    parts: list[tuple[str, str]] = field(default_factory=list)  # of a table: each part's name and report
    lines: list[Line] = field(default_factory=list)

    def part(self, text: str, end: int, report: int) -> None:
        """End the promise at one place, and take for its outcome what stands from another on."""
        self.outcome = text[report : self.text[1]].strip(EDGE) or None
        self.text = (self.text[0], end)


def most(count: int, items: Sequence[Item]) -> bool:
    """Decide whether so many of the items are most of them: two or more, and six in ten."""
    return count >= max(2, len(items) * 0.6)


@dataclass(frozen=True, slots=True)
class _Segment:
    role: roles.Role
    start: int  # of its label
    at: int  # of its words
    bracket: bool  # （进展情况：…） closes after its words


def settle(text: str, item: Item) -> None:
    """Divide an item's lines into the promise, its outcome and its bodies."""
    if (first := bodies.before(item.lines[0].text)) is not None:
        (item.lead, item.support), begin = first
        item.lines[0] = item.lines[0].piece(begin)
    start, item.end = item.lines[0].start, item.lines[-1].end
    segments = _segments(text, start, item.end, item.lines)
    ends = [segment.start for segment in segments[1:]] + [item.end]
    promised = False
    stated: str | None = None  # the status that a label gives before its report
    led = any(
        segment.role == "lead"
        and _LEADING.match(text, segment.start, segment.at)
        and text[segment.at : end].strip(EDGE)
        for segment, end in zip(segments, ends, strict=True)
    )
    for segment, end in zip(segments, ends, strict=True):
        value = _BULLET_AFTER.sub("", text[segment.at : end].strip(EDGE))
        if not value:
            continue
        if segment.role in ("name", "content") and not promised:
            promised = True
            at = segment.at + len(text[segment.at : end]) - len(text[segment.at : end].lstrip())
            item.text = (at, _bodies(text, at, end, item))
        elif segment.role == "content":
            item.target = item.target or value
        elif segment.role == "status" and item.outcome and status.judge(value, "") != "unstated":
            item.status_text = item.status_text or value
        elif segment.role == "outcome" and item.outcome and item.outcome == stated:
            item.outcome, item.status_text = value, item.outcome
        elif segment.role in ("outcome", "status") and item.outcome is None:
            stated = value if segment.role == "status" and status.judge(value, "") != "unstated" else None
            item.outcome = _balanced(value) if segment.bracket else value
        elif segment.role in ("lead", "support"):
            value = _after_bracket(text, item, segment, end, value, promised=promised)
            if promised and not segment.bracket and _only_names(value) != value:
                # 牵头部门：市水利局。已开工2处。
                stop = text.index("。", segment.at) + 1
                item.after = item.after or (stop, end)
            value = _only_names(_balanced(value)).strip(EDGE + "；;，,。")
            value = value.removesuffix("负责") if len(value) > 6 else value
            role = "support" if led and _RESPONSIBLE.match(text, segment.start, segment.at) else segment.role
            current = getattr(item, role)
            setattr(item, role, f"{current}、{value}" if current else value or None)
        elif segment.role in roles.ASIDES and segment.role != "aside" and getattr(item, segment.role) is None:
            words = (_balanced(value) if segment.bracket else value).split("\n", 1)[0]
            setattr(item, segment.role, words.strip(EDGE + "；;，,。") or None)
    if not promised:
        item.text = (start, start)
    _outcome_bodies(item)


def _after_bracket(text: str, item: Item, segment: _Segment, end: int, value: str, *, promised: bool) -> str:
    """The bodies inside a bracket that the item goes on behind: A（责任单位：甲）；B（责任单位：乙）。"""
    close = (
        _CLOSE.search(text, segment.at, end) if segment.bracket and promised and not item.outcome else None
    )
    if close is None:
        return value
    rest = (close.end(), close.end() + len(text[close.end() : end].rstrip(EDGE)))
    if not text[slice(*rest)].strip(EDGE + "；;，,。.、"):
        return value
    begun = item.rest[0] if item.rest else rest[0]
    item.rest = (begun, rest[1])
    return text[segment.at : close.start()]


def _only_names(value: str) -> str:
    """The bodies of a label without the sentence that follows them in the same line: 区水务局。建设进度较慢。"""
    names = value.split("。", 1)[0]
    return names if names != value and bodies.is_body(names) else value


def _segments(text: str, start: int, end: int, lines: list[Line]) -> list[_Segment]:
    body = text[start : min(end, start + LONGEST)]
    found = [_Segment("name", start, start, False)]
    labelled = "：" in body or ":" in body
    begun = {line.start for line in lines[1:]}
    labels = [
        _Segment("outcome", start + m.start(), start + m.end(), m.group()[0] in OPENS)
        for m in (OUTCOME.finditer(body) if labelled else ())
        if _opens(body, m)
    ]
    labels += [
        _Segment(role, start + m.start(), start + m.end(), _in_bracket(m.group()))
        for m in (LABEL.finditer(body) if labelled or any(c in body for c in "【［〖") else ())
        if (role := roles.of_label(m.group(1) or m.group(2))) is not None
        and (
            role != "content"
            or _at_line(body, m.start())
            or _own_sentence(body, m)
            or start + m.start() in begun
        )
    ]
    labels += [
        _Segment("outcome", above.end if line.report else line.start, line.start, False)
        for above, line in itertools.pairwise(lines)
        if line.report or openings.bare(line.text)
    ]
    for label in sorted(labels, key=lambda segment: (segment.start, -segment.at)):
        before = found[-1]
        if (
            number := _COUNTED.search(body, max(0, label.start - start - 8), label.start - start)
        ) is not None:
            label = replace(label, start=start + number.start(1))  # （二）责任单位：…
        inside = before.role == "outcome" and label.role in ("name", "content", "outcome", "status")
        inside = inside and not (label.role == "status" and _at_line(body, label.start - start))
        if inside and label.role in ("name", "content") and _came_first(body, found, start):
            inside = not _at_line(body, label.start - start)  # 完成情况：… / 对应承诺：…
        if (label.start < before.at and label.start != start) or inside:
            continue
        if (
            label.role in ("name", "content")
            and before.role == "name"
            and (not text[before.at : label.start].strip() or _WATCH.fullmatch(text, before.at, label.start))
        ):
            found[-1] = _Segment("name", before.start, label.at, False)
        else:
            found.append(label)
    return found


# Who watches over a project, before its name: 第一监督小组　监督项目：校舍改造
_WATCH = lazy(
    r"\s*[【（(]?(?:第?[一二三四五六七八九十\d]{1,3}[个支]?(?:专项|人大|代表)*(?:监督|督查|督导|督办|视察|评议|调研|工作|代表|跟踪)?(?:小?组|中心组|代表团|专班)"
    r"|(?:专项|人大|代表)*(?:监督|督查|督导|督办|视察|评议|调研|工作|代表|跟踪)第?[（(]?[一二三四五六七八九十\d]{1,3}[）)]?(?:小?组|专班)"
    r"|[\u3400-\u9fff]{0,8}(?:监督|督查|督导|督办|视察|评议|跟踪)(?:小?组|专班)(?:[一二三四五六七八九十\d]|[（(][一二三四五六七八九十\d]{1,3}[）)])?)"
    r"[】）)]?(?:[（(][^（()）\n]{1,30}[）)])?\s*[：:、，,]?\s*"
)


def _came_first(body: str, found: list[_Segment], start: int) -> bool:
    """Decide whether an item began with its report: nothing stands before the label of the report."""
    return len(found) == 2 and not body[found[0].at - start : found[1].start - start].strip(EDGE)


def _in_bracket(label: str) -> bool:
    """Decide whether a label stands in a bracket that goes on behind it: （责任单位：…, and not 【责任单位】…"""
    return label[0] in OPENS and not any(close in label for close in "】］〗")


def _own_sentence(body: str, label: re.Match[str]) -> bool:
    """Decide whether a label of four characters begins a sentence: 农村道路工程。年度任务：新建90公里。"""
    return len(label.group(1) or "") >= 4 and body[: label.start()].rstrip(EDGE)[-1:] in "。；）】"


def _at_line(body: str, at: int) -> bool:
    """Whether a line or a bracketed label begins there; a label inside a sentence is part of it."""
    before = body[max(0, at - NEAR) : at].rstrip(" \t\u3000")
    if _COUNTED.search(before):
        return True
    return body[at] in OPENS or not before or before[-1] == "\n"


def _opens(body: str, outcome: re.Match[str]) -> bool:
    """Whether an outcome label stands where a sentence or line begins, not inside one."""
    raw = body[max(0, outcome.start() - NEAR) : outcome.start()]
    before = raw.rstrip(" \t\u3000")
    return raw != before or not before or before[-1] in "\n。；;！）)】" or outcome.group()[0] in OPENS


def _balanced(value: str) -> str:
    """A value without the bracket that closed around it and its label."""
    stripped = value.rstrip("。；; \n")
    if stripped[-1:] in CLOSES and sum(map(value.count, OPENS)) < sum(map(value.count, CLOSES)):
        return stripped[:-1]
    return value


# How many voted for a project (敬老院改造 得票62票), or the number of a source: 敬老院改造 [2]
_VOTES = lazy(
    r"[ \t\u3000，,（(]{1,4}得票(?:数|率)?(?:为)?[：:]?\s?\d[\d.]*\s?[票%％]?[）)]?[。；;]?$|[（(]\d{1,9}\s?票[）)]$"
    r"|[（(](?:赞成|同意|得)票?(?:数|率)?(?:为)?[：:]?\s?\d{1,5}(?:\.\d{1,2})?\s?[票%％][）)]$|\s\[\d{1,2}\]$"
)


# A dash of the list of fields below it: 校园直饮水 / - 牵头：区教育局
_BULLET_AFTER = lazy(r"\s*\n\s*[-*•·]+$")


def _bodies(text: str, start: int, end: int, item: Item) -> int:
    """Bodies or a status in a bracket at the end of the promise; returns where the promise ends."""
    votes = _VOTES.search(text, max(start, end - NEAR), end)
    if votes is not None and votes.start() > start:
        end = votes.start()
    spaced = _SPACED.search(text, max(start, end - NEAR), end)
    if spaced and item.lead is None and bodies.is_body(spaced.group(1)):
        item.lead = spaced.group(1)
        return start + len(text[start : spaced.start()].rstrip())
    trailing = TRAILING.search(text[max(start, end - 260) : end])
    cut = max(start, end - 260) + trailing.start() if trailing else start
    if trailing and cut > start:
        if item.lead is None and (named := bodies.parse(trailing.group(1))):
            item.lead, item.support = named
            end = cut
        elif item.outcome is None and openings.bare(trailing.group(1)) == trailing.group(1):
            item.outcome = trailing.group(1)
            end = cut
    return start + len(_BULLET_AFTER.sub("", text[start:end].rstrip()))


def _outcome_bodies(item: Item) -> None:
    if item.outcome is None or item.lead is not None:
        return
    trailing = TRAILING.search(item.outcome[-260:])
    if trailing and (named := bodies.parse(trailing.group(1))):
        item.lead, item.support = named
        item.outcome = item.outcome[: item.outcome.rindex(trailing.group())].strip() or None
