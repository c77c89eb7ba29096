"""Choose a document's title: the page's, the list's, or the headline in the text."""

from __future__ import annotations

import itertools
import re
from typing import Final

from parsers.kind import captions
from parsers.kind.head import NUMBERED, plain
from parsers.page import Page
from parsers.record import Kind
from parsers.text.patterns import lazy

# Titles that a template prints whatever the document is.
_GENERIC: Final = lazy(
    r"(?:关于)?(?:政府)?工作报告|政府报告|专题材料|(?:重点)?民生实事(?:项目)?|正文|详情|详细|详细(?:页|信息|内容)|内容(?:页)?|文章(?:页|内容)?|首页|信息公开|政务公开|无标题.*|untitled.*"
)
_DOCUMENT_WORDS: Final = lazy(r"报告|实事|工程|项目")
_PAGES: Final = lazy(
    r"^第\s?\d{1,3}\s?页[,，、]?\s?共\s?\d{1,3}\s?页\s?(?=\S)"
)  # the page counter of a file, before its headline
_LOST_SPACES: Final = lazy(r"\?{2,}")  # non-breaking spaces that a page's old encoding could not write
_NAME_LABEL: Final = lazy(r"^(?:文件|信息)?(?:名\s{0,2}称|标\s{0,2}题)\s?[:：]\s?(?=\S)")
_CUT: Final = lazy(r"(?:…|\.{2,}|···)$")
_HEADLINE: Final = lazy(r"报告|实事|工程|情况|清单|公报|通知|办法|规划|公告|决定|总结|目录")
# A site's menu or the way to the page, copied with the text above its headline.
_MENU: Final = lazy(r"^(?:\S{2,12} ){4,}\S{2,12}$|当前(?:所在)?位置|首页\s?[>»]")
_MOST_MENUS: Final = 6  # lines looked at
_NAMED: Final = lazy(
    r"^(?![-—(（]*[12][0-9]{3}年[0-9]{1,2}月)[^,，。]*[省市区县旗州盟](?:人民)?政府(?:[12][0-9]{3}年)?工作报告"
)
_YEARLY: Final = lazy(r"[12][0-9]{3}年[^,，]{0,30}(?:政府工作报告|实事)|政府工作报告.{0,4}[12][0-9]{3}")
_CATEGORY: Final = lazy(r"\S\s+\S+/\S|^\S{2,8}\s*[/|>»·]\s*\S{2,8}")  # 文库 实用文档 报告/总结
_IS_REPORT: Final = lazy(
    r"(?:\[[^\]]{2,4}\])?(?!\d{1,2}[.、])(?!.*(?:听取|审议|关于))[^,，。:：>》]{0,30}(?:人民)?政府工作报告(?:[(（][^()（）]{1,12}[)）])?"
)
_OPENS_FLAT: Final = lazy(
    r"(?:\d{1,2}(?=政))?([^,，。:：]{0,30}?政\s?府\s?工\s?作\s?报\s?告)\s*(?=[-—(（]{1,3}\s?(?:20|19)\d\d|(?:20|19)\d\d\s?年\d{1,2}\s?月|各位代表)"
)
_DATED: Final = lazy(
    r"\d{0,2}([^,，。:：\d]{0,30}?政府工作报告(?:[(（][^()（）]{1,8}[)）])?)\s?[-—(（]{0,3}\s?(?:20|19)\d\d\s?年\d{1,2}\s?月.{2,60}"
)
# A field of a catalogue's card, or a breadcrumb that goes on.
_LABEL: Final = lazy(
    r"(?:[A-Za-z]{2,4}|页数|大小|时间|格式|上传|文件编号|文件格式|编号|索引号|文号|分类|发布[\u3400-\u9fff]{2})\s?[:：]|[>»]"
)
_FAR: Final = 12  # lines of a text in which a headline is looked for
_SPACED: Final = lazy(r"(?:(?<=\s)|^)\S(?=\s|$)")


def tidy(title: str) -> str:
    """Return a title with single spaces (none in 政 府 工 作 报 告), and once if it is printed twice in a row."""
    title = " ".join(title.replace("\u200b", "").replace("\ufeff", "").split()).strip("*#•·●◆■▪ ")
    title = _NAME_LABEL.sub("", title)
    title = _PAGES.sub("", title)
    title = _LOST_SPACES.sub(" ", title)
    if title.count(" ") >= 2 and len(_SPACED.findall(title)) >= 3:
        title = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", title)
    half = len(title) // 2
    if half >= 8 and title[:half] == title[half:]:
        title = title[:half]
    return title


def headline(page: Page) -> str | None:
    """Return the headline in the text: its first line, joined with the second if the headline continues there.

    Where a template's lines stand first, it is the first line below them that is nothing but a report's name.
    """
    lines = [_undated(line) for raw in page.text[:600].split("\n")[:_FAR] if (line := tidy(raw))]
    top = list(itertools.dropwhile(_MENU.search, lines[:_MOST_MENUS]))[:3] or lines[:3]
    return (
        _at_top(top)
        or next((line for line in lines if _IS_REPORT.fullmatch(plain(line))), None)
        or _flat(top)
    )


def _undated(line: str) -> str:
    """Return a headline without the day and the meeting that follow it on its line, and a page's number before it."""
    match = _DATED.fullmatch(line)
    return match[1] if match is not None else line


def _at_top(lines: list[str]) -> str | None:
    """Return the headline that a text's first lines hold."""
    if (
        not lines
        or len(lines[0]) > 70
        or NUMBERED.match(plain(lines[0]))
        or _LABEL.match(lines[0])
        or lines[0].endswith(("。", "；", "，", ";", ",", "：", ":", "、"))
    ):
        return None
    second = lines[1] if len(lines) > 1 else ""
    column = _GENERIC.fullmatch(plain(lines[0])) is not None and len(second) <= 60
    if column and _NAMED.search(plain(second)) and "。" not in second:
        return second  # 政府报告 is the column that the report stands in
    if _HEADLINE.search(plain(lines[0])):
        below = next((line for line in lines[1:] if _YEARLY.search(plain(line)) and "。" not in line), None)
        path = _CATEGORY.search(lines[0]) is not None and _YEARLY.search(plain(lines[0])) is None
        return below if below is not None and path else lines[0]
    if re.search(r"政府|管委会|管理委员会", lines[0]) and re.match(r"(?:政府)?工作报告", plain(second)):
        return lines[0] + second
    return None


def _flat(lines: list[str]) -> str | None:
    """Return the headline that opens a text without line ends: 政府工作报告——2012年1月4日在…会议上 区长 …."""
    match = _OPENS_FLAT.match(lines[0]) if lines else None
    return tidy(match[1]) if match is not None else None


def read(page: Page, kind: Kind) -> str | None:
    """Return the title; a list's own headline is preferred to the title of the report that contains the list."""
    candidates = [tidy(title) for title in (page.page_title, page.given_title) if title and tidy(title)]
    own = headline(page)
    if kind == "livelihood_projects":
        lines = [line for raw in page.text[:2000].split("\n")[:30] if (line := tidy(raw))]
        named = [t for t in candidates if captions.captions([plain(t)]) and "工作报告" not in t]
        own = named[0] if named else next((x for x in lines[:6] if captions.captions([plain(x)])), own)
        candidates = [own] if own else candidates
    whole = [t for t in candidates if not _CUT.search(t)]
    specific = [t for t in whole if not _GENERIC.fullmatch(plain(t))]
    named_by_kind = [t for t in specific if kind == "other" or _DOCUMENT_WORDS.search(plain(t))]
    for titles in (
        named_by_kind,
        [own] if own and kind != "other" else [],
        specific,
        whole,
        [own] if own else [],
        candidates,
    ):
        if titles:
            return titles[0]
    return None
