"""Values of a script that may be unknown in part: an unknown part is a placeholder in the string."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

OPEN, CLOSE = "\ue000", "\ue001"
UNKNOWN: Final = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")

_MOMENT: Final = re.compile(
    r"(^|\W)Date\b(?!\.get(FullYear|Month|Date)\b)|^\.?now\(\)|\bMath\.random\b|^getTime\(\)"
)


def unknown(name: str) -> str:
    """Return the placeholder of an unknown value."""
    return f"{OPEN}{name}{CLOSE}"


def has_unknown(value: Any) -> bool:
    """Return whether a value is a string with an unknown part."""
    return isinstance(value, str) and OPEN in value


def joined(value: Any, other: Any) -> str:
    """Return two values as one string; anything but text and numbers becomes a placeholder."""
    return "".join(str(part) if isinstance(part, str | int) else unknown("value") for part in (value, other))


def calculated(value: int, operator: str, other: int) -> int | str:
    """Return the result of an operation on two numbers; division rounds down."""
    if operator == "+":
        return value + other
    if operator == "-":
        return value - other
    if operator == "*":
        return value * other
    return value // other if other else unknown("calculated")


def item_of(value: Any, index: Any) -> Any:
    """Return an item of an array or a value of an object; None if there is none."""
    if isinstance(value, list) and isinstance(index, int) and index < len(value):
        return value[index]
    return value.get(index) if isinstance(value, dict) and isinstance(index, str) else None


def piece_of(value: Any, method: str, arguments: Sequence[Any]) -> str | None:
    """Return the placeholder of a piece of an unknown value, `guid.substring(0, 2)`; None if it is not known which.

    >>> piece_of(unknown("row.guid"), "substr", [0, 2]) == unknown("row.guid[0:2]")
    True
    """
    match = UNKNOWN.fullmatch(value) if isinstance(value, str) else None
    if match is None or not arguments or not all(isinstance(one, int) and one >= 0 for one in arguments):
        return None
    start, end = arguments[0], arguments[1] if len(arguments) > 1 else ""
    return unknown(f"{match[1]}[{start}:{start + end if method == 'substr' and end != '' else end}]")


def is_moment(text: str) -> bool:
    """Return whether a placeholder stands for the time of day or for chance: `?v=` + Date.now().

    >>> is_moment(unknown("Date.getTime()")), is_moment(unknown("row.date"))
    (True, False)
    """
    return any(_MOMENT.search(name) for name in UNKNOWN.findall(text))


def is_incomplete(value: Any) -> bool:
    """Return whether a value is unknown or has an unknown part."""
    return not isinstance(value, str) or bool(UNKNOWN.search(value))
