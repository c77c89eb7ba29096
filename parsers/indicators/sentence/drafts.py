"""Figures of a sentence in the making: of which years, estimated or not, and with which bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import FROM_NOW, Period
from parsers.indicators.names.codes import codes
from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.names.values import Figure
from parsers.indicators.sentence import ratios
from parsers.indicators.sentence.numbers import RATIO, SUFFIX_BOUNDS, Number, bound_said
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.sentence.tokens import BEGAN, periods
from parsers.indicators.uncoded.rules import AIMED_AT, BASIS, BEFORE
from parsers.indicators.uncoded.rules import RATIO as A_RATIO
from parsers.record import Bound, FigureKind, Measure
from parsers.text.patterns import lazy

# 预计年营业收入8亿元 is what a work is to earn one day.
_ESTIMATE = lazy(r"(?<![好高快优低]于)(?<!超[出过])预计(?!年(?![末底内]))|初步(?:核算|统计|测算|估算)|快报")
_BASE = lazy(
    r"(?:[比较与同是自从超提]|相当于|末的?|创|高于|低于|[超多少好优大小快慢]于|超[过出]|接近|基础上)$"
)
_START = lazy(r"[由从][^，到至]{0,8}$")
_BEFORE = lazy(
    r"(?:^|[^是为])[由从](?:(?:原来|原有|上年|去年|(?:19|20)\d\d年)(?:底|末)?的?)?(?:每人|每月|每年|每户)*(?:约|不足)?$"
)
_YEARLY = lazy(r"年均(?:完成|新增|新建|造林|投入|建成|实现|改造|引进|投资|接待|增加|培训|转移|发放|治理)")
_SUMMED = lazy(
    r"累计(?:完成|开行|开通|提供|接待|供应|投放|落实|争取|引进|签约|筹集|清理|修复|栽植|种植|硬化|安装|铺设|化解|处置|减免|实施|新增|新建|造林|投入|建成|改造|投资|增加|培训|转移|发放|治理|减少|减排|压减|拆除|整治|绿化)"
)
_TOTAL = lazy(r"累计(?:已)?(?:达到?|为|约|近|超过?|突破)*$")  # 财政投入累计达62亿元
_AIMED_AT = lazy(
    r"的(?:预期|年度|年初|全年|既定|预定|增长|发展|主要|控制)*(?:目标|预期|任务)"
)  # 增长6%以上的目标如期实现
_NO_YEAR = ("规划", "开局", "收官", "末的", "基础", "”", "的")  # behind 2020年: of no figure of that year
_ALL_YEAR = lazy(r"全年|(?<!\d)年[底末]")
_OF_A_PLAN = ("目标", "任务", "实施", "执行", "的")
_ALONE = lazy(r"(?!的|相比|持平|水平|基数)")
_JOINS = ("、", "和", "与", "及")
_OPENING = 8  # characters in which a sentence names its years
_BASIS = 30  # characters from 在去年 to 的基础上
_NAMES_PLAN = lazy(r"(?!累计|年均|平均|全[区县市州旗]|我|共)[\u4e00-\u9fff]")
_SPENDING = lazy(r"(?:投资|投资额|投入|支出|资金|补贴|贷款|补助|引资|融资)$")
_EACH = lazy(r"人均|月均|每[人月户]")  # 低保月人均补助235元
_STOCK = lazy(r"(?:余额|总量|总数|保有量|存量|拥有量|里程|面积|标准|密度|容量)$")


@dataclass(slots=True)
class Reading:
    """The figures of a document, and for each number that is none the rule that left it out."""

    figures: list[Figure] = field(default_factory=list)
    rules: list[tuple[int, str]] = field(default_factory=list)


class Drafts:
    """Makes the figures of one sentence after the other; `out` collects those of the document."""

    def __init__(self, text: str, passage: Passage) -> None:
        self.text = text
        self.passage = passage
        self.out = Reading()
        self.taken: dict[
            int, Figure
        ] = {}  # what the reader of names made of a sentence, by where numbers begin
        self.stated: list[re.Match[str]] = []
        self.guessed = 0
        self.open(0, None)

    def open(self, start: int, cue: Period | None) -> None:
        """Begin a sentence; `cue` is the years that the paragraph or the sentence has named so far."""
        self.start = start
        self.cue = self.held = cue  # held: the years that the sentence is about
        self.lent: tuple[Period | None] | None = None  # the years in hand before 提升到2020年的58%
        self.narrowed: tuple[Period | None] | None = None  # those before 其中2020年, restored after the ；
        self.subjects: list[Subject] = []
        self.left = ""  # the rule that left out what the last clause spoke of
        self.estimate = self.passage.estimates
        self.area = self.passage.area  # the part of the division that the sentence speaks of

    def rule(self, number: Number, name: str) -> None:
        """Note by which rule a number is left out."""
        self.out.rules.append((number.start, name))

    def note(self, start: int, piece: str, last: int) -> None:
        """Find the years and the 预计 of a sentence, for `time` to take up as the reading goes on.

        `last`: where its last number begins.
        """
        text, end = self.text, start + len(piece)
        self.stated = []
        lead = piece[: last - start]
        if "年" in lead or "季" in lead or "届" in lead or "期" in lead or "月份" in lead or "五”末" in lead:
            self.stated = list(periods(text, start, last))[::-1]
        guess = None
        if "预计" in piece or "初步" in piece or "快报" in piece:
            guess = _ESTIMATE.search(text, start, end)
        self.guessed = guess.start() if guess else end

    def is_timed(self, end: int) -> bool:
        """Decide whether a sentence that ends there has anything for `time` to take up."""
        return bool(self.stated) or self.guessed < end or (self.cue is not None and self.cue.part is not None)

    def time(self, stop: int) -> None:
        """Take up the years and the 预计 that stand before an offset."""
        text = self.text
        self.estimate = self.estimate or self.guessed < stop
        if self.lent is not None:
            self.cue, self.lent = self.lent[0], None
        dated = self.start  # where the last year that was taken up ends
        while self.stated and self.stated[-1].start() < stop:
            match = self.stated.pop()
            lead = text[max(self.start, match.start() - 9) : match.start()]
            if _BASE.search(lead) or _START.search(lead):
                base = (
                    self.period_of(match)
                    if match.lastgroup == "year" and lead.endswith(("由", "从"))
                    else None
                )
                if base is not None:
                    self.passage.spread_from(base)  # 由2015年的12家增加到86家，年均增长48%
                continue
            if text[match.start() - 1] == "“" or BEGAN.match(text, match.end()):
                continue  # 荣获“2019年全省先进县”称号, 2018年启动的水库
            behind = text[match.end() : match.end() + 4]
            if match.lastgroup == "plan" and match[0].endswith("规划") and not behind.startswith(_OF_A_PLAN):
                continue  # 列入国家“十四五”规划
            if match.lastgroup == "plan" and match[0].endswith("”") and _NAMES_PLAN.match(behind):
                continue  # “十四五”青石灌区改造工程
            if BASIS.search(text, match.end(), match.end() + _BASIS):
                continue  # 在去年改造老旧小区26个的基础上, 在去年增长30%的高基数上
            if behind.startswith("同期"):
                period = self.passage.same_time(match[0])
                near = not any(mark in text[match.end() : stop] for mark in "，；")
                if period is not None and near and _ALONE.match(text, match.end() + 2):
                    self.lent, self.cue = (self.cue,), period  # 去年同期完成43亿元: of that number alone
                continue
            reached = lead[-1:] in ("到", "至") and behind[:1] == "的" and behind[1:2].isdigit()
            if "目标" in behind or (not reached and behind.startswith(_NO_YEAR)):
                continue
            period = self.period_of(match)
            if period is not None:
                self.lent = (self.cue,) if reached else None
                opens = match.start() - self.start <= _OPENING
                within = text[match.start() - 1] not in "；;" and not opens
                spanned = self.held is not None and self.held.years > 1 and self.held == self.cue
                if opens and FROM_NOW.search(match[0]) is None:
                    self.held = period
                if lead.endswith("其中") or (within and spanned):  # 2020年 in an item of 五年来，…；…
                    self.narrowed = self.narrowed or (self.cue,)
                self.cue, dated = period, match.end()
        if self.cue is not None and self.cue.part is not None and _ALL_YEAR.search(text, dated, stop):
            self.cue = Period(self.cue.last, self.cue.last)  # 上半年…；全年新开工项目36个

    def period_of(self, match: re.Match[str]) -> Period | None:
        """The years that a match of the period pattern names."""
        kept, self.passage.cue = self.passage.cue, self.cue
        period = self.passage.named_by(match)
        self.passage.cue = kept
        return period

    def period(self, code: str, measure: Measure, *, new: bool, average: bool, name: str) -> Period:
        """The years that a figure is of."""
        frame, cue = self.passage.frame, self.cue
        if average:
            return self.passage.average_of(cue)
        if cue is None:
            if frame.several is None:
                return Period(frame.year, frame.year)
            cue = frame.several
        if cue.first == cue.last:
            ahead = frame.several if new and frame.looks_years_ahead() else None
            return ahead if ahead is not None and ahead.last == cue.last else cue  # 到2021年…；新增企业80家
        row = codes().get(code)
        spent = _SPENDING.search(name) is not None and _EACH.search(name) is None
        flow = new or (measure == "level" and spent)
        flow = flow or (row is not None and row.kind == "flow" and row.sums != "-")
        lifted = code == "poor_population" and ("脱贫" in name or "减贫" in name or name.startswith("减少"))
        if lifted and measure == "count":
            return cue  # 四年来568名贫困户实现脱贫
        stock = row is not None and row.kind == "stock" and not (new and row.theme == "investment")
        flow = flow and not stock and measure not in ("ratio", "share")
        if (
            measure == "growth"
            or (flow and (new or _STOCK.search(name) is None))
            or (flow and row is not None)
        ):
            return cue
        return Period(cue.last, cue.last, cue.part)

    def figure(
        self, measure: Measure, code: str, subject: Subject, number: Number, *, fall: bool = False,
        of: str | None = None, average: bool = False, scope: str | None = None,
    ) -> None:  # fmt: skip
        """Add a figure to the sentence's."""
        words = self.text[max(self.start, number.start - 12) : number.start]
        yearly = "年均" in words and _YEARLY.search(words) is not None
        summed = "累计" in words and _SUMMED.search(words) is not None
        money = number.plain in CURRENCIES and "累计" in words and _STOCK.search(subject.name) is None
        summed = summed or (money and _TOTAL.search(words) is not None)
        average = average or (yearly and measure in ("level", "count"))
        period = self.period(code, measure, new=subject.new or summed, average=average, name=subject.name)
        if scope is not None and measure == "growth":
            period = Period(period.last, period.last, period.part)  # 比2015年下降12%
        before = ("由" in words or "从" in words) and _BEFORE.search(words) is not None
        amount = number.amount
        value = -amount.value if fall else amount.value
        high = amount.high if amount.high is None or not fall else -amount.high
        bound, modifier = bound_said(number, words)
        if bound == "point" and words.endswith(_JOINS):
            bound, modifier = self.shared_bound(number)
        kind = self.kind(code, period)
        met = measure == "growth" and kind != "target" and _AIMED_AT.match(self.text, number.end) is not None
        if before or met:
            self.rule(number, BEFORE if before else AIMED_AT)
        else:
            self.out.figures.append(
                Figure(
                    code, (subject.start, subject.end), measure, kind, period, min(subject.start, number.start),
                    max(subject.end, number.end), value, high, amount.scale, amount.unit or None, bound, modifier,
                    "年均" if average else scope, at=(number.start, number.stop), of=of, part=subject.part,
                    counter="" if amount.unit.endswith(number.plain) or number.plain == "%" else number.plain,
                )
            )  # fmt: skip
        subject.unit = number.plain
        self.subjects.append(subject)
        self.left = ""

    def shared_bound(self, number: Number) -> tuple[Bound, str | None]:
        """Return the bound that the word before the first of several numbers sets: 分别低于3%、30%."""
        before = next((f for f in self.made() if f.at is not None and f.at[1] == number.start - 1), None)
        led = before is not None and before.modifier is not None and before.modifier not in SUFFIX_BOUNDS
        if before is None or not led or "分别" not in self.text[self.start : before.end]:
            return "point", None
        return before.bound, before.modifier

    def made(self) -> Iterator[Figure]:
        """The figures that the number right before the next one can have become."""
        yield from self.taken.values()
        yield from self.out.figures[-1:]

    def kind(self, code: str, period: Period) -> FigureKind:
        """Whether a figure is reached, estimated or aimed at."""
        return self.passage.kind(code, period, estimate=self.estimate)

    def sectors(self, start: int, end: int) -> list[tuple[int, int]]:
        """Read 三次产业比 a:b:c as three shares, 轻重工业比 a:b as two; return the spans that ratios take."""
        spans = []
        for match in RATIO.finditer(self.text, start, end):
            spans.append(match.span())
            begin = max(start, match.start() - 40)
            lead = self.text[begin : match.start()]
            whole = ratios.whole_of(self.text, start, begin, match)
            stated = list(periods(self.text, begin, match.start()))
            if whole is None or (_START.search(lead) and not stated):
                self.out.rules += [(match.start(g), A_RATIO) for g in ratios.groups(match)]
                continue
            period = self.period_of(stated[-1]) if stated else None
            if stated and stated[-1].lastgroup == "last" and _START.search(lead):
                period = self.passage.year_before(stated[-1][0]) or Period(None, None)  # 由上年的19.8：80.2
            if period is None or (
                stated and not _START.search(lead) and self.text[stated[-1].start() - 1] in "由从"
            ):
                period = self.period("other", "share", new=False, average=False, name="")
            period = Period(period.last, period.last, period.part)
            kind = self.passage.kind(
                "services_share_of_gdp", period, estimate=self.estimate or self.guessed < match.start()
            )
            for group, part in zip(ratios.groups(match), whole.parts, strict=True):
                self.out.figures.append(
                    Figure(
                        part.code, (whole.start, whole.end), "share", kind, period, whole.start, match.end(),
                        Decimal(match[group]), unit="%", at=match.span(group), of=whole.of, part=part.name,
                    )
                )  # fmt: skip
        return spans
