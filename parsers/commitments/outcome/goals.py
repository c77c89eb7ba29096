"""Promises of less than a thing built: that it is begun, prepared, planned, agreed on, or that a service is given."""

from __future__ import annotations

import re

from parsers.commitments import quantities
from parsers.commitments.numbering import between
from parsers.record import Status
from parsers.text.patterns import lazy

# What promises the thing itself, whatever else it says.
_BUILT = lazy(
    r"建成|建好|竣工|完工|投用|投入使用|投入运营|启用|交付|通车|开园|开学|开馆|对外开放|建设完成|完成[^，,。；;]{0,12}(?:改造|建设|整治|工程|扩建|修缮)(?!工?程?项?目?(?:前期|方案|设计|规划|招标))"
)
_IN_USE = lazy(r"建成|建好|竣工|完工|投用|投入使用|投入运营|启用|交付|通车|开园|开学|开馆|对外开放")
_NOT = lazy(r"未能|未完成|未按|尚未(?:启动|开工|完成|印发|签订)|流标|暂缓|终止|取消|搁置|无法|推迟|延期")
_PAPER = lazy(
    r"(?:^|[，,。；;])(?:编制|制定|制订|出台|印发|起草|拟定|修订|完善)(?:完成|了|全[区县市])?[^，,。；;、]{0,20}?"
    r"(?P<noun>规划|方案|办法|意见|细则|标准|条例|制度|导则|图集|名录|清单|计划)"
)
_ISSUED = r"[^，,。；;]{0,20}?(?:印发|出台|发布|公布|获批|批准|批复|审议通过|通过|编制完成|制定完成|实施)"
_PREPARED = lazy(
    r"(?:完成|开展|做好|启动|推进)[^，,。；;]{0,24}?(?P<noun>前期工作|前期手续|可行性研究|可研|设计|选址|立项|勘[察测]|招标|征[收地]|拆迁|土地收储|报批)(?:工作|手续|报告)?"
    r"(?=[，,。；;、（(]|$)"
)
_PREPARATION_DONE = lazy(
    r"(?:已|均|全部|全面)(?:经)?(?:完成|办结|取得|获批|通过|批复)|完成[^。；;]{0,30}(?:批复|设计|选址|勘察|环评|预审|可研|可行性研究|招标|审批|立项)|批复|签订"
)
_TOPPED = lazy(
    r"封顶|主体(?:结构|工程)?(?:完工|完成|施工)|完成[^，,。；;]{0,24}(?P<stage>主体|桩基|基础|路基|土建|装修)[^，,。；;]{0,4}(?:工程|结构|施工|建设)?(?=[，,。；;]|$)"
)
_TOPPED_OUT = lazy(
    r"封顶|(?P<stage>主体|桩基|基础|路基|土建|装修)(?![^，,。；;]{0,16}(?:基本|大部|部分|未|%))[^，,。；;]{0,16}(?:完工|完成|竣工|合龙|贯通)"
)
# 完成大楼主体，7个卫生院完成搬迁: more is promised than the stage
_MORE = lazy(r"\d{1,4}[个所座条处家栋](?!月)")
_UNFINISHED = lazy(r"未|正在|尚|仍|在建|即将|计划|预计")
_INVESTED = lazy(r"完成(?:年度|当年|总)?投资(?:额)?(?:约)?(?P<sum>\d{1,9}(?:\.\d{1,4})?)(?P<unit>万|亿)元")
_SHARE = lazy(r"完成[^，,。；;]{0,8}(?:工程量|进度|任务|投资|建设)的?(\d{1,3}(?:\.\d{1,3})?)[%％]")
_AGREED = lazy(r"签订|签约|签署|达成合作|合作协议|共建协议")
_AGREEMENT_MADE = lazy(
    r"(?:已|月|日)[^，,。；;]{0,24}(?:签订|签约|签署)|(?:签订|签约|签署)[^，,。；;]{0,20}(?:协议|合同)"
)
_SERVICE = lazy(
    r"持续(?:开展|实施|推进|做好|举办|发放|提供)|常态化|按[月季年](?:发放|开展|提供|举办)|(?:每月|每周|每季度|全年|常年)[^，,。；;]{0,10}(?:开展|发放|举办|提供|不少于)"
    r"|^(?:为|给|向|对)[^，,。；;]{2,24}(?:发放|提供|给予|补贴|补助|落实)"
)
# 提高低保标准: 自7月起按新标准发放
_RAISES = lazy(r"(?:提高|上调|提升)[^，,。；;]{0,24}(?:标准|待遇|养老金|补[助贴])")
_RAISED = lazy(
    r"(?<!将)(?<!拟)按(?:照)?(?:提高后的|新的?)[^，,。；;]{0,6}标准[^，,。；;]{0,24}(?:发放|执行|落实|兑现|支付)"
    r"|(?<!将)(?<!拟)(?:执行|落实|实施)(?:了)?(?:提高后的|新的?)[^，,。；;]{0,8}标准"
    r"|标准[^，,。；;]{0,24}?(?:已|均)(?:由[^，,。；;]{1,16})?(?:提高|提标|上调|调整)(?:至|到|为)"
)
_AHEAD = lazy(r"将|拟|计划|预计|待|下月|明年")
_THING = lazy(r"新建|改建|扩建|建设|建成|建立|改造|修建|加装|安装")
_GIVEN = lazy(
    r"(?:已|共|累计|全年|截至[^，,。；;]{1,12})[^。；;]{0,24}?(?:发放|开展|举办|提供|惠及|服务|补贴|补助|走访|培训|救助)[^。；;]{0,24}?\d"
    r"|(?:发放|开展|举办|提供)[^。；;]{0,24}?\d[\d.]{0,8}[万亿]?[场次人户元批期件]"
)


def reached(report: str, promise: str, *, settled: bool) -> Status | None:
    """Return `completed` where a promise asks for no more than a step or a service, and the report names it.

    None where the promise asks for the thing itself, or where the report doesn't say. Quantities are compared
    elsewhere: the caller does not ask where fewer were reported than promised. `settled`: the list is one of things
    done; in one of a running year a service goes on.
    """
    if not promise:
        return None
    stage = _TOPPED.search(promise)
    if stage and not _IN_USE.search(promise) and _got_to(stage["stage"], report):
        beside = promise[: stage.start()] + promise[stage.end() :]
        return "completed" if not _MORE.search(beside) or _also_done(beside, report) else None
    if _NOT.search(report):
        return None
    if _AGREED.search(promise) and not _BUILT.search(promise) and _AGREEMENT_MADE.search(report):
        return "completed"
    if _IN_USE.search(promise):
        return None
    if (paper := _PAPER.search(promise)) is not None and lazy(paper["noun"] + _ISSUED).search(report):
        return "completed"
    if _PREPARED.search(promise) and _PREPARATION_DONE.search(report):
        return "completed"
    if (aim := _SHARE.search(promise)) and (made := _SHARE.search(report)):
        return "completed" if float(made.group(1)) >= float(aim.group(1)) else None
    if (aim := _INVESTED.search(promise)) and (made := _INVESTED.search(report)):
        return "completed" if _yuan(made) >= _yuan(aim) else None
    if _BUILT.search(promise):
        return None
    if _RAISES.search(promise) and (raised := _RAISED.search(report)):
        sentence = between.behind_last(report, 0, raised.start(), "。；;")
        return None if _AHEAD.search(report, sentence, raised.end()) else "completed"
    if settled and _SERVICE.search(promise) and not _THING.search(promise) and _GIVEN.search(report):
        return "completed"
    return None


# How far the work is when a stage is done; None: 封顶
_ORDER = {"桩基": 0, "基础": 1, "路基": 1, "土建": 2, "主体": 2, None: 2, "装修": 3}


def _got_to(stage: str | None, report: str) -> bool:
    """Decide whether a report says that a stage, or a later one, is done."""
    return any(
        _ORDER[one["stage"]] >= _ORDER[stage]
        for one in _TOPPED_OUT.finditer(report)
        if not _NOT.search(one[0])
    )


def _also_done(beside: str, report: str) -> bool:
    """Decide whether a report names all that was promised beside a stage, and nothing that goes on."""
    return quantities.compare(beside, report) in ("equal", "more") and not _UNFINISHED.search(report)


def _yuan(invested: re.Match[str]) -> float:
    return float(invested["sum"]) * (1e8 if invested["unit"] == "亿" else 1e4)
