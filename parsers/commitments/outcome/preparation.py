"""Clauses of a report that say how a project is prepared: 名单已确定, 招标公告已挂网, 126名学员报名."""

from __future__ import annotations

from parsers.text.patterns import lazy

_STEPS = (
    r"(?:已确定|确定(?:了)?(?=[^，,。；;]{0,12}(?:名单|对象|机构|单位|地点|点位|选址|供应商|施工))|名单|报名(?!人数(?:不足|不够|偏?少))|排查|摸排|摸底|入户调查|申报|登记造册|"
    r"签约|签订|采购|公告|挂网|到货|编制|评审|招(?:投)?标|遴选|选定|需改造|改造对象|备案)"
)
_STEP = lazy(_STEPS)
# What is done with what was prepared: the clause reports a result.
_RESULT = lazy(
    r"竣工|完工|建成|投用|投入使用|启用|通车|交付|安装|发放|到位|通过(?:竣工)?验收|完成[^，,。；;]{0,12}(?:改造|建设|救助|服务|培训)(?!招|设计|对象)|"
    r"已(?:经)?(?:改造|救助|培训|服务|开展)"
)
_CLAUSE = lazy(r"[^，,；;。]+[，,；;。]?")


# Money handed out for a project says nothing of how far it is: 省级补助资金已下达，占计划156%。
_MONEY = lazy(
    r"(?:(?<=[。；;])|^)[^，,。；;]{0,12}(?:资金|经费)[^。；;]{0,40}(?:下达|拨付|到位|支出)[^。；;]*[。；;]?"
)


def without(report: str, promise: str) -> str:
    """Return a report without its clauses about preparation; a step that was promised itself is a result."""
    kept = []
    if "资金" not in promise and "补助" not in promise:
        report = _MONEY.sub("", report) or report
    for clause in _CLAUSE.findall(report):
        step = _STEP.search(clause)
        if step is None or step.group() in promise or _RESULT.search(clause):
            kept.append(clause)
    return "".join(kept)


_MEETINGS = lazy(r"(?:召开|组织|举行|参加)[^，,。；;]{0,24}会议?[^，,。；;]{0,8}")
_RESULT_NAMED = lazy(r"已|全部|均|完毕|到位|达标|\d(?![.．、])")


def names_result(report: str) -> bool:
    """Decide whether a report in a list of a running year says more than that meetings were held and work goes on."""
    return _RESULT_NAMED.search(_MEETINGS.sub("", report)) is not None
