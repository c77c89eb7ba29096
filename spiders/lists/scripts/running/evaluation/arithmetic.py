"""Arithmetic of JavaScript: comparison, calculation, `typeof`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from spiders.lists.scripts.running.values import is_function

_COMPARING: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def type_of(value: Any) -> str:
    """Return what `typeof` gives; of a value that is not known, `object`."""
    if value is None:
        return "undefined"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float):
        return "number"
    return "function" if is_function(value) else "object"


def ordered(operator: str, left: str, right: str) -> bool:
    """Compare two texts."""
    return _COMPARING[operator](left, right)


def calculate(operator: str, left: float, right: float) -> Any:
    """Return the result of an operation on two numbers."""
    if operator in _COMPARING:
        return _COMPARING[operator](left, right)
    try:
        if operator == "-":
            made: float = left - right
        elif operator == "*":
            made = left * right
        elif operator == "/":
            made = left / right
        elif operator == "%":
            made = math.fmod(left, right)
        elif operator == "**" and abs(right) < 64:
            made = left**right
        elif operator in ("|", "&", "^", "<<", ">>", ">>>"):
            first, second = int(left), int(right)
            made = {"|": first | second, "&": first & second, "^": first ^ second}.get(operator, math.nan)
            if operator in ("<<", ">>", ">>>") and 0 <= second < 32:
                made = first << second if operator == "<<" else first >> second
        else:
            return math.nan
    except (ZeroDivisionError, ValueError, OverflowError):
        return math.nan
    return int(made) if isinstance(made, float) and made.is_integer() and abs(made) < 1e15 else made
