"""What a reported outcome says about its promise: the printed status words, and the enumeration.

The words are those of outcome lists and progress tables of 2013-2025 (完成情况, 进展情况). A status
sentence that opens the report decides (完成。 before a sentence about tenders is still 完成);
otherwise the whole report is weighed. Nothing reported is `unstated`.
"""

from __future__ import annotations

import re

from parsers.commitments import quantities, stages
from parsers.commitments.numbering import between
from parsers.commitments.outcome import (
    by_parts,
    counted,
    due,
    goals,
    halted,
    in_full,
    openings,
    own_share,
    percentages,
    preparation,
    words,
)
from parsers.record import Status
from parsers.text import han
from parsers.text.patterns import lazy

# Of a promise of several parts, what a report says last is not done: …主体已基本完工，正在进行内外装修。
_SEVERAL = lazy(r"[，,；;](?=[\u3400-\u9fff\d])")
_UNDER_WAY_AT_END = lazy(r"(?:^|[，,；;。])(?:目前|现|其余|均|也)?正在[^，,；;。]{2,30}[。；;]?$")
_SOME = lazy(r"其中\d{1,5}[个所处座条家项栋户台][^\d，,。；;]{0,8}已(?:经)?(?:全部)?(?:完成|建成|竣工|投用)")
_FEWEST_WORDS = 3
_BRACKETS = lazy(r"[（(][^（()）]{0,300}[）)]")
_REST = lazy(
    r"(?=[余其剩另在还\d])(?:"
    r"(?:另有|其余|剩余|余下|其他|另外|还有)[^。]{0,40}(?:在建|正在|推进|施工|未|办理|进行|[底月节]前|将于|计划|预计|力争|拟|待)|在建\d|\d+[个所处座条家项栋][^，。；]{0,12}(?:正在|在建|在施|主体施工|施工中|装修)"
    r")"
)
_DONE = lazy(
    r"(?=[,;。修兑全共加发安完实已建开投改整施正清竣累通配铺销，；])(?:"
    r"(?:改造|修缮|建设|安装|铺设|施工|整治|加固|清淤|发放|实施)完毕(?![后前])|(?<!未)(?:销号|兑现(?!率))|已(?:经)?(?:全部|全面|顺利|正式|如期)?(?:完成|完工|竣工|建成|建设|投入|投用|通车|开园|开学|启用|交付|验收|开通|创建|改造|发放|向|为|组织|举办|实现|"
    r"覆盖|揭牌|挂牌|出台|制定|设立|成立|上线|运行|开展|建立|整合|在|到岗|上岗|投产)|完成|建成|竣工|完工|投入(?:使用|运营)|投用|通车|开园|(?:安装|配备|发放)到位|正式(?:启用|运营|挂牌|启动|投入|上线)|"
    r"(?:^|[，,。；;])(?:全年|全区|全市|全县)?(?:共|累计|全年|实际)"
    r")"
)
# 区文化馆新馆对外开放: what has opened, and nothing that is pushed (推进学校操场对外开放)
_OPENED = lazy(
    r"(?:^|(?<=[，,。；;]))(?!推|促|加快|计划|将|拟|力争|确保|逐步|年底|\d{1,2}月底?前)[^，,。；;]{2,16}"
    r"(?:(?:正式|全面|对外)(?:开放|营业|运营)|启用|揭牌|开馆|开业)(?=[，,。；;]|$)"
)


def judge(report: str | None, promise: str, *, settled: bool = False, running: bool = False) -> Status:
    """Return the status of a promise from what was reported of it.

    A sentence that is nothing but a status decides. `settled` says that the list calls itself one of
    things done (完成情况, 完成清单): there a report of deeds without a word of status or of work still to
    do counts as completed.
    """
    if report is None or not report.strip():
        return "unstated"
    text = report.strip().replace("％", "%").replace("计画", "计划")  # 計畫, simplified sign by sign
    text = stages.without_paperwork(stages.of_whole_at_end(text) or text)
    if (decided := _by_form(text, promise, settled=settled, running=running)) is not None:
        return decided
    at_end = settled and not running and _MIDYEAR.search(text) is None
    if not at_end and "投资" not in promise and not (text := _SPENT.sub("", text).strip()):
        return "in_progress"
    if _only_some(text, promise):
        return "partly" if settled else "in_progress"
    begun = _opens(text, promise)
    if at_end:
        text = _OUTLOOK.sub("。", text)
    if (
        at_end
        and promise
        and begun in (None, "completed", "exceeded")
        and words.ADJUSTED.search(text) is None
    ):
        if by_parts.judge(_BRACKETS.sub("", text), promise) == "partly":
            return "partly"
        if (kept := in_full.judge(text, promise)) is not None:
            return kept
    stopped = halted.judge(text, promise) if begun in ("delayed", "cancelled") else None
    if begun == "delayed" and stopped == "cancelled" and halted.FOR_GOOD.search(text):
        return "cancelled"  # 因评估未获通过，项目无法实施
    resumed = begun == "cancelled" and stopped is None and halted.RESUMED.search(text) is not None
    overcome = (
        stopped == "completed"
        or resumed
        or (begun == "delayed" and stopped is None and halted.DONE_SINCE.search(text) is not None)
    )
    if begun not in (None, "completed") and not overcome:
        return "in_progress" if begun == "partly" and _NEARLY_AND_ON.search(text) else begun
    if (
        begun is None
        and han.count(text[: words.LONGEST_OPENING]) < _FEWEST_WORDS
        and not any(c.isdigit() for c in text)
    ):
        return "unstated"  # 该项……: cut off
    return _whole(_BRACKETS.sub("", text), promise, settled=settled or begun == "completed", running=running)


def _by_form(text: str, promise: str, *, settled: bool, running: bool) -> Status | None:
    """Return the status of a report whose form decides: a number, yes, a bare status or share, what was asked for."""
    if (share_of := own_share.of_numbers(text, promise)) is not None:
        return share_of
    if text in ("是", "否"):  # 是否完成
        return "completed" if text == "是" else "delayed"
    if _ONLY_PLANNED.fullmatch(text) and not due.has_come(text):
        return "unstated"
    if (of_parts := _of_numbered_parts(text, settled=settled, running=running)) is not None:
        return of_parts
    if (sentence := openings.bare(text)) is not None:
        printed = words.without_brackets(sentence)
        if stages.rest_unfinished(text[len(sentence) :]) and words.opens(printed) == "completed":
            return "in_progress"
        share = percentages.AFTER_DONE.search(printed)
        return (
            percentages.of_task(printed, promise)
            or (percentages.meaning(share.group(1), promise) if share else None)
            or _opens(printed, promise)
            or "unstated"
        )
    if (percent := percentages.ALONE.match(text)) is not None:  # a cell of a progress column: 85%（…）
        return percentages.meaning(percent.group(1), promise)
    if (of_whole := percentages.of_whole(text, promise)) is not None:
        return of_whole
    if _REST_LATER.search(text) is not None:
        return "partly"
    if running and _REST_IN_MONTH.search(text) is not None:
        return "in_progress"
    if (
        (compared := quantities.compare(promise, text)) != "fewer"
        and not (_SEVERAL.search(promise) and _UNDER_WAY_AT_END.search(text))
        and goals.reached(text, promise, settled=settled)
    ):
        return "exceeded" if compared == "more" else "completed"
    return None


def _of_numbered_parts(text: str, *, settled: bool, running: bool) -> Status | None:
    """Return the status of numbered parts of which some are done and others under way; None for any other report."""
    found = {judge(part, "", settled=settled, running=running) for part in by_parts.numbered(text)}
    if found & {"completed", "exceeded"} and found & {"in_progress", "delayed"}:
        return "partly" if "delayed" in found or (settled and not running) else "in_progress"
    return None


# 完成6个，余2个2021年3月完成: the rest has a year to come (其余2个11月完成 may be history)
_REST_LATER = lazy(
    r"(?:剩余|其余|余下|(?<=[，,。；;])余)的?(?![^，,。；;]*(?:已|均))\d[\d.]{0,6}[^\d，,。；;于]{0,6}"
    r"(?:\d{4}年|明年|次年|来年|下年|将|计划|预计|拟|力争)[^，,。；;]{0,10}(?:完成|建成|竣工|完工|交付|投用|通车)"
)
# 剩余0.9公里12月完成, in a list of the year itself
_REST_IN_MONTH = lazy(
    r"(?:剩余|其余|余下)(?![^，,。；;]*(?:已|均|于))\d[\d.]{0,6}[^\d，,。；;]{0,6}\d{1,2}月(?:份|底|初|中旬|下旬)?前?(?:完成|建成|竣工|完工|交付|投用|通车)"
)
# 计划完成6200户: one clause, and only what is aimed at
_ONLY_PLANNED = lazy(
    r"(?:[^，,。；;]*[：:])?(?:年度|全年|今年|本年)?(?:计划|预计|力争|争取|确保|拟)"
    r"(?:完成|建成|新建|改造|新增|发放|培训)\d[\d.]*[^，,。；;\d%％年月日]+[。；;]?"
)


# Money that was spent is no end of the work, nor its share: 完成投资960万元，占年度计划的80%
_SPENT = lazy(
    r"(?:已|累计|共|现已?|目前已?){0,3}完成(?:总|年度|项目|工程)?投资(?:额)?(?:约)?\d[\d.]*(?:万|亿)?元"
    r"(?:[，,](?:已|超额|提前|约)?(?:完成|占|达到?|为)[^，,。；;]{0,12}(?:投资[^，,。；;]{0,8}|[%％]))?[，,。；;]?"
)
# 路基基本完成，正在砌筑挡墙: work goes on; 基本完工，正在办理验收手续 is the end of it
_NEARLY_AND_ON = lazy(
    r"基本(?:完成|建成|完工|竣工|成型)[^，,。；;]{0,8}[，,；;](?:目前|现|同时)?(?:正在|现正|正(?=[^，,。；;]{1,8}(?:施工|安装|装修|铺设)))(?![^，,。；;]{0,12}(?:验收|结算|决算|手续|移交|审计|评审|投用|试运行))"
)
_ALL_DONE = lazy(
    r"(?:全部|全面|圆满|均已?|超额|提前|如期)[^，,。；;\d]{0,4}(?:完成|建成|竣工|完工|投用|投入使用)|100%"
)


def _whole(text: str, promise: str, *, settled: bool, running: bool) -> Status:
    if words.ADJUSTED.search(text):
        return "adjusted"
    at_end = settled and not running and _MIDYEAR.search(text) is None
    if at_end and promise and (parts := by_parts.judge(text, promise)) is not None:
        more = parts == "completed" and quantities.compare(promise, text) == "more"
        return "exceeded" if more else parts
    if counted.only_some(text, promise):
        return "partly" if settled else "in_progress"
    if halted.SOME_HALTED.search(text) is not None:
        return "partly"
    stopped = halted.judge(text, promise)
    if stopped is not None:
        return stopped
    whole = text
    done, pending = _DONE.search(text) or _OPENED.search(text), stages.PENDING.search(text)
    reached = quantities.compare(promise, text) in ("equal", "more")
    results = text if settled and reached else preparation.without(text, promise)
    if results != text:
        text, done = results, _DONE.search(results)
        if done is None:
            return "in_progress"
    rest = _REST.search(text)
    some = rest and (
        halted.SOME_DONE.search(text[: rest.start()]) or halted.SOME_DONE.search(text[rest.end() :])
    )
    if done and rest and (done.start() < rest.start() or some):
        return "partly"
    beyond = words.EXCEEDED.search(text)
    if beyond and reached is False and counted.only_begun(text, promise):
        return "in_progress"  # 已开工9149套，大幅超过目标任务, where 1万套 were to be built
    if beyond and ("投资" in promise or "投资" not in text[beyond.start() : beyond.end() + 6]):
        return "exceeded"
    if _NEARLY_AND_ON.search(text):
        return "in_progress"
    if words.PARTLY.search(text) or counted.some_pending(text, promise):
        return "partly"
    short = percentages.short_of_all(text, promise) or quantities.fewer_things(promise, text)
    if at_end and short and _ALL_DONE.search(text) is None:
        return "partly"
    if (share := percentages.of_task(text, promise)) is not None:
        short = share == "in_progress" and at_end and counted.fell_short(text, promise)
        return "partly" if short else share
    if (compared := counted.judge(text, promise, running=running)) is not None:
        return compared
    if _SOME.search(text):
        return "in_progress"
    if (ended := percentages.AT_THE_END.search(text)) is not None:
        return percentages.meaning(ended.group(1), promise)
    if counted.STARTED.search(promise) and "成" not in promise and counted.has_started(text):
        return "completed"
    final = stages.final(text) or re.search(stages.STAGES, promise)
    if stages.STAGE.search(text) and not stages.ended(text) and (stages.planned_end(text) or not final):
        return "in_progress"
    if (
        (pending and not stages.ended(whole))
        or stages.ahead(whole)
        or stages.part_unfinished(whole)
        or stages.only_steps(whole, promise)
    ):
        return "in_progress"
    if done is None and stages.AT_WORK.search(text):
        return "in_progress"
    so_far = _MIDYEAR.search(whole) is not None
    if done or (settled and not so_far and (not running or preparation.names_result(text))) or reached:
        return "completed"
    under_way = (settled and running) or ((running or so_far) and counted.SOME_WORK.search(text))
    return "in_progress" if under_way else "unstated"


def _opens(text: str, promise: str) -> Status | None:
    """Return the status that a report opens with; what was to be removed and is removed is done."""
    begun = words.opens(text)
    removed = begun == "cancelled" and words.removed(promise, text[: words.LONGEST_OPENING])
    return "completed" if removed else begun


def _only_some(text: str, promise: str) -> bool:
    """Decide whether a report says that only so much was done (仅完成11个), of what it does not call done before."""
    found = _ONLY.search(text)
    if found is None:
        return False
    before = between.behind_last(text, 0, found.start() + 1, "，,。；;")
    return (
        openings.opening(text) != "completed"
        and _ALL_DONE.search(text[:before]) is None
        and quantities.compare(promise, text) not in ("equal", "more")
    )


# Of what was promised only so much was done: 仅完成11个, 达标的任务仅3项
_ONLY = lazy(
    r"(?=[,;。中仅全只实截才的目，；])(?:"
    r"(?:的|中)[^，,。；;\d]{0,8}(?:仅|只有)\d|(?:^|[，,。；;])(?:实际|目前|全年|截至目前)?(?:仅仅?|只有?|才)(?:完成|建成|新建|新增|改造|实施|开通|安装|发放|培训|达到?)了?(?:约)?\d"
    r")"
)
_OUTLOOK = lazy(r"[。；;]\s*(?:下一步|今后|接下来|后续)[^\n]*$")
_MIDYEAR = lazy(r"^(?:今年|本年)?上半年|前三季度|截至(?:目前|[1-9]月|1[01]月)")
