"""The names of the indicators and the words around figures, read from the two data files beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import product

from parsers.indicators.names.codes import check
from parsers.text.patterns import lazy

_OPTION = lazy(r"\|(?![^{}]*\})")
_CHOICE = lazy(r"\{([^{}]*)\}")


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Every written name → the codes it stands for, in the order of its figures.

    Names are as `fold` leaves them: half-width, simplified, without blanks.
    """
    return {name: tuple(codes.split()) for codes, name in _rows("lexicon.tsv")}


@cache
def words() -> dict[str, str]:
    """Every word → its role in a clause with figures (see words.tsv)."""
    return {word: role for role, word in _rows("words.tsv")}


def _rows(file: str) -> Iterator[tuple[str, str]]:
    text = files("parsers.indicators").joinpath(file).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            head, body = line.split("\t")
            if file != "words.tsv":
                check(head, f"{file} line {number}")
            yield from ((head, name) for name in expand(body))


def expand(body: str) -> Iterator[str]:
    """Yield the names that a line's `{a|b}` and `|` stand for.

    >>> list(expand("{甲|乙}丙|丁"))
    ['甲丙', '乙丙', '丁']
    """
    return (name for option in _OPTION.split(body) for name in _choices(option))


def _choices(pattern: str) -> Iterator[str]:
    parts = _CHOICE.split(pattern)
    options = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ("".join(choice) for choice in product(*options))


class Longest:
    """Finds the longest of many words at a place, by a table: a pattern of so many takes 0.3 s to compile."""

    __slots__ = ("_words", "begins", "by_three", "single", "two")

    def __init__(self, words: Iterable[str], *, backwards: bool = False) -> None:
        self._words = frozenset(words)
        self.two = frozenset(word for word in self._words if len(word) == 2)
        self.single = frozenset(word for word in self._words if len(word) == 1)
        # The first three characters of words → the lengths to try, longest first; at most places no word has them.
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            if len(word) > 2:
                lengths.setdefault(word[-3:] if backwards else word[:3], set()).add(len(word))
        self.by_three = {three: tuple(sorted(found, reverse=True)) for three, found in lengths.items()}
        # The first two characters of the words that have more than one.
        self.begins = frozenset(three[1:] if backwards else three[:2] for three in lengths) | self.two

    def at(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest word that begins at `start`; 0 where none does."""
        for length in self.by_three.get(text[start : start + 3], ()):
            if start + length <= end and text[start : start + length] in self._words:
                return length
        if text[start : start + 2] in self.two and start + 2 <= end:
            return 2
        return 1 if text[start] in self.single else 0

    def before(self, text: str) -> int:
        """Return the length of the longest word that a text ends with; 0 where it ends with none."""
        for length in self.by_three.get(text[-3:], ()):
            if length <= len(text) and text[-length:] in self._words:
                return length
        if text[-2:] in self.two:
            return 2
        return 1 if text[-1:] in self.single else 0
