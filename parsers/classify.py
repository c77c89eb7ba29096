"""What a page is: a work report, a livelihood list, or something else, with reasons.

A title alone is not believed: news about a report bears the same one. The title's own words rule
documents out (解读, 决议, 预算, 征求意见 …); for the rest the opener decides (我代表…人民政府…报告工作), and a
slice without an opener is what its title says as long as its text does not read as news.

The national report, those of townships and of other bodies are `other`: right genre, wrong author.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parsers import head as heads
from parsers.head import Head, plain
from parsers.page import Page
from parsers.record import Kind

if TYPE_CHECKING:
    from parsers.metadata.values import Metadata


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind and the short reasons for it."""

    kind: Kind
    why: tuple[str, ...]


_REPORT_TITLE: Final = re.compile(
    r"(?:政府|管委会|管理委员会|行政公署|行署|管委)(?:的)?(?:[12][0-9]{3}年(?:度)?)?(?:的)?工作(?:的)?报告"
)
_NO_REPORT: Final = (
    ("explains a report", re.compile(r"解读|图解|读懂|看懂|图说|漫画|问答|名词解释|术语|注释|要点|亮点|速览|速读|划重点|关键词|解析|看点|金句|词云|数说|H5|长图|视频|直播")),
    ("acts on a report", re.compile(r"决议|决定|批复|通知|公告|公示|通告|通报|方案|意见的|议案|分工|分解|责任|任务清单|督查|督办|落实情况|贯彻|学习|宣讲|宣传|起草|调研|座谈|建议|修改|意见和")),
    ("draft for comment", re.compile(r"征求|征集|意见稿|讨论稿|送审稿|审议稿|候选|初稿|公开意见|听取意见")),
    ("news about a report", re.compile(r"审议|讨论|热议|侧记|综述|召开|举行|开幕|闭幕|记者|代表团|代表们|发布会|专访|评论|社论|述评|反响|票决|问政|巡礼")),
    ("plan or budget report", re.compile(r"国民经济和社会发展(?:第|计划|[12])|计划执行|计划草案|预算|决算|财政(?:工作|收支|预)|审计")),
    ("statistical bulletin", re.compile(r"统计公报|经济运行|统计分析|普查")),
    ("disclosure report", re.compile(r"信息公开|政务公开|网站工作|网站监管|监管年度")),
    ("rule-of-law report", re.compile(r"法治|依法行政|普法|行政复议|行政执法|诉讼")),
    ("another body's report", re.compile(r"人大常委会|人民代表大会常务委员会|检察院|法院|政协|政治协商|常务委员会|纪委|监委|党工委工作|区委工作|市委工作|县委工作|党代会|党委|工会|妇联|共青团|团委|武装部")),
    ("a department's report", re.compile(r"(?:[^常]委|局|办|厅|处|中心|站|队|公司|学校|医院|协会|办公室)(?:[12][0-9]{3}年度?)?(?:上半年|年度|半年)?工作(?:总结|报告|情况|计划|要点)")),
    ("national report", re.compile(r"国务院|全国人民代表大会|总理")),
    ("township report", re.compile(r"(?:镇|乡|街道|街道办事处|苏木)(?:人民)?政府(?:[12][0-9]{3}年)?(?:的)?工作报告|[镇乡](?:[12][0-9]{3}年)(?:人民)?政府工作报告|街道办事处工作报告")),
    ("another subject", re.compile(r"述职|述廉|党风|廉政|年鉴|大事记|规划纲要|自查|整改|述学|安全生产|环境状况|环境保护目标|人事任免|选举办法|辞职|名单|议程|日程|会议须知|简报|摘编|白皮书|蓝皮书|值班|招聘|专题")),
)  # fmt: skip

# The report's author speaks: 现在，我代表区人民政府，向大会报告工作
_OPENER: Final = re.compile(
    r"我(?:谨|现)?(?:代表|受)(?P<who>[^。,;:!?]{0,28}?)(?:人民政府|政府|管委会|管理委员会|行政公署|行署)"
    r"(?P<how>[^。;!?]{0,40})"
)
_OTHER_OPENERS: Final = (
    ("national report", re.compile(r"我代表国务院")),
    ("another body's report", re.compile(
        r"我(?:谨|现)?(?:代表|受)[^。,;:!?]{0,24}(?:常务委员会|常委会|检察院|法院|政协|(?<!管理)委员会(?!的)|纪委|监委|党委|区委|市委|县委)")),
    ("plan or budget report", re.compile(
        r"(?:受|代表)[^。;!?]{0,24}政府(?:的)?(?:委托)?[^。;]{0,60}(?:计划(?:执行|草案|\(草案)|预算|决算|国民经济和社会发展[^。;]{0,12}情况)")),
    ("disclosure report", re.compile(r"(?:依据|根据|按照)《[^》]{0,12}政府信息公开条例")),
    ("rule-of-law report", re.compile(r"现将[^。;]{0,40}(?:法治|依法行政)[^。;]{0,30}报告")),
    ("report to a committee", re.compile(r"主任、(?:各位)?副主任|各位副主任、")),
)  # fmt: skip
_TO_CONGRESS: Final = re.compile(r"报告|审议|审查")
_NEWS: Final = re.compile(
    r"本报讯|本网讯|讯\(|记者|通讯员|大会执行主席|应到代表|实到代表|会议由[^。]{1,20}主持|主持(?:会议|大会|开幕)|出席(?:会议|大会|开幕)|"
    r"代表们|会议强调|会议指出|会议听取|会议审议|会议认为|会议应到|连日来|分组审议|在热烈的掌声|昨日|昨天|近日|日前|"
    r"(?:区长|市长|县长|旗长|省长|州长|主席|主任)[\u3400-\u9fff·]{2,4}(?:同志)?(?:代表|作(?:了)?(?:政府)?工作报告|向大会作)|"
    r"会议(?:决定|批准|同意)|批准(?:这个|了)报告|为(?:方便|便于)[^。]{0,20}(?:了解|理解)|本文对|作如下解释|解释如下|下载|印发给你们"
)  # fmt: skip

_LIVELIHOOD: Final = re.compile(
    r"民生实事|民心实事|惠民实事|为民(?:办)?实事|为民办(?:的)?[^,。]{0,8}实事|(?:[一二三四五六七八九十0-9]{1,3}|重点|涉及民生的|承诺的?)(?:件|项)?(?:大|重点|惠民|民生)*实事|"
    r"实事项目|民生(?:工程|项目|大盆菜|微实事|承诺|清单)|惠民工程|民心工程|政府实事|办实事|利民实事|便民实事"
)
_NO_LIST: Final = (
    ("call for projects", re.compile(r"征集|征求|候选|初选|建议项目|提名|意见建议|申报|评选|投票")),
    ("news about projects", re.compile(r"推进会|调度会|现场会|座谈|会议|召开|举行|视察|调研|检查|督查|督导|督办|票决(?!通过的|确定的)|表决|专题询问|评议|满意度|测评|开工|启动仪式|侧记|综述|巡礼|专访|记者|直播|视频|发布会|审议|热议|纪实|走访|打卡|一线")),
    ("explains projects", re.compile(r"解读|图解|问答|读懂|看懂|政策|答记者")),
    ("acts on projects", re.compile(r"招聘|招标|中标|采购|管理办法|实施办法|实施细则|责任分工|考核|资金|绩效|条例|制度")),
)  # fmt: skip
_ITEM: Final = re.compile(
    r"^(?:[▲●■◆★○•·➢►]|[0-9]{1,3}(?:[、.．]|$)|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}(?:是|、)|第[一二三四五六七八九十]{1,3}[件项])"
)
_OUTCOME_LINE: Final = re.compile(r"^(?:[(（]?(?:完成|进展|落实|办理)情况|已完成|完成[。,:])")
_LIST_PAGE: Final = re.compile(r"[12][0-9]{3}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?\]?$")
_TABLE_HEAD: Final = re.compile(r"^(?:序号|项目名称|项目|民生事项|工作任务)$")


def _caption(line: str) -> bool:
    """Whether a line is the headline of a livelihood list."""
    if len(line) > 40 or not _LIVELIHOOD.search(line) or line.endswith(("。", ";", ",")):
        return False
    return not any(pattern.search(line) for _, pattern in _NO_LIST)


def captions(lines: list[str]) -> list[str]:
    """The headlines of livelihood lists among `plain` lines."""
    return [line for line in lines if _caption(line)]


def kind(page: Page, metadata: Metadata) -> Verdict:
    """Tell what the page is. The metadata's title is one of the titles that are weighed."""
    return judge(page, heads.read(page), metadata.title)


def judge(page: Page, head: Head, headline: str | None = None) -> Verdict:
    """`kind` before the metadata are known."""
    titles = _titles(page, headline)
    lines = [line for raw in page.text.split("\n") if (line := plain(raw))]
    items = sum(1 for line in lines if _ITEM.match(line) or line.split("\t")[0].isdigit())
    items += sum(1 for table in page.tables for row in table.rows[1:] if len(row) > 1)
    if not lines:
        return _by_title_alone(titles)
    start = lines[:4]
    opener = _OPENER.search(head.opener) or _OPENER.search("".join(lines[:12])[:600])

    reason = _other_opener(head)
    if reason:
        return Verdict("other", (f"opener of a {reason}",))
    if opener and _TO_CONGRESS.search(opener["how"] + opener["who"]):
        return _spoken(titles, head)

    lists = [line for line in start if _caption(line)]
    if lists and not _REPORT_TITLE.search(lists[0]) and not head.opener:
        return Verdict("livelihood_projects", (f"headline of a list: {lists[0]}",))
    verdict = _by_list_title(titles, lines, items)
    if verdict:
        return verdict
    if _is_list_page(page, lines):
        return Verdict("other", ("a list of links",))
    verdict = _by_report_title(titles, head, lines)
    if verdict:
        return verdict
    outcomes = sum(1 for line in lines if _OUTCOME_LINE.match(line))
    if captions(lines[:80]) and items >= 3 and not head.opener or (outcomes >= 3 and items >= 3):
        return Verdict("livelihood_projects", (f"{items} items, {outcomes} of them with an outcome",))
    return Verdict("other", ("neither title nor opener nor list of a kind that is kept",))


def _titles(page: Page, headline: str | None) -> list[str]:
    found = (page.page_title, page.given_title, headline)
    return list(dict.fromkeys(plain(title) for title in found if title and plain(title)))


def _other_opener(head: Head) -> str | None:
    text = (head.opener or head.lead)[:400]
    return next((reason for reason, pattern in _OTHER_OPENERS if pattern.search(text)), None)


def _ruled_out(titles: list[str]) -> str | None:
    """Why a title cannot be a report's; what it says about its meeting and speaker does not count."""
    for title in titles:
        if re.search(r"人民(?:政府)?[区市县旗州]长[^,。]{2,12}在.{4,40}会议上作政府工作报告$", title):
            continue
        bare = re.sub(r"[-—]{1,2}[^—]{0,12}在[^—]{4,40}会议上|[(][^()]{0,60}[)]", "", title) or title
        draft = re.search(r"征求意见|意见稿|讨论稿|送审稿|审议稿|初稿|解读|图解|解释|注释", title)
        if draft:
            return "draft for comment" if "稿" in draft[0] or "征求" in draft[0] else "explains a report"
        for reason, pattern in _NO_REPORT:
            if pattern.search(bare):
                return reason
    return None


def _spoken(titles: list[str], head: Head) -> Verdict:
    """The opener is a government's report to its congress; only the strongest words of a title deny it."""
    for title in titles:
        for reason, pattern in _NO_REPORT:
            if reason in _DENY_OPENER and pattern.search(title):
                return Verdict("other", (f"title: {reason}",))
    if _TOWNSHIP.search(head.opener) or any(_TOWNSHIP.search(line) for line in head.lines):
        return Verdict("other", ("a township's report",))
    return Verdict("work_report", ("opener: speaks for a government before its congress",))


_DENY_OPENER: Final = {"draft for comment", "plan or budget report", "national report", "township report"}
_TOWNSHIP: Final = re.compile(
    r"代表[\u3400-\u9fff]{0,8}[镇乡](?:人民)?政府|^[\u3400-\u9fff]{2,6}[镇乡]第.{1,4}届人民代表大会"
)


def _by_title_alone(titles: list[str]) -> Verdict:
    if any(_REPORT_TITLE.search(title) for title in titles) and not _ruled_out(titles):
        return Verdict("work_report", ("title of a report; no text",))
    if any(_caption(title) for title in titles):
        return Verdict("livelihood_projects", ("title of a list; no text",))
    return Verdict("other", ("no text",))


def _by_list_title(titles: list[str], lines: list[str], items: int) -> Verdict | None:
    named = [t for t in titles if _LIVELIHOOD.search(t) and not _REPORT_TITLE.search(t)]
    if not named:
        return None
    for title in named:
        for reason, pattern in _NO_LIST:
            if pattern.search(title) and not (items >= 5 and re.search(r"的(?:通知|公告|通告|公示)$", title)):
                return Verdict("other", (f"title: {reason}",))
    if items >= 2 or any(_TABLE_HEAD.match(line) for line in lines[:30]):
        return Verdict("livelihood_projects", ("title of a list", f"{items} items"))
    if _NEWS.search("".join(lines)[:800]):
        return Verdict("other", ("title names livelihood projects, text reads as news",))
    if re.search(r"清单|一览表|目录|计划|完成情况|项目$|实事$", named[0]):
        return Verdict("livelihood_projects", ("title of a list",))
    return Verdict("other", ("title names livelihood projects, text is no list",))


def _by_report_title(titles: list[str], head: Head, lines: list[str]) -> Verdict | None:
    report = [t for t in titles if _REPORT_TITLE.search(t)]
    report += [line for line in head.lines[:4] if _REPORT_TITLE.search(line) and len(line) <= 60]
    if not report:
        return None
    reason = _ruled_out([*titles, *head.lines[:2]])
    if reason:
        return Verdict("other", (f"title: {reason}",))
    text = "".join(lines)
    if _NEWS.search(text[:800]):
        return Verdict("other", ("title of a report, text reads as news or as something about it",))
    return Verdict("work_report", ("title of a report, text in its manner",))


def _is_list_page(page: Page, lines: list[str]) -> bool:
    dated = sum(1 for line in lines if _LIST_PAGE.search(line) and len(line) <= 90)
    if dated >= 5 and dated * 3 >= len(lines):
        return True
    return page.links >= 20 and page.links * 2 >= len(lines)
