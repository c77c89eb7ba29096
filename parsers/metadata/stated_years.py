"""Find the year that a text without title and headings is about: the one that its figures are said to be of."""

from __future__ import annotations

from typing import Final

from parsers.text import dates
from parsers.text.patterns import lazy

YEAR: Final = r"([12][0-9]{3}|[一二][〇0○零一二三四五六七八九]{3})年"
PLANS_END: Final = {"十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025}
OPENING: Final = 1500  # characters in which a report says which year it is about

# 过去五年工作回顾 without a year: the latest that a sentence reports figures of ends the five
_FIVE_BACK: Final = lazy(
    r"(?:过去|近|这|[一二三四五六七八九十]届)的?五年|五年来|五年(?:的|政府)*工作(?:的)?(?:回顾|总结)|五年累计"
)
_REPORTED: Final = lazy(
    r"[。；：，、—顾来](?:预计|截至|截止)?(?:到|至)?"
    + YEAR
    + r"(?:年?[底末])?(?:[,，、]|(?=[比与较达完实突]|[全我][区县市州旗盟]))"
    r"(?=[^。；]{0,60}(?:完成|实现|达|突破|超过|增长|增加|提高|分别|是)[^。；]{0,24}[0-9])"
)
_SUMMED_PLAN: Final = lazy(  # 过去的五年…。“十二五”累计完成投资86亿元
    r"[“\"‘](?P<name>十[一二三四]?五)[”\"’](?:(?:期间|时期|以来|的发展)*(?:累计|共|，|取得|成就|突出)"
    r"|[^。；,，]{0,12}(?:任务|目标|规划)[^。；,，]{0,8}(?:完成|实现))"
)
_LOOKS_AHEAD: Final = lazy(r"(?:今后|未来)的?[三四五几]年|下一个五年")
_REVIEW_LENGTH: Final = 4000  # characters in which a review of five years names its last year


def of_five_years(text: str) -> int | None:
    """Return the latest year that a review of five years reports figures of; None where it is no such review."""
    text = "".join(text[:_REVIEW_LENGTH].split())
    back = _FIVE_BACK.search(text, 0, OPENING)
    if back is None:
        return None
    ahead = _LOOKS_AHEAD.search(text, back.end())
    stop = ahead.start() if ahead is not None else len(text)
    plan = _SUMMED_PLAN.search(text, 0, stop)
    if plan is not None:
        return PLANS_END[plan["name"]]
    found = _REPORTED.finditer(text, back.end() - 1, stop)
    return max((year for match in found for year in dates.years(match[1] + "年")), default=None)


_STATED_OF: Final = lazy(  # 2019年完成地区生产总值86亿元, 2019年，全县新增就业2000人
    r"(?<![比较由从到至超过])"
    + YEAR
    + r"(?:[,，]?[全我][区县市州旗盟]|[,，]?[^,，。；;0-9到至]{0,12}(?:完成|实现|达|新增|建成|引进|增长))"
    r"[^。；;]{0,24}[0-9]"
)
_FEWEST_STATED: Final = 3
_FIRST: Final = 300  # characters in which a review of one year names it
_BESIDE: Final = lazy(  # 2020—2022年, 到2030年, 较2025年, 2017年底: no year that a piece is about
    r"[12][0-9]{3}年?[-—－–~～至到]{1,2}[12][0-9]{3}年|(?:到|至|比|较|同|与|展望)[12][0-9]{3}年|[12][0-9]{3}年(?:以来|底|末)"
)


_BEGINS: Final = lazy(r"(?:^|(?<=[\n。；，;,：:]))" + YEAR)


def of_figures(text: str) -> int | None:
    """Return the year that figures are said to be of, first or often, where the text names no later one."""
    stated = [
        (year, match.start()) for match in _STATED_OF.finditer(text) for year in dates.years(match[1] + "年")
    ]
    latest = max(dates.years(text), default=0)
    places = [start for year, start in stated if year == latest]
    return latest if len(places) >= _FEWEST_STATED or (places and places[0] < _FIRST) else None


def planned(text: str) -> int | None:
    """Return the one year that clauses of a plan begin with, beside those that it looks to or compares with."""
    text = _BESIDE.sub("", text)
    begun = {year for match in _BEGINS.finditer(text) for year in dates.years(match[0])}
    return max(begun) if len(begun) == 1 and begun == {max(dates.years(text))} else None
