"""What a reported outcome says about its promise: the printed status words, and the enumeration.

The words are those of outcome lists and progress tables of 2013-2025 (完成情况, 进展情况). A status
sentence that opens the report decides (完成。 before a sentence about tenders is still 完成);
otherwise the whole report is weighed. Nothing reported is `unstated`.
"""

from __future__ import annotations

import re

from parsers.commitments import quantities
from parsers.record import Status

_LEAD_IN = (
    r"(?:截至[^，,。；;]{1,20}[，,])?(?:该|本)?(?:项目|工程|工作|任务|目标|事项)?(?:目前|现|现已|已经|已|均已|均|全部|全面|"
    r"全部已|如期|按期|按时|提前|圆满|顺利|总体|基本上|共|都已|业已|年内|全年|年度|建设){0,5}"
)

# Printed word -> meaning, the first that matches at the beginning of a report wins.
_HEADS: tuple[tuple[Status, str], ...] = (
    ("exceeded", r"(?:已经?)?超额|超(?:出|过|年初|年度)?(?:计划|任务|目标|预期)"),
    ("cancelled", r"(?:已|经[^，。]{0,12})?(?:取消|终止|撤销|中止|不再实施|停止实施)"),
    (
        "delayed",
        r"(?:未|尚未|没有|未能)(?:按[期时])?(?:如期)?(?:全部|全面)?(?:完成|完工|竣工|建成|启动|开工|实施|达到)|(?:已)?(?:延期|延后|延迟|推迟|滞后|"
        r"暂缓|暂停|缓建|停工)|延至|(?:结)?转(?:入|至|到)?(?:下年|下一年|明年|次年|\d{4}年)|跨年度?(?:实施|推进)|因[^。；]{1,30}(?:暂缓|延期|推迟|未)",
    ),
    ("adjusted", r"(?:经[^，。]{1,20})?(?:已)?调整"),
    (
        "partly",
        r"(?:基本|大部分|部分|大体)(?:已)?(?:完成|完工|建成|竣工|达到|实现|落实)|(?:建设)?工程已部分完工",
    ),
    (
        "in_progress",
        r"(?:正在|持续|有序|加快|稳步|扎实|正常|积极|按计划|按序时|按照?(?:序时|时间)?进度|仍在|全力|深入|长期|抓紧|同步){1,3}(?:进度)?"
        r"(?:推进|进行|实施|开展|建设|施工|办理|落实|坚持)?|推进中|进行中|实施中|办理中|建设中|施工中|在建|达到序时|(?:已)?达序时|"
        r"符合序时|序时|完成序时|完成(?:阶段性|年度阶段)|完成前期",
    ),
    (
        "completed",
        r"完成|完工|竣工|办结|办理完毕|落实(?:到位|完成)?(?=[。；;，,\s]|$)|达标|达到(?:年度)?(?:目标|要求)|实现目标|建成|销号",
    ),
)
_HEAD_PATTERNS = tuple((status, re.compile(f"{_LEAD_IN}(?:{words})")) for status, words in _HEADS)

# A status sentence of its own, with nothing in it but the status.
_BARE = re.compile(
    r"[（(【\[]?(?:目前|现|该项目|项目|此项工作|任务|已|已经|均已|全部|全面|如期|按期|按时|提前|圆满|顺利|基本|部分|超额|未|尚未|持续|正在|有序|稳步|加快|"
    r"正常|长期|年度|目标|建设|办理|工作|实施|达到|达|序时|进度|进行|调整|取消|延期|暂缓|推迟|推进|中|完成|完工|竣工|办结|落实|坚持|任务|了|率|为|"
    r"[:：]|\d{1,3}(?:\.\d{1,3})?[%％]){1,12}[）)】\]]?[。！!；;]?(?:\n|$|(?<=[。！!；;）)】\]]))"
)
_SHARE = re.compile(
    r"(?:完成率|完成度|完成比例|(?:工程|建设|形象|总|投资|施工|整体){0,3}进度|工程量|任务|目标|计划|投资)(?:已|数|量)*(?:的|达到?|约|为|完成|[:：]){0,3}"
    r"(\d{1,4}(?:\.\d{1,3})?)[%％]"
)
_SHARE_BEFORE = re.compile(
    r"(\d{1,4}(?:\.\d{1,3})?)[%％](?:的)?(?:总|主体)?(?:工程量|工程|进度|建设任务|任务|投资)"
)

_PERCENT = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)%(?:$|(?=[（(，,；;。\s]))")

# 主体已建成，安装完成70%。
_ENDS_AT = re.compile(r"完成(?:了|约)?(\d{1,2}(?:\.\d{1,3})?)%[。；;]?$")

_SO_FAR = re.compile(
    r"已(?:累计)?(?:完成|建成|改造|新建|开展|举办|发放|新增|培训|组织|安装|实施)(?:了|约)?[^\d，,。；;]{0,12}(\d{1,7}(?:\.\d{1,3})?)([^\d，,。；;%]{1,4}?)(?=[，,。；;]|$)"
)
_SOME = re.compile(
    r"其中\d{1,5}[个所处座条家项栋户台][^\d，,。；;]{0,8}已(?:经)?(?:全部)?(?:完成|建成|竣工|投用)"
)
_ALL = re.compile(r"全部|全面|均已|任务|目标|计划|超额|提前|如期|竣工|完工|投用|投入使用|100%")

_HEAD = 80  # characters in which an opening status stands

_BRACKETS = re.compile(r"[（(][^（()）]{0,300}[）)]")
_CANCELLED = re.compile(r"取消(?:该|本|实施)|项目(?:已)?取消|不再实施|(?:明确|已)终止")
_DELAYED = re.compile(
    r"未完成|尚未(?:开工|启动|完成|实施)|未能(?:按期|完成|实施|开工|如期)|暂缓|延[期至]|推迟|转入下年|结转(?:至|到|下)|进度滞后"
)
_EXCEEDED = re.compile(
    r"超额|超(?:过|出)?(?:年初|年度|全年|原)?(?:计划|任务|目标)(?:任务)?(?:数|的)?|超年初|比(?:年初|原)?计划增"
)
_PARTLY = re.compile(r"部分(?:已)?(?:完成|完工|建成|竣工|投入使用)|基本(?:完成|建成|完工|竣工)")
_REST = re.compile(
    r"(?:另有|其余|剩余|其他|另外|还有)[^。]{0,40}(?:在建|正在|推进|施工|未|办理|进行|底前|将于|计划)|\d+[个所处座条家项栋][^，。；]{0,12}(?:正在|在建|在施)"
)
_STARTED = re.compile(r"开工|动工|开建|启动(?!区)|进场")
_PENDING = re.compile(
    r"正在|在建|施工中|推进中|建设中|进行中|(?:有序|加快|稳步|持续|扎实|积极|全力|抓紧)推进|开始(?:装饰|装修|铺设|安装)|已?(?:开工|动工|进场)|前期工作|准备(?:进场|开工|办理)|"
    r"计划于|计划[^，。]{0,8}月|拟于|将于|下一步|力争|办理[^，。]{0,12}手续|序时进度|预计[^，。]{0,12}(?:完成|完工|竣工|建成|投用|投入使用|开工)"
)
_DONE = re.compile(
    r"已(?:经)?(?:全部|全面|顺利|正式|如期)?(?:完成|完工|竣工|建成|建设|投入|投用|通车|开园|开学|启用|交付|验收|开通|创建|改造|发放|向|为|组织|举办|实现|"
    r"覆盖|挂牌|出台|制定|设立|成立|上线|运行|开展|建立|整合|在)|完成|建成|竣工|完工|投入使用|投用|通车|开园|正式(?:启用|运营|挂牌|启动|投入|上线)|"
    r"(?:^|[，,。；;])(?:全年|全区|全市|全县)?(?:共|累计|全年|实际)"
)
_FINAL = re.compile(
    r"竣工|投入使用|投用|建成|通车|开园|交付|全部(?:完成|完工)|通过(?:竣工)?验收|正式(?:启用|运营)|开学|启用"
)
_ENDED = re.compile(r"已(?:经)?(?:全部|全面|如期|按期|提前)(?:建成|完成|完工|竣工)。?$")
# A stage done is not the project done: 已完成施工图设计, 主体完工.
_STAGES = (
    r"(?:前期|立项|可研|设计|图纸|招投?标|征地|拆迁|征收|选址|勘[察查]|测绘|桩基|基础|主体|封顶|土建|"
    r"审批|报批|清单编制|预算|摸底|摸排|调研)"
)
_STAGE = re.compile(rf"完成[^，。；\n]{{0,14}}{_STAGES}|{_STAGES}[^，。；\n]{{0,10}}(?:完成|完工|封顶)")


_REPORTS = re.compile(
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
    """Whether the sentence at `start` tells how far something is: 已…, 截至目前…, 因…，延至…"""
    return _REPORTS.match(text, start, end) is not None


def _inner(text: str) -> str:
    return text.strip("（(【[）)】] \n")


def _opening(text: str) -> Status | None:
    return next((status for status, pattern in _HEAD_PATTERNS if pattern.match(text[:_HEAD])), None)


def judge(report: str | None, promise: str, *, settled: bool = False) -> Status:
    """The status of a promise from what was reported of it.

    A sentence that is nothing but a status decides. `settled` says that the list calls itself one of
    things done (完成情况, 完成清单): there a report of deeds without a word of status or of work still to
    do counts as completed.
    """
    if report is None or not report.strip():
        return "unstated"
    text = report.strip().replace("％", "%")
    if text in ("是", "否"):  # 是否完成
        return "completed" if text == "是" else "delayed"
    if (sentence := bare(text)) is not None:
        printed = _inner(sentence)
        return _share(printed, promise) or _opening(printed) or "unstated"
    if (percent := _PERCENT.match(text)) is not None:  # a cell of a progress column: 85%（…）
        return _shared(percent.group(1), promise)
    opening = _opening(text)
    if opening not in (None, "completed"):
        return opening
    return _whole(_BRACKETS.sub("", text), promise, settled=settled or opening == "completed")


def _share(text: str, promise: str) -> Status | None:
    found = _SHARE.search(text) or _SHARE_BEFORE.search(text)
    if found is None:
        return None
    return _shared(found.group(1), promise)


def _shared(printed: str, promise: str) -> Status:
    percent = float(printed)
    if f"{printed}%" in promise.replace("％", "%") or percent == 100:
        return "completed"
    return "exceeded" if percent > 100 else "in_progress"


def _fewer(text: str, promise: str) -> bool:
    """Whether less is done than was promised: 修路300公里 and 已完成61公里, with nothing said of the whole."""
    found = _SO_FAR.search(text)
    if found is None or _ALL.search(text):
        return False
    told, unit = float(found.group(1)), found.group(2)
    counted = [one for one in quantities.find(text) if one.unit == unit]
    wanted = [one.value for one in quantities.find(promise) if one.unit == unit]
    return len(counted) == len(wanted) == 1 and told < wanted[0]


def _whole(text: str, promise: str, *, settled: bool) -> Status:
    done, pending = _DONE.search(text), _PENDING.search(text)
    if not done and _CANCELLED.search(text):
        return "cancelled"
    if done and _REST.search(text):
        return "partly"
    if _DELAYED.search(text):
        return "delayed"
    if _EXCEEDED.search(text):
        return "exceeded"
    if _PARTLY.search(text):
        return "partly"
    if (share := _share(text, promise)) is not None:
        return share
    if _fewer(text, promise) or _SOME.search(text):
        return "in_progress"
    if (ended := _ENDS_AT.search(text)) is not None:
        return _shared(ended.group(1), promise)
    if _STARTED.search(promise) and "成" not in promise and _STARTED.search(text):
        return "completed"
    if _STAGE.search(text) and not _FINAL.search(text) and not re.search(_STAGES, promise):
        return "in_progress"
    if pending and not _ENDED.search(text):
        return "in_progress"
    return "completed" if done or settled else "unstated"
