"""Part promise and report that stand in one line, whatever parts them: 新建公园3座。已建成4座。"""

from __future__ import annotations

import itertools
from itertools import islice

from parsers.commitments import quantities, status
from parsers.commitments.lists import uncounted
from parsers.commitments.numbering.between import EDGE, OF_NAME
from parsers.commitments.outcome import openings, own_share
from parsers.commitments.parting import brackets
from parsers.commitments.parts import LONGEST, NEAR, Item, most
from parsers.text.patterns import lazy

_SHARED = lazy(
    r"[，,]\s*(?=(?:为|占|达到?|完成)[^，,。；;]{0,12}(?:计划|目标|任务|总量)[^，,。；;]{0,8}?\d{1,4}(?:\.\d{1,3})?[%％][。；;]?$)"
)
_SHARE_END = lazy(
    r"(?:为|占|达到?|完成)[^，,。；;]{0,12}(?:计划|目标|任务|总量)[^，,。；;]{0,8}?\d[\d.]{0,5}[%％]$"
)
# 目标任务为改造危房500户，实际完成520户。 新建学校4所，目前3所主体封顶。
_ACTUAL = lazy(r"[，,]\s*(?=目前|实绩(?:为)?\d|截至|实际(?:完成|新增|建成|改造|发放|开通|新建|为|达))")
# “菜篮子”工程，新建菜市场2个已开工建设
_COUNTED_FIRST = lazy(
    r"(?![^。；;]*(?:另|其余|因|暂缓|目前|截至|实际))[^。；;：:]{2,60}?(?<![，,\d])\d[\d.]{0,8}余?(?:万|亿)?[\u3400-\u9fff㎡]{1,3}?(?=已(?:经)?(?:全部|开工|完成|建成|竣工|完工|投用)|正在|全部(?:完成|完工|竣工|建成|投用)|均已)"
)
_COUNTS_DONE = lazy(r"已|(?:竣工|完工|建成|完成|实际|累计|投用)\d")  # 竣工942户，占任务的104.7%
# 改造老年活动室20家：完成改造23家。
_COLON = lazy(
    r"(?:[^，,。；;：:\d]{0,24}\d|新建|改造|建设|实施|开展|优化|为|推进)[^。；;：:]{2,50}[：:]\s*(?=已|现|目前|完成|新增|建成|正在|实际|尚|未|因|由于|均|全部)"
)
# 通村公路：计划硬化120公里，已硬化98公里。
_PLANNED = lazy(
    r"(?<!原)(?:计划(?!提前)|目标|任务|承诺)[^，,。；;]{2,40}[，,；;。]\s*(?=现?已|全部|因|由于|受|建成|实际|完成|未|尚|正在|目前|均|超额|如期|实现)"
)
# The name of a project before its report: 内河截污。工程正在施工。
NAME_FIRST = lazy(rf"{OF_NAME}{{3,24}}。\s*(?=\S)")
# Behind the name what was to be done: 养老服务。全年计划建成食堂6家。已建成4家。
_AIM = lazy(
    r"(?:全年|今年|年度|年内|任务|总){0,2}(?:计划|目标)(?:任务)?[是为：:]?[^。；;]{2,80}?\d(?![\d.]*[月年日%％])[^。；;]{0,60}。\s*(?=\S)"
)
# What was promised before what was done for it: 新建敬老院1所。总投资800万元。
_PROMISE_FIRST = lazy(
    r"(?![^。；;\n]*(?:已|(?<!公)共(?![享建同治])|累计|实际|完成了))[^。；;\n]{4,40}[。；;]\s*(?=\S)"
)
TURNS_TO = lazy(r"(?:现|均|都|全)?已|目前|截至|截止|正在|尚|未|仍|因|由于|实际|其中|现")
_STOP = lazy(r"(?:[。；;]|(?<!\d)(?:—{1,2}|--)(?!\d))\s*(?=\S)")


def run_in(text: str, items: list[Item]) -> None:
    """Part promise and outcome that stand in one line: 新建公园3座。已建成4座。

    Only where most items of the list are printed so, and none has an outcome of its own, or where the heading
    above says how far its projects are (二、正在实施项目（8项）).
    """
    for item in items:
        if item.group is None or item.outcome is not None or (cut := _second(text, item)) is None:
            continue
        if text[:cut].rstrip()[-1] not in "；;" or TURNS_TO.match(text, cut):
            _part(
                text, item, cut
            )  # behind ； other deeds may follow: 就业：发放贷款3亿元；新增就业9千人，失业者已清零
    brackets.bare_brackets(items, text)
    brackets.in_brackets(text, items)
    cuts = [None if item.outcome else _reported_from(text, item) for item in items]
    if all(item.status_text is not None and item.outcome is None for item in items):
        cuts = [cut or _behind_colon(text, item) for cut, item in zip(cuts, items, strict=True)]
    names = [None if item.outcome else NAME_FIRST.match(text, *item.text) for item in items]
    if len(items) - names.count(None) >= max(2, len(items) * 0.8):
        cuts = [_behind_aim(text, name.end(), item.text[1]) if name else cut
                for name, cut, item in zip(names, cuts, items, strict=True)]  # fmt: skip
    elif (second := _all_by_second(text, items)) is not None:
        cuts = [cut or one for cut, one in zip(cuts, second, strict=True)]
    elif len(items) - cuts.count(None) >= max(2, len(items) * 0.4):
        first = _after_first(text, items)
        cuts = [cut or one for cut, one in zip(cuts, first, strict=True)] if first else cuts
    if len(items) == 1 and (cut := _behind_its_name(text, items[0])) is not None:
        cuts = [cut]
    elif not most(len(items) - cuts.count(None), items):
        return
    colons = sum(cut is not None and text[:cut].rstrip()[-1:] in ("：", ":") for cut in cuts)
    cuts = [
        cut
        or (None if item.outcome else _second(text, item))
        or (_behind_colon(text, item) if colons * 2 > len(items) else None)
        for item, cut in zip(items, cuts, strict=True)
    ]
    for item, cut in zip(items, cuts, strict=True):
        if cut is not None:
            _part(text, item, cut)


def most_report(text: str, items: list[Item]) -> bool:
    """Decide whether nearly all items of a list say behind their first sentence how far they are, whatever heads it."""
    said = [
        item.outcome is None
        and item.group is None
        and any(
            openings.reports(text, stop.end(), item.text[1])
            for stop in islice(_STOP.finditer(text, *item.text), _FIRST_STOPS)
        )
        for item in items
    ]
    return len(items) > 2 and sum(said) >= _ALL_BUT * len(items)


# 改造菜场3个，已完成2个。 where nearly all items of a list are so, whatever its heading says
_RATE = r"(?:进度|完成率|完成(?:目标|任务|进度)的?)(?:达到?|为|已达)?\s?\d"
_TURNS = lazy(
    r"[，,；;]\s*(?=(?:现|目前|现在|均|都|全部|截至[^，,。；;]{2,10}[，,]?)*(?:已(?!婚|故|有的)|正在|尚未|仍未|还未)|全部(?:完成|完工|竣工|建成|兑现|投用)|主体(?:已|封顶|完工)|目前|截至"
    rf"|{_RATE})"
)
_SAYS_SO = lazy(rf"已|正在|尚未|仍未|还未|{_RATE}")
_ALL_BUT = 0.8
_SOME = 0.3
_UNREPORTED = 0.25  # of the items of a list, at most
_FIRST_STOPS = 2  # behind the name, and behind what was planned


def by_comma(text: str, items: list[Item], *, done: bool = False) -> None:
    """Part promise and report at a comma, where nearly all items of a list without reports have one behind it.

    `done`: the list is one of things done, in which the first clause that says how far it is begins the report,
    in whatever words: 滨河步道，3公里步道国庆节全部开放
    """
    if len(items) < 3 or any(item.outcome is not None or item.group is not None for item in items):
        return
    cuts = [_first_report(text, item) for item in items] if done else []
    if cuts and len(cuts) - cuts.count(None) >= len(items) * _ALL_BUT:
        _part_at(text, items, cuts)
        return
    if _are_names_and_reports(text, items):
        _part_at(
            text,
            items,
            [name.end() if (name := _NAME_ALONE.match(text, *item.text)) else None for item in items],
        )
        return
    turns = [_TURNS.search(text, item.text[0] + 4, item.text[1]) for item in items]
    said = [turn for turn in turns if turn is not None and _SAYS_SO.search(text, turn.end(), turn.end() + 8)]
    firsts = [
        turn is not None and _SAYS_SO.search(text, item.text[0], turn.start()) is None
        for item, turn in zip(items, turns, strict=True)
    ]
    if sum(firsts) < len(items) * _ALL_BUT or len(said) * 2 < len(items):
        return
    _part_at(
        text,
        items,
        [turn.end() if turn and first else None for turn, first in zip(turns, firsts, strict=True)],
    )


# The name of a project alone in its clause, and behind it no aim: 垃圾处理场项目，库区开挖土方9万立方米，主体封顶
_NAME_ALONE = lazy(
    r"[^，,、。；;：:]{2,30}(?:项目|工程|行动)[，,]\s*(?=\S)(?!(?:项目|工程)?(?:总|计划|预计|概算|年度)?(?:投资|目标|任务|计划|规划|拟|预计|建设(?:内容|规模|地点)))"
)


def _are_names_and_reports(text: str, items: list[Item]) -> bool:
    """Decide whether nearly all items begin with a name alone in its clause, and some say what no plan does."""
    names = [_NAME_ALONE.match(text, *item.text) for item in items]
    rests = [text[name.end() : item.text[1]] for name, item in zip(names, items, strict=True) if name]
    said = sum(_BEGINS_REPORT.match(rest) is not None or brackets.come_of_it(rest) for rest in rests)
    return len(rests) >= len(items) * _ALL_BUT and said >= max(2, len(items) * _SOME)


def _part_at(text: str, items: list[Item], cuts: list[int | None]) -> None:
    """Part items at commas; where most begin their reports behind names alone in their clauses, all such items do."""
    names = [_NAME_ALONE.match(text, *item.text) for item in items]
    alone = sum(
        name is not None and (name.end() == cut or _BEGINS_REPORT.match(text, name.end()) is not None)
        for name, cut in zip(names, cuts, strict=True)
    )
    if most(alone, items):
        cuts = [
            name.end() if name and (cut or own_share.find(text[slice(*item.text)])) else cut
            for name, cut, item in zip(names, cuts, items, strict=True)
        ]
    for item, cut in zip(items, cuts, strict=True):
        if cut is not None:
            _part(text, item, cut)


_CLAUSE_STOP = lazy(r"[，,]\s*(?=\S)")
# What begins a report although its verb says nothing of an end: 实际托管孩子612名
_BEGINS_REPORT = lazy(r"实际|累计|目前|现已?|已(?!婚|故|有的)|截至|因|由于|受")


def _first_report(text: str, item: Item) -> int | None:
    """Return where the first clause begins that says how far an item is; None where its first clause says so itself."""
    starts = [
        item.text[0],
        *(stop.end() for stop in _CLAUSE_STOP.finditer(text, item.text[0] + 4, item.text[1])),
    ]
    said = [
        _BEGINS_REPORT.match(text, start, end) is not None or brackets.tell_how_far(text[start:end])
        for start, end in itertools.pairwise([*starts, item.text[1]])
    ]
    return starts[said.index(True)] if True in said and not said[0] else None


def _behind_its_name(text: str, item: Item) -> int | None:
    """Return where the report begins of the one project that a page has of its list, behind a name."""
    name = None if item.outcome else NAME_FIRST.match(text, *item.text)
    if name is None or item.ordinal is None or not uncounted.reads_as_project(name.group().strip("。 ")):
        return None
    rest = text[name.end() : item.text[1]]
    return name.end() if TURNS_TO.search(rest) or status.judge(rest, "") != "unstated" else None


def _behind_aim(text: str, start: int, end: int) -> int:
    """Return where the report begins: behind a name, or the sentence that says what was to be done, if there is one."""
    aim = _AIM.match(text, start, end)
    return aim.end() if aim and TURNS_TO.search(text[start : aim.end()]) is None else start


def _behind_colon(text: str, item: Item) -> int | None:
    """Return where the report begins behind a colon, in a list in which most are so: 新建学校5所：5所均已开学"""
    colon = None if item.outcome else brackets.ONE_COLON.match(text, *item.text)
    return colon.end() if colon else None


def _all_by_second(text: str, items: list[Item]) -> list[int | None] | None:
    """Find where the second sentences begin, where each item has one and most say how far the project is.

    新建水厂1座。完成地基处理。 Or they count what the first counts: 新增托位400个。新增托位436个。
    None where an item has one sentence, or its first says that something was done.
    """
    first = _after_first(text, items)
    said = [
        _second(text, item) is not None or _counts_again(text, item, cut)
        for item, cut in zip(items, first, strict=bool(first))
        if cut is not None
    ]
    return first if first and most(sum(said), items) else None


def _counts_again(text: str, item: Item, cut: int) -> bool:
    """Decide whether what stands behind `cut` has a number that can be compared with one of the promise."""
    return quantities.compare(text[item.text[0] : cut], text[cut : item.text[1]]) is not None


def _after_first(text: str, items: list[Item]) -> list[int | None]:
    """Find where the first sentence ends in a list whose items all begin with what was promised, in few words.

    Nothing may follow it in some of the items: of them nothing is reported.
    """
    first = [None if item.outcome else _PROMISE_FIRST.match(text, *item.text) for item in items]
    alone = [one is None and not item.outcome and _STOP.search(text, *item.text) is None
             for one, item in zip(first, items, strict=True)]  # fmt: skip
    if first.count(None) != sum(alone) or sum(alone) > len(items) * _UNREPORTED:
        return []
    return [one.end() if one else None for one in first]


def _part(text: str, item: Item, cut: int) -> None:
    """Give an item as its outcome what stands after `cut`."""
    item.part(text, item.text[0] + len(text[item.text[0] : cut].rstrip(EDGE + "，,：:—-")), cut)


def _second(text: str, item: Item) -> int | None:
    """Where the second sentence of an item begins, if it says how far the project is."""
    stop = _STOP.search(text, item.text[0], min(item.text[1], item.text[0] + LONGEST))
    if stop is None or _SHARE_END.search(text, max(item.text[0], stop.start() - NEAR), stop.start()):
        return None
    if status.judge(text[stop.end() : item.text[1]], "") == "unstated":
        return None
    return stop.end()


def _reported_from(text: str, item: Item) -> int | None:
    """Where the sentences of an item turn from what is promised to what was done."""
    start, end = item.text
    for stop in _STOP.finditer(text, start, min(end, start + LONGEST)):
        rest = text[stop.end() : end]
        if _SHARE_END.search(text, max(start, stop.start() - NEAR), stop.start()):
            return None  # the part before is a report itself
        dash = text[stop.start()] in "—-" and (quantities.find(rest) or status.judge(rest, "") != "unstated")
        if dash or _COUNTS_DONE.match(text, stop.end()) or openings.reports(text, stop.end(), end):
            return stop.end()
    colon = _COLON.match(text, start, min(end, start + 90))
    if colon is not None:
        return colon.end()
    counted = _COUNTED_FIRST.match(text, start, min(end, start + 90))
    if counted is not None:
        return counted.end()
    planned = _PLANNED.search(text, start, min(end, start + 160))
    if planned is not None:
        return planned.end()
    actual = _ACTUAL.search(text, start, min(end, start + LONGEST))
    if actual is not None:
        return actual.end()
    shared = _SHARED.search(text[max(start, end - NEAR) : end])
    return max(start, end - NEAR) + shared.end() if shared else None
