"""The years that a sentence opens with, and whether they hold for the sentences behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from parsers.indicators.context.lines import PLAN_DONE
from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import FROM_NOW, VAGUE, Frame, Period
from parsers.indicators.sentence.tokens import BEGAN, periods
from parsers.indicators.uncoded.rules import BASIS
from parsers.text.patterns import lazy

BASES = frozenset("由从比较与同")  # before a year that a value only starts from or is compared with
_BASIS = 30  # characters from 在2022年 to 的基础上
_OPENING = 20  # characters in which such years begin to be named
_WORDS = 24
_MONTH = lazy(r"\d{1,2}月")
_SINCE = lazy(r"[^，。；]{2,14}以来[，,]")  # 2017年新型合作医疗开展以来，
_NOW = lazy(r"目前|截至目前|现在|全年(?!龄)|一年来")
_ADDRESSED = lazy(r"各位代表[！!，,：:。]")
_ONE_YEAR = frozenset({"year", "last", "this", "fraction"})
# 全年, 当年 and comparisons with the year before: what several years add up to is not compared so.
_OF_ONE_YEAR = lazy(r"(?<![一健双])全年(?!龄)|当年|本年|年内|同比|[比较](?:上年|去年)|[高快]于全[国省市州]")
_BEGINS_A_YEAR = lazy(r"面[对临]|我们|全[区县市州旗省]|[区县市]委|坚持|围绕|紧扣|一年|年均")
_LAST_WORDS = 90
_LEAD = 8  # characters that may stand before them: 各位代表，


def years(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match of the years that the sentence between two offsets opens with."""
    opening = text[start : min(end, start + _OPENING)]
    if not ("年" in opening or "季" in opening or "届" in opening or "五" in opening):
        return None
    match = next(periods(text, start, min(end, start + _WORDS)), None)
    if (
        match is None
        or FROM_NOW.search(match[0])
        or VAGUE.match(match[0])
        or text[match.start() - 1] == "“"
        or BEGAN.match(text, match.end())
        or BASIS.search(text, match.end(), min(end, match.end() + _BASIS))
    ):
        return None  # 两年内改造老城区: of this sentence alone; 在2022年新增8个的基础上
    return match if match.start() - start <= _LEAD else None


def hold_on(text: str, opens: re.Match[str], end: int, signs: Sequence[int], passage: Passage) -> bool:
    """Return whether the years that a sentence opens with hold behind it, too: a span of years always does.

    `signs` are the offsets at which figures can begin. A year that a value starts from does not
    (比重由2015年的12：55：33演进为9：58：33), nor does that of an event without figures in a report on one year
    (2018年全省测评名列第一), nor does that of one month (2020年2月，省政府批准退出贫困县序列).
    """
    if text[opens.start() - 1] in BASES and passage.cue == passage.named_by(opens):
        return False
    if _MONTH.match(text, opens.end()) or _SINCE.match(text, opens.end()):
        return False
    named = passage.named_by(opens)
    if named is not None and named.first != named.last:
        return True
    if text.startswith(("当年", "同年", "该年"), end + 1):
        return True
    if text[opens.end() : opens.end() + 1] in "，,：:":
        return True
    if passage.frame.several is not None:
        return named is None  # 2016年优良天数283天。完成造林5万亩: of the several years again
    behind = bisect_left(signs, opens.end())
    return behind < len(signs) and signs[behind] < end


def leaves_several(piece: str, held: Period | None, cue: Period | None) -> bool:
    """Return whether a sentence without figures only tells an event of one of several years that held before.

    五年来，…。2020年，县城绿化全面铺开。: the next sentence is of the five again; not so behind 2020年，我们….
    """
    if held is None or cue is None or cue.years != 1 or held.years < 2 or _BEGINS_A_YEAR.search(piece):
        return False
    return (held.first or 0) <= (cue.last or 0) <= (held.last or 0)


_AIMS = lazy(
    r"\s*(?:[^。；\n]{0,40}?(?:今年|力争|确保|年内|我们将|(?<![主重需必紧首])要(?![求素点件]))|(?:将|拟|计划|再|"
    r"继续|加快|加大|着力|大力|全力|积极|推进|推动)[^了\n。；]{0,40}[。；])"
)


def turns_back(text: str, start: int, passage: Passage) -> bool:
    """Return whether a sentence leaves the earlier year that the one before opened with: 目前，…; 全年…."""
    cue, year = passage.cue, passage.frame.year
    earlier = cue is not None and cue.first == cue.last and cue.last is not None and year is not None
    if earlier and passage.frame.ahead and (cue.last or 0) < (year or 0):  # type: ignore[union-attr]
        return _AIMS.match(text, start) is not None  # 去年，…增长5%。要培育企业9家，…
    if not earlier or passage.frame.several is not None or passage.frame.ahead:
        return False
    return (cue.last or 0) < (year or 0) and _NOW.match(text, start) is not None  # type: ignore[union-attr]


def stretch(text: str, start: int, end: int, passage: Passage, held: Period | None) -> Period | None:
    """Return the several years that hold for a paragraph and those below it, `held` being those that held so far.

    Below a heading on several years and the last of them (“十四五”时期和2025年工作回顾) a sentence without figures
    opens the several (过去的五年极不平凡。), and a paragraph that opens with one year ends them.
    """
    spans = passage.frame.spans
    if spans is not None and passage.frame.looks_years_ahead():
        match = years(text, start, end)
        named = passage.named_by(match) if match is not None else None
        if named is not None and named.first == named.last == passage.frame.plan:
            passage.turn_to_the_plan_year(f"{named.last}年")  # below 今后五年的目标和2007年的任务
        return None
    if spans is None or passage.frame.ahead:
        return None
    addressed = _ADDRESSED.match(text, start, end)
    begin = addressed.end() if addressed else start
    stop = text.find("。", begin, end)
    stop = end if stop < 0 else stop
    match = years(text, begin, stop)
    named = passage.named_by(match) if match is not None else None
    if match is None or named is None:
        return held
    if match[0].endswith("末") and named.last == spans.last:
        return held  # “十三五”末，城镇化率达58%: the last year of the several
    if text[match.start() - 1] in BASES:
        return held  # 比重由2015年的12：55：33演进为9：58：33
    if named.first == named.last or named.last != spans.last:
        return None
    rest = text[begin : match.start()] + text[match.end() : stop]
    return held if any(map(str.isdigit, rest)) else named


def summed(piece: str, passage: Passage, held: Period | None) -> Period | None:
    """Return the years of a sentence with 累计: several that hold above it, unless it names a year itself."""
    cue, several = passage.cue, passage.frame.several or held
    if several is None and "五年" in piece:  # 固定资产投资累计完成4540亿元，是前五年的2倍
        several = passage.frame.spans
    if cue is None or several is None or cue.first != cue.last or cue.last != several.last or cue.part:
        return cue
    named = periods(piece, 0, len(piece))
    if _OF_ONE_YEAR.search(piece) is not None:
        return cue
    return cue if any(match.lastgroup in _ONE_YEAR for match in named) else several


def of_one_year(piece: str, passage: Passage, held: Period | None) -> bool:
    """Decide whether a sentence is about one year within the several that hold above it: 全年新增就业3000人."""
    several = passage.frame.several or held
    if "年均" in piece:
        return False
    return several is not None and several.first != several.last and _OF_ONE_YEAR.search(piece) is not None


def plan_done(text: str, start: int, end: int, frame: Frame) -> Period | None:
    """Return the years of a plan that a line ends by calling done, for its list: “十三五”目标任务圆满完成。——…."""
    begin = max(start, end - _LAST_WORDS)
    if frame.ahead or text.find("”", begin, end) < 0:
        return None
    plan = PLAN_DONE.search(text, begin, end)
    span = frame.several_of(plan[1]) if plan is not None else None
    return span if span is not None and (span.last or 0) >= (frame.review or 0) else None
