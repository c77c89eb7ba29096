"""The parts of a text between marks that stand outside brackets and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from parsers.text.patterns import lazy

EDGE = " \t\u3000\u00a0\n\r"
_MOST = 400  # parts
# A character of a project's name, which has no digits but in quotation marks: “15分钟”便民圈
OF_NAME = r"(?:“[^“”\n]{1,16}”|[^，,。；;：:\d\n])"
_NUMBERS = lazy(r"[一二三四五六七八九十\d]、[一二三四五六七八九十\d]{1,3}(?![是、.．）)\d])")  # 第二、三水厂
# Brackets around fields: （责任单位：…）, 〔责任单位：…〕; written for use inside a set of characters
OPENS, CLOSES = r"（(【\[〔［﹝〖", r"）)】\]〕］﹞〗"
OPENING, CLOSING = "（(“《【[〈「『〔［﹝〖", "）)”》】]〉」』〕］﹞〗"


def split(text: str, start: int, end: int, at_marks: str) -> list[tuple[int, int]]:
    """Return the parts between marks that stand outside brackets and quotation marks."""
    found, depth, begun = [], 0, start
    for edge in _edges(at_marks).finditer(text, start, end):
        at, c = edge.start(), edge[0]
        if c in OPENING:
            depth += 1
        elif c in CLOSING:
            depth = max(0, depth - 1)
        elif (
            depth == 0 and c in at_marks and not (c == "、" and _NUMBERS.match(text, max(start, at - 1), end))
        ):
            found.append((begun, at + 1 if c in "；;" else at))
            begun = at + 1
            if len(found) > _MOST:
                return []
    found.append((begun, end))
    parts = (trimmed(text, a, b) for a, b in found)
    return [(a, b) for a, b in parts if text[a:b].strip("。；;，, ")]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words between two places begin and end without white space around them."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def behind_last(text: str, start: int, end: int, marks: Iterable[str]) -> int:
    """Return where the words begin that end at a place: behind the last of some marks, or at `start`."""
    return max([start, *(text.rfind(mark, start, end) + 1 for mark in marks)])


@cache
def _edges(at_marks: str) -> re.Pattern[str]:
    """Return what finds marks, brackets and quotation marks; it is called with a few constants only."""
    return lazy(f"[{re.escape(OPENING + CLOSING + at_marks)}]")
