"""The headlines of livelihood lists, and lists under a title that usually excludes one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from parsers.kind import described, genres, projects
from parsers.kind.projects import Listed
from parsers.text.patterns import lazy


def captions(lines: Sequence[str]) -> list[str]:
    """Return the lines (as returned by `head.plain`) that are headlines of livelihood lists."""
    return [line for line in lines if is_caption(line)]


def is_caption(line: str) -> bool:
    """Decide whether a line is the headline of a livelihood list."""
    if len(line) > 40 or not genres.names_livelihood(line) or line.endswith(("。", ";", ",", ":", "?")):
        return False
    if _DATED.search(line):
        return False  # a link to a list
    return not any(pattern.search(line) for _, pattern in genres.NO_LIST)


def carries_list(title: str, lines: Sequence[str], listed: Listed, reason: str) -> bool:
    """Decide whether a page is a list although its title has a word that excludes lists.

    True for a table by its name, for a notice with its list, and for a text that consists of projects or has as
    many as its title says. Likewise for a call for opinions on decided projects that has their list as its annex.
    """
    if reason == "call for projects":
        asks = "".join(lines[:3]) if title in lines[:1] else title  # a title may fill two lines
        decided = genres.ASKS_ABOUT_DONE.search(asks) is not None and annexed(lines) is not None
        return listed.items >= 3 and (decided or (_is_draft(title, lines) and listed.convinces))
    if reason == "news about projects" and projects.stated(title) and described.counts(lines) is not None:
        return True
    if reason == "news about projects" and listed.items == listed.stated >= _SORTED and not listed.demands:
        return True  # A、B等9项已完成，C、D等4项正在建设
    if reason == "news about projects" and _is_vote_on_each(title, lines, listed):
        if listed.items == listed.stated and not listed.demands:
            return True  # the text says how far all are
        if not headed(lines):
            return False
    if reason == "acts on projects" and _is_rated(lines) and listed.items >= _JUDGED:
        return listed.projects * 2 > listed.items  # 考核结果: 优秀：A、B, and no towns or offices
    if reason == "acts on projects" and listed.items == listed.stated >= _JUDGED and not listed.demands:
        return True  # 考核结果, with every project and how far it is
    if reason == "news about projects" and listed.breaks_off and genres.TABLE.search(title) is not None:
        return True  # 票决实事项目进展情况表, of which the page has one row
    if not listed.convinces:
        return False
    if reason == "acts on projects" and listed.items == listed.reported >= _JUDGED and headed(lines):
        return True  # 民生实事及资金安排: a table of projects with who leads each
    if reason == "acts on projects" and listed.items >= _MANY and listed.share >= _MOST_OF_TEXT:
        return True  # 为民办实事分解成29项指标
    made = projects.is_made_of(listed, [title, *lines[:8]])
    if reason == "ranks places":
        return made
    if reason == "news about projects":
        return made or genres.TABLE.search(title) is not None or (listed.items >= 4 and headed(lines))
    if listed.items < 5 or genres.NOTICE.search(title) is None:
        return False
    return reason == "acts on projects" or headed(lines)


# What is put to the public is a list already, not yet decided: 拟实施的项目, 征求意见稿
_DRAFT: Final = lazy(r"拟(?:实施|办|列入|定|安排|推进)|草案|(?:征求意见|讨论|送审|审议|意见)稿")
_OF_CANDIDATES: Final = lazy(r"征集|候选|初选|备选|建议项目|提名|申报|评选|投票")


def _is_draft(title: str, lines: Sequence[str]) -> bool:
    """Decide whether opinions are asked on a draft that the page prints, under the list's own headline."""
    if not any(map(_DRAFT.search, (title, *lines[:_FIRST_LINES]))) or _OF_CANDIDATES.search(title):
        return False
    heads = (_DRAFT_SAID.sub("", line) for line in lines if line != title)
    return any(is_caption(line) and not genres.CALL.search(line) for line in heads)


_FIRST_LINES: Final = 4
_DRAFT_SAID: Final = lazy(r"[(（](?:征求意见|讨论|送审|审议|意见)稿[)）]")


def _is_vote_on_each(title: str, lines: Sequence[str], listed: Listed) -> bool:
    """Decide whether a page says of each project how content the deputies are with it: 农村改厕,满意218票"""
    votes = sum(_CONTENT.search(line) is not None for line in lines)
    in_table = any("满意" in line and genres.TABLE_ROW.match(line) for line in lines)
    each = votes >= listed.items or in_table
    return _JUDGES.search(title) is not None and each and listed.items >= _JUDGED


def _is_rated(lines: Sequence[str]) -> bool:
    """Decide whether names of projects follow at least two ratings."""
    return sum(_RATING.match(line) is not None for line in lines) > 1


_RATING: Final = lazy(
    r"[(【]?(?:优秀|良好|较好|一般|合格|基本合格|不合格)(?:等次|档|项目)?[】)]?[(0-9个)]{0,6}:.{4}"
)
_JUDGES: Final = lazy(r"满意度|测评|评议")
_CONTENT: Final = lazy(r"满意(?:率|度)?[^,。;]{0,4}[0-9]")


def headed(lines: Sequence[str]) -> bool:
    """Decide whether a line is the head of a table of projects."""
    return any(map(genres.TABLE_ROW.match, lines))


def annexed(lines: Sequence[str]) -> str | None:
    """Return the headline of a list that follows the line 附件 of a notice; candidates are not a list."""
    for above, below in itertools.pairwise(lines):
        if _ANNEX.match(above) and is_caption(below) and not genres.CALL.search(below):
            return below
    return None


_DATED: Final = lazy(r"[12][0-9]{3}[-./][0-9]{1,2}[-./][0-9]{1,2}[])]?$")
_MANY: Final = 8
_SORTED: Final = 4  # projects of which all are said how far they are
_JUDGED: Final = 3
_MOST_OF_TEXT: Final = 0.45
_ANNEX: Final = lazy(r"^附件?[0-9一二三四五]?[:：]?$")
