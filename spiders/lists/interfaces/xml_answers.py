"""The answer of a list's interface as XML: RSS, TRS's search (`<REC><TITLE>…`), data files of a list.

Read without an XML parser: answers are often malformed, and no entity is to be expanded. An element with elements in
it becomes a record, elements of the same name beside each other a list; `interfaces.answers` reads the result.
"""

from __future__ import annotations

import html
import re
from typing import Any, Final

_MAX: Final = 2_000_000  # characters of an answer that are read
_MAX_DEPTH: Final = 12
_PIECE = re.compile(
    r"<!\[CDATA\[(?P<data>.*?)\]\]>|<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]*)[^<>]*?(?P<empty>/?)>", re.S
)
_HTML = r"(?:!doctype|html|head|body|div|ul|ol|li|dl|table|tr|td|p|a|script|style|span|section|h\d|br|img)\b"
_START = re.compile(
    rf"(<\?xml\b[^>]*>\s*)?(?:<!--(?:(?!-->).){{0,2000}}-->\s*|<\?[^>]*>\s*){{0,4}}<(?!{_HTML})[A-Za-z]",
    re.S | re.I,
)


def parse(text: str) -> Any:
    """Parse an XML answer into plain values, nested dicts and lists; return None for anything else.

    >>> parse("<r><n>2</n><i><t>甲</t></i><i><t><![CDATA[乙]]></t></i></r>")
    {'r': {'n': '2', 'i': [{'t': '甲'}, {'t': '乙'}]}}
    """
    text = text[:_MAX].lstrip("\ufeff \t\r\n")
    if not _START.match(text) or "</" not in text:
        return None
    root: dict[str, Any] = {}
    open_elements: list[tuple[str, dict[str, Any], list[str]]] = [("", root, [])]
    at = 0
    for piece in _PIECE.finditer(text):
        open_elements[-1][2].append(html.unescape(text[at : piece.start()]))
        at = piece.end()
        if piece["name"] is None:
            open_elements[-1][2].append(piece["data"])
        elif not piece["close"] and not piece["empty"] and len(open_elements) <= _MAX_DEPTH:
            open_elements.append((piece["name"], {}, []))
        elif piece["close"] and any(name == piece["name"] for name, _, _ in open_elements):
            while open_elements[-1][0] != piece["name"]:
                open_elements.pop()
            name, values, words = open_elements.pop()
            _put(open_elements[-1][1], name, values or "".join(words).strip())
    return root or None


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    if name not in values:
        values[name] = value
    elif isinstance(values[name], list):
        values[name].append(value)
    else:
        values[name] = [values[name], value]
