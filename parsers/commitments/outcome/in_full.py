"""Whether all that a promise counts is reported as done, whatever else the report says is still going on."""

from __future__ import annotations

from parsers.commitments import quantities, stages
from parsers.record import Status
from parsers.text.patterns import lazy

_SEGMENT = lazy(r"[^，,。；;：\n]+")
_DONE = lazy(
    r"竣工|完工|投用|投入使用|投入运营|建成|通车|通行|开园|开学|开馆|开放|交付|启用|上线|挂牌|全部完成|已完成|均(?:已)?完成|办理入住|"
    r"^\s*(?:已|共|全年|累计)?(?:完成|改造|新建|安装|更换|创建)"
)
_NOT = lazy(r"未|正在|在建|(?<!年度)计划(?!的)|拟|预计|将|方案|名单|招标|采购|设计|选址|其中|占|%|仅|只")
# Aims and ways: not a thing that is promised beside the counted one.
_AIM = lazy(
    r"(?:并|让|使|为|惠及|受益|解决|提升|提高|改善|方便|满足|进一步|不断|切实|力争|确保|年内|推进|实施|优化|缓解|保障|增强|逐步|全面)"
)
_ALL = lazy(r"全部[^，,。；;\d]{0,6}(?:到位|完成|竣工|完工|建成|投用|投入使用)")
_BEYOND = lazy(r"超额(?:完成)?(?![^，,。；;]{0,8}投资)|超(?:过|出)(?:年初|年度|全年|原)?(?:计划|任务|目标)")
_COUNTED = lazy(r"\d|[一二两三四五六七八九十]{1,3}[个所座条处家项]")
_EFFECT = lazy(r"惠及|受益|覆盖|服务|新增")


def judge(report: str, promise: str) -> Status | None:
    """Return `completed` or `exceeded` where every counted thing of a promise is reported as done; None elsewhere.

    建成公园10个并对外开放，另有3个正在施工 keeps a promise of 10. A promise that also names a thing without a number is
    not judged here.
    """
    segments = _SEGMENT.findall(promise)
    if any(_COUNTED.search(one) is None and not _AIM.match(one.strip()) for one in segments[1:]):
        return None
    main = next((one for one in segments if _COUNTED.search(one) and not _EFFECT.match(one.strip())), None)
    if main is None or (segments[0] is not main and not _AIM.match(segments[0].strip())):
        return None
    compared = [
        quantities.compare(main, clause)
        for clause in stages.CLAUSE.findall(report)
        if _DONE.search(clause) and _NOT.search(clause) is None and stages.STAGE.search(clause) is None
    ]
    if _ALL.search(report) and quantities.compare(main, report) == "equal":
        return "completed"  # 甲类9200户、乙类5800户全部到位, where 1.5万户 were promised
    if not any(one in ("equal", "more") for one in compared) or "fewer" in compared:
        return None
    whole = quantities.compare(promise, report)
    if whole == "fewer":
        return None
    counted = sum(_COUNTED.search(one) is not None for one in segments)
    more = "more" in compared and "equal" not in compared and (whole == "more" or counted == 1)
    return "exceeded" if more or _BEYOND.search(report) else "completed"
