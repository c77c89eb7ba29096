"""The values of running scripts: JavaScript's own as Python's, and values that are not known."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from spiders.lists.scripts.partial_values import unknown

Native = Callable[[Any, list[Any]], Any]  # this, arguments


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only a browser has, by the path that leads to it; in a string it becomes a placeholder."""

    path: str


@dataclass(slots=True, eq=False)
class Scope:
    """The variables of a function or of the page."""

    names: dict[str, Any]
    above: Scope | None = None

    def holder(self, name: str) -> dict[str, Any] | None:
        """Return the variables among which a name is, or None."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names
            scope = scope.above
        return None


@dataclass(slots=True, eq=False)
class Function:
    """A function of a script, with the variables around it; `this` is that of an arrow function."""

    parameters: Sequence[Any]
    body: Any
    scope: Scope
    this: Any = None
    arrow: bool = False
    members: dict[str, Any] = field(default_factory=dict)
    shares: bool = False  # its variables are those around it: code that is evaluated


class Host:
    """An object of the page: scripts read and write its members. `opens`: writing it opens an address."""

    opens = False

    def get(self, name: str) -> Any:
        """Return a member."""
        return Unknown(f"{type(self).__name__}.{name}")

    def set(self, name: str, value: Any) -> None:
        """Write a member."""


@dataclass(frozen=True, slots=True, eq=False)
class Getter:
    """A member that a function computes whenever it is read: `get url() {…}`."""

    function: Any


class PageNumber(int):
    """The number of a page as pagers hand it to callbacks: a number, or an object with it as one of its members.

    `settings` are those of the pager: the object has its sizes and totals, too.
    """

    settings: Mapping[str, Any] = MappingProxyType({})


def is_function(value: Any) -> bool:
    """Return whether a value can be called by the interpreter."""
    return isinstance(value, Function) or (callable(value) and not isinstance(value, type))


def text_of(value: Any) -> str:
    """Return a value as JavaScript writes it into a string.

    >>> text_of(3.0), text_of([1, "a", None]), text_of(None)
    ('3', '1,a,', 'undefined')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "undefined"
    if isinstance(value, PageNumber):
        return str(int(value))
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, Unknown):
        return unknown(value.path)
    if isinstance(value, list):
        return ",".join("" if one is None else text_of(one) for one in value)
    if isinstance(value, Host) and (shown := value.get("toString()")) is not None and isinstance(shown, str):
        return shown
    return "[object Object]" if isinstance(value, dict) else unknown("value")


def _digits(value: float) -> str:
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        return "NaN"
    return str(int(value)) if float(value).is_integer() else repr(value)


def number_of(value: Any) -> int | float | None:
    """Return a value as a number, NaN if it is not one; None if it is not known."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, PageNumber):
        return int(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        try:
            made = float(value.strip() or 0)
        except ValueError:
            return math.nan
        return int(made) if made.is_integer() else made
    if isinstance(value, Unknown):
        return None
    return math.nan


def is_true(value: Any) -> bool:
    """Return whether a value counts as true; one that is not known does."""
    if isinstance(value, float) and math.isnan(value):
        return False
    if isinstance(value, PageNumber):
        return True
    return isinstance(value, list | dict) or bool(value)


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value as text, numbers, lists and dicts; what is not known becomes a placeholder."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, PageNumber):
        return int(value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else str(value)
    if depth > 8:
        return None
    if isinstance(value, list):
        return [plain(one, depth + 1) for one in value[:2000]]
    if isinstance(value, dict):
        return {
            str(key): plain(one, depth + 1)
            for key, one in value.items()
            if not is_function(one) and not isinstance(one, Getter)
        }
    return None if is_function(value) else text_of(value)


def derived(*values: Any) -> Unknown:
    """Return the unknown result of an operation on values of which one is unknown; what is made of a moment says so."""
    moment = any(isinstance(one, Unknown) and one.path.startswith("Date") for one in values)
    return Unknown("Date.calculated" if moment else "calculated")
