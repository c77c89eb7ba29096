"""Which years a number of a clause is of: those said beside it, of its sentence, of the headings above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.names.values import ALWAYS_SUMS, FLOWS, INFLOWS, RATIOS
from parsers.indicators.sentence.predicates import VERBS, Run
from parsers.indicators.sentence.tokens import Token, unit_of

_ENDPOINTS = ("突破", "达", "超", "迈上", "站上", "跨", "冲破", "首破", "增加到", "提高到",
              "增至", "升至", "增长到", "扩大到", "跃升", "提升到", "上升到", "发展到", "增加至", "提高至",
              "攀升")  # fmt: skip

_FEW = range(2, 6)


def period_of(passage: Passage, code: str, token: Token, run: Run, *, summing: bool) -> Period:
    """Return the years that a number is of; `summing`: the sentence adds up several years (五年来，累计完成A；B)."""
    frame, said = passage.frame, run.said
    cue = said.period or passage.cue
    if said.start:
        return said.period or passage.before_span(passage.cue)
    if said.average:
        return passage.average_of(cue)
    growth = token.role == "value" and said.direction is not None and unit_of(token) in ("%", "倍")
    origin = passage.origin
    spanned = cue is not None and cue.years > 1  # 2020年与2015年相比，…；五年累计完成…: of all five
    if said.cumulated and origin is not None and origin.last is not None and not spanned:
        last = passage.cue.last if passage.cue is not None else frame.year
        if last is not None and origin.last < last:  # 从2017年的…提高到2021年的…，累计完成545亿元
            term = frame.several
            within = term is not None and (term.first, term.last) == (origin.last, last)
            return term if within and term is not None else Period(origin.last + 1, last)
    prefix = said.prefix.role if said.prefix is not None else ""
    reached = (
        said.verb.startswith(_ENDPOINTS) or prefix == "least"
    ) and code != "new_jobs"  # 城镇新增就业超5万人
    total = said.total or code in ALWAYS_SUMS or (summing and code in FLOWS and not reached and not growth)
    several = cue if cue is not None and cue.first != cue.last else None
    single = Period(cue.last, cue.last, cue.part) if cue is not None else Period(frame.year, frame.year)
    if cue is None and frame.several is None and growth and said.total:
        return passage.spread or Period(None, None)  # 累计下降16.8%: since when is not said
    if growth and said.total and single.part is None and (summed := _span_to(passage, single)) is not None:
        return summed  # 五年来，2020年优良天数352天；能耗累计下降17%
    if said.spanning and several is None and frame.several is not None and not frame.ahead:
        return frame.several
    if cue is None and frame.several is not None:
        if total or (frame.ahead and growth and not said.yearly):
            return frame.several
        if frame.ahead:
            return Period(frame.several.last, frame.several.last)
        if code in INFLOWS and not (reached or growth or said.verb):
            return frame.several  # 引进项目326个，到位内资540亿元 in a chapter on five years
    ahead = frame.several if frame.looks_years_ahead() and not growth and said.period is None else None
    if ahead is not None and single.last == ahead.last and (code in ALWAYS_SUMS or said.cumulated):
        return ahead  # 今后五年，…到2021年突破600亿元；…；城镇新增就业5万人
    if several is None or said.based or (growth and said.yearly):
        return single
    if code in RATIOS:  # 五年来始终控制在4%以内 is said of all five, 达到 of the last
        return several if prefix in ("most", "hold") else single
    flowed = code in FLOWS and not reached and (said.verb in VERBS or (code in INFLOWS and not said.verb))
    return several if growth or total or flowed or token.role in ("flat", "turn") else single


def _span_to(passage: Passage, year: Period) -> Period | None:
    """Return the several years that the passage is about, where `year` is the last of them."""
    for known in (passage.frame.several, passage.spread):
        if known is not None and known.first != known.last and known.last == year.last:
            return known
    return None


def adds_up(passage: Passage, said: Sequence[Token]) -> bool:
    """Return whether a verb behind a name adds up several years: 五年来，固定资产投资累计完成795亿元."""
    cue = passage.cue or passage.frame.several
    return cue is not None and cue.first != cue.last and any(token.role == "sum" for token in said)


class Years(NamedTuple):
    """Years that a clause lists, and the tokens in which it does."""

    named: list[Period]
    start: int
    stop: int


def listed_years(tokens: Sequence[Token], passage: Passage) -> Years | None:
    """Return the years that a clause lists one by one; None where it lists none: 2017年、2018年和2019年."""
    roles = [token.role for token in tokens]
    at = 0
    while at < len(tokens):
        start = at
        while roles[at : at + 3] == ["year", "and", "year"]:
            at += 2
        if roles[at] == "span":
            span = passage.named(
                tokens[at]
            )  # 2019年、2020年两年, 2018年至2020年: each of them, if as many are given
            if span is not None and span.first is not None and span.years in _FEW:
                years = range(span.first, span.first + span.years)
                return Years([Period(one, one) for one in years], at, at + 1)
        if at > start:
            named = [passage.named(token) for token in tokens[start : at + 1 : 2]]
            return Years([one for one in named if one is not None], start, at + 1)
        at += 1
    return None
