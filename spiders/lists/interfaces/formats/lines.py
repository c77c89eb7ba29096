"""The answer of a list's interface as lines of text: `7|2024年政府工作报告|/d/7.html`, one row a line."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from parsers.text import han

_BETWEEN_ROWS: Final = ("\n", "@@@", "##", "||", "@@", "$$", ";;", "#", ";", "$", "^", "~", "@")
_BETWEEN_FIELDS: Final = (
    "\t",
    "||",
    "@@",
    "##",
    "$$",
    ";;",
    "::",
    "|",
    "^",
    "~",
    "#",
    "$",
    "@",
    "&",
    ";",
    ",",
)
_ADDRESS = re.compile(
    r"(https?://|\.{0,2}/)\S+|[\w/.-]+\.(s?html?|jhtml|jspx?|aspx?|php|pdf|docx?)(\?\S*)?", re.I
)
_MAX: Final = 1_000_000  # characters of an answer that are read
_LONGEST: Final = 3000  # characters of a row
_HEAD: Final = 2  # lines before the rows: a total, the names of the fields
_MOST: Final = 0.9  # of the lines are rows


def parse(text: str) -> Any:
    r"""Return the rows of a text as lists of fields, or as records if the first line names the fields; else None.

    A row has a title in Chinese and an address. A number alone in the first line is the total.

    >>> parse("2\n7|甲区政府工作报告|/d/7.html\n8|乙区政府工作报告|/d/8.html")["total"]
    '2'
    """
    text = text[:_MAX].strip()
    if not text or text[0] in "<{[" or not han.is_in(text):
        return None
    best: dict[str, Any] | None = None
    for between in _BETWEEN_ROWS:
        parts = [one for part in text.split(between) if (one := part.strip())]
        if between != "\n" and len(parts) < 2:
            continue
        for separator in _BETWEEN_FIELDS:
            found = _rows(parts, separator) if separator != between and separator in text else None
            if found and (best is None or len(found["rows"]) > len(best["rows"])):
                best = found
    return best


def _rows(parts: Sequence[str], separator: str) -> dict[str, Any] | None:
    if any(len(one) > _LONGEST for one in parts):
        return None
    fields = list(_split(parts, separator))
    start = next((at for at, one in enumerate(fields[: _HEAD + 1]) if _is_row(one)), None)
    if start is None:
        return None
    rows = [one for one in fields[start:] if _is_row(one) and abs(len(one) - len(fields[start])) <= 1]
    if len(rows) < _MOST * (len(fields) - start):
        return None
    head = fields[:start]
    total = next((one[0] for one in head if len(one) == 1 and one[0].isdecimal()), None)
    names = next((one for one in head if len(one) == len(rows[0]) and _are_names(one)), None)
    found: dict[str, Any] = {"rows": [dict(zip(names, one, strict=False)) for one in rows] if names else rows}
    return found | ({"total": total} if total else {})


def _split(parts: Iterable[str], separator: str) -> Iterator[list[str]]:
    for one in parts:
        fields = one.split(separator)
        if separator in (",", ";", "\t") and '"' in one:
            with contextlib.suppress(csv.Error):  # quotation marks that quote nothing
                fields = next(csv.reader([one], delimiter=separator), [])
        yield [field.strip() for field in fields]


def _is_row(fields: Sequence[str]) -> bool:
    """Return whether the fields of a line are a row: a title, and an address in another field."""
    addresses = [one for one in fields if _ADDRESS.fullmatch(one)]
    return bool(addresses) and any(han.count(one) >= 4 and one not in addresses for one in fields)


def _are_names(fields: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[A-Za-z_]\w{0,40}", one) for one in fields) and all(
        one != other for one, other in pairwise(sorted(fields))
    )
