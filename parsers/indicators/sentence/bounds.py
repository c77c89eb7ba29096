"""The bound and scope of a number, and the figures of a sentence without those that another says more exactly."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.names.codes import ALWAYS_SUMS
from parsers.indicators.names.values import Figure
from parsers.indicators.sentence.roles import Run
from parsers.indicators.sentence.tokens import Amount, Token
from parsers.record import Bound

ROLE_BOUNDS: dict[str, Bound] = {
    "least": "at_least", "above": "at_least", "about": "about", "around": "about", "most": "at_most",
    "within": "at_most", "less": "at_most", "between": "range",
}  # fmt: skip
_RISEN = ("正增长", "转正")


def scope_of(run: Run, period: Period) -> str | None:
    """Return how a number was counted, as written: 同口径, 年均, 累计."""
    if run.said.scope:
        return run.said.scope
    if run.said.average:
        return "年均"
    summed = run.said.cumulated or (run.said.total and period.first != period.last)
    return "累计" if summed else None  # 全年共完成 is the year's own figure


def bound_of(run: Run, amount: Amount) -> tuple[Bound, str | None]:
    """Return the bound of a number and the word that sets it: (`at_least`, 突破)."""
    bound: Bound = "point"
    modifier = run.said.prefix.text if run.said.prefix is not None else None
    if amount.more:
        bound, modifier = "at_least", "多"
    for token in (run.said.prefix, run.suffix):
        if token is not None and token.role in ROLE_BOUNDS:
            bound, modifier = ROLE_BOUNDS[token.role], token.text
    if bound == "point" and modifier is not None and modifier.endswith("突破"):
        bound = "at_least"  # 力争突破
    return ("range" if amount.high is not None else bound), modifier


def counts_projects(tokens: Sequence[Token]) -> bool:
    """Whether a clause counts projects: an investment named behind it is theirs."""
    words = "\n".join([token.text for token in tokens])
    return ("项目" in words or "工程" in words) and any(token.role == "value" for token in tokens)


def tidy(figures: list[Figure], passage: Passage) -> list[Figure]:
    """Return the figures in the order of the text, without what another of the sentence says more exactly.

    首次突破300亿元，达304.6亿元 is 304.6; 新增30家，总量达90家 is 30: the total is not of the new ones;
    增长7%、力争8% is 7; 失业率2.9%，远低于4% is 2.9.
    """
    figures.sort(key=lambda f: (f.end, f.start))
    seen: dict[tuple[object, ...], Figure] = {}
    kept: list[Figure] = []
    for figure in figures:
        key = (
            figure.code,
            figure.measure,
            figure.kind,
            figure.period.text,
            figure.name,
            figure.scope == "年均",
        )
        before = seen.get(key)
        if _said_already(figure, before, kept):
            _drop(figure, passage)
            continue
        if before is not None and _outdone(figure, before) and before in kept:
            kept.remove(before)
            _drop(before, passage)
        seen[key] = figure
        kept.append(figure)
    return kept


def _said_already(figure: Figure, before: Figure | None, kept: Sequence[Figure]) -> bool:
    if figure.modifier in _RISEN and any(
        k.code == figure.code and k.measure == "growth" and (k.value or 0) > 0 for k in kept
    ):
        return True  # 增长1.2%，扭转了下降局面，实现正增长
    if before is None:
        return False
    if figure.modifier is not None and figure.modifier.startswith(
        ("力争", "争取", "奋斗", "远", "大大", "明显")
    ):
        return True
    if figure.measure == "count" and figure.code in ALWAYS_SUMS:
        return True
    if figure.measure != "level" or figure.value is None or before.value is None:
        return False
    return figure.bound == "at_least" and figure.value * figure.scale <= before.value * before.scale


def _outdone(figure: Figure, before: Figure) -> bool:
    valued = figure.measure == "level" and figure.value is not None and before.value is not None
    return valued and before.bound == "at_least"


def _drop(figure: Figure, passage: Passage) -> None:
    if passage.dropped is not None and figure.at is not None:
        passage.dropped.setdefault(figure.at[0], "another figure of the sentence says it more exactly")
