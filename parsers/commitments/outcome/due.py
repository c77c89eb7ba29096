"""Words for what is aimed at, for when it is to be done, and for an earlier year's projects.

The only table of times of a list: deadlines, headings and cells that say when something is due all use it. Such words
say nothing of whether it was done: 年内建成, 上半年完成, 跨年实施.
"""

from __future__ import annotations

from parsers.text.patterns import lazy

INTENDED = r"力争|争取|确保|保证|务必|必须|计划(?!的)|预计|准备|拟|将"
# By when: 年内, 6月底前
IN_TIME = r"年内|年末|[年月季]度?底前?|[月日号]前"
# In which part of a year, in which year, or all the time: 上半年, 明年, 跨年, 2023年, 长期
IN_PERIOD = r"[上下]半年|[一二三四]季度|[今本当明次来跨全常]年|年度内|(?:19|20)\d\d年度?|长期"
WHENEVER = rf"{IN_TIME}|{IN_PERIOD}"
EARLIER = lazy(r"去年|上年|上一年|往年|前一年|上届")
_MONTH = r"(?<![\d\-—~至])(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
_TIME = lazy(
    rf"{WHENEVER}|(?<!按)(?:{INTENDED})|{_MONTH}|"
    r"(?:[按如]期|按时|按计划)(?!有序|推进|进行|完成(?:节点|阶段|当期))|(?:完成|建成|竣工|完工|验收)后"
)
# What says how far something is, although a time stands beside it: 已于6月完成, 未按期完成
COME = r"已|此次|率先|超额|目前|正在|尚|滞后|缓慢|延期|取消|调整|截至"
_HAS_COME = lazy(rf"{COME}|累计|实际|仍|未(?!来)|没有|不力|推迟|提前")


def is_due(words: str) -> bool:
    """Decide whether words bring a time for what is done and nothing of how far it is.

    In a plan they are a deadline; in a list of things done they may say when it was done (按期完成).
    """
    return _TIME.search(words) is not None and not has_come(words)


def has_come(words: str) -> bool:
    """Decide whether words say how far something is: 已, 目前, 尚未, 滞后."""
    return _HAS_COME.search(words) is not None
