"""Chinese characters: the class of them for patterns, and how many of them a text has."""

from __future__ import annotations

from typing import Final

from parsers.text.patterns import lazy

HAN: Final = r"[\u3400-\u9fff]"
SHORTEST_BODY: Final = 150  # characters; no report is that short, nor is a list of projects
_HAN = lazy(HAN)


def count(text: str) -> int:
    """Return how many Chinese characters a text has.

    >>> count("新建公园3座 (2024)")
    5
    """
    return len(_HAN.findall(text))


def is_in(text: str) -> bool:
    """Return whether a text has a Chinese character."""
    return _HAN.search(text) is not None
