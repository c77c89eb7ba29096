"""What the numbers of things say: fewer, as many or more than promised, some done and others under way."""

from __future__ import annotations

import re

from parsers.commitments import quantities, stages
from parsers.commitments.outcome import due
from parsers.record import Status
from parsers.text.patterns import lazy

_ALL = lazy(r"全部|全面|均已|任务|目标|计划|超额|提前|如期|100%")
_FINISHED = lazy(r"竣工|完工|投用|投入使用")
# Where an item turns from what was planned to what was done; a count goes before.
_TURNS = lazy(
    r"(?<=[\d个所座条处家栋户套台辆部间里米亩人名盏场次张])[^，,。；;\d]{0,14}(?P<stop>[，,。；;])\s*(?=(?:目前|现|截至[^，,。；;]{1,12}[，,]?)?(?:已|实际|均已|完成))"
)
# 计划硬化的45条街巷完成38条: both in one clause
_OF_PLANNED = lazy(
    r"(?:原?计划|原定|应|目标|任务|承诺|拟)[^，,。；;\d]{0,16}(?P<planned>\d{1,8}(?:\.\d{1,4})?)(?P<unit>[^\d.，,。；;\s元%％](?!元))[^，,。；;\d]{0,20}?(?P<stop>)"
    r"(?=(?:已|实际|均|仅|只|共|目前)*(?:完成|建成|改造|新建|安装|铺设|发放|培训|竣工|完工|交付)了?(?P<done>\d{1,8}(?:\.\d{1,4})?)(?P=unit)"
    rf"(?![^，,。；;]{{0,8}}{stages.STAGES}))"
)
CLAUSES = lazy(r"[^，,；;。]+")
_THINGS = lazy(r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})[个所座条处家栋台部间]")
# 已铺设管线6公里: some of it, in a report of progress
SOME_WORK = lazy(r"(?:现|目前)?(?:累计)?已[^，,。；;\d]{2,10}\d")
# 建成3个剧场，加快改造2个剧场, where all five were to be done.
_GOING_ON = lazy(r"^\s*(?:同时|另)?(?:正在|正|加快|抓紧|推进|继续|启动)")
_MADE = lazy(r"^\s*(?:共|累计|全年|已|成功|顺利)*(?:建成|完成|打造|创建|新建|改造|修建)")
_SOME_OF_THEM = lazy(
    r"其中(?:有)?(?P<some>\d[\d.]{0,7})(?P<unit>[个所座条处家栋台部间辆套户])[^，,。；;\d]{0,10}?(?:完成|建成|竣工|投用|完工|通过验收|投入使用)"
)


def only_some(text: str, promise: str) -> bool:
    """Decide whether 其中28座更新完成 says that fewer are done than promised.

    Not where all of them are said to be done before (完成35座改造，其中28座完成验收).
    """
    found = _SOME_OF_THEM.search(text)
    if found is None:
        return False
    wanted = [one.value for one in quantities.find(promise) if one.unit == found["unit"]]
    before = text[: found.start()]
    all_of_them = [one.value for one in quantities.find(before) if one.unit == found["unit"]]
    if len(wanted) != 1 or float(found["some"]) >= wanted[0] or wanted[0] not in all_of_them:
        return False
    return stages.FINAL.search(before) is None and _MADE_BEFORE.search(before) is None


_MADE_BEFORE = lazy(
    r"(?:完成|建成|改造|新建|创建|安装|更换)(?:了)?[^，,。；;\d]{0,8}\d|\d[^，,。；;]{0,16}(?:全部|均)(?:已)?(?:完成|建成|竣工)"
)


def some_pending(text: str, promise: str) -> bool:
    """Decide whether some of the things are done and others not: 1所已投入使用，1所主体封顶。"""
    if ALL_BEGUN.search(text):
        return False  # 18个小区全部开工，完成外墙6个: all are under way
    begun = _GOING_ON_PROMISED.search(promise) is not None
    done = pending = False
    for clause in CLAUSES.findall(text):
        if _THINGS.search(clause) is None or "其中" in clause:
            continue
        if stages.PENDING.search(clause) or stages.STAGE.search(clause):
            pending = True
        elif stages.FINAL.search(clause) or (not begun and _MADE.match(clause)):
            done = True
        elif not begun and _GOING_ON.match(clause):
            pending = True
    return done and pending


ALL_BEGUN = lazy(r"(?:全部|均已?)(?:开工|动工|启动|进场)")
_GOING_ON_PROMISED = lazy(r"启动|推进|开工|开建|动工|加快|继续|推动")


def turn(text: str) -> re.Match[str] | None:
    """Find where a text turns from what was planned to what was done."""
    found = _TURNS.search(text) or _OF_PLANNED.match(text)
    return found if found and not any(stop in text[: found.start()] for stop in "。；;") else None


def judge(text: str, promise: str, *, running: bool) -> Status | None:
    """Return the status that the quantities give, where those of the promise and the report can be compared."""
    compared = _compared(text, promise)
    if compared == "fewer":
        if STARTED.search(text) and stages.FINAL.search(text) is None and "完成" not in text:
            return "in_progress"
        said = _reported(text)
        if _ALL.search(said) or (_FINISHED.search(said) and not _fewer_things(text, promise)):
            return None
        if quantities.some_reached(promise, text) and _GOES_ON.search(said) is None:
            return "partly"
        return "in_progress" if running or _RUNNING.search(said) else "partly"
    begun = STARTED.search(promise) and "成" not in promise and has_started(text)
    return "exceeded" if compared == "more" and (begun or not stages.PENDING.search(text)) else None


def _fewer_things(text: str, promise: str) -> bool:
    """Decide whether fewer things are reported than promised, or than the report itself says there were to be."""
    place = turn(text) if quantities.compare(promise, text) is None else None
    if place is None:
        return quantities.fewer_things(promise, text)
    return quantities.fewer_things(text[: place.start("stop")], text[place.end() :])


def _compared(text: str, promise: str) -> quantities.Comparison | None:
    """Compare a report with its promise, or with what the report itself says was planned: 计划140个，实际126个"""
    compared = quantities.compare(promise, text)
    if compared is None and (both := _OF_PLANNED.match(text)):
        planned, done = float(both["planned"]), float(both["done"])
        return "fewer" if done < planned else "more" if done > planned else "equal"
    place = turn(text) if compared is None else None
    if place is not None and _SITUATION.search(text[: place.start("stop")]) is None:
        compared = quantities.compare(text[: place.start("stop")], text[place.end() :])
    return compared


# 计划140个，实际126个, and not 截至10月底，已建成4家
_PLAN_FIRST = lazy(r"(?:全年|年度|年初|本年|今年)?(?:原?计划|原定|应|目标|任务|承诺|拟)")


def _reported(text: str) -> str:
    """Return the part of a report behind what it says was planned."""
    place = turn(text) if _PLAN_FIRST.match(text) else None
    return text[place.end() :] if place else text


def fell_short(text: str, promise: str) -> bool:
    """Decide whether fewer were reported than promised, and nothing goes on: 修建97公里，完成计划的81%"""
    return _compared(text, promise) == "fewer" and _GOES_ON.search(_reported(text)) is None


# Numbers of what there is, and of nothing that was planned: 我区共有特殊儿童305名，涉及200个班级。已…
_SITUATION = lazy(r"共有?\d|涉及|现有|总数|总计|原有")
_RUNNING = lazy(
    r"截至|目前|上半年|季度|[1-9一二三四五六七八九]月底|正在|在建|预计|计划|将于|拟|今年以来|累计"
)
# Work goes on: 截至6月底完成…, 正在…
_GOES_ON = lazy(
    r"截至(?!12月|年底)|上半年|季度|[1-9一二三四五六七八九]月底|正在|在建|预计|计划(?!的|任务|数)|将于|拟|施工|推进|未|尚"
)
STARTED = lazy(
    r"(?<!未)(?:(?<!公)开工(?![作具])|(?<![行活劳互自变启流推])动工(?![作程具])|开建|启动(?!区)|进场)"
)
_AIMED = lazy(rf"{due.INTENDED}|明年|次年|来年")


def only_begun(text: str, promise: str) -> bool:
    """Decide whether fewer things than promised are reported, and these as begun and not as finished."""
    begun = STARTED.search(text) is not None and stages.FINAL.search(text) is None
    return begun and STARTED.search(promise) is None and quantities.compare(promise, text) == "fewer"


def has_started(text: str) -> bool:
    """Decide whether a clause says that work has begun, and not when it will: 预计3月开工 is no beginning."""
    return any(STARTED.search(clause) and not _AIMED.search(clause) for clause in CLAUSES.findall(text))
