"""Find the year that a work report reviews and the year that it plans for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from parsers.metadata import stated_years, tense
from parsers.metadata.stated_years import OPENING, PLANS_END, YEAR
from parsers.record import Section
from parsers.text import dates
from parsers.text.patterns import lazy

_REVIEW: Final = lazy(
    r"回顾|总结|完成情况|(?:全面|圆满|胜利|顺利)完成|取得的?成[绩就]|主要成[绩就]|成就|成果|执行情况|落实情况|所做|情况$"
)
_PLAN: Final = lazy(
    r"安排|部署|重点|主要工作|主要任务|工作任务|任务|目标|计划|打算|思路|要求|意见|举措|建议|预期|展望|设想|奋斗"
)
SPAN: Final = lazy(r"[12][0-9]{3}\s{0,2}年?\s{0,2}[-—－–~～至到]{1,2}\s{0,2}[12][0-9]{3}年")
_SINCE: Final = lazy(YEAR + r"(?:底|末)?(?=以来)")  # 一、2008年以来的工作回顾: the first of several years
FIVE_YEARS: Final = lazy(r"[一二三四五六七八九十]五[”\"’]?(?:时期|期间|规划)|五年")
# A title of one page of several: 2020年工作回顾（二）, 2021年各项目标任务圆满完成
_PART: Final = lazy(YEAR + r"(?:度?工作(?:回顾|安排)|(?!度?政府工作)[^年]{0,30}(?:全面|圆满|胜利|顺利)完成)")
_CHAPTER: Final = lazy(r"^[一二三四五六七八九十第]{1,3}[、.．部]")


def of_report(
    sections: Sequence[Section], titles: Sequence[str], delivered: str | None, text: str
) -> tuple[int | None, int | None]:
    """Return (review year, plan year) of a work report.

    The chapter headings are the strongest evidence (一、2019年工作回顾; 二、2020年工作安排), then the day of
    delivery: a report of November or December plans for the next year, one of the first half of a year for that
    year, one of the months between for the next where a chapter or the opener names 明年. Then the title's year,
    which is the year planned for, unless the report is a mid-year one.
    """
    text, titles = dates.without_blanks(text), [dates.without_blanks(title) for title in titles]
    chapters = [dates.without_blanks(section.heading) for section in sections]
    title_years = [year for title in titles for year in of_title(title)]
    day = (int(delivered[:4]), int(delivered[5:7])) if delivered else None
    aim = None  # the year that the report must plan for, by its day of delivery or its title
    if day is not None:
        aim = day[0] + 1 if day[1] >= 11 else day[0] if day[1] <= 6 else None
        opener = _OPENER.search(text[:OPENING])
        ahead = [*chapters, opener[0] if opener is not None else ""]
        if aim is None and any(map(_COMING_YEAR.search, ahead)):
            aim = day[0] + 1  # a new term's first report, in the autumn
    headings = [*chapters, *(title for title in titles if _PART.search(title))]
    review, plan = _of_headings(headings, aim if aim is not None else next(iter(title_years), None))
    if any("上半年" in title for title in titles) and title_years:
        return title_years[0], title_years[0]
    if review is None and plan is not None and day is not None and plan < day[0]:
        review, plan = plan, None  # a report does not plan for a year that is over
    if review is None and plan is None:
        plan = aim
    if review is None and plan is None:
        plan = _of_opener(text)
    if review is None and plan is None:
        aimed = _of_targets(text)
        named = title_years[0] if title_years else None
        # A title may state the reviewed year: then the text has targets for the next year and none for that one,
        # or opens with that year as the one that is over.
        stated = named is not None and (named in aimed or named + 1 not in aimed)
        if named is not None and named + 1 not in aimed and _plan_done(text) == named:
            plan = named + 1  # 2015年…工作报告 in which the plan of 2011 to 2015 is fulfilled
        elif stated and named is not None and named not in aimed and _is_over(named, text):
            plan = named + 1
        else:
            plan = named if stated else next(iter(aimed), None)
    if review is None and plan is None and tense.looks_ahead(text):
        plan = stated_years.planned(text)
    elif review is None and plan is None:
        review = _of_lead(text) or stated_years.of_five_years(text) or stated_years.of_figures(text)
    if day is not None and review is None and plan is not None and plan < day[0]:
        review, plan = plan, None
    if plan is None and review is not None:
        plan = review + 1
    elif plan is not None:
        review = plan - 1
    return review, plan


# 一、“十三五”发展回顾和2020年主要工作; 一、过去五年及2020年工作: the year is reviewed together with the span.
_LOOKS_BACK: Final = lazy(
    r"(?:回顾|总结|过去|以来|[三四五]年来|五[”\"’]?(?:时期|期间)?(?:的?(?:发展|工作|成就))?)[^,，。]{0,8}(?:和|及|与|以及|暨|、)$"
)
_AIMS: Final = lazy(r"(?:奋斗|预期|主要|发展)目标(?!任务?完成)|今后|未来|展望|规划")
_WORK: Final = lazy(r"年度?(?:的|政府)*(?:主要|重点)?(?:工作|任务)(?:完成)?(?:情况)?$")


def _of_headings(headings: Sequence[str], aim: int | None = None) -> tuple[int | None, int | None]:
    """Return the last year in a review heading, and the first in a planning heading.

    `aim`: the year planned for, by day of delivery or title; it decides a heading that can mean either.
    """
    reviews: list[int] = []
    plans: list[int] = []
    loose: list[int] = []
    spanned: list[
        int
    ] = []  # 一、“十二五”和2015年工作; 二、“十三五”和2016年工作: the later one is planned for
    first_chapter = False
    for heading in headings:
        cleaned = _SINCE.sub("", SPAN.sub("", heading))
        spans = [(int(m.start()), y) for m in re.finditer(YEAR, cleaned) for y in dates.years(m[0])]
        for number, (start, year) in enumerate(spans):
            end = spans[number + 1][0] if number + 1 < len(spans) else len(cleaned)
            words = cleaned[start:end]
            if (
                len(spans) > 1
                and number + 1 < len(spans)
                and not (_REVIEW.search(words) or _PLAN.search(words))
            ):
                words = cleaned[start:]  # 2019年和“十三五”时期工作回顾
            if re.search(r"[零一二三四五六七八九十0-9]年规划|纲要", words):
                continue
            joined = len(spans) == 1 and _WORK.search(words) and _LOOKS_BACK.search(cleaned[:start])
            if _REVIEW.search(words):
                reviews.append(year)
            elif joined and (aim is None or year < aim) and not _AIMS.search(cleaned[:start]):
                spanned.append(year)
            elif _PLAN.search(words):
                plans.append(year)
            elif _CHAPTER.match(heading) and len(heading) <= 16:
                loose.append(year)
                first_chapter = first_chapter or heading.startswith(("一", "第一"))
    for year in sorted(set(spanned)):
        (plans if year - 1 in (*reviews, *spanned) else reviews).append(year)
    if not reviews:  # 一、关于2019年工作 二、关于2020年工作; 一、2022年主要工作 二、2023年工作安排
        named = sorted({*loose, *plans})
        if len(named) == 2 and named[1] == named[0] + 1:
            return named[0], named[1]
        if loose and not plans:
            return (min(loose), None) if first_chapter else (None, min(loose))
    review = max(reviews) if reviews else None
    if review is None and plans and aim is not None and max(plans) == aim - 1:
        return aim - 1, None  # 落实2011年任务 in a report for 2012
    later = [year for year in plans if review is None or year == review + 1]
    return review, (min(later) if later else None)


_MONTH: Final = lazy(YEAR + r"[0-9]{1,2}月")  # 2024年11月至12月, …决定了2025年度民生实事


def without_months(text: str) -> str:
    """Return a text without years that belong to a month, where others remain."""
    without = _MONTH.sub("", text)
    return without if dates.years(without) else text


# 附件1 2023年, also without white space: the first number is the annex's
_ANNEX_NUMBER = lazy(r"附[件表录]\s*[0-9]{1,2}(?=[\s:：.．、]*[12][0-9]{3}年)")


def of_title(title: str) -> list[int]:
    """Return the years in a title (2021年…, （2018）) without those of a date."""
    title = title.translate(str.maketrans("０１２３４５６７８９（）", "0123456789()"))
    title = _ANNEX_NUMBER.sub("", title)
    for found in reversed(list(dates.find(title))):
        title = title[: found.start] + title[found.end :]
    title = without_months(title)
    bracketed = [int(y) for y in re.findall(r"[(]([12][0-9]{3})年?(?:度)?[)]", title)]
    return [y for y in dates.years(title) if f"{y}-" not in title] or [
        y for y in bracketed if 1949 <= y <= 2099
    ]


_TARGETS: Final = lazy(r"预期目标|主要目标|奋斗目标|指标预期|工作目标")
# 促进了预期目标的实现, 完成了年初确定的预期目标: a target that was met is of the year that is over
_MET: Final = lazy(r"(?:任务)?(?:的|顺利|圆满|如期|全面|超额|提前|较好|全部)+(?:实现|完成|达成)")
_MEETS: Final = lazy(r"(?:(?:完成|实现|达到|促进)了|(?:超过|高于|低于|好于)了?)[^,，。；;]{0,24}$")


# 2018年民生实事基本完成。今年…预期目标是: the year before the targets is the one that is over
_STATED_BEFORE: Final = lazy(r"(?s)" + YEAR + r"[^。；]{0,40}(?:完成|实现了|已).*今年[^年]*$")


def _of_targets(text: str) -> list[int]:
    """Return the years closest before words for annual targets (within 120 characters), most frequent first."""
    years: Counter[int] = Counter()
    for match in _TARGETS.finditer(text):
        if _MET.match(text, match.end()) or _MEETS.search(text, max(0, match.start() - _NEAR), match.start()):
            continue
        before = _LATER.sub("", SPAN.sub("", text[max(0, match.start() - 120) : match.start()]))
        if _STATED_BEFORE.search(before):
            continue
        if (named := dates.years(before)) and not FIVE_YEARS.search(before[-40:]):
            years[named[-1]] += 1
    return [year for year, _ in years.most_common()]


# 我代表县人民政府，…对今后五年和2012年的工作提出建议: what the speaker announces in the opener
_PROPOSED: Final = lazy(
    YEAR + r"度?的?(?:政府|主要|重点)*工作(?:任务)?(?:提出|作出|作)?(?:建议|安排|部署|意见|打算)"
)
_OPENER: Final = lazy(r"我(?:谨|现)?(?:代表|受)[^。]{0,200}")


def _of_opener(text: str) -> int | None:
    """Return the year whose work the opener proposes."""
    opener = _OPENER.search(text[:OPENING])
    proposed = _PROPOSED.search("".join(opener[0].split())) if opener is not None else None
    named = dates.years(proposed[1] + "年") if proposed is not None else []
    return named[0] if named else None


_LATER: Final = lazy(r"(?:到|至|在|力争|比|较|与)[12][0-9]{3}年")


_LEAD: Final = lazy(
    r"(?:^|\n)\s{0,8}(?:刚刚过去的|过去的)?" + YEAR + r"(?:度)?[,，]?(?:是|面对|在|我们|全区|全市|全县)"
)


# A chapter's heading inside a line that lost its line ends, 预计2012年全市…: what the report looks back on
_REVIEWED: Final = lazy(
    YEAR + r"(?:度)?(?:的|政府)*工作(?:的)?回顾|(?:预计|初步核算|初步统计)[,，]?" + YEAR + r"[,，]?[全我][区市县旗州盟]"
    r"|(?<!目标是)[从由]" + YEAR + r"的[^,，。；;]{2,16}(?:增加|提高|上升|增长)到" + YEAR
)  # fmt: skip


_COMING_YEAR: Final = lazy(r"明年|来年|今冬明春")
_TOLD: Final = lazy(r"不平凡|不寻常|不容易|极为不易|面对|我们|完成|实现|取得|战胜|克服|了|增长|达")
_COMING: Final = lazy(r"今年|做好|意义|将|力争|要(?!素)|必须")
_OVER: Final = lazy(r"过去|回顾|一年来|成效|成[绩就]")
_NEAR: Final = 200


_PLAN_DONE: Final = lazy(
    r"(?:圆满|胜利|全面)(?:完成|实现)了?[“\"‘]?(?P<name>十[一二三四]?五)[”\"’]?(?:规划|计划)"
    r"|[“\"‘]?(?P<named>十[一二三四]?五)[”\"’]?(?:规划|计划)[^。；]{0,16}(?:圆满|胜利|全面)(?:完成|实现|收官)"
)


def _plan_done(text: str) -> int | None:
    """Return the last year of the five-year plan that the first sentences call fulfilled."""
    found = _PLAN_DONE.search(text, 0, OPENING)
    return PLANS_END.get(found["name"] or found["named"]) if found is not None else None


def _is_over(year: int, text: str) -> bool:
    """Decide whether the first sentences, under words that look back, say what kind of year `year` was."""
    for match in _LEAD.finditer(text[:OPENING]):
        back = _OVER.search(text, max(0, match.start() - _NEAR), match.start())
        sentence = text[match.start() : text.find("。", match.start())]
        if (
            dates.years(match[1] + "年") == [year]
            and back is not None
            and _TOLD.search(sentence)
            and not _COMING.search(sentence)
        ):
            return True
    return False


def _of_lead(text: str) -> int | None:
    """Return the year that the first sentences look back on."""
    text = text[:OPENING]
    match = _LEAD.search(text)
    if match is None and (reviewed := _REVIEWED.search("".join(text.split()))) is not None:
        named = dates.years((reviewed[1] or reviewed[2] or reviewed[4]) + "年")
        return named[0] if named else None
    named = dates.years(match[1] + "年") if match else []
    return named[0] if named else None
