"""GB/T 2260: the names of each code by year, from 1980 on.

`gbt2260.tsv` (code, name, first year, last year or empty) and `zones.tsv` (functional zones that the
Bureau of Statistics lists, the national new areas and Shenzhen's: name, code of the division above)
were made by tools/make_divisions.py from the lists of the Ministry of Civil Affairs (each December from
1980, from github.com/cn/GB2260), the Bureau's list of 2023 and the State Council's approvals since.
1980 as a first year means "1980 or before".
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Final, NamedTuple

from parsers.record import Division, DivisionLevel

# Municipalities directly under the central government: no prefecture is above their districts.
_MUNICIPALITIES: Final = ("11", "12", "31", "50")


class Span(NamedTuple):
    """A division's code with one name and the same names above it, from a first to a last year, both included.

    A named tuple: 7,000 frozen dataclasses take 40 ms at every start of a command, tuples take 4 ms.
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


# A name (or the concatenated names above one), the first and the last year.
_Piece = tuple[str, int, int | None]


def _load() -> tuple[Span, ...]:
    raw: dict[str, list[_Piece]] = {}
    for code, name, since, until in _lines("gbt2260.tsv"):
        raw.setdefault(code, []).append((name, int(since), int(until) if until else None))
    spans: list[Span] = []
    cuts: dict[tuple[str, DivisionLevel, int, int | None], list[_Piece]] = {}  # shared by all of a prefecture
    for code, own in raw.items():
        level = level_of(code)
        for name, first, last in own:
            key = (code[:4], level, first, last)
            pieces = cuts.get(key)
            if pieces is None:
                pieces = [("", first, last)]
                for higher in _above(code):
                    pieces = [cut for piece in pieces for cut in _cut(piece, raw.get(higher, []))]
                cuts[key] = pieces
            for above, start, end in pieces:
                spans.append(Span(code, name, above + name, level, start, end))
    return tuple(spans)


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


SPANS: Final[tuple[Span, ...]] = _load()
ZONES: Final[Mapping[str, str]] = dict(_lines("zones.tsv"))


def _by(key: str) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for span in SPANS:
        found.setdefault(getattr(span, key), []).append(span)
    return {value: tuple(spans) for value, spans in found.items()}


BY_CODE: Final[Mapping[str, tuple[Span, ...]]] = _by("code")
BY_NAME: Final[Mapping[str, tuple[Span, ...]]] = _by("name")


def at(code: str, year: int | None) -> Span | None:
    """Return the span of `code` in force in `year` (None: today), else the closest one; None for an unknown code."""
    spans = BY_CODE.get(code)
    if not spans:
        return None
    if year is None:
        return max(spans, key=lambda span: (span.valid_to is None, span.valid_from))

    def distance(span: Span) -> int:
        late = 0 if span.valid_to is None else year - span.valid_to
        return max(span.valid_from - year, late, 0)

    return min(spans, key=distance)
