"""What the reader makes of a sentence, token by token and number by number: for those who write rules."""

from __future__ import annotations

from parsers.indicators.names.values import Figure
from parsers.indicators.reader import Document
from parsers.indicators.sentence.fold import fold
from parsers.indicators.sentence.tokens import lex
from parsers.page import Page


def explain(text: str, review: int | None = 2020, plan: int | None = 2021) -> list[str]:
    """Return the lines that `python -m parsers.indicators TEXT` prints.

    >>> for line in explain("地区生产总值120亿元，高于全市1.2个百分点"): print(line)
    name       地区生产总值  gdp
    value      120亿元
    comma      ，
    beyond     高于全市
    value      1.2个百分点
    120亿元: kept, gdp level actual 120 亿元 2020
    1.2个百分点: dropped because it is a difference in percentage points
    """
    text = _closed(text)
    folded = fold(text)
    document = Document(Page(text=text), folded, review, plan, "work_report")
    document.passage.dropped = {}
    figures = {figure.at[0]: figure for figure in document.read() if figure.at is not None}
    reasons = dict(document.rules) | document.passage.dropped
    tokens = lex(folded.text, 0, len(folded.text))
    lines = []
    for token in tokens:
        codes = f"  {' '.join(token.data)}" if token.role == "name" and isinstance(token.data, tuple) else ""
        lines.append(f"{token.role:<11}{token.text}{codes}")
    for token in tokens:
        if token.role not in ("value", "broken", "flat", "turn", "same"):
            continue
        figure = figures.get(token.start)
        if figure is not None:
            lines.append(f"{token.text}: kept, {_said(figure)}")
        else:
            reason = reasons.get(token.start, "no rule reads it")
            lines.append(f"{token.text}: dropped because {reason}")
    return lines


def kept(text: str, codes: set[str] | None = None) -> list[str]:
    """Return the figures of a sentence in short, for examples; `codes`: these alone.

    >>> kept("地区生产总值增长6%左右")
    ['gdp growth actual about 6 %']
    """
    text = _closed(text)
    document = Document(Page(text=text), fold(text), None, None, "work_report")
    return [_said(figure) for figure in document.read() if codes is None or figure.code in codes]


def _closed(text: str) -> str:
    """A sentence with its full stop: without one it would be read as a heading."""
    return text if text.endswith(("。", "！", "；", "，", "：", "\n")) else text + "。"


def _said(figure: Figure) -> str:
    bound = "" if figure.bound == "point" else figure.bound
    value = figure.modifier if figure.value is None else f"{figure.value:f}"
    unit = figure.unit if figure.value is not None else ""
    words = (figure.code, figure.measure, figure.kind, bound, value, unit, figure.period.text)
    return " ".join(word for word in words if word)
