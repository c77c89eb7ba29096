"""What each role of words.tsv makes of the numbers after it: one handler a role, each with an example.

A handler changes the state of the predicate that is being read. Roles whose meaning depends on what stands beside
them (numbers, years, comparisons, brackets, targets) are read by `Predicate` itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.copies import replace
from parsers.indicators.sentence.tokens import Token

VERBS = ("完成", "实现", "累计实现", "引进")
_RATES = frozenset(
    ["增速", "增幅", "涨幅", "增速达到", "增幅达到", "增速为", "增速达", "增幅为", "增幅达", "增长率", "增长率为",
     "增长率达", "增长幅度", "增长速度", "降幅", "降幅为", "下降幅度", "下降幅度为", "下降幅度达", "增长幅度为",
     "增长幅度达"]
)  # fmt: skip
_SETTINGS = ("定为", "设定为", "确定为", "安排为")  # what a target is set at
_EACH_YEAR = frozenset({"平均增长", "平均递增", "平均增速", "每年", "平均每年", "每年平均"})
_AVERAGE_RATES = ("平均增长", "平均递增", "平均增速", "年均递增", "年均增速", "年均增长率", "年平均增速")


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
    spanning: bool = False  # the scope is several years: 比前五年, whose sum is compared with theirs
    goal: bool = False
    verb: str = ""
    period: Period | None = None  # a year said within the predicate
    both: bool = False
    estimate: bool = False  # 预计 stood before it, or behind it in brackets
    yearly: bool = False  # 比上年, 同比: a change within one year
    start: bool = False  # 由…增加到: the value before the rise


@dataclass(slots=True)
class Run:
    """Numbers that share what stands before them: 增长 5%和8%左右."""

    tokens: list[Token]
    said: Said
    suffix: Token | None
    end: int
    bracket: bool = False


@dataclass(slots=True)
class State:
    """How far a predicate has been read."""

    passage: Passage
    said: Said
    bracketed: bool = False
    runs: list[Run] = field(default_factory=list)
    lost: str = ""  # something unknown that stands before what follows
    shared: bool = False  # 占…比重: numbers are shares
    beyond: bool = False  # 高出…: the next number is a difference
    fulfilled: bool = False  # 完成年度任务的: the next % is a fulfilment
    source: bool = False  # 由: the next number is where a rise starts
    joined: bool = False  # the last token was a number
    before: tuple[Period | None] | None = None  # the years in hand before 由2015年的


def rise(state: State, token: Token) -> None:
    """增长, 提高, 增速: the number after it says by how much something rose.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值增长6%")
    ['gdp growth actual 6 %']
    """
    _direct(state, token, 1)


def fall(state: State, token: Token) -> None:
    """下降, 减少, 降幅: the number after it says by how much something fell, and is negative.

    >>> from parsers.indicators.explain import kept
    >>> kept("进出口总额下降4.5%")
    ['import_export growth actual -4.5 %']
    """
    _direct(state, token, -1)


def _direct(state: State, token: Token, direction: int) -> None:
    state.said.direction = direction
    state.said.rate, state.said.verb = token.text in _RATES, token.text
    if state.said.rate and not state.runs:
        state.said.total = state.said.cumulated = False  # 累计增速 is that of the year so far
    state.beyond = state.beyond and (state.said.rate or not state.runs)


def reach(state: State, token: Token) -> None:
    """达到, 增加到: the number after it is a value, not a change; behind 由 it is where a rise ends.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值增长6%，达到120亿元")
    ['gdp growth actual 6 %', 'gdp level actual 120 亿元']
    """
    said = state.said
    said.direction = said.direction if said.rate else None
    said.verb, state.source = token.text, False
    if state.runs and state.runs[-1].said.average:
        said.average = False  # 年均增长15.9%、2016年达到45亿元
    if state.before is not None:  # 由2015年的512亿元增加到756亿元: the second is of the year in hand
        said.period, state.passage.cue, state.before = None, state.before[0], None


def prefix(state: State, token: Token) -> None:
    """突破, 约, 不超过, 保持在, 力争: a bound or an intention of the number after it.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值突破100亿元")
    ['gdp level actual at_least 100 亿元']
    """
    said = state.said
    said.goal = said.goal or token.text in _SETTINGS
    if token.role != "will" or said.prefix is None:
        said.prefix = token
    if token.role == "least":
        said.verb = token.text


def average(state: State, token: Token) -> None:
    """年均: the number after it is a yearly mean over several years.

    >>> from parsers.indicators.explain import kept
    >>> kept("“十三五”时期，地区生产总值年均增长7%")
    ['gdp growth actual 7 % 2016-2020']
    """
    frame, cue = state.passage.frame, state.passage.cue
    one = frame.several is None and (cue is None or cue.first == cue.last)
    state.said.average = not (one and token.text in _EACH_YEAR)  # 每年新增就业3000人 in a report on one year
    if token.text in _AVERAGE_RATES:
        state.said.direction, state.said.rate = 1, True


def total(state: State, token: Token) -> None:
    """累计, 合计: the number after it is a sum.

    >>> from parsers.indicators.explain import kept
    >>> kept("“十三五”时期，累计完成固定资产投资400亿元")
    ['fixed_asset_investment level actual 400 亿元 2016-2020']
    """
    state.said.total, state.said.cumulated = True, state.said.cumulated or token.text.startswith("累计")


def scope(state: State, token: Token) -> None:
    """同口径, 可比: how the number after it was counted."""
    state.said.scope = token.text


def both(state: State, _token: Token) -> None:
    """均, 都: one number holds for all the names before it.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值、固定资产投资均增长8%")
    ['gdp growth actual 8 %', 'fixed_asset_investment growth actual 8 %']
    """
    state.said.both = True


def estimate(state: State, token: Token) -> None:
    """预计, 初步核算: the numbers up to the sentence's end are estimates.

    >>> from parsers.indicators.explain import kept
    >>> kept("预计地区生产总值增长6%")
    ['gdp growth estimate 6 %']
    """
    state.passage.estimate = True
    if token.text.endswith("全年"):
        state.passage.whole_year()


def start(state: State, _token: Token) -> None:
    """由, 从: the number after it is where a rise starts.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值由51亿元增加到88亿元")
    ['gdp level actual 51 亿元', 'gdp level actual 88 亿元']
    """
    state.source = True


def beyond(state: State, _token: Token) -> None:
    """高于全市, 快于: the number after it is a difference from another, and no figure.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值增长6%，高于全市1%")
    ['gdp growth actual 6 %']
    """
    state.beyond = True


def share(state: State, _token: Token) -> None:
    """占, 比重: the number after it is a share, and no value of its own.

    >>> from parsers.indicators.explain import kept
    >>> kept("税收收入占一般公共预算收入的88%", codes={"tax_revenue", "general_public_budget_revenue"})
    ['tax_revenue share actual 88 %']
    """
    state.shared = True


def plain(state: State, token: Token) -> None:
    """为, 实现, 全年: says nothing of the number, but may say whose or of when it is.

    >>> from parsers.indicators.explain import kept
    >>> kept("全年实现地区生产总值120亿元")
    ['gdp level actual 120 亿元']
    """
    if token.text.startswith("的") and state.said.goal and state.fulfilled:
        state.lost = token.text
    elif token.text == "全年":
        state.passage.whole_year()
        stated = state.said.period
        if stated is not None and stated.part is not None:
            state.said.period = Period(stated.last, stated.last)  # 前三季度增长5.5%、全年增长5.9%
    elif token.text in ("增加值", "收入") and state.runs:
        state.lost = token.text  # 总产值360亿元、增加值86亿元
    elif token.text in VERBS:
        state.said.verb = token.text


def unknown(state: State, token: Token) -> None:
    """What no rule knows, a part, another name: the numbers behind it are not the subject's.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值中某某部分120亿元", codes={"gdp"})
    []
    """
    state.lost = token.text


def rank(state: State, token: Token) -> None:
    """位居, 第: a place among others; what follows it is no figure of the subject."""
    if token.text not in ("连续", "历史"):
        state.lost = state.lost or token.text


def worded(state: State, token: Token) -> None:
    """持平, 正增长, 同步: a figure in words.

    >>> from parsers.indicators.explain import kept
    >>> kept("地区生产总值实现正增长")
    ['gdp growth actual qualitative 正增长']
    """
    if not (state.lost or state.shared or state.beyond):
        said = replace(state.said, direction=None, prefix=None, estimate=state.passage.estimate)
        state.runs.append(Run([token], said, None, token.end))


HANDLERS: dict[str, Callable[[State, Token], None]] = {
    "rise": rise, "fall": fall, "reach": reach,
    "least": prefix, "about": prefix, "most": prefix, "hold": prefix, "will": prefix,
    "average": average, "sum": total, "scope": scope, "both": both, "estimate": estimate, "from": start,
    "beyond": beyond, "share": share, "say": plain, "rank": rank,
    "gap": unknown, "part": unknown, "name": unknown, "component": unknown, "level": unknown,
    "flat": worded, "turn": worded, "same": worded,
}  # fmt: skip
KEEP_JOINED = frozenset(
    {"beyond", "share", "both", "goal", "rank"}
)  # 增长6%均…8%: the numbers still share what was said
