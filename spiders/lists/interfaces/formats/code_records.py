"""Records of a list that are code: `urls[i]='/a.html';headers[i]='…'`, a call with a row's values, an object."""

from __future__ import annotations

import html
import re
from typing import Any, Final

from spiders.lists.interfaces.records import as_loose_object

_MAX: Final = 8000  # characters of a record
_TEXT = r"(?P<quote>[\"'])(?P<text>(?:\\.|(?!(?P=quote))[^\\]){0,2000})(?P=quote)"
_LITERAL = re.compile(_TEXT, re.S)
# urls[i] = '…', row.title = "…", titles.push('…'), {title: '…'}, date[0] = 20240105
_NAMED = re.compile(
    rf"(?P<name>[A-Za-z_$][\w$]*)(?:\s*\[[^\[\]]{{0,40}}\]|[\"'])?\s*(?:=(?!=)|:|\.push\()\s*(?:{_TEXT}|(?P<number>\d{{1,14}})\b)",
    re.S,
)
_ELEMENT = re.compile(r"<([A-Za-z][\w:-]{0,40})>([^<>]{1,2000})</\1>")
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)
_TAIL = re.compile(r"s$|_?\d+$")  # of a name: urls, u2024
_SEPARATOR = re.compile(r"[|#^\t;]+|\$\$|,(?=\S{2})")
_DAY: Final = ("year", "month", "day")


def values(record: str) -> dict[str, Any]:
    """Return the values that a record gives to names, without the s of an array; of a call, by position.

    >>> values("urls[i]='/a/7.html';headers[i]=\\"报告\\";year[i]='2024';month[i]='2';day[i]='5';i++;")
    {'url': '/a/7.html', 'header': '报告', 'year': '2024', 'month': '2', 'day': '5', 'date': '2024-2-5'}
    >>> values("addRow('/a/7.html', '报告', '2024-02-05');")
    {'0': '/a/7.html', '1': '报告', '2': '2024-02-05'}
    """
    record = record[:_MAX]
    found = as_loose_object(record.strip()) or {
        m[1]: html.unescape(m[2]).strip() for m in _ELEMENT.finditer(record)
    }
    if len(found) < 2:
        named = [
            (_TAIL.sub("", m["name"]) or m["name"], m["number"] or _plain(m["text"]))
            for m in _NAMED.finditer(record)
        ]
        found = dict(reversed(named))  # the first value of a name
        found = dict(reversed(found.items()))
    if len(found) < 2:
        found = {str(at): _plain(m["text"]) for at, m in enumerate(_LITERAL.finditer(record))}
    if len(found) == 1 and len(pieces := _SEPARATOR.split(str(next(iter(found.values()))))) > 1:
        found = {str(at): piece.strip() for at, piece in enumerate(pieces)}
    parts = [next((value for name, value in found.items() if part in name.lower()), "") for part in _DAY]
    if all(str(one).isdecimal() for one in parts) and len(str(parts[0])) == 4:
        found["date"] = "-".join(map(str, parts))
    return found


def markup(record: str) -> str:
    """Return the markup in a record's texts: `document.write("<li><a href=…")`; empty without a link."""
    texts = [_plain(m["text"]) for m in _LITERAL.finditer(record[:_MAX])]
    return "".join(texts) if any("<a" in one.lower() for one in texts) else ""


def _plain(text: str) -> str:
    """Return the text of a literal without its escapes, and of markup in it."""
    return html.unescape(_ESCAPED.sub(lambda m: chr(int(m[1][1:], 16)) if len(m[1]) == 5 else m[1], text))
