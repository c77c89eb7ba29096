"""Sentences and headings that lead to a list by the form of what follows: a first number, ；, lines alike.

The words that lead to a list are countless (提请代表票决。一是…; 努力办好件实事：一、…; a bare heading above names).
What follows has few forms, and where its number is the announced one, hardly anything else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.commitments.announcing import things
from parsers.commitments.announcing.announcement import Announcement, Said, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.headings.words import TOPIC
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

FIRST = (
    r"一是(?!否)|一要(?=[新改扩建完启拓开实为发购整免安硬修解提加续迁打培])|[（(]\s?(?:一|1)\s?[）)]|1\s?[.．、)）]\s?(?!\d)|一[、.．]|[①⑴⒈❶㈠]|第一[，、：:件项]"
    rf"|其一[：:，,、是为]|[{signs.CIRCLED[0]}]"
)
_FIRST = lazy(FIRST)
_STOPS = "。！!？?\n"
_SENTENCE = lazy(f"[^{_STOPS}]+")
_BETWEEN = lazy(r"[。！!？?\s]*")
_NEUTRAL = lazy(
    r"(?:(?:具体|内容|名单|清单|情况|项目)*(?:如下|为)|(?:现)?(?:提请|请)[^，。；：]{0,20}(?:票决|审议|审查|监督)|分别(?:是|为))"
    r"[：:]?$"
)
# What the speaker says of all projects before naming them: 我们将认真组织实施，确保把实事办好。
_PLEDGE = lazy(r"我们[^，。；]{0,6}[将要]|[将要]以[^，。；]{2,20}|[确力]保|努力|全力|切实")
_CARRIES_OUT = lazy(r"我们[^，。；]{0,4}[将要][^。；]{0,20}(?:实施|落实|推进|办好|抓好|完成)")
_CANDIDATES = lazy(
    r"(?=[一七三两九二五八六十四百\d])(?:"
    rf"({signs.NUMBER})\s?[件项个]大?(?:民生|惠民|为民)[^，。；：\d]{{0,4}}(?:候选|备选)|({signs.NUMBER})\s?[件项个](?:候选|备选)(?:民生|惠民|为民)"
    r")"
)
_OF_CANDIDATES = lazy(r"(?:候选|备选|推荐|初选)(?:的|出)")
_COLON = lazy(r"[：:]")
_LONGEST_HEADING = 60
_LONGEST_SENTENCE = 200
_FEWEST = 3
_LEAST = 0.75
# What is asked of those who read a notice leads to no list.
_DEMAND = lazy(r"确保|务必|必须|各(?:部门|单位|责任|级|镇|乡|街道)[^，。；：]{0,12}要|要求|希望|建议")
_AS_ASKED = lazy(r"(?:按照?|根据|遵照)[^，。；]{0,20}(?:要求|建议)")
_SUBJECT = lazy(
    rf"(?:[^，。；：]{{0,10}}[，,])?(?:[^，。；：\d]{{0,8}}?)({signs.NUMBER})\s?[件项个][^，。；：\d]{{0,8}}(?:实事|民生项目|民生工程|民心工程)"
)
_COUNT = lazy(r"[\d一二三四五六七八九十两]\s?[项件个条]")
_DIGIT = lazy(r"\d")
_PLANS = lazy(r"办好|办理|实施|抓好|完成|推进|建设|确定|安排|落实|办(?=[^，。；：]{0,4}实事)|以下|下列|如下")


def find(text: str, lines: Sequence[Line], named: Sequence[int]) -> Iterator[Announcement]:
    """Yield what announces a list by its words for the projects and the form of what follows.

    `named`: the lines that name livelihood projects.
    """
    for at in named:
        for found in _naming(text, lines[at]):
            if _DEMAND.search(_AS_ASKED.sub("", found.group())):
                continue
            if len(found.group()) <= _LONGEST_SENTENCE or _COLON.search(found.group()):
                yield from _of_sentence(text, lines, at, found.start(), found.end())


def _naming(text: str, line: Line) -> Iterator[re.Match[str]]:
    """Yield the sentences of a line that name livelihood projects."""
    stop = line.start
    while (sign := things.NAMED.search(text, stop, line.end)) is not None:
        start = between.behind_last(text, stop, sign.start(), _STOPS)
        found = _SENTENCE.match(text, start, line.end)
        if found is None:
            return
        yield found
        stop = found.end()


def _of_sentence(text: str, lines: Sequence[Line], at: int, start: int, end: int) -> Iterator[Announcement]:
    for colon in _COLON.finditer(text, start, end):
        begin = between.behind_last(text, start, colon.start(), "；;：:")
        said = things.follow(text[begin : colon.start()])
        if said is None or said.count is not None:
            continue  # a count behind a colon is found by the words of the sentence
        first = _BETWEEN.match(text, colon.end())
        where = first.end() if first else colon.end()
        by_number = _FIRST.match(text, where) is not None
        if _PLANS.search(text, begin, colon.start()) and (by_number or _parts_alike(text, where, end)):
            yield _announcement(text, at, begin, colon.end(), said)
            return
    said = things.follow(text[start:end]) or _counted(text[start:end])
    if said is not None and _OF_CANDIDATES.search(text, start, end):
        said = None  # 对候选的7件实事进行票选。
    said = said or _pledged(text, start, end, lines[at].end)
    if said is None or said.count is None or text[end - 1] in "：:":
        return
    if len(_COUNT.findall(text, start, end)) > 1:
        return  # it sorts the projects: 26项中，已竣工5项，在建18项
    close = _after(text, lines[at], end)
    if close is not None and close < lines[at].end and _FIRST.match(text, close):
        yield _announcement(text, at, start, close, said)
    elif (close is None or close >= lines[at].end) and at + 1 < len(lines):
        below = lines[at + 1]
        heading = len(lines[at].text) <= _LONGEST_HEADING and start == lines[at].start
        if _FIRST.match(below.text) or (heading and not _announces(below.text)):
            yield _announcement(text, at, start, lines[at].end, said, at_line_end=True)


def _pledged(text: str, start: int, end: int, stop: int) -> Said | None:
    """Return the number of candidates that the speaker promises to carry out: 15个候选项目。我们将精心实施。①…"""
    candidates = _CANDIDATES.search(text, start, end)
    following = _SENTENCE.search(text, end, stop)
    if candidates is None or following is None or not _CARRIES_OUT.search(following.group()):
        return None
    return Said(number(candidates.group(1) or candidates.group(2)), None, True)


def _announces(words: str) -> bool:
    """Decide whether a line leads to the list itself: 这10件实事是：A；"""
    return words.endswith(("：", ":")) or TOPIC.search(words) is not None


def _counted(words: str) -> Said | None:
    """Return the number of projects that a sentence is about which goes on: 9件民生实事有序推进，完成投资3亿元"""
    found = None if any(c in words for c in "：:；;") else _SUBJECT.match(words.strip())
    return Said(number(found.group(1)), None, True) if found else None


def _after(text: str, line: Line, end: int) -> int | None:
    """Return where the next sentence begins, behind one that only says that the list follows; None below the line."""
    for _ in range(2):
        between = _BETWEEN.match(text, end, line.end)
        at = between.end() if between else end
        if at >= line.end:
            return None
        following = _SENTENCE.match(text, at, line.end)
        if following is None or _FIRST.match(text, at):
            return at
        words = following.group().strip()
        if not _NEUTRAL.match(words) and not (_PLEDGE.search(words) and not _DIGIT.search(words)):
            return at
        end = following.end()
    return None


def _parts_alike(text: str, start: int, end: int) -> bool:
    """Decide whether parts between ； all read as projects with numbers: A3座；B8公里；C。"""
    parts = [text[a:b] for a, b in between.split(text, start, end, "；;")]
    if len(parts) < _FEWEST or sum(_DIGIT.search(part) is not None for part in parts) * 10 < len(parts) * 6:
        return False
    return likeness.mean(parts) >= _LEAST


def _announcement(
    text: str,
    at: int,
    start: int,
    end: int,
    said: Said,
    *,
    at_line_end: bool = False,
) -> Announcement:
    return Announcement(
        at, start, end, text[start:end].rstrip("：:。 "), said.count, said.state, said.named,
        last_year(text[start:end]), by_form=True, at_line_end=at_line_end,
    )  # fmt: skip
