"""JavaScript's own global names, as far as list pages use them: `parseInt`, `JSON`, `Math`, `encodeURIComponent`."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote, unquote

from spiders.lists.scripts.running.lists import iterated
from spiders.lists.scripts.running.objects import Address, Asked, Parameters, Regex
from spiders.lists.scripts.running.values import (
    Getter,
    Host,
    Native,
    PageNumber,
    Unknown,
    derived,
    is_true,
    number_of,
    plain,
    text_of,
)

_MAX_BYTES: Final = 300_000


def _int(_: Any, given: list[Any]) -> Any:
    value = given[0] if given else None
    if isinstance(value, Unknown):
        return value
    if isinstance(value, int | float) and not isinstance(value, PageNumber):
        return int(value) if math.isfinite(value) else math.nan
    match = re.match(r"\s*[+-]?\d+", text_of(value))
    return int(match[0]) if match else math.nan


def _number(_: Any, given: list[Any]) -> Any:
    found = number_of(given[0]) if given else 0
    return given[0] if found is None else found


def _math(function: Callable[..., Any]) -> Native:
    def run(_: Any, given: list[Any]) -> Any:
        numbers = [number_of(one) for one in given]
        if any(one is None for one in numbers):
            return derived(*given)
        try:
            return function(*numbers)
        except (TypeError, ValueError, OverflowError):
            return math.nan

    return run


def _encoded(safe: str) -> Native:
    return lambda _, given: quote(text_of(given[0]), safe=safe + "\ue000\ue001") if given else ""


def _escaped(text: str) -> str:
    """Encode as `escape` does: by code units, `%XX` or `%uXXXX`."""

    def one(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"%{code:02X}" if code < 256 else f"%u{code:04X}"

    return re.sub(r"[^\w@*+./\ue000\ue001-]|[\u0080-\udfff\uf900-\uffff]", one, text)


def _unescaped(text: str) -> str:
    """Decode what `escape` encodes.

    >>> _unescaped("%u62A5%u544A%20%E9")
    '报告 é'
    """
    return re.sub(
        r"%u([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})", lambda match: chr(int(match[1] or match[2], 16)), text
    )


def _json(_: Any, given: list[Any]) -> Any:
    return json.dumps(plain(given[0]), ensure_ascii=False, separators=(",", ":")) if given else None


def _parsed(_: Any, given: list[Any]) -> Any:
    try:
        return json.loads(text_of(given[0])) if given else None
    except (ValueError, RecursionError):
        return Unknown("JSON")


def _decoded(_: Any, given: list[Any]) -> Any:
    try:
        return base64.b64decode(text_of(given[0]), validate=False).decode("latin-1") if given else ""
    except (ValueError, binascii.Error):
        return ""


def _merged(_: Any, given: list[Any]) -> Any:
    parts = [one for one in given if isinstance(one, dict)]
    for one in parts[1:]:
        parts[0].update(one)
    return parts[0] if parts else {}


def _defined(_: Any, given: list[Any]) -> Any:
    owner, name, how = (*given, None, None, None)[:3]
    if isinstance(owner, dict) and isinstance(how, dict):
        owner[text_of(name)] = Getter(how["get"]) if "get" in how else how.get("value")
    elif isinstance(owner, Host) and isinstance(how, dict) and "value" in how:
        owner.set(text_of(name), how["value"])
    return owner


def _array(_: Any, given: list[Any]) -> list[Any]:
    if len(given) == 1 and isinstance(given[0], int):
        return [None] * max(0, min(given[0], 5000))
    return list(given)


def typed_array(_: Any, given: list[Any]) -> list[Any]:
    """Return what `new Uint8Array(length)` or `new Uint8Array(values)` makes."""
    first = given[0] if given else 0
    return [0] * max(0, min(first, _MAX_BYTES)) if isinstance(first, int) else listed(first)


def text_of_bytes(_: Any, given: list[Any]) -> str:
    """Return the text that `TextDecoder` makes of bytes; characters that are none stay as they are."""
    codes = [
        one for one in listed(given[0] if given else None) if isinstance(one, int) and 0 <= one < 0x110000
    ]
    if any(one > 255 for one in codes):
        return "".join(map(chr, codes))
    return bytes(codes).decode("utf-8", "replace")


def _object(**members: Any) -> dict[str, Any]:
    return dict(members)


class _Date:
    """`Date`: the interpreter has no clock, so every moment is unknown."""

    name = "Date"

    def __call__(self, _: Any, __: list[Any]) -> Unknown:
        """Return a moment."""
        return Unknown("Date")


class _Array:
    """`Array`."""

    name = "Array"
    members: Final[dict[str, Any]] = {
        "isArray": lambda _, given: bool(given) and isinstance(given[0], list),
        "of": lambda _, given: list(given),
        "from": lambda _, given: listed(given[0]) if given else [],
    }

    def __call__(self, this: Any, given: list[Any]) -> list[Any]:
        """Make a list of a length, or of the given values."""
        return _array(this, given)


def listed(value: Any) -> list[Any]:
    """Return the items of a list, a text, or anything of a length."""
    if found := iterated(value):
        return found
    length = value.get("length") if isinstance(value, Host | dict) else 0
    length = length if isinstance(length, int) else 0
    return [value.get(str(at)) for at in range(min(length, 3000))]


NAMES: Final[dict[str, Any]] = {
    "parseInt": _int, "parseFloat": _number, "Number": _number,
    "String": lambda _, given: text_of(given[0]) if given else "",
    "Boolean": lambda _, given: bool(given) and is_true(given[0]),
    "isNaN": lambda _, given: isinstance(found := number_of(given[0] if given else None), float) and math.isnan(found),
    "encodeURIComponent": _encoded(""), "encodeURI": _encoded("/?:@&=+$,#;"),
    "escape": lambda _, given: _escaped(text_of(given[0])) if given else "",
    "decodeURIComponent": lambda _, given: unquote(text_of(given[0])) if given else "",
    "decodeURI": lambda _, given: unquote(text_of(given[0])) if given else "",
    "unescape": lambda _, given: _unescaped(text_of(given[0])) if given else "",
    "atob": _decoded,
    "btoa": lambda _, given: base64.b64encode(text_of((given or [""])[0]).encode("latin-1", "replace")).decode(),
    "URLSearchParams": lambda _, given: Parameters(given[0] if given else None),
    "URL": lambda _, given: Address(given), "Request": lambda _, given: Asked(given),
    "Array": _Array(), "Uint8Array": typed_array,
    "TextDecoder": lambda _, __: _object(decode=text_of_bytes),
    "RegExp": lambda _, given: Regex(text_of(given[0]), text_of((*given, "")[1])) if given else None,
    "JSON": _object(stringify=_json, parse=_parsed),
    "Math": _object(
        ceil=_math(math.ceil), floor=_math(math.floor), round=_math(lambda n: math.floor(n + 0.5)),
        max=_math(max), min=_math(min), abs=_math(abs), random=lambda _, __: 0.5,
    ),
    "Object": _object(
        assign=_merged, keys=lambda _, given: list(given[0]) if given and isinstance(given[0], dict) else [],
        values=lambda _, given: list(given[0].values()) if given and isinstance(given[0], dict) else [],
        entries=lambda _, given: list(map(list, given[0].items())) if given and isinstance(given[0], dict) else [],
        fromEntries=lambda _, given: {
            text_of(one[0]): one[1]
            for one in iterated(given[0] if given else None)
            if isinstance(one, list) and len(one) == 2
        },
        freeze=lambda _, given: given[0] if given else None, seal=lambda _, given: given[0] if given else None,
        defineProperty=_defined,
    ),
    "Date": _Date(),
    "console": _object(log=lambda _, __: None, error=lambda _, __: None, warn=lambda _, __: None),
    "confirm": lambda _, __: True, "NaN": math.nan, "Infinity": math.inf,
}  # fmt: skip
