"""Decide generously, by their titles, which links of a list page are worth fetching.

Only the parser that has read the page decides what it is; the archive remembers a page that is not a document, and it
is not requested again. So a doubtful title costs one request in all, and a clearly unrelated one none.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final, Literal

from parsers.kind import genres

Verdict = Literal["report", "doubt", "vague", "no"]
Column = Literal["reports", "livelihood"]


UNTITLED: Final = "…"  # of a link of which only the address is known: a title cut to nothing
_LONGEST_KEPT: Final = 200  # characters of a title whose verdict is remembered
_KEPT: Final = 1 << 12


def _words(text: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, which are separated by white space."""
    return re.compile("|".join(map(re.escape, text.split())))


# Names of livelihood lists, 1980s to today, beside the words by which the parsers recognise them.
_LIVELIHOOD = _words("""
    民生实事 民生实项 惠民实事 为民办实事 为民实事 办实事 实事项目 民心实事 十件实事 十大实事 件实事 项实事
    民心工程 民生工程 民生项目 涉及民生 惠民工程 件好事
""")
# The title of a livelihood list names a list, whatever else it contains.
_LISTS = _words("清单 一览表 项目表 完成情况 进展情况 落实情况 实施情况 项目安排 实施方案 实施意见")
# Titles that name a report or a list and are about it.
_ABOUT = _words("""
    解读 图解 一图 图说 读懂 名词解释 问答 访谈 评论 社论 漫画 动漫 视频 直播 侧记 热议 热评 反响 点赞
    征求 征集 意见建议 公开征 意见反馈 学习贯彻 宣讲 起草 候选 投票 招聘 采购 招标 中标
""")
_EVENTS_OR_BODIES = _words("""
    审议 讨论 分组 决议 决定草案 督查 督办 推进会 座谈会 调度会 动员 部署 票决 视察 调研
    人大常委会 人民代表大会常务委员会 人民法院 法院工作报告 人民检察院 检察院工作报告 政协 政治协商会议
    党委工作报告 区委工作报告 纪委 纪律检查
""")
_REPORTS_OF_OTHERS = """
    国民经济和社会发展计划 计划执行情况 计划草案 预算 决算 信息公开 年度报告 法治政府 依法行政
    统计公报 审计 述职 环境状况 教育工作报告 整改 半年工作 季度
"""
_OTHER_REPORTS = _words(_REPORTS_OF_OTHERS)
# Also documents that assign a report's tasks to offices; for livelihood lists these are the lists themselves.
_REPORTS_OR_TASKS = _words(f"{_REPORTS_OF_OTHERS} 分工 分解 重点任务 目标任务 责任清单")
_REPORT = re.compile(
    r"政府工作报告|人民政府.{0,20}工作报告|(区|市|县|旗|州|盟|省|镇|乡|管委会).{0,12}工作报告|政府工作的报告"
)
_MAYBE = re.compile(
    r"工作报告|政府报告|(代表大会|人代会).{0,20}(报告|会议上)|施政报告"
    r"|([\d〇零一二三四五六七八九]{4}年|.{8}).{0,60}报告(全文)?$"
)
_CONGRESS = re.compile(r"届人(民|大)|代表大会第|人代会")
_YEARBOOK = re.compile(r"年报(?!告)")
# What a title adds about the same text: its annex, its form, how it was made. A draft is another text.
_REMARK = re.compile(
    r"\((内?附|含|全文|图文|文字|视频)[^()]{0,30}\)|\([^()]{0,40}(通过|全文|文字)\)"
    r"|(及|和|与|附|含)(有关|相关|部分)?(名词|名词术语|术语)(解释|注释)(表)?$"
)
# Part of the name of each column of reports or of livelihood lists.
_NAMES = re.compile(r"报告|实事|民[心生]|惠民")
# Columns of reports that do not come from the government itself.
_OTHER_COLUMNS = _words("人大 法院 检察 部门 乡镇 镇街 街道 党委 党代会 纪委")
# Names of the columns in English, above rows in Chinese.
_REPORTS_IN_ENGLISH = re.compile(
    r"(the|annual|archived?|past|previous|earlier|older|historical|all|district|county|city|municipal|governments?|work)*"
    r"(work|government|archived?|past|previous|earlier|older|historical)reports?"
    r"(archives?|(of|by)(the)?(district|county|city|municipal)?(peoples)?government)?"
    r"|reports?(on|of)(the)?((government)?work|work(of)?(the)?(peoples)?government)"
)
_LIVELIHOOD_IN_ENGLISH = re.compile(
    r"(peoples|public|ten|key|major|annual)*(livelihoods?|practical)(projects?|programmes?|programs?|matters|affairs|undertakings)?"
)
# Additions to a column's name in a navigation: its number of entries, the link to all of them.
_FURNITURE = re.compile(r"^(更多|more)|\([^()]{0,8}\)$|(专栏|专题|更多|more)?[>»]*$", re.I)
# What the name of a column of livelihood lists adds to that of what they are lists of: 民生实事项目清单.
_ADDED = re.compile(
    r"公报$|(项目|工程){0,2}(清单|一览表?|目录|汇总|库|安排|计划|公示|公开|公布|(落实|进展|完成|办理|推进|实施)(情况)?)?$"
)
_WORKS: Final = ("民生项目", "民生工程")  # 民生 alone names no list
_OF_YEAR = re.compile(r"[(〔\[](19|20)\d\d年?度?[)〕\]]$")  # 政府工作报告（2019年） is a report
# Columns that divide the reports by year, by mandate or by age.
_PART = re.compile(
    r"([12]\d{3}|[〇○零一二三四五六七八九]{4})(年度?|届)?(以前|之前|及以前|及之前)?|[12]\d{3}年(0?[1-9]|1[0-2])月份?"
    r"|[12]\d{3}年?[-—–~至到]{1,2}(今|现在|[12]\d{3})?年?(政府)?(工作)?(报告)?"
    r"|[12]\d{3}年?度?(人民)?(政府)?公报(汇编|目录)?"
    r"|[12]\d{3}年?第?[\d一二三四五六七八九十]{1,3}[期号]([(（].{1,12}[)）])?"
    r"|.{0,4}[12]\d{3}年?.{0,8}两会.{0,6}"
    r"|《?.{0,8}年鉴[(《]?[12]\d{3}年?(卷|版)?[)》]{0,2}|《?.{0,8}[12]\d{3}年?.{0,8}年鉴》?"
    r"|(第?[一二三四五六七八九十百零\d]{1,4}届|“?十[一二三四五六]?五”?).{0,18}"
)
# The section with the reports on the topic site of a year's sessions.
_SECTION = re.compile(
    r"(大会|会议|两会|本次会议)(工作)?(报告|文件|材料|文献)(选登|全文)?|(工作|大会)?报告(选登|全文)"
)
# Where older entries are: 往年报告, 历史信息, 更早的文件, 归档.
_OLDER = re.compile(
    r"[\[【(（·>»]{0,2}(?:查看|点击|更多)?(?:往年|历年|往届|历届|更早|早期|以往|此前|以前|过往|旧版|历史|存档|归档)(?:年度|年份|各年|各届)?(?:的)?(?:政府)?(?:工作)?"
    r"(?:报告|公报|文件|信息|数据|资料|查询|年份|目录|列表|存档|归档|记录|内容|栏目|公开)(?:库|查询|目录|列表|汇编)?[\]】)）·>».…]{0,3}"
    r"|往年|历年|往届|历届|更早|存档|归档|[上前]一?(?:年度?|届)"
)
_LETTER = re.compile(r"[A-Z]|0[-—~～–]9|\d|#")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])月份?")
# The mark of a shortened title, with the date or bracket that a list puts after it.
# The title of a report, cut without a mark.
_CUT_SHORT = re.compile(r"([12]\d{3}|[〇○零一二三四五六七八九]{4})年.{0,8}政府工?(作报?)?$")
_CUT = re.compile(r"(…|\.\.|．．．)[\s\d年月日:/.()（）\[\]【】-]*$")
# Words at the beginning of the title of a report or list, however short it was cut.
_BEGINS = re.compile(
    r"政府|报告|人民|代表大会|人大|民生|为民|实事|民心|[区县市旗州盟省]长|^.{0,6}([12]\d{3}|[〇零一二三四五六七八九]{4})年.{0,8}$"
)

# Documents of other kinds name the kind at the end of their titles, or where a cut title still shows it.
_OTHER_PAPERS = re.compile(
    r"通知|公告|公示|通报|批复|方案|办法|规定|规则|细则|意见|决定|决议|任免|任命|名单|目录|指南|须知|简介|统计|预案|条例|函$|令$|制度"
    r"|简报|信息|动态|新闻|活动|培训|项目|规划|纲要|计划|预算|决算|年报|答复|提案|议案|公报|招|标|拍卖|出让|拆迁|征收"
)
_SAYS_LITTLE = re.compile(
    r"报告|讲话|汇报|工作|全文|总结|发言|([12]\d{3}|[〇○零一二三四五六七八九]{4})年?度?$"
)


def fold(title: str) -> str:
    """Normalise a title for comparison: normal width, no white space."""
    return "".join(unicodedata.normalize("NFKC", title).split())


def is_cut(title: str) -> bool:
    """Return whether the list page shortened the title."""
    return bool(_CUT.search(title))


def known_title(title: str) -> str | None:
    """Return a link's title; None if only its address is known."""
    return None if title == UNTITLED else title


def judge(title: str) -> Verdict:
    """Judge a title. `report`: fetch; `doubt`: fetch once; `vague`: fetch once in a column of reports; `no`: skip.

    >>> judge("2020年沈阳市云溪区政府工作报告"), judge("一图读懂2020年云溪区政府工作报告")
    ('report', 'no')
    """
    return _judged(title) if len(title) < _LONGEST_KEPT else _judged.__wrapped__(title)


# The pages of a site share their navigation, and several readers look at the links of each page.
@functools.lru_cache(_KEPT)
def _judged(title: str) -> Verdict:
    name = _REMARK.sub("", fold(title))
    if _ABOUT.search(name):
        return "no"
    livelihood = bool(_LIVELIHOOD.search(name)) or genres.names_livelihood(name)
    if livelihood and _LISTS.search(name):
        return "report"
    if _EVENTS_OR_BODIES.search(name):
        return "no"
    if livelihood:
        return "no" if name.endswith(("会议", "活动")) else "report"
    if _REPORTS_OR_TASKS.search(name) or _YEARBOOK.search(name):
        return "no"
    if _REPORT.search(name):
        return "report"
    if _MAYBE.search(name):
        return "doubt"
    if is_cut(title) and _BEGINS.search(_CUT.sub("", fold(title))):
        return "doubt"
    if _CUT_SHORT.search(name):
        return "doubt"
    return "vague" if _says_little(title) else "no"


def _says_little(title: str) -> bool:
    """Return whether a title leaves open what it is: cut short, or a few words that many documents share.

    >>> judge("区长在全会上的讲话"), judge("关于召开2020年会议的通知")
    ('vague', 'no')
    """
    name = _CUT.sub("", fold(title))
    if _OTHER_PAPERS.search(name) or _OTHER_COLUMNS.search(name):
        return False
    return is_cut(title) or (len(name) <= 30 and bool(_SAYS_LITTLE.search(name)))


def names_meeting(title: str) -> bool:
    """Return whether a doubtful title is that of a report to a people's congress, by whichever body.

    >>> names_meeting("在云溪区第九届人民代表大会第五次会议上的报告"), names_meeting("关于2020年工作的报告")
    (True, False)
    """
    return judge(title) == "doubt" and bool(_CONGRESS.search(fold(title)))


def names_part(text: str) -> bool:
    """Return whether a link names a part of a column, by year or by mandate.

    >>> names_part("2024年"), names_part("2016-2020年政府工作报告"), names_part("第十七届"), names_part("2024年报告")
    (True, True, True, False)
    """
    return _named_part(text) if len(text) < _LONGEST_KEPT else _named_part.__wrapped__(text)


@functools.lru_cache(_KEPT)
def _named_part(text: str) -> bool:
    name = fold(text)
    return any(_PART.fullmatch(one.strip("·>»[]【】:()/")) for one in (_FURNITURE.sub("", name), name))


def names_section(text: str) -> bool:
    """Return whether a link names the section of reports on the topic site of a year's sessions: 大会报告.

    >>> names_section("大会报告"), names_section("会议文件 更多"), names_section("代表风采")
    (True, True, False)
    """
    return bool(_SECTION.fullmatch(_FURNITURE.sub("", fold(text)).removesuffix("更多").strip("·>»[]【】:()")))


def names_older(text: str) -> bool:
    """Return whether a link names the place of a column's older entries.

    >>> names_older("往年报告"), names_older("更早的文件>>"), names_older("历史文化"), names_older("2018年")
    (True, True, False, False)
    """
    return bool(_OLDER.fullmatch(fold(text)))


def names_letter(text: str) -> bool:
    """Return whether a link names an initial letter of an index: C, 0-9."""
    return bool(_LETTER.fullmatch(fold(text)))


def names_month(text: str) -> bool:
    """Return whether a link names a month of a calendar: 3月, 11月份."""
    return bool(_MONTH.fullmatch(fold(text)))


def names_column(text: str) -> Column | None:
    """Return whether a navigation link names a column of reports or of livelihood lists.

    >>> names_column("政府工作报告"), names_column("民生实事"), names_column("工作动态")
    ('reports', 'livelihood', None)
    """
    return _named_column(text) if len(text) < _LONGEST_KEPT else _named_column.__wrapped__(text)


@functools.lru_cache(_KEPT)
def _named_column(text: str) -> Column | None:
    folded = fold(text)
    if folded.isascii():
        english = re.sub(r"[^a-z]", "", _FURNITURE.sub("", folded).lower())
        if _REPORTS_IN_ENGLISH.fullmatch(english):
            return "reports"
        return "livelihood" if _LIVELIHOOD_IN_ENGLISH.fullmatch(english) else None
    if not _NAMES.search(folded) or _OF_YEAR.search(folded):
        return None
    name = _FURNITURE.sub("", folded).strip("·>»[]【】: ")
    if len(name) > 16 or re.search(r"\d{4}|[一二三四五六七八九〇○零]{4}年", name):
        return None
    if any(words.search(name) for words in (_ABOUT, _EVENTS_OR_BODIES, _OTHER_REPORTS, _OTHER_COLUMNS)):
        return None
    if name.endswith(("工作报告", "政府报告", "政府工作报告全文", "施政报告")):
        return "reports"
    short = _ADDED.sub("", name)
    named = short.endswith(("实事", "民心", "民生", "惠民")) and (short != "民生" or name.startswith(_WORKS))
    return "livelihood" if named else None
