"""GB/T 2260: the names of each code by year, from 1980 on.

`gbt2260.tsv` (code, name, first year, last year or empty) and `zones.tsv` (functional zones that the
Bureau of Statistics lists, the national new areas and Shenzhen's: name, code of the division above)
were made by tools/make_divisions.py from the lists of the Ministry of Civil Affairs (each December from
1980, from github.com/cn/GB2260), the Bureau's list of 2023 and the State Council's approvals since.
1980 as a first year means "1980 or before".

A span is made when its code or name is first requested: all 7,000 at every start of a command took 40 ms (2026-11).
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from parsers.record import Division, DivisionLevel

# Municipalities directly under the central government: no prefecture is above their districts.
_MUNICIPALITIES: Final = ("11", "12", "31", "50")


class Span(NamedTuple):
    """A division's code with one name and the same names above it, from a first to a last year, both included.

    A named tuple, because the archive makes all 7,000 of them, which takes a frozen dataclass ten times as long.
    """

    code: str
    name: str
    full_name: str
    level: DivisionLevel
    valid_from: int
    valid_to: int | None

    def in_force(self, year: int, slack: int = 0) -> bool:
        """Return whether the name was in force within `slack` years of `year`."""
        return self.valid_from - slack <= year and (self.valid_to is None or year <= self.valid_to + slack)

    def division(self) -> Division:
        """Return the division as a record has it."""
        return Division(self.code, self.name, self.full_name, self.level)


def level_of(code: str) -> DivisionLevel:
    """Return the level that a six-digit code denotes."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _lines(name: str) -> list[list[str]]:
    text = resources.files("parsers.divisions").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _above(code: str) -> list[str]:
    """Return the codes of the divisions above, highest first."""
    if code.endswith("0000"):
        return []
    province = code[:2] + "0000"
    if code.endswith("00") or code[:2] in _MUNICIPALITIES:
        return [province]
    return [province, code[:4] + "00"]


@cache
def county_names() -> frozenset[str]:
    """Return the names that counties, districts and cities below a prefecture have or had."""
    return frozenset(name for code, name, *_ in _lines("gbt2260.tsv") if level_of(code) == "county")


# A name (or the concatenated names above one), the first and the last year.
_Piece = tuple[str, int, int | None]


@cache
def _pieces() -> dict[str, list[_Piece]]:
    """Return the names of each code with their years, in the order of the file."""
    pieces: dict[str, list[_Piece]] = {}
    for code, name, since, until in _lines("gbt2260.tsv"):
        pieces.setdefault(code, []).append((name, int(since), int(until) if until else None))
    return pieces


@cache
def _cuts(area: str, level: DivisionLevel, first: int, last: int | None) -> list[_Piece]:
    """Return the names above the divisions of one level in a prefecture (`area`: four digits), with their years."""
    cuts: list[_Piece] = [("", first, last)]
    for higher in _above(area + {"province": "00", "prefecture": "00", "county": "01"}[level]):
        cuts = [cut for piece in cuts for cut in _cut(piece, _pieces().get(higher, []))]
    return cuts


def _cut(piece: _Piece, above: list[_Piece]) -> list[_Piece]:
    """Add the name of the division above to the prefix of `piece`, which is split where that name changed."""
    prefix, start, end = piece
    cuts = []
    for name, first, last in above:
        low = max(start, first)
        high = end if last is None else last if end is None else min(end, last)
        if high is None or low <= high:
            cuts.append((prefix + name, low, high))
    return cuts or [piece]


@lru_cache(maxsize=8192)
def of_code(code: str) -> tuple[Span, ...]:
    """Return the spans of a code; none for an unknown one."""
    level = level_of(code)
    return tuple(
        Span(code, name, above + name, level, start, end)
        for name, first, last in _pieces().get(code, ())
        for above, start, end in _cuts(code[:4], level, first, last)
    )


@cache
def spans() -> tuple[Span, ...]:
    """Return all spans, in order of their codes."""
    return tuple(
        Span(code, name, above + name, level_of(code), start, end)
        for code, pieces in _pieces().items()
        for name, first, last in pieces
        for above, start, end in _cuts(code[:4], level_of(code), first, last)
    )


@cache
def codes_by_name() -> dict[str, list[str]]:
    """Return the codes that had each name."""
    found: dict[str, list[str]] = {}
    for code, pieces in _pieces().items():
        for name in dict.fromkeys(name for name, _, _ in pieces):
            found.setdefault(name, []).append(code)
    return found


@lru_cache(maxsize=8192)
def of_name(name: str) -> tuple[Span, ...]:
    """Return the spans of all divisions with a name; none for an unknown one."""
    codes = codes_by_name().get(name, ())
    return tuple(span for code in codes for span in of_code(code) if span.name == name)


def source_sha256() -> str:
    """Return a digest of what `spans` are made from: the lists, and this module."""
    folder = resources.files("parsers.divisions")
    made_from = (folder.joinpath(name).read_bytes() for name in ("gbt2260.tsv", "table.py"))
    return hashlib.sha256(b"".join(made_from)).hexdigest()


@cache
def zones() -> dict[str, str]:
    """Return the functional zones, each with the code of the division above it."""
    return dict(_lines("zones.tsv"))


def at(code: str, year: int | None) -> Span | None:
    """Return the span of `code` in force in `year` (None: today), else the closest one; None for an unknown code."""
    found = of_code(code)
    if not found:
        return None
    if year is None:
        return max(found, key=lambda span: (span.valid_to is None, span.valid_from))

    def distance(span: Span) -> int:
        late = 0 if span.valid_to is None else year - span.valid_to
        return max(span.valid_from - year, late, 0)

    return min(found, key=distance)
