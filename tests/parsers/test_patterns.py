"""Patterns that are compiled on first use behave like compiled ones."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as ops
from re import _parser as sre
from typing import Any

import pytest

import parsers
from parsers.text.patterns import lazy


def test_all_methods_answer_as_those_of_re() -> None:
    text = "1个区 22个县"
    for call in (
        lambda p: p.search(text, 2).span(),
        lambda p: p.match(text).group("n"),
        lambda p: p.fullmatch("7个") is not None,
        lambda p: [m.start() for m in p.finditer(text)],
        lambda p: p.findall(text),
        lambda p: p.split(text),
        lambda p: p.sub("x", text),
    ):
        assert call(lazy(r"(?P<n>\d+)个")) == call(re.compile(r"(?P<n>\d+)个"))


def test_flags_and_bytes_are_kept() -> None:
    assert lazy("a.b", re.I | re.S).fullmatch("A\nB")
    assert lazy(rb"charset=(\w+)").search(b"charset=gbk")


def test_the_source_is_known_before_it_is_compiled() -> None:
    broken = lazy("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("x")


def test_an_attribute_that_no_pattern_has_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = lazy("a").groups


def test_the_parsers_compile_no_pattern_when_they_are_imported() -> None:
    # Compiling all 600 patterns takes 0.2 s, and one document uses a fifth of them.
    folder = Path(__file__).parents[2] / "parsers"
    modules = [path for path in folder.rglob("*.py") if path.name != "patterns.py"]
    assert len(modules) > 50
    assert [path.name for path in modules if "re.compile(" in path.read_text("utf-8")] == []


Item = tuple[Any, Any]


def first_items(sequence: Any) -> tuple[set[Item], bool]:
    """Return what a parsed pattern can begin with, and whether it can be empty."""
    found: set[Item] = set()
    for op, value in sequence:
        if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue
        items, empty = first_of(op, value)
        found |= items
        if not empty:
            return found, False
    return found, True


def first_of(op: Any, value: Any) -> tuple[set[Item], bool]:
    """Return what one node of a parsed pattern can begin with, and whether it can be empty."""
    if op is ops.IN and value[0][0] is not ops.NEGATE:
        return {(kind, one) for kind, one in value}, False
    if op is ops.BRANCH:
        parts = [first_items(part) for part in value[1]]
        return set().union(*(items for items, _ in parts)), any(empty for _, empty in parts)
    if op is ops.SUBPATTERN:
        return first_items(value[3])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        items, empty = first_items(value[2])
        return items, empty or value[0] == 0
    return {(op, value if isinstance(value, int) else None)}, False


def lookahead(pattern: re.Pattern[str]) -> tuple[set[Item], Any] | None:
    """Return the set of the lookahead that a pattern begins with, and the rest; None where it begins otherwise."""
    source = getattr(pattern, "pattern", None)
    if not isinstance(source, str) or not source.lstrip().startswith("(?=["):
        return None
    parsed = sre.parse(source, pattern.flags)
    op, value = parsed[0]
    if op is not ops.ASSERT or len(value[1]) != 1:
        return None
    return first_items(value[1])[0], parsed[1:]


def covers(allowed: set[Item], item: Item) -> bool:
    """Decide whether a set holds all that one node can begin with."""
    kind, value = item
    if kind not in (ops.LITERAL, ops.RANGE):
        return item in allowed
    low, high = value if kind is ops.RANGE else (value, value)
    digits = (ops.CATEGORY, ops.CATEGORY_DIGIT) in allowed and all(
        chr(one).isdecimal() for one in range(low, min(high, low + 10) + 1)
    )
    ranges = [one for name, one in allowed if name is ops.RANGE]
    return item in allowed or digits or any(first <= low and high <= last for first, last in ranges)


def begin_with_a_set() -> Iterator[tuple[str, set[Item], Any]]:
    for module in pkgutil.walk_packages(parsers.__path__, "parsers."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if hasattr(value, "finditer") and (found := lookahead(value)) is not None:
                    yield f"{module.name}.{name}", *found


def test_a_set_at_the_beginning_holds_every_character_that_the_rest_begins_with() -> None:
    # A word that is added behind (?=[…]) would never be found if its first character were missing in the set.
    checked = list(begin_with_a_set())
    assert len(checked) > 20
    for name, allowed, rest in checked:
        items, empty = first_items(rest)
        assert not empty, name
        missing = [item for item in items if not covers(allowed, item)]
        assert missing == [], (
            f"{name}: not in its set: {''.join(chr(v) if isinstance(v, int) else '?' for _, v in missing)}"
        )


def test_a_missing_first_character_is_noticed() -> None:
    found = lookahead(lazy("(?=[甲])(?:甲|乙丙)"))
    assert found is not None
    assert [
        chr(value) for _, value in first_items(found[1])[0] if not covers(found[0], (ops.LITERAL, value))
    ] == ["乙"]
