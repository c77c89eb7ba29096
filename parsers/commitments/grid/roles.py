"""What a table's head says of the cells under it, and a label of the words after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from parsers.commitments import bodies
from parsers.text.patterns import lazy

Role = Literal[
    "ordinal", "category", "name", "content", "outcome", "status", "lead", "support",
    "deadline", "money", "money_source", "place", "aside",
]  # fmt: skip
# Said beside a promise: neither what is promised nor what came of it.
ASIDES: Final = frozenset({"deadline", "money", "money_source", "place", "aside"})

# In order: the first that matches decides (完成时限 is a deadline, no outcome).
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("outcome", lazy(r"^(?:目前|当前|工作|项目)?(?:进展|完成|推进|落实)(?:情况)?[、，和及]")),
    (
        "ordinal",
        lazy(
            r"^(?:原(?:有|来|定)?|清单|实事|民生实事|项目|事项|任务|工作|工程){0,2}(?:的)?(?:序号?|编号|序列|项次|次序|名次|位次|NO\.?|No\.?|号)$"
        ),
    ),
    (
        "lead",
        lazy(
            r"^(?:牵头|主办|承办|责任|负责|实施|落实|主责)(?:单位|部门)[及和与、/（(]?(?:主要|具体)?(?:责任人|负责人|联系人|领导)[）)]?$"
        ),
    ),
    (
        "deadline",
        lazy(
            r"^(?:(?:拟|计划|预计|要求|承诺|项目|工作|责任|实施|建设|整改){0,2}(?:完成|办结|建成|竣工|完工|投用|交付)(?:的)?(?:时限|时间|期限|日期|年限|节点)"
            r"|(?:完成|工作|项目|实施|建设|计划|责任|整改|目标|办理|推进)?(?:时限|期限|时间节点|时间要求|时间安排|工期)|(?:实施|建设|计划|起止)(?:时间|年限))(?:要求|安排)?$"
        ),
    ),
    ("money_source", lazy(r"(?:资金|经费|投资)(?:的)?(?:主要)?(?:来源|渠道|筹措|保障)|筹资")),
    (
        "money",
        lazy(
            r"^(?:(?:总|计划|预计|项目|估算|概算|年度|本年|当年|所需|需要|拟|财政|\d{4}年){0,3}(?:投资|资金|经费|预算|投入)(?:额|总额|金额|规模|估算|概算|预算|需求|计划|安排)?|(?:概|预)算)(?:[（(](?:单位[：:])?[^（()）]{1,8}[）)])?$"
        ),
    ),
    ("place", lazy(r"^(?:项目|建设|实施|具体|工程){0,2}(?:地点|地址|位置|选址|所在地)$")),
    (
        "aside",
        lazy(
            r"是否.{0,6}(?:进度|达序|序时|时序)|时限|时间|期限|年限|节点|备注|责任人|领导|联系|电话|资金|投资|经费|地点|地址|来源|依据|图片|得票|票数|测评|满意|说明$|下一步|存在(?:的)?问题|原因|达序|序时"
        ),
    ),
    (
        "aside",
        lazy(
            r"^预计|(?:项目|实事|任务|事项)(?:数量|个数|总数|项数|数)$|(?:计划|预期|应达|要求)(?:的)?(?:形象)?(?:完成)?(?:进度|进展)$"
        ),
    ),  # 8月计划进度 beside 实际进度
    ("aside", lazy(r"^(?:具体|主要|项目|工作)?负责人|^(?:负责|责任|具体)科室")),
    ("support", lazy(r"协办|配合|共同责任|协助|参与|参加")),
    (
        "lead",
        lazy(
            r"牵头|主办|承办|(?:责任|办理|实施|负责|主责|建设|落实|主管|推进)(?:单位|部门|主体)|^(?:单位|部门|承诺单位)$"
        ),
    ),
    (
        "status",
        lazy(
            r"状态|是否|完成率|完成与否|评价|(?:核定|评定|认定|审定|核查|验收|督查|评估)(?:意见|结论|等次)$|^占.{0,8}(?:比|%|计划|任务|目标)|目标完成情况$|进度[（(][%％][）)]|完成(?:比|百分)|(?:达标|进度)率"
        ),
    ),
    (
        "outcome",
        lazy(
            r"(?:情况|进展|进度|成效|结果|完成数|实绩)(?:[（(].{0,24}[）)])?$|^(?:完成|落实|进展|办理|推进)|^(?:实际|累计|已)+完成"
        ),
    ),
    ("category", lazy(r"类别|类型|分类|领域|板块|类$|方面")),
    ("name", lazy(r"名称|事项|项目$|(?<!目标)任务$|实事$|工程$|承诺$|题目|标题|^民生|^项目[（(]")),
    ("content", lazy(r"内容|目标|措施|标准|规模|要求|任务|指标|效益|项目|年度计划$")),
)
_LONGEST = 20


# A label is one of these and nothing more: 推进老旧小区改造：… is a name that goes on.
_LABELS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "name",
        lazy(
            r"(?:项目|事项|实事|任务|工作|工程|计划)名称|实事项目|民生事项"
            r"|(?:对应|所对应的?)?(?:政府|原|年初|年度|当初|事前){0,2}的?承诺(?:事项|内容|目标|项目)?|(?:对应|所对应的?)的?(?:年初|年度)?(?:目标|任务|项目|事项|实事)|项目|事项"
            r"|(?:监督|督办|督查|督导|视察|评议|跟踪|包联|认领|负责|承办|联系)(?:的)?(?:民生)?(?:实事)?(?:项目|实事|事项)(?:名称)?"
        ),
    ),
    (
        "content",
        lazy(
            r"计划(?:数|量)|目标(?:数|值|量)|(?:主要|具体|建设|工作|实施|项目|任务|年度|完成|验收)?(?:建设)?(?:内容|目标|任务|目标任务|任务目标|标准|规模|措施|举措|计划)(?:[及和与](?:规模|标准|任务分解|任务|要求|措施))?"
        ),
    ),
    (
        "outcome",
        lazy(
            r"(?:目前|最新|当前|工作|项目|实施|建设|年度|总体|本月|\d{1,2}月份?|[前第]?[一二三四]季度|[上下]半年)?(?:(?:承诺|诺言|目标|任务)?(?:完成|落实|兑现|履行|践行|达成)|进展|办理|办结|推进|实施|工作|执行|建设|践诺|履诺|履约|兑诺|交账|销号|开展)?(?:情况|进展|进度|成效|结果)(?:[与和及](?:情况|进展|成效|结果))?|(?:最新|工作|项目|推进)?动态"
            r"|整改情况|(?:办理|办结|落实|工作|承办)(?:答复|回复|反馈)"
            r"|实绩|(?:实际|累计)?完成数量?|实际(?:完成|情况|进度|完成情况)?|(?:政府)?办理|完成|兑现|成果|追踪"
        ),
    ),
    (
        "status",
        lazy(
            r"(?:完成|办理|项目|进度|推进)?状态|是否完成|完成率"
            r"|(?:进度|进展|完成|推进|办理|总体|综合|督查|督办|核查|检查|验收|考核|评估)(?:情况)?(?:评价|评定|评判|研判|判定|认定|结论)(?:结果|结论|意见)?"
        ),
    ),
    ("support", lazy(bodies.SUPPORT_LABEL)),
    ("lead", lazy(bodies.LEAD_LABEL)),
    (
        "deadline",
        lazy(
            r"(?:计划|预计|拟)?(?:完成|办结|建设|实施|竣工|建成|工作|办理)?(?:时限|时间|期限|时间节点)(?:要求)?"
        ),
    ),
    ("money_source", lazy(r"资金(?:筹措|安排|来源|保障)|经费来源")),
    ("money", lazy(r"(?:项目|计划|预计|所需)?(?:总)?(?:投资|资金|经费)(?:估算|概算|额|规模)?")),
    ("place", lazy(r"(?:实施|建设|项目)?(?:地点|地址|位置)")),
    (
        "aside",
        lazy(
            r"(?:具体|主要|项目|工作)?(?:责任人|负责人)|(?:督办|督查|督导|监督|监管)(?:单位|部门)|[市县区]?(?:责任|主管|分管|牵头|挂钩|包抓|包联|联系|督办)[市县区]?领导|(?:进度|工期)(?:安排|计划|要求|节点)|联系人|联系电话|"
            r"(?:群众|公众|社会|代表|委员)(?:满意度?)?(?:评价|测评|评议)(?:情况|结果)?|满意(?:度|率)(?:测评|评价)?(?:情况|结果)?|"
            r"备注|(?:项目|工程|实事)?(?:编号|序号)|下一步(?:工作)?(?:打算|计划|安排)?|存在(?:的)?问题"
        ),
    ),
)


def of_label(words: str) -> Role | None:
    """The role of the words before a colon or inside 【】, or None where they are no label."""
    return next((role for role, pattern in _LABELS if pattern.fullmatch(words)), None)


def of(head: str) -> Role | None:
    """The role of a column's head, or None where it has no role."""
    text = "".join(head.split()).strip("*：:")
    if not text or len(text) > _LONGEST or "。" in text or "，" in text:
        return None
    for role, pattern in _ROLES:
        if pattern.search(text):
            return role
    return None


_FIRST_OF_ALL = lazy(r"^(?:牵头|主办|主责)")


def of_row(heads: Sequence[str]) -> tuple[Role | None, ...]:
    """Return the roles of a row of heads: beside 牵头单位 the other bodies (责任单位, 落实单位) support."""
    found = [of(head) for head in heads]
    leads = [at for at, role in enumerate(found) if role == "lead"]
    first = [at for at in leads if _FIRST_OF_ALL.match("".join(heads[at].split()))]
    if len(leads) > 1 and len(first) == 1 and "support" not in found:
        found = ["support" if at in leads and at not in first else role for at, role in enumerate(found)]
    return tuple(found)
