"""Patterns that are compiled on first use behave like compiled ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
