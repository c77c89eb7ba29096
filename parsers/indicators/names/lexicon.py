"""The names of the indicators and the words around figures, read from the two data files beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import product

from parsers.indicators.names.codes import check

_OPTION = re.compile(r"\|(?![^{}]*\})")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_GROUP = 36  # first characters tried together; the fastest of 16, 20, 28, 36 and 50 for 151 of names and 310 of words


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


def trie(entries: Iterable[str]) -> str:
    """Return a regular expression for the longest of many literal strings: one decision a character.

    The engine tries the branches of an alternation one by one, so first characters are tried by the group.
    """
    root: dict[str, dict[str, object]] = {}
    for entry in entries:
        node = root
        for character in entry:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    order = sorted(root)
    groups = [order[at : at + _GROUP] for at in range(0, len(order), _GROUP)]
    branches = [_ahead(group) + _branch({first: root[first] for first in group}) for group in groups]
    return _ahead(order) + (branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})")


def _ahead(characters: Iterable[str]) -> str:
    return f"(?=[{''.join(map(re.escape, characters))}])"


def _branch(node: dict[str, dict[str, object]]) -> str:
    options = []
    singles = []
    for character, rest in sorted(node.items()):
        if character:
            tail = _branch(rest)  # type: ignore[arg-type]
            if tail:
                options.append(re.escape(character) + tail)
            else:
                singles.append(character)
    if singles:
        options.append(
            re.escape(singles[0]) if len(singles) == 1 else f"[{''.join(map(re.escape, singles))}]"
        )
    if not options:
        return ""
    body = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    if "" not in node:
        return body
    return f"(?:{body})?"
