"""What holds for a sentence before its first word is read, and when its figures are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.indicators.context.periods import FROM_NOW, Frame, Period
from parsers.indicators.context.year_words import fraction, length_of, year_named
from parsers.indicators.sentence.tokens import BEGAN, PERIOD_ROLES, Token, unit_of
from parsers.record import FigureKind

_BASES = frozenset(
    {"than", "beyond", "share", "rank"}
)  # 比2015年, 高于去年, 创7年来新高: no year of the figure
_LATE = ("期间", "时期", "以来", "末", "期")


@dataclass(slots=True)
class Passage:
    """The frame of a heading and what a paragraph and a sentence add to it, changed as reading goes on."""

    frame: Frame
    place: str  # where the document says whose it is: titles and opening lines
    reach: str | None  # the character its own scope ends with: 区 for a district's report
    area: str | None = None  # the park or zone that the sentence, or the short one before it, is about
    cue: Period | None = None  # years named by the paragraph or the sentence so far
    spread: Period | None = None  # the last several years named anywhere before
    goal: bool = False  # the sentence lists targets
    goals: bool = False  # so does the paragraph
    estimate: bool = False  # 预计 in force to the sentence's end
    estimates: bool = False  # 初步核算，… or （下同）: in force to the paragraph's end
    origin: Period | None = None  # 由2015年的…增加到: what the sentence's other 由 … count from, too
    since: str | None = None  # 与2015年相比，: the base of all growth in the sentence
    base: str | None = None  # 比2015年（下同）: the base of all growth in the paragraph
    dropped: dict[int, str] | None = None  # where a number stands and why it is no figure, if requested
    done: bool = False  # 今年一季度，…增长7.4%: the sentence is about a part of the plan year that is over
    past: bool = False  # the year reviewed was called 去年, so that 今年 is the year after it
    before: bool = False  # the sentence is about 去年 so far, in a plan whose year is not known
    delivered: int | None = None  # the year in which the report was delivered
    reached: int | None = None  # 预计到2018年底 in a report of that year: its figures are no targets
    estimated: set[tuple[str, str | None]] = field(
        default_factory=set
    )  # given as estimates in this paragraph

    def drop(self, token: Token, reason: str) -> None:
        """Note why a number is no figure, where somebody wants to know."""
        if self.dropped is not None:
            self.dropped.setdefault(token.start, reason)

    def leave(self, tokens: Sequence[Token]) -> None:
        """Note that the numbers of a clause are given to no name."""
        if self.dropped is None:
            return
        words = "".join(t.text for t in tokens if t.role in ("gap", "part", "component"))
        reason = (
            f"its clause is about something without a known name: {words}"
            if words
            else "no name comes before it"
        )
        for token in tokens:
            if token.role in ("value", "broken"):
                self.drop(token, reason)

    def look_ahead(self) -> None:
        """Take what follows as planned."""
        frame = self.frame
        if not frame.ahead and (frame.plan is not None or frame.review is None):
            self.frame = Frame(frame.review, frame.plan, True)

    def turn_to_the_plan_year(self, goal: str) -> None:
        """Leave the years behind the plan year: 2017年主要预期目标是：… below 今后五年的奋斗目标和2017年的任务."""
        frame = self.frame
        if frame.looks_years_ahead() and goal.startswith(("今年", f"{frame.plan}年")):
            self.frame = Frame(frame.review, frame.plan, True)

    def lead(self, tokens: Sequence[Token]) -> None:
        """Take up the years and the 预计 that stand before the first name of a clause."""
        for i, token in enumerate(tokens):
            began = i > 0 and tokens[i - 1].role == "from" and tokens[i - 1].text != "自"
            after = tokens[i + 1].text if i + 1 < len(tokens) else ""
            if began and token.role == "year" and after.startswith("的"):
                continue  # 结构由2015年的12∶55调整为…: what it began with
            if token.role in PERIOD_ROLES or (token.role == "years" and i == 0 and len(tokens) < 3):
                self.take(tokens, i)
            self.estimate = self.estimate or token.role == "estimate"
            if token.text in ("全年", "预计全年", "年底", "年末", "到年底", "至年底"):
                self.whole_year()

    def whole_year(self) -> None:
        """全年 ends what 上半年 began."""
        if self.cue is not None and self.cue.part is not None:
            self.cue = Period(self.cue.last, self.cue.last)

    def take(self, tokens: Sequence[Token], index: int) -> Period | None:
        """Take up a year or years from here on; None where the token only names a base or a plan."""
        token = tokens[index]
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if before is not None and (before.role in _BASES or before.text == "与"):
            return None
        if before is not None and before.end < token.start and token.role == "year":
            return None  # 荣获“2018年全省文明城区”称号
        if BEGAN.match("".join(t.text for t in tokens[index + 1 : index + 5])):
            return None  # 2018年启动的水库
        if after is not None and after.text.startswith("同期"):
            return None  # 是2019年同期的112%
        near = "".join(t.text for t in tokens[index + 1 : index + 7])
        if "基础" in near or "高基数" in near:
            return None  # 在2015年350亿元的基础上
        bare = token.role == "plan" and not token.text.endswith(_LATE)
        if bare and (after is None or after.role not in ("average", "sum")):
            return None  # “十四五”开局之年, “十二五”规划目标
        if after is not None and (
            after.role in ("goal", "rank") or after.text in ("首次", "新高", "创新高", "再次")
        ):
            return None
        if after is not None and after.text.startswith("的") and index + 2 < len(tokens):
            then = next((t for t in tokens[index + 2 :] if t.role not in ("about", "least")), after)
            compared = then.role == "value" and unit_of(then) in ("倍", "%")
            compared = compared or (before is not None and before.text in ("是", "相当于"))
            # 超过1978年到2000年的总和
            compared = compared or (before is not None and before.role in ("least", "most"))
            if compared and (before is None or before.role not in ("from", "reach")):
                base = self.named(token)  # 是2015年的1.8倍
                if base is not None and base.first == base.last:
                    self.spread_from(base)
                return None
        found = self.named(token)
        if token.role in ("last", "this") and self.frame.ahead:
            opens = (
                before is None or before.role == "comma" or (after is not None and after.text[:1] in "已达")
            )
            self.before = token.role == "last" and found is None and opens  # not 加快去年85个项目建设
        if found is not None:
            self.past = self.past or (token.role == "last" and not self.frame.ahead)
            self.cue = found
            if found.first != found.last:
                self.spread = found
        elif FROM_NOW.search(token.text):
            return None
        elif token.role == "several" and self.cue is not None and self.cue.first == self.cue.last:
            self.cue = Period(None, None)  # 五年累计 where nothing says which five: not the year before it
        return found

    def same_time(self, words: str) -> Period | None:
        """Return what 去年同期 or 2019年同期 is of, and what of that year: 去年同期完成43亿元."""
        now = self.cue if self.cue is not None else Period(None, self.frame.year)
        if words.startswith(("去年", "上年")):
            stated = now.last - 1 if now.last is not None else None
        else:
            stated = year_named(words) or None
        return None if stated is None else Period(stated, stated, now.part)

    def spread_from(self, base: Period) -> None:
        """年均 after a base year means the years since."""
        last = self.cue.last if self.cue is not None and self.cue.last != base.last else self.frame.year
        if base.last is not None and last is not None and base.last + 1 < last:
            self.spread = Period(base.last + 1, last)

    def named(self, token: Token) -> Period | None:
        """The years that a token names, counted from the report's own."""
        frame = self.frame
        if token.role == "year":
            number = year_named(token.text)
            return Period(number, number)
        if token.role in ("last", "this"):
            year = frame.review
            if token.role == "this":
                if token.text.endswith("以来") and self.delivered in (frame.plan, frame.review):
                    return Period(self.delivered, self.delivered)
                ahead = frame.ahead or self.past or token.text in ("明年", "新的一年")
                year = frame.plan if ahead else frame.year
            return None if year is None else Period(year, year)
        if token.role == "fraction":
            stated = token.text[:4]
            year = self.cue.last if self.cue is not None else frame.year
            if len(stated) == 4 and stated.isascii() and stated.isdigit():
                year = int(stated)
            return Period(year, year, fraction(token.text))
        length = length_of(token.text) if self.cue is not None else None
        for known in (self.cue, self.spread) if length is not None else ():
            if known is not None and known.years == length and known.last == self.cue.last:  # type: ignore[union-attr]
                return known  # 今后五年，…；五年新增就业2万人
        return frame.several_of(token.text.strip('“”"‘’「」『』'))

    def named_by(self, match: re.Match[str]) -> Period | None:
        """The years that a match of the period pattern names."""
        return self.named(Token(match.lastgroup or "", match.start(), match.end(), match[0]))

    def year_before(self, words: str) -> Period | None:
        """由上年的5%提高到8% in a review: the year before the one reviewed; 去年 may be that or the other."""
        year = self.cue.last if self.cue is not None else self.frame.year
        return Period(year - 1, year - 1) if year is not None and words in ("上年", "上一年") else None

    def before_span(self, cue: Period | None) -> Period:
        """The year that 由A增加到B counts A from where none stands beside it: the one before a span that is named."""
        span = cue if cue is not None else self.frame.several
        if span is None or not span.named or span.first is None or span.first == span.last:
            return Period(None, None)
        return Period(span.first - 1, span.first - 1)

    def average_of(self, cue: Period | None) -> Period:
        """The years that 年均 averages over: those named, else the five that end with the year named."""
        if cue is not None and cue.first != cue.last:
            return cue
        known = self.frame.several or self.spread
        if cue is None or cue.last is None:
            base, year = self.origin.last if self.origin is not None else None, self.frame.year
            if known is None and base is not None and year is not None and base + 1 < year:
                return Period(base + 1, year)  # 与2015年相比，…年均增长8%
            return known or Period(None, None)
        if known is not None and known.last == cue.last:
            return known
        return Period(cue.last - 4, cue.last)

    def kind(self, code: str, period: Period, *, estimate: bool) -> FigureKind:
        """Whether a figure of these years is reached, estimated or aimed at."""
        last, review = period.last, self.frame.review
        if self.done and period.part is not None and not self.goal:
            return "estimate" if estimate else "actual"
        if not self.goal and not self.frame.ahead and last is not None and last == self.frame.plan:
            if estimate:
                self.reached = last
            if self.reached == last:
                return "estimate" if estimate else "actual"
        if self.goal or (review is not None and last is not None and last > review):
            return "target"
        past = (review is not None and last is not None) or self.before
        if self.frame.ahead and not past:
            return "target"
        estimated = estimate or self.estimates
        if not estimated and self.estimated:
            estimated = (code, period.text) in self.estimated
        return "estimate" if estimated else "actual"
