"""Copy values with some of their fields changed, in a third of the time of `dataclasses.replace`."""

from __future__ import annotations

from typing import Any, TypeVar

from parsers.record import values_of

_T = TypeVar("_T")


def replace(one: _T, **changes: Any) -> _T:
    """Return a copy of a dataclass that is not frozen, with some of its fields changed.

    >>> from parsers.indicators.context.periods import Period
    >>> replace(Period(2016, 2020), last=2018)
    Period(first=2016, last=2018, part=None, named=False)
    """
    kind = type(one)
    copy = kind(*values_of(kind)[1](one))
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy
