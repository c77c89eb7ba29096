"""What looks like a list: items a line each, rows of tables, items that run on after an announcing sentence.

A line announces a list where it names livelihood projects (2025年十件民生实事项目如下：) and the next lines
count from one. Lines are as `parsers.kind.head.plain_lines` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.commitments.lists.regions import number
from parsers.kind import genres
from parsers.page import Page

_CN: Final = "一二三四五六七八九十两"
_NUMBERED_ROW: Final = re.compile(
    r"^[\s\u3000]{0,8}(?:[^|\n]{1,40}\|[ \u3000]{0,4})?[0-9]{1,3}[ \u3000]{0,4}(?:\t|\|)", re.M
)
_COUNT: Final = re.compile(rf"([{_CN}]{{1,3}}|[0-9]{{1,3}})(?:大|件|项|个|类)")
_ANNOUNCES: Final = re.compile(
    rf"(?:[{_CN}]{{1,3}}|[0-9]{{1,3}})(?:大|件|项|个|类)[^,。;:]{{0,12}}(?:实事|民生(?:工程|项目|事项))"
    r"|民生实事(?:项目)?|为民(?:办)?实事"
)
_OPEN: Final = re.compile(
    r"(?:[:]|——|如下|(?:实事|项目|工程|清单)(?:正式)?(?:出炉|揭晓|公布|确定)?[!]?)(?:[(][^()]{1,30}[)])?$"
)
# What a line lists instead of the projects: what is asked of bodies, votes, candidates.
_ELSE: Final = re.compile(
    r"要求|强调|意见|建议|措施|做法|问题|原因|办法|程序|步骤|原则|条件|范围|方式|流程|测评|满意|评议|评选|得票|候选|征集|调查"
)
_BY_VOTES: Final = re.compile(r"得票(?:数|多少|高低)?[^,;。]{0,6}(?:序|列|,)")
_STYLES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"([{_CN}]{{1,3}})[、,.．]",
        rf"[(]([{_CN}]{{1,3}})[)]",
        r"([0-9]{1,3})[.．、,。](?![0-9])",
        r"[(]([0-9]{1,3})[)]",
        rf"([{_CN}]{{1,3}})是",
        rf"第([{_CN}]{{1,3}})[件项]",
        r"([①-⑳])",
        r"([0-9]{1,3})(?=[\u3400-\u9fff])",
        r"([0-9]{1,3})$",
    )
)
_RUN_ON: Final = re.compile(
    rf"(?:[{_CN}]{{1,3}}|[0-9]{{1,3}})(?:大|件|项|个|类)[^,。;:]{{0,12}}(?:实事|民生(?:工程|项目|事项))"
    r"(?:项目|工程)?[。,]?(?:分别|具体|主要|内容|依次){0,3}(?:是|为|包括|有|如下)?:(?=[(]1[)]|1[.、]|①|一是)"
)
_INLINE: Final = re.compile(rf"[(]([0-9]{{1,2}})[)]|([0-9]{{1,2}})[.、](?![0-9])|([①-⑳])|([{_CN}]{{1,3}})是")
# 农村公路建设:硬化道路300公里。
_NAMED: Final = re.compile(r"[^,。;:0-9]{2,24}:\S[^:]{5,}[。;]$")
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Announced:
    """A list that a line announces: how many items were counted, how many it says, its share of the text."""

    line: str  # the sentence that announces
    items: int
    stated: frozenset[int]
    share: float


def items(page: Page, lines: Sequence[str]) -> int:
    """How many lines, table rows or parts of an announcing paragraph look like items of a list."""
    domains = sum(1 for line in lines if genres.DOMAIN.match(line))
    found = sum(1 for line in lines if genres.ITEM.match(line) and not genres.ASIDE.match(line)) + (
        domains if domains > 2 else 0
    )
    named = sum(1 for line in lines if _NAMED.match(line))
    found += named if found == 0 and named >= 3 and named * 2 > len(lines) else 0
    found += len(_NUMBERED_ROW.findall(page.text)) + sum(len(table.rows) for table in page.tables)
    below = announced(lines)
    return max(found + sum(map(_inline, lines)), below.items if below else 0)


def _inline(line: str) -> int:
    """Items that run on in a paragraph after 十件实事分别是：, three or more."""
    begun = _RUN_ON.search(line)
    if begun is None:
        return 0
    expected = 1
    for mark in _INLINE.finditer(line, begun.end()):
        expected += _value(mark[mark.lastindex or 0]) == expected
    return expected - 1 if expected > 3 else 0


def announced(lines: Sequence[str]) -> Announced | None:
    """The longest list that a line announces and the next lines count, of three items or more."""
    found: Announced | None = None
    whole = sum(map(len, lines)) or 1
    for at, line in enumerate(lines[:80]):
        said = line.rsplit("。", 1)[-1]
        if len(line) > _LONGEST or not _ANNOUNCES.search(said) or not _OPEN.search(line):
            continue
        if _ELSE.search(said) and not _BY_VOTES.search(said):
            continue
        if at + 1 < len(lines) and genres.ASIDE.match(lines[at + 1]):
            continue  # the sections of a notice
        end, count = _run(lines, at + 1)
        if count >= 3 and (found is None or count > found.items):
            found = Announced(said, count, stated(said), sum(map(len, lines[at:end])) / whole)
    return found


def stated(title: str) -> frozenset[int]:
    """The numbers of projects that a title names (10件民生实事)."""
    return frozenset(filter(None, (number(m[1]) for m in _COUNT.finditer(title))))


def _run(lines: Sequence[str], first: int) -> tuple[int, int]:
    """Where the items end that begin at a line, and how many they are."""
    for style in _STYLES:
        begins = style.match(lines[first]) if first < len(lines) else None
        if begins is None or _value(begins[1]) != 1:
            continue
        expected, end = 1, first
        for at in range(first, len(lines)):
            mark = style.match(lines[at])
            if mark is not None and _value(mark[1]) == expected:
                expected, end = expected + 1, at + 1
        return end, expected - 1
    return first, 0


def _value(printed: str) -> int | None:
    return ord(printed) - ord("①") + 1 if "①" <= printed <= "⑳" else number(printed)


def telling(lines: Sequence[str]) -> int:
    """How many lines are fields of a project: 牵头单位：…, 完成情况：…"""
    return sum(1 for line in lines if genres.FIELD.match(line))
