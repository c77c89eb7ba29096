"""The members of JavaScript's lists, and what a loop or `...` takes from a value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Final

from spiders.lists.scripts.running.values import Host, Native, is_function, is_true, number_of, text_of

Call = Callable[[Any, Any, list[Any]], Any]
MOST: Final = 20_000  # items that a script may add
_WALKED: Final = 3000


def iterated(value: Any) -> list[Any]:
    """Return the items that a value hands to `for … of` and to `...`: of a list, a text, a Map, a Set, parameters."""
    if isinstance(value, list | str):
        return list(value)
    items = value.get("items()") if isinstance(value, Host) else None
    return list(items) if isinstance(items, list) else []


def at(values: Sequence[Any], given: list[Any]) -> Any:
    """Return the item at a position, counted from the end if negative; None without one."""
    position = number_of(given[0]) if given else 0
    found = isinstance(position, int) and -len(values) <= position < len(values)
    return values[position] if found and isinstance(position, int) else None


def method(values: list[Any], name: str, call: Call | None) -> Any:
    """Return a method of a list; None for one that is not known."""
    if call is not None and (found := _walking(values, name, call)) is not None:
        return found
    return _changing(values, name, call) or _reading(values, name)


def _walking(values: list[Any], name: str, call: Call) -> Native | None:
    """Return a method that hands each item to a function."""
    if name == "reduce":
        return lambda _, given: _reduced(values, given, call)
    takes: dict[str, Callable[[list[Any]], Any]] = {
        **dict.fromkeys(("forEach", "each"), lambda _: None),
        "map": lambda results: results,
        "flatMap": lambda results: flat(results, 1),
        "filter": lambda results: [one for one, kept in zip(values, results, strict=False) if is_true(kept)],
        "find": lambda results: next(
            (one for one, kept in zip(values, results, strict=False) if is_true(kept)), None
        ),
        "findIndex": lambda results: next((n for n, kept in enumerate(results) if is_true(kept)), -1),
        "some": lambda results: any(map(is_true, results)),
        "every": lambda results: all(map(is_true, results)),
    }
    if name not in takes:
        return None
    take = takes[name]

    def each(_: Any, given: list[Any]) -> Any:
        if not given:
            return None
        return take([call(given[0], None, [one, n, values]) for n, one in enumerate(values[:_WALKED])])

    return each


def _reduced(values: list[Any], given: list[Any], call: Call) -> Any:
    if not given or (len(given) < 2 and not values):
        return None
    rest = values[:_WALKED] if len(given) > 1 else values[1:_WALKED]
    made = given[1] if len(given) > 1 else values[0]
    for n, one in enumerate(rest, 0 if len(given) > 1 else 1):
        made = call(given[0], None, [made, one, n, values])
    return made


def _changing(values: list[Any], name: str, call: Call | None) -> Native | None:
    """Return a method that changes the list."""

    def push(_: Any, given: list[Any]) -> int:
        if len(values) < MOST:
            values.extend(given)
        return len(values)

    def unshift(_: Any, given: list[Any]) -> int:
        if len(values) < MOST:
            values[:0] = given
        return len(values)

    def splice(_: Any, given: list[Any]) -> list[Any]:
        start, count = _bound(values, given, 0, 0), number_of(given[1]) if len(given) > 1 else len(values)
        end = min(len(values), start + max(0, int(count or 0)))
        removed = values[start:end]
        values[start:end] = given[2:]
        return removed

    def sort(_: Any, given: list[Any]) -> list[Any]:
        if len(values) <= _WALKED:
            if given and is_function(given[0]) and call is not None:
                order = functools.cmp_to_key(lambda a, b: int(number_of(call(given[0], None, [a, b])) or 0))
                values.sort(key=order)
            else:
                values.sort(key=text_of)
        return values

    def fill(_: Any, given: list[Any]) -> list[Any]:
        values[:] = [given[0] if given else None] * len(values)
        return values

    def reverse(_: Any, __: list[Any]) -> list[Any]:
        values.reverse()
        return values

    return {
        "push": push, "unshift": unshift, "splice": splice, "sort": sort, "fill": fill, "reverse": reverse,
        "pop": lambda _, __: values.pop() if values else None,
        "shift": lambda _, __: values.pop(0) if values else None,
    }.get(name)  # fmt: skip


def _reading(values: list[Any], name: str) -> Native | None:
    """Return a method that makes something of the list."""

    def join(_: Any, given: list[Any]) -> str:
        between = "," if not given or given[0] is None else text_of(given[0])
        return between.join("" if one is None else text_of(one) for one in values)

    def cut(_: Any, given: list[Any]) -> list[Any]:
        return values[_bound(values, given, 0, 0) : _bound(values, given, 1, len(values))]

    def last_index(_: Any, given: list[Any]) -> int:
        return len(values) - 1 - values[::-1].index(given[0]) if given and given[0] in values else -1

    return {
        "join": join, "toString": join, "slice": cut, "lastIndexOf": last_index,
        "at": lambda _, given: at(values, given),
        "keys": lambda _, __: list(range(len(values))),
        "values": lambda _, __: list(values),
        "entries": lambda _, __: [[n, one] for n, one in enumerate(values)],
        "flat": lambda _, given: flat(values, int(number_of(given[0]) or 0) if given else 1),
        "concat": lambda _, given: values + [x for one in given for x in (one if isinstance(one, list) else [one])],
        "indexOf": lambda _, given: values.index(given[0]) if given and given[0] in values else -1,
        "includes": lambda _, given: bool(given) and given[0] in values,
    }.get(name)  # fmt: skip


def flat(values: list[Any], depth: int) -> list[Any]:
    """Return the items of a list, and those of the lists in it down to a depth."""
    if depth < 1:
        return list(values)
    return [x for one in values for x in (flat(one, min(depth, 9) - 1) if isinstance(one, list) else [one])]


def _bound(values: Sequence[Any], given: list[Any], which: int, default: int) -> int:
    """Return a position that a method is given, within the list; counted from the end if negative."""
    found = number_of(given[which]) if len(given) > which and given[which] is not None else default
    if not isinstance(found, int):
        return default
    return max(0, len(values) + found) if found < 0 else min(found, len(values))
