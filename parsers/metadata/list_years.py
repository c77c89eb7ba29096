"""Find the year that a livelihood list reports on or plans for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from parsers.kind import genres
from parsers.metadata.stated_years import YEAR
from parsers.metadata.years import FIVE_YEARS, SPAN, of_title, without_months
from parsers.text import dates
from parsers.text.patterns import lazy

# What a sentence calls livelihood projects
_PROJECTS: Final = (
    r"(?:实事|民生(?:项目|工程|事项)|民生[^，。；;、0-9]{1,6}(?:工程|项目)|"
    r"民心(?:工程|项目|行动)|惠民(?:工程|项目|行动)|(?:民生|惠民|为民)(?:要|大|好|[十0-9]{1,2}件?)事|"
    r"(?:群众|百姓|市民|居民|农民|人民)[^，。；;、0-9]{0,8}(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})件[大好实小]?事)"
)
_DONE: Final = lazy(
    r"完成(?!时[序限间]|期限|节点)|(?<!认真)(?<!贯彻)(?<!切实)(?<!抓好)(?<!深入)落实|办理(?!的|[^，。；情结]{0,14}[0-9一二三四五六七八九十]{1,3}[件项])|进展|进度(?!安排|计划)|(?:推进|最新|工作)动态|兑现|办结(?!率)|全部竣工|(?<![票表议]决)(?<![票选推评初遴]选)(?<![投得计选]票)(?<!选举)(?<!征集)(?<!开花)(?<!将)结果|总结|(?<!具体)(?<!候选)(?<![投得计选]票)(?<!票[选决])情况|考核(?:公示|通报)|满意度|测评(?!候选)|成绩单|(?:完美|圆满|满意|顺利|如期)[“\"]?交卷|(?:年终|年末|岁末|年度|收官)盘点|回头看"
)


def of_list(
    captions: Sequence[str],
    titles: Sequence[str],
    text: str,
    outcomes: bool,
    second: Sequence[str] = (),
    day: str | None = None,
) -> tuple[int | None, int | None]:
    """Return (review year, plan year) of a livelihood list: an outcome list has the first, a plan list the second.

    `second`: headlines of lists further down, for a page that holds last year's outcomes and this year's plan;
    `day`: when the page was published.
    """
    review = plan = None
    found = next(filter(None, map(_YEARBOOK.search, (*titles, *text[:_HEAD].split("\n")[:2]))), None)
    book = int(found[1] or found[2]) if found else None
    undated = [title for title in titles if not _named_years(title)]
    outcomes = outcomes or any(_FAR.search(each) and not genres.PLANNED.search(each) for each in undated)
    for caption in (*captions, *titles):
        years = _named_years(caption)
        if not years or "工作报告" in caption or "年鉴" in caption:
            continue
        done = bool(_DONE.search(caption)) and not genres.PLANNED.search(caption)
        if len(set(years)) == 2 and done:
            return min(years), max(years)
        if done and (both := _BOTH.search(caption)) is not None:
            return (years[0] - 1 if both["last"] else None), years[0]
        if done or outcomes or (book is not None and years[0] < book):
            review = years[0]
        else:
            plan = _own_year(caption) or years[0]
        return _with_second(review, plan, second)
    outcomes = outcomes or any(_DONE.search(each) and not genres.PLANNED.search(each) for each in captions)
    sentence = _of_sentence(text)
    if sentence is not None:
        past = sentence[1] or outcomes or (book is not None and sentence[0] < book)
        return (sentence[0], None) if past else (None, sentence[0])
    if book is not None and f"{book}年" not in text:
        return book - 1, None  # a yearbook is about the year before
    year = _bare_year(text) or _year_of_title(text) or _list_year(text, outcomes)
    if year is None:
        for title in titles:
            for named in _named_years(title):
                return (named - 1, None) if outcomes else (None, named)
        year = _this_year(text, day)
        if year is None and outcomes:
            year = _last_year("\n".join((*titles, text)), day) or _only_year(text) or _of_months(text, day)
    return (year, None) if outcomes else (None, year)


_YEARBOOK: Final = lazy(
    r"年鉴[（(]?((?:19|20)[0-9]{2})(?![0-9])|(?<![0-9])((?:19|20)[0-9]{2})年?[^，。0-9]{0,12}年鉴"
)
# “2021十件民生实事”: a year without its word, before what is counted; 投资2000 is none
_BEFORE_COUNT: Final = lazy(
    r"(?<![0-9.资入额计达近超约共-])((?:19|20)[0-9]{2})[“\"]?(?=(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}(?![0-9]))[大件项个]|民生|惠民|为民|民心)"
)


def _named_years(title: str) -> list[int]:
    """Return the years that a headline names, with their word or before what is counted."""
    return of_title(title) or [int(year) for year in _BEFORE_COUNT.findall(title)]


# 上年度实事落实情况及2019年实事安排: two lists, and the year of the second
_BOTH: Final = lazy(
    r"(?P<last>上一?年|去年)?[^。；;0-9]{0,16}(?:完成|落实|办理|进展)情况[及和与暨、]"
    + YEAR
    + r"[^。；;]{0,16}(?:安排|计划|实事|项目|任务|清单)"
)
_BARE_YEAR: Final = lazy(r"(?:^|\n)[\s（(【\[]{0,4}" + YEAR + r"度?[）)】\]\s]{0,4}(?:\n|$)")


def _bare_year(text: str) -> int | None:
    """Return the year that stands alone below a headline: （2012年）."""
    found = _BARE_YEAR.search(text[:_HEAD])
    return next(iter(dates.years(f"{found[1]}年")), None) if found else None


# 《2015民生幸福十大工程》出炉
_TITLE: Final = lazy(r"《((?:19|20)[0-9]{2})(?=[^》0-9]{0,12}(?:民生|惠民|为民|民心|实事))[^》]{2,40}》")


def _year_of_title(text: str) -> int | None:
    """Return the year that opens the title of a list that a sentence names, without the word for it."""
    found = _TITLE.search(text[:_BEGINNING])
    return next(iter(dates.years(f"{found[1]}年")), None) if found else None


_HEAD: Final = 120  # characters of a headline and the lines below it
_LAST_YEAR: Final = lazy(r"(?:去年|上年度?|上一年度?)[^。；;!！\n]{0,60}?" + _PROJECTS)


def _last_year(text: str, day: str | None) -> int | None:
    """Return the year before that of publication where the text calls it its projects' year: 去年5件实事全部兑现."""
    return int(day[:4]) - 1 if day and _LAST_YEAR.search(text[:_BEGINNING]) else None


def _only_year(text: str) -> int | None:
    """Return the one year that a text names, where its first sentences name it: 2019年共需资金9.1亿元."""
    past = _FORECAST.sub("", text)
    named = {year for found in re.finditer(YEAR, past) for year in dates.years(found[0])}
    first = _ONLY.search(text[:_FIRST_SENTENCES])
    return next(iter(dates.years(first[0])), None) if first and len(named) == 1 else None


# 预计2025年5月投用: when a project will be done is no year of the list
_FORECAST: Final = lazy(
    r"(?:预计|计划|力争|争取|将于|拟于?|预期|有望|延期?[至到]|推迟[至到]|顺延[至到]|结转至?)(?:在|到|于)?"
    + YEAR
)
_ONLY: Final = lazy(
    r"(?<![自从到至于比较与和])" + YEAR + r"(?!度?(?:开始|起|以来|至今|底|前|末|水平|的|[0-9]{1,2}月))"
)
_FIRST_SENTENCES: Final = 400
# 对1—9月份实施情况进行了核查, of a year that only the day of the page tells
_MONTHS: Final = lazy(
    r"(?<![0-9年])1\s?月?份?\s?[-—－–~～至到]{1,2}\s?(?P<last>[2-9]|1[0-2])\s?月|(?:截至|截止)(?:到)?\s?(?P<to>[1-9]|1[0-2])\s?月|(?P<half>上半年)"
    r"|(?<!年)(?:前|第)?(?P<quarter>[一二三四])季度"
)
_QUARTERS: Final = "一二三四"


def _of_months(text: str, day: str | None) -> int | None:
    """Return the year whose months a page reports on, where only its day tells it: the last that ended before it."""
    found = _MONTHS.search(text[:_BEGINNING]) if day else None
    if found is None or day is None:
        return None
    quarter = (_QUARTERS.index(found["quarter"]) + 1) * 3 if found["quarter"] else None
    last = 6 if found["half"] else quarter or int(found["last"] or found["to"])
    return int(day[:4]) - (int(day[5:7]) < last)


_THIS_YEAR: Final = lazy(r"(?:今年|本年度?|当年)[^。；;!！\n]{0,60}?" + _PROJECTS)


def _this_year(text: str, day: str | None) -> int | None:
    """Return the year of publication where the text calls it the year of its projects: 今年将办好10件民生实事."""
    return int(day[:4]) if day and _THIS_YEAR.search(text[:_BEGINNING]) else None


# 2022年12月20日，…会议表决产生区政府民生实事项目5件
_VOTED: Final = lazy(
    YEAR + r"(?P<month>[0-9]{1,2})月[0-9]{1,2}日[^。；;!！\n]{0,60}?(?:票决|表决|投票|选举|评选)"
    r"[^。；;!！\n]{0,30}?(?:产生|选?出|确定|通过)[^。；;!！\n]{0,40}?" + _PROJECTS
)

_LAST_MONTHS: Final = 11


def _of_vote(words: str) -> int | None:
    """Return the year of the projects that a vote of November or December chose: the next one, as for a report."""
    said = _VOTED.match(words)
    year = next(iter(dates.years(said[0])), None) if said else None
    return year + 1 if said and year and int(said["month"]) >= _LAST_MONTHS else None


def _with_second(
    review: int | None, plan: int | None, second: Sequence[str]
) -> tuple[int | None, int | None]:
    """Return the years of a page with two lists: outcomes of one year, and plans for the next."""
    for caption in second:
        named = of_title(caption)
        if not named:
            continue
        done = bool(_DONE.search(caption)) and not genres.PLANNED.search(caption)
        if review is not None and plan is None and not done and named[0] == review + 1:
            return review, named[0]
        if plan is not None and review is None and done and named[0] == plan - 1:
            return named[0], plan
    return review, plan


_SAID: Final = lazy(
    YEAR
    + r"(?:度)?(?:[^。；;!！\n]{0,40}?|(?:将|拟|计划)[^。；;!！\n]{0,90}?)"
    + _PROJECTS
    + r"(?:(?![12][0-9]{3}年)[^。；;!！\n]){0,40}"
)
_FAR: Final = lazy(
    r"完成情况|落实情况|进展|进度(?!安排|计划|表)|办理情况|(?:全面|全部)完成(?![^，,。；;]{0,20}基础上)|兑现|督查情况|通报(?!会|了)|实际完成|成绩单"
)


def _of_sentence(text: str) -> tuple[int, bool] | None:
    """Return the year of the first sentence that dates livelihood projects, and whether it reports their progress."""
    for said in _SAID.finditer(text[:_BEGINNING]):
        if _EVER_SINCE.search(said.group()):
            continue
        named = dates.years(without_months(said.group()))
        if named and not FIVE_YEARS.search(said.group()):
            year = _own_year(said.group()) or (_of_vote(said.group()) if len(set(named)) == 1 else None)
            return year or named[0], _FAR.search(said.group()) is not None
    return None


# 听取2024年工作报告和2025年民生实事候选项目情况: the year of the projects stands before them
_OWN_YEAR: Final = lazy(
    r"(?<![-—－–~～至到从自])"
    + YEAR
    + r"度?(?=(?:[0-9一二三四五六七八九十]{1,3}[大件项个]|[市县区镇乡]?(?:人民)?政府|重点)?"
    + _PROJECTS
    + ")"
)


def _own_year(words: str) -> int | None:
    """Return the year that stands directly before the projects, whatever years stand ahead of it."""
    own = _OWN_YEAR.search(words)
    return next(iter(dates.years(own[0])), None) if own else None


# 自2012年开始，已连续9年实施民生实事: not the year of this list
_EVER_SINCE: Final = lazy(YEAR + r"(?:度)?(?:开始|起|以来|至今)")
_BEGINNING: Final = 2000  # characters; news and notices state their subject within these


def _list_year(text: str, outcomes: bool) -> int | None:
    """Return the year of a list's text: the one that it begins with, else the one that it names most often."""
    lead = re.match(r"\s*" + YEAR, text)
    if lead and (named := dates.years(lead[0])):
        return named[0]
    counts = Counter(dates.years(SPAN.sub("", text)))
    if not counts:
        return None
    (year, most), *others = counts.most_common(2)
    return year if most >= 2 and (not others or most >= 2 * others[0][1]) else None
