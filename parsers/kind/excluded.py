"""What the titles of a page exclude, and what its opening says that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.kind import genres
from parsers.text.patterns import lazy

# A committee hears each year how far the projects are: 受区政府委托，现将2023年民生实事项目完成情况报告如下
TO_COMMITTEE: Final = "report to a committee"


def about_projects(titles: list[str], opener: str) -> bool:
    """Decide whether the titles or an opening name livelihood projects."""
    return any(map(genres.names_livelihood, (*titles, opener)))


# What is reported is the projects, and not the year: 现将2024年民生实事办理情况报告如下
REPORTS_ON_PROJECTS: Final = lazy(
    r"(?:将|就|把)[^。;]{0,30}(?:实事|民生(?:项目|工程)|民心工程)[^。;]{0,24}(?:报告|汇报)"
    r"|(?:报告|汇报)[^。;,]{0,24}(?:实事|民生(?:项目|工程)|民心工程)"
    r"|作[^。;]{0,40}(?:实事|民生(?:项目|工程)|民心工程)[^。;]{0,12}(?:进展|完成|办理|落实|实施)情况[^。;]{0,4}(?:报告|汇报)"
)
OCCASION: Final = lazy(r"(?:[-—]{1,2}[^—]{0,16})?在[^—]{4,40}会议上(?:的|所?作)?|[(][^()]{0,60}[)]")


def ruled_out(titles: list[str]) -> str | None:
    """Return why the titles exclude a report; brackets and the meeting's name matter for drafts only."""
    for title in titles:
        bare = OCCASION.sub("", title) or title
        for reason, pattern in genres.NO_REPORT:
            if pattern.search(title if reason in _EVEN_IN_BRACKETS else bare):
                return reason
    return None


_EVEN_IN_BRACKETS: Final = frozenset({"draft for comment", "national report"})


_CHAPTER: Final = lazy(r"^(?:正文)?第[0-9零一二三四五六七八九十百千]{1,6}[章回卷]")
# 第352章 …: no plan and no law has so many
_LATE_CHAPTER: Final = lazy(
    r"^(?:正文)?第(?:[0-9]{3,4}|[零一二三四五六七八九]{0,3}[一二三四五六七八九]百[零一二三四五六七八九十]{0,4})[章回](?=\s|[^,，。]{1,40}$)"
)
_READER: Final = lazy(
    r"(?=[(上下作加最未本章请])(?:"
    r"本章未完|本章完|[(]本章|章节目录|加入书签|[上下]一章|作者有话|请翻页|最新章节|未完待续"
    r")"
)
# A name may be quoted, too: “口袋公园”新建3座
_SPEECH: Final = lazy(
    r"^[“\"「][^”\"」]{1,200}[。?？!！…,，][”\"」]|[道说问喊笑叹吼][:,，：][“\"「]|[”\"」][^“”。]{1,24}(?:道|说|问|喊|笑|叹)[。,，:：]"
)
_FEWEST_SPEECHES: Final = 2


def is_fiction(lines: Sequence[str]) -> bool:
    """Decide whether a page is a chapter of a novel, whose officials may promise what they like."""
    if any(map(_LATE_CHAPTER.search, lines[:5])):
        return True
    if not any(map(_CHAPTER.search, lines[:5])) and not any(map(_READER.search, (*lines[:5], *lines[-5:]))):
        return False
    speeches = sum(_SPEECH.search(line) is not None for line in lines)
    return speeches >= _FEWEST_SPEECHES and speeches * 8 >= len(lines)
