"""Group the characters of a PDF page into lines, and put the lines in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(slots=True)
class Line:
    """A line of one column. Lengths are in points; `margin` and `edge` are the left and right of its column.

    `pitch` is the usual distance between the tops of lines, `column` 0 for the left or only column.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    bold: bool
    margin: float = 0.0
    edge: float = 0.0
    pitch: float = 0.0
    column: int = 0
    page: int = 0


def lines_of(chars: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Group characters into lines, split at gaps wider than a character."""
    rows: list[list[Mapping[str, Any]]] = []
    for char in sorted(chars, key=lambda c: (c["bottom"], c["x0"])):
        size = char["size"] or 1.0
        for group in reversed(rows[-3:]):
            if abs(group[0]["bottom"] - char["bottom"]) < 0.45 * max(size, group[0]["size"]):
                group.append(char)
                break
        else:
            rows.append([char])
    lines = []
    for group in rows:
        group.sort(key=lambda c: c["x0"])
        lines += _segments(group)
    return lines


def _segments(row: Sequence[Mapping[str, Any]]) -> list[Line]:
    found: list[Line] = []
    current: list[Mapping[str, Any]] = []
    for char in row:
        if not current and char["text"].isspace():
            continue
        if current:
            last = current[-1]
            gap = char["x0"] - last["x1"]
            if char["text"] == last["text"] and abs(char["x0"] - last["x0"]) < 0.2 * char["size"]:
                continue  # printed twice as bold type
            if gap > 1.3 * char["size"]:
                found.append(_line(current))
                current = [] if char["text"].isspace() else [char]
                continue
        current.append(char)
    if current:
        found.append(_line(current))
    return [line for line in found if line.text]


def _line(chars: list[Mapping[str, Any]]) -> Line:
    while chars and chars[-1]["text"].isspace():
        chars.pop()
    if not chars:
        return Line("", 0, 0, 0, 0, False)
    parts = [chars[0]["text"]]
    for last, char in pairwise(chars):
        apart = char["x0"] - last["x1"] > 0.25 * char["size"]
        if apart and not last["text"].isspace() and last["text"].isascii() and char["text"].isascii():
            parts.append(" ")
        parts.append(char["text"])
    size = Counter(round(c["size"], 1) for c in chars).most_common(1)[0][0]
    bold = all("bold" in str(c.get("fontname", "")).lower() for c in chars)
    top = min(c["top"] for c in chars)
    return Line("".join(parts), chars[0]["x0"], chars[-1]["x1"], top, size, bold)


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page in reading order, left column first, with the margins of their column."""
    gutter = _gutter(lines)
    if gutter is None:
        return _measured(_merged(lines), 0)
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda one: one.top):
        if line.left < gutter < line.right:  # spans both columns: the lines above it come first
            out += left + right + [line]
            left, right = [], []
        elif line.right <= gutter:
            left.append(line)
        else:
            line.column = 1
            right.append(line)
    out += left + right
    for column in (0, 1):
        _measured([one for one in out if one.column == column and not one.left < gutter < one.right], column)
    _measured([one for one in out if one.left < gutter < one.right], 0)
    return out


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the position between two columns: few lines cross it, and most heights have a line on both sides."""
    if len(lines) < 12:
        return None
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = low + (high - low) * step / 100
        crossing = sum(line.left < x < line.right for line in lines)
        before = {round(line.top / 4) for line in lines if line.right <= x}
        after = {round(line.top / 4) for line in lines if line.left >= x}
        paired = sum(1 for top in before if top in after or top + 1 in after or top - 1 in after)
        if paired >= 5 and crossing * 4 <= paired and paired * 2 >= min(len(before), len(after)):
            best = min(best or (crossing, x), (crossing, x))
    return best[1] if best else None


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Return a one-column page's lines with the parts joined that a wide gap split."""
    out: list[Line] = []
    for line in sorted(lines, key=lambda one: (round(one.top), one.left)):
        if out and abs(out[-1].top - line.top) < 0.4 * line.size and out[-1].right <= line.left:
            out[-1].text += "  " + line.text
            out[-1].right = line.right
        else:
            out.append(line)
    return out


def _measured(lines: list[Line], column: int) -> list[Line]:
    if not lines:
        return lines
    starts = Counter(round(line.left) for line in lines)
    many = [x for x, count in starts.items() if count >= max(2, len(lines) // 12)]
    margin = min(many or starts)
    edge = max(line.right for line in lines)
    tops = sorted(line.top for line in lines)
    steps = sorted(b - a for a, b in pairwise(tops) if b - a > 2)
    pitch = steps[len(steps) // 2] if steps else lines[0].size * 1.5
    for line in lines:
        line.margin, line.edge, line.pitch, line.column = margin, edge, pitch, column
    return lines
