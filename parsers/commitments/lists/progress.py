"""Part a project's name from how far it is, where a progress report names many in one sentence.

A（第三项）正在招标；B已竣工；C（已到位20辆）
"""

from __future__ import annotations

import re

from parsers.commitments import status
from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

_CROSS = lazy(r"[（(]\s?第([一二三四五六七八九十百\d]{1,5})[项件条个][）)]")
_BRACKET = lazy(r"[（(]([^（()）]{3,200}(?:[（(][^（()）]{1,30}[）)][^（()）]{0,160}){0,4})[）)][。；;]?$")
_VERB = (
    r"(?:已|现已|目前|正在|正|均已|均|全部|基本|全面|尚未|未|因|由于|预计|计划|完成|建成|累计|开工|启动|进展|主体|总占地|总投资|总建筑|进入|截至|"
    r"年内|有序|按|顺利|超额|提前|竣工|投入|处于|落实|实现)"
)
_NAMED = lazy(
    rf"^([^，,。；;]{{2,60}}?(?:项目|工程|行动|计划|建设|改造|整治|治理|提升|服务|活动|试点|中心|学校|幼儿园|医院|公园|广场|道路|市场|大楼|更新|安装|配备|[)）”]))[，,：:]?\s?(?={_VERB})"
)
_BY_DONE = lazy(
    r"^([^，,。；;\d（(]{3,40}?)(?=(?:已|累计|共)?完成(?:投入|投资|总量|率|工程量)|(?:已|累计)完成)"
)
_BY_COMMA = lazy(rf"^([^，,。；;]{{3,60}})[，,：:]\s?(?={_VERB})")
# What a bracket behind an unfinished project's name has to say to be its report, and no part of the name (含食堂).
_TELLS = lazy(r"\d|[已未正尚在拟待]|完成|预计|计划|前期|招标|施工|设计|手续|审批|选址|开工")
_EDGE = "，,：:；;。 \t\u3000\n"


def divide(text: str, items: list[Item], group: str | None) -> None:
    """Give each item of a group its report, and its name alone as the promise."""
    unfinished = group is not None and status.judge(group, "") not in ("completed", "exceeded")
    words = [text[slice(*item.text)] for item in items]
    named = [_name(each) for each in words]
    by_verb = sum(found is not None for found in named) * 10 >= len(items) * 6
    for item, found in zip(items, named, strict=True):
        start, end = item.text
        if _has_report_below(item):
            item.outcome = text[item.lines[1].start : end].strip(_EDGE)
            item.text = (start, item.lines[0].end)
            continue
        cross = _CROSS.search(text, start, end)
        bracket = _BRACKET.search(text, start, end)
        if cross is not None:
            item.ordinal = cross.group(1)
            _set(text, item, cross.start(), cross.end())
        elif (
            bracket is not None
            and bracket.start() > start
            and ((unfinished and _TELLS.search(bracket.group(1))) or _is_report(bracket.group(1)))
        ):
            item.text = (start, bracket.start())
            item.outcome = item.outcome or bracket.group(1)
        elif by_verb and found is not None:
            _set(text, item, start + found.end(1), start + found.end())


# 新建水厂2座，完成进度为75%
_SHARE_LAST = lazy(r"[，,]\s?[^，,。；;\d]{0,12}\d{1,3}(?:\.\d{1,2})?[%％][^，,。；;\d]{0,4}[。；;]?$")


def shares_each(text: str, items: list[Item]) -> bool:
    """Decide whether most of three or more items end with the share of themselves that is done."""
    shares = sum(_SHARE_LAST.search(text, *item.text) is not None for item in items)
    return len(items) > 2 and shares * 10 >= len(items) * 6


def _has_report_below(item: Item) -> bool:
    """Decide whether a project's name stands in a line of its own above how far it is."""
    if len(item.lines) < 2 or item.outcome is not None or item.text[0] != item.lines[0].start:
        return False
    return item.lines[0].text[-1] not in "。；;，,：:" and item.text[1] == item.lines[-1].end


def _name(words: str) -> re.Match[str] | None:
    """The name at the beginning of an item that goes on to say how far it is; the shortest that fits."""
    found = [
        match
        for match in (_NAMED.match(words), _BY_DONE.match(words), _BY_COMMA.match(words))
        if match is not None
    ]
    return min(found, key=lambda match: match.end(1), default=None)


def _is_report(words: str) -> bool:
    return status.reports(words, 0, len(words)) or status.judge(words, "") != "unstated"


def _set(text: str, item: Item, close: int, at: int) -> None:
    rest = text[at : item.text[1]].strip(_EDGE)
    item.text = (item.text[0], close)
    item.outcome = item.outcome or rest or None
