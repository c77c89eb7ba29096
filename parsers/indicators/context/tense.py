"""Whether a text without a title, a year or a heading on time tells of what was done or of what is planned."""

from __future__ import annotations

from parsers.text.patterns import lazy

_MOST = 20_000  # characters looked at
_ENOUGH = 3
_AIMED = lazy(
    r"力争|争取(?!到|[资项国省]|上级)|确保|(?:今年|年内|全年)(?:再|拟|要|将|计划|安排)|计划(?:总?投资|完成|新建|实施|年内|开工)"
)
_PLANNED = lazy(
    r"(?:^|[。；，])(?:继续|加快|加大|着力|大力|全力|积极|稳妥|认真|切实|深入|逐步|抓好|做好|落实好|推行|探索|启动|开工建设)"
)
_DONE = lazy(
    r"[\u4e00-\u9fff]了[\u4e00-\u9fff\d]|已(?:[建完实开累全达有经投启]|基本)|一年来|过去|去年(?!基础)|五年来|以来，|圆满|顺利(?!推进|实施|完成)|荣获|获评|被评|累计|同比|比上年|较上年|成效(?:显著|明显)|明显|不断"
)


def looks_ahead(text: str) -> bool:
    """Decide whether a text is about what is to come: it aims at something and says of nothing that it was done.

    >>> looks_ahead("全力扩大就业。全年发放贷款1亿元。加快建设学校，力争年内招生5000人。")
    True
    >>> looks_ahead("全力扩大就业，发放贷款1亿元，新建了学校3所。")
    False
    """
    if _DONE.search(text, 0, _MOST) is not None or _AIMED.search(text, 0, _MOST) is None:
        return False
    return sum(1 for _ in zip(_PLANNED.finditer(text, 0, _MOST), range(_ENOUGH), strict=False)) == _ENOUGH
