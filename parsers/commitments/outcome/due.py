"""Words for when something is to be done, which say nothing of whether it was: 年内建成, 上半年完成, 跨年实施."""

from __future__ import annotations

from parsers.commitments.outcome import aims
from parsers.text.patterns import lazy

_MONTH = r"(?<![\d\-—~至])(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
_TIME = lazy(
    rf"{aims.WHENEVER}|(?<!按)(?:{aims.INTENDED})|{_MONTH}|"
    r"(?:[按如]期|按时|按计划)(?!有序|推进|进行)|(?:完成|建成|竣工|完工|验收)后"
)
# What says how far something is, although a time stands beside it: 已于6月完成, 未按期完成
_HAS_COME = lazy(
    r"已|目前|截至|累计|实际|正在|尚|仍|未(?!来)|没有|不力|滞后|缓慢|延期|推迟|取消|调整|提前|超额|率先|此次"
)


def is_due(words: str) -> bool:
    """Decide whether words bring a time for what is done and nothing of how far it is.

    In a plan they are a deadline; in a list of things done they may say when it was done (按期完成).
    """
    return _TIME.search(words) is not None and not has_come(words)


def has_come(words: str) -> bool:
    """Decide whether words say how far something is: 已, 目前, 尚未, 滞后."""
    return _HAS_COME.search(words) is not None
