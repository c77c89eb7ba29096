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
_VALUES: Final = 3  # of a row
_PIECE = re.compile(
    r"<!\[CDATA\[(?P<data>.*?)\]\]>|<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>[^<>]*?)(?P<empty>/?)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HTML = (
    r"(?:!doctype|html|head|body|title|meta|link|base|center|font|frameset|iframe|noscript|nav|header|main|tbody|thead|dd|dt"
    r"|div|ul|ol|li|dl|table|tr|td|p|a|script|style|span|section|h\d|br|img)\b"
)
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
        elif not piece["close"] and piece["empty"]:
            if given := _attributes(piece["attributes"]):
                _put(open_elements[-1][1], piece["name"], given)
        elif not piece["close"] and len(open_elements) <= _MAX_DEPTH:
            open_elements.append((piece["name"], _attributes(piece["attributes"]), []))
        elif piece["close"] and any(name == piece["name"] for name, _, _ in open_elements):
            while open_elements[-1][0] != piece["name"]:
                open_elements.pop()
            name, values, words = open_elements.pop()
            said = "".join(words).strip()
            if values and said:
                values.setdefault("text", said)
            _put(open_elements[-1][1], name, values or said)
    _list_alone(root)
    return root or None


def _list_alone(values: dict[str, Any]) -> None:
    """Make a list of an element that is alone within another and has a row's values: the only row of a page."""
    inner = {name: one for name, one in values.items() if isinstance(one, dict | list)}
    for name, one in inner.items():
        for each in one if isinstance(one, list) else [one]:
            if isinstance(each, dict):
                _list_alone(each)
        leaves = isinstance(one, dict) and all(isinstance(part, str) for part in one.values())
        if leaves and len(inner) == 1 and len(one) >= _VALUES:
            values[name] = [one]


def _attributes(text: str) -> dict[str, Any]:
    """Return the attributes of an element, without those that name a schema."""
    found = {match[1]: html.unescape(match[2] or match[3] or "") for match in _ATTRIBUTE.finditer(text)}
    return {
        name: value
        for name, value in found.items()
        if not name.startswith(("xml", "xsi")) and name != "version"
    }


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    if name not in values:
        values[name] = value
    elif isinstance(values[name], list):
        values[name].append(value)
    else:
        values[name] = [values[name], value]
