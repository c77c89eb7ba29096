"""How far a sentence or a heading says that the projects under it are: 其中5项已完成，分别是…, 三、滞后项目."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.commitments import status
from parsers.commitments.announcing.announcement import Announcement, Said
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.outcome import due
from parsers.text.patterns import lazy

GROUPED = ("件", "项", "个")
_ONE_STATE = (
    r"(?:100[%％]|提前\d{1,3}个?多?(?:月|天|日|周)|(?:实现)?\d{1,2}个月内|达到|时序|有一定|有所|开展|相关|基本|全部|全面|圆满|如期|提前|超额|按期|按时|新增|计划|均|已|已经|正在|正|未|尚未|没有|按|有序|加快|稳步|持续|进展|进度|推进|建设|年度|暂|也|也在|还在|仍在|尚在|都在|均在)*"
    r"(?:完成|完工|竣工|建成|办结|投用|启动|开工|推进|实施|建设|施工|办理|进行|滞后|缓慢|较慢|偏慢|较晚|偏晚|较快|良好|正常|序时|达序时|顺利|在建|在办|落实|延期|取消|调整|超额|缓建|受阻|遇阻|停滞|停工|暂停|暂缓|终止|前期|进度|进展){1,2}"
    r"(?:目标|任务|进度|工程量|工作量|年度|全年|节点|阶段性?|\d{1,2}月份?|前?[上三]半?[季年]度?|中|的|序时|工作|以上){0,5}"
)
# 进度在80%以上, 完成率达60%至80%
_SHARE = (
    r"(?:完成|建设|工程|总体)?(?:进度|率)(?:在|达到?|超过?|为)?\s?\d{1,3}[%％]"
    r"(?:\s?[-—~至到]\s?\d{1,3}[%％])?(?:以上|以下|左右|之间)*"
)
# 已完成或达到时序进度
FAR = rf"(?:{_ONE_STATE}(?:[或及和]{_ONE_STATE})?|{_SHARE})"
_KIND = r"(?:子?项目|子项|具体(?=工作|任务|项目)|考核指标|指标|实事|民生|任务|工程|事项|工作){0,3}"
_TAIL = r"[，,]?(?:其中)?(?:具体|分别|它们|主要|即)?[（(]?$"
_GROUPS = (
    lazy(rf"(?:^|[，,、：:（(]|其中|有|现有|另外|其余|目前|第[一二三四五]类)\s?(?P<n>{signs.NUMBER})\s?(?:[件项个])的?{_KIND}(?P<far>{FAR}){_KIND}{_TAIL}"),
    lazy(rf"(?:^|[，,、：:（(]|其中|目前|(?:[今本半]年|季度|月份?)(?=已|新增)|[一二三四五六七八]是|[)）、.．])(?P<far>{FAR})的?{_KIND}(?:共计?|共?有|为|的已?有|[（(]共?)?\s?(?P<n>{signs.NUMBER})\s?[件项个]{_KIND}[）)]?{_TAIL}"),
    lazy(rf"(?:^|[，,、（(]|其中|目前|[一二三四五六七八]是|[)）、.．])(?P<far>{FAR})的?{_KIND}?(?:子?项目|子项|实事|任务|工程|事项)(?:的?(?:有|是|为))?{_TAIL}"),
)  # fmt: skip
# （一）已完成事项情况: a numbered heading that says how far the projects under it are.
_MARK = r"^(?:(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?|[■◆●▲★▶►□◇]|第[一二三四]类[：:]?)\s?)?"
_GROUP_HEADING = lazy(
    rf"{_MARK}(?P<far>{FAR})的?(?:(?:子?项目|子项|实事|任务|工程|事项)(?:情况)?[：:]?|[：:])$"
)
# 二、按时序推进: nothing but a number and how far
_BARE_HEADING = lazy(
    rf"^(?:[一二三四五六七八九十]{{1,3}}[、.．]|[（(][一二三四五六七八九十]{{1,3}}[）)])\s?(?P<far>{FAR})[：:]?$"
)
# （二）没有兑现的事项, 二、办结销号的9件, 部分兑现的项目（2个）：: the words before must all be ones of states
_THINGS = r"(?:民生|惠民)?(?:子?项目|子项|实事|任务|工程|事项)(?:情况)?"
_HEADING_OF_ANY = lazy(
    rf"{_MARK}(?P<far>[^，,。；;：:、\d（）()■◆●▲★▶►□◇第]{{2,16}}?)(?:的(?:{_THINGS})?|{_THINGS})"
    rf"(?:(?:共计?|共?有)?[（(]?(?:共|计)?\s?(?P<n>{signs.NUMBER})\s?[件项个](?:子?项目|子项|实事|任务|工程|事项)?[）)]?)?"
    r"[，,]?(?:分别|具体|主要)?(?:为|是|有|包括|如下)?[：:]?$"
)
_OF_STATES = lazy(
    rf"(?:{_ONE_STATE}|100[%％]|申请|建议|批准|同意|提前|超前|如期|按期|按时|跨年度?|年内|年底|当年|[今本]年|[上下]半年|全部|全面|圆满|完全|部分|大部分?|基本|初步|严重|明显|较为|"
    r"率先|已经?|均|都|正在?|在|还|仍|尚|暂|未能?|没有?|不|无法|于|与|和|或|及|比|的|中|上|较?[快慢好差高低]|顺利|有序|稳步|持续|"
    r"完成|竣工|完工|建成|办结|办理|办成|销号|兑现|落实|交付|交工|移交|投入|投用|使用|运行|运营|启用|启动|实施|实现|开工|动工|开展|推进|施工|建设|在建|复工|停工|停滞|"
    r"验收|通过|见效|达到?|达标|超过|超出|超额|低于|落后于?|滞后|缓慢|迟缓|缓建|推迟|延期|延后|暂缓|暂停|终止|取消|撤销|调整|变更|停止|持平|正常|良好|受阻|困难|存在|"
    r"考核|序时|时序|预期|既定|年度|全年|阶段性?|节点|目标|任务|进度|进展|计划|要求|标准|工作|手续|前期|征地|招标|审批|设计|收尾|扫尾){1,8}"
)
_LONGEST_HEADING = 36
# 红灯（严重滞后）：, 绿牌：已完成6项, 已完成（6项）, 未完成3项：
_BESIDE_NAME = lazy(
    rf"^[🟢🟡🔴🔵✅❌⏳⭕\s]{{0,3}}{_MARK[1:]}(?P<name>[“\"]?[^，,。；;：:、\d（(“”\"]{{0,6}}[灯榜牌旗类][”\"]?(?:项目)?[：:]?\s?)?(?P<open>[（(])?"
    rf"(?P<far>[^，,。；;：:、\d（）()]{{2,14}}?)[）)]?(?P<count>(?:共|有|计){{0,2}}[（(]?(?:共|计)?\s?(?P<n>{signs.NUMBER})\s?[件项个](?:项目|实事)?[）)]?)?(?P<colon>[：:。]?)$"
)
# 新开工项目（7个）：, 续建项目（5个）：: parts of a plan, with their number
_PART_OF_PLAN = lazy(
    r"^(?:计划|拟)?(?:新开工|新建|新增|新实施|新启动|续建|结转|[当本今明]年(?:完成|实施|启动|建成))$"
)


# 其余3件：A，B，C。 behind those that are done
_OTHERS = lazy(rf"(?:其余|剩余|余下|其他|另外)的?\s?(?P<n>{signs.NUMBER})\s?[件项个]{_KIND}$")


def rest(lead: str, before: str) -> Said | None:
    """Return the number of the projects that the words before a list leave over; how far they are is not said."""
    found = _OTHERS.search(lead.strip())
    return Said(number(found["n"]), None, False) if found and _SOME_COUNTED.search(before) else None


_SOME_COUNTED = lazy(rf"{signs.NUMBER}\s?[件项个]")


def of_heading(text: str) -> Said | None:
    """Return the number and the state that a short heading gives the projects under it; None where it gives none."""
    if len(text) > _LONGEST_HEADING:
        return None
    found = _GROUP_HEADING.match(text) or _BARE_HEADING.match(text)
    if found is not None and status.judge(found["far"], "") != "unstated":
        return Said(None, found["far"], False)
    found = _HEADING_OF_ANY.match(text)
    if found is None and (beside := _BESIDE_NAME.match(text)) is not None and _is_sorted_by(beside):
        return Said(number(beside["n"]) if beside["n"] else None, beside["far"], False)
    if found is None or found["far"] in _VERBS:
        return None
    count = number(found["n"]) if found["n"] else None
    if _PART_OF_PLAN.match(found["far"]):
        return Said(count, None, False) if count else None
    said = _OF_STATES.fullmatch(found["far"]) and status.judge(found["far"], "") != "unstated"
    return Said(count, found["far"], False) if said and not _AHEAD.search(found["far"]) else None


def _is_sorted_by(beside: re.Match[str]) -> bool:
    """Decide whether a heading is nothing but a colour or class, how far its projects are, and how many they are."""
    far, name = beside["far"], beside["name"]
    named = name is not None and (beside["open"] is not None or name.rstrip()[-1] in "：:")
    if not named and not (beside["count"] and _OF_STATES.fullmatch(far)):
        return False
    ahead = far in _VERBS or _AHEAD.search(far) is not None or due.is_due(far)
    return not ahead and status.judge(far, "") != "unstated"


# What such words add to a number: (91.67%), 占比达62.5%
_SHARES = lazy(r"[（(]\d[\d.]{0,6}[%％][）)]|[，,]占(?:比|总|全部|项目)[^，,。；;：:]{0,16}$")
_NEAR = 90
_LONGEST_STATE = 16  # characters of a line
_PLANNED_NEAR = 12  # characters between 纳入 and the state
# The projects are described by how far they are, in whatever words: 此次率先完成年度任务的项目分别是
_DESCRIBED = lazy(
    rf"(?P<far>[^，,。；;：:、\d（）()]{{2,18}})的(?:子?项目|子项|任务|工程|事项)(?:分别|主要)?(?:的?(?:有|是|为))?{_TAIL}"
)
# What will be done, and not how far it is: 实施8项民生工程
# 完成5项：… before 推进5项：…
_SORTED_BEFORE = lazy(r"(?:完成|滞后|启动|完工|竣工)\s?\d{1,3}\s?[项件个]")
_VERBS = ("实施", "办理", "建设", "落实", "推进", "启动", "施工")

# What is to be done says nothing of how far it is: 需要持续推进的事项, 年内建成的项目
_AHEAD = lazy(rf"{due.INTENDED}|需|要|应|继续|全力|重点")
_WHEN = rf"(?:{due.WHENEVER}|{due.INTENDED}|要)"
# Being put into a plan is no work done: 已纳入今年完成, 列入2024年建成
_PLANNED = lazy(r"(?:纳入|列入|安排(?:在|到|于)?|定于)[^，,。；;]{0,6}(?:年|计划|季度|月)")
# In which year, and not how far: 今年完成的项目有, 跨年建设的项目有
_DATED = lazy(rf"^(?:{_WHEN}|续建)[^，,。；;]{{0,3}}(?:完成|建成|竣工|完工|开工|启动|实施|建设|推进|投用)$")
# What says that something was done, or is not: bare 完成 may be what a plan names
_REACHED = lazy(rf"{due.COME}|新增|先行|提前|均|全部|未")


def is_bare(state: str) -> bool:
    """Decide whether words of a state may as well say what is to be done: 竣工验收, 开工建设, but not 已竣工."""
    return _REACHED.search(state) is None


_STAGE = lazy(r"(?:建成|竣工|完工|完成|开工|动工|启动|投用|在建|续建|验收|建设|实施|施工|推进|新){1,3}")


def is_stage(state: str) -> bool:
    """Decide whether words only name a stage of the work, as headings of plans do: 竣工, 开工建设"""
    return _STAGE.fullmatch(state) is not None


_HAS_COME = lazy(rf"{due.COME}|先行|均|未|\d")


def is_aim(state: str) -> bool:
    """Decide whether words of a state may as well be an aim: 全部完成, but not 已完成 or 完成率100%."""
    return _HAS_COME.search(state) is None


# 确保以下6件实事全部完成
_AIMED_AT = lazy(
    r"(?:力争|争取|确保|保证|务必|必须|推动|促进)[^，,。；;]{0,20}$|(?:计划|预计|拟|将|要)[^，,。；;的]{0,14}$"
)


def is_aimed(ahead: str) -> bool:
    """Decide whether the words before a state make it an aim: 确保以下6件实事"""
    return _AIMED_AT.search(ahead) is not None


_AIMED = lazy(rf"{_WHEN}[，,：:]?(?:前|内)?[，,]?$")
# 县政府将办好民生实事。 before the sentence that sorts the projects
_WILL = lazy(
    r"(?:将|拟|计划|准备|力争|争取|确保|承诺)[^，。；;\n]{0,24}(?:办好|办成|办理|实施|推进|完成|抓好|建设)[^。；;\n]{0,24}[。；;]\s*$"
)
# 达到序时进度的有： behind 达到序时进度8件
_ALONE = lazy(rf"(?:其中|目前)?[，,]?(?P<far>{FAR})的(?:主要|分别|具体)?(?:有|是|为|包括)[：:]?")
_SORTED = lazy(
    rf"(?:完成|竣工|滞后|进度|序时|在建|启动)[^，,。；;\n]{{0,6}}{signs.NUMBER}\s?[件项个](?![月人])"
)
_IS_DATED = lazy(r"截至|截止|目前|情况如下")
# 1项因规划调整取消: a number of projects, then in whatever words how far they are
_COUNTED_STATE = lazy(
    rf"(?:^|[，,：:])\s?(?:其中)?(?:仍|尚|还|另)?有?(?P<n>{signs.NUMBER})\s?(?:[件项](?:实事)?|个?(?:项目|实事|工程|任务))"
    r"(?P<far>[^，,。；;：:、\d]{2,18}?)(?:的(?:民生|惠民|为民办?)*(?:实事)?(?:项目|工程|任务|事项|实事))?[，,]?$"
)


def of(lead: str, before: str = "") -> Said | None:
    """Return the count and the state that the words before a list give its projects: 其中5项已完成，分别是…

    `before`: the text in front of these words. Where a time or an aim goes before bare 完成, or words that put
    projects into a plan (已纳入今年完成的项目有), a list is announced without a state.
    """
    near = _SHARES.sub("", lead[-_NEAR:])[-60:]
    if (alone := _ALONE.fullmatch(near.strip())) is not None and _SORTED.search(before) is not None:
        return Said(None, alone["far"], False)
    if not any(word in near for word in GROUPED):
        return None
    for pattern in _GROUPS:
        found = pattern.search(near)
        if found is not None and (found["far"] not in _VERBS or _SORTED_BEFORE.search(before)):
            printed = found.groupdict().get("n")
            planned = _is_planned(near[: found.start("far")], found["far"], before)
            state = None if planned else found["far"].removesuffix("的")
            return Said(number(printed) if printed else None, state, False)
    counted = _COUNTED_STATE.search(near)
    if (
        counted is not None
        and counted["far"] not in _VERBS
        and "的" not in counted["far"]
        and status.judge(counted["far"], "") != "unstated"
        and not _is_planned("", counted["far"], before)
    ):
        return Said(number(counted["n"]), counted["far"], False)
    described = _DESCRIBED.search(near)
    if described is None or _AHEAD.search(described["far"]):
        return None
    if _PLANNED.search(described["far"]):
        return Said(None, None, False)
    said = before[-_NEAR:]
    reports = _REACHED.search(described["far"]) or _IS_DATED.search(said)
    if reports and status.judge(described["far"], "") != "unstated":
        return Said(None, described["far"], False)
    return Said(None, None, False) if _DATED.search(described["far"]) else None


def is_state(words: str) -> bool:
    """Decide whether a line is nothing but how far projects are: 已办结, 正在办理, 暂缓办理"""
    if len(words) > _LONGEST_STATE or words in _VERBS or _AHEAD.search(words) is not None:
        return False
    return _OF_STATES.fullmatch(words) is not None and status.judge(words, "") != "unstated"


def is_tally(words: str) -> bool:
    """Decide whether words only say how many projects are how far: 达到序时进度3个, of 已完成2个，达到序时进度3个"""
    said = of(words.rstrip("。；;"))
    return said is not None and said.count is not None and said.state is not None


def _is_planned(ahead: str, far: str, before: str) -> bool:
    """Decide whether words of a state only say what is planned: 年内，建成的项目有, 计划完成的项目有."""
    if _PLANNED.search(ahead[-_PLANNED_NEAR:] + far) is not None:
        return True
    if _AIMED_AT.search(ahead) is not None and "已" not in far:
        return True
    if _REACHED.search(far) is not None:
        return False
    if far.startswith("计划") or _AIMED.search(ahead) is not None:
        return True
    said = before[-_NEAR:]
    return _WILL.search(said) is not None and _REACHED.search(said) is None and "实际" not in said


# 4项进展较快。A、B、C、D。: a sentence of its own, with nothing but a number and how far so many are, or when due
_STATE_ALONE = lazy(
    rf"(?<![^。；;）)])\s?(?P<lead>(?P<aim>(?:{due.INTENDED}|{due.WHENEVER}){{0,3}})(?:其中[，,]?|另有|其余|还有)?(?P<n>{signs.NUMBER})\s?[项件个](?:项目|实事|工程|任务)?"
    r"(?P<far>(?:[^，,。；;：:、\d（）()]|\d{1,2}月){2,18}))。(?=\s?(?!其中[，,]?[^，,。；;：:]{0,16}[件项个][^，,。；;：:]{0,6}(?:[是为]|[：:]))[^。]{4})"
)


def counted_states(at: int, line: Line, before: str) -> Iterator[Announcement]:
    """Yield the sentences that only count projects and say how far they are, or when they are due."""
    for found in _STATE_ALONE.finditer(line.text):
        said = of(found["lead"], before + line.text[: found.start()])
        if found["aim"] or due.is_due(found["far"]):
            said = Said(number(found["n"]), None, False)
        if said is not None and said.count is not None:
            start, end = line.start + found.start("lead"), line.start + found.end()
            yield Announcement(at, start, end, found["lead"], said.count, said.state, False, None)
