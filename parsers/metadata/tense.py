"""Whether a text without a title, a year or a heading on time tells of what was done or of what is planned."""

from __future__ import annotations

from typing import Final

from parsers.text.patterns import lazy

_MOST: Final = 20_000  # characters looked at
_ENOUGH: Final = 3
_AIMED: Final = lazy(
    r"力争|争取(?!到|[资项国省]|上级)|确保|到(?:19|20)\d\d年[，,]|通过[^，,。]{1,4}年的?(?:时间)?努力|展望(?=20\d\d)"
    r"|(?:今年|年内|全年)(?:再|拟|要|将|计划|安排)|计划(?:总?投资|完成|新建|实施|年内|开工)|我们将(?!近)"
    r"|今年(?:实现|增加到|扩大到|提高到|达到|降到|力争|全部)|年内(?:完成|建成|开工|启动|引进|投用|竣工|实现)"
    r"|(?:上半年|[一二三四]季度|\d月(?:份|底)?)前?(?:投入使用|建成|投用|完工|竣工|开工)|月底前|(?:[。；\n，,])要(?!求|素|[^，。；]{0,4}增长[，。])"
)
_PLANNED: Final = lazy(
    r"(?:^|[。；，,\n])(?:继续|加快|加大|着力|大力|全力|积极|稳妥|认真|切实|深入|逐步|抓好|做好|落实好|推行|探索|启动|开工建设|要(?!素))"
)
_BOUNDED: Final = lazy(r"\d[万亿]?[\u4e00-\u9fff%]{1,3}(?:以上|以内)|不[少低高]于\d")
# A target, or what was expected of a year not over yet
_ABOUT: Final = lazy(r"\d[万亿]?[\u4e00-\u9fff%]{1,3}左右")
_EXPECTED: Final = lazy(r"预计|预期可|预测|有望")
_DONE: Final = lazy(
    r"[\u4e00-\u9fff]了[\u4e00-\u9fff\d]|已(?:[建完实开累全达有经投启]|基本)|一年来|过去|去年(?!基础)|五年来|以来[，,]|圆满|顺利(?!推进|实施|完成)|荣获|获评|被评|(?<!五年)(?<!投资)累计|同比|净增|预计(?:完成|实现|可)|可完成|完成年度(?:计划|预期|目标|任务)|(?:总量|增速|位|排名)[居列]?全[省市国县区]|位居|被认定|入选|获批|比年初计划|超过?序时进度|(?:完成|为)(?:全年|年度)(?:计划|任务|目标)的\d|比上年|较上年|成效(?:显著|明显)|成果丰硕|超额完成|预计全年"
)
_SENTENCE: Final = lazy(r"(?<=[。；;\n])")
# 环境不断改善, and what is to come: 环境质量明显改善; 发展动能加快转换。 says of a thing what became of it
_CHANGED: Final = lazy(
    r"明显|不断|[\u4e00-\u9fff]{2}(?:步伐加快|(?:加快|加速|稳步|强势|深刻|有力|有序)(?:推进|转型|转换|变化|提升|向好|改善|增强|显现|释放)|成效显著|双升)[。，；\n]"
)
# 今年经济社会发展的主要预期目标是: where the review before it ends
_PLAN_BEGINS: Final = lazy(
    r"(?:[今明]年|(?:19|20)\d\d年|新的一年|经济社会发展)[^。；，,\n]{0,24}"
    r"(?:总体要求|总要求|总体思路|指导思想|基本思路|预期目标|奋斗目标|主要目标)[^。；，,\n]{0,8}(?:是|为|如下|[：:])"
)
_FIGURE: Final = lazy(r"\d[万亿]?(?:[元个家人亩户吨套所张件辆名]|公里|平方|[%％])")
# Figures before the plan, if what precedes it is a review and not the general demands of the year
_REVIEWED: Final = 5
# Of 277 pieces of real and invented reports (2026-11-30) these take none of the 164 reviews for a plan, and 8 of
# the 113 plans for a review.
_TO_DONE: Final = 6  # signs of a plan to a word that says of something that it was done
_TO_CHANGED: Final = 2
_MANY: Final = 8
_MOST_DONE: Final = 10


def looks_ahead(text: str) -> bool:
    """Decide whether a text is about what is to come: it aims at much and says of little that it was done.

    >>> looks_ahead("全力扩大就业。全年发放贷款1亿元。加快建设学校，力争年内招生5000人。")
    True
    >>> looks_ahead("全力扩大就业，发放贷款1亿元，新建了学校3所。")
    False
    """
    begins = _PLAN_BEGINS.search(text, 0, _MOST)
    reviewed = begins is not None and sum(1 for _ in _FIGURE.finditer(text, 0, begins.start())) >= _REVIEWED
    end = begins.start() if begins is not None and reviewed else min(len(text), _MOST)
    aimed, done = _aims_and_deeds(text[:end])
    if done >= _MOST_DONE:
        return False
    planned, bounded, changed = (
        sum(1 for _ in sign.finditer(text, 0, end)) for sign in (_PLANNED, _BOUNDED, _CHANGED)
    )
    if _EXPECTED.search(text, 0, end) is None:
        bounded += sum(1 for _ in _ABOUT.finditer(text, 0, end))
    if not aimed and bounded < _ENOUGH and planned < _MANY:
        return False  # a review has clauses like 大力发展 as well
    return 2 * aimed + planned + bounded >= max(_ENOUGH, _TO_DONE * done + _TO_CHANGED * changed)


def _aims_and_deeds(text: str) -> tuple[int, int]:
    """Return how many signs of aims a text has, and of deeds in sentences without one: 去年…132列，今年增加到200列."""
    aimed = done = 0
    for sentence in _SENTENCE.split(text):
        aims = sum(1 for _ in _AIMED.finditer(sentence))
        aimed += aims
        done += 0 if aims else sum(1 for _ in _DONE.finditer(sentence))
        if done >= _MOST_DONE:
            break
    return aimed, done
