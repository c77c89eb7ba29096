"""The operators of JavaScript, for values of which some are not known."""

from __future__ import annotations

import math
from typing import Any

from spiders.lists.scripts.running.evaluation import arithmetic
from spiders.lists.scripts.running.evaluation.bounds import MAX_TEXT, StopError
from spiders.lists.scripts.running.values import Host, PageNumber, Unknown, derived, number_of, text_of


def calculated(operator: str, left: Any, right: Any) -> Any:
    """Return what a binary operator makes of two values; `Unknown` where one of them is."""
    if operator == "+":
        return _added(left, right)
    if operator in ("==", "==="):
        return equal(left, right)
    if operator in ("!=", "!=="):
        same = equal(left, right)
        return same if isinstance(same, Unknown) else not same
    if operator in ("in", "instanceof"):
        return text_of(left) in right if isinstance(right, dict) else Unknown("is")
    if operator in ("<", ">", "<=", ">=") and isinstance(left, str) and isinstance(right, str):
        return arithmetic.ordered(operator, left, right)
    first, second = number_of(left), number_of(right)
    if first is None or second is None:
        return derived(left, right)
    return arithmetic.calculate(operator, first, second)


def _added(left: Any, right: Any) -> Any:
    left, right = (int(one) if isinstance(one, PageNumber) else one for one in (left, right))
    texts = [isinstance(one, str | list | dict | Host) for one in (left, right)]
    if any(texts):
        made = text_of(left) + text_of(right)
        if len(made) > MAX_TEXT:
            raise StopError
        return made
    first, second = number_of(left), number_of(right)
    return derived(left, right) if first is None or second is None else first + second


def equal(left: Any, right: Any) -> Any:
    """Decide whether two values are equal; `Unknown` where one of them is, except beside null."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False if left is None or right is None else Unknown("equal")
    if left is None or right is None:
        return left is None and right is None
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, str | int | float) and isinstance(right, str | int | float):
        first, second = number_of(left), number_of(right)
        return first == second and not (isinstance(first, float) and math.isnan(first))
    return left is right
