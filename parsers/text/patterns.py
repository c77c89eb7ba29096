"""Patterns that are compiled when they are first used: a document needs a part of the parsers' 600 patterns.

The engine tries each alternative of a pattern at each character, unless all begin with a literal or one set. Patterns
that are searched in long texts therefore begin with `(?=[…])`, a set of the characters with which their alternatives
begin: at the other characters it fails at once, which makes them two to eight times as fast (2026-11). A test
(`tests/parsers/test_patterns.py`) compares the sets with the alternatives.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when its first method is called.

    Modules of parsers use it instead of `re.compile`, which took 0.2 s at every start of a command. The result
    has `pattern`, `flags` and the methods in `_METHODS`; no other attribute of `re.Pattern` is there.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(source, flags))


class _Pattern:
    """Holds the bound methods of the compiled pattern: a call costs what a call of the pattern's own method costs."""

    __slots__ = ("flags", "pattern", *_METHODS)


class _Compiled(_Pattern):
    __slots__ = ()


class _Uncompiled(_Pattern):
    __slots__ = ()

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile at the first use of a method; from then on the methods are found without this one."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        self.__class__ = _Compiled  # type: ignore[assignment]  # the same slots, without this method
        return getattr(self, name)
