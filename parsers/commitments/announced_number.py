"""Say when a page calls itself a list of livelihood projects and holds fewer than its title or opening announces."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from parsers.commitments.headings.words import TOPIC
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.kind import genres
from parsers.page import Page
from parsers.record import Commitment, Kind, Problem
from parsers.text.patterns import lazy

_THINGS = r"(?:实事|民生[^，,。；;、：:]{0,4}(?:项目|工程|事项)|民心[^，,。；;、：:]{0,3}(?:工程|项目|行动))"
# 党的二十大 is a congress, and 第二十件 one of a row: neither counts projects
_CONGRESS = r"(?:二十|十[七八九])大(?!民生|民心|惠民|工程|实事)"
_NUMBER = rf"(?<![第\d.．/\-一二三四五六七八九十百千两])(?!{_CONGRESS}|一件)({signs.NUMBER})"
_COUNTED = lazy(
    r"(?=[一七三两个九二五便八六十四大实惠暖民百\d])(?:"
    rf"{_NUMBER}\s?(?:(?:大|余)?[件项个](?![月人])|大)[^，,。；;：:、\d]{{0,10}}?{_THINGS}"
    rf"|{_NUMBER}\s?(?:件[“\"]?(?:民生|民心|惠民|为民|便民|暖心|关键|心|群众|百姓|居民|市民)?(?:身边|关心的|关注的|盼的)?[“\"]?[大好小实暖难急]{{0,2}}[心]?事(?!故|件|情|务|项)|(?:大|项|个)?(?:暖心|惠民|便民|利民|为民|关键小)[^，,。；;：:、\d]{{0,4}}?(?:事|项目|工程|举措|行动))"
    rf"|(?:暖心|民心|惠民|民生|便民)[“”]?({signs.NUMBER})(?:(?:件|大|项|个)?[好大实小]?事(?!故|件|情|务|项)|[项条](?![\u3400-\u9fff]))"
    rf"|(?:大|个)类[别、，,共]{{0,2}}\s?({signs.NUMBER})\s?[件项个](?![人月])"
    rf"|{_THINGS}(?:项目|工程|任务)?[”\"]?(?:共计?|总?计|合计|共?有|安排|确定){{0,3}}\s?({signs.NUMBER})\s?[件项个](?![月人])"
    r")"
)
# What the page calls itself: 民生实事项目完成情况, 实事清单.
_LIST = lazy(
    r"(?:完成|进展|落实|办理|推进|执行|实施)(?:情况|进度|结果)|进展|进度|清单|公示|一览|目录|成绩单|回头看|盘点|任务分解|责任分解"
)
# 其中有15项民生工程已完成: a part of the list
_PART = lazy(r"(?:其中|另|已|现)?有\s?$|其中\s?$")
_CANDIDATES = lazy(r"(?:项目)?(?:候选|备选)|项目(?:候选|备选)|建议项目")  # of which only some are chosen
_FEWEST = 3
_OPENING = 400  # characters of the text that its opening has at most
_OPENING_LINES = 6
_FIRST_PART = 1500
_LONGEST = 60  # characters of a headline


def problems(
    page: Page, kind: Kind, found: Sequence[Commitment], reported: Sequence[Problem]
) -> tuple[Problem, ...]:
    """Return a problem where a list is announced and none, or fewer, of its projects could be distinguished.

    Parts of a list counted otherwise are no shortfall: categories, numbers, and a number that any of the announced
    numbers states. Where another problem already compares numbers, there is none.
    """
    if kind == "work_report":
        return ()
    titles = [title for title in (page.given_title, page.page_title) if title]
    lines = _opening(page.text)
    named = [words for words in (*titles, *_headlines(page.text)) if _is_list(words)]
    if kind == "other" and not named:
        return ()
    if any(problem.code in ("items_unclear", "commitments_miscounted") for problem in reported):
        return ()
    end = sum(map(len, lines)) + len(lines)
    counts = [value for words in dict.fromkeys((*titles, *lines, *named)) for value in _counts(words)]
    if not counts:
        if found or kind == "other":
            return ()
        detail = "a list of livelihood projects, 0 could be distinguished"
        return (Problem("items_unclear", detail, 0, min(end, len(page.text))),)
    if numbers_read(found) & set(counts) or len(found) >= max(counts):
        return ()
    detail = f"the text announces {max(counts)}, {len(found)} could be distinguished"
    return (Problem("items_unclear", detail, 0, min(end, len(page.text))),)


def numbers_read(found: Sequence[Commitment]) -> set[int]:
    """Return the numbers that an announced one may mean: of projects, of categories, of printed numbers."""
    return {
        len(found),
        len({one.category for one in found}),
        len({one.ordinal for one in found if one.ordinal is not None}),
        len({(one.category, one.ordinal) for one in found if one.ordinal is not None}),
    }


def announced(page: Page) -> list[int]:
    """Return the numbers of projects that the titles and the first part of a text state, the surest first."""
    titles = [title for title in (page.given_title, page.page_title) if title]
    return list(
        dict.fromkeys(value for words in (*titles, page.text[:_FIRST_PART]) for value in _counts(words))
    )


def is_part(found: Sequence[Commitment], announced: Sequence[int]) -> bool:
    """Decide whether one of two lists was read that are announced with their sum: 20件，其中市级9件、区级11件"""
    rest = max(announced, default=0) - len(found)
    return rest > 0 and len(found) in announced and rest in announced


def without_group(text: str, found: Sequence[Commitment]) -> list[Commitment]:
    """Return the promises without those of which one sentence says how far they are: A、B、C3件已完成。"""
    grouped = {
        id(one)
        for before, after in itertools.pairwise(found)
        if before.status_text is not None
        and before.status_text == after.status_text
        and "\n" not in text[before.start : after.start]
        for one in (before, after)
    }
    return [one for one in found if id(one) not in grouped]


def _is_list(title: str) -> bool:
    named = TOPIC.search(title) or genres.names_livelihood(title)
    if not named or not (_LIST.search(title) or _counts(title)):
        return False
    return not any(pattern.search(title) for _, pattern in genres.NO_LIST)


def _headlines(text: str) -> list[str]:
    """Return the short lines of the first part of a text that end no sentence: its title may stand below a menu."""
    lines = [line.strip() for line in text[:_FIRST_PART].splitlines()]
    return [
        line for line in lines if line and len(line) <= _LONGEST and not line.endswith(("。", "；", "："))
    ]


def _counts(words: str) -> list[int]:
    whole = (one for one in _COUNTED.finditer(words) if not _PART.search(words, 0, one.start()))
    decided = (
        one
        for one in whole
        if not _CANDIDATES.match(words, one.end()) and not _CANDIDATES.search(one.group())
    )
    values = (number(next(filter(None, one.groups()))) for one in decided)
    return [value for value in values if value is not None and value >= _FEWEST]


def _opening(text: str) -> list[str]:
    lines = [line.strip() for line in text[:_OPENING].splitlines() if line.strip()]
    return lines[:_OPENING_LINES]
