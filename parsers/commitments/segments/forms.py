"""Every way in which the names inside one sentence could be parted: by ；, 、, commas, quotation marks, 和."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.commitments.lists import unnumbered
from parsers.commitments.numbering import between
from parsers.text.patterns import lazy

Spans = list[tuple[int, int]]

_QUOTED = (lazy(r"“([^“”]{2,80})”"), lazy(r"《([^《》]{2,80})》"), lazy(r"「([^「」]{2,80})」"))
_JOINT = lazy(r"(?<=[^、，,；;])(?:以及|还有|和|及|与)(?=[^、，,；;]{3,})")
_STRONG = lazy(r"[，,]?(?:以及|还有)(?=[^、，,；;]{3,})")


def of(text: str, start: int, end: int) -> Iterator[Spans]:
    """Yield the parts of a sentence by each mark, and again with the last or the joined ones parted at 和 or 以及."""
    for marks in ("；;", "、", "，,", "，,、"):
        parts = between.split(text, start, end, marks)
        if not parts:
            continue
        yield parts
        for other in (
            _part_last(text, parts, _STRONG),
            _part_last(text, parts, _JOINT),
            _part_all(text, parts),
        ):
            if len(other) > len(parts):
                yield other
        whole = _with_remarks(text, parts)
        if 1 < len(whole) < len(parts):
            yield whole
        joined = unnumbered.joined(text, parts)
        if 1 < len(joined) < len(parts):
            yield joined
            yield _part_last(text, joined, _JOINT)
    for marks_around in _QUOTED:
        quoted = [(one.start(1), one.end(1)) for one in marks_around.finditer(text, start, end)]
        if len(quoted) > 1:
            yield quoted


# What a project is for, or what all of them cost, is no project: 新建水厂1座，解决2万人饮水; …，估算总投资3亿元
_PURPOSE = lazy(r"(?:解决|惠及|方便|满足|缓解|使|让|确保|实现|受益|覆盖|新增.{0,6}面积|总?投资|占地|让利)")
_COSTS = lazy(r"(?:估算|预计|计划|概算)?(?:总|共|累计)?投(?:资|入)(?:约)?\d")


def _with_remarks(text: str, parts: Spans) -> Spans:
    """Join each part that says what the one before is for to it, and leave out what all of them cost."""
    found: Spans = []
    for a, b in parts:
        if found and _COSTS.match(text, a, b):
            if (a, b) != parts[-1]:
                found[-1] = (found[-1][0], b)
        elif found and text[a - 1] != "、" and _PURPOSE.match(text, a, b):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


# 医疗保险和门诊补助标准提高到610元: one thing is done to both sides
_RAISED = lazy(r"(?:标准|水平|比例|待遇)[^，。]{0,4}(?:提高|提升|上调|增加|降低|达)(?:到|至)?")
_OF_ITS_OWN = lazy(r"\d|(?:提高|提升|增加|建设|改造|工程|项目|行动|服务)")


def _part_last(text: str, parts: Spans, joint: re.Pattern[str]) -> Spans:
    a, b = parts[-1]
    found = list(joint.finditer(text, a, b))
    if not found:
        return parts
    joint_at = found[-1].start()
    if _RAISED.search(text, joint_at, b) and not _OF_ITS_OWN.search(text, a, joint_at):
        return parts
    return [*parts[:-1], (a, found[-1].start()), (found[-1].end(), b)]


def _part_all(text: str, parts: Spans) -> Spans:
    """Part every piece at its 和 where both sides read as names: A和B，C和D."""
    found: Spans = []
    for a, b in parts:
        joint = next(iter(_STRONG.finditer(text, a, b)), None)
        found += [(a, b)] if joint is None else [(a, joint.start()), (joint.end(), b)]
    return found


def part_joined(text: str, parts: Spans) -> Spans:
    """Return the parts, each parted at its 以及, or else the last one at its last 和."""
    parted = _part_all(text, parts)
    return parted if len(parted) > len(parts) else _part_last(text, parts, _JOINT)


def before_close(text: str, start: int, end: int) -> int:
    """Return where a name ends whose last bracket closes one that opened before it: （A、B）"""
    words = text[start:end].rstrip("。；;，, ")
    unmatched = words[-1:] in ("）", ")") and sum(map(words.count, "（(")) < sum(map(words.count, "）)"))
    return start + len(words) - 1 if unmatched else end


_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))


# What goes on from a name, or says how far another one is: 项目, …已完成全年任务
_NO_NAME = lazy(
    r"^(?:其中|另外|此外|目前|同时|项目|工程|(?:全年|年度|既定|目标|节点)?(?:任务|目标)|工作|实事|等)$|^(?:除(?=.*外$)|占(?:年度|全年|总|计划|任务|目标)|完成率|其余|其他(?=\d|[一二三四五六七八九十]))|(?:已|均|全部)[^，。、]{0,3}(?:完成|竣工|完工)[^，。、]{0,4}(?:任务|目标|$)"
)


def is_no_name(words: str) -> bool:
    """Decide whether a part between marks is no name of a project."""
    return _NO_NAME.search(words.strip(" ，,。；;")) is not None


def is_cut(words: str) -> bool:
    """Decide whether a bracket or quotation mark in a part has its other half outside: 其中A、B）和C"""
    if "（" in words or "）" in words:
        words = words.replace("(", "（").replace(")", "）")
    return any(words.count(opens) != words.count(closes) for opens, closes in _PAIRS)


# A town before a village in it, or before what is built: 江口镇东村道路硬化
_PLACE = lazy(r"[^，,。；;：:、\d（(]{1,4}(?:镇|乡|街道)(?=[^，,。；;、]{4,})")


def behind_place(text: str, first: tuple[int, int], others: Sequence[str]) -> int:
    """Return where the first name begins behind the place that all of them are in: 对江口镇A、B、C等3个项目"""
    place = _PLACE.match(text, *first)
    if place is None or text.count(place.group()) < 3 or any(place.group() in other for other in others):
        return first[0]
    return place.end()


def close(text: str, start: int, end: int) -> int:
    """Return where the bracket that opened before `start` closes."""
    depth = 1
    for at in range(start, end):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth == 0:
            return at
    return end


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence ends that goes on at `start`."""
    stop = text.find("。", start, end)
    return stop + 1 if stop >= 0 else end


def clause_end(text: str, start: int, end: int) -> int:
    """Return where the clause ends that goes on at `start`: before ；, 。 or a bracket that closes."""
    stops = [at for at in (text.find(stop, start, end) for stop in "；;。)）") if at >= 0]
    return min(stops, default=end)


def quoted_before(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the names in quotation marks right before a place, with nothing between them: “A”“B”“C”等项目"""
    spans: list[tuple[int, int]] = []
    while end > begin and text[end - 1] == "”" and (opened := text.rfind("“", begin, end)) >= 0:
        spans.insert(0, (opened + 1, end - 1))
        end = opened - (text[opened - 1] in "、，")
    return spans


def sentence_start(text: str, at: int) -> int:
    """Return where the sentence begins that a place is in."""
    return between.behind_last(text, 0, at, "。\n")
