"""Take brackets that say how far a project is for its status or report: 【已办结】新建公园2个"""

from __future__ import annotations

from parsers.commitments import bodies, status
from parsers.commitments.numbering.between import CLOSES, OPENS
from parsers.commitments.outcome import due, openings
from parsers.commitments.parts import TRAILING, Item, most
from parsers.text.patterns import lazy

ONE_COLON = lazy(r"[^。；;：:\n]{4,50}[：:]\s*(?=\S)")
_SAID_FIRST = lazy(rf"[{OPENS}](?P<says>[^{OPENS}{CLOSES}]{{2,8}})[{CLOSES}]\s*(?=\S)")


def said_first(text: str, items: list[Item], *, done: bool) -> None:
    """Take a status in brackets before the words of most items for their status: 【已办结】新建公园2个

    In a list that is not one of things done only bare words of status count, and no deadline: （6月底完成）.
    """
    marked = [(item, one) for item in items if (one := _SAID_FIRST.match(text, *item.text))]
    fits = [(item, one) for item, one in marked if reports(one["says"], done=done)]
    if not most(len(fits), items):
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


_SAID_BEHIND = lazy(rf"\s*[{OPENS}](?P<says>[^{OPENS}{CLOSES}]{{1,8}})[{CLOSES}]\s*[。；;]?\s*\Z")
_LIGHT = lazy(r"[红黄绿蓝]灯?|亮?[红黄绿蓝]灯|[红黄绿蓝]牌")


def said_behind(text: str, items: list[Item], *, done: bool) -> None:
    """Take a status or a light in brackets behind the words of most items out of them: 新建公园2个〔已办结〕"""
    marked = [
        (item, one) for item in items if (one := _SAID_BEHIND.search(text[item.text[0] : item.text[1]]))
    ]
    fits = [
        (item, one)
        for item, one in marked
        if one.start() and (_LIGHT.fullmatch(one["says"]) or reports(one["says"], done=done))
    ]
    if not most(len(fits), items):
        return
    for item, one in fits:
        item.text = (item.text[0], item.text[0] + one.start())
        if _LIGHT.fullmatch(one["says"]) is None:
            item.status_text = item.status_text or one["says"]


def reports(words: str, *, done: bool) -> bool:
    """Decide whether the words of a bracket or column say how far a project is; `done`: in a list of things done."""
    if not done and (due.is_due(words) or openings.bare(words) != words):
        return False
    return status.judge(words, "") != "unstated"


def bare_brackets(items: list[Item], text: str) -> None:
    """Take a bracket that is nothing but a status for the status of the report before it: 建成26处（完成部分）"""
    marked = [
        item for item in items if item.outcome is not None and openings.bare(item.outcome) == item.outcome
    ]
    colons = [item for item in marked if ONE_COLON.match(text, *item.text)]
    if not most(len(colons), items):
        return
    for item in colons:
        item.status_text, item.outcome = item.outcome, None


def in_brackets(text: str, items: list[Item]) -> None:
    """Give items what a bracket at their end reports, where most have one: 新建幼儿园4所。（2所投用，2所收尾）"""
    brackets = [
        None
        if item.outcome
        else TRAILING.search(text, max(item.text[0] + 1, item.text[1] - 200), item.text[1])
        for item in items
    ]
    said = [one.group(1) if one and bodies.parse(one.group(1)) is None else None for one in brackets]
    bare = sum(_is_bare(text, item) for item in items)
    reports = bare + sum(status.judge(words, "") != "unstated" for words in said if words)
    if not most(bare + len(said) - said.count(None), items) or reports * 2 < len(items):
        return
    for item, bracket, words in zip(items, brackets, said, strict=True):
        if bracket is not None and words is not None:
            item.outcome = words
            item.text = (item.text[0], item.text[0] + len(text[item.text[0] : bracket.start()].rstrip()))


def _is_bare(text: str, item: Item) -> bool:
    """Decide whether an item's outcome stands in the bracket behind it: 新建公园2座（已完成）。"""
    behind = text[item.text[1] : item.end]
    return item.outcome is not None and behind.startswith((f"（{item.outcome}", f"({item.outcome}"))


_AIMS = lazy(rf"{due.IN_TIME}|{due.INTENDED}|要")
# What says that something came of a project; 建成助餐点20个 alone may be what is planned
_CAME_OF_IT = lazy(
    r"截至|截止|目前|如今|已(?!建成区)|均|累计|实际|超额|提前|完成率|完成(?:了)?(?:年度|全年|既定)?(?:目标|任务)|占(?:年度|全年|目标|任务)|"
    r"尚|仍|正在|滞后|未|全年[^，,。；;]{0,6}(?:发放|改造|新增|建成|完成|举办|培训)|\d[%％]|受理了|接受了|全部(?!建成[^，,。；;]*前)|正式"
)


def come_of_it(words: str) -> bool:
    """Decide whether words say how far a project is in a way that no plan does, and not what is aimed at."""
    aimed = _AIMS.search(words) is not None and not due.has_come(words)
    return not aimed and _CAME_OF_IT.search(words) is not None and status.judge(words, "") != "unstated"


_INTENDED = lazy(due.INTENDED)


def tell_how_far(words: str) -> bool:
    """Decide whether words of a list of things done say how far a project is: 8月底竣工, 灯光已经全部点亮"""
    if _INTENDED.search(words) is not None and not due.has_come(words):
        return False
    return _CAME_OF_IT.search(words) is not None or status.judge(words, "") != "unstated"
