"""Projects that were given up or put off, as a whole or in part, and halts that were overcome."""

from __future__ import annotations

import re

from parsers.commitments import stages
from parsers.commitments.numbering import between
from parsers.commitments.outcome import by_parts, due, words
from parsers.record import Status
from parsers.text.patterns import lazy

# Not now, but perhaps later: 今年不能实施.
_FOR_NOW = lazy(r"今年|本年|当年|年内|年度内|暂|目前|现阶段|短期")
# What was put off and is done since: 延期至9月，现已完成.
DONE_SINCE = lazy(
    r"(?:现已|目前已|现在已|已于[^，。；]{0,12}|已)(?:全部|全面|顺利|正式)?"
    r"(?:完成(?!前期|[^，。；]{0,6}(?:设计|招标|选址|审批|立项|基础(?!设施)|桩基|征地|拆迁|勘察|方案))|竣工|完工|建成|投入使用|投用|通车|启用|开(?:馆|园|学|业|放)|对外开放)"
    r"|(?:均|全部|都)?已(?:全部)?(?:办完|办结|补办|举办完毕)|全部[^，。；]{0,8}(?:到位|完成|竣工|完工|建成)"
    r"|(?<!明年)(?<!次年)(?<!计划)(?<!预计)(?<!拟)于\d{1,2}月(?:\d{1,2}日|底|份)?[^，。；]{0,4}(?:完工|竣工|建成|投用|投入使用|通车|开放)"
)
FOR_GOOD = lazy(
    r"无法(?:继续)?实施|不再(?:实施|建设|新建)|停止(?:实施|建设)"
    r"|(?:已|予以|项目|工程|决定|最终|同意|批准|审议|审定|研究|通过|故|因此|被)(?:将其|将该项目)?(?:取消|终止|撤销|中止)"
)
_LEFT = lazy(r"其余|剩余|余下|另有?\d|还有\d")
SOME_DONE = lazy(
    r"(?:其余|其他|其它|另外|余下|剩余|其中)[^。；]{0,30}?(?:已|完成|建成|竣工|投用)|(?:已|完成|建成|实际)[^，。；]{0,10}\d+(?:\.\d+)?\s?[^\d，。；%％年月日号]"
)
# 建设中止，3月复工，10月建成投用: given up, and taken up again
RESUMED = lazy(
    r"(?<!未)(?<!能)(?<!后)(?:复工|复建|恢复(?:建设|施工|实施)|重新(?:招标|启动|开工|组织|实施)|重启)"
)
# 11个已投入运营，1个因选址问题尚未动工
SOME_HALTED = lazy(
    r"(?:^|[，,。；;])\d{1,5}[个所处座条家项栋户台][^，,。；;\d]{0,8}已[^，,。；;]{2,14}[，,；;](?:其余|另有?|剩余)?"
    r"\d{1,5}[个所处座条家项栋户台][^。；;]{0,14}(?:未|暂缓|滞后|停工)"
)


def _finished(since: str) -> bool:
    """Decide whether what is reported since work was taken up again says that the thing is done."""
    return (
        stages.final(since)
        and stages.PENDING.search(since) is None
        and words.AHEAD.search(since) is None
        and _INTENDED.search(since) is None
        and words.DELAYED.search(since) is None
    )


_INTENDED = lazy(rf"{due.INTENDED}|明年|次年|来年|下年|未|待")
_FOR_A_WHILE = lazy(r"一度|曾(?:于|因|经|在)")


def _overcome(text: str, put_off: re.Match[str]) -> bool:
    """Decide whether a clause reports a halt that ended: 工程一度停工"""
    begin = between.behind_last(text, 0, put_off.start(), "，,。；;")
    return _FOR_A_WHILE.search(text[begin : put_off.end()]) is not None


def judge(text: str, promise: str = "") -> Status | None:
    """Decide whether the report says of the project, or of part of it, that it was not or will not be done."""
    given_up = next(
        (one for one in words.CANCELLED.finditer(text) if not words.removed(promise, one[0])), None
    )
    if given_up and (resumed := RESUMED.search(text, given_up.end())):
        return "completed" if _finished(text[resumed.end() :]) else None
    put_off = next((one for one in words.DELAYED.finditer(text) if not _overcome(text, one)), None)
    first = given_up or put_off
    if first is None:
        return None
    if put_off and not given_up and (since := DONE_SINCE.search(text, put_off.end())):
        begin = max(text.rfind(stop, put_off.end(), since.start()) + 1 for stop in "。；;，,")
        if _LEFT.match(text, begin):
            return "partly"  # 暂缓1座，另1座已投用
        part = by_parts.part_of(text[begin : since.end()]) if begin else ""
        if part and not by_parts.named_in(part, promise):
            return "partly"
        behind = text[since.end() :]
        return None if stages.PENDING.search(behind) or stages.STAGE.search(behind) else "completed"
    if SOME_DONE.search(text[: first.start()]) or SOME_DONE.search(text[first.end() :]):
        rest = _LEFT.search(text[: first.end()])
        return "partly" if given_up or rest or DONE_SINCE.search(text) else "delayed"
    if given_up is None:
        return "delayed"
    if _other_part_done(text, given_up.start()):
        return "partly"
    begin = between.behind_last(text, 0, given_up.start(), "。；;，,")
    later = put_off is not None and (put_off.start() > given_up.start() or "取消" not in given_up.group())
    return "delayed" if _FOR_NOW.search(text[begin : given_up.end()]) or later else "cancelled"


_PART_DONE = lazy(
    r"已(?:经)?(?:全部|全面|如期|按期|提前|顺利)?(?:完成|建成|竣工|完工|投用|投入使用|通车|启用)(?=[，,]|$)"
)


def _other_part_done(text: str, at: int) -> bool:
    """Decide whether a statement other than that at `at` names a part that is done: 东校区已完成；西校区项目终止。"""
    return any(
        not one.start() <= at < one.end()
        and _PART_DONE.search(one[0]) is not None
        and stages.STAGE.search(one[0]) is None
        and bool(stages.part_named(one[0]))
        for one in stages.STATEMENT.finditer(text)
    )
