"""What a reported outcome says about its promise: the printed status words, and the enumeration.

The words are those of outcome lists and progress tables of 2013-2025 (完成情况, 进展情况). A status
sentence that opens the report decides (完成。 before a sentence about tenders is still 完成);
otherwise the whole report is weighed. Nothing reported is `unstated`.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import cast

from parsers.commitments import quantities, stages
from parsers.commitments.outcome import by_parts, goals, in_full, own_share, preparation
from parsers.record import Status
from parsers.text.patterns import lazy

_LEAD_IN = (
    r"(?:截至[^，,。；;]{1,20}[，,])?(?:该|本)?(?:项目|工程|工作|任务|目标|事项)?(?:目前|现|现已|已经|已|均已|均|全部|全面|"
    r"全部已|如期|按期|按时|提前|圆满|顺利|总体|基本上|共|都已|业已|年内|全年|年度|建设|动态){0,5}"
)


def _load() -> dict[str, tuple[tuple[Status, str], ...]]:
    """The rows of status.tsv by place, in their order: what is said first in the table decides."""
    rows: dict[str, list[tuple[Status, str]]] = {"opening": [], "anywhere": []}
    text = files(__package__).joinpath("status.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            meaning, place, _, words, _ = line.split("\t")
            rows[place].append((cast(Status, meaning), words))
    return {place: tuple(found) for place, found in rows.items()}


_WORDS = _load()
_HEAD_PATTERNS = tuple((status, lazy(f"{_LEAD_IN}(?:{words})")) for status, words in _WORDS["opening"])


def _anywhere(meaning: Status) -> re.Pattern[str]:
    return lazy("|".join(words for status, words in _WORDS["anywhere"] if status == meaning))


_CANCELLED, _DELAYED, _ADJUSTED = _anywhere("cancelled"), _anywhere("delayed"), _anywhere("adjusted")
_EXCEEDED, _PARTLY = _anywhere("exceeded"), _anywhere("partly")
# Not now, but perhaps later: 今年不能实施.
_FOR_NOW = lazy(r"今年|本年|当年|年内|年度内|暂|目前|现阶段|短期")
# What was put off and is done since: 延期至9月，现已完成.
_DONE_SINCE = lazy(
    r"(?:现已|目前已|现在已|已于[^，。；]{0,12}|已)(?:全部|全面|顺利|正式)?"
    r"(?:完成(?!前期|[^，。；]{0,6}(?:设计|招标|选址|审批|立项))|竣工|完工|建成|投入使用|投用)"
    r"|全部[^，。；]{0,8}(?:到位|完成|竣工|完工|建成)"
    r"|(?<!明年)(?<!次年)(?<!计划)(?<!预计)(?<!拟)于\d{1,2}月(?:\d{1,2}日|底|份)?[^，。；]{0,4}(?:完工|竣工|建成|投用|投入使用|通车|开放)"
)
_LEFT = lazy(r"其余|剩余|余下|另有?\d|还有\d")
_SOME_DONE = lazy(
    r"(?:其余|其他|其它|另外|余下|剩余|其中)[^。；]{0,30}?(?:已|完成|建成|竣工|投用)|(?:已|完成|建成|实际)[^，。；]{0,10}\d+(?:\.\d+)?\s?[^\d，。；%％年月日号]"
)


# A status sentence of its own, with nothing in it but the status.
_BARE = lazy(
    r"[（(【\[]?(?:目前|现|该项目|项目|此项工作|任务|已|已经|均已|全部|全面|如期|按期|按时|提前|圆满|顺利|基本|部分|超额|超出|超过|大幅|未|尚未|持续|正在|有序|稳步|加快|"
    r"正常|长期|年度|目标|建设|办理|工作|实施|达到|达|序时|进度|进行|调整|取消|延期|暂缓|推迟|推进|中|完成|完工|竣工|办结|落实|坚持|任务|了|率|为|"
    r"[:：]|\d{1,3}(?:\.\d{1,3})?[%％]){1,12}[）)】\]]?[。！!；;]?(?:\n|$|(?<=[。！!；;）)】\]]))"
)
_SHARE = lazy(
    r"(?:完成率|完成度|完成比例|(?:工程|建设|形象|总|投资|施工|整体){0,3}进度|工程量|任务|目标|计划|投资)(?:已|数|量)*(?:的|达到?|约|为|完成|[:：]){0,3}"
    r"(\d{1,4}(?:\.\d{1,3})?)[%％]"
)
_SHARE_BEFORE = lazy(
    r"(\d{1,4}(?:\.\d{1,3})?)[%％](?:的)?(?:总|主体)?(?:工程量|工程|进度|建设任务|任务|投资)"
)
_PERCENT = lazy(r"(\d{1,4}(?:\.\d{1,3})?)%(?:$|(?=[（(，,；;。\s]))")
_SHARE_ALONE = lazy(r"(\d{1,4}(?:\.\d{1,3})?)[%％]")  # 已完成80%。
# 主体已建成，安装完成70%。
_ENDS_AT = lazy(r"完成(?:了|约)?(\d{1,2}(?:\.\d{1,3})?)%(?:以上|左右)?[。；;]?$")

_SOME = lazy(r"其中\d{1,5}[个所处座条家项栋户台][^\d，,。；;]{0,8}已(?:经)?(?:全部)?(?:完成|建成|竣工|投用)")
_ALL = lazy(r"全部|全面|均已|任务|目标|计划|超额|提前|如期|100%")
_FINISHED = lazy(r"竣工|完工|投用|投入使用")

# Where an item turns from what was planned to what was done; a count goes before.
_TURNS = lazy(
    r"(?<=[\d个所座条处家栋户套台辆部间里米亩人名盏场次张])[^，,。；;\d]{0,14}(?P<stop>[，,。；;])\s*(?=(?:目前|现|截至[^，,。；;]{1,12}[，,]?)?(?:已|实际|均已|完成))"
)
_CLAUSES = lazy(r"[^，,；;。]+")
_THINGS = lazy(r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})[个所座条处家栋台部间]")
_CHARACTER = lazy(r"[\u3400-\u9fff]")
_FEWEST_WORDS = 3
_HEAD = 80  # characters in which an opening status stands

_BRACKETS = lazy(r"[（(][^（()）]{0,300}[）)]")
_REST = lazy(
    r"(?:另有|其余|剩余|余下|其他|另外|还有)[^。]{0,40}(?:在建|正在|推进|施工|未|办理|进行|[底月节]前|将于|计划|预计|力争|拟|待)|在建\d|\d+[个所处座条家项栋][^，。；]{0,12}(?:正在|在建|在施|主体施工|施工中|装修)"
)
_STARTED = lazy(
    r"(?<!未)(?:(?<!公)开工(?![作具])|(?<![行活劳互自变启流推])动工(?![作程具])|开建|启动(?!区)|进场)"
)
_DONE = lazy(
    r"已(?:经)?(?:全部|全面|顺利|正式|如期)?(?:完成|完工|竣工|建成|建设|投入|投用|通车|开园|开学|启用|交付|验收|开通|创建|改造|发放|向|为|组织|举办|实现|"
    r"覆盖|挂牌|出台|制定|设立|成立|上线|运行|开展|建立|整合|在|到岗|上岗|投产)|完成|建成|竣工|完工|投入(?:使用|运营)|投用|通车|开园|(?:安装|配备|发放)到位|正式(?:启用|运营|挂牌|启动|投入|上线)|"
    r"(?:^|[，,。；;])(?:全年|全区|全市|全县)?(?:共|累计|全年|实际)"
)


_REPORTS = lazy(
    r"(?:今年以来|年初以来|[上下]半年|[前第][一二三四]季度|[\d一二三四五六七八九十]{1,2}[-—至][\d一二三四五六七八九十]{1,3}月份?|截至|目前|现已|已经?|均已|全部已?|共|累计|实际|全年|全部|超额|提前|如期|基本|正在|尚未|未能|该?(?:项目|工程|任务)已?|全年已?)"
    r"[^。；\n]{0,40}?(?:完成|建成|竣工|完工|投|开|发放|新增|改造|实施|推进|施工|办|达|惠及|启用|通车|建设)"
    r"|(?:因|受|由于)[^。；，,\n]{1,24}[，,][^。；\n]{0,24}?(?:已|未|延|暂|推迟|取消|调整|终止)"
)


def bare(report: str) -> str | None:
    """The status sentence at the beginning of a report when it holds nothing but the status."""
    found = _BARE.match(report[:_HEAD])
    if found is None:
        return None
    printed = found.group().strip()
    if _opening(_inner(printed)) is None and _SHARE.search(printed) is None:
        return None
    return printed


def reports(text: str, start: int, end: int) -> bool:
    """Decide whether the sentence at `start` tells how far something is: 已…, 截至目前…, 因…，延至…"""
    if _REPORTS.match(text, start, end) is not None:
        return True
    stop = text.find("。", start, end)
    sentence = text[start : stop + 1 if stop >= 0 else end].lstrip()
    return (
        _opening(sentence) not in (None, "completed")
        or _stopped(sentence) is not None
        or (_ADJUSTED.search(sentence) is not None)
    )


def _inner(text: str) -> str:
    return text.strip("（(【[）)】] \n")


def _opening(text: str) -> Status | None:
    return next((status for status, pattern in _HEAD_PATTERNS if pattern.match(text[:_HEAD])), None)


def opening(report: str) -> Status | None:
    """Return the status that a report begins with, if its first clause is nothing but a status: 已完成，…"""
    first = _CLAUSES.match(report.strip())
    return _opening(_inner(first[0])) if first and bare(first[0]) else None


def judge(report: str | None, promise: str, *, settled: bool = False, running: bool = False) -> Status:
    """The status of a promise from what was reported of it.

    A sentence that is nothing but a status decides. `settled` says that the list calls itself one of
    things done (完成情况, 完成清单): there a report of deeds without a word of status or of work still to
    do counts as completed.
    """
    if report is None or not report.strip():
        return "unstated"
    text = report.strip().replace("％", "%").replace("计画", "计划")  # 計畫, simplified sign by sign
    text = stages.of_whole_at_end(text) or text
    if (share_of := own_share.of_numbers(text, promise)) is not None:
        return share_of
    if text in ("是", "否"):  # 是否完成
        return "completed" if text == "是" else "delayed"
    if (sentence := bare(text)) is not None:
        printed = _inner(sentence)
        if stages.rest_unfinished(text[len(sentence) :]) and _opening(printed) == "completed":
            return "in_progress"
        share = _SHARE_ALONE.search(printed)
        return (
            _share(printed, promise)
            or (_shared(share.group(1), promise) if share else None)
            or _opening(printed)
            or "unstated"
        )
    if (percent := _PERCENT.match(text)) is not None:  # a cell of a progress column: 85%（…）
        return _shared(percent.group(1), promise)
    if (compared := quantities.compare(promise, text)) != "fewer" and goals.reached(
        text, promise, settled=settled
    ):
        return "exceeded" if compared == "more" else "completed"
    begun = _opening(text)
    at_end = settled and not running and _MIDYEAR.search(text) is None
    if at_end:
        text = _OUTLOOK.sub("。", text)
    if at_end and promise and begun in (None, "completed", "exceeded") and _ADJUSTED.search(text) is None:
        if by_parts.judge(_BRACKETS.sub("", text), promise) == "partly":
            return "partly"
        if (kept := in_full.judge(text, promise)) is not None:
            return kept
    stopped = _stopped(text, promise) if begun == "delayed" else None
    overcome = stopped == "completed" or (
        begun == "delayed" and stopped is None and _DONE_SINCE.search(text) is not None
    )
    if begun not in (None, "completed") and not overcome:
        return begun
    if (
        begun is None
        and len(_CHARACTER.findall(text[:_HEAD])) < _FEWEST_WORDS
        and not any(c.isdigit() for c in text)
    ):
        return "unstated"  # 该项……: cut off
    return _whole(_BRACKETS.sub("", text), promise, settled=settled or begun == "completed", running=running)


def judge_itself(text: str) -> Status:
    """Return the status of an item that is promise and report in one: 新建快检室80家，已完成76家。"""
    turn = _turn(text)
    return judge(text[turn.end() :], text[: turn.start("stop")]) if turn else judge(text, "")


def _turn(text: str) -> re.Match[str] | None:
    found = _TURNS.search(text)
    return found if found and not any(stop in text[: found.start()] for stop in "。；;") else None


def _share(text: str, promise: str) -> Status | None:
    """The status by a share of the task; a share of the year's investment that is whole says nothing of the thing."""
    found = _SHARE.search(text) or _SHARE_BEFORE.search(text)
    if found is None:
        return None
    spent = "投资" in text[max(0, found.start() - 4) : found.end()] and "投资" not in promise
    return None if spent and float(found.group(1)) >= 100 else _shared(found.group(1), promise)


_ALL_DONE = lazy(
    r"(?:全部|全面|圆满|均已?|超额|提前|如期)[^，,。；;\d]{0,4}(?:完成|建成|竣工|完工|投用|投入使用)|100%"
)
_ALL_OF_THEM = lazy(r"所有|全部|全覆盖|100%")
_RATE = lazy(r"(?:覆盖|完成|建档|普及|安装|改造|达标|通达|受理)率[^，,。；;\d]{0,4}(\d{1,2}(?:\.\d{1,3})?)%")


def _short_of_all(text: str, promise: str) -> bool:
    """Decide whether a rate below 100% is reported of what was to be done for all: 覆盖率92.5%"""
    return _ALL_OF_THEM.search(promise) is not None and _RATE.search(text) is not None


def _shared(printed: str, promise: str) -> Status:
    percent = float(printed)
    if f"{printed}%" in promise.replace("％", "%") or percent == 100:
        return "completed"
    return "exceeded" if percent > 100 else "in_progress"


def _whole(text: str, promise: str, *, settled: bool, running: bool) -> Status:
    if _ADJUSTED.search(text):
        return "adjusted"
    at_end = settled and not running and _MIDYEAR.search(text) is None
    if at_end and promise and (parts := by_parts.judge(text, promise)) is not None:
        more = parts == "completed" and quantities.compare(promise, text) == "more"
        return "exceeded" if more else parts
    if _only_some(text, promise):
        return "partly" if settled else "in_progress"
    stopped = _stopped(text, promise)
    if stopped is not None:
        return stopped
    whole = text
    done, pending = _DONE.search(text), stages.PENDING.search(text)
    reached = quantities.compare(promise, text) in ("equal", "more")
    results = text if settled and reached else preparation.without(text, promise)
    if results != text:
        text, done = results, _DONE.search(results)
        if done is None:
            return "in_progress"
    rest = _REST.search(text)
    some = rest and (_SOME_DONE.search(text[: rest.start()]) or _SOME_DONE.search(text[rest.end() :]))
    if done and rest and (done.start() < rest.start() or some):
        return "partly"
    beyond = _EXCEEDED.search(text)
    if beyond and ("投资" in promise or "投资" not in text[beyond.start() : beyond.end() + 6]):
        return "exceeded"
    if _PARTLY.search(text) or _some_pending(text, promise):
        return "partly"
    short = _short_of_all(text, promise) or quantities.fewer_things(promise, text)
    if settled and not running and short and _ALL_DONE.search(text) is None:
        return "partly"
    if (share := _share(text, promise)) is not None:
        return share
    if (counted := _counted(text, promise, running=running)) is not None:
        return counted
    if _SOME.search(text):
        return "in_progress"
    if (ended := _ENDS_AT.search(text)) is not None:
        return _shared(ended.group(1), promise)
    if _STARTED.search(promise) and "成" not in promise and _STARTED.search(text):
        return "completed"
    final = stages.final(text) or re.search(stages.STAGES, promise)
    if stages.STAGE.search(text) and (stages.planned_end(text) or not final):
        return "in_progress"
    if (
        (pending and not stages.ended(whole))
        or stages.part_unfinished(whole)
        or stages.only_steps(whole, promise)
    ):
        return "in_progress"
    if done or settled or reached:
        return "completed"
    return "in_progress" if running and _SOME_WORK.match(text) else "unstated"


# 已铺设管线6公里: some of it, in a report of progress
_SOME_WORK = lazy(r"(?:现|目前)?(?:累计)?已[^，,。；;\d]{2,10}\d")


# 建成3个剧场，加快改造2个剧场, where all five were to be done.
_GOING_ON = lazy(r"^\s*(?:同时|另)?(?:正在|正|加快|抓紧|推进|继续|启动)")
_MADE = lazy(r"^\s*(?:共|累计|全年|已|成功|顺利)*(?:建成|完成|打造|创建|新建|改造|修建)")


_SOME_OF_THEM = lazy(
    r"其中(?:有)?(?P<some>\d[\d.]{0,7})(?P<unit>[个所座条处家栋台部间辆套户])[^，,。；;\d]{0,10}?(?:完成|建成|竣工|投用|完工|通过验收|投入使用)"
)


def _only_some(text: str, promise: str) -> bool:
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


def _some_pending(text: str, promise: str) -> bool:
    """Decide whether some of the things are done and others not: 1所已投入使用，1所主体封顶。"""
    if _ALL_BEGUN.search(text):
        return False  # 18个小区全部开工，完成外墙6个: all are under way
    begun = _GOING_ON_PROMISED.search(promise) is not None
    done = pending = False
    for clause in _CLAUSES.findall(text):
        if _THINGS.search(clause) is None or "其中" in clause:
            continue
        if stages.PENDING.search(clause) or stages.STAGE.search(clause):
            pending = True
        elif stages.FINAL.search(clause) or (not begun and _MADE.match(clause)):
            done = True
        elif not begun and _GOING_ON.match(clause):
            pending = True
    return done and pending


_ALL_BEGUN = lazy(r"(?:全部|均已?)(?:开工|动工|启动|进场)")
_GOING_ON_PROMISED = lazy(r"启动|推进|开工|开建|动工|加快|继续|推动")


_FOR_A_WHILE = lazy(r"一度|曾(?:于|因|经|在)")


def _overcome(text: str, put_off: re.Match[str]) -> bool:
    """Decide whether a clause tells of a halt that ended: 工程一度停工"""
    begin = max(text.rfind(stop, 0, put_off.start()) for stop in "，,。；;") + 1
    return _FOR_A_WHILE.search(text[begin : put_off.end()]) is not None


def _stopped(text: str, promise: str = "") -> Status | None:
    """Decide whether the report says of the project, or of part of it, that it was not or will not be done."""
    given_up = _CANCELLED.search(text)
    put_off = next((one for one in _DELAYED.finditer(text) if not _overcome(text, one)), None)
    first = given_up or put_off
    if first is None:
        return None
    if put_off and not given_up and (since := _DONE_SINCE.search(text, put_off.end())):
        begin = max(text.rfind(stop, put_off.end(), since.start()) + 1 for stop in "。；;，,")
        part = by_parts.part_of(text[begin : since.end()]) if begin else ""
        if part and not by_parts.named_in(part, promise):
            return "partly"
        behind = text[since.end() :]
        return None if stages.PENDING.search(behind) or stages.STAGE.search(behind) else "completed"
    if _SOME_DONE.search(text[: first.start()]) or _SOME_DONE.search(text[first.end() :]):
        rest = _LEFT.search(text[: first.end()])
        return "partly" if given_up or rest or _DONE_SINCE.search(text) else "delayed"
    if given_up is None:
        return "delayed"
    if _other_part_done(text, given_up.start()):
        return "partly"
    begin = max(text.rfind(stop, 0, given_up.start()) + 1 for stop in "。；;，,")
    later = put_off is not None and (put_off.start() > given_up.start() or "取消" not in given_up.group())
    return "delayed" if _FOR_NOW.search(text[begin : given_up.end()]) or later else "cancelled"


_PART_DONE = lazy(
    r"已(?:经)?(?:全部|全面|如期|按期|提前|顺利)?(?:完成|建成|竣工|完工|投用|投入使用|通车|启用)(?=[，,]|$)"
)
_STATEMENTS = lazy(r"[^。；;\n]+")


def _other_part_done(text: str, at: int) -> bool:
    """Decide whether a statement other than that at `at` names a part that is done: 东校区已完成；西校区项目终止。"""
    return any(
        not one.start() <= at < one.end()
        and _PART_DONE.search(one[0]) is not None
        and stages.STAGE.search(one[0]) is None
        and bool(stages.part_named(one[0]))
        for one in _STATEMENTS.finditer(text)
    )


def _counted(text: str, promise: str, *, running: bool) -> Status | None:
    """The status that the quantities give, where those of the promise and the report can be compared."""
    compared = quantities.compare(promise, text)
    turn = _turn(text) if compared is None else None
    if turn is not None and _SITUATION.search(text[: turn.start("stop")]) is None:
        compared = quantities.compare(text[: turn.start("stop")], text[turn.end() :])
    if compared == "fewer":
        if _STARTED.search(text) and stages.FINAL.search(text) is None and "完成" not in text:
            return "in_progress"
        if _ALL.search(text) or (_FINISHED.search(text) and not quantities.fewer_things(promise, text)):
            return None
        return "in_progress" if running or _RUNNING.search(text) else "partly"
    begun = _STARTED.search(promise) and "成" not in promise and _STARTED.search(text)
    return "exceeded" if compared == "more" and (begun or not stages.PENDING.search(text)) else None


# Numbers of what there is, and of nothing that was planned: 我区共有特殊儿童305名，涉及200个班级。已…
_SITUATION = lazy(r"共有?\d|涉及|现有|总数|总计|原有")
_OUTLOOK = lazy(r"[。；;]\s*(?:下一步|今后|接下来|后续)[^\n]*$")
_MIDYEAR = lazy(r"^(?:今年|本年)?上半年|前三季度|截至(?:目前|[1-9]月|1[01]月)")
_RUNNING = lazy(
    r"截至|目前|上半年|季度|[1-9一二三四五六七八九]月底|正在|在建|预计|计划|将于|拟|今年以来|累计"
)
