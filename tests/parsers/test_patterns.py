"""Patterns that are compiled on first use behave like compiled ones."""

from __future__ import annotations

import re

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
