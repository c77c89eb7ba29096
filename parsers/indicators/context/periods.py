"""Which years a passage speaks of, and whether it looks back or ahead.

The frame of a passage comes from its heading (2015年工作回顾, 2016年工作任务, 今后五年…), from what opens
the paragraph (五年来, “十三五”期间) and from the sentence itself (到2020年, 上半年), the nearest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from parsers.indicators.copies import replace
from parsers.text.numerals import mantissa
from parsers.text.patterns import lazy

PLANS = {
    "六五": 1981, "七五": 1986, "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006,
    "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026,
}  # fmt: skip

_PLAN = lazy("|".join(sorted(PLANS, key=len, reverse=True)))
BACK = lazy(
    r"回顾|总结|(?<!确保)圆满完成|胜利完成|上届|完成情况|工作情况|执行情况|落实情况|实施情况|成就|成绩|成效|过去|一年来|五年来"
)
AHEAD = lazy(r"安排|任务|打算|计划|部署|重点|目标|建议|展望|思路|举措|要求|预期|设想|规划|清单|措施|项目")
GLOSSARY = lazy(
    r"(?:名词|词语|用语|术语|相关|有关|专业)(?:名词)?(?:解释|注释|说明)|^[（(]?注释?[：:)）]?$|名词说明"
)
PROMISES = lazy(r"实事(?:项目|清单|工程|计划|一览|安排|\W*$)|[\d十]件[^，。]{0,6}实事|民生项目")
FUTURE_SPAN = lazy(r"今后|未来|下[一个]*五年|下届")
FROM_NOW = lazy("(?:时间|努力|内)$|^历[时经]")  # 用三年时间, 三年内, 历时三年
GOAL = lazy(
    r"(?=[主具发奋工总指目约经计预全今年])(?:"
    r"(?<!完成)(?<!实现)(?<!达到)(?:全年|今年|年度)的?(?:奋斗|发展|预期|工作)?目标[^，。；：\d]{0,8}[：:]|"
    r"(?:预期|奋斗|发展|工作|主要|总体|经济|预计|约束性?)(?:目标|指标)(?:和[^，。；：]{0,10}|任务|值|预期)?(?:是|为|如下|建议|安排|初步|[：:])"
    r"|(?:预期目标|预期指标|指标预期|计划指标|目标任务|具体目标)(?:是|为|如下|[：:])"
    r")"
)
NEXT = lazy(
    r"今年[^，。；]{0,16}(?:指导思想|总体要求|总的要求|总体思路|基本思路|总要求|主要目标|预期目标|奋斗目标|工作安排|工作重点)"
    r"|今年[，,]?[^，。；]{0,20}预期(?:增长|为|达到|实现)"
    r"|(?:今年|新的一年)[，,]?(?:我们|政府|区政府|县政府|市政府)?(?:将|要)?(?:重点|着重|着力)(?:抓好|做好|推进|抓)"
)


Parts = Literal["number", "words"]  # 一、2011年工作回顾; 2011年工作回顾, 第一部分 …, with 一、 below them
_SOME_YEAR = 0  # 近年来: from a year that is not said
VAGUE = lazy("近(?:些|几)?年来?$|这[些几]年")


@dataclass(slots=True)
class Period:
    """Years spoken of; `text` is the contract's `period`, None where the document does not let one say."""

    first: int | None
    last: int | None
    part: str | None = None
    named: bool = False  # “十三五”, 2016—2020年: the text names the span itself, and so the year before it

    @property
    def years(self) -> int:
        """How many years it has; 0 where the document does not say."""
        return 0 if not self.first or self.last is None else self.last - self.first + 1

    @property
    def text(self) -> str | None:
        """`2020`, `2016-2020`, `2022Q1`, `2022H1`."""
        if self.last is None or self.part == "?" or self.first == _SOME_YEAR:
            return None
        if self.part:
            return f"{self.last}{self.part}"
        return str(self.last) if self.first in (None, self.last) else f"{self.first}-{self.last}"


@dataclass(slots=True)
class Frame:
    """What a heading says of all that stands under it."""

    review: int | None
    plan: int | None
    ahead: bool = False
    several: Period | None = None
    spans: Period | None = (
        None  # several years that the heading names beside the one: “十四五”时期和2025年工作回顾
    )
    silent: bool = False  # a glossary, or a list of promises, whose numbers are their quantities
    parts: Parts | None = None  # what the headings of the text's parts begin with; None before the first

    @property
    def year(self) -> int | None:
        """The single year spoken of where nothing nearer says another."""
        return self.plan if self.ahead else self.review

    def is_over(self, words: str) -> bool:
        """Decide whether the years that the words name are over: a target quoted in the review."""
        years = [int(y) for y in re.findall(r"(?:19|20)\d\d(?=年)", words)]
        return bool(years) and self.review is not None and max(years) <= self.review

    def is_beyond(self, years: Period | None) -> bool:
        """Decide whether years lie behind the one year planned for."""
        single = self.ahead and self.several is None and self.plan is not None
        return single and years is not None and (years.last or 0) > (self.plan or 0)

    def under(self, heading: str) -> Frame:
        """The frame below a heading; one that says nothing about time leaves it as it is."""
        if _MEETING.search(heading) or _DATE_LINE.fullmatch(heading) or _TITLE.search(heading):
            return self
        if GLOSSARY.search(heading):
            return Frame(self.review, self.plan, self.ahead, None, silent=True)
        frame = self.timed(heading)
        parts = self.parts
        if parts is None and _NUMBERED.match(heading):
            parts = "number"
        elif parts is None and (_TIMES.search(heading) or frame != self):
            parts = "words"
        return replace(self.without_promises(heading, frame), parts=parts)

    def without_promises(self, heading: str, frame: Frame) -> Frame:
        """The frame below a heading whose time words make `frame`, without the numbers of promises."""
        if frame.ahead and self.plan is None and self.review is not None:
            frame = Frame(self.review, None)  # an outcome list: nothing in it is planned
        if frame.ahead and PROMISES.search(heading):
            return Frame(frame.review, frame.plan, True, None, silent=True)
        if self.silent and not BACK.search(heading) and not _YEAR.search(heading):
            return self
        return (
            Frame(frame.review, frame.plan, frame.ahead, frame.several, frame.spans)
            if frame.silent
            else frame
        )

    def looks_years_ahead(self) -> bool:
        """Decide whether what stands here is aimed at for several years (今后五年奋斗目标)."""
        return self.ahead and self.several is not None and self.several.first != self.several.last

    def timed(self, heading: str) -> Frame:
        """The frame that the years and time words of a heading make."""
        years = [int(y) for y in re.findall(r"(?:19|20)\d\d(?=年(?!以来)|[-—–~至])", heading)]
        several = next((p for p in map(self.several_of, _SEVERAL.findall(heading)) if p and p.last), None)
        within = self.parts == "words" and _NUMBERED.match(heading)
        part = not within and _LEVEL_ONE.match(heading)
        below = self.ahead and several is None and not years and not part
        if below and BACK.search(heading) and not _PAST.search(heading):
            return self  # （三）多措并举补短板，推动城乡统筹取得新成效: what is to be achieved
        if BACK.search(heading) and not FUTURE_SPAN.search(heading):
            single = years and (len(years) == 1 or several is None)
            return Frame(self.review, self.plan, False, None if single else several, spans=several)
        same = not self.ahead or (several is None and not _THIS_YEAR.search(heading))
        if within and same and not years and not FUTURE_SPAN.search(heading):
            return self  # 二、重点项目提速 below 2011年工作回顾
        if _THIS_YEAR.search(heading) and self.plan is not None:
            return Frame(self.review, self.plan, True)
        if FUTURE_SPAN.search(heading) or AHEAD.search(heading):
            named = [y for y in years if self.plan is None or y <= self.plan]
            past = bool(named) and self.review is not None and max(named) <= self.review
            if several is not None and self.review is not None and (several.last or 0) <= self.review:
                if self.plan in years:
                    return Frame(self.review, self.plan, True)  # “十三五”收官、“十四五”开局的2021年工作安排
                return Frame(self.review, self.plan, False, several)
            if past:
                return Frame(self.review, self.plan, False)
            known = self.plan is not None or self.review is not None or _NAMES_PLANS.search(heading)
            if several is not None or years or self.ahead or part or (self.plan is None and known):
                both = several if self.plan in years else None
                return Frame(self.review, self.plan, True, several, spans=both)
        elif years and self.plan is not None and years[-1] == self.plan and _LEVEL_ONE.match(heading):
            return Frame(self.review, self.plan, True)
        elif several is not None:
            ahead = self.review is not None and (several.last or 0) > self.review
            if ahead and several.named and self.review is not None and (several.first or 0) <= self.review:
                # 实现“十二五”良好开局 in a report on 2011; “十四五”收官、“十五五”开局 in one for 2025
                return Frame(self.review, self.plan, True) if self.names_a_later_plan(heading) else self
            if ahead and _BARE_PLAN.search(heading):
                return self  # 铸就十三五新辉煌 in a report whose years are not sure
            return Frame(self.review, self.plan, ahead, several)
        return self

    def names_a_later_plan(self, heading: str) -> bool:
        """Decide whether a heading names a five-year plan that begins after the year reviewed."""
        return self.plan is not None and any(
            PLANS[name] > (self.review or self.plan) for name in _PLAN.findall(heading)
        )

    def several_of(self, text: str) -> Period | None:
        """The years that 五年来, 过去五年, 今后五年, “十三五”期间, 1998年以来 or 2016—2020年 stand for."""
        match = _PLAN.search(text)
        if match:
            first = PLANS[match[0]]
            if "末" in text:
                return Period(first + 4, first + 4)
            if "以来" in text and self.review is not None and first <= self.review < first + 4:
                return Period(first, self.review)
            return Period(first, first + 4, named=True)
        years = re.findall(r"(?:19|20)\d\d", text)
        if len(years) == 2:
            return Period(int(years[0]), int(years[1]), named=True)
        if years:
            tail = re.search(r"(?:[-—–~～至到]+)(\d\d)年", text)
            if tail:
                return Period(int(years[0]), int(years[0][:2] + tail[1]))
            since = "以来" in text or text.endswith("起")
            return Period(int(years[0]), self.review) if since and self.review else None
        if text.startswith(("本届", "任期")):
            return None if self.review is None else Period(self.review - 4, self.review)
        if VAGUE.match(text):
            if self.several is not None and not self.ahead:
                return self.several
            return Period(_SOME_YEAR, self.review) if self.review and not self.ahead else None
        count = re.search(r"[二两三四五六七八九十]|\d{1,2}", text)
        number = mantissa(count[0]) if count else None
        if number is None or not 1 < number <= 10:
            return None
        length = int(number)
        above = self.several or self.spans
        back = text.startswith(_LOOKS_BACK) or "来" in text.removeprefix("未来")
        if text.startswith("前") and not self.ahead:
            return _first_of(above, length)  # 五年里，前四年年均增长8%
        if text.startswith("后"):
            return self.last_of(None, length) if above is not None and above.years > length else None
        elsewhere = text.startswith(("今后", "未来", "上", "前")) or (back and self.ahead)
        if above is not None and above.named and above.years == length and not elsewhere:
            return above  # 五年新增企业420家 below 铸就“十三五”新辉煌
        if text.startswith(("今后", "未来")) or (not back and self.looks_years_ahead()):
            return None if self.plan is None else Period(self.plan, self.plan + length - 1)
        if FROM_NOW.search(text):  # 用三年时间, 三年内; 经过五年努力 says nothing of what was reached since
            if self.ahead:
                return Period(self.plan, self.plan + length - 1) if self.plan else None
            return None if text.endswith("努力") else self.last_of(above, length)
        if self.ahead and not back:
            return Period(None, None)  # 三年改造学校60所 in the plans of one year: which three is not said
        return None if self.review is None else Period(self.review - length + 1, self.review)

    def last_of(self, whole: Period | None, length: int) -> Period:
        """Return the years that 用两年时间 took; unknown within several years: which of them is not said."""
        several = whole is not None and whole.years > 1
        if several or self.review is None:
            return whole if several and whole is not None and whole.years == length else Period(None, None)
        return Period(self.review - length + 1, self.review)


def _first_of(whole: Period | None, length: int) -> Period:
    """Return the first `length` years of a span; unknown where the text names no longer span."""
    if whole is None or whole.first is None or length >= whole.years:
        return Period(None, None)
    return Period(whole.first, whole.first + length - 1)


_LOOKS_BACK = ("过去", "刚刚过去", "近", "最近", "前", "上", "这")
_BARE_PLAN = lazy(r"(?<![“\"‘「])十[一二三四五]五")
_NAMES_PLANS = lazy(  # 下步工作打算 where no year is known, but not 城区规划建设 or 重点任务取得进展
    r"今后|未来|下[一个]*[步年]|(?:工作|主要|总体|预期|奋斗|发展|重点)(?:的?(?:安排|任务|打算|计划|部署|目标|建议|展望|思路|举措|要求|设想|规划|重点))+\W*$|(?:安排|打算)\W*$"
)
_THIS_YEAR = lazy(r"^[^，。]{0,6}今年[^，。]{0,20}(?:目标|任务|安排|要求)")
_YEAR = lazy(r"(?:19|20)\d\d年")
_PAST = lazy(r"回顾|过去|以来|年来|总结|上届|本届")
_DATE_LINE = lazy(r"\W*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\W*")  # when it was signed or delivered
_TITLE = lazy(
    r"政府工作报告(?:[（(【]?全文)?\W*$"
)  # 2021年云溪区政府工作报告 says nothing of what comes next
_MEETING = lazy(r"会议上|大会上|次会议")
_NUMBERED = lazy(r"[*#\s]*[一二三四五六七八九十]{1,3}、")
_TIMES = lazy(r"(?:19|20)\d\d年|回顾|今后|未来|过去|今年|去年|第[一二三四五六]部分")
_LEVEL_ONE = lazy(r"[*#\s]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六]部分|[（(]?20\d\d年)")
_SEVERAL = lazy(
    r"(?=[\"12345‘“「三下五今四十最未本过近])(?:"
    r"[“\"‘「](?:六五|七五|八五|九五|十五|十一五|十二五|十三五|十四五|十五五)[”\"’」](?:期末|末)?|(?<![（(第])十[一二三四五]五(?:期末|末)?"
    r"|(?:过去|今后|未来|近|最近|下)的?[三四五345]年|(?<![\d〇○零一二三四五六七八九十])[三四五345]年(?:来|(?=工作|政府|的?主要|发展))|本届政府(?!的?(?:开局|第一年|首年))|(?:19|20)\d\d年?[-—–~至](?:19|20)\d\d年|(?:19|20)\d\d年以来"
    r")"
)
