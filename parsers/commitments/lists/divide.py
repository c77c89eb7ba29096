"""Part what was promised from what was reported of it, where the whole list is printed one way.

In one line (新建公园3座。已建成4座。), a paragraph below, under the project's name, or behind the bodies in brackets.
"""

from __future__ import annotations

from parsers.commitments import bodies, quantities, status
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import uncounted
from parsers.commitments.outcome import aims
from parsers.commitments.parts import EDGE, LONGEST, NEAR, TRAILING, Item
from parsers.text.patterns import lazy

_SHARED = lazy(
    r"[，,]\s*(?=(?:为|占|达到?|完成)[^，,。；;]{0,12}(?:计划|目标|任务|总量)[^，,。；;]{0,8}?\d{1,4}(?:\.\d{1,3})?[%％][。；;]?$)"
)
_PROMISE_AND_REPORT = 2  # lines
_BRACKETED_NAME = lazy(r"【([^【】]{2,30})】\s*(?=\S)")
_QUOTED_NAME = lazy(r"(“[^“”]{2,40}”(?:[^，,。；;：:]{0,4}(?:项目|工程|行动))?)[，,：:]\s*")
_FIRST_CLAUSE = lazy(
    r"(?:(?:截至|目前|今年|去年|全年|年初)[^，,。；;\n]{0,12}[，,])?(?P<says>[^，,。；;\n]+)"
)
# 新建水厂2座，年内建成: what is promised
_AIMS = lazy(rf"{aims.IN_TIME}|{aims.INTENDED}|要")
_TURN = lazy(r"[，,。；;]\s*(?=(?:目前|现|均)?已|目前|截至|正在|尚未)")
_SHARE_END = lazy(
    r"(?:为|占|达到?|完成)[^，,。；;]{0,12}(?:计划|目标|任务|总量)[^，,。；;]{0,8}?\d[\d.]{0,5}[%％]$"
)
# 目标任务为改造危房500户，实际完成520户。 新建学校4所，目前3所主体封顶。
_ACTUAL = lazy(r"[，,]\s*(?=目前|实绩(?:为)?\d|截至|实际(?:完成|新增|建成|改造|发放|开通|新建|为|达))")
# 改造老年活动室20家：完成改造23家。
# “菜篮子”工程，新建菜市场2个已开工建设
_COUNTED_FIRST = lazy(
    r"(?![^。；;]*(?:另|其余|因|暂缓|目前|截至|实际))[^。；;：:]{2,60}?\d[\d.]{0,8}余?(?:万|亿)?[\u3400-\u9fff㎡]{1,3}?(?=已(?:经)?(?:全部|开工|完成|建成|竣工|完工|投用)|正在|全部(?:完成|完工|竣工|建成|投用)|均已)"
)
_COUNTS_DONE = lazy(r"已|(?:竣工|完工|建成|完成|实际|累计|投用)\d")  # 竣工942户，占任务的104.7%
_COLON = lazy(
    r"(?:[^，,。；;：:\d]{0,24}\d|新建|改造|建设|实施|开展|优化|为|推进)[^。；;：:]{2,50}[：:]\s*(?=已|现|目前|完成|新增|建成|正在|实际|尚|未|因|由于|均|全部)"
)
# 通村公路：计划硬化120公里，已硬化98公里。
_PLANNED = lazy(
    r"(?:计划|目标|任务|承诺)[^，,。；;]{2,40}[，,；;。]\s*(?=现?已|全部|因|由于|受|建成|实际|完成|未|尚|正在|目前|均|超额|如期|实现)"
)
# The name of a project before its report: 内河截污。工程正在施工。
_NAME_FIRST = lazy(r"[^，,。；;：:\d\n]{3,24}。\s*(?=\S)")
# What was promised before what was done for it: 新建敬老院1所。总投资800万元。
_PROMISE_FIRST = lazy(r"(?![^。；;\n]*(?:已|共|累计|实际|完成了))[^。；;\n]{4,40}[。；;]\s*(?=\S)")
_BRACKET_STOP = lazy(r"[（(〔]([^（()）〔〕]{2,90})[）)〕]\s*[。；;，,]\s*(?=\S)")
_STOP = lazy(r"(?:[。；;]|(?<!\d)(?:—{1,2}|--)(?!\d))\s*(?=\S)")
_TITLED = lazy(r"(?:完成|进展|落实|办理|推进|实施|建设)(?:情况|进展)$")


def after_bodies(text: str, items: list[Item], *, done: bool) -> None:
    """Read what follows the bodies in brackets: in a list of things done it is the outcome.

    新建学校2所（市教育局负责）。已建成3所。 In a plan the item goes on, led by all that it names.
    """
    if done:
        for item in items:
            if item.rest is None and item.outcome is None:
                _bracketed_bodies(text, item)
        for item in items:
            if item.after is not None and item.outcome is None:
                item.outcome = text[slice(*item.after)].strip(EDGE) or None
    rests = [item for item in items if item.rest is not None]
    reports = done and len(rests) * 10 >= len(items) * 6
    for item in rests:
        start, end = item.rest or (0, 0)
        if reports and item.outcome is None:
            words = text[start:end]
            item.outcome = words.lstrip(EDGE + "。；;，,").rstrip(EDGE) or None
        elif not reports:
            item.text = (item.text[0], max(item.text[1], _last_bracket(text, start, end)))


def _last_bracket(text: str, start: int, end: int) -> int:
    """Where the promise ends that goes on behind its bodies: before the bodies of its last part."""
    trailing = TRAILING.search(text, max(start, end - 260), end)
    return trailing.start() if trailing and bodies.parse(trailing.group(1)) else end


def _bracketed_bodies(text: str, item: Item) -> None:
    """Find （市教育局负责）。 inside an item whose bodies have no label."""
    start, end = item.text
    for bracket in _BRACKET_STOP.finditer(text, start, min(end, start + LONGEST)):
        named = bodies.parse(bracket.group(1))
        if named is not None:
            if item.lead is None:
                item.lead, item.support = named
            item.text = (start, start + len(text[start : bracket.start()].rstrip()))
            item.rest = (bracket.end(), end)
            return


def run_in(text: str, items: list[Item]) -> None:
    """Part promise and outcome that stand in one line: 新建公园3座。已建成4座。

    Only where most items of the list are printed so, and none has an outcome of its own, or where the heading
    above says how far its projects are (二、正在实施项目（8项）).
    """
    for item in items:
        if item.group is not None and item.outcome is None and (cut := _second(text, item)) is not None:
            _part(text, item, cut)
    _bare_brackets(items, text)
    _in_brackets(text, items)
    cuts = [None if item.outcome else _reported_from(text, item) for item in items]
    if all(item.status_text is not None and item.outcome is None for item in items):
        cuts = [cut or _behind_colon(text, item) for cut, item in zip(cuts, items, strict=True)]
    names = [None if item.outcome else _NAME_FIRST.match(text, *item.text) for item in items]
    if len(items) - names.count(None) >= max(2, len(items) * 0.8):
        cuts = [name.end() if name else cut for name, cut in zip(names, cuts, strict=True)]
    elif len(items) - cuts.count(None) >= max(2, len(items) * 0.4):
        first = _after_first(text, items)
        cuts = [cut or one for cut, one in zip(cuts, first, strict=True)] if first else cuts
    if len(items) - cuts.count(None) < max(2, len(items) * 0.6):
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


_ONE_COLON = lazy(r"[^。；;：:\n]{4,50}[：:]\s*(?=\S)")


def _behind_colon(text: str, item: Item) -> int | None:
    """Return where the report begins behind a colon, in a list in which most are so: 新建学校5所：5所均已开学"""
    colon = None if item.outcome else _ONE_COLON.match(text, *item.text)
    return colon.end() if colon else None


def second_lines(text: str, items: list[Item]) -> None:
    """Give items their second line as outcome, where it is that of most others: in whatever words it reports."""
    two = [item for item in items if len(item.lines) == _PROMISE_AND_REPORT]
    reported = [item for item in two if item.outcome is not None and item.text[1] <= item.lines[1].start]
    if len(reported) < max(2, len(items) * 0.6):
        return
    for item in two:
        if item.outcome is None:
            item.outcome = text[item.lines[1].start : item.lines[1].end].strip(EDGE)
            item.text = (item.text[0], item.lines[0].end)


_SAID_FIRST = lazy(r"[【\[〔（(](?P<says>[^【】\[\]〔〕（）()]{2,8})[】\]〕）)]\s*(?=\S)")


def said_first(text: str, items: list[Item]) -> None:
    """Take a status in brackets before the words of most items for their status: 【已办结】新建公园2个"""
    marked = [(item, one) for item in items if (one := _SAID_FIRST.match(text, *item.text))]
    fits = [(item, one) for item, one in marked if status.judge(one["says"], "") != "unstated"]
    if len(fits) < max(2, len(items) * 0.6):
        return
    for item, one in fits:
        item.text = (one.end(), item.text[1])
        item.status_text = item.status_text or one["says"]
        why = TRAILING.search(text, *item.text)
        if (
            status.judge(one["says"], "") not in ("completed", "exceeded")
            and why
            and why.start() > item.text[0]
        ):
            item.outcome = item.outcome or why.group(1)
            item.text = (item.text[0], why.start())


_CELL = lazy(r"[ \t]*\u3000+[ \t]*|[ \t]{2,}")


def spaced(text: str, items: list[Item]) -> None:
    """Part reports in a last column that only spaces part, where most items have one: 农村公路  80公里  完成65公里"""
    said = 0
    for item in items:
        gaps = list(_CELL.finditer(text, *item.text)) if item.outcome is None else []
        said += bool(gaps) and status.judge(text[gaps[-1].end() : item.text[1]], "") != "unstated"
    if said < max(2, len(items) * 0.6):
        return
    for item in items:
        gaps = list(_CELL.finditer(text, *item.text)) if item.outcome is None else []
        if gaps:
            item.outcome = text[gaps[-1].end() : item.text[1]].strip(EDGE) or None
            item.text = (item.text[0], gaps[-1].start())


def quoted(text: str, items: list[Item]) -> None:
    """Part names in quotation marks from their reports, where most items are so: “婚姻登记”项目，截至9月底，…"""
    _named_in_brackets(text, items)
    names = [None if item.outcome else _QUOTED_NAME.match(text, *item.text) for item in items]
    reported = [
        one
        for one, item in zip(names, items, strict=True)
        if one and status.reports(text, one.end(), item.text[1])
    ]
    if not reported or len(reported) * 3 < len(items) or names.count(None) * 10 > len(items) * 3:
        return
    for item, name in zip(items, names, strict=True):
        if name is not None:
            item.outcome = text[name.end() : item.text[1]].strip(EDGE)
            item.text = (item.text[0], name.end(1))


def _named_in_brackets(text: str, items: list[Item]) -> None:
    """Part names in brackets from what follows, as in yearbooks: 【供水工程】建成水厂2座。"""
    names = [_BRACKETED_NAME.match(text, *item.text) for item in items]
    if len(names) - names.count(None) < max(2, len(items) * 0.6):
        return
    if len({name.group(1) for name in names if name}) < 2:
        return  # a label, the same for all
    cuts = [
        _report_behind_name(text, name.end(), item) if name else None
        for name, item in zip(names, items, strict=True)
    ]
    named = sum(uncounted.reads_as_project(name.group(1)) for name in names if name) * 2 > len(items)
    if (len(cuts) - cuts.count(None)) * 2 <= len(items) or not named:
        return  # 【强教育】新建学校2所: a class and its project
    if any(name is not None and name.end() == cut for name, cut in zip(names, cuts, strict=True)):
        cuts = [
            name.end() if name and not _AIMS.search(text, name.end(), item.text[1]) else cut
            for name, cut, item in zip(names, cuts, items, strict=True)
        ]  # 硬化村道128公里 beside reports is one
    for item, name, cut in zip(items, names, cuts, strict=True):
        if name is not None and cut is not None and item.outcome is None:
            item.outcome = text[cut : item.text[1]].strip(EDGE)
            end = name.end(1) if cut == name.end() else cut
            start = name.start(1) if cut == name.end() else item.text[0]
            item.text = (start, start + len(text[start:end].rstrip(EDGE + "，,。；;")))


def _report_behind_name(text: str, at: int, item: Item) -> int | None:
    """Return where the report begins behind a name in brackets: at once, or behind what was promised."""
    clause = _FIRST_CLAUSE.match(text, at, item.text[1])
    if clause is None:
        return None
    if status.judge(clause["says"], "") != "unstated":
        return at
    if (turn := _TURN.search(text, clause.end(), item.text[1])) is not None:
        return turn.end()
    rest = text[at : item.text[1]]
    return at if status.judge(rest, "") != "unstated" and not _AIMS.search(rest) else None


def _bare_brackets(items: list[Item], text: str) -> None:
    """Take a bracket that is nothing but a status for the status of the report before it: 建成26处（完成部分）"""
    marked = [
        item for item in items if item.outcome is not None and status.bare(item.outcome) == item.outcome
    ]
    colons = [item for item in marked if _ONE_COLON.match(text, *item.text)]
    if len(colons) < max(2, len(items) * 0.6):
        return
    for item in colons:
        item.status_text, item.outcome = item.outcome, None


def _in_brackets(text: str, items: list[Item]) -> None:
    """Give items what a bracket at their end reports, where most have one: 新建幼儿园4所。（2所投用，2所收尾）"""
    brackets = [
        None
        if item.outcome
        else TRAILING.search(text, max(item.text[0] + 1, item.text[1] - 200), item.text[1])
        for item in items
    ]
    said = [one.group(1) if one and bodies.parse(one.group(1)) is None else None for one in brackets]
    reports = [words for words in said if words and status.judge(words, "") != "unstated"]
    if len(said) - said.count(None) < max(2, len(items) * 0.6) or len(reports) * 2 < len(items):
        return
    for item, bracket, words in zip(items, brackets, said, strict=True):
        if bracket is not None and words is not None:
            item.outcome = words
            item.text = (item.text[0], item.text[0] + len(text[item.text[0] : bracket.start()].rstrip()))


def _after_first(text: str, items: list[Item]) -> list[int | None]:
    """Find where the first sentence ends in a list whose items all begin with what was promised, in few words."""
    first = [None if item.outcome else _PROMISE_FIRST.match(text, *item.text) for item in items]
    return [one.end() if one else None for one in first] if None not in first else []


def _part(text: str, item: Item, cut: int) -> None:
    """Give an item as its outcome what stands after `cut`."""
    item.outcome = text[cut : item.text[1]].strip(EDGE)
    item.text = (item.text[0], item.text[0] + len(text[item.text[0] : cut].rstrip(EDGE + "，,：:—-")))


def below(text: str, items: list[Item], *, done: bool) -> None:
    """Part a project's name from the report in the lines below it.

    Where most names say so (公园建设项目完成情况), or in an outcome list where most items are a short line
    without a stop and lines below it that tell how far it is.
    """
    if done and (two := _two_paragraphs(text, items)):
        for item in two:
            item.outcome = text[item.lines[1].start : item.text[1]].strip(EDGE)
            item.text = (item.text[0], item.lines[0].end)
        return
    named = [item for item in items if item.outcome is None and _is_name(text, item)]
    titled = [item for item in named if _TITLED.search(item.lines[0].text)]
    if len(titled) >= max(2, len(items) * 0.6):
        named = titled
    elif not done or len(named) < max(2, len(items) * 0.6):
        return
    for item in named:
        name = _TITLED.sub("", item.lines[0].text) or item.lines[0].text
        item.outcome = text[item.lines[1].start : item.text[1]].strip(EDGE)
        item.text = (item.text[0], item.text[0] + len(name))


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


def _is_name(text: str, item: Item) -> bool:
    if len(item.lines) < 2:
        return False
    first = item.lines[0]
    whole = item.text[0] == first.start and item.text[1] == item.lines[-1].end
    return whole and len(first.text) <= NEAR and first.text[-1] not in "。；;，,：:"


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
        if dash or _COUNTS_DONE.match(text, stop.end()) or status.reports(text, stop.end(), end):
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


# 截至目前，各项工程正在加快实施。: said of the whole list behind its last project
_ALL_OF_THEM = lazy(
    r"(?<=。)(?:截至目前|目前|现在|以上|上述)[，,]?(?:以上|上述|各项|各个|这些|所有|全部)[^。]{2,40}。?$"
)


def cut_closing(items: list[Item]) -> None:
    """Leave out what the last item's line says of the whole list behind it."""
    if len(items) < 3:
        return
    line = items[-1].lines[-1]
    closing = _ALL_OF_THEM.search(line.text)
    if closing is not None:
        items[-1].lines[-1] = Line(line.start, line.start + closing.start(), line.text[: closing.start()])
