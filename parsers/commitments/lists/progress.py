"""Part a project's name from how far it is, where a progress report names many in one sentence.

A（第三项）正在招标；B已竣工；C（已到位20辆）
"""

from __future__ import annotations

import re

from parsers.commitments import status
from parsers.commitments.numbering.between import OF_NAME
from parsers.commitments.outcome import due, openings
from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

_CROSS = lazy(
    r"[（(]\s?(?:第(?=\S{1,5}[项件条个号])|(?:序号|编号)\s?(?:为|[：:])?\s?)([一二三四五六七八九十百\d]{1,5})[项件条个号]?[）)]"
)
_BRACKET = lazy(r"[（(]([^（()）]{3,200}(?:[（(][^（()）]{1,30}[）)][^（()）]{0,160}){0,4})[）)][。；;]?$")
_VERB = (
    r"(?:已|现已|目前|原因(?:是|为)|正在|正|均已|均|全部|基本|全面|尚未|未|因|由于|预计|计划|完成|建成|累计|开工|启动|进展|主体|总占地|总投资|总建筑|进入|截至|"
    r"于(?=\d{1,2}月)|年内|有序|按|顺利|超额|提前|竣工|投入|处于|落实|实现)"
)
_NAMED = lazy(
    rf"^([^，,。；;]{{2,60}}?(?:项目|工程|行动|计划|建设|改造|整治|治理|提升|服务|活动|试点|中心|学校|幼儿园|医院|公园|广场|道路|市场|大楼|更新|安装|配备|[)）”]))[，,：:]?\s?(?={_VERB})"
)
_BY_DONE = lazy(
    r"^([^，,。；;\d（(]{3,40}?)(?=(?:已|累计|共)?完成(?:投入|投资|总量|率|工程量)|(?:已|累计)完成)"
)
_BY_REASON = lazy(  # 城市公园二期因拆迁受阻，仅完成30%; 充电桩建设尚在招标
    r"^([^，,。；;\d]{3,30}?)(?=因(?!地)[^，,。；;]{2,16}[，,]|(?:目前)?(?:尚在|尚未|仍在|还在|正在))"
)
# 烈士陵园修缮已通过验收
_BY_PAST = lazy(r"^([^，,。；;：:\d（(已]{3,30})(?=(?:均|全部|现)?已(?!建成区)[^，,。；;]{2})")
_BY_COMMA = lazy(rf"^([^，,。；;]{{3,60}})[，,：:]\s?(?={_VERB})")
_BY_COUNT = lazy(
    r"^([^，,。；;\d]{3,40}(?:项目|工程|行动|建设|改造|整治|治理|提升|扩建|更新|安装|配备))[，,]\s?(?=[^，,。；;\d]{2,8}\d)"
)
_LISTED_AS = lazy(r"第([一二三四五六七八九十]{1,3}|\d{1,2})[项件个](?:实事|项目)?[：:，,]?\s?(?=\S)")
_BY_CLAUSE = lazy(rf"^({OF_NAME}{{3,40}})[，,：:]\s?(?=\S)")
# What a bracket behind an unfinished project's name has to say to be its report, and no part of the name (含食堂).
_REPORTS = lazy(
    r"\d|[已未正尚在拟待难缺]|不足|困难|问题|受阻|协调|变更|滞后|完成|预计|计划|前期|招标|施工|设计|手续|审批|选址|开工"
)
_CLOSED = "，,：: \t\u3000\n"
_EDGE = "，,：:；;。 \t\u3000\n"


def divide(text: str, items: list[Item], group: str | None) -> None:
    """Give each item of a group its report, and its name alone as the promise."""
    unfinished = group is not None and status.judge(group, "") not in ("completed", "exceeded")
    items = [item for item in items if item.outcome is None]
    counted = _counted_names(text, items)
    words = [text[slice(*item.text)] for item in items]
    named = [_name(each) or (_BY_CLAUSE.match(each) if counted else None) for each in words]
    brackets = [_BRACKET.search(text, *item.text) for item in items]
    reporting = sum(one is not None and _REPORTS.search(one.group(1)) is not None for one in brackets)
    all_report = unfinished and reporting * 2 >= len(items) > 1
    by_verb = sum(found is not None for found in named) * 10 >= len(items) * 6
    if by_verb:  # 管网建设，铺设6公里 beside 校舍建设，主体完成
        named = [one or _BY_COUNT.match(each) for one, each in zip(named, words, strict=True)]
    shares = shares_each(text, items)
    for item, found, bracket in zip(items, named, brackets, strict=True):
        start, end = item.text
        share = _SHARE_LAST.search(text, start, end) if shares else None
        if share and not (found and _TURNS.search(text, start + found.end(), share.start())):
            _set(text, item, share.start(), share.start())  # 为6所幼儿园投入资金500万元，完成进度为87%
            continue
        if _has_report_below(item):
            item.outcome = text[item.lines[1].start : end].strip(_EDGE)
            item.text = (start, item.lines[0].end)
            continue
        cross = _CROSS.search(text, start, end)
        if cross is not None:
            item.ordinal = cross.group(1)
            _set(text, item, cross.start(), cross.end())
        elif (
            bracket is not None
            and bracket.start() > start
            and (
                all_report
                or (unfinished and _REPORTS.search(bracket.group(1)))
                or _is_report(bracket.group(1))
            )
        ):
            item.text = (start, bracket.start())
            item.outcome = item.outcome or bracket.group(1)
        elif by_verb and found is not None:
            _set(text, item, start + found.end(1), start + found.end())


def of_the_rest(text: str, items: list[Item]) -> None:
    """Give each of the projects that others leave over its report, where all are a name and a clause or more.

    They are not done: when something is to be (年底完成), and what has no 已 before its end, stay with the promise.
    """
    whole = [item.text for item in items]
    divide(text, items, None)
    clauses = [BEFORE_COMMA.match(text, *item.text) for item in items if item.outcome is None]
    if len(clauses) < len(items) and None not in clauses:
        for item in items:
            if item.outcome is None and (one := BEFORE_COMMA.match(text, *item.text)):
                cut(text, item, one.end())
    for item, printed in zip(items, whole, strict=True):
        said = item.outcome or ""
        ended = status.judge(said, "") in ("completed", "exceeded") and "已" not in said
        if ended or due.is_due(said):
            item.outcome, item.text = None, printed


# 新建水厂2座，完成进度为75%
_SHARE_LAST = lazy(r"[，,]\s?[^，,。；;\d]{0,12}\d{1,3}(?:\.\d{1,2})?[%％][^，,。；;\d]{0,4}[。；;]?$")


def shares_each(text: str, items: list[Item]) -> bool:
    """Decide whether most of three or more items end with the share of themselves that is done."""
    shares = sum(_SHARE_LAST.search(text, *item.text) is not None for item in items)
    return len(items) > 2 and shares * 10 >= len(items) * 6


_TURNS = lazy(r"已|均|正|尚|未|目前|现|完成|建成|竣工|完工|开工")
BEFORE_COMMA = lazy(rf"(?:(?!\s){OF_NAME}){{3,24}}[，,]\s*(?=\S)")
# 托幼行动新增托位完成率: what is counted of the project stands behind its name
BEFORE_PART = lazy(
    r"([^，,。；;：:\d\s]{2,22}?(?:项目|工程|行动|计划|建设|改造|提升|整治|治理)[”）)]?(?:建设|改造|项目)?)(?=新增|新建|路基|路面|主体|首批|第[一二三四]批|累计|年度|全年|总体|一期|二期)"
)


def cut(text: str, item: Item, at: int) -> None:
    """Give an item as its outcome what stands from a place on."""
    item.outcome = text[at : item.text[1]].lstrip(_EDGE).rstrip(_CLOSED + "；;") or None
    item.text = (item.text[0], item.text[0] + len(text[item.text[0] : at].rstrip(_CLOSED)))


def _counted_names(text: str, items: list[Item]) -> bool:
    """Take the numbers of the list before the names as their ordinals, where all have one: 第4项文化礼堂，建成9个"""
    numbers = [_LISTED_AS.match(text, *item.text) for item in items]
    for item, printed in zip(items, numbers, strict=True):
        if printed is not None and None not in numbers:
            item.ordinal = printed.group(1)
            item.text = (printed.end(), item.text[1])
    return bool(numbers) and None not in numbers


def _has_report_below(item: Item) -> bool:
    """Decide whether a project's name stands in a line of its own above how far it is."""
    if len(item.lines) < 2 or item.outcome is not None or item.text[0] != item.lines[0].start:
        return False
    return item.lines[0].text[-1] not in "。；;，,：:" and item.text[1] == item.lines[-1].end


def _name(words: str) -> re.Match[str] | None:
    """The name at the beginning of an item that goes on to say how far it is; the shortest that fits."""
    found = [
        match
        for match in (
            _NAMED.match(words),
            _BY_DONE.match(words),
            _BY_REASON.match(words),
            _BY_PAST.match(words),
            _BY_COMMA.match(words),
            BEFORE_PART.match(words),
        )
        if match is not None
    ]
    return min(found, key=lambda match: match.end(1), default=None)


def _is_report(words: str) -> bool:
    return openings.reports(words, 0, len(words)) or status.judge(words, "") != "unstated"


def _set(text: str, item: Item, close: int, at: int) -> None:
    rest = text[at : item.text[1]].strip(_EDGE)
    item.text = (item.text[0], close)
    item.outcome = item.outcome or rest or None
