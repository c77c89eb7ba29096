"""The names of the indicators and the words around figures, read from the two data files beside this module."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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

    __slots__ = ("_by_pair", "_single", "_words")

    def __init__(self, words: Iterable[str], *, backwards: bool = False) -> None:
        self._words = frozenset(words)
        self._single = frozenset(word for word in self._words if len(word) == 1)
        # The first two characters of a word, then its third, give the lengths to try, longest first: at most places
        # no word goes on with the third character, and none is tried.
        lengths: dict[str, dict[str, set[int]]] = {}
        for word in self._words - self._single:
            pair, third = (word[-2:], word[-3:-2]) if backwards else (word[:2], word[2:3])
            lengths.setdefault(pair, {"": set()}).setdefault(third, set()).add(len(word))
        self._by_pair = {
            pair: {third: tuple(sorted(found | thirds[""], reverse=True)) for third, found in thirds.items()}
            for pair, thirds in lengths.items()
        }

    def at(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest word that begins at `start`; 0 where none does."""
        thirds = self._by_pair.get(text[start : start + 2])
        if thirds is not None:
            for length in thirds.get(text[start + 2 : start + 3], thirds[""]):
                if start + length <= end and text[start : start + length] in self._words:
                    return length
        return 1 if text[start] in self._single else 0

    def before(self, text: str) -> int:
        """Return the length of the longest word that a text ends with; 0 where it ends with none."""
        thirds = self._by_pair.get(text[-2:])
        if thirds is not None:
            for length in thirds.get(text[-3:-2], thirds[""]):
                if length <= len(text) and text[-length:] in self._words:
                    return length
        return 1 if text[-1:] in self._single else 0

    @property
    def begins(self) -> Collection[str]:
        """The first two characters of the words that have more than one."""
        return self._by_pair

    @property
    def single(self) -> frozenset[str]:
        """The words of one character."""
        return self._single
