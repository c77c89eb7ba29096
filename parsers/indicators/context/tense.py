"""Whether a text without a title, a year or a heading on time tells of what was done or of what is planned."""

from __future__ import annotations

from parsers.indicators.context.periods import Period
from parsers.text.patterns import lazy

_MOST = 20_000  # characters looked at
_ENOUGH = 3
_AIMED = lazy(
    r"力争|争取(?!到|[资项国省]|上级)|确保|到(?:19|20)\d\d年[，,]|(?:要|将)通过[^，。]{1,4}年的?(?:时间|努力)|(?:今年|年内|全年)(?:再|拟|要|将|计划|安排)|计划(?:总?投资|完成|新建|实施|年内|开工)"
)
_PLANNED = lazy(
    r"(?:^|[。；，])(?:继续|加快|加大|着力|大力|全力|积极|稳妥|认真|切实|深入|逐步|抓好|做好|落实好|推行|探索|启动|开工建设)"
)
_DONE = lazy(
    r"[\u4e00-\u9fff]了[\u4e00-\u9fff\d]|已(?:[建完实开累全达有经投启]|基本)|一年来|过去|去年(?!基础)|五年来|以来，|圆满|顺利(?!推进|实施|完成)|荣获|获评|被评|累计|同比|比上年|较上年|成效(?:显著|明显)"
)
_HORIZON = lazy(r"到((?:19|20)\d\d)年[底末]?[，,]")
_FIVE_YEARS = lazy(r"(?:今后|未来|下)[一个]*五年|五年的?努力")
_CHANGED = lazy(r"明显|不断")  # 环境不断改善, and what is to come: 环境质量明显改善
_SELDOM = 5  # clauses that plan to one such word


def looks_ahead(text: str) -> bool:
    """Decide whether a text is about what is to come: it aims at something and says of nothing that it was done.

    >>> looks_ahead("全力扩大就业。全年发放贷款1亿元。加快建设学校，力争年内招生5000人。")
    True
    >>> looks_ahead("全力扩大就业，发放贷款1亿元，新建了学校3所。")
    False
    """
    if _DONE.search(text, 0, _MOST) is not None or _AIMED.search(text, 0, _MOST) is None:
        return False
    planned = sum(1 for _ in _PLANNED.finditer(text, 0, _MOST))
    changed = sum(1 for _ in _CHANGED.finditer(text, 0, _MOST))
    return planned >= max(_ENOUGH, changed * _SELDOM)


def five_years(text: str) -> Period | None:
    """Return the five years that a plan without title looks to: 今后五年…, whose targets are all 到2015年.

    >>> five_years("通过五年的努力，生产总值达到80亿元。到2015年，公园达到5个。")
    Period(first=2011, last=2015, part=None, named=True)
    """
    years = {int(match[1]) for match in _HORIZON.finditer(text, 0, _MOST)}
    if len(years) != 1 or _FIVE_YEARS.search(text, 0, _MOST) is None:
        return None
    (last,) = years
    return Period(last - 4, last, named=True)
