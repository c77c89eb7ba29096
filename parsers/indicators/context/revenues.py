"""Which revenue a figure is of, where only its size beside another one shows it.

The division's own budget revenue is a part of all that is collected in it. 税收 above the budget's revenue is what was
collected for all budgets; 公共财政收入 beside a smaller 地方公共财政收入 counts the higher budgets' part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from parsers.indicators.names.units import CURRENCIES, plain
from parsers.indicators.names.values import Figure
from parsers.text.patterns import lazy

_BUDGET, _TAX = "general_public_budget_revenue", "tax_revenue"
_OWN = "地方"
_NEAR = 60  # characters between the two names
_LOOKED = 8  # figures on either side
_LEVEL = 4  # characters that name whose budget it is: 镇级, 其中
_LOWER = lazy(r"[镇乡]级?(?:一般|公共|财政)|街道|其中")  # a part of the division's budget


def reconcile(figures: Sequence[Figure], text: str) -> None:
    """Change the codes of revenues that cannot be the budget's own; `text` is the fold that spans refer to."""
    levels = [
        f for f in figures if f.measure == "level" and f.part is None and f.value is not None and _is_money(f)
    ]
    budgets = [f for f in levels if f.code == _BUDGET and not _LOWER.search(text, *_before(f))]
    if not budgets:
        return
    renamed: dict[tuple[int, int], str] = {}
    own = [f for f in budgets if text.startswith(_OWN, f.name[0])]
    for tax in levels:
        if tax.code == _TAX and (near := _nearest(tax, budgets)) is not None and _size(tax) > _size(near):
            renamed[tax.name] = "tax_collections"
    for one in budgets:
        if text.startswith(_OWN, one.name[0]):
            continue
        near = _nearest(one, own)
        if near is not None and abs(one.name[0] - near.name[0]) <= _NEAR and _size(one) > _size(near):
            renamed[one.name] = "fiscal_revenue_total"
    for figure in figures:
        if figure.name in renamed and figure.measure in ("level", "growth"):
            figure.code = renamed[figure.name]


def _before(figure: Figure) -> tuple[int, int]:
    return max(0, figure.name[0] - _LEVEL), figure.name[0] + _LEVEL


def _nearest(one: Figure, others: Sequence[Figure]) -> Figure | None:
    """Return the figure of the same years and kind that stands nearest; `others` are in the order of the text."""
    at = bisect_left(others, one.name[0], key=lambda other: other.name[0])
    beside = [other for other in others[max(0, at - _LOOKED) : at + _LOOKED] if _of_one(one, other)]
    return min(beside, key=lambda other: abs(other.name[0] - one.name[0]), default=None)


def _of_one(one: Figure, other: Figure) -> bool:
    return one.period == other.period and one.kind == other.kind


def _size(figure: Figure) -> Decimal:
    assert figure.value is not None
    return figure.value * figure.scale


def _is_money(figure: Figure) -> bool:
    return plain(figure.unit or "") in CURRENCIES
