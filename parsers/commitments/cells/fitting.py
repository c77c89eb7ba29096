"""Put the cells of a row under the columns of its table, where merged cells are missing and others broken in pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.commitments.cells import kinds
from parsers.commitments.cells.kinds import Column, Kind
from parsers.commitments.grid.rows import ORDINAL, Row, Span
from parsers.text.patterns import lazy

_MOST_PIECES: Final = 4  # lines that one cell was broken into
_BROKEN: Final = -0.45
_GOES_ON: Final = ("、", "，", ",", "和", "及")
_COUNTED: Final = 1.0  # for a cell that goes on with 2） behind 1）
_CUT: Final = -3.0  # for a cell that ends within a list of names
_GOES_ON_COUNTING = lazy(r"[（(]?(?:\d{1,2}|[二三四五六七八九十])[）)、.．]|[②-⑳]|[二三四五六七八九十]是")
_NEVER: Final = -1e9
_USUAL: Final = 0.8  # for a cell of the kind that most cells of its column have
_ENDS: Final = ("。", "；", ";")


@dataclass(frozen=True, slots=True)
class Placed:
    """The cells of a row by their columns, None where a column has none, and how well they suit."""

    cells: tuple[Span | None, ...]
    score: float


def fit(text: str, rows: Sequence[Row], columns: Sequence[Column]) -> list[Placed]:
    """Return each row with its cells under the columns; what most rows have in a column is preferred there."""
    placed = [_fit(text, row, columns, [None] * len(columns)) for row in rows]
    usual = [_usual([one.cells[at] for one in placed]) for at in range(len(columns))]
    return [_fit(text, row, columns, usual) for row in rows]


def _usual(cells: Sequence[Span | None]) -> Kind | None:
    found = Counter(kinds.of(cell.text) for cell in cells if cell is not None)
    if not found:
        return None
    kind, count = found.most_common(1)[0]
    return kind if count * 10 >= found.total() * 6 and found.total() > 1 else None


def _fit(text: str, row: Row, columns: Sequence[Column], usual: Sequence[Kind | None]) -> Placed:
    """Return the best way to give each column none, one or a few neighbouring cells."""
    count = len(row)
    best = [0.0] + [_NEVER] * count
    taken: list[list[int]] = []
    for column, kind in zip(columns, usual, strict=True):
        here, pieces = [_NEVER] * (count + 1), [0] * (count + 1)
        for end in range(count + 1):
            here[end] = best[end] + kinds.absent(column)
            for size in range(1, min(_MOST_PIECES, end) + 1):
                if best[end - size] == _NEVER:
                    continue
                score = best[end - size] + _suits(text, row[end - size : end], column, kind)
                if score > here[end]:
                    here[end], pieces[end] = score, size
        best = here
        taken.append(pieces)
    cells: list[Span | None] = []
    end = count
    for pieces in reversed(taken):
        size = pieces[end]
        cells.append(join(text, row[end - size : end]) if size else None)
        end -= size
    return Placed(tuple(reversed(cells)), best[count])


def join(text: str, cells: Sequence[Span]) -> Span:
    """Return neighbouring cells as one."""
    first, last = cells[0], cells[-1]
    return first if len(cells) == 1 else Span(first.start, last.end, "\n".join(cell.text for cell in cells))


def _suits(text: str, cells: Sequence[Span], column: Column, usual: Kind | None) -> float:
    words = "\n".join(cell.text for cell in cells)
    if column == "ordinal":
        return 4.0 if len(cells) == 1 and ORDINAL.match(words.rstrip("*＊")) else _NEVER
    whole = "".join(cell.text for cell in cells) if len(cells) > 1 else words
    found = kinds.of(words)
    if len(cells) > 1:
        if "|" in text[cells[0].start : cells[-1].end]:
            return _NEVER
        pieces = [kinds.of(cell.text) for cell in cells]
        stops = any(
            a.text.endswith(_ENDS) and not _GOES_ON_COUNTING.match(b.text) for a, b in pairwise(cells)
        )
        if stops and column != "outcome":
            return -2.0
        if column != "outcome" and not {"number", "state", "time"}.isdisjoint(pieces):
            return _NEVER if len(set(pieces)) > 1 else -2.0
        found = kinds.of(whole)
        if "body" in pieces and found != "body":
            return _NEVER
    counted = sum(_GOES_ON_COUNTING.match(cell.text) is not None for cell in cells[1:])
    score = kinds.suits(whole, found, column) + _BROKEN * (len(cells) - 1) + _COUNTED * counted
    if words.endswith(_GOES_ON):
        score += _CUT
    return score + (_USUAL if usual == found else 0.0)
