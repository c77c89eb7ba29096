"""Part a name in quotation marks or brackets from its report: 【供水工程】建成水厂2座。"""

from __future__ import annotations

from parsers.commitments import status
from parsers.commitments.lists import uncounted
from parsers.commitments.numbering.between import EDGE
from parsers.commitments.outcome import due, openings
from parsers.commitments.parting import brackets
from parsers.commitments.parts import Item, most
from parsers.text.patterns import lazy

_BRACKETED_NAME = lazy(r"【([^【】]{2,30})】\s*(?=\S)")
_QUOTED_NAME = lazy(r"(“[^“”]{2,40}”(?:[^，,。；;：:]{0,4}(?:项目|工程|行动))?)[，,：:]\s*")
_FIRST_CLAUSE = lazy(
    r"(?:(?:截至|目前|今年|去年|全年|年初)[^，,。；;\n]{0,12}[，,])?(?P<says>[^，,。；;\n]+)"
)
# 新建水厂2座，年内建成: what is promised
_AIMS = lazy(rf"{due.IN_TIME}|{due.INTENDED}|要")
_FEWEST = 3
_NEARLY_ALL = 0.7
_TURN = lazy(r"[，,。；;]\s*(?=(?:目前|现|均)?已|目前|截至|正在|尚未)")


def quoted(text: str, items: list[Item], *, done: bool = False) -> None:
    """Part names in quotation marks from their reports, where most items are so: “婚姻登记”项目，截至9月底，…

    `done`: the list is one of things done.
    """
    _named_in_brackets(text, items, done=done)
    _subjects(text, items)
    _aspects(text, items)
    names = [None if item.outcome else _QUOTED_NAME.match(text, *item.text) for item in items]
    reported = [
        one
        for one, item in zip(names, items, strict=True)
        if one and openings.reports(text, one.end(), item.text[1])
    ]
    if not reported or len(reported) * 3 < len(items) or names.count(None) * 10 > len(items) * 3:
        return
    for item, name in zip(items, names, strict=True):
        if name is not None:
            item.part(text, name.end(1), name.end())


def _named_in_brackets(text: str, items: list[Item], *, done: bool) -> None:
    """Part names in brackets from what follows, as in yearbooks: 【供水工程】建成水厂2座。

    In a list of things done all that follows is a report, in whatever words.
    """
    names = [_BRACKETED_NAME.match(text, *item.text) for item in items]
    if not most(len(names) - names.count(None), items):
        return
    if len({name.group(1) for name in names if name}) < 2:
        return  # a label, the same for all
    cuts = [
        (name.end() if done else _report_behind_name(text, name.end(), item)) if name else None
        for name, item in zip(names, items, strict=True)
    ]
    named = sum(uncounted.reads_as_project(name.group(1)) for name in names if name) * 2 >= len(items)
    if (len(cuts) - cuts.count(None)) * 2 <= len(items) or not named:
        return  # 【强教育】新建学校2所: a class and its project
    if any(name is not None and name.end() == cut for name, cut in zip(names, cuts, strict=True)):
        at_once = sum(name is not None and name.end() == cut for name, cut in zip(names, cuts, strict=True))
        nearly_all = at_once >= _NEARLY_ALL * len(items)
        cuts = [
            name.end() if name and (nearly_all or not _AIMS.search(text, name.end(), item.text[1])) else cut
            for name, cut, item in zip(names, cuts, items, strict=True)
        ]  # 硬化村道128公里 beside reports is one
    for item, name, cut in zip(items, names, cuts, strict=True):
        if name is not None and cut is not None and item.outcome is None:
            item.outcome = text[cut : item.text[1]].strip(EDGE)
            end = name.end(1) if cut == name.end() else cut
            start = name.start(1) if cut == name.end() else item.text[0]
            item.text = (start, start + len(text[start:end].rstrip(EDGE + "，,。；;")))


_SUBJECT = lazy(r"[^。；;\n]{3,44}。\s*(?=\S)")


def _subjects(text: str, items: list[Item]) -> None:
    """Part what paragraphs are about from what they say of it, where most say how far it is: 关于农村改厕。已完成…"""
    begun = [text.startswith("关于", max(0, item.text[0] - 2)) for item in items]
    cuts = [_SUBJECT.match(text, *item.text) for item in items]
    if len(items) < _FEWEST or not all(begun) or None in cuts:
        return
    reported = [text[cut.end() : item.text[1]] for cut, item in zip(cuts, items, strict=True) if cut]
    if sum(map(brackets.come_of_it, reported)) * 2 < len(items):
        return
    for item, cut in zip(items, cuts, strict=True):
        if cut is not None and item.outcome is None:
            begin = item.text[0]
            item.part(text, begin + len(text[begin : cut.end()].rstrip(EDGE + "。")), cut.end())


_ASPECT = lazy(r"([^，,。；;：:\n]{3,40}?)方面[：:]\s*(?=\S)")


def _aspects(text: str, items: list[Item]) -> None:
    """Part projects from what is said of them behind 方面：, where most read as projects: 农村改厕改造方面：完成6200户

    A field of life is no project (教育方面：…), and what says what is planned is no report.
    """
    names = [None if item.outcome else _ASPECT.match(text, *item.text) for item in items]
    fit = [(item, name) for item, name in zip(items, names, strict=True) if name]
    if len(fit) < max(_FEWEST, len(items) * 0.8):
        return
    reported = sum(brackets.come_of_it(text[name.end() : item.text[1]]) for item, name in fit)
    if reported * 2 < len(fit) or sum(uncounted.reads_as_project(name[1]) for _, name in fit) * 2 < len(fit):
        return
    for item, name in fit:
        item.part(text, name.end(1), name.end())


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
