"""Part a project's name from how far it is, where a progress report names many in one sentence.

A（第三项）正在招标；B已竣工；C（已到位20辆）
"""

from __future__ import annotations

import re

from parsers.commitments import quantities, status
from parsers.commitments.outcome import due, openings
from parsers.commitments.parting import in_line
from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

_CROSS = lazy(
    r"[（(]\s?(?:第(?=\S{1,5}[项件条个号])|(?:序号|编号)\s?(?:为|[：:])?\s?)([一二三四五六七八九十百\d]{1,5})[项件条个号]?[）)]"
)
_BRACKET = lazy(r"[（(]([^（()）]{3,200}(?:[（(][^（()）]{1,30}[）)][^（()）]{0,160}){0,4})[）)][。；;]?$")
_VERB = (
    r"(?:已|现已|目前|原因(?:是|为)|正在|正|均已|均|全部|基本|全面|尚未|未|因|由于|预计|计划|完成|建成|累计|开工|启动|进展|主体|总占地|总投资|总建筑|进入|截至|"
    r"年内|有序|按|顺利|超额|提前|竣工|投入|处于|落实|实现)"
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
_BY_COMMA = lazy(rf"^([^，,。；;]{{3,60}})[，,：:]\s?(?={_VERB})")
_BY_COUNT = lazy(
    r"^([^，,。；;\d]{3,40}(?:项目|工程|行动|建设|改造|整治|治理|提升|扩建|更新|安装|配备))[，,]\s?(?=[^，,。；;\d]{2,8}\d)"
)
_LISTED_AS = lazy(r"第([一二三四五六七八九十]{1,3}|\d{1,2})[项件个](?:实事|项目)?[：:，,]?\s?(?=\S)")
_BY_CLAUSE = lazy(r"^([^，,。；;：:\d]{3,40})[，,：:]\s?(?=\S)")
# What a bracket behind an unfinished project's name has to say to be its report, and no part of the name (含食堂).
_REPORTS = lazy(
    r"\d|[已未正尚在拟待难缺]|不足|困难|问题|受阻|协调|变更|滞后|完成|预计|计划|前期|招标|施工|设计|手续|审批|选址|开工"
)
_CLOSED = "，,：: \t\u3000\n"
_EDGE = "，,：:；;。 \t\u3000\n"


def divide(text: str, items: list[Item], group: str | None) -> None:
    """Give each item of a group its report, and its name alone as the promise."""
    unfinished = group is not None and status.judge(group, "") not in ("completed", "exceeded")
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
    clauses = [_BEFORE_COMMA.match(text, *item.text) for item in items if item.outcome is None]
    if len(clauses) < len(items) and None not in clauses:
        for item in items:
            if item.outcome is None and (one := _BEFORE_COMMA.match(text, *item.text)):
                _cut(text, item, one.end())
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
# A project's name before how far it is: 农村危房改造：竣工206户，户户通过验收
_BEFORE_COLON = lazy(r"[^，,。；;：:\d\n]{3,24}[：:]\s*(?=\S)")
_RATE = lazy(
    r"[，,]\s*(?=(?:目标|任务|总体)?完成率(?:为|达到?|已达)?\d)|(?<=[造设训程务升化治])(?=完成率(?:为|达到?)?\d)"
)
_BEFORE_SPACE = lazy(r"[^，,。；;：:\d\s]{3,24}[ \u3000]+(?=\S)")
_REASON = lazy(r"[，,]\s*(?=实际|因(?!地)|由于|受(?!益)|目前|尚未|仍未|截至|正在)")
_BEFORE_COMMA = lazy(r"[^，,。；;：:\d\s]{3,24}[，,]\s*(?=\S)")
_CLAUSE_FIRST = lazy(r"[^，,。；;：:]{3,30}[，,]\s*(?=\S)")
# What is to come of a project, or belongs to it: 新建学校2所，新增学位900个
_PURPOSE = lazy(
    r"惠及|方便|解决|新增|新建|提升|改善|满足|实现|力争|确保|计划|拟|预计|\d{1,2}月底?前|年[底内]|并|同时|为|使|让|其中"
)
# 东环路拓宽完成拆迁60%: nothing stands between the name and how far it is
_NAME_AND_STATE = lazy(
    r"[^，,。；;：:\d\s]{3,24}?(?:[^，,。；;：:]{1,24}?)??(?=(?:已(?!建成区)|正在|完成(?!率)|尚未|未(?=[开动启完建])|主体|处于|进入|启动|因(?!地)|预计|完成率))"
)
# 托幼行动新增托位完成率: what is counted of the project stands behind its name
_BEFORE_PART = lazy(
    r"([^，,。；;：:\d\s]{2,22}?(?:项目|工程|行动|计划|建设|改造|提升|整治|治理)[”）)]?(?:建设|改造|项目)?)(?=新增|新建|路基|路面|主体|首批|第[一二三四]批|累计|年度|全年|总体|一期|二期)"
)
# “老旧小区改造项目”已完成招标, where all names are in quotation marks
_QUOTED_FIRST = lazy(
    r"“[^“”]{2,40}”(?:[^，,。；;：:“”]{0,4}(?:项目|工程|行动))?[，,：:]?\s?(?=[^，,。；;、“”])"
)
_FIRST_SENTENCE = lazy(r"[^。；;\n]{3,60}[。；;]\s*(?=\S)")
_SAYS_SO = lazy(r"完成|竣工|任务|目标|计划|全部|已|未|达到|提到|进度|验收")
# What says nothing of what came of a project: money, those whom it serves, who does it
_ASIDE = lazy(
    r"^(?:(?:项目|工程)?(?:计划|预计|估算|概算)?总?投资|(?:预计|可|将)?(?:惠及|受益|服务)|(?:建设)?(?:内容|地点|规模|性质|年限)|"
    r"(?:项目|工程|任务|工作)?由[^，,。；;]{2,20}(?:承担|负责|牵头|实施|承建))[^，,。；;]{0,30}[。；;]?$"
)
_FEWEST_NAMED = 2


def under_headings(text: str, listed: list[Item]) -> None:
    """Part what was promised from its report in a list that headings sort by how far projects are.

    The second sentence is the report where it says so, or where the heading says that the project is not done; and
    what follows a name and ： or ，, where nearly all items are so.
    """
    grouped = [item for item in listed if item.group is not None and not item.itself and item.outcome is None]
    quoted = [_QUOTED_FIRST.match(text, *item.text) for item in grouped]
    if quoted and None not in quoted:
        for item, one in zip(grouped, quoted, strict=True):
            if one is not None:
                _cut(text, item, one.end())
        return
    stopped = [in_line.NAME_FIRST.match(text, *item.text) for item in grouped]
    alike = len(stopped) - stopped.count(None) >= max(_FEWEST_NAMED, len(stopped) * 0.8)
    for item in grouped:
        first = _FIRST_SENTENCE.match(text, *item.text)
        if first is None or _is_aside(text[first.end() : item.text[1]]):
            continue
        may_turn = first.group().rstrip()[-1] == "。" or in_line.TURNS_TO.match(
            text, first.end(), item.text[1]
        )
        if alike or _is_unfinished(item) or (may_turn and _says_how_far(text[first.end() : item.text[1]])):
            _cut(text, item, first.end())  # not 就业：发放贷款3亿元；新增就业9千人，失业者已清零
    parted = sum(item.outcome is not None for item in grouped)
    for item in grouped:  # 安装呼叫器500户。安装500户。 beside others with their reports
        first = None if item.outcome else _FIRST_SENTENCE.match(text, *item.text)
        if first is not None and parted * 2 > len(grouped):
            compared = quantities.compare(first.group(), text[first.end() : item.text[1]])
            if compared is not None:
                _cut(text, item, first.end())
    rest = [item for item in grouped if item.outcome is None]
    named = [(item, one) for item in rest if (one := _BEFORE_COLON.match(text, *item.text))]
    said = sum(_says_how_far(text[one.end() : item.text[1]]) for item, one in named)
    if len(named) * 10 >= len(rest) * 8 and len(named) >= _FEWEST_NAMED and said * 2 >= len(named):
        for item, one in named:
            _cut(text, item, one.end())
        return
    for item in rest:
        if (one := _RATE.search(text, *item.text)) is not None:
            _cut(text, item, one.end())
    unfinished = [item for item in rest if _is_unfinished(item) and item.outcome is None]
    turns = [(item, one) for item in unfinished if (one := _NAME_AND_STATE.match(text, *item.text))]
    if len(turns) == len(unfinished):
        for item, one in turns:
            _cut(text, item, _end_of_name(one))
        return
    clauses = [(item, one) for item in unfinished if (one := _BEFORE_COMMA.match(text, *item.text))]
    if len(clauses) < len(unfinished):
        clauses = _first_clauses(text, unfinished, [item for item in grouped if _is_unfinished(item)])
    if len(clauses) == len(unfinished):
        for item, one in clauses:
            _cut(text, item, one.end())
        return
    for item in unfinished:
        if (one := _REASON.search(text, *item.text) or _BEFORE_SPACE.match(text, *item.text)) is not None:
            _cut(text, item, one.end())


def _first_clauses(
    text: str, unparted: list[Item], unfinished: list[Item]
) -> list[tuple[Item, re.Match[str]]]:
    """Find the first clauses of unfinished projects, of which at least a third say behind it how far they are.

    加装电梯60部，已开工38部；二次供水改造，泵房更新完成46%: numbers may be in the name.
    """
    found = [(item, one) for item in unparted if (one := _CLAUSE_FIRST.match(text, *item.text))]
    behind = [text[one.end() : item.text[1]] for item, one in found]
    said = len(unfinished) - len(unparted) + sum(map(_says_how_far, behind))
    aims = any(_PURPOSE.match(words) or _is_aside(words) for words in behind)
    return [] if aims or len(unfinished) < _FEWEST_NAMED or said * 3 < len(unfinished) else found


def _end_of_name(found: re.Match[str]) -> int:
    """Return where a name ends that goes before what is counted of the project and how far that is."""
    part = _BEFORE_PART.match(found.string, found.start(), found.end())
    return part.end() if part else found.end()


def _is_unfinished(item: Item) -> bool:
    return status.judge(item.group, "") not in ("completed", "exceeded", "unstated")


def _is_aside(words: str) -> bool:
    return _ASIDE.match(words.strip()) is not None and status.judge(words, "") == "unstated"


def _says_how_far(words: str) -> bool:
    return status.judge(words, "") != "unstated" or _SAYS_SO.search(words) is not None


def _cut(text: str, item: Item, at: int) -> None:
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
            _BY_COMMA.match(words),
            _BEFORE_PART.match(words),
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
