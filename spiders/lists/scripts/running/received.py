"""What an answer becomes for running scripts: the value of a promise, the response of fetch, bytes to unpack."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from spiders.lists.scripts.running.builtins import text_of_bytes, typed_array
from spiders.lists.scripts.running.values import Host, is_function, text_of

Call = Callable[[Any, Any, list[Any]], Any]
_PROMISING: Final = frozenset(
    ("then", "done", "success", "always", "finally", "catch", "fail", "error", "pipe", "abort")
)
_FAILING: Final = frozenset(("catch", "fail", "error", "abort"))
_CALLED = re.compile(r"\s*[\w$.]{1,80}\s*\((.*)\)\s*;?\s*", re.S)


class Promise(Host):
    """A value that functions get by `then`; the value's own members are the promise's, too."""

    def __init__(self, value: Any, call: Call) -> None:
        self.value, self._call = value, call

    def get(self, name: str) -> Any:
        """Return `then` and its kin, or a member of the value."""
        if name == "toString()":
            return text_of(self.value)
        if name not in _PROMISING:
            return None
        if name in _FAILING:
            return lambda _, __: self
        return lambda _, given: self._then(given, passes=name in ("done", "success", "always", "finally"))

    def _then(self, given: list[Any], *, passes: bool) -> Promise:
        function = given[0] if given else None
        if not is_function(function):
            return self
        returned = self._call(function, None, [self.value, "success"])
        if passes:
            return self
        return returned if isinstance(returned, Promise) else Promise(returned, self._call)


def settled(value: Any) -> Any:
    """Return the value of a promise, or another value as it is."""
    return value.value if isinstance(value, Promise) else value


class Bytes(Host):
    """The bytes of an answer, or a stream of them, by their text: what is compressed has been unpacked already."""

    def __init__(self, text: str, call: Call) -> None:
        self.text, self._call = text, call

    def get(self, name: str) -> Any:
        """Return a member: of a stream, of a buffer, of a Blob."""
        if name in ("pipeThrough", "slice", "subarray", "stream"):
            return lambda _, __: self
        if name == "arrayBuffer":
            return lambda _, __: Promise(self, self._call)
        if name == "text":
            return lambda _, __: Promise(self.text, self._call)
        return self if name == "buffer" else None


class Response(Host):
    """What fetch promises."""

    def __init__(self, text: str, call: Call) -> None:
        self._text, self._call = text, call

    def get(self, name: str) -> Any:
        """Return a member."""
        if name == "json":
            return lambda _, __: Promise(data_of(self._text), self._call)
        if name in ("text", "blob"):
            return lambda _, __: Promise(self._text, self._call)
        if name in ("arrayBuffer", "bytes"):
            return lambda _, __: Promise(Bytes(self._text, self._call), self._call)
        if name == "body":
            return Bytes(self._text, self._call)
        return {"ok": True, "status": 200, "statusText": "OK"}.get(name)


def unpackers(call: Callable[[], Call]) -> dict[str, Any]:
    """Return the names by which scripts unpack the bytes of an answer, or read them as text."""

    def text(this: Any, given: list[Any]) -> Any:
        found = settled(given[0]) if given else None
        return found.text if isinstance(found, Bytes) else text_of_bytes(this, given)

    def same(this: Any, given: list[Any]) -> Any:
        found = settled(given[0]) if given else None
        return found if isinstance(found, Bytes) else typed_array(this, given)

    def inflated(this: Any, given: list[Any]) -> Any:
        settings = given[1] if len(given) > 1 and isinstance(given[1], Mapping) else {}
        return (text if settings.get("to") == "string" else same)(this, given)

    def response(_: Any, given: list[Any]) -> Any:
        found = settled(given[0]) if given else None
        return Response(found.text if isinstance(found, Bytes) else text_of(found), call())

    library = dict.fromkeys(("inflate", "inflateRaw", "ungzip"), inflated)
    return {
        "TextDecoder": lambda _, __: {"decode": text},
        "Uint8Array": same,
        "Response": response,
        "pako": library,
        "fflate": {
            "gunzipSync": same,
            "decompressSync": same,
            "unzlibSync": same,
            "inflateSync": same,
            "strFromU8": text,
        },
    }


def data_of(text: str) -> Any:
    """Return the JSON of an answer, also of JSONP; any other text as it is."""
    text = text.strip("\ufeff \t\r\n")
    match = _CALLED.fullmatch(text) if text[:1] not in ("{", "[", "<") else None
    try:
        return json.loads(match[1] if match else text)
    except (ValueError, RecursionError):
        return text
