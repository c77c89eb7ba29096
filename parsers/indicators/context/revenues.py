"""Which revenue a figure is of, where only its size beside another one tells.

The division's own budget revenue is a part of all that is collected in it. 税收 above the budget's revenue is what was
collected for all budgets; 公共财政收入 beside a smaller 地方公共财政收入 counts the higher budgets' part.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from parsers.indicators.names.units import CURRENCIES, plain
from parsers.indicators.names.values import Figure

_BUDGET, _TAX = "general_public_budget_revenue", "tax_revenue"
_OWN = "地方"
_NEAR = 60  # characters between the two names


def reconcile(figures: Sequence[Figure], text: str) -> None:
    """Change the codes of revenues that cannot be the budget's own; `text` is the fold that spans refer to."""
    levels = [
        f for f in figures if f.measure == "level" and f.part is None and f.value is not None and _is_money(f)
    ]
    budgets = [f for f in levels if f.code == _BUDGET]
    if not budgets:
        return
    for tax in levels:
        if tax.code == _TAX and any(_of_one(tax, one) and _size(tax) > _size(one) for one in budgets):
            _rename(figures, tax, "tax_collections")
    for own in budgets:
        if not text.startswith(_OWN, own.name[0]):
            continue
        for one in budgets:
            apart = abs(one.name[0] - own.name[0])
            beside = _of_one(one, own) and 0 < apart <= _NEAR and not text.startswith(_OWN, one.name[0])
            if beside and one.code == _BUDGET and _size(one) > _size(own):
                _rename(figures, one, "fiscal_revenue_total")


def _rename(figures: Sequence[Figure], one: Figure, code: str) -> None:
    name = one.name
    for figure in figures:
        if figure.name == name and figure.measure in ("level", "growth"):
            figure.code = code


def _of_one(one: Figure, other: Figure) -> bool:
    return one.period == other.period and one.kind == other.kind


def _size(figure: Figure) -> Decimal:
    assert figure.value is not None
    return figure.value * figure.scale


def _is_money(figure: Figure) -> bool:
    return plain(figure.unit or "") in CURRENCIES
