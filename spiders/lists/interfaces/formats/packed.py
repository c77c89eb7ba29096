"""What an interface's answer has in its strings: JSON, plain or in base64, and markup with rows."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_DEPTH: Final = 4


def opened(value: Any, depth: int = 0) -> Any:
    """Return a value with the JSON in its strings parsed.

    >>> opened({"data": "[1, 2]", "note": "text"}), opened({"data": "eyJyb3dzIjogW3siaWQiOiAxMn1dfQ=="})
    ({'data': [1, 2], 'note': 'text'}, {'data': {'rows': [{'id': 12}]}})
    """
    if depth > _DEPTH:
        return value
    if isinstance(value, dict):
        return {key: opened(one, depth + 1) for key, one in value.items()}
    if isinstance(value, str):
        inner = _json(value)
        return value if inner is None else opened(inner, depth + 1)
    return value


def fragment(answer: Any) -> str:
    """Return the longest piece of HTML with links in a JSON answer; the pieces of a list belong together."""
    waiting, found = [answer], ""
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += list(value.values())
        elif isinstance(value, list):
            pieces = [one for one in value[:200] if isinstance(one, str)]
            waiting += ["".join(pieces)] if len(pieces) == len(value[:200]) else value[:200]
        elif (
            isinstance(value, str)
            and "<a" in value
            and len(value) > len(found)
            and LexborHTMLParser(value).css_first("a")
        ):
            found = value
    return found


def _json(text: str) -> Any:
    text = text.strip()
    if _BASE64.fullmatch(text):
        padded = text.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
        try:
            text = base64.b64decode(f"{padded}{'=' * (-len(padded) % 4)}").decode().strip()
        except (binascii.Error, UnicodeDecodeError):
            return None
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
