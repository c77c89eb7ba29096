"""Make the figure of a subject and its number: period, kind, measure, value and bound."""

from __future__ import annotations

from parsers.indicators.context.passage import Passage
from parsers.indicators.names.subjects import Subject
from parsers.indicators.names.values import INCOMES, Figure, counter_of, measure_of
from parsers.indicators.sentence.bounds import bound_of, scope_of
from parsers.indicators.sentence.dating import period_of
from parsers.indicators.sentence.predicates import VERBS, Run
from parsers.indicators.sentence.tokens import Amount, Token, unit_of
from parsers.record import FigureKind

_LEAST_INDEX = 50  # 居民消费价格指数102.1% is an index; the highest rise of prices, in 1994, was 24.1%


def make(
    passage: Passage, subject: Subject, code: str, token: Token, run: Run, *, summing: bool, projects: bool
) -> Figure | None:
    """Return the figure of a subject and a number, or None if the number is not one of its values.

    `summing`: the sentence counts sums over years; `projects`: it has counted projects, whose cost a sum may be.
    """
    said = run.said
    period = period_of(passage, code, token, run, summing=summing)
    kind: FigureKind = "target" if said.goal else passage.kind(code, period, estimate=said.estimate)
    review = passage.frame.review
    over = kind == "estimate" and review is not None and period.last is not None and period.last < review
    if over or (said.start and period.last is None):
        kind = "actual"  # the value that a rise starts from has been reached
    figure = Figure(
        code, (subject.start, subject.end), "growth", kind, period,
        min(subject.start, token.start), max(subject.end, run.end), scope=scope_of(run, period),
        at=(token.start, token.end),
    )  # fmt: skip
    if token.role == "same" and not (passage.goals and len(subject.codes) == 1 and code in INCOMES):
        return None
    if token.role in ("flat", "turn", "same"):
        figure.bound, figure.modifier = "qualitative", token.text
    elif token.role == "broken":
        unit = unit_of(token)
        measure = measure_of(code, unit or "%", change=said.direction is not None)
        if measure is None:
            passage.drop(token, f"digits destroyed, and {code} has no values in {unit or 'that unit'}")
            return None
        figure.measure, figure.unit, figure.broken = measure, unit or None, (token.start, token.end)
    elif not _valued(passage, figure, subject, token, run, projects=projects):
        return None
    if kind == "estimate":
        passage.estimated.add((code, period.text))
    return figure


def _valued(
    passage: Passage, figure: Figure, subject: Subject, token: Token, run: Run, *, projects: bool
) -> bool:
    """Put the number into the figure; return False if it is not a value of its indicator."""
    amount, said = token.data, run.said
    assert isinstance(amount, Amount)
    change = said.direction is not None and (amount.unit.endswith(("%", "倍")) or not said.goal)
    measure = measure_of(figure.code, amount.unit, change=change)
    done = said.verb in VERBS or said.cumulated  # 实施项目96个，累计完成固定资产投资234亿元
    of_projects = projects and not (subject.whole or done) and figure.code == "fixed_asset_investment"
    if figure.code == "air_quality_days" and not change and amount.unit == "%":
        figure.code, measure = "air_quality_rate", "ratio"  # 空气质量优良天数达到82%
    if figure.code == "cpi" and not change and amount.value > _LEAST_INDEX and amount.unit in ("", "%"):
        measure = "level"  # 居民消费价格指数为102.1
    elif measure is None and not change:
        figure.counter = counter_of(figure.code, amount.value, amount.unit)
        measure = "count" if figure.counter else None
    index = measure == "growth" and figure.code == "cpi" and amount.value > _LEAST_INDEX
    if measure is None or index or (measure == "level" and of_projects):
        changed = " after a word for change" if change else ""
        why = f"{amount.unit or 'a bare number'}{changed} is not a value of {figure.code}"
        passage.drop(token, "it is what projects cost" if of_projects else why)
        return False
    fell = measure == "growth" and said.direction == -1
    figure.measure, figure.unit, figure.scale = measure, amount.unit or None, amount.scale
    figure.value = -abs(amount.value) if fell else amount.value
    if amount.high is not None:
        figure.high = -abs(amount.high) if fell else amount.high
    figure.bound, figure.modifier = bound_of(run, amount)
    return True
