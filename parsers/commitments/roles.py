"""What a table's head or a label says about the words under it or after it."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["ordinal", "category", "name", "content", "outcome", "status", "lead", "support", "aside"]

# In order: the first that matches decides (完成时限 is a deadline, no outcome).
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("ordinal", re.compile(r"^(?:项目|事项|任务)?(?:序号?|编号|序列|NO\.?|No\.?|号)$")),
    (
        "aside",
        re.compile(
            r"时限|时间|期限|节点|备注|责任人|领导|联系|电话|资金|投资|经费|地点|地址|来源|依据|图片|得票|票数|说明$|下一步|存在(?:的)?问题|原因"
        ),
    ),
    ("support", re.compile(r"协办|配合|协助|参与|参加")),
    (
        "lead",
        re.compile(
            r"牵头|主办|承办|(?:责任|办理|实施|负责|主责|建设|落实|主管)(?:单位|部门|主体)|^(?:单位|部门|承诺单位)$"
        ),
    ),
    ("status", re.compile(r"状态|是否|完成率|完成与否|评价")),
    (
        "outcome",
        re.compile(
            r"(?:情况|进展|进度|成效|结果|完成数|实绩)(?:[（(].{0,24}[）)])?$|^(?:完成|落实|进展|办理|推进)"
        ),
    ),
    ("category", re.compile(r"类别|类型|分类|领域|板块|类$|方面")),
    ("name", re.compile(r"名称|事项|项目$|任务$|实事$|工程$|承诺$|题目|标题|^民生|^项目[（(]")),
    ("content", re.compile(r"内容|目标|措施|标准|规模|要求|任务|指标|效益|项目")),
)
_LONGEST = 20


def of(head: str) -> Role | None:
    """The role of a column head or label, or None where it is neither."""
    text = "".join(head.split()).strip("*：:")
    if not text or len(text) > _LONGEST or "。" in text or "，" in text:
        return None
    for role, pattern in _ROLES:
        if pattern.search(text):
            return role
    return None
