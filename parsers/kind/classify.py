"""Decide whether a page is a work report, a livelihood list, or something else, with reasons.

A title alone does not decide: news about a report may have the report's title. The opener decides first
(我代表…人民政府…报告工作). Without an opener, words of the title exclude documents (解读, 决议, 预算,
征求意见 …), and an excerpt has the kind of its title unless its text is news.

The national report and those of townships and of other bodies are `other`: the right genre, another author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from parsers.kind import evidence, excluded, genres, manner, narrative, of_lists, projects
from parsers.kind import head as heads
from parsers.kind.captions import captions
from parsers.kind.head import NUMBERED, Head, plain, plain_lines
from parsers.kind.projects import Listed
from parsers.kind.verdict import Verdict
from parsers.page import Page
from parsers.text.patterns import lazy

if TYPE_CHECKING:
    from parsers.metadata.values import Metadata


def kind(page: Page, metadata: Metadata) -> Verdict:
    """Return the kind of a page, with the title of its metadata as one of the titles considered."""
    return judge(page, heads.read(page), metadata.title)


def judge(page: Page, head: Head, headline: str | None = None) -> Verdict:
    """Return the kind of a page before its metadata are read."""
    found = (page.page_title, page.given_title, headline)
    titles = list(dict.fromkeys(plain(title) for title in found if title and plain(title)))
    lines = plain_lines(page.text)
    if all(map(_is_file, lines)):
        return _by_title_alone(titles)
    if excluded.is_fiction((*titles, *lines)):
        return Verdict("other", ("a chapter of a novel",))
    spoken = _by_opener(titles, head, lines)
    if spoken:
        return spoken
    another = narrative.genre(titles, lines)
    if another:
        return Verdict("other", (another,))
    listed = projects.read(page, titles)
    return (
        of_lists.by_announced_list(page.text, titles, lines, head)
        or (None if listed.items else _by_links(page, lines))
        or of_lists.by_caption(lines, listed, head)
        or of_lists.by_list_title(titles, lines, listed, head)
        or _by_links(page, lines)
        or _by_lines(titles, head, lines, listed)
        or _by_report_title(titles, head, lines)
        or of_lists.by_table(page, titles, head)
        or _by_text(titles, lines, listed, head)
        or of_lists.by_evidence(titles, listed, head)
        or of_lists.by_description(titles, lines)
        or Verdict("other", ("neither title nor opener nor list of a kind that is kept",))
    )


_FILE: Final = lazy(
    r"^.{0,4}附件(?:下载|列表)?[:：]?$|^(?:相关)?(?:文件|资料|附件|点击|表格)下载[:：]?$"
    r"|\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|pptx?)"
    r"(?:[(\[【〔]?(?:文件)?(?:大小)?[:：]?[0-9.]{0,8}(?:[KMB]{0,2}|字节)[)\]】〕]?)?(?:下载|点击下载)?$",
    re.I,
)
_READER: Final = lazy(r"^[※*]?(?:温馨)?提示[:：].{0,30}$|^.{0,8}(?:无法|不能)(?:打开|下载|浏览).{0,20}$")
_PICTURED: Final = lazy(r"^(?:图解|一图读懂|一图看懂|图说|政策解读|相关(?:链接|阅读|解读|文件|附件))")


def _is_file(line: str) -> bool:
    """Decide whether a line is not text but the name of an attached file or of a picture of the report."""
    named = _FILE.search(line) is not None or _PICTURED.match(line) is not None
    return named or _READER.match(line) is not None


def _by_opener(titles: list[str], head: Head, lines: Sequence[str]) -> Verdict | None:
    text = head.opener or head.lead[:500]
    about = excluded.about_projects(titles, text[:180])
    for reason, pattern in genres.OTHER_OPENERS:
        if pattern.search(text[:180]):
            if reason == excluded.TO_COMMITTEE and about:
                return None
            return Verdict("other", (f"opener: {reason}",))
    if about and excluded.REPORTS_ON_PROJECTS.search(text[:180]):
        return None
    opener = genres.OPENER.search(text) or genres.OPENER.search("".join(lines[:12])[:600])
    named_speaker = opener is not None and genres.OPENER_SAYS.search(opener["how"])
    if not named_speaker and not genres.UNNAMED_OPENER.search("".join(lines[:12])[:600]):
        return None
    named = any(map(genres.REPORT_TITLE.search, (*titles, *head.lines)))
    for title in titles:
        denied = excluded.ruled_out([title])
        if denied and (denied in genres.ALWAYS or not named):
            return Verdict("other", (f"title: {denied}",))
    towns = (one for one in (text, *head.lines) if "镇" in one or "乡" in one)
    if any(map(_TOWNSHIP.search, towns)):
        return Verdict("other", ("a township's report",))
    return Verdict("work_report", ("opener: speaks for a government before its congress",))


_TOWNSHIP: Final = lazy(
    r"代表[\u3400-\u9fff]{0,8}[镇乡](?:人民)?政府|[\u3400-\u9fff]{2,6}[镇乡]第.{1,4}届人民代表大会|^[镇乡]长"
)


def _by_title_alone(titles: list[str]) -> Verdict:
    if any(genres.REPORT_TITLE.search(title) for title in titles) and not excluded.ruled_out(titles):
        return Verdict("work_report", ("title of a report; no text",))
    if captions(titles):
        return Verdict("livelihood_projects", ("title of a list; no text",))
    return Verdict("other", ("no text",))


def _by_links(page: Page, lines: Sequence[str]) -> Verdict | None:
    dated = sum(1 for line in lines if len(line) <= 90 and _DATED.search(line))
    if (dated >= 5 and dated * 3 >= len(lines)) or (page.links >= 20 and page.links * 2 >= len(lines)):
        return Verdict("other", ("a list of links",))
    return None


_DATED: Final = lazy(r"[12][0-9]{3}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?\]?$")


def _by_lines(titles: list[str], head: Head, lines: Sequence[str], listed: Listed) -> Verdict | None:
    """Recognise an excerpt from the middle of a list, under the title of its report."""
    if head.opener or listed.items < 3 or projects.of_report(lines):
        return None
    if excluded.ruled_out(titles) and not any(genres.names_livelihood(title) for title in titles):
        return None  # the tasks of a report, assigned to bodies
    fields = sum(1 for line in lines if genres.LIST_LINE.search(line))
    if fields >= 3 and fields * 3 >= len(lines):
        if evidence.is_of_all_work(titles, listed):
            return Verdict("other", ("projects of investment, or all work, by kind",))
        return Verdict(
            "livelihood_projects", (f"{listed.items} items, {fields} of them with a body or an outcome",)
        )
    return None


_TITLE_LIKE: Final = lazy(r"报告|公报|解读|决议|通知|公告|解释|注释|说明")


def _by_report_title(titles: list[str], head: Head, lines: Sequence[str]) -> Verdict | None:
    own = [line for line in head.lines[:4] if len(line) <= 60 and _TITLE_LIKE.search(line)]
    if not any(genres.REPORT_TITLE.search(line) for line in (*titles, *own)):
        return None
    body = manner.printed(lines)
    if body and not (
        genres.reads_as_news(body) or excluded.ruled_out([*titles, *(one for one in own if "。" not in one)])
    ):
        return Verdict("work_report", ("title of a report, which is printed behind news about it",))
    reason = excluded.ruled_out([*titles, *own[:2]])
    whole = reason == "explains a report" and any(map(genres.WHOLE_TEXT.search, titles))
    if reason and not (whole and manner.is_from_a_report(lines, (), named=True)):
        return Verdict("other", (f"title: {reason}",))
    if any(map(_IN_PART.search, (*titles, *own))) and len(_SPEAKS.findall("".join(lines))) >= _OFTEN:
        return Verdict("work_report", ("title of a report, which a newspaper prints in part",))
    if genres.reads_as_news(lines):
        return Verdict("other", ("title of a report, text reads as news or as something about it",))
    if _is_national(lines):
        return Verdict("other", ("speaks of the nation",))
    return Verdict("work_report", ("title of a report, text in its manner",))


_IN_PART: Final = lazy(r"工作报告》?\s*[(（](?:摘登|摘要|摘编|摘发|节选)[)）]")
_SPEAKS: Final = lazy(r"我们|[我全][区市县旗州盟]")
_OFTEN: Final = 5
_LOCAL: Final = lazy(r"[全我本][区市县省旗州盟]")


def _is_national(lines: Sequence[str]) -> bool:
    text = "".join(lines)
    return text.count("我国") + text.count("全国人民") >= 3 and not _LOCAL.search(text)


def _by_text(titles: list[str], lines: Sequence[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise, without a title, a list by its items and outcomes, and an excerpt of a report by whom it addresses."""
    outcomes = sum(
        genres.OUTCOME.match(line) is not None
        or ("情况:" in line and genres.OUTCOME_INSIDE.search(line) is not None)
        for line in lines
    )
    below = set(plain_lines(listed.below))  # 全力服务民生实事 under a list is no headline of it
    called = (
        any(map(_is_headline, captions([line for line in lines[:80] if line not in below])))
        and listed.items >= 3
        and not head.opener
    )
    mostly = evidence.weigh(titles, listed).convinces and _names_projects(lines)
    sorted_by_state = listed.items == listed.stated >= 3 and _names_projects(lines) and not listed.demands
    mostly = mostly or sorted_by_state
    if called or mostly or (outcomes >= 3 and listed.items >= 3 and not projects.of_report(lines)):
        return Verdict("livelihood_projects", (f"{listed.items} items, {outcomes} of them with an outcome",))
    text = "".join(lines)
    # A sentence is no headline, and neither is the heading of the chapter that a piece begins with.
    own = [line for line in head.lines[:2] if not (line.endswith("。") or _CHAPTER.match(line))]
    if (
        "各位代表" in text
        and len(_LOCAL.findall(text)) >= 3
        and not excluded.ruled_out([*titles, *own])
        and not _OTHER_BODY.search(text[:3000])
        and not genres.reads_as_news(lines)
    ):
        return Verdict("work_report", ("speaks to the deputies of a congress, for a government",))
    if (
        not excluded.ruled_out([*titles, *own])
        and not any(map(genres.names_livelihood, titles))
        and not _OTHER_BODY.search(text[:3000])
        and not genres.reads_as_news(lines)
        and manner.is_from_a_report(lines, titles)
    ):
        return Verdict("work_report", ("figures and targets of many fields, in a report's manner",))
    return None


def _is_headline(line: str) -> bool:
    """Decide whether a line is a list's headline, not the heading of a section: (二)民生实事稳步推进."""
    return NUMBERED.match(line) is None or narrative.names_a_list(line)


def _names_projects(lines: Sequence[str]) -> bool:
    """Decide whether the first lines speak of livelihood projects and ask for none."""
    first = lines[:6]
    return any(map(genres.names_livelihood, first)) and not any(map(evidence.asks_for_projects, first))


_CHAPTER: Final = lazy(
    r"^(?:[一二三四]、)?(?:[12][0-9]{3}年)?(?:经济社会)?(?:发展|工作|奋斗|预期)?(?:的?总体要求|的?主要目标|目标任务|目标)[和及与、](?:重点|主要)?(?:工作|任务)$"
)
_OTHER_BODY: Final = lazy(
    r"常委会(?:依法|听取|审议|坚持|组成)|全体法官|全体检察|审判工作|检察工作|检察机关|法院工作"
)
