"""Recognise texts that say what was done for people without being the list that a government announced.

A feature, an essay, a statistical bulletin or a bureau's summary has the words of a list, its figures and often its
numbered sections. A list is what a government, or its congress, announces as its own projects of one year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.kind import excluded, genres
from parsers.text.patterns import lazy

_SUMMARIES: Final = frozenset({"a department's report", "statistical bulletin"})
# 本文将深入探讨…: an author writes about projects
_ESSAY: Final = lazy(
    r"本文(?:将|旨在|拟|试图|深入|探讨)|"
    r"本文(?:就|从|以|主要|通过|结合)[^。]{0,60}(?:探讨|分析|研究|论述|阐述|阐释|剖析|探析|探究|思考|总结|讨论|展开)"
)
_OPENING: Final = 600  # characters
# 一、综合: the first section of a bulletin, which has the division's product
_FIRST_SECTION: Final = lazy(r"^(?:[一1][、.])?综合$")
_PRODUCT: Final = lazy(r"生产总值[^。]{0,30}[0-9]")
# 关键词:公租房: news goes through a report by words of its own choice
_KEYWORD: Final = lazy(r"^关键词[一二三四五六七八九十0-9]{0,2}[:：].")
_FEWEST_KEYWORDS: Final = 2
_SERIES: Final = lazy(
    r"生产总值|增加值|总产值|财政(?:总)?收入|预算收入|固定资产投资|零售总额|可支配收入|纯收入|进出口|存款余额|播种面积|产业结构"
)
_FEWEST_SERIES: Final = 3
# What the nation's report promised is no division's list
_NATIONAL_REPORT: Final = lazy(r"政府工作报告|国务院|总理|全国两会")
_NATION: Final = lazy(r"我国|全国|中国(?!共产党|特色|梦|式)")
_FEWEST_NATION: Final = 4
_FIRST_PART: Final = 3000  # characters
_PLACE: Final = lazy(
    r"[全我本][区市县省旗州盟]|[省市区县州旗盟](?:委|政府|人大|人民|长|十|[一二三四五六七八九]|第)"
)
# What a headline of a list states: its year, how many projects, or that it is a list, its state or a result
_OF_ONE_YEAR: Final = lazy(r"[12][0-9]{3}|[今明去]年|本年|上半年|半年|季度|[0-9一二三四五六七八九十]月")
_COUNT: Final = lazy(r"[0-9一二三四五六七八九十](?:大|件|项|个|类)")
_SAYS_LIST: Final = lazy(r"情况|结果|进度|进展|任务|分工|计划|公示|公布|通知|通报|公告|出炉|揭晓|一览")


# A body's deeds for those who work, learn or are treated there: 某某集团2018年为职工办好八件实事
_OWN_PEOPLE: Final = lazy(
    r"(?:公司|集团|[厂矿院校局]|大学|学院|中学|小学|工会|单位)[^,。;]{0,12}为(?:广大|全体|全[校院厂矿]|本)?(?:公司|集团)?"
    r"(?:教?职工|员工|师生|学生|会员|患者|病人|客户|用户|工友)[^,。;]{0,8}(?:办|做|解决|推出|实施|服务)"
    r"|有限(?:责任)?公司[12][0-9]{3}年度?[^,。;]{0,4}(?:为|办|[一二三四五六七八九十0-9]{1,3}[大件项])"
)
# A body answers the deputy who proposed something: 您提出的《关于…的建议》收悉。现答复如下
_ANSWERED: Final = lazy(
    r"(?:提案|建议|议案|来信|留言)[^。]{0,16}的?(?:答复|复函|回复)(?:函|意见)?$|^[(]?答复类别|(?:您|你们?|贵\w)[^。]{0,4}提出的[^。]{0,60}收悉"
)
_CHOICES: Final = lazy(
    r"[(](?:单选|多选|不定项|必选|最多选|限选|填空|可多选|选填|排序)[^()]{0,12}[)]|(?:[□○◯☐][^□○◯☐]{1,20}){2}"
)
_FEWEST_CHOICES: Final = 3  # questions of a questionnaire
# 一是建立台账销号机制: how projects are managed, and no project
_LISTED: Final = lazy(
    r"(?:^|[。;:\n])(?:[一二三四五六七八九十]是|[一二三四五六七八九十]{1,2}、|[(][一二三四五六七八九十]{1,2}[)])"
)
_MANAGED: Final = lazy(
    _LISTED.pattern + r"[^。;,\n]{0,14}(?:机制|制度|责任制|台账|考核|督查|督导|督办|调度|通报|问责"
    r"|组织领导|责任落实|统筹协调|跟踪问效|压实责任|压紧责任)(?=[。,;:]|$)"
)
_FEWEST_MANAGED: Final = 3
_GOVERNMENT: Final = lazy(r"[市区县旗州省](?:委|人民)?政府|人大|票决")


def genre(titles: Sequence[str], lines: Sequence[str]) -> str | None:
    """Return which other genre a page is of, if it shows one that is never a list.

    `titles`, `lines`: as `head.plain` and `head.plain_lines` return them.

    >>> genre(["某区民政局2023年工作总结"], ["一、民生实事"])
    "a department's report"
    >>> genre([], ["综合", "全年实现生产总值90亿元。"])
    'statistical bulletin'
    >>> genre(["关于县政协第087号提案的答复"], ["一、基本情况"])
    'an answer to a proposal'
    """
    named = any(genres.names_livelihood(t) or genres.REPORT_TITLE.search(t) for t in titles)
    reason = None if named else excluded.ruled_out(list(titles))
    if reason in _SUMMARIES:
        return reason
    if any(_OWN_PEOPLE.search(one) and not _GOVERNMENT.search(one) for one in (*titles, *lines[:1])):
        return "a body's deeds for its own people"
    if _ESSAY.search("".join(lines[:12])[:_OPENING]):
        return "an essay about projects"
    if any(map(_ANSWERED.search, (*titles, *lines[:4]))):
        return "an answer to a proposal"
    if sum(_CHOICES.search(line) is not None for line in lines) >= _FEWEST_CHOICES:
        return "a questionnaire"
    if _tells_how_projects_are_managed(lines):
        return "tells how projects are managed"
    if any(map(_FIRST_SECTION.match, lines)) and _PRODUCT.search("".join(lines)):
        return "statistical bulletin"
    if _of_the_nation("".join(lines)[:_FIRST_PART]):
        return "speaks of the nation"
    keywords = sum(_KEYWORD.match(line) is not None for line in lines)
    if keywords >= _FEWEST_KEYWORDS and any("报告" in line for line in lines):
        return "goes through a report by keywords"
    return None


def _tells_how_projects_are_managed(lines: Sequence[str]) -> bool:
    text = "\n".join(lines)
    managed = len(_MANAGED.findall(text))
    return managed >= _FEWEST_MANAGED and managed * 4 >= 3 * len(_LISTED.findall(text))


def _of_the_nation(text: str) -> bool:
    return (
        _NATIONAL_REPORT.search(text) is not None
        and len(_NATION.findall(text)) >= _FEWEST_NATION
        and not _PLACE.search(text)
    )


def of_economy(text: str) -> bool:
    """Decide whether a text gives the series of a division's economy, as bulletins and summaries of a year do."""
    return len(set(_SERIES.findall(text))) >= _FEWEST_SERIES


def names_a_list(line: str) -> bool:
    """Decide whether a headline names livelihood projects as a list: with a year, a count, or a word for a list.

    >>> [names_a_list(line) for line in ("2023年民生实事", "十件民生实事", "民生实事项目", "民生工程暖人心")]
    [True, True, True, False]
    """
    return genres.names_livelihood(line) and (
        _OF_ONE_YEAR.search(line) is not None
        or genres.DEEDS_COUNTED.search(line) is not None
        or _COUNT.search(line) is not None
        or genres.LIST_WORDS.search(line) is not None
        or _SAYS_LIST.search(line) is not None
    )
