"""The parts of a project in a report at a year's end, and how far each is: 南校区已开学；北校区主体封顶。"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from parsers.commitments import quantities, stages
from parsers.record import Status
from parsers.text.patterns import lazy

State = Literal["done", "open"]

_OPEN = lazy(
    r"(?=[不主仅仍停办取只在场奠完将尚延建待拟推搁撤施暂未正没流终计顺预])(?:"
    r"未(?:能|按|完成|完工|开工|启动|签订|建成|竣工|交付|达)|没(?:有|能)?(?:按|如期|完成|开工|动工|启动|建|实施|做)|未动工|尚未|流标|终止|停止(?:实施|建设)|停[工业办]|暂[不未]|撤[销项]|待[改建装修铺拆]|仍(?:未|超标|不)|不达标|暂缓|搁置|取消|不再(?:实施|建设)|延期|顺延|推迟至|"
    r"(?:拟于|计划|预计|将于|待)[^，,。；;]{0,12}(?:明年|次年|来年|\d{4}年|\d{1,2}月|[一二三四]季度|[上下]半年)|正在|在建|推进中|施工中|建设中|办理中|"
    r"(?:仅|只)完成|完成[^，,。；;]{0,6}(?<![\d.])\d{1,2}(?:\.\d+)?%|主体[^，,。；;]{0,14}封顶|场平|奠基"
    r")"
)
_DONE = lazy(
    r"(?=[上举交全办发启均培安完已建开投招挂改放新清竣资送通配更铺修硬整加创落购])(?:"
    r"竣工|完工|投用|投入使用|投入运营|建成|通车|通水|通气|通行|开园|开学|开馆|开[业张]|开放|交付|启用|全部完成|已完成|均完成|通过[^，,。；;]{0,4}验收|全部(?:配齐|到位)|配齐|挂牌|上线|开业|已(?:消除|实现|恢复)|办理入住|"
    r"完成(?!投资)[^，,。；;\d]{0,10}\d|(?:发放|新增|新建|改造|清淤|举办|培训|放映|送戏|安装|招聘|资助|开展|更换|铺设|修建|修缮|硬化|整治|加固|创建|购置|落成|开[出通])[^，,。；;\d]{0,12}\d"
    r")"
)
_DONE_STAGE = lazy(
    r"(?=[主可图基完审征手拆招桩立设评选])(?:"
    r"完成[^，,。；;]{0,8}(?:选址|设计|招标|可研|立项|手续|勘察|摸底|桩基)|(?:手续|设计|招标|可研|审批|立项|图审|审查|评审|征收|拆迁|选址|桩基|基础|主体)[^，,。；;]{0,8}(?:已)?(?:完成|通过|竣工|完工|办结)"
    r")"
)
# Where a clause's state begins; what is before it names the part.
_STATE_FROM = lazy(
    r"(?=[主于交启揭挂撤全内受可因在均基处完将尚已建开投招拟教施未正没现由目竣终停暂取通装计设路进预\d])(?:"
    r"目前|现已|现|已(?!有)|均|全部|正在|正|因|由于|受|未|尚|完成|建成|竣工|完工|处于|进入|于\d|\d{1,2}月|主体|基础|路基|教学楼|内部|施工|招标|设计|可研|将|计划|拟|预计|建设中|在建|装饰|装修|交付(?!使用率)|投入(?:使用|运营)|投用|启用|揭牌|挂牌|撤[销项]|停[办业]|暂[不未]|通[车水气行](?=[，,。；;并]|$)|开(?:园|学|馆|业|张|放)|取消|停止|停工|终止|暂缓|没有?|\d"
    r")"
)
_EMPTY = lazy(
    r"(?:其中|另有|其余|首批|另外?|同时|截至|目前|该|本|此|各|项目|工程|任务|工作|建设|全年|全[区县市]|累计|共|年初|年内|今年|月底|底|为|对|等|的|[\s、：:“”（）()])*"
)
_LEAST_NAME: Final = 2
_STARTED = lazy(r"(?<!公)开工(?![作具])|开建|启动|动工")


_SEVERAL = lazy(r"(?:[2-9]|\d{2,4}|[两二三四五六七八九十]{1,3})[个所座条处家栋幢台间项段户套盏部辆]")
_ONE_OF_THEM = lazy(r"\d[个所座条处家栋幢台间项户套盏部辆](?!月)")
_ONE = lazy(r"(?:1|一)[个所座条处家栋幢项段]")
_AGE = lazy(r"\d{1,2}(?:[—\-~至]\d{1,2})?周?岁(?:以[上下]|及以上)*")


@lru_cache(maxsize=4)  # status.judge asks before and behind other signs
def judge(report: str, promise: str) -> Status | None:
    """Return `partly` where one named part of a project is done and another is not; None where nothing follows.

    Statements about one part give its history, and the last one counts. Parts are those of several things promised, or
    such that the promise names: rooms of one building do not count. A part that was only to be begun (开工2所) is done
    when it is under way, and `completed` is returned where only that made all parts done.
    """
    states: dict[str, State] = {}
    last, begun = "", False
    several = _SEVERAL.search(promise) is not None or len(_ONE.findall(promise)) > 1
    begun_is_enough = _STARTED.search(promise) is not None
    for statement in stages.STATEMENT.findall(_AGE.sub("", report)):
        planned = False
        for clause in stages.CLAUSE.findall(statement):
            if _WHOLE_DONE.match(clause):
                states, last = {"": "done"}, ""
                continue
            name = part_of(clause)
            if name:
                last = next((known for known in states if known and name in known), name)
            planned = planned or _PLANNED.search(clause) is not None
            state = "open" if planned else _state(clause)
            if state is None:
                continue
            counted = several and not name and quantities.compare(promise, clause) == "fewer"
            if counted or (several and not name and state == "open" and _ONE_OF_THEM.search(clause)):
                last = clause  # 建成7座, of 8: a part as well
            if state == "open" and begun_is_enough and not planned and _UNDER_WAY.search(clause):
                state, begun = "done", True
            states[last] = state
    parts = {
        state
        for name, state in states.items()
        if name and (several or named_in(name, promise) or _has_twin(name, states))
    }
    if parts == {"done", "open"}:
        return "partly"
    return "completed" if begun and set(states.values()) == {"done"} else None


# 目前，该项目已全部完工, which is said of all parts named before.
_WHOLE_DONE = lazy(
    r"\s*(?:目前|现)?(?:该|本|整个)?(?:项目|工程)(?:现?已|均已)(?:全部|全面|顺利|如期)*(?:完成|完工|竣工|建成|投用|投入使用)(?!前期)"
)


def _has_twin(part: str, parts: Iterable[str]) -> bool:
    """Decide whether another part is called alike: 上游段 and 下游段"""
    return part[-1] in "段期区校馆站" and any(
        other != part and other[-1:] == part[-1] and len(other) == len(part) for other in parts
    )


_PLANNED = lazy(r"^(?:项目|工程)?(?:计划|预计|拟|将于?|暂定|争取|力争)")
_UNDER_WAY = lazy(r"^(?!.*未).*?(?:(?<!公)开工|动工|施工|启动|在建|桩基|基础|基坑|主体|推进)")


_ALL = lazy(r"(?:已|均已)全部|全部已")
# What comes after the project: 下一步将引导居民成立业委会
_AFTERWARDS = lazy(r"下一步|今后|后续|将继续|将进一步")


def _state(clause: str) -> State | None:
    if _AFTERWARDS.search(clause) is not None:
        return None
    if _OPEN.search(clause) is not None:
        return "open"
    if _ALL.search(clause) is not None:
        return "done"
    if stages.PENDING.search(clause) or _DONE_STAGE.search(clause):
        return "open"
    return "done" if _DONE.search(clause) else None


_ORDINAL = lazy(
    r"^\s*(?:(?:\d{1,4}|[两二三四五六七八九十]{1,3})[个所座条处家栋台项段户套]|\d{1,2}[.．、]|[（(]?\d{1,2}[）)]|[①-⑳])\s*(?=\D)"
)
_LEAD = lazy(r"^\s*(?:为|给|对|向|将)")


def part_of(clause: str) -> str:
    """Return the part of a project that a clause speaks of, "" for the whole: 便桥已于12月8日竣工"""
    clause = _ORDINAL.sub("", clause)
    found = _STATE_FROM.search(clause)
    words = clause[: found.start()] if found else ""
    words = _LEAD.sub("", words).strip("“”（）()：: \t\u3000")
    return "" if len(words) < _LEAST_NAME or _EMPTY.fullmatch(words) else words


def named_in(part: str, promise: str) -> bool:
    """Decide whether a promise names a part: half of the part's neighbouring characters are in it."""
    pairs = {promise[at : at + 2] for at in range(len(promise) - 1)}
    shared = sum(part[at : at + 2] in pairs for at in range(len(part) - 1))
    return shared * 2 >= len(part) - 1


# ①东区：正在施工。②西区：已全面完工。 how far each part is, with its number
_NUMBERED = lazy(r"(?:^|(?<=[。；;\s]))(?:[①-⑳]|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s?(?=\S)")
_ALL_IN_ALL = lazy(
    r"(?:目前|现|至此)?[，,]?(?:该|本|此|整个|以上|上述)[^，,。；;]{0,6}(?:项目|工程|任务)[^，,。；;]{0,6}(?:均|都)?已"
)


def numbered(report: str) -> list[str]:
    """Return the parts of a report that numbers count from its beginning; [] where the last speaks of the whole."""
    starts = [number.end() for number in _NUMBERED.finditer(report)]
    if len(starts) < 2 or _NUMBERED.match(report) is None or _ALL_IN_ALL.search(report, starts[-1]):
        return []
    return [report[a:b] for a, b in zip(starts, [*starts[1:], len(report)], strict=True)]
