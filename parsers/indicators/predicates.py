"""The numbers of a predicate, with what the words before and after them make of them.

Between a name and its number only known words may stand; what follows anything unknown is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.indicators.passage import Passage
from parsers.indicators.periods import Period
from parsers.indicators.tokens import PERIOD_ROLES, SUFFIX_ROLES, Token, unit_of

VERBS = ("完成", "实现", "累计实现", "引进")
_RATES = frozenset(
    ["增速", "增幅", "涨幅", "增速达到", "增幅达到", "增速为", "增速达", "增幅为", "增幅达", "增长率", "增长率为",
     "增长率达", "增长幅度", "增长速度", "降幅", "降幅为"]
)  # fmt: skip
_SETTINGS = ("定为", "设定为", "确定为", "安排为")  # what a target is set at
_AVERAGE_RATES = ("年均递增", "年均增速", "年均增长率", "年平均增速")
_POINTS = ("百分点", "个百分点", "个点")
_MULTIPLES = ("倍", "成")


@dataclass(slots=True)
class Said:
    """What has been said of a number before it comes."""

    direction: int | None = None  # 1 rose, -1 fell by it
    rate: bool = False  # 增速: the number is a rate even after 达到
    prefix: Token | None = None  # 突破, 约, 不超过, 力争
    average: bool = False
    total: bool = False
    cumulated: bool = False  # 累计 is what the total was called
    scope: str | None = None
    based: bool = False  # the scope is a base year: 比2015年
    goal: bool = False
    verb: str = ""
    period: Period | None = None  # a year said within the predicate
    both: bool = False
    estimate: bool = False  # 预计 stood before it, or behind it in brackets
    start: bool = False  # 由…增加到: the value before the rise


@dataclass(slots=True)
class Run:
    """Numbers that share what stands before them: 增长 5%和8%左右."""

    tokens: list[Token]
    said: Said
    suffix: Token | None
    end: int
    bracket: bool = False


class Predicate:
    """Reads one predicate; `runs` is what came of it."""

    def __init__(self, passage: Passage, scope: str | None = None, *, bracketed: bool = False) -> None:
        self.passage = passage
        self.bracketed = bracketed
        self.runs: list[Run] = []
        self.said = Said(scope=scope)
        self.lost = False  # something unknown stands before what follows
        self.shared = False  # 占…比重: numbers are shares
        self.beyond = False  # 高出…: the next number is a difference
        self.fulfilled = False  # 完成年度任务的: the next % is a fulfilment
        self.source = False  # 由: the next number counts only with a year of its own
        self.joined = False  # the last token was a number
        self.before: tuple[Period | None] | None = None  # the years in hand before 由2015年的

    def read(self, tokens: Sequence[Token]) -> list[Run]:
        """The runs of numbers among the tokens."""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.role in ("value", "broken"):
                i = self.number(tokens, i)
            elif token.role == "than":
                i = self.compared(tokens, i)
            elif token.role == "paren":
                self.bracket(tokens, i)
            elif token.role == "goal":
                self.said.goal, self.fulfilled = True, self.is_done(tokens, i)
                self.beyond = self.beyond or any(t.text.startswith("超额") for t in tokens[:i])
            elif token.role in PERIOD_ROLES:
                self.year(tokens, i)
            elif token.role != "and":
                self.word(token)
            i += 1
        return self.runs

    def word(self, token: Token) -> None:
        """Take up a word that says something of the numbers after it."""
        said, role = self.said, token.role
        if role not in ("beyond", "share", "both", "goal", "rank"):
            self.joined = False
        if role in ("rise", "fall"):
            said.direction = 1 if role == "rise" else -1
            said.rate, said.verb = token.text in _RATES, token.text
            self.beyond = self.beyond and (said.rate or not self.runs)
        elif role == "reach":
            said.direction = said.direction if said.rate else None
            said.verb, self.source = token.text, False
            if self.runs and self.runs[-1].said.average:
                said.average = False  # 年均增长15.9%、2016年达到45亿元
            if self.before is not None:  # 由2015年的512亿元增加到756亿元: the second is of the year in hand
                said.period, self.passage.cue, self.before = None, self.before[0], None
        elif role in ("least", "about", "most", "hold", "will"):
            said.goal = said.goal or token.text in _SETTINGS
            if role != "will" or said.prefix is None:
                said.prefix = token
            if role == "least":
                said.verb = token.text
        elif role == "average":
            said.average = True
            if token.text in _AVERAGE_RATES:
                said.direction, said.rate = 1, True
        elif role == "sum":
            said.total, said.cumulated = True, said.cumulated or token.text.startswith("累计")
        elif role == "scope":
            said.scope = token.text
        elif role == "both":
            said.both = True
        elif role == "estimate":
            self.passage.estimate = True
            if token.text.endswith("全年"):
                self.passage.whole_year()
        elif role == "from":
            self.source = True
        elif role == "beyond":
            self.beyond = True
        elif role == "share":
            self.shared = True
        elif role == "say":
            self.plain(token)
        elif role in ("gap", "part", "name", "component", "level"):
            self.lost = True
        elif role == "rank":
            self.lost = self.lost or token.text not in ("连续", "历史")
        elif role in ("flat", "turn", "same") and not (self.lost or self.shared or self.beyond):
            told = replace(said, direction=None, prefix=None, estimate=self.passage.estimate)
            self.runs.append(Run([token], told, None, token.end))

    def plain(self, token: Token) -> None:
        """Take up a word that says nothing of the numbers, but may say whose or of when they are."""
        if token.text.startswith("的") and self.said.goal and self.fulfilled:
            self.lost = True
        elif token.text == "全年":
            self.passage.whole_year()
        elif token.text in ("增加值", "收入") and self.runs:
            self.lost = True  # 总产值360亿元、增加值86亿元
        elif token.text in VERBS:
            self.said.verb = token.text

    def compared(self, tokens: Sequence[Token], index: int) -> int:
        """比2015年: the year is a base. The index of the last token read."""
        self.joined = False
        review = self.passage.frame.review
        if self.source and tokens[index].text == "五年前" and review is not None:
            self.said.period, self.source = Period(review - 5, review - 5), False
            self.before = (self.passage.cue,)
        if index + 1 == len(tokens) or tokens[index + 1].role not in ("year", "plan", "several"):
            return index
        after = next((t for t in tokens[index + 2 :] if t.role != "say"), None)
        if after is None or after.role != "goal":
            self.said.scope, self.said.based = tokens[index].text + tokens[index + 1].text, True
            base = self.passage.named(tokens[index + 1]) if tokens[index + 1].role == "year" else None
            if base is not None:
                self.passage.spread_from(base)  # 比2015年增长45%，年均增长7.7%
        if index + 2 < len(tokens) and tokens[index + 2].text in ("（下同）", "(下同)"):
            self.passage.base = self.said.scope
        return index + 1

    def year(self, tokens: Sequence[Token], index: int) -> None:
        """Take up the years that the numbers after it are of."""
        before = self.passage.cue
        if self.source and tokens[index].role == "last" and not self.passage.frame.ahead:
            if (kept := self.passage.year_before(tokens[index].text)) is not None:
                self.said.period, self.source, self.before = kept, False, (before,)
            return
        kept = self.passage.take(tokens, index)
        if kept is None:
            return
        self.said.period = kept
        if is_of_one_item(tokens, index):
            self.passage.cue = before
        if self.source:
            self.source, self.before = False, (before,)
            self.passage.spread_from(kept)
            self.passage.origin = kept

    def number(self, tokens: Sequence[Token], index: int) -> int:
        """Take a number, or pass it over; the index of the last token that belongs to it."""
        token, said = tokens[index], self.said
        end, suffix = index, None
        while end + 1 < len(tokens) and tokens[end + 1].role in SUFFIX_ROLES:
            end += 1
            suffix = suffix or tokens[end]
        unit = unit_of(token)
        more = index > 0 and tokens[index - 1].text == "超额"  # 比计划目标920亿元超额1373亿元
        if more or unit in _POINTS or unit in _MULTIPLES or _belongs_elsewhere(tokens, end):
            self.beyond = self.beyond and unit not in _POINTS
            self.joined = False
            return end
        if self.source and self.passage.origin is not None:
            said.period, self.before, self.source = self.passage.origin, (self.passage.cue,), False
        began = self.source and not (self.lost or self.shared or self.beyond) and _rises(tokens, end)
        if (
            self.lost
            or self.shared
            or self.beyond
            or (self.source and not began)
            or (self.fulfilled and unit == "%")
        ):
            self.beyond = self.source = self.fulfilled = said.goal = self.joined = False
            return end
        if self.joined and self.runs:
            run = self.runs[-1]
            run.tokens.append(token)
            run.suffix, run.end = suffix or run.suffix, tokens[end].end
        else:
            direction = said.direction
            if direction is None and end + 2 < len(tokens) and tokens[end + 1].text == "的":
                direction = {"rise": 1, "fall": -1}.get(tokens[end + 2].role)  # 实现7.5%的增长
            told = replace(said, direction=direction, estimate=self.passage.estimate, start=began)
            if told.scope is None and not told.average and direction is not None and unit == "%":
                told.scope = self.passage.since or self.passage.base
                told.based = told.scope is not None
            self.runs.append(Run([token], told, suffix, tokens[end].end))
        said.prefix, said.goal, self.joined, self.source = None, False, True, False
        return end

    def is_done(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the target at `index` is only what was fulfilled: 完成年度任务的112%, but not （年度目标8%）."""
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None:
            return False
        return after.text.startswith("的") or (after.role in ("value", "paren") and not self.bracketed)

    def bracket(self, tokens: Sequence[Token], index: int) -> None:
        """（年度任务20万人）, （可比增长10%）: read for the same subjects; other brackets are passed over."""
        inner = tokens[index].data
        assert isinstance(inner, list)
        numbers = [t for t in inner if t.role in ("value", "broken")]
        if not numbers and self.runs and any(t.role == "estimate" for t in inner):
            self.runs[-1].said.estimate = True  # 1.9亿元（预计数）
        if not numbers and self.runs and len(inner) == 1 and inner[0].role == "fraction":
            self.runs[-1].said.period = self.passage.named(inner[0])  # 增长7%（1-11月）
        if not numbers or any(t.role in ("gap", "part", "name") for t in inner):
            return
        if index and tokens[index - 1].role == "goal" and len(numbers) == 1:
            said = Said(direction=1, goal=True)
            self.runs.append(Run(numbers, said, None, numbers[0].end, bracket=True))
        elif len(inner) == 1 and not self.runs and self.said.prefix and self.said.prefix.role == "least":
            self.runs.append(Run(numbers, Said(), None, numbers[0].end))  # 超“千亿元”（1086亿元）
        elif inner[0].role in ("goal", "rise", "fall", "than", "scope", "average"):
            for run in Predicate(self.passage, bracketed=True).read(inner):
                run.said.goal = run.said.goal or inner[0].role == "goal"
                if inner[0].role == "goal" and self.runs and run.said.direction is None:
                    run.said.direction = self.runs[-1].said.direction  # 增长8.1%（年度目标8%）
                run.bracket = True
                self.runs.append(run)


def _rises(tokens: Sequence[Token], index: int) -> bool:
    """Whether what follows a number says what it rose or fell to: 由51亿元增加到88亿元."""
    return any(t.role == "reach" for t in tokens[index + 1 : index + 8])


def is_of_one_item(tokens: Sequence[Token], index: int) -> bool:
    """Whether several years are said of one number only: 五年平均每年增长9%, 五年累计完成610亿元."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index].role == "several" and after is not None and after.role in ("average", "sum")


def is_base(tokens: Sequence[Token]) -> bool:
    """Whether a clause only says what the rest of the sentence is told against: 与2015年相比, 较2015年."""
    if tokens[-1].text == "相比":
        return any(t.role in PERIOD_ROLES for t in tokens)
    return len(tokens) == 2 and tokens[0].text in ("比", "较") and tokens[1].role in ("year", "plan")


def _belongs_elsewhere(tokens: Sequence[Token], index: int) -> bool:
    """Whether the number describes what follows it: 超100亿元的企业, 3.5%的控制目标."""
    if index + 1 >= len(tokens):
        return False
    after = tokens[index + 1]
    if after.role in ("part", "goal") or after.text == "/":
        return True  # 控制在4%目标以内
    if after.text == "的" and index + 2 < len(tokens):
        return tokens[index + 2].role in ("part", "gap", "goal", "name")
    return after.role == "gap" and after.text[0] in "的企项产楼园街"
